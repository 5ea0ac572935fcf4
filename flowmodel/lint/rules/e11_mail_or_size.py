"""E11: personal data by e-mail without a password on the file, or more than the way takes."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.edges import asked, of_profile, on_personal
from flowmodel.lint.facts import ALWAYS, Facts, Profile
from flowmodel.lint.rule import Context, Finding, Requirement, Rule
from flowmodel.lint.samples import plain

_PASSWORD = "access-control.file-password"


def _needs(ctx: Context, profile: Profile) -> int:
    if profile.too_large:
        return ALWAYS
    return ctx.facts.mask(_PASSWORD) if _open_mail(ctx.facts, profile) else 0


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    facts = ctx.facts
    wanted = facts.mask(_PASSWORD)
    for profile in ctx.suspects(rule):
        if not profile.settled & wanted and _open_mail(facts, profile):
            yield from of_profile(rule, ctx, profile, (_PASSWORD,))
        limit = profile.limit
        for flow in profile.flows:
            size = flow.transfer.size_mb
            if size is None or limit is None or limit.holds(size):
                continue
            yield rule.finding(
                (*flow.path, "size_mb"),
                (flow.transfer.step, profile.channel.id),
                message=rule.options["size"],
                step=ctx.step(flow),
                channel=ctx.name(profile.channel),
                size=f"{size:g}",
                limit=f"{limit.mb:g}",
            )


def _requires(rule: Rule, ctx: Context, flow: Flow) -> Iterator[Requirement]:
    profile = ctx.facts.profile_of(flow)
    if profile is None:
        return
    if _open_mail(ctx.facts, profile):
        yield asked(rule, ctx, flow, _PASSWORD)
    limit, size = profile.limit, flow.transfer.size_mb
    if limit is not None and size is not None:
        text = Bilingual(f"大きさ {limit.mb:g}MB まで", f"within {limit.mb:g} MB")
        yield Requirement(rule.id, (), (), (), text=text, met=limit.holds(size))


def _open_mail(facts: Facts, profile: Profile) -> bool:
    """Whether a profile is e-mail that may leave the governments' own network."""
    channel = profile.channel
    if channel.medium != "email" or channel.network == "lgwan":
        return False
    ends = {facts.networks[end] for end in channel.between}
    return channel.network is not None or ends != {"lgwan"}


_ENDS: dict[str, tuple[str, ...]] = {
    "actors": (
        "{id: pc, name: 事業者パソコン, kind: terminal}",
        "{id: desk, name: 区の端末, kind: terminal, party: ward}",
    ),
}
_MAIL = (
    "{id: mail, name: インターネットメール, between: [pc, desk], medium: email, network: internet}"
)

RULE = Rule(
    id="E11",
    level="warning",
    kind="edge",
    title=Bilingual("メール・大容量の送付", "E-mail or over-size transfer"),
    message=Bilingual(
        "{step}は個人情報を{channel}の電子メールで送りますが、{controls}の記載がありません",
        "{step} sends personal data by e-mail over {channel}; not stated: {controls}",
    ),
    options={
        "size": Bilingual(
            "{step}の大きさは {size}MB と書かれていますが、{channel}で送れる大きさは {limit}MB までです。"
            "代わりの方法の記載がありません",
            "{step} is stated as {size} MB, but {channel} is for {limit} MB; no other way is stated",
        )
    },
    why=Bilingual(
        "電子メールは宛先を誤ると取り戻せません。送れない大きさの資料は、決めていない方法で送られ"
        "がちです。",
        "Mail sent to a wrong address cannot be recalled, and what is too large for the way stated "
        "tends to travel by a way that nobody approved.",
    ),
    applies=Bilingual(
        "個人情報を電子メールで送る手順（LGWAN の中だけのメールを除く）と、大きさ（size_mb）が経路の"
        "上限（max_size_mb）を超える手順。上限の書かれていない電子メールでは、資料59の「5MB以上の"
        "大容量」に従い、5MB 以上を超過と見ます。大きさの記載がなければ何も言いません。",
        "Transfers of personal data by e-mail (mail within LGWAN left out), and transfers whose size "
        "(size_mb) exceeds the limit of the channel (max_size_mb). For e-mail without a stated limit "
        "5 MB and more are over-size, after 資料59. Without a size nothing is said of it.",
    ),
    satisfied=Bilingual(
        "添付ファイルのパスワード（access-control.file-password）が手順か送る主体に書かれている、"
        "または理由を付けて「対策不要」とされている。大きさは、別の経路に改めるか、上限に収める。"
        "通信の暗号化は E02 が別に求めます。",
        "The password on the file (access-control.file-password) is stated for the transfer or the "
        "sender, or as not needed with its reason. As to size: another channel, or within the "
        "limit. Encryption on the way is asked for by E02.",
    ),
    basis=Bilingual(
        "資料59 事業内容 １（メール、5MB以上の大容量のデータの交換方法は限られている）",
        "資料59, 事業内容 1: mail, and few ways for data of 5 MB and more",
    ),
    origin=("seed",),
    check=_check,
    requires=_requires,
    needs=on_personal(_needs),
    false_positives=Bilingual(
        "官公庁の間の LGWAN メール（経路の network を lgwan と書けば対象になりません）。",
        "LGWAN mail between governments: write network lgwan for the channel.",
    ),
    passing=(
        plain(
            "添付ファイルにパスワードがある",
            "a password on the attachment",
            **_ENDS,
            channels=(_MAIL,),
            transfers=(
                "{step: 1, label: 資料の送付, from: pc, to: desk, size_mb: 2, "
                "controls: [S7.file-password]}",
            ),
        ),
        plain(
            "LGWANメール",
            "mail within LGWAN",
            **_ENDS,
            channels=("{id: mail, between: [pc, desk], medium: email, network: lgwan}",),
            transfers=("{step: 1, label: 資料の送付, from: pc, to: desk}",),
        ),
    ),
    failing=(
        plain(
            "パスワードの記載がない",
            "no password is stated",
            **_ENDS,
            channels=(_MAIL,),
            transfers=("{step: 1, label: 資料の送付, from: pc, to: desk}",),
        ),
        plain(
            "5MB以上をメールで送る",
            "5 MB and more by mail",
            **_ENDS,
            channels=(_MAIL,),
            transfers=(
                "{step: 1, label: 図面の送付, from: pc, to: desk, size_mb: 5, "
                "controls: [S7.file-password]}",
            ),
        ),
    ),
)
