"""F01: a party that must be kept out is reached by a path, a grant or a channel."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from flowmodel.errors import DocPath
from flowmodel.language import Bilingual, Lang
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import plain
from flowmodel.model import Exclusion

_MOST_STEPS = 40
"""Steps of a path that a message shows: the first half and the last half of them."""
ANY = ""
"""Stands for data of any category."""
_READING = frozenset({"view", "edit", "download"})


class _Edge(NamedTuple):
    """One way by which material gets from an actor to another: a step, or a right to it."""

    source: str
    target: str
    path: DocPath
    part: str
    printed: Bilingual
    data: frozenset[str]
    """The categories that may pass, with their kinds; empty for anything."""
    series: str | None = None
    """The series of the step; None for a right, which holds at all times."""
    number: int = 0


class _Label(NamedTuple):
    """Something arrives at an actor: what, as of which step, and by which edge."""

    actor: str
    category: str
    """A category, or `ANY`."""
    series: str | None = None
    number: int = 0
    edge: _Edge | None = None
    before: _Label | None = None


class _Search(NamedTuple):
    """What one exclusion protects: actors, and categories with all that are kinds of them."""

    actors: tuple[str, ...]
    data: frozenset[str]


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    exclusions = ctx.graph.model.exclusions
    if not exclusions:
        return
    edges = tuple(_edges(ctx))
    onward: dict[str, list[_Edge]] = {}
    for edge in edges:
        onward.setdefault(edge.source, []).append(edge)
    # Two exclusions may keep the same party from what lies on one path.
    told: dict[Finding, None] = {}
    for exclusion in exclusions:
        told.update(dict.fromkeys(_excluded(rule, ctx, exclusion, edges, onward)))
    yield from told


def _edges(ctx: Context) -> Iterator[_Edge]:
    kinds = _kinds(ctx)
    for flow in ctx.graph.flows:
        if flow.personal and flow.channel is not None and flow.transfer.operation != "delete":
            printed = Bilingual(f"手順{flow.printed}", f"step {flow.printed}")
            data = frozenset().union(*(kinds[c.id] for c in flow.data))
            step = flow.transfer
            ends = (flow.source.id, flow.target.id)
            there = _Edge(*ends, flow.path, step.step, printed, data, step.series, step.number)
            yield there
            # Whoever edits or acts at another's place has seen what lies there.
            if step.operation == "edit" and flow.actor is flow.source:
                yield there._replace(source=there.target, target=there.source)
    for i, actor in enumerate(ctx.graph.model.actors):
        for j, grant in enumerate(actor.grants):
            if _READING.isdisjoint(grant.rights):
                continue
            where = f"「{grant.folder}」" if grant.folder else ""
            printed = Bilingual(f"共有の設定{where}", f"share {grant.folder or ''}".rstrip())
            for to in grant.to:
                path = ("actors", i, "grants", j)
                data = frozenset().union(*(kinds[d] for d in grant.data))
                yield _Edge(actor.id, to, path, actor.id, printed, data)


def _kinds(ctx: Context) -> dict[str, frozenset[str]]:
    """Each category with all that are kinds of it."""
    found: dict[str, set[str]] = {d.id: {d.id} for d in ctx.graph.model.data}
    for category in ctx.graph.model.data:
        above = category.parent
        while above is not None:
            found[above].add(category.id)
            above = ctx.graph.data[above].parent
    return {id: frozenset(kinds) for id, kinds in found.items()}


def _excluded(
    rule: Rule,
    ctx: Context,
    exclusion: Exclusion,
    edges: tuple[_Edge, ...],
    onward: dict[str, list[_Edge]],
) -> Iterator[Finding]:
    search = _search(ctx, exclusion)
    before = _reach(ctx, search, edges, onward)
    for party in dict.fromkeys(exclusion.parties):
        if party in before:
            yield _reached(rule, ctx, exclusion, party, before)
        else:
            yield from _joined(rule, ctx, exclusion, party)


def _search(ctx: Context, exclusion: Exclusion) -> _Search:
    actors = tuple(p for p in exclusion.protects if p in ctx.graph.actors)
    wanted = {p for p in exclusion.protects if p in ctx.graph.data}
    if wanted:
        parents = {d.id: d.parent for d in ctx.graph.model.data}
        for id in parents:
            above: str | None = id
            while above is not None and above not in wanted:
                above = parents[above]
            if above is not None:
                wanted.add(id)
    return _Search(actors, frozenset(wanted))


def _reach(
    ctx: Context, search: _Search, edges: tuple[_Edge, ...], onward: dict[str, list[_Edge]]
) -> dict[str, _Label]:
    """Every actor that what is protected can reach, with how it came there first.

    From a protected actor all personal data are followed, from elsewhere only protected
    categories. Breadth first, so that the way back is a shortest one.
    """
    personal = frozenset(c.id for c in ctx.graph.model.data if c.personal)
    free = _spread([_Label(id, ANY) for id in search.actors], onward, personal)
    if not search.data:
        return free
    starts = [_Label(a.id, c) for a in ctx.graph.model.actors for c in a.holds if c in search.data]
    for edge in edges:
        # Whoever hands it on has it by then, but not before.
        for c in sorted(edge.data & search.data):
            starts.append(_Label(edge.source, c, edge.series, edge.number - 1))
    return {**_spread(starts, onward, search.data), **free}


def _spread(
    starts: list[_Label], onward: dict[str, list[_Edge]], wanted: frozenset[str]
) -> dict[str, _Label]:
    """Follow each category by itself along edges that may carry it, and never back in a series."""
    first: dict[str, _Label] = {}
    best: dict[tuple[str, str, str | None], int] = {}
    queue: deque[_Label] = deque()

    def arrive(label: _Label) -> None:
        for category in (label.category, ANY):
            known = best.get((label.actor, category, label.series))
            if known is not None and known <= label.number:
                return
        best[label.actor, label.category, label.series] = label.number
        first.setdefault(label.actor, label)
        queue.append(label)

    for start in starts:
        arrive(start)
    while queue:
        label = queue.popleft()
        for edge in onward.get(label.actor, ()):
            at = edge if edge.series is not None else label
            if at is edge and at.series == label.series and at.number <= label.number:
                continue
            for category in _carried(label.category, edge.data, wanted):
                arrive(_Label(edge.target, category, at.series, at.number, edge, label))
    return first


def _carried(category: str, data: frozenset[str], wanted: frozenset[str]) -> tuple[str, ...]:
    """What of a category, or of anything at all, an edge with `data` may carry."""
    if not data:
        return (category,)
    if category == ANY:
        return tuple(sorted(data & wanted))
    return (category,) if category in data else ()


def _reached(
    rule: Rule,
    ctx: Context,
    exclusion: Exclusion,
    party: str,
    before: dict[str, _Label],
) -> Finding:
    trail: list[_Edge] = []
    label: _Label | None = before[party]
    while label is not None and label.edge is not None:
        trail.append(label.edge)
        label = label.before
    trail.reverse()
    actors = ctx.graph.actors
    shown, way = trail, Bilingual("", "")
    if len(trail) > _MOST_STEPS:
        shown = [*trail[: _MOST_STEPS // 2], *trail[-_MOST_STEPS // 2 :]]
    if trail:
        start = ctx.name(actors[trail[0].source])
        way = Bilingual(start.ja + _told(ctx, shown, "ja"), start.en + _told(ctx, shown, "en"))
    index = ctx.graph.model.exclusions.index(exclusion)
    return rule.finding(
        trail[-1].path if trail else ("exclusions", index),
        (party, *dict.fromkeys(e.part for e in shown)),
        message=None if trail else rule.options["itself"],
        party=ctx.name(actors[party]),
        way=way,
    )


def _told(ctx: Context, trail: list[_Edge], lang: Lang) -> str:
    """A path in words; where steps were left out, an ellipsis stands for them."""
    words: list[str] = []
    at = trail[0].source
    for edge in trail:
        gap = "" if edge.source == at else " → …"
        name = ctx.name(ctx.graph.actors[edge.target]).text(lang)
        words.append(f"{gap} → {edge.printed.text(lang)} → {name}")
        at = edge.target
    return "".join(words)


def _joined(rule: Rule, ctx: Context, exclusion: Exclusion, party: str) -> Iterator[Finding]:
    """A finding where a channel, or a right to write, joins the party to a protected actor."""
    actors = ctx.graph.actors
    guarded = {p: None for p in exclusion.protects if p in actors}
    for id in guarded:
        for j, grant in enumerate(actors[id].grants):
            open_ = [not ctx.graph.data[d].personal for d in grant.data]
            if party in grant.to and not (open_ and all(open_)):
                path: DocPath = (*ctx.graph.path_of(actors[id]), "grants", j)
                yield rule.finding(
                    path,
                    (party, id),
                    message=rule.options["grant"],
                    party=ctx.name(actors[party]),
                    guarded=ctx.name(actors[id]),
                )
                return
    for channel in ctx.facts.channels_of.get(party, ()):
        other = channel.between[channel.between[0] == party]
        if other in guarded:
            yield rule.finding(
                ctx.graph.path_of(channel),
                (party, channel.id, other),
                message=rule.options["channel"],
                party=ctx.name(actors[party]),
                guarded=ctx.name(actors[other]),
                channel=ctx.name(channel),
            )
            return


_OUTSIDER = "{id: other, name: 他自治体, kind: organisation, party: other}"
_ACTORS = (
    "{id: pc, name: 事業者パソコン, kind: terminal}",
    "{id: store, name: 共有システム, kind: storage}",
    _OUTSIDER,
)
_KEEP_OUT = "{parties: [other], protects: [store]}"
_UP = "{step: ①, label: 資料の送信, from: pc, to: store}"
_NET = "{id: net, between: [pc, store]}"
_BY_MAIL = "{id: mail, name: 郵送, between: [pc, other], medium: post}"

RULE = Rule(
    id="F01",
    level="error",
    kind="flow",
    title=Bilingual("除外者の到達不能", "Excluded party unreachable"),
    message=Bilingual(
        "除外された{party}に届く道筋の記載があります: {way}",
        "the excluded party {party} is reached: {way}",
    ),
    options={
        "itself": Bilingual(
            "除外された{party}が、守られる側にも書かれています",
            "the excluded party {party} is itself among what is protected",
        ),
        "grant": Bilingual(
            "除外された{party}に、{guarded}を使う権限の記載があります",
            "the excluded party {party} is given a right at {guarded}",
        ),
        "channel": Bilingual(
            "除外された{party}を{guarded}につなぐ{channel}の記載があります",
            "the excluded party {party} is joined to {guarded} by {channel}",
        ),
    },
    why=Bilingual(
        "「アクセスできない」と書いた相手に届く矢印や共有が同じ図にあれば、その一文は成り立ちません。",
        "If the same figure holds an arrow or a share that reaches the party, the sentence that it "
        "has no access does not stand.",
    ),
    applies=Bilingual(
        "除外（exclusions）のあるモデル。手順は個人情報を運ぶものだけをたどり、閲覧・編集・ダウンロード"
        "を許す共有（grants）も道筋と見ます。続く手順は、運ぶ情報区分に共通のものがあり（記載が"
        "なければ何でも運ぶと見ます）、同じ系列の番号を戻らないときだけたどります。守られるのが情報区分なら、その区分（下位の区分を含む）を"
        "運び得る手順だけをたどります。",
        "Models with exclusions. Only steps that carry personal data are followed; a grant of "
        "viewing, editing or downloading counts as a way. A step is followed by another only where the two may carry the same "
        "category (unstated data may be any), and never back within one series. For a protected data category only what "
        "may carry it, or a kind of it, is followed.",
    ),
    satisfied=Bilingual(
        "守られる主体・情報区分から除外された者へ、手順や共有をたどって届く道筋がなく、守られる主体が"
        "除外された者に権限を与えず、両者を直接つなぐ経路もない。一人につき一件、最も短い道筋を"
        "示します。",
        "No path of steps and grants leads from what is protected to the party, no protected actor "
        "gives it a right, and no channel joins the two. One finding for each party, with a "
        "shortest path.",
    ),
    basis=Bilingual(
        "図の「他自治体」「無関係の事業者等」「区からアクセスを許可された事業者等以外は、…"
        "アクセスできない」",
        "the excluded parties of the figure and the sentence beside them",
    ),
    origin=("seed",),
    check=_check,
    false_positives=Bilingual(
        "同じ法人が別の事業の相手方である場合。別の主体として書いてください。道筋は情報の中身を"
        "問わずにたどるので、途中で取り除かれる情報も届くものと見ます。",
        "The same legal entity is a partner in another project: write it as a second actor. Paths "
        "are followed whatever an actor does with the material, so what is removed on the way "
        "counts as arriving.",
    ),
    passing=(
        plain(
            "除外された者に届くものがない",
            "nothing reaches the party",
            actors=_ACTORS,
            channels=(_NET,),
            transfers=(_UP,),
            exclusions=(_KEEP_OUT,),
        ),
        plain(
            "守られる所と関わらない受渡し",
            "a hand-over that does not touch what is protected",
            actors=_ACTORS,
            channels=(_NET, _BY_MAIL),
            transfers=(_UP, "{step: ②, label: 通知, from: pc, to: other}"),
            exclusions=(_KEEP_OUT,),
        ),
    ),
    failing=(
        plain(
            "事業者を経て届く",
            "reached by way of the partner",
            actors=_ACTORS,
            channels=(_NET, _BY_MAIL),
            transfers=(
                "{step: ①, label: 資料の確認, from: store, to: pc, operation: view}",
                "{step: ②, label: 資料の回送, from: pc, to: other}",
            ),
            exclusions=(_KEEP_OUT,),
        ),
        plain(
            "フォルダが共有されている",
            "a folder is shared",
            actors=(
                _ACTORS[0],
                "{id: store, name: 共有システム, kind: storage, "
                "grants: [{to: [other], rights: [view], folder: 共有フォルダ}]}",
                _OUTSIDER,
            ),
            channels=(_NET,),
            transfers=(_UP,),
            exclusions=(_KEEP_OUT,),
        ),
        plain(
            "経路がつながっている",
            "a channel joins the two",
            actors=_ACTORS,
            channels=(_NET, "{id: line, name: 専用線, between: [store, other]}"),
            transfers=(_UP,),
            exclusions=(_KEEP_OUT,),
        ),
    ),
)
