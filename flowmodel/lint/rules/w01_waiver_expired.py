"""W01: a waiver whose last day is over."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.lint.waivers import expired


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    for i, w in enumerate(ctx.graph.model.waivers):
        if expired(w, ctx.today):
            yield rule.finding(
                ("waivers", i, "expires"), (w.part,), rule=w.rule, part=w.part, day=w.expires
            )


def _dated(day: str, expires: str) -> str:
    return (
        f"date: {day}\nwaivers:\n  - {{rule: E01, part: ①, reason: 試行のため, approver: 情報政策課長, "
        f"expires: {expires}}}"
    )


RULE = Rule(
    id="W01",
    level="error",
    kind="document",
    title=Bilingual("期限切れの例外承認", "Expired waiver"),
    message=Bilingual(
        "規則 {rule}、「{part}」の例外の承認は {day} で期限が切れています",
        "the waiver of {rule} for '{part}' ended on {day}",
    ),
    why=Bilingual(
        "期限は、その日までに直すか、もう一度判断するという約束です。",
        "The last day is a promise to mend it by then, or to decide anew.",
    ),
    applies=Bilingual(
        "最終日（expires）が点検の日より前の例外承認。点検の日は --today、コマンドでは今日、"
        "プログラムではモデルの date です。期限切れの承認は効かず、元の指摘も報告します。",
        "Waivers whose last day (expires) lies before the day of the check: --today, else today "
        "on the command line, and the model's date in programs. It no longer holds: the finding "
        "is reported as well.",
    ),
    satisfied=Bilingual(
        "指摘を直して承認を消すか、改めて承認を得て新しい期限を書く。",
        "Mend the finding and remove the waiver, or have it approved anew with a new last day.",
    ),
    basis=Bilingual("判断の記録の扱い（技術的判断）", "judgement, on how decisions are kept"),
    origin=("judgement",),
    check=_check,
    false_positives=Bilingual(
        "過去の資料を今日の日付で点検した場合。--today に資料の日付を書いてください。",
        "A paper of the past checked as of today: give its date by --today.",
    ),
    passing=(
        cloud(
            "最終日は有効", "holds on its last day", SEND, more=_dated("2026-03-31", "2026-03-31")
        ),
        cloud("例外承認がない", "no waiver", SEND),
    ),
    failing=(
        cloud(
            "前日で切れた", "ended the day before", SEND, more=_dated("2026-04-01", "2026-03-31")
        ),
        cloud("前年で切れた", "ended a year ago", SEND, more=_dated("2026-04-01", "2025-03-31")),
    ),
)
