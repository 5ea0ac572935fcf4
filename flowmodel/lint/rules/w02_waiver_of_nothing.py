"""W02: a waiver for which there is no finding."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.lint.waivers import blamed, complete, expired, part_of


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    from flowmodel.lint.rules.w04_waiver_unknown import known_part, known_rules

    found: dict[str, set[str]] = {}
    known: tuple[str, ...] | None = None
    for i, w in enumerate(ctx.graph.model.waivers):
        if expired(w, ctx.today) or not complete(w):
            continue
        id = w.rule.upper()
        if id in ctx.skipped:
            continue  # what a rule would find that was not run, nobody knows
        if id not in found:
            found[id] = {blamed(f, ctx.graph) for f in _of(ctx, id) if f.rule == id}
        if part_of(ctx.graph, w.part) in found[id]:
            continue
        known = known_rules(ctx) if known is None else known
        if id in known and known_part(ctx.graph, w.part):
            yield rule.finding(("waivers", i), (w.part,), rule=w.rule, part=w.part)


def _of(ctx: Context, id: str) -> Iterator[Finding]:
    from flowmodel.lint.rules import RULES
    from flowmodel.lint.rules import rule as by_id

    run = [r for r in ctx.rules if r.id == id] or ([by_id(id)] if id in RULES else [])
    for r in run:
        yield from r.check(r, ctx)


def _waiver(rule: str, part: str) -> str:
    return (
        f"waivers:\n  - {{rule: {rule}, part: {part}, reason: 試行のため, approver: 情報政策課長, "
        "expires: 2030-03-31}"
    )


RULE = Rule(
    id="W02",
    level="error",
    kind="document",
    title=Bilingual("指摘のない例外承認", "Waiver of nothing"),
    message=Bilingual(
        "規則 {rule}、「{part}」の例外の承認に当たる指摘がありません",
        "the waiver of {rule} for '{part}' matches no finding",
    ),
    why=Bilingual(
        "当たる指摘のない承認を残すと、後で同じ所に生じた指摘を、だれも見ないまま通してしまいます。",
        "A waiver left behind would let through what comes up at the same place later, unseen.",
    ),
    applies=Bilingual(
        "期限内で、理由と承認者のある例外承認。部分は、指摘が最初に挙げる部分（手順の指摘なら手順）と"
        "一字一句同じでなければなりません。どの部分にも属さない指摘には、モデルの id を書きます。",
        "Waivers in force. The part is exactly the one that the finding blames first (for a "
        "finding at a transfer: the step). A finding about no part is waived by the model's id.",
    ),
    satisfied=Bilingual(
        "不要になった承認を消すか、部分を正しく書く。",
        "Remove the waiver that is no longer needed, or name the right part.",
    ),
    basis=Bilingual("判断の記録の扱い（技術的判断）", "judgement, on how decisions are kept"),
    origin=("judgement",),
    check=_check,
    false_positives=Bilingual(
        "規則の一部だけを動かす設定で点検した場合。",
        "A check that is configured to run only some of the rules.",
    ),
    passing=(
        cloud("手順に当たる", "matches at a step", SEND, more=_waiver("E01", "①")),
        cloud("主体に当たる", "matches at an actor", SEND, more=_waiver("A01", "pc")),
    ),
    failing=(
        cloud(
            "直した後に残った承認",
            "left behind after mending",
            SEND,
            more=_waiver("E02", "①"),
            net="controls: [encryption]",
        ),
        cloud("経路を書いている", "names the channel", SEND, more=_waiver("E01", "net")),
    ),
)
