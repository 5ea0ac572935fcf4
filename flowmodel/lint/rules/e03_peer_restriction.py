"""E03: a line on which the paper does not say who may communicate with which systems."""

from __future__ import annotations

from typing import Any

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Clause, Need, Policy
from flowmodel.lint.rule import Rule, of_policy
from flowmodel.lint.samples import SEND, cloud, plain

_PUBLIC = {
    "zones": ("{id: home, name: 申請者, network: internet}", "{id: cloud, name: クラウド}"),
    "actors": (
        "{id: phone, name: 申請者の端末, kind: terminal, zone: home, party: applicant}",
        "{id: form, name: 電子申請, kind: service, zone: cloud, party: provider}",
    ),
    "transfers": ("{step: 1, label: 結果の通知, from: form, to: phone, by: form}",),
}
_LINES: list[Any] = [
    {"field": "personal", "is": True},
    {"field": "channel.medium", "is": "network"},
]

RULE = Rule(
    id="E03",
    level="error",
    kind="edge",
    title=Bilingual("相手・機器の限定", "Peer and device restriction"),
    message=Bilingual(
        "{step}（{source}→{target}、{channel}）に、{controls}の記載がありません",
        "{step} ({source} → {target}, {channel}): not stated: {controls}",
    ),
    why=Bilingual(
        "だれとでも通信できる回線からは、無関係の相手が入り込むおそれがあります。",
        "A line on which anybody may communicate lets strangers in.",
    ),
    applies=Bilingual(
        "個人情報を通信回線で運ぶ手順。電子メールは相手を回線で限定できないので対象にしません。"
        "申請者・一般の人との通信は警告とし、本人確認（認証）の記載があれば足ります。"
        "同じ手順で E01 や E04 が同じ対策を求めるときは、そちらだけを報告します。",
        "Transfers of personal data over a network. E-mail is left out: no line restricts its "
        "peers. With an applicant or the public it is a warning, and proof of identity "
        "(authentication) is enough. Where E01 or E04 asks the same of the same transfer, only "
        "that is reported.",
    ),
    satisfied=Bilingual(
        "S1（相手の限定）と S2（機器の限定）が、手順、経路、またはどちらかの端の主体に書かれている。",
        "S1 (peers) and S2 (systems) are stated for the transfer, its channel or either end.",
    ),
    basis=Bilingual("チェックリスト S1、S2", "checklist items S1 and S2"),
    origin=("seed",),
    policy=Policy(
        "transfers",
        when=[*_LINES, {"field": "applicant", "is": False}],
        require=Need(controls=("peer-restriction", "system-restriction")),
        also=(
            Clause(
                level="warning",
                message=Bilingual(
                    "{step}（{source}→{target}）は申請者等との通信で、相手を限定できません。"
                    "代わりに本人を確かめる方法（認証）の記載が必要ですが、ありません",
                    "{step} ({source} → {target}) is with an applicant or the public, whose "
                    "devices cannot be restricted; proof of identity (authentication) is wanted "
                    "instead and not stated",
                ),
                when=[
                    *_LINES,
                    {"field": "applicant", "is": True},
                    {
                        "any": [
                            {"field": "controls", "lacks": "peer-restriction"},
                            {"field": "controls", "lacks": "system-restriction"},
                        ]
                    },
                ],
                require=Need(controls=("authentication",)),
            ),
        ),
    ),
    requires=of_policy,
    echo_of=("E01", "E04"),
    false_positives=Bilingual(
        "申請者向けの窓口は相手を限定できません。主体の party を applicant か public と書くと、"
        "本人確認を求める警告に変わります。",
        "A counter for applicants cannot restrict its peers: with party applicant or public the "
        "rule asks for proof of identity instead, as a warning.",
    ),
    passing=(
        cloud(
            "経路に両方が書かれている",
            "both stated for the channel",
            SEND,
            net="controls: [S1, S2]",
        ),
        cloud(
            "保存先の側で限定する",
            "restricted at the store",
            SEND,
            net="controls: [encryption]",
            store="controls: [S1, S2]",
        ),
        plain(
            "申請者を本人確認する",
            "the applicant's identity is proved",
            **_PUBLIC,
            channels=("{id: net, between: [phone, form], controls: [encryption, authentication]}",),
        ),
    ),
    failing=(
        cloud("S2 が書かれていない", "S2 is not stated", SEND, net="controls: [encryption, S1]"),
        plain(
            "申請者の本人確認がない",
            "no proof of the applicant's identity",
            **_PUBLIC,
            channels=("{id: net, between: [phone, form], controls: [encryption]}",),
        ),
    ),
)
