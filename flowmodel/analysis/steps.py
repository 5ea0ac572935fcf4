"""The steps of a model as rows of a table: who moves what to whom, and what protects it."""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.graph import Flow, FlowGraph
from flowmodel.graph.coverage import Coverage, Provided
from flowmodel.language import Bilingual, Lang
from flowmodel.model import localise
from flowmodel.vocabulary import OPERATIONS, STATES

NONE = Bilingual("記載がありません", "none stated")
"""What stands in a cell of which nothing is stated."""
OWN = Bilingual("この手順", "this step")
ACTS: dict[str, Bilingual] = {
    "source": Bilingual("送り側が{operation}", "sender: {operation}"),
    "target": Bilingual("受け側が{operation}", "receiver: {operation}"),
    "self": Bilingual("{operation}", "{operation}"),
}
"""Who acts in a step, and what is done."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A part that provides controls to a step, with the controls as printed."""

    name: str
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One step of the table."""

    printed: str
    label: str
    source: str
    target: str
    acting: str
    data: tuple[str, ...]
    channel: str
    providers: tuple[Provider, ...]
    flow: Flow
    """The step itself."""


def rows(graph: FlowGraph, lang: Lang) -> tuple[Row, ...]:
    """The steps in the order of their series and numbers, with their effective controls."""
    coverage = Coverage(graph)
    return tuple(
        _row(graph, coverage, flow, lang) for flows in graph.series.values() for flow in flows
    )


def _row(graph: FlowGraph, coverage: Coverage, flow: Flow, lang: Lang) -> Row:
    mark = f"({flow.transfer.mark})" if flow.transfer.mark else ""
    return Row(
        flow.printed,
        flow.transfer.text(lang) + mark,
        flow.source.label(lang),
        flow.target.label(lang),
        _acting(flow).text(lang),
        tuple(c.label(lang) for c in flow.data),
        flow.channel.label(lang) if flow.channel else "",
        _providers(graph, coverage.effective(flow), lang),
        flow,
    )


def _acting(flow: Flow) -> Bilingual:
    end = "source" if flow.actor is flow.source else "target"
    who = "self" if flow.source is flow.target else end
    return ACTS[who].format(operation=OPERATIONS[flow.transfer.operation])


def _providers(
    graph: FlowGraph, provided: tuple[Provided, ...], lang: Lang
) -> tuple[Provider, ...]:
    """Effective controls by who provides them: the step itself, its channel, its ends."""
    found: dict[str, list[str]] = {}
    for p in provided:
        name = localise(p.statement.label, lang) or graph.controls.label(p.control, lang, True)
        if p.statement.state != "in-place":
            state = STATES[p.statement.state].text(lang)
            name += f"［{state}］" if lang == "ja" else f" [{state}]"
        names = found.setdefault(_provider(graph, p, lang), [])
        if name not in names:
            names.append(name)
    return tuple(Provider(who, tuple(names)) for who, names in found.items())


def _provider(graph: FlowGraph, provided: Provided, lang: Lang) -> str:
    if provided.kind == "transfer":
        return OWN.text(lang)
    table = graph.channels if provided.kind == "channel" else graph.actors
    return table[provided.provider].label(lang)
