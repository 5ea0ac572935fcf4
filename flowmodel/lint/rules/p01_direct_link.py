"""P01: a line joins a ward network with the internet, and nothing stands between."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.language import Bilingual
from flowmodel.lint.facts import USERS, Facts
from flowmodel.lint.rule import Context, Finding, Missing, Rule
from flowmodel.lint.samples import FETCH, SEND, cloud, plain
from flowmodel.model import Actor, Channel
from flowmodel.vocabulary import WARD_NETWORKS


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    lifted = ctx.graph.model.separation in ("alpha-prime", "beta", "beta-prime")
    direct = [
        c
        for c in ctx.graph.channels.values()
        if _direct(ctx, c) and not (lifted and not _my_number(ctx, c))
    ]
    if not direct:
        return
    steps: dict[str, list[str]] = {c.id: [] for c in direct}
    printed: dict[str, str] = {c.id: "" for c in direct}
    for flow in ctx.graph.flows:
        if flow.channel is not None and flow.channel.id in steps:
            steps[flow.channel.id].append(flow.transfer.step)
            printed[flow.channel.id] += flow.printed
    for channel in direct:
        used = printed[channel.id]
        first, second = (ctx.graph.actors[end] for end in channel.between)
        unstated = _unstated(channel, first, second)
        yield rule.finding(
            ctx.graph.path_of(channel),
            (channel.id, *steps[channel.id]),
            missing=(Missing(None, (channel.id,), "network", _NETWORK),) if unstated else (),
            message=rule.options["network"] if unstated else None,
            channel=ctx.name(channel),
            steps=Bilingual(f"（手順{used}）", f" (step {used})") if used else Bilingual("", ""),
            first=ctx.name(first),
            second=ctx.name(second),
        )


_NETWORK = Bilingual("回線（network）", "network (network)")


def _my_number(ctx: Context, channel: Channel) -> bool:
    """Whether an end stands in the My Number network, which no model joins to the internet."""
    return any(ctx.facts.networks[end] == "mynumber" for end in channel.between)


def _unstated(channel: Channel, first: Actor, second: Actor) -> bool:
    """Whether a mediator would do if the channel said over which network it is reached."""
    return channel.network is None and (first.kind not in USERS or second.kind not in USERS)


def _direct(ctx: Context, channel: Channel) -> bool:
    """Whether a channel leads from a ward network to the internet without a mediator."""
    if channel.medium != "network":
        return False
    facts = ctx.facts
    first, second = (ctx.graph.actors[end] for end in channel.between)
    inside = [a for a in (first, second) if facts.networks[a.id] in WARD_NETWORKS]
    if not inside:
        return False
    if channel.network == "internet":
        # A gateway on the ward's side is itself what stands between.
        return any(a.kind != "gateway" for a in inside)
    outside = [a for a in (first, second) if facts.networks[a.id] == "internet"]
    return bool(outside) and not _mediated(facts, inside[0], outside[0], channel)


def _mediated(facts: Facts, inside: Actor, outside: Actor, channel: Channel) -> bool:
    if inside.kind == "gateway":
        return True
    return outside.kind not in USERS and channel.network is not None


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
    options={
        "network": Bilingual(
            "{channel}{steps}は、庁内網とインターネットの間（{first}と{second}）をつなぐように"
            "書かれていますが、どの回線で届くか（network）の記載がありません",
            "{channel}{steps} joins a ward network and the internet ({first} and {second}); over "
            "which network it runs is not stated",
        )
    },
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
    check=_check,
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
