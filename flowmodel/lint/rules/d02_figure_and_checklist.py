"""D02: checklist and figure say different things of a measure."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Example, Finding, Missing, Rule
from flowmodel.lint.samples import FETCH, SEND, cloud
from flowmodel.model import Checklist
from flowmodel.vocabulary import SIDES


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    for i, checklist in enumerate(ctx.graph.model.checklists):
        if not checklist.actors:
            yield rule.finding(
                ("checklists", i),
                (checklist.side,),
                missing=(Missing(None, (checklist.side,), "actors", _ACTORS),),
                message=rule.options["nobody"],
                side=SIDES[checklist.side],
            )
            continue
        yield from _left_out(rule, ctx, i, checklist)
        drawn = _drawn(ctx, checklist)
        for j, answer in enumerate(checklist.answers):
            control = ctx.graph.controls.canonical(answer.item)
            if control is None or not _systemic(ctx, control):
                continue
            stated = bool(drawn & ctx.facts.mask(control))
            if stated != (answer.answer == "○"):
                yield rule.finding(
                    ("checklists", i, "answers", j),
                    (checklist.side, answer.item),
                    message=rule.options["drawn"] if stated else None,
                    side=SIDES[checklist.side],
                    item=Bilingual(answer.item, answer.item),
                    control=ctx.control(control),
                )


def _left_out(rule: Rule, ctx: Context, index: int, checklist: Checklist) -> Iterator[Finding]:
    """Those for whose measures a side answers and whom its checklist does not name.

    The ward answers for what is its own, the counterpart for the stores and services of others.
    """
    ward = checklist.side == "ward"
    pool = ctx.facts.holders if ward else ctx.facts.keepers
    for actor in pool.values():
        mine = actor.party == "ward" if ward else actor.party in _COUNTERPARTS
        if mine and actor.kind in _DEVICES and actor.id not in checklist.actors:
            yield rule.finding(
                ("checklists", index, "actors"),
                (checklist.side, actor.id),
                message=rule.options["left_out"],
                side=SIDES[checklist.side],
                actor=ctx.name(actor),
            )


_ACTORS = Bilingual("主体（actors）", "actors")
_COUNTERPARTS = ("provider", "contractor", "designated-manager")
_DEVICES = ("terminal", "storage", "service")


def _systemic(ctx: Context, control: str) -> bool:
    """Whether the control is one of システム上の対策; figures do not draw the others."""
    item = ctx.graph.controls.control(control).item or ""
    return item.startswith("S")


def _drawn(ctx: Context, checklist: Checklist) -> int:
    """The controls that the figure shows for a side: at its actors and its lines."""
    found = 0
    for id in checklist.actors:
        found |= ctx.coverage.actor(id).stated
        for channel in ctx.facts.channels_of.get(id, ()):
            found |= ctx.coverage.of("channel", channel.id).stated
    for flow in ctx.graph.flows:
        if flow.source.id in checklist.actors or flow.target.id in checklist.actors:
            found |= ctx.coverage.of("transfer", flow.transfer.step).stated
    return found


def _list(ja: str, en: str, answer: str, **extra: str) -> Example:
    more = f"checklists: [{{side: counterpart, actors: [store], answers: [{answer}]}}]"
    return cloud(ja, en, SEND, more=more, **extra)


RULE = Rule(
    id="D02",
    level="warning",
    kind="document",
    title=Bilingual("図とチェックリストの一致", "Figure equals checklist"),
    message=Bilingual(
        "チェックリスト（{side}）の {item}{control}は○ですが、図には記載がありません",
        "checklist ({side}): {item} {control} is answered ○; the figure does not show it",
    ),
    options={
        "drawn": Bilingual(
            "図には{control}がありますが、チェックリスト（{side}）の {item} はーとなっています",
            "the figure shows {control}; the checklist ({side}) answers {item} with ー",
        ),
        "nobody": Bilingual(
            "チェックリスト（{side}）に、担当する主体（actors）の記載がなく、図と照らし合わせられません",
            "checklist ({side}): no actors are stated, so it cannot be compared with the figure",
        ),
        "left_out": Bilingual(
            "個人情報を扱う{actor}について、チェックリスト（{side}）の主体（actors）に記載がありません",
            "{actor} handles personal data; the actors of the checklist ({side}) do not name it",
        ),
    },
    why=Bilingual(
        "図とチェックリストが食い違うと、会議はどちらを信じてよいか分かりません。",
        "Where figure and checklist differ, the meeting cannot tell which to believe.",
    ),
    applies=Bilingual(
        "すべてのチェックリストの、システム上の対策（S1～S11）。運用上の対策"
        "（O1～O5）は図に描かれないので含みません。答えのない項目は D01 が扱います。",
        "The system items (S1 to S11) of all checklists. Operational items (O1 "
        "to O5) are never drawn and are left out. Items without an answer are for D01.",
    ),
    satisfied=Bilingual(
        "○の項目は、担当する主体、その経路または手順のどれかに書かれ、ーの項目はどこにも書かれていない。"
        "「対策不要」の記載は、図に描かれないので、ないものとして扱います。チェックリストには担当する"
        "主体（actors）が書かれ、区の側には個人情報を扱う区の端末・保存先・サービス、結合先の側には"
        "個人情報を保存する提供事業者・委託先等の保存先・サービスがすべて含まれている。",
        "What is answered ○ is stated for an actor of the side, its lines or its transfers, and "
        "what is answered ー nowhere. 'Not needed' is not drawn and counts as not stated. Each "
        "checklist names its actors: the ward's all its terminals, stores and services that handle "
        "personal data, the counterpart's all stores and services of providers and contractors "
        "that keep them.",
    ),
    basis=Bilingual(
        "技術的判断。資料59 では図の15項目がチェックリストの11項目に対応する",
        "engineering judgement: the 15 bullets of the figure of 資料59 stand for 11 items",
    ),
    origin=("judgement",),
    check=_check,
    false_positives=Bilingual(
        "図を簡略にした資料。", "Papers whose figure is simplified on purpose."
    ),
    passing=(
        _list("両方にある", "in both", "{item: S3, answer: ○}", net="controls: [S3]"),
        _list("どちらにもない", "in neither", "{item: S9, answer: ー, reason: 一時保存のみ}"),
    ),
    failing=(
        _list("図にない", "not in the figure", "{item: S3, answer: ○}"),
        _list(
            "チェックリストではー",
            "answered ー",
            "{item: S9, answer: ー, reason: 一時保存のみ}",
            store="controls: [S9]",
        ),
        cloud(
            "担当する主体が書かれていない",
            "no actors are named",
            SEND,
            more="checklists: [{side: counterpart, answers: [{item: O1, answer: ○}]}]",
        ),
        cloud(
            "区の端末が区のチェックリストにない",
            "a terminal of the ward that its checklist leaves out",
            SEND,
            FETCH,
            more="checklists: [{side: ward, actors: [store], answers: [{item: O1, answer: ○}]}]",
        ),
    ),
)
