"""W03: a waiver without a reason or an approver."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import SEND, cloud

_FIELDS = {"reason": Bilingual("理由", "reason"), "approver": Bilingual("承認者", "approver")}


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    for i, w in enumerate(ctx.graph.model.waivers):
        for field, name in _FIELDS.items():
            if not getattr(w, field).strip():
                yield rule.finding(
                    ("waivers", i, field), (w.part,), rule=w.rule, part=w.part, field=name
                )


def _waiver(reason: str, approver: str) -> str:
    return (
        f'waivers:\n  - {{rule: E01, part: ①, reason: "{reason}", approver: "{approver}", '
        "expires: 2030-03-31}"
    )


RULE = Rule(
    id="W03",
    level="error",
    kind="document",
    title=Bilingual("理由・承認者のない例外承認", "Waiver without reason or approver"),
    message=Bilingual(
        "規則 {rule}、「{part}」の例外の承認に、{field}の記載がありません",
        "the waiver of {rule} for '{part}' states no {field}",
    ),
    why=Bilingual(
        "だれがなぜ認めたのかが分からなければ、会議にも後任にも説明できません。",
        "Without who accepted it and why, nobody can answer for it.",
    ),
    applies=Bilingual(
        "すべての例外承認。空白だけの記載は、記載がないものとみなし、その承認は効きません。"
        "項目そのものがなければ、モデルを読む時に誤りとなります。",
        "All waivers. Blanks are no statement, and the waiver does not hold. A field that is left "
        "out altogether is an error when the model is read.",
    ),
    satisfied=Bilingual("理由と承認者を書く。", "Write reason and approver."),
    basis=Bilingual("判断の記録の扱い（技術的判断）", "judgement, on how decisions are kept"),
    origin=("judgement",),
    check=_check,
    false_positives=Bilingual("ありません。", "None."),
    passing=(
        cloud("両方がある", "both are there", SEND, more=_waiver("試行のため", "情報政策課長")),
        cloud("例外承認がない", "no waiver", SEND),
    ),
    failing=(
        cloud("理由が空白", "blank reason", SEND, more=_waiver(" ", "情報政策課長")),
        cloud("承認者が空", "no approver", SEND, more=_waiver("試行のため", "")),
    ),
)
