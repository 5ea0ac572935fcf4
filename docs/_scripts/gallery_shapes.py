"""What each model of the gallery is an example of, counted from the model and its drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual

Count = Callable[[FlowGraph], int]


def _lanes(graph: FlowGraph) -> list[str]:
    """The outermost zones with actors in them, in the order of the figure."""
    held = {zone.id for a in graph.model.actors if (zone := graph.lane_of(a))}
    return [z.id for z in graph.model.zones if z.id in held]


def _lane(graph: FlowGraph, actor: str) -> str | None:
    found = next(a for a in graph.model.actors if a.id == actor)
    zone = graph.lane_of(found)
    return zone.id if zone else None


def _crowd(graph: FlowGraph) -> int:
    lanes = (graph.lane_of(a) for a in graph.model.actors)
    return max(Counter(z.id if z else "" for z in lanes).values())


def _nested(graph: FlowGraph) -> int:
    return sum(z.parent is not None for z in graph.model.zones)


def _far(graph: FlowGraph) -> int:
    """Steps over at least one other lane."""
    order = {id: i for i, id in enumerate(_lanes(graph))}
    ends = ((_lane(graph, f.source.id), _lane(graph, f.target.id)) for f in graph.flows)
    return sum(a in order and b in order and abs(order[a] - order[b]) > 1 for a, b in ends)


def _within(graph: FlowGraph) -> int:
    """Steps between two actors of one lane."""
    return sum(
        f.source is not f.target and _lane(graph, f.source.id) == _lane(graph, f.target.id)
        for f in graph.flows
    )


def _own(graph: FlowGraph) -> int:
    return sum(f.source is f.target for f in graph.flows)


def _corridor(graph: FlowGraph) -> int:
    """The most channels between the same two lanes."""
    ways = {
        (frozenset((_lane(graph, f.source.id), _lane(graph, f.target.id))), f.channel.id)
        for f in graph.flows
        if f.channel
    }
    return max(Counter(ends for ends, _ in ways if len(ends) > 1).values(), default=0)


def _outside(graph: FlowGraph) -> int:
    """Parties in no zone of a model that has zones."""
    if not graph.model.zones:
        return 0
    return sum(graph.zone_of(a) is None for a in graph.model.actors)


SHAPES: Mapping[Bilingual, Count] = {
    Bilingual("区画", "zones"): lambda g: len(g.model.zones),
    Bilingual("一つの列の主体", "actors in one lane"): _crowd,
    Bilingual("区画の中の区画", "nested zones"): _nested,
    Bilingual("離れた列への手順", "to a lane not beside"): _far,
    Bilingual("同じ列の中の手順", "within a lane"): _within,
    Bilingual("自分への手順", "to itself"): _own,
    Bilingual("一つの間にある通信経路", "channels in one corridor"): _corridor,
    Bilingual("区画の外の者", "parties outside every zone"): _outside,
    Bilingual("系列", "series"): lambda g: len(g.series),
    Bilingual("手順", "transfers"): lambda g: len(g.flows),
}
"""Each shape and how much of it a model has."""
