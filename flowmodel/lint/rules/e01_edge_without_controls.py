"""E01: a transfer of personal data for which no control at all is stated."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Example, Finding, Missing, Rule


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    coverage = ctx.coverage
    for flow in ctx.graph.flows:
        if not flow.personal or flow.channel is None or coverage.masks(flow).stated:
            continue
        yield rule.finding(
            flow.path,
            (flow.transfer.step, flow.channel.id),
            missing=[Missing(c, ctx.providers(flow, c)) for c in ("encryption",)],
            step=ctx.step(flow),
            source=ctx.name(flow.source),
            target=ctx.name(flow.target),
            channel=ctx.name(flow.channel),
        )


_HEAD = """\
flowmodel: 1
id: example
title: 申請書の送信
zones:
  - {id: out, name: 事業者等, network: internet}
  - {id: ward, name: 区, network: lgwan}
actors:
  - {id: pc, name: 事業者パソコン, kind: terminal, zone: out}
  - {id: store, name: 共有システム, kind: storage}
"""

RULE = Rule(
    id="E01",
    level="error",
    kind="edge",
    title=Bilingual("対策未記載の流れ", "Transfer without controls"),
    message=Bilingual(
        "{step}（{source}→{target}）に、情報保護対策の記載がありません",
        "{step} ({source} → {target}): no control is stated",
    ),
    why=Bilingual(
        "個人情報が動くのに、守る手だてが一つも書かれていない矢印は、会議で必ず問われます。",
        "An arrow that moves personal data with nothing written to protect it is the first "
        "thing a meeting asks about.",
    ),
    applies=Bilingual(
        "個人情報を運ぶ（または運ぶ情報が書かれていない）すべての手順",
        "every transfer that carries personal data, or does not say what it carries",
    ),
    satisfied=Bilingual(
        "手順、経路、または操作する側の主体に、流れを守る対策が一つ以上書かれている",
        "at least one control that protects a transfer is stated for the transfer, its channel "
        "or the acting endpoint",
    ),
    basis=Bilingual("別紙「情報保護対策」欄", "field 情報保護対策 of the 別紙"),
    origin=("judgement",),
    check=_check,
    false_positives=Bilingual(
        "対策が経路や主体の側に書かれている場合は、そこから引き継いだ後で判定します。",
        "Controls written at the channel or an actor are inherited before judgement.",
    ),
    passing=(
        Example(
            Bilingual("経路に暗号化が書かれている", "encryption stated for the channel"),
            _HEAD
            + "channels:\n  - {id: net, between: [pc, store], network: internet, controls: [encryption]}\n"
            + "transfers:\n  - {step: 1, label: 資料の送信, from: pc, to: store, over: net}\n",
        ),
    ),
    failing=(
        Example(
            Bilingual("どこにも対策がない", "no control anywhere"),
            _HEAD
            + "channels:\n  - {id: net, between: [pc, store], network: internet}\n"
            + "transfers:\n  - {step: 1, label: 資料の送信, from: pc, to: store, over: net}\n",
        ),
    ),
)
