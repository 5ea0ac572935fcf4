"""E01: a transfer of personal data for which no control at all is stated."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.edges import elsewhere, of_profile, on_personal
from flowmodel.lint.facts import ALWAYS, Profile
from flowmodel.lint.rule import Context, Finding, Requirement, Rule
from flowmodel.lint.samples import SEND, cloud, plain


def _needs(ctx: Context, profile: Profile) -> int:
    return 0 if profile.stated else ALWAYS


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    facts = ctx.facts
    for profile in ctx.suspects(rule):
        wanted = facts.wanted(profile)
        open_ = tuple(c for c in wanted if facts.mask(c) & ~profile.settled)
        sent = profile.flows[0]
        where = elsewhere(ctx, sent, "encryption") if "encryption" in wanted else None
        message = None if where is None else rule.options["elsewhere"]
        yield from of_profile(rule, ctx, profile, open_ or wanted, message=message, where=where)


def _requires(rule: Rule, ctx: Context, flow: Flow) -> Iterator[Requirement]:
    profile = ctx.facts.profile_of(flow)
    if profile is not None:
        held = (p for p in ctx.coverage.effective(flow) if p.statement.state != "not-needed")
        yield Requirement(rule.id, (), tuple(held), (), text=_ANY, met=bool(profile.stated))


_ANY = Bilingual("対策が一つ以上", "one control at least")

RULE = Rule(
    id="E01",
    level="error",
    kind="edge",
    title=Bilingual("対策未記載の流れ", "Transfer without controls"),
    message=Bilingual(
        "{step}（{source}→{target}）に、情報保護対策の記載がありません",
        "{step} ({source} → {target}): no control is stated",
    ),
    options={
        "elsewhere": Bilingual(
            "{step}（{source}→{target}）の手順・経路に、情報保護対策の記載がありません"
            "（{where}には通信の暗号化の記載あり）",
            "{step} ({source} → {target}): no control is stated for the transfer or its channel "
            "(encryption is stated for {where})",
        )
    },
    why=Bilingual(
        "個人情報が動くのに、守る手だてが一つも書かれていない矢印は、会議で必ず問われます。",
        "An arrow that moves personal data with nothing written to protect it is the first "
        "thing a meeting asks about.",
    ),
    applies=Bilingual(
        "個人情報を運ぶ（または運ぶ情報が書かれていない）、二つの主体の間のすべての手順。"
        "この規則に当たる手順では、個々の対策を問う規則（E02・E03・E04・E09・E10）は繰り返しに"
        "なるので報告しません。",
        "Every transfer between two actors that carries personal data, or does not say what it "
        "carries. Where it fires, the rules that ask for single controls of the same transfer "
        "(E02, E03, E04, E09, E10) would only repeat it and are not reported.",
    ),
    satisfied=Bilingual(
        "手順、経路、または流れを守る側の主体に、対策（予定を含む）が一つ以上書かれている。"
        "「対策不要」だけでは足りません。",
        "At least one control, in place or planned, is stated for the transfer, its channel or an "
        "endpoint that can protect it. 'Not needed' alone does not satisfy it.",
    ),
    basis=Bilingual("別紙「情報保護対策」欄", "field 情報保護対策 of the 別紙"),
    origin=("judgement",),
    check=_check,
    requires=_requires,
    needs=on_personal(_needs),
    false_positives=Bilingual(
        "対策が経路や主体の側に書かれている場合は、そこから引き継いだ後で判定します。"
        "入退室管理のように流れそのものを守らない対策は数えません。",
        "Controls written at the channel or an actor are inherited before judgement. Controls "
        "that protect a place and not a transfer, as entry control, are not counted.",
    ),
    passing=(
        cloud(
            "経路に暗号化が書かれている",
            "encryption stated for the channel",
            SEND,
            net="controls: [encryption]",
        ),
        cloud(
            "受け側の認証が流れを守る",
            "authentication at the store protects the transfer",
            SEND,
            store="controls: [authentication]",
        ),
        plain(
            "個人情報でない情報の公開",
            "data that identify nobody",
            actors=(
                "{id: a, name: 区, kind: organisation}",
                "{id: b, name: 公開サイト, kind: service}",
            ),
            data=("{id: statistics, name: 統計, personal: false}",),
            channels=("{id: c, between: [a, b]}",),
            transfers=("{step: 1, from: a, to: b, data: [statistics]}",),
        ),
    ),
    failing=(
        cloud("どこにも対策がない", "no control anywhere", SEND),
        cloud(
            "「対策不要」だけが書かれている",
            "nothing but 'not needed'",
            SEND,
            net="controls: [{control: encryption, state: not-needed, reason: 閉じた回線のため}]",
        ),
    ),
)
