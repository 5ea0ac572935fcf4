"""F03: a partner hands on what it got from the ward, and no consent to that is named."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.analysis.propagate import Reach, information
from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.facts import ASIDE
from flowmodel.lint.rule import Context, Finding, Missing, Rule
from flowmodel.lint.samples import plain
from flowmodel.model import Actor, localise
from flowmodel.vocabulary import PHYSICAL_MEDIA

_PARTNERS = frozenset({"contractor", "designated-manager", "committee-member", "other"})
_FIELD = Bilingual("承諾の記載（consent）", "consent")


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    onward = [f for f in ctx.graph.flows if f.personal and _hands_on(ctx, f)]
    if not onward:
        return
    known = _met_by_the_ward(ctx)
    reach = _from_the_ward(ctx)
    taxonomy = information(ctx.graph).taxonomy
    for flow in onward:
        moved = taxonomy.bits(flow.transfer.data) or taxonomy.personal
        if not moved & ~known.get(flow.target.id, 0):
            continue
        trail = reach.trail(flow.source.id, moved)
        if trail is None:
            continue
        steps = tuple(w.flow.transfer.step for w in trail if w.flow is not None)
        yield rule.finding(
            flow.path,
            (flow.transfer.step, flow.source.id, flow.target.id, *steps),
            missing=(Missing(None, (flow.transfer.step,), "consent", _FIELD),),
            step=ctx.step(flow),
            source=ctx.name(flow.source),
            target=ctx.name(flow.target),
        )


def _hands_on(ctx: Context, flow: Flow) -> bool:
    """Whether somebody outside the ward sends material to somebody else outside it."""
    source, target = flow.source, flow.target
    if (flow.transfer.consent or "").strip() or source is target:
        return False
    by_hand = flow.medium in PHYSICAL_MEDIA and target.kind == "carrier"
    sends = source.party in _PARTNERS or (source.party == "provider" and flow.actor is source)
    return (
        sends
        and target.party not in ASIDE
        and target.kind != "carrier"
        and not by_hand
        and not ctx.facts.inside(source)
        and not ctx.facts.inside(target)
        and not _same(source, target)
    )


def _same(a: Actor, b: Actor) -> bool:
    """Whether two actors are of one legal person, as far as the model tells it."""
    who = localise(a.operator, "ja")
    return bool(who) and who == localise(b.operator, "ja")


def _met_by_the_ward(ctx: Context) -> dict[str, int]:
    """What the ward itself exchanges with each party: that the party has it, the ward knows."""
    taxonomy = information(ctx.graph).taxonomy
    found: dict[str, int] = {}
    for flow in ctx.graph.flows:
        moved = taxonomy.below(flow.transfer.data) if flow.transfer.data else taxonomy.all
        for one, other in ((flow.source, flow.target), (flow.target, flow.source)):
            if ctx.facts.inside(one):
                found[other.id] = found.get(other.id, 0) | moved
    return found


def _from_the_ward(ctx: Context) -> Reach:
    """Where material of the ward may get to."""
    info = information(ctx.graph)
    starts = dict.fromkeys(ctx.graph.actors, 0)
    for actor in ctx.graph.actors.values():
        if ctx.facts.inside(actor):
            starts[actor.id] = info.taxonomy.bits(actor.holds)
    for way in info.ways:
        if ctx.facts.inside(ctx.graph.actors[way.source]):
            starts[way.source] |= info.origin(way)
    return Reach(info, starts)


_REST: dict[str, tuple[str, ...]] = {
    "actors": (
        "{id: ward, name: 区, kind: organisation, party: ward, holds: [roll]}",
        "{id: firm, name: 印刷会社, kind: organisation, party: contractor}",
        "{id: sub, name: 封入会社, kind: organisation, party: other}",
    ),
    "data": ("{id: roll, name: 宛名, items: [氏名, 住所]}",),
    "channels": (
        "{id: a, name: 回線, between: [ward, firm]}",
        "{id: b, name: 別の回線, between: [firm, sub]}",
    ),
}
_OUT = "{step: 1, label: 宛名の送付, from: ward, to: firm, data: [roll]}"
_ON = "step: 2, label: 宛名の引渡し, from: firm, to: sub, data: [roll]"

RULE = Rule(
    id="F03",
    level="error",
    kind="flow",
    title=Bilingual("再委託・転送", "Onward transfer"),
    message=Bilingual(
        "{step}で、{source}が区から受け取った情報を{target}に渡しますが、承諾についての記載がありません",
        "{step}: {source} hands on to {target} what it got from the ward; consent to that is not "
        "stated",
    ),
    why=Bilingual(
        "再委託や転送の先では、区の取決めがそのままでは及びません。",
        "Further down the line the ward's terms do not hold of themselves.",
    ),
    applies=Bilingual(
        "区の外の委託事業者・指定管理者・委員・その他の相手（提供事業者は自ら送る場合）が、区に由来し得る"
        "個人情報を、区の外の別の者へ渡す手順。区自身が同じ情報をやり取りする相手（共有のクラウドなど）、"
        "同じ operator の主体、運送者、申請者への引渡しは含みません。情報が区から来得るかは、途中の変換も含め、"
        "流れをたどって判断します。",
        "Transfers in which a contractor, designated manager, committee member or other party (a "
        "provider, where it sends by itself) passes personal data that may come from the ward to "
        "another party outside it. Parties with which the ward itself exchanges the same data, "
        "actors of the same operator, carriers and applicants are left out. Whether data may come from "
        "the ward is followed through the flow, transforms included.",
    ),
    satisfied=Bilingual(
        "その手順の consent に、承諾した文書や日付が書かれている。",
        "consent of the transfer names the document or the day of the consent.",
    ),
    basis=Bilingual(
        "個人情報保護法 66条2項・69条、番号法 10条",
        "privacy law, articles 66(2) and 69; My Number law, article 10",
    ),
    origin=("guidance",),
    check=_check,
    false_positives=Bilingual(
        "単に運ぶだけの者や印刷機の貸主。kind を carrier にするか、承諾の要らない理由を consent に"
        "書いてください。",
        "Mere carriers: give them the kind carrier, or write under consent why none is needed.",
    ),
    passing=(
        plain(
            "承諾が書かれている",
            "consent is stated",
            transfers=(_OUT, f"{{{_ON}, consent: 再委託承諾書 令和７年４月１日}}"),
            **_REST,
        ),
        plain("区から来た情報ではない", "not from the ward", transfers=(f"{{{_ON}}}",), **_REST),
    ),
    failing=(
        plain("承諾の記載がない", "no consent is stated", transfers=(_OUT, f"{{{_ON}}}"), **_REST),
        plain(
            "区とは別の情報をやり取りする相手",
            "a party that has other data from the ward",
            **{
                **_REST,
                "data": (*_REST["data"], "{id: form, name: 様式}"),
                "channels": (*_REST["channels"], "{id: c, name: 区の回線, between: [ward, sub]}"),
            },
            transfers=(
                _OUT,
                f"{{{_ON}}}",
                "{step: 3, label: 様式の送付, from: ward, to: sub, data: [form]}",
            ),
        ),
        plain(
            "情報の区分が書かれていない引渡し",
            "handed on without naming the data",
            transfers=(_OUT, "{step: 2, from: firm, to: sub}"),
            **_REST,
        ),
    ),
)
