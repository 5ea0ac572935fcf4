"""E04: a person or a terminal acts over a network, and no authentication is stated."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.edges import asked, of_profile, on_personal
from flowmodel.lint.facts import USERS, Profile
from flowmodel.lint.rule import Context, Finding, Requirement, Rule
from flowmodel.lint.samples import SEND, VIEW, cloud, plain


def _needs(ctx: Context, profile: Profile) -> int:
    logs_in = profile.channel.medium == "network" and profile.actor.kind in USERS
    return ctx.facts.mask("authentication") if logs_in else 0


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    for profile in ctx.suspects(rule):
        yield from of_profile(rule, ctx, profile, ("authentication",))


def _requires(rule: Rule, ctx: Context, flow: Flow) -> Iterator[Requirement]:
    profile = ctx.facts.profile_of(flow)
    if profile is not None and _needs(ctx, profile):
        yield asked(rule, ctx, flow, "authentication", whole=False)


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
    check=_check,
    requires=_requires,
    needs=on_personal(_needs),
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
