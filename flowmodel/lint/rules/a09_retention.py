"""A09: a store of personal data, and no word on when and how the data are deleted."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.language import Bilingual
from flowmodel.lint.edges import of_actor
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import SEND, cloud


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    deletion, report = ctx.facts.mask("auto-deletion"), ctx.facts.mask("deletion-report")
    deleted = {
        end
        for f in ctx.graph.flows
        if f.transfer.operation == "delete"
        for end in (f.source.id, f.target.id)
    }
    for actor in ctx.facts.keepers.values():
        settled = ctx.coverage.actor(actor.id).settled
        if not settled & (deletion | report) and actor.id not in deleted:
            yield of_actor(rule, ctx, actor, ("auto-deletion",))


RULE = Rule(
    id="A09",
    level="warning",
    kind="actor",
    title=Bilingual("保存期限・自動削除", "Retention and deletion"),
    message=Bilingual(
        "{actor}に、保存した個人情報をいつ、どのように削除するかの記載がありません",
        "{actor}: when and how stored personal data are deleted is not stated",
    ),
    why=Bilingual(
        "要らなくなった個人情報は、残っているだけで漏れるおそれがあります。",
        "Personal data that nobody needs any more can still leak.",
    ),
    applies=Bilingual(
        "個人情報を保存する主体: 保存先（storage）と、情報を持つ、または閲覧・ダウンロードされる"
        "サービス（service）。",
        "Actors that keep personal data: stores, and services that hold data or from which they "
        "are viewed or downloaded.",
    ),
    satisfied=Bilingual(
        "「自動削除」または O3「不要データの削除と消去報告」がその主体または主体の対策欄に書かれて"
        "いるか、その主体で削除する手順（operation: delete）がある。どちらか一つで足ります。",
        "Automatic deletion, or O3 (deletion with report), is stated for the actor or in its "
        "control box; or some transfer deletes there (operation: delete). One of them is enough.",
    ),
    basis=Bilingual(
        "図の主な機能 ⑥自動削除機能、チェックリスト O3",
        "function ⑥ of the figure; checklist item O3",
    ),
    origin=("seed",),
    check=_check,
    false_positives=Bilingual(
        "法令で保存年限が定められた公文書。年限経過後の削除を書くか、理由を付けて「対策不要」と"
        "書いてください。",
        "Records that the law requires to be kept: state the deletion after that period, or "
        "'not-needed' with the reason.",
    ),
    passing=(
        cloud("自動削除がある", "automatic deletion", SEND, store="controls: [auto-deletion]"),
        cloud(
            "削除の手順がある",
            "a step deletes",
            SEND,
            "{step: ②, label: 資料の削除, from: store, to: store, operation: delete}",
        ),
    ),
    failing=(
        cloud("記載がない", "nothing is stated", SEND),
        cloud(
            "バックアップだけが書かれている", "only backup is stated", SEND, store="controls: [S9]"
        ),
    ),
)
