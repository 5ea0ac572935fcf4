"""F01: a party that must be kept out is reached by a path, a grant or a channel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flowmodel.analysis.words import ends_of, told
from flowmodel.language import Bilingual
from flowmodel.lint.assertions import named
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import plain

if TYPE_CHECKING:
    from flowmodel.analysis.answers import Refutation


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    if not ctx.graph.model.exclusions:
        return
    # Models without exclusions need none of this.
    from flowmodel.analysis.exclusions import exclusions

    # Two exclusions may keep the same party from what lies on one path.
    once: dict[Finding, None] = {}
    for index in range(len(ctx.graph.model.exclusions)):
        for found in exclusions(ctx.graph).refutations(index):
            once[_finding(rule, ctx, found)] = None
    yield from once


def _finding(rule: Rule, ctx: Context, found: Refutation) -> Finding:
    shown = ends_of(found.trail)
    joined = (found.channel, found.guarded)
    return rule.finding(
        found.path,
        (found.party, *(dict.fromkeys(w.part for w in shown) if shown else filter(None, joined))),
        message=rule.options.get(found.how),
        party=named(ctx, (found.party,)),
        guarded=named(ctx, filter(None, (found.guarded,))),
        channel=named(ctx, filter(None, (found.channel,))),
        way=told(ctx.graph, found.trail),
    )


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
        "granted": Bilingual(
            "除外された{party}に、{guarded}を使う権限の記載があります",
            "the excluded party {party} is given a right at {guarded}",
        ),
        "joined": Bilingual(
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
