"""P03: an LGWAN terminal uses a service over the internet without the conditions of α’."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flowmodel.language import Bilingual
from flowmodel.lint.facts import SERVERS, USERS
from flowmodel.lint.rule import Context, Finding, Missing, Rule
from flowmodel.lint.samples import FETCH, SEND, cloud, plain
from flowmodel.model import Actor


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    declared = ctx.graph.model.separation
    if declared in (None, "alpha"):
        return
    for channel in ctx.graph.channels.values():
        if channel.medium != "network" or channel.network != "internet":
            continue
        terminal = _terminal(ctx, *(ctx.graph.actors[end] for end in channel.between))
        if terminal is None:
            continue
        at, parts = ctx.graph.path_of(channel), (channel.id, terminal.id)
        names: dict[str, Any] = {"channel": ctx.name(channel), "terminal": ctx.name(terminal)}
        if declared != "alpha-prime":
            unsaid = (Missing(None, (), "separation", _SEPARATION),) if declared is None else ()
            message = rule.options["model"]
            yield rule.finding(at, parts, message=message, missing=unsaid, **names)
        actor = ctx.coverage.actor(terminal.id)
        limit = ctx.coverage.missing(
            actor | ctx.coverage.of("channel", channel.id), "peer-restriction"
        )
        detect = ctx.coverage.missing(actor, "endpoint-detection")
        if limit or detect:
            yield rule.finding(
                at,
                parts,
                missing=[
                    *(Missing(c, (channel.id, terminal.id)) for c in limit),
                    *(Missing(c, (terminal.id,)) for c in detect),
                ],
                controls=ctx.control(*limit, *detect),
                **names,
            )


_SEPARATION = Bilingual("三層分離のモデル（separation）", "model of separation (separation)")


def _terminal(ctx: Context, first: Actor, second: Actor) -> Actor | None:
    """The LGWAN user's end of a line to a server; None where it is no such line."""
    for user, server in ((first, second), (second, first)):
        if (
            user.kind in USERS
            and ctx.facts.networks[user.id] == "lgwan"
            and server.kind in SERVERS
            and not ctx.facts.inside(server)
        ):
            return user
    return None


_LINE: dict[str, tuple[str, ...]] = {
    "zones": (
        "{id: cloud, name: クラウド}",
        "{id: ward, name: 区, network: lgwan}",
    ),
    "channels": (
        "{id: net, name: ブレイクアウト回線, between: [desk, store], network: internet, "
        "controls: [S1]}",
    ),
    "transfers": ("{step: 1, label: 資料の送付, from: desk, to: store, operation: upload}",),
}
_STORE = "{id: store, name: クラウドサービス, kind: storage, zone: cloud, party: provider}"
_DESK = "{id: desk, name: LGWAN端末, kind: terminal, zone: ward, party: ward}"
_WATCHED = (
    "{id: desk, name: LGWAN端末, kind: terminal, zone: ward, party: ward, "
    "controls: [endpoint-detection]}"
)

RULE = Rule(
    id="P03",
    level="error",
    kind="path",
    title=Bilingual("α’ブレイクアウト条件", "Conditions of the α’ break-out"),
    message=Bilingual(
        "{terminal}は{channel}でインターネット上のサービスを使いますが、{controls}の記載がありません",
        "{terminal} uses a service on the internet over {channel}; not stated: {controls}",
    ),
    options={
        "model": Bilingual(
            "{terminal}は{channel}でインターネット上のサービスを使いますが、separation に α’モデルの"
            "記載がありません",
            "{terminal} uses a service on the internet over {channel}; separation does not declare "
            "the α’ model",
        )
    },
    why=Bilingual(
        "LGWAN の端末がインターネットに出られるのは、相手を絞り、端末の動きを見張ることを前提と"
        "したときだけです。",
        "LGWAN terminals may leave for the internet only where the destination is limited and the "
        "terminal is watched.",
    ),
    applies=Bilingual(
        "LGWAN の区画にいる端末・人・組織が、インターネットの回線（経路の network: internet）で庁外の"
        "保存先・サービス・中継装置につながる経路。separation が書かれていないか alpha のモデルでは"
        "同じ経路を P01 が扱うので、この規則は働きません。LGWAN 回線で届くクラウドは α’ と見ません。",
        "Channels of network internet from a terminal, person or organisation in an LGWAN zone to a "
        "store, service or gateway outside the ward. Where separation is not stated, or alpha, the "
        "same channel is P01's and this rule is silent. A cloud reached over an LGWAN line is not "
        "taken for α’.",
    ),
    satisfied=Bilingual(
        "separation に alpha-prime が宣言され、接続先の限定（S1）が経路か端末に、端末の検知・対処"
        "（endpoint-detection）が端末に書かれている。",
        "separation declares alpha-prime, the limit of destinations (S1) is stated for the channel "
        "or the terminal, and endpoint-detection for the terminal.",
    ),
    basis=Bilingual(
        "総務省「地方公共団体における情報セキュリティポリシーに関するガイドライン」"
        "（令和6年10月2日、α’モデル）",
        "security policy guideline for local governments of the Ministry of Internal Affairs and "
        "Communications (2 October 2024, α’ model)",
    ),
    origin=("guidance",),
    check=_check,
    false_positives=Bilingual(
        "α’でないのに network を internet と書いた LGWAN 回線。経路の network を確かめてください。",
        "An LGWAN line written as network internet by mistake: check the channel's network.",
    ),
    passing=(
        plain(
            "α’の条件がそろっている",
            "the conditions of α’ are stated",
            **_LINE,
            actors=(_STORE, _WATCHED),
            separation="alpha-prime",
        ),
        cloud("LGWAN回線で届くクラウド", "a cloud over an LGWAN line", SEND, FETCH),
    ),
    failing=(
        plain(
            "端末の検知が書かれていない",
            "endpoint detection is not stated",
            **_LINE,
            actors=(_STORE, _DESK),
            separation="alpha-prime",
        ),
        plain(
            "βモデルで LGWAN 端末が外に出る",
            "an LGWAN terminal leaves under the β model",
            **_LINE,
            actors=(_STORE, _WATCHED),
            separation="beta",
        ),
    ),
)
