"""A05: a place where personal data are kept or worked on, and no word on who may enter it."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import SEND, cloud

_ALL = "controls: [S10]"

RULE = Rule(
    id="A05",
    level="warning",
    kind="actor",
    title=Bilingual("入退室管理", "Physical entry control"),
    message=Bilingual(
        "個人情報を扱う{actor}に、{controls}の記載がありません",
        "{actor} handles personal data; not stated: {controls}",
    ),
    why=Bilingual(
        "機器のある場所に誰でも入れると、盗難やのぞき見で個人情報が漏れます。",
        "Where anybody can enter, devices are stolen and screens are read.",
    ),
    applies=Bilingual(
        "個人情報を持つ、送る、または受け取る端末・保存先・サービス。個人・組織そのもの、運送者、"
        "中継装置、申請者・一般の人の機器は含みません。",
        "Terminals, stores and services that hold, send or receive personal data. Persons and "
        "organisations as such, carriers, gateways, and devices of applicants and the public are "
        "left out.",
    ),
    satisfied=Bilingual(
        "S10（入退室管理）が、その主体または主体の対策欄に書かれている。",
        "S10 is stated for the actor or in its control box.",
    ),
    basis=Bilingual("チェックリスト S10", "checklist item S10"),
    origin=("seed",),
    policy=Policy(
        "actors",
        when=[
            {"field": "personal", "is": True},
            {"field": "kind", "in": ["terminal", "storage", "service"]},
            {"not": {"field": "party", "in": ["applicant", "public"]}},
        ],
        require=Need(controls=("S10",)),
    ),
    false_positives=Bilingual(
        "持ち運ぶ端末。置き場所の管理を書くか、「対策不要」に理由を付けてください。",
        "Devices that are carried about: state how they are kept, or 'not-needed' with a reason.",
    ),
    passing=(
        cloud("三者とも書かれている", "stated for all three", SEND, pc=_ALL, store=_ALL, desk=_ALL),
        cloud(
            "持ち運ぶ端末なので不要",
            "a device that is carried about",
            SEND,
            pc="controls: [{control: S10, state: not-needed, reason: 持出し用の端末}]",
            store=_ALL,
        ),
    ),
    failing=(
        cloud("保存先にない", "not at the store", SEND, pc=_ALL),
        cloud("端末にない", "not at the terminal", SEND, store=_ALL),
    ),
)
