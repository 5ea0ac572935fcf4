"""A06: a store of personal data, and no word on whether Japanese law applies to it."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Clause, Need, Policy
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import SEND, cloud

_NAMED = "location: 日本国内, governing_law: 日本法"

RULE = Rule(
    id="A06",
    level="error",
    kind="actor",
    title=Bilingual("国内法適用", "Japanese law applies"),
    message=Bilingual(
        "{actor}に、国内法が適用されるサーバ環境であることの記載がありません",
        "{actor}: that the servers are under Japanese law is not stated",
    ),
    why=Bilingual(
        "サーバが外国の法の下にあると、区の知らないところで個人情報の提供を命じられることがあります。",
        "Servers under foreign law can be ordered to hand over personal data without the ward's "
        "knowledge.",
    ),
    applies=Bilingual(
        "個人情報を保存する主体: 保存先（storage）と、情報を持つ、または閲覧・ダウンロードされる"
        "サービス（service）。区自身の保存先も含みます。申請者・一般の人のものは"
        "除きます。",
        "Actors that keep personal data: stores, and services that hold data or from which they "
        "are viewed or downloaded. The ward's own stores are included, those of "
        "applicants and the public are not.",
    ),
    satisfied=Bilingual(
        "S11 がその主体または主体の対策欄に書かれ、所在（location）と適用される法（governing_law）"
        "が記されている。S11 がなければエラー、S11 はあっても所在か法が記されていなければ警告です。"
        "理由のある「対策不要」（区庁舎内の機器など）なら、所在と法は求めません。",
        "S11 is stated for the actor or in its control box, and location and governing_law are "
        "named. Without S11 it is an error, with S11 but without location or law a warning. "
        "'Not needed' with a reason (machines in the ward's own building) asks for neither.",
    ),
    basis=Bilingual("チェックリスト S11", "checklist item S11"),
    origin=("seed",),
    policy=Policy(
        "actors",
        when=[
            {"field": "keeper", "is": True},
            {"not": {"field": "party", "in": ["applicant", "public"]}},
        ],
        require=Need(part_of=("S11",)),
        also=(
            Clause(
                level="warning",
                message=Bilingual(
                    "{actor}は国内法の適用ありとされていますが、{fields}の記載がありません",
                    "{actor} is stated to be under Japanese law, but its {fields} is not named",
                ),
                when=[
                    {"field": "keeper", "is": True},
                    {"not": {"field": "party", "in": ["applicant", "public"]}},
                    {"field": "controls", "has": "S11"},
                ],
                require=Need(fields=("location", "governing_law")),
            ),
        ),
    ),
    false_positives=Bilingual(
        "複数の地域で動くサービスを契約で国内に限定している場合。その契約を evidence に書いて"
        "ください。",
        "A multi-region service pinned to Japan by contract: name the contract as evidence.",
    ),
    passing=(
        cloud(
            "S11 と所在と法がある",
            "S11, location and law",
            SEND,
            store=f"{_NAMED}, controls: [S11]",
        ),
        cloud(
            "区庁舎内の機器なので不要",
            "not needed in the ward's own building",
            SEND,
            store="controls: [{control: S11, state: not-needed, reason: 区庁舎内に設置}]",
        ),
    ),
    failing=(
        cloud("S11 がない", "S11 is not stated", SEND, store=_NAMED),
        cloud(
            "所在が書かれていない（警告）",
            "location is not named (a warning)",
            SEND,
            store="governing_law: 日本法, controls: [S11]",
        ),
    ),
)
