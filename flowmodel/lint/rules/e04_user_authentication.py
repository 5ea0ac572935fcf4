"""E04: a person or a terminal acts over a network, and no authentication is stated."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Need, Policy
from flowmodel.lint.rule import Rule, of_policy
from flowmodel.lint.samples import SEND, VIEW, cloud, plain

RULE = Rule(
    id="E04",
    level="error",
    kind="edge",
    title=Bilingual("利用者認証", "User authentication"),
    message=Bilingual(
        "{step}（{source}→{target}）に、操作する人の認証の記載がありません",
        "{step} ({source} → {target}): authentication of the user is not stated",
    ),
    why=Bilingual(
        "だれが操作したかを確かめなければ、第三者が成りすまして個人情報を取り出せます。",
        "Without knowing who acts, a stranger can pose as a user and take personal data.",
    ),
    applies=Bilingual(
        "個人情報を通信回線で運ぶ手順のうち、端末・個人・組織が操作するもの。システム同士の自動連携"
        "（操作するのが保存先・サービス・中継装置）と電子メールは対象にしません。",
        "Transfers of personal data over a network in which a terminal, a person or an "
        "organisation acts. Links between systems (a store, service or gateway acts) and e-mail "
        "are left out.",
    ),
    satisfied=Bilingual(
        "S6（ID・パスワード、アドレス等による認証）が、手順、経路、またはどちらかの端の主体に"
        "書かれている。",
        "S6 (by ID and password, or by address) is stated for the transfer, its channel or either "
        "end.",
    ),
    basis=Bilingual("チェックリスト S6", "checklist item S6"),
    origin=("seed",),
    policy=Policy(
        "transfers",
        when=[
            {"field": "personal", "is": True},
            {"field": "channel.medium", "is": "network"},
            {"field": "by_user", "is": True},
        ],
        require=Need(controls=("authentication",)),
    ),
    requires=of_policy,
    echo_of=("E01",),
    false_positives=Bilingual(
        "電子証明書で機器を認証する夜間の一括処理などを端末として書いた場合。"
        "認証の方法を書くか、操作する主体（by）をシステムにしてください。",
        "Batch links that authenticate by certificate but are drawn as terminals: state how they "
        "authenticate, or name the system as the acting party (by).",
    ),
    passing=(
        cloud("経路に認証がある", "authentication on the channel", SEND, net="controls: [S6]"),
        cloud(
            "保存先が認証する",
            "the store authenticates",
            VIEW,
            store="controls: [authentication], holds: [application]",
            lgwan="controls: [encryption]",
        ),
        plain(
            "システム同士の連携",
            "a link between systems",
            actors=(
                "{id: a, name: 収納システム, kind: service}",
                "{id: b, name: 税務システム, kind: storage}",
            ),
            channels=("{id: c, between: [a, b], network: closed, controls: [encryption]}",),
            transfers=("{step: 1, from: a, to: b}",),
        ),
    ),
    failing=(
        cloud(
            "端末からの送信に認証がない",
            "a terminal sends unauthenticated",
            SEND,
            net="controls: [S3]",
        ),
        cloud(
            "区の閲覧に認証がない",
            "the ward views unauthenticated",
            VIEW,
            store="controls: [S1], holds: [application]",
            lgwan="controls: [encryption]",
        ),
    ),
)
