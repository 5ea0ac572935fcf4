"""W05: evidence or a certificate that ended before the day of the check."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.analysis import Provided
from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.model import localise


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    for p in ctx.coverage.expired:
        yield rule.finding(
            (*p.path, "expires"),
            (p.provider,),
            control=ctx.control(p.control),
            part=_named(ctx, p),
            day=p.statement.expires,
        )
    for i, actor in enumerate(ctx.graph.model.actors):
        for j, c in enumerate(actor.certifications):
            if c.expires is None or ctx.today is None or c.expires >= ctx.today:
                continue
            yield rule.finding(
                ("actors", i, "certifications", j, "expires"),
                (actor.id,),
                message=rule.options["certificate"],
                name=Bilingual(localise(c.name, "ja"), localise(c.name, "en")),
                actor=ctx.name(actor),
                day=c.expires,
            )


def _named(ctx: Context, stated: Provided) -> Bilingual:
    """The printed name of the part for which something is stated."""
    if stated.kind == "transfer":
        return ctx.step(ctx.graph.steps[stated.provider])
    part = ctx.graph.part(stated.provider)
    return ctx.name(part) if part else Bilingual(stated.provider, stated.provider)


def _until(day: str) -> str:
    return f"controls: [{{control: encryption, evidence: 契約書第5条, expires: {day}}}]"


_DAY = "date: 2026-04-01"

RULE = Rule(
    id="W05",
    level="warning",
    kind="document",
    title=Bilingual("期限切れの根拠・認証", "Expired evidence or certificate"),
    message=Bilingual(
        "{part}の{control}の根拠は {day} で期限が切れています。この対策は記載がないものとして扱います",
        "the evidence of {control} at {part} ended on {day}; the control counts as not stated",
    ),
    options={
        "certificate": Bilingual(
            "{actor}の認証「{name}」は {day} で期限が切れています",
            "the certificate '{name}' of {actor} ended on {day}",
        )
    },
    why=Bilingual(
        "契約や認証は更新されないことがあります。切れた根拠は、今の状態を示しません。",
        "Contracts and certificates are not always renewed: what ended shows nothing of today.",
    ),
    applies=Bilingual(
        "expires が点検の日より前の対策の記載と認証。期限の当日は有効です。期限の切れた対策は記載が"
        "ないものとして扱うので、それを求める規則の指摘も出ます。",
        "Statements and certificates whose expires lies before the day of the check; on that day "
        "they hold. An expired statement counts as not stated, so that the rules that ask for the "
        "control find it missing.",
    ),
    satisfied=Bilingual(
        "更新された根拠と新しい期限を書く。", "Write the renewed evidence with its new last day."
    ),
    basis=Bilingual("根拠の扱い（技術的判断）", "judgement, on how evidence is kept"),
    origin=("judgement",),
    check=_check,
    false_positives=Bilingual(
        "過去の資料を今日の日付で点検した場合。--today に資料の日付を書いてください。",
        "A paper of the past checked as of today: give its date by --today.",
    ),
    passing=(
        cloud("当日は有効", "holds on its last day", SEND, more=_DAY, net=_until("2026-04-01")),
        cloud("日付がなければ判断しない", "no day, no verdict", SEND, net=_until("2026-03-31")),
    ),
    failing=(
        cloud("根拠の期限切れ", "expired evidence", SEND, more=_DAY, net=_until("2026-03-31")),
        cloud(
            "認証の期限切れ",
            "expired certificate",
            SEND,
            more=_DAY,
            store="certifications: [{name: ISMAP登録済, expires: 2025-12-31}]",
        ),
    ),
)
