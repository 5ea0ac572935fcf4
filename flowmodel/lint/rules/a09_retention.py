"""A09: a store of personal data, and no word on when and how the data are deleted."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.language import Bilingual
from flowmodel.lint.edges import of_actor
from flowmodel.lint.facts import ASIDE
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.model import Actor

ALL = "*"
"""Stands for data of any category. No id of a data category looks like it."""


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    deletion = ctx.facts.mask("auto-deletion", "deletion-report")
    deleted: dict[str, set[str]] | None = None
    for actor in ctx.facts.keepers.values():
        if actor.party in ASIDE or ctx.coverage.actor(actor.id).settled & deletion:
            continue
        if deleted is None:
            deleted = _deleted(ctx)
        gone = deleted.get(actor.id, set())
        if ALL in gone:
            continue
        left = [c for c in _kept(ctx, actor) if c not in gone] if gone else []
        if not gone:
            yield of_actor(rule, ctx, actor, ("auto-deletion",))
        elif left:
            named = [ctx.graph.data[c] for c in left if c != ALL]
            yield of_actor(
                rule,
                ctx,
                actor,
                ("auto-deletion",),
                message=rule.options["categories"] if named else rule.options["unsaid"],
                what=ctx.names(named),
            )


def _deleted(ctx: Context) -> dict[str, set[str]]:
    """Actor → the categories, kinds of them included, that some step deletes there, or `ALL`."""
    below: dict[str, set[str]] = {}
    for category in ctx.graph.model.data:
        above: str | None = category.id
        while above is not None:
            below.setdefault(above, set()).add(category.id)
            above = ctx.graph.data[above].parent
    found: dict[str, set[str]] = {}
    for flow in ctx.graph.flows:
        if flow.transfer.operation == "delete":
            for end in (flow.source.id, flow.target.id):
                gone = found.setdefault(end, set())
                gone.update(*(below[c.id] for c in flow.data)) if flow.data else gone.add(ALL)
    return found


def _kept(ctx: Context, actor: Actor) -> list[str]:
    """The personal categories that an actor holds, gets or hands out, in the document's order.

    `ALL` stands last where a step does not say what it moves.
    """
    ids = set(actor.holds)
    for flow in ctx.graph.flows:
        operation = flow.transfer.operation
        if operation == "delete" or (operation == "view" and flow.source is not actor):
            continue
        if flow.source is actor or flow.target is actor:
            ids.update([c.id for c in flow.data] or (ALL,))
    found = [c.id for c in ctx.graph.model.data if c.id in ids and c.personal]
    return [*found, ALL] if ALL in ids else found


RULE = Rule(
    id="A09",
    level="warning",
    kind="actor",
    title=Bilingual("保存期限・自動削除", "Retention and deletion"),
    message=Bilingual(
        "{actor}に、保存した個人情報をいつ、どのように削除するかの記載がありません",
        "{actor}: when and how stored personal data are deleted is not stated",
    ),
    options={
        "categories": Bilingual(
            "{actor}に、保存した{what}をいつ、どのように削除するかの記載がありません（ほかの情報には"
            "削除の手順の記載があります）",
            "{actor}: when and how {what} is deleted is not stated (other data are deleted by a "
            "step)",
        ),
        "unsaid": Bilingual(
            "{actor}の削除の手順は一部の情報区分のものです。情報区分の記載のない手順で保存した"
            "ものをいつ、どのように削除するかの記載がありません",
            "{actor}: a step deletes some categories; when and how the data of steps that name no "
            "category are deleted is not stated",
        ),
    },
    why=Bilingual(
        "要らなくなった個人情報は、残っているだけで漏れるおそれがあります。",
        "Personal data that nobody needs any more can still leak.",
    ),
    applies=Bilingual(
        "個人情報を保存する主体: 保存先（storage）と、情報を持つ、または閲覧・ダウンロードされる"
        "サービス（service）。申請者・一般の人のものは除きます。",
        "Actors that keep personal data: stores, and services that hold data or from which they "
        "are viewed or downloaded; those of applicants and the public are left out.",
    ),
    satisfied=Bilingual(
        "「自動削除」または O3「不要データの削除と消去報告」がその主体または主体の対策欄に書かれて"
        "いるか、保存する情報区分のすべて（上位の区分の削除は下位も含む）を、その主体で削除する手順"
        "（operation: delete）がある。どちらか一つで足ります。情報区分の記載のない削除は、すべてを"
        "削除するものと見ます。",
        "Automatic deletion, or O3 (deletion with report), is stated for the actor or in its "
        "control box; or transfers (operation: delete) delete there all the categories that are kept (deleting a "
        "category deletes its kinds; without data stated, everything). One of them is enough.",
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
