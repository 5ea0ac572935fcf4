"""E10: media or paper are handed over without password, receipt log or a named carrier."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.edges import asked, of_profile, on_personal
from flowmodel.lint.facts import ALWAYS, Profile
from flowmodel.lint.rule import Context, Finding, Missing, Requirement, Rule
from flowmodel.lint.samples import plain


def _needs(ctx: Context, profile: Profile) -> int:
    if not ctx.facts.by_hand(profile):
        return 0
    return _wanted(ctx, profile) if _carried(profile) else ALWAYS


def _wanted(ctx: Context, profile: Profile) -> int:
    removable = profile.channel.medium == "removable"
    return ctx.facts.mask(*(("media-password",) if removable else ()), "receipt-log")


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    for profile in ctx.suspects(rule):
        lacking = _wanted(ctx, profile) & ~profile.settled
        if lacking:
            yield from of_profile(rule, ctx, profile, ctx.graph.controls.split(lacking))
        if not _carried(profile):
            absent = Missing(None, (profile.channel.id,), "carrier", _FIELD)
            yield from of_profile(
                rule, ctx, profile, (), message=rule.options["carrier"], fields=(absent,)
            )


def _requires(rule: Rule, ctx: Context, flow: Flow) -> Iterator[Requirement]:
    profile = ctx.facts.profile_of(flow)
    if profile is None or not ctx.facts.by_hand(profile):
        return
    removable = profile.channel.medium == "removable"
    yield asked(rule, ctx, flow, *(("media-password",) if removable else ()), "receipt-log")
    if profile.channel.medium == "post":
        yield Requirement(rule.id, (), (), (), text=_CARRIER, met=_carried(profile))


_FIELD = Bilingual("運ぶ者（carrier）", "who carries it (carrier)")
_CARRIER = Bilingual("運ぶ者（carrier）の記載", "who carries it (field carrier)")


def _carried(profile: Profile) -> bool:
    """Whether post says who carries it."""
    channel = profile.channel
    return (
        channel.medium != "post"
        or channel.carrier is not None
        or "carrier" in (profile.source.kind, profile.target.kind)
    )


_ENDS = {
    "zones": ("{id: out, name: 事業者等}", "{id: ward, name: 区, network: lgwan}"),
    "actors": (
        "{id: office, name: 事業者, kind: organisation, zone: out, party: contractor}",
        "{id: section, name: 担当課, kind: organisation, zone: ward, party: ward}",
    ),
    "transfers": ("{step: 1, label: 資料の受渡し, from: office, to: section}",),
}

RULE = Rule(
    id="E10",
    level="error",
    kind="edge",
    title=Bilingual("物理媒体・紙の受渡し", "Physical media or paper hand-over"),
    message=Bilingual(
        "{step}（{source}→{target}、{channel}）に、{controls}の記載がありません",
        "{step} ({source} → {target}, {channel}): not stated: {controls}",
    ),
    options={
        "carrier": Bilingual(
            "{step}（{source}→{target}、{channel}）に、運ぶ者（郵便、運送会社等）の記載がありません",
            "{step} ({source} → {target}, {channel}): who carries it is not stated",
        )
    },
    why=Bilingual(
        "紙や媒体は、運ぶ途中で無くなっても、渡した記録がなければ無くなったことに気付けません。",
        "Paper and media get lost on the way, and without a log nobody notices.",
    ),
    applies=Bilingual(
        "個人情報を郵送、紙の手渡し、外部記録媒体、ファクシミリで運ぶ手順。同じ区分（最も外側の"
        "区画）の中での受渡しは除きます。",
        "Transfers of personal data by post, paper by hand, removable media or fax. What "
        "stays within one lane (outermost zone) is left out.",
    ),
    satisfied=Bilingual(
        "すべてに受渡しの記録、外部記録媒体には媒体のパスワードが、手順または経路に書かれている。"
        "郵送では経路の carrier に運ぶ者が書かれているか、どちらかの端が運送者である。",
        "For all of them a receipt log, for removable media a password on the medium, stated for "
        "the transfer or its channel. Post names its carrier (field carrier), or one end is a "
        "carrier.",
    ),
    basis=Bilingual(
        "事業内容 １「パスワード付の外部記録媒体」。受渡しの記録と運ぶ者は、紛失の事故を踏まえた判断",
        "事業内容 １ (media with a password); log and carrier are judgement, after incidents of loss",
    ),
    origin=("seed", "judgement"),
    check=_check,
    requires=_requires,
    needs=on_personal(_needs),
    echo_of=("E01",),
    false_positives=Bilingual(
        "同じ建物の中での手渡し。主体を同じ区画に置くか、理由を付けて「対策不要」と書いてください。",
        "Hand-over within a building: put both actors into one zone, or state 'not-needed' with "
        "the reason.",
    ),
    passing=(
        plain(
            "簡易書留で送り、記録する",
            "registered mail with a log",
            **_ENDS,
            channels=(
                "{id: mail, between: [office, section], medium: post, carrier: 日本郵便, "
                "controls: [receipt-log]}",
            ),
        ),
        plain(
            "パスワード付の媒体を記録して渡す",
            "a medium with password, logged",
            **_ENDS,
            channels=(
                "{id: usb, between: [office, section], medium: removable, "
                "controls: [media-password, receipt-log]}",
            ),
        ),
    ),
    failing=(
        plain(
            "媒体にパスワードがない",
            "a medium without password",
            **_ENDS,
            channels=(
                "{id: usb, name: USBメモリ, between: [office, section], medium: removable, "
                "controls: [receipt-log]}",
            ),
        ),
        plain(
            "郵送で、記録も運ぶ者もない",
            "post without log and carrier",
            **_ENDS,
            channels=(
                "{id: mail, name: 郵送, between: [office, section], medium: post, "
                "controls: [tamper-evident-seal]}",
            ),
        ),
    ),
)
