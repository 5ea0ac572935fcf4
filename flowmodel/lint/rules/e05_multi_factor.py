"""E05: users log in with one factor, in the My Number zone or from the internet."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.edges import asked, of_profile, on_personal
from flowmodel.lint.facts import ASIDE, SERVERS, USERS, Facts, Profile
from flowmodel.lint.rule import Context, Finding, Missing, Requirement, Rule
from flowmodel.lint.samples import SEND, VIEW, cloud, plain


def _needs(ctx: Context, profile: Profile) -> int:
    facts = ctx.facts
    if profile.channel.medium != "network" or not _logs_in(profile):
        return 0
    concerned = _in_my_number_zone(facts, profile) or _over_the_internet(facts, profile)
    return facts.mask("multi-factor") if concerned else 0


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    remote: dict[tuple[str, str], list[Profile]] = {}
    for profile in ctx.suspects(rule):
        if _in_my_number_zone(ctx.facts, profile):
            yield from of_profile(rule, ctx, profile, ("multi-factor",))
        else:
            remote.setdefault((profile.actor.id, profile.other.id), []).append(profile)
    for (user, server), profiles in remote.items():
        profile = profiles[0]
        flows = sorted((f for p in profiles for f in p.flows), key=lambda flow: flow.index)
        yield rule.finding(
            ctx.graph.path_of(profile.actor),
            (user, server, *(f.transfer.step for f in flows)),
            missing=[Missing("multi-factor", (profile.channel.id, user, server))],
            level="note",
            message=rule.options["internet"],
            user=ctx.name(profile.actor),
            server=ctx.name(profile.other),
        )


def _logs_in(profile: Profile) -> bool:
    return (
        profile.actor.kind in USERS
        and profile.other.kind in SERVERS
        and profile.actor.party not in ASIDE
    )


def _in_my_number_zone(facts: Facts, profile: Profile) -> bool:
    return facts.networks[profile.actor.id] == "mynumber"


def _over_the_internet(facts: Facts, profile: Profile) -> bool:
    return profile.other.id in facts.keepers and facts.internet(profile.channel)


def _requires(rule: Rule, ctx: Context, flow: Flow) -> Iterator[Requirement]:
    profile = ctx.facts.profile_of(flow)
    if profile is not None and _needs(ctx, profile):
        yield asked(rule, ctx, flow, "multi-factor", whole=False)


_INSIDE: dict[str, tuple[str, ...]] = {
    "zones": ("{id: core, name: マイナンバー利用事務系, network: mynumber}",),
    "actors": (
        "{id: desk, name: 業務端末, kind: terminal, zone: core, party: ward}",
        "{id: db, name: 住民記録, kind: storage, zone: core, party: ward}",
    ),
    "transfers": ("{step: 1, label: 記録の閲覧, from: db, to: desk, operation: view}",),
}

RULE = Rule(
    id="E05",
    level="error",
    kind="edge",
    title=Bilingual("多要素認証", "Multi-factor authentication"),
    message=Bilingual(
        "{step}（{source}→{target}）はマイナンバー利用事務系での利用ですが、多要素認証の記載がありません",
        "{step} ({source} → {target}) is use within the My Number zone; multi-factor "
        "authentication is not stated",
    ),
    options={
        "internet": Bilingual(
            "{user}はインターネットから{server}を利用しますが、多要素認証の記載がありません",
            "{user} uses {server} over the internet; multi-factor authentication is not stated",
        )
    },
    why=Bilingual(
        "パスワードだけでは、盗まれたときに成りすましを止められません。",
        "A password alone does not stop whoever has stolen it.",
    ),
    applies=Bilingual(
        "端末・個人・組織が、保存先・サービス・中継装置を通信回線で利用する、個人情報の手順。操作する者が"
        "マイナンバー利用事務系の区画にいればエラー、個人情報の保存先をインターネットから利用すれば"
        "注記（利用者と保存先の組に一つ）です。申請者・一般の人の利用と、システム同士の連携は含みません。",
        "Transfers of personal data in which a terminal, a person or an organisation uses a store, "
        "service or gateway over a network. With the user in the My Number zone it is an error; "
        "using a store of personal data over the internet gives a note, one for each user and "
        "store. Applicants, the public, and links between systems are left out.",
    ),
    satisfied=Bilingual(
        "多要素認証（multi-factor）が、手順、経路、またはどちらかの端の主体に書かれている。",
        "multi-factor is stated for the transfer, its channel or either end.",
    ),
    basis=Bilingual(
        "総務省「地方公共団体における情報セキュリティポリシーに関するガイドライン」（三層の対策）。"
        "インターネットからの利用については技術的判断",
        "security policy guideline for local governments of the Ministry of Internal Affairs and "
        "Communications; for use over the internet, engineering judgement",
    ),
    origin=("guidance", "judgement"),
    check=_check,
    requires=_requires,
    needs=on_personal(_needs),
    false_positives=Bilingual(
        "電子証明書とパスワードの併用を、多要素認証と書いていない場合。",
        "A device certificate together with a password that is not called multi-factor.",
    ),
    passing=(
        plain(
            "利用事務系に多要素認証がある",
            "multi-factor in the My Number zone",
            channels=("{id: lan, between: [desk, db], controls: [multi-factor]}",),
            **_INSIDE,
        ),
        cloud("LGWANからの利用", "use from LGWAN", VIEW, store="holds: [application]"),
        cloud("保存先が求める", "the store asks for it", SEND, store="controls: [multi-factor]"),
    ),
    failing=(
        plain(
            "利用事務系に多要素認証がない",
            "none in the My Number zone",
            channels=("{id: lan, between: [desk, db], controls: [S6]}",),
            **_INSIDE,
        ),
        cloud(
            "インターネットからの利用（注記）",
            "use over the internet (a note)",
            SEND,
            net="controls: [S6]",
        ),
    ),
)
