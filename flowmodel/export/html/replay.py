"""Who holds what when, as the script of the page replays it."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.analysis.holdings import Moment, holdings
from flowmodel.analysis.steps import Row
from flowmodel.analysis.taxonomy import Taxonomy
from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.marks import exclusion_key, step_key

START = Moment("", "", ())
"""Nothing at all, before the first moment."""


def replay(graph: FlowGraph, table: tuple[Row, ...], lang: Lang) -> dict[str, object]:
    """The steps with what each changes, and what has to do with what."""
    taxonomy = Taxonomy(graph)
    moments = holdings(graph).moments
    steps = []
    for row, before, after in zip(table, moments, moments[1:], strict=False):
        flow = row.flow
        carried = dict.fromkeys(c for d in flow.data for c in taxonomy.above(d.id))
        steps.append(
            {
                "key": step_key(flow.transfer.step),
                "name": row.printed + row.label,
                "from": flow.source.id,
                "to": flow.target.id,
                "over": flow.channel.id if flow.channel else "",
                "data": list(carried),
                "gain": list(gained(before, after)),
                "lose": list(lost(before, after)),
            }
        )
    return {
        "steps": steps,
        "start": list(gained(START, moments[0])),
        "actors": {a.id: a.label(lang) for a in graph.model.actors},
        "data": {c.id: c.label(lang) for c in graph.model.data},
        "has": {actor: [c.id for c in found] for actor, found in graph.data_at.items()},
        "joins": dict(_joins(graph)),
    }


def gained(before: Moment, after: Moment) -> Iterator[tuple[str, str, int]]:
    """Actor, category and 1 for a copy or 0 for what was only seen, where that is new."""
    old = {(a, h.category): h for a, held in before.held for h in held}
    for actor, held in after.held:
        for h in held:
            was = old.get((actor, h.category))
            if was is None or (h.copy and not was.copy):
                yield actor, h.category, int(h.copy)


def lost(before: Moment, after: Moment) -> Iterator[tuple[str, str]]:
    """Actor and category, where that is no longer held."""
    new = {(a, h.category) for a, held in after.held for h in held}
    for actor, held in before.held:
        for h in held:
            if (actor, h.category) not in new:
                yield actor, h.category


def _joins(graph: FlowGraph) -> Iterator[tuple[str, list[str]]]:
    """The parts that channels join, zones hold and exclusions keep apart."""
    for channel in graph.model.channels:
        yield channel.id, list(channel.between)
    for zone in graph.model.zones:
        yield zone.id, [a.id for a in graph.model.actors if graph.lane_of(a) is zone]
    for i, exclusion in enumerate(graph.model.exclusions):
        yield exclusion_key(i), [*exclusion.parties, *exclusion.protects]
