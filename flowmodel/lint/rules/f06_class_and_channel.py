"""F06: data travel by a way for which the ward's table allows only a lower class."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.samples import plain
from flowmodel.model import DataCategory
from flowmodel.model.document import Ceiling
from flowmodel.vocabulary import MEDIA, NETWORKS, Classification

RANK: dict[Classification, int] = {"1": 1, "2": 2, "3C": 3, "3B": 4, "3A": 5, "3": 5}


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    ceilings = ctx.graph.model.ceilings
    if not ceilings:
        return
    classes = {id: _class(ctx, c) for id, c in ctx.graph.data.items()}
    for flow in ctx.graph.flows:
        if flow.channel is None:
            continue
        ceiling = _ceiling(ctx, ceilings, flow)
        if ceiling is None:
            continue
        over = [c for c in flow.data if _rank(classes[c.id]) > RANK[ceiling.up_to]]
        if over:
            worst = max(over, key=lambda c: _rank(classes[c.id]))
            label = classes[worst.id] or ""
            yield rule.finding(
                flow.path,
                (flow.transfer.step, flow.channel.id, *(c.id for c in over)),
                step=ctx.step(flow),
                data=ctx.name(worst),
                label=Bilingual(label, label),
                way=_way(ceiling),
                most=Bilingual(ceiling.up_to, ceiling.up_to),
            )


def _class(ctx: Context, category: DataCategory) -> Classification | None:
    """The class of a category: its own, or that of the nearest above it that has one."""
    at: DataCategory | None = category
    while at is not None and at.classification is None:
        at = ctx.graph.data[at.parent] if at.parent else None
    return at.classification if at else None


def _rank(label: Classification | None) -> int:
    return RANK[label] if label else 0


def _ceiling(ctx: Context, ceilings: tuple[Ceiling, ...], flow: Flow) -> Ceiling | None:
    """The line of the table for a transfer: one that names the network before one that does not."""
    channel = flow.channel
    if channel is None:
        return None
    network = channel.network or ("internet" if ctx.facts.internet(channel) else None)
    fitting = [c for c in ceilings if c.medium == channel.medium and c.network in (None, network)]
    return max(fitting, key=lambda c: c.network is not None, default=None)


def _way(ceiling: Ceiling) -> Bilingual:
    return NETWORKS[ceiling.network] if ceiling.network else MEDIA[ceiling.medium]


def _model(label: str, network: str, table: str = "[{network: internet, up_to: 2}]") -> dict[str, tuple[str, ...] | str]:  # fmt: skip
    return {
        "ceilings": table,
        "actors": (
            "{id: a, name: 区の端末, kind: terminal, party: ward}",
            "{id: b, name: 事業者, kind: organisation, party: contractor}",
        ),
        "data": (f"{{id: roll, name: 名簿, classification: {label}}}",),
        "channels": (f"{{id: c, name: 回線, between: [a, b], network: {network}}}",),
        "transfers": ("{step: 1, label: 名簿の送付, from: a, to: b, data: [roll]}",),
    }


RULE = Rule(
    id="F06",
    level="warning",
    kind="flow",
    title=Bilingual("分類と経路の整合", "Class and channel"),
    message=Bilingual(
        "{step}は機密性{label}の{data}を{way}で運びますが、区の取扱いの表では{way}は機密性{most}までと"
        "書かれています",
        "{step} moves {data} of class {label} over: {way}; the ward's table allows it up to class "
        "{most}",
    ),
    why=Bilingual(
        "情報の重さに応じて通してよい経路を決めた表と食い違えば、どちらかが誤っています。",
        "Where a flow and the table of what may travel how disagree, one of them is wrong.",
    ),
    applies=Bilingual(
        "モデルに区の表（ceilings）があり、分類（classification）の書かれた情報を運ぶ手順。下位の区分は"
        "上位の分類を引き継ぎます。順は 3A＞3B＞3C＞2＞1 で、旧分類の 3 は 3A と同じに扱います。"
        "媒体とネットワークの両方が合う行を先に見ます。合う行がなければ何も述べません。",
        "Transfers of data with a classification, where the model holds the ward's table "
        "(ceilings). Kinds of a category take over its class. The order is 3A > 3B > 3C > 2 > 1; "
        "the older 3 counts as 3A. A line for medium and network comes before one for the medium "
        "alone. Where no line fits nothing is said.",
    ),
    satisfied=Bilingual(
        "運ぶ情報の分類が、その経路について表に書かれた上限以下である。",
        "The class of the data is at most what the table gives for that way.",
    ),
    basis=Bilingual(
        "総務省ガイドラインの自治体機密性（3A・3B・3C・2・1、令和６年10月）。表との照合は技術的判断",
        "classes 3A, 3B, 3C, 2, 1 of the ministry's guideline (October 2024); comparing with the "
        "table is engineering judgement",
    ),
    origin=("guidance", "judgement"),
    check=_check,
    false_positives=Bilingual(
        "区がまだ 3・2・1 の旧分類を使っている場合は、表も旧分類で書いてください。",
        "A ward that still uses 3, 2, 1 should write its table in those classes.",
    ),
    passing=(
        plain("上限以下", "within the bound", **_model("2", "internet")),
        plain("表にない経路", "a way that the table does not name", **_model("3A", "lgwan")),
    ),
    failing=(
        plain("上限を超える", "above the bound", **_model("3B", "internet")),
        plain(
            "媒体だけの行を超える",
            "above a line for the medium alone",
            **_model("3", "lgwan", "[{up_to: 3C}, {network: internet, up_to: 1}]"),
        ),
    ),
)
