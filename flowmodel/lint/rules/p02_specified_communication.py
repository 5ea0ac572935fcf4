"""P02: the My Number zone talks to another zone, and the limits of that are not stated."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import plain

_ENDS: dict[str, tuple[str, ...]] = {
    "zones": (
        "{id: core, name: マイナンバー利用事務系, network: mynumber}",
        "{id: ward, name: LGWAN接続系, network: lgwan}",
    ),
    "actors": (
        "{id: db, name: 税務システム, kind: storage, zone: core, party: ward}",
        "{id: gate, name: 連携サーバ, kind: service, zone: ward, party: ward}",
    ),
    "transfers": ("{step: 1, label: 収納情報の連携, from: gate, to: db}",),
}

RULE = Rule(
    id="P02",
    level="error",
    kind="path",
    title=Bilingual("特定通信の限定", "Specified communication limits"),
    message=Bilingual(
        "{channel}はマイナンバー利用事務系とほかの区画（{first}・{second}）を結びますが、{controls}の"
        "記載がありません",
        "{channel} joins the My Number zone with another ({first}, {second}); not stated: {controls}",
    ),
    why=Bilingual(
        "マイナンバー利用事務系は、ほかの領域との通信をできないようにするのが原則で、例外は相手と"
        "通信を限って一覧に載せたものだけです。",
        "The My Number zone is to be cut off from all others; exceptions are limited in peers and "
        "ports, and listed.",
    ),
    applies=Bilingual(
        "一方の端だけがマイナンバー利用事務系の区画にある、通信回線または電子メールの経路。個人情報を"
        "運ぶかどうかは問いません。",
        "Lines and mail of which just one end stands in a zone of the My Number network, whether or "
        "not they move personal data.",
    ),
    satisfied=Bilingual(
        "特定通信としての登録（specified-communication）と S1・S2（相手と通信の限定）が、経路か、"
        "その経路のすべての手順か、（S1・S2 は）どちらかの端の主体に書かれている。eLTAX、"
        "ぴったりサービスのような例外は、理由を付けて「対策不要」と書けます。",
        "specified-communication, S1 and S2 are stated for the channel or for each transfer over it "
        "(S1 and S2 also for either end). For exceptions such as eLTAX write 'not-needed' with the "
        "reason.",
    ),
    basis=Bilingual(
        "総務省「地方公共団体における情報セキュリティポリシーに関するガイドライン」"
        "（マイナンバー利用事務系と他の領域との分離）",
        "security policy guideline for local governments of the Ministry of Internal Affairs and "
        "Communications (separation of the My Number zone)",
    ),
    origin=("guidance",),
    policy=Policy(
        "channels",
        when=[{"field": "medium", "in": ["network", "email"]}, {"crosses": "mynumber"}],
        require=Need(controls=("specified-communication", "S1", "S2"), side=("effective",)),
    ),
    false_positives=Bilingual(
        "国等の公的機関が構築したシステムとの、例外として認められた通信。",
        "Exceptions for systems built by the state and the like.",
    ),
    passing=(
        plain(
            "三つとも書かれている",
            "all three are stated",
            channels=(
                "{id: link, name: 連携回線, between: [gate, db], "
                "controls: [specified-communication, S1, S2]}",
            ),
            **_ENDS,
        ),
        plain(
            "例外として不要",
            "an exception",
            channels=(
                "{id: link, name: eLTAX, between: [gate, db], controls: [S1, S2, "
                "{control: specified-communication, state: not-needed, reason: eLTAXの例外}]}",
            ),
            **_ENDS,
        ),
    ),
    failing=(
        plain(
            "特定通信としての登録がない",
            "not listed",
            channels=("{id: link, name: 連携回線, between: [gate, db], controls: [S1, S2]}",),
            **_ENDS,
        ),
        plain(
            "何も書かれていない",
            "nothing is stated",
            channels=("{id: link, name: 連携回線, between: [gate, db]}",),
            **_ENDS,
        ),
    ),
)
