"""P01: a line joins a ward network with the internet, and nothing stands between."""

from __future__ import annotations

from typing import Any

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Clause, Need, Policy
from flowmodel.lint.rule import Rule
from flowmodel.lint.samples import FETCH, SEND, cloud, plain

_LINE: dict[str, tuple[str, ...]] = {
    "zones": (
        "{id: out, name: 事業者等, network: internet}",
        "{id: ward, name: 区, network: lgwan}",
    ),
    "actors": (
        "{id: pc, name: 事業者パソコン, kind: terminal, zone: out}",
        "{id: desk, name: LGWAN端末, kind: terminal, zone: ward}",
    ),
    "transfers": ("{step: 1, label: 資料の送信, from: pc, to: desk}",),
}

_SERVERS = ["storage", "service", "gateway", "carrier"]
"""Kinds that can stand between: all but those that act by people."""
_DIRECT: list[Any] = [
    {"field": "medium", "is": "network"},
    {
        "any": [
            {"not": {"field": "model.separation", "in": ["alpha-prime", "beta", "beta-prime"]}},
            {"field": "ends.network", "has": "mynumber"},
        ]
    },
]
"""Lines that must not join a ward network and the internet: under α, or to the My Number zone."""

RULE = Rule(
    id="P01",
    level="error",
    kind="path",
    title=Bilingual("庁内網とインターネットの直結", "Direct link of ward network and internet"),
    message=Bilingual(
        "{channel}{steps}は、庁内網とインターネットの間（{first}と{second}）を直接つなぐように"
        "書かれていますが、中継するもの（保存先・サービス・中継装置）、または α’・β・β’モデルの記載が"
        "ありません",
        "{channel}{steps} joins a ward network and the internet ({first} and {second}) directly; "
        "neither a mediator nor an α’, β or β’ model is stated",
    ),
    why=Bilingual(
        "三層の対策は、LGWAN とマイナンバー利用事務系をインターネットから分けることで成り立って"
        "います。",
        "The three-layer separation rests on keeping LGWAN and the My Number network apart from "
        "the internet.",
    ),
    applies=Bilingual(
        "片方の端が LGWAN またはマイナンバー利用事務系の区画にある通信回線（電子メール・紙・媒体は"
        "除く）で、回線がインターネットであるか、もう片方の端がインターネットの区画にあるもの。"
        "手順に使われていない経路も含みます。",
        "Channels of medium network with one end in an LGWAN or My Number zone, where the channel "
        "is the internet or the other end stands in an internet zone, whether a step uses them or "
        "not. E-mail, paper and media are left out.",
    ),
    satisfied=Bilingual(
        "保存先・サービス・中継装置が中継し、区の側からは LGWAN か閉域網（経路の network に"
        "書く）で届く。区の区画に立つ中継装置（gateway）は、それ自身が中継するものです。"
        "モデルの separation に alpha-prime・beta・beta-prime のどれかが宣言されていれば、LGWAN の"
        "側には働きません。マイナンバー利用事務系の側には、宣言があっても働きます。",
        "A store, service or gateway stands between, reached from the ward's side over LGWAN or a "
        "closed network (stated as the channel's network). A gateway inside the ward's zone is "
        "itself the mediator. With separation alpha-prime, beta or beta-prime declared for the "
        "model the rule does not apply to LGWAN; to the My Number network it always applies.",
    ),
    basis=Bilingual(
        "総務省「地方公共団体における情報セキュリティポリシーに関するガイドライン」（三層の対策）",
        "security policy guideline for local governments of the Ministry of Internal Affairs and "
        "Communications (three-layer separation)",
    ),
    origin=("guidance",),
    policy=Policy(
        "channels",
        when=[
            *_DIRECT,
            {"any": [{"has": "network"}, {"field": "ends.kind", "lacks": _SERVERS}]},
        ],
        require=Need(values={"field": "mediated", "is": True}),
        also=(
            Clause(
                message=Bilingual(
                    "{channel}{steps}は、庁内網とインターネットの間（{first}と{second}）をつなぐように"
                    "書かれていますが、どの回線で届くか（network）の記載がありません",
                    "{channel}{steps} joins a ward network and the internet ({first} and "
                    "{second}); over which network it runs is not stated",
                ),
                when=[
                    *_DIRECT,
                    {"not": {"field": "ends.kind", "lacks": _SERVERS}},
                    {"field": "mediated", "is": False},
                ],
                require=Need(fields=("network",)),
            ),
        ),
        parts=("steps",),
    ),
    false_positives=Bilingual(
        "α’モデルのローカルブレイクアウト。separation に宣言してください。",
        "Local break-out under the α’ model: declare it in 'separation'.",
    ),
    passing=(
        cloud("クラウドが間に立つ", "a cloud store stands between", SEND, FETCH),
        plain(
            "α’モデルを宣言している",
            "the α’ model is declared",
            **_LINE,
            channels=("{id: net, name: 専用線, between: [pc, desk], network: internet}",),
            separation="alpha-prime",
        ),
    ),
    failing=(
        plain(
            "端末同士の直結",
            "two terminals joined directly",
            **_LINE,
            channels=("{id: line, name: 専用線, between: [pc, desk], network: closed}",),
        ),
        plain(
            "LGWAN端末がインターネット回線でつながる",
            "an LGWAN terminal on an internet line",
            zones=("{id: ward, name: 区, network: lgwan}",),
            actors=(
                "{id: desk, name: LGWAN端末, kind: terminal, zone: ward}",
                "{id: store, name: 共有システム, kind: storage}",
            ),
            channels=("{id: net, name: 回線, between: [desk, store], network: internet}",),
            transfers=("{step: 1, label: 資料の送付, from: desk, to: store}",),
        ),
    ),
)
