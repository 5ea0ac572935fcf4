"""A04: a store of personal data, and no word on redundancy or backup."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import SEND, VIEW, cloud

RULE = Rule(
    id="A04",
    level="warning",
    kind="actor",
    title=Bilingual("冗長化・バックアップ", "Redundancy and backup"),
    message=Bilingual("{actor}に、{controls}の記載がありません", "{actor}: not stated: {controls}"),
    why=Bilingual(
        "故障や事故で個人情報が失われると、手続も止まります。",
        "Where personal data are lost by a failure, the procedure stops as well.",
    ),
    applies=Bilingual(
        "個人情報を送り、受け取り、または持つ保存先（storage）。",
        "Stores that send, receive or hold personal data.",
    ),
    satisfied=Bilingual(
        "S9 がその主体または主体の対策欄に書かれている。様式は「サーバ冗長化、バックアップ等により」と"
        "するので、どちらか一方の記載で足りるものとします。",
        "S9 is stated for the actor or in its control box. The form says redundancy, backup and the "
        "like, so one of both is enough.",
    ),
    basis=Bilingual("チェックリスト S9", "checklist item S9"),
    origin=("seed",),
    policy=Policy(
        "actors",
        when=[{"field": "personal", "is": True}, {"field": "kind", "is": "storage"}],
        require=Need(part_of=("S9",)),
    ),
    false_positives=Bilingual(
        "受け渡すだけで残さない一時的な保存先。理由を付けて「対策不要」と書いてください。",
        "A store that only relays and keeps nothing: state 'not-needed' with the reason.",
    ),
    passing=(
        cloud("保存先に S9 がある", "S9 at the store", SEND, store="controls: [S9]"),
        cloud(
            "バックアップだけが書かれている",
            "backup alone is stated",
            SEND,
            store="controls: [S9.backup]",
        ),
    ),
    failing=(
        cloud("記載がない", "nothing is stated", SEND),
        cloud(
            "ほかの対策だけがある", "other controls alone", SEND, VIEW, store="controls: [S8, S10]"
        ),
    ),
)
