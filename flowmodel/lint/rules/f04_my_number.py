"""F04: My Number data move, and ground, assessment or network do not fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Missing, Rule
from flowmodel.lint.samples import plain
from flowmodel.model import DataCategory

_BASIS = Bilingual("根拠（basis）", "basis")
_ARTICLE = re.compile(r"19\s*条|十九条|articles?\s*19|\bart\.?\s*19", re.IGNORECASE)
_OWN_USE = re.compile(r"9\s*条|九条|articles?\s*9|\bart\.?\s*9", re.IGNORECASE)
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
    """The categories that are My Number data, each with the one that says so.

    A kind of such data is, and so is what they are combined into with other data.
    """
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
    return _combined(ctx, found)


def _combined(ctx: Context, found: dict[str, DataCategory]) -> dict[str, DataCategory]:
    """With what is combined out of them, until nothing new comes in."""
    model = ctx.graph.model
    own = (t for part in model.actors for t in part.transforms)
    under_way = (t for part in model.transfers for t in part.transforms)
    combining = [t for t in (*own, *under_way) if t.kind == "combine"]
    grown = True
    while grown:
        grown = False
        for transform in combining:
            if any(id in found for id in transform.takes):
                for id in transform.gives:
                    grown = grown or id not in found
                    found.setdefault(id, ctx.graph.data[id])
    return found


def _transfer(rule: Rule, ctx: Context, flow: Flow) -> Iterator[Finding]:
    parts = (flow.transfer.step,)
    ground = unicodedata.normalize("NFKC", flow.transfer.basis or "").strip()
    within = ctx.facts.inside(flow.source) and ctx.facts.inside(flow.target)
    if ground and not (_ARTICLE.search(ground) or (within and _OWN_USE.search(ground))):
        yield rule.finding(
            (*flow.path, "basis"),
            parts,
            level="warning",
            message=rule.options["article"],
            step=ctx.step(flow),
            ground=ground,
        )
    if not ground:
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
        "article": Bilingual(
            "{step}の根拠「{ground}」に、番号法第19条の号の記載がありません",
            "{step}: the ground stated, '{ground}', names no item of article 19 of the My Number law",
        ),
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
        "個人番号を含むと書かれた情報（my_number: true）とその下位の区分、それを組み合わせて（combine）できる"
        "情報を、主体の間で運ぶ手順。",
        "Transfers between actors of data that are said to hold 個人番号 (my_number: true), and of "
        "kinds of them, and of what they are combined into (combine).",
    ),
    satisfied=Bilingual(
        "手順の basis に根拠（番号法第19条の何号か。区の中だけの利用は第9条でもよい）が書かれ（条が"
        "読み取れなければ警告）、情報の assessment に評価書が書かれ、経路が"
        "インターネットでない。",
        "basis of the transfer names the ground, an item of article 19 (or article 9 for use within "
        "the ward; a ground without the article is a warning), assessment of the data the paper, and the channel "
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
        plain("条の書かれていない根拠", "no article", **_model(_PIA, ", basis: 本人の同意")),
        plain("評価がない", "no assessment", **_model("", _GROUND)),
        plain("インターネットで運ぶ", "over the internet", **_model(_PIA, _GROUND, "internet")),
    ),
)
