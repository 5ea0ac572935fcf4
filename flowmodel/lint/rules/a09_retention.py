"""A09: a store of personal data, and no word on when and how the data are deleted."""

from __future__ import annotations

from typing import Any

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Clause, Need, Policy
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import SEND, cloud

_KEPT: list[Any] = [
    {"field": "keeper", "is": True},
    {"not": {"field": "party", "in": ["applicant", "public"]}},
]
_DELETION = Need(any_control=("auto-deletion", "deletion-report"))

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
    policy=Policy(
        "actors",
        when=[*_KEPT, {"field": "deletes", "is": False}],
        require=_DELETION,
        also=(
            Clause(
                message=Bilingual(
                    "{actor}に、保存した{undeleted}をいつ、どのように削除するかの記載がありません"
                    "（ほかの情報には削除の手順の記載があります）",
                    "{actor}: when and how {undeleted} is deleted is not stated (other data are "
                    "deleted by a step)",
                ),
                when=[*_KEPT, {"field": "deletes", "is": True}, {"has": "undeleted"}],
                require=_DELETION,
            ),
            Clause(
                message=Bilingual(
                    "{actor}の削除の手順は一部の情報区分のものです。情報区分の記載のない手順で保存した"
                    "ものをいつ、どのように削除するかの記載がありません",
                    "{actor}: a step deletes some categories; when and how the data of steps that "
                    "name no category are deleted is not stated",
                ),
                when=[
                    *_KEPT,
                    {"field": "deletes", "is": True},
                    {"lacks": "undeleted"},
                    {"field": "undeleted.unnamed", "is": True},
                ],
                require=_DELETION,
            ),
        ),
    ),
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
