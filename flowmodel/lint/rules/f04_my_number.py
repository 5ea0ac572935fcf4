"""F04: My Number data move, and ground, assessment or network do not fit."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Missing, Rule
from flowmodel.lint.samples import plain
from flowmodel.model import DataCategory

_BASIS = Bilingual("根拠（basis）", "basis")
_ASSESSMENT = Bilingual("特定個人情報保護評価（assessment）", "assessment")


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    special = my_number(ctx)
    if not special:
        return
    moved: dict[str, DataCategory] = {}
    for flow in ctx.graph.flows:
        mine = [c for c in flow.data if c.id in special]
        if not mine or flow.source is flow.target:
            continue
        for category in mine:
            moved.setdefault(special[category.id].id, special[category.id])
        yield from _transfer(rule, ctx, flow)
    for category in moved.values():
        if not (category.assessment or "").strip():
            yield rule.finding(
                ctx.graph.path_of(category),
                (category.id,),
                missing=(Missing(None, (category.id,), "assessment", _ASSESSMENT),),
                message=rule.options["assessment"],
                data=ctx.name(category),
            )


def my_number(ctx: Context) -> dict[str, DataCategory]:
    """The categories that are My Number data, each with the one that says so."""
    data = ctx.graph.data
    if not any(c.my_number for c in data.values()):
        return {}
    found: dict[str, DataCategory] = {}
    for id, category in data.items():
        at: DataCategory | None = category
        while at is not None:
            if at.my_number:
                found[id] = at
                break
            at = data[at.parent] if at.parent else None
    return found


def _transfer(rule: Rule, ctx: Context, flow: Flow) -> Iterator[Finding]:
    parts = (flow.transfer.step,)
    if not (flow.transfer.basis or "").strip():
        yield rule.finding(
            flow.path,
            parts,
            missing=(Missing(None, parts, "basis", _BASIS),),
            step=ctx.step(flow),
        )
    if flow.channel is not None and ctx.facts.internet(flow.channel):
        yield rule.finding(
            flow.path,
            (*parts, flow.channel.id),
            message=rule.options["internet"],
            step=ctx.step(flow),
            channel=ctx.name(flow.channel),
        )


def _model(data: str, transfer: str, network: str = "closed") -> dict[str, tuple[str, ...]]:
    return {
        "actors": (
            "{id: a, name: 税務システム, kind: service, party: ward}",
            "{id: b, name: 中間サーバー, kind: storage, party: other}",
        ),
        "data": (f"{{id: tax, name: 税情報, my_number: true{data}}}",),
        "channels": (f"{{id: c, name: 回線, between: [a, b], network: {network}}}",),
        "transfers": (f"{{step: 1, label: 照会, from: a, to: b, data: [tax]{transfer}}}",),
    }


_PIA = ", assessment: 全項目評価書 令和６年３月"
_GROUND = ", basis: 番号法第19条第8号"

RULE = Rule(
    id="F04",
    level="error",
    kind="flow",
    title=Bilingual("特定個人情報", "My Number data"),
    message=Bilingual(
        "{step}は特定個人情報を運びますが、提供の根拠（番号法第19条の号）の記載がありません",
        "{step} moves My Number data; its ground (an item of article 19 of the My Number law) is not "
        "stated",
    ),
    options={
        "assessment": Bilingual(
            "特定個人情報{data}に、特定個人情報保護評価の記載がありません",
            "My Number data {data}: the assessment of its protection is not stated",
        ),
        "internet": Bilingual(
            "{step}は特定個人情報をインターネット（{channel}）で運ぶと書かれています",
            "{step} is stated to move My Number data over the internet ({channel})",
        ),
    },
    why=Bilingual(
        "特定個人情報は、法律が定めた場合にしか提供できず、取り扱う前に評価が要ります。",
        "My Number data may be passed on only where the law says so, and are assessed before use.",
    ),
    applies=Bilingual(
        "個人番号を含むと書かれた情報（my_number: true）とその下位の区分を、主体の間で運ぶ手順。",
        "Transfers between actors of data that are said to hold 個人番号 (my_number: true), and of "
        "kinds of them.",
    ),
    satisfied=Bilingual(
        "手順の basis に根拠（番号法第19条の何号か）、情報の assessment に評価書が書かれ、経路が"
        "インターネットでない。",
        "basis of the transfer names the ground, assessment of the data the paper, and the channel "
        "is not the internet.",
    ),
    basis=Bilingual(
        "番号法 19条・28条、特定個人情報保護評価指針",
        "My Number law, articles 19 and 28; guideline on the assessment of My Number data",
    ),
    origin=("guidance",),
    check=_check,
    false_positives=Bilingual(
        "下４桁だけ、または伏せた番号。my_number を付けないでください。",
        "The last four digits alone, or masked numbers: do not mark them my_number.",
    ),
    passing=(
        plain("根拠と評価がある", "ground and assessment", **_model(_PIA, _GROUND)),
        plain(
            "個人番号を含まない",
            "no My Number",
            **{**_model("", ""), "data": ("{id: tax, name: 税情報}",)},
        ),
    ),
    failing=(
        plain("根拠がない", "no ground", **_model(_PIA, "")),
        plain("評価がない", "no assessment", **_model("", _GROUND)),
        plain("インターネットで運ぶ", "over the internet", **_model(_PIA, _GROUND, "internet")),
    ),
)
