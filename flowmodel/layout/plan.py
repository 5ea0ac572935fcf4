"""What is to be drawn, before any length is known: lanes, stacks, rows, segments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from flowmodel.graph import Flow, FlowGraph
from flowmodel.layout.order import meetings, ordered, ranked
from flowmodel.layout.sides import spread
from flowmodel.model import Actor, ControlBox, Exclusion, Zone


@dataclass(slots=True, eq=False)
class Slot:
    """A place in a lane's stack: an actor, or a gap through which a line passes."""

    lane: int
    actor: Actor | None
    step: Step | None = None
    zones: tuple[Zone, ...] = ()
    """The zones within the lane in which the actor stands, from the outermost."""
    need: float = 0.0
    """Smallest height, mm."""
    lead: float = 0.0
    """Room above it for the heads of zones that begin here, mm."""
    trail: float = 0.0
    """Room below it for the frames of zones that end here, mm."""
    top: float = 0.0
    bottom: float = 0.0


@dataclass(slots=True, eq=False)
class Lane:
    """A zone as a column, or the column of the actors outside every zone."""

    index: int
    zone: Zone | None
    actors: list[Actor]
    slots: list[Slot] = field(default_factory=list)
    boxes: list[ControlBox] = field(default_factory=list)
    look: int = 0
    """Its place in the whole figure; chooses the ground."""
    others: int = 0
    """How many of its actors stand on other pages."""


Side = Literal["left", "right"]


@dataclass(slots=True, eq=False)
class Segment:
    """The stretch of a step within one corridor.

    Across: from the lane on one side to the lane on the other. Return: out of
    a lane and back into it, for transfers within a lane.
    """

    step: Step
    corridor: int
    start: Slot
    end: Slot
    start_side: Side
    """The side of the corridor at which the stretch begins."""
    end_side: Side
    final: bool
    """Whether the arrowhead is here."""
    returns: bool = False
    """Whether the stretch comes back to the side at which it began."""


@dataclass(slots=True, eq=False)
class Step:
    """One transfer as a row."""

    flow: Flow
    row: int
    series: int
    """Position of its series; chooses the ink."""
    segments: list[Segment] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Plan:
    """Everything that a page shows, in the order of reading."""

    graph: FlowGraph
    lanes: list[Lane]
    steps: list[Step]
    outside: list[Actor]
    """Excluded parties that stand in no lane."""
    exclusions: tuple[Exclusion, ...]
    corridors: int
    """How many: one between two lanes; beside the only lane one at its right, a second at its left."""
    partial: bool = False
    """Whether it is a part of a figure: other lanes and steps stand on other pages."""
    breaks: frozenset[int] = frozenset()
    """Corridors between lanes that are no neighbours in the whole figure."""
    told: frozenset[int] = frozenset()
    """Positions of the exclusions that stand on other pages."""

    def lane_of(self, actor: str) -> Lane | None:
        """The lane in which an actor is drawn."""
        return next((lane for lane in self.lanes if any(a.id == actor for a in lane.actors)), None)


def plan(graph: FlowGraph) -> Plan:
    """Place actors in lanes, order the steps, and cut each step into segments."""
    lanes, outside = _lanes(graph)
    made = arranged(graph, lanes, _steps(graph), outside)
    spread(made)
    return made


def arranged(graph: FlowGraph, lanes: list[Lane], steps: list[Step], outside: list[Actor]) -> Plan:
    """Cut steps into segments between these lanes, and stack what stands in the lanes."""
    index = {a.id: lane.index for lane in lanes for a in lane.actors}
    slots = {
        a.id: Slot(lane.index, a, zones=_within(graph, a)) for lane in lanes for a in lane.actors
    }
    inner: list[list[Slot]] = [[] for _ in lanes]
    for step in steps:
        _cut(step, index, slots, inner, len(lanes))
    met = meetings(steps)
    for lane in lanes:
        stack = [slots[a.id] for a in lane.actors] + inner[lane.index]
        lane.slots = ordered(ranked(stack, met), met)
    for box in graph.model.boxes:
        if box.at in index:
            lanes[index[box.at]].boxes.append(box)
    corridors = max(len(lanes) - 1, 1 if steps else 0)
    return Plan(graph, lanes, steps, outside, graph.model.exclusions, corridors)


def _within(graph: FlowGraph, actor: Actor) -> tuple[Zone, ...]:
    """The zones of an actor within its lane, from the outermost."""
    found: list[Zone] = []
    zone = graph.zone_of(actor)
    while zone is not None and zone.parent:
        found.insert(0, zone)
        zone = graph.zones[zone.parent]
    return tuple(found)


def _lanes(graph: FlowGraph) -> tuple[list[Lane], list[Actor]]:
    used = {a for t in graph.model.transfers for a in (t.source, t.target)}
    excluded = {a.id for a in graph.excluded}
    by_zone: dict[str, list[Actor]] = {}
    free: list[Actor] = []
    outside: list[Actor] = []
    for actor in graph.model.actors:
        zone = graph.lane_of(actor)
        if zone is not None:
            by_zone.setdefault(zone.id, []).append(actor)
        elif actor.id in excluded and actor.id not in used:
            outside.append(actor)
        else:
            free.append(actor)
    columns: list[tuple[Zone | None, list[Actor]]] = [
        (z, by_zone[z.id]) for z in graph.model.zones if z.id in by_zone
    ]
    if free:
        columns.append((None, free))
    lanes = [Lane(i, zone, actors, look=i) for i, (zone, actors) in enumerate(columns)]
    return lanes, outside


def _steps(graph: FlowGraph) -> list[Step]:
    steps: list[Step] = []
    for series, flows in enumerate(graph.series.values()):
        for flow in flows:
            steps.append(Step(flow, len(steps), series))
    return steps


def _cut(
    step: Step, lane_of: dict[str, int], slots: dict[str, Slot], inner: list[list[Slot]], lanes: int
) -> None:
    """Cut a step into one segment per corridor, with a gap in each lane that it crosses."""
    source, target = slots[step.flow.source.id], slots[step.flow.target.id]
    a, b = lane_of[step.flow.source.id], lane_of[step.flow.target.id]
    if a == b:
        side: Side = "left" if a < lanes - 1 or lanes == 1 else "right"
        corridor = a if side == "left" else a - 1
        step.segments.append(Segment(step, corridor, source, target, side, side, True, True))
        return
    forward = a < b
    here = source
    for lane in range(a, b, 1 if forward else -1):
        corridor = lane if forward else lane - 1
        next_lane = lane + 1 if forward else lane - 1
        last = next_lane == b
        there = target if last else Slot(next_lane, None, step)
        if not last:
            inner[next_lane].append(there)
        sides: tuple[Side, Side] = ("left", "right") if forward else ("right", "left")
        step.segments.append(Segment(step, corridor, here, there, *sides, last))
        here = there
