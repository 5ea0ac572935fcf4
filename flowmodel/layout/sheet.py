"""The geometry of one page: every length of the lanes, corridors, rows and blocks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.blocks import ActorBlock, Block, actor_block
from flowmodel.layout.canvas import Setter
from flowmodel.layout.columns import Columns, Want, columns
from flowmodel.layout.marks import Marks
from flowmodel.layout.measures import Measures, control_block
from flowmodel.layout.nesting import Frame, zone_rooms
from flowmodel.layout.order import meetings, ordered
from flowmodel.layout.plan import Plan, Segment, Slot, Step
from flowmodel.layout.routing import APART, PORT_INSET, TRACK, Wire
from flowmodel.layout.rows import RowMaker, Rows
from flowmodel.layout.settle import rim, route, settle
from flowmodel.layout.stacks import GAP, PASS, need_of
from flowmodel.layout.style import EDGE, INSET
from flowmodel.layout.theme import Theme
from flowmodel.layout.wants import corridor_wants, lane_boxes, lane_name, lane_wants, with_tracks
from flowmodel.layout.wording import Wording
from flowmodel.model import Actor, ControlBox

MARGIN = 10.0
"""Page margin, mm."""


@dataclass(slots=True)
class Sheet:
    """One page, measured."""

    setter: Setter
    plan: Plan
    lang: Lang
    marks: Marks
    columns: Columns
    steps: Sequence[Step]
    full: bool
    """Whether actor boxes list functions and data, or only names (continuation pages)."""
    tracks: list[tuple[int, int]]
    """Tracks at the left and right side of each corridor."""
    words: Sequence[Wording] = ()
    """What is said at each step, by its row."""
    only: frozenset[str] | None = None
    """The actors that this page shows, where it does not show all or those of its steps."""
    absent: dict[int, int] = field(default_factory=dict)
    """How many actors of a lane stand on other pages."""
    top: float = 0.0
    """Top of the lanes."""
    needed: list[tuple[int, int]] = field(default_factory=list)
    """The tracks that this page would do with."""
    head: float = 0.0
    """Height of the lane heads."""
    floor: float = 0.0
    """Top of what stands in the lanes."""
    stack_bottom: float = 0.0
    """The least y at which what stands in the lanes can end."""
    rows: Rows = field(default_factory=Rows)
    legs: dict[Segment, tuple[float, float]] = field(default_factory=dict)
    """The ys at which each segment leaves its start and reaches its end; two where it returns."""
    wires: dict[Segment, tuple[Wire, Wire]] = field(default_factory=dict)
    actors: dict[str, ActorBlock] = field(default_factory=dict)
    boxes: dict[int, list[tuple[ControlBox, Block]]] = field(default_factory=dict)
    """The control boxes of each lane, on the pages that show them."""
    stacks: list[list[Slot]] = field(default_factory=list)
    """The slots of each lane that this page shows, from top to bottom."""
    flow_bottom: float = 0.0
    ends: list[float] = field(default_factory=list)
    """Where what stands in each lane ends, its control boxes aside: with steps, where these end."""
    frames: list[Frame] = field(default_factory=list)
    """The zones within the lanes, each after those that hold it."""
    suffix: str = ""
    """Ends the ids of its boxes, where several blocks of lanes stand on a page."""

    def id(self, name: str) -> str:
        """The id of a box, unique on its page."""
        return name + self.suffix

    @property
    def graph(self) -> FlowGraph:
        """The model that is drawn."""
        return self.plan.graph

    @property
    def theme(self) -> Theme:
        """The look of the figure."""
        return self.setter.theme

    def zone(self, corridor: int) -> tuple[float, float]:
        """Left and right edge of a corridor's label zone."""
        left, right = self.tracks[corridor]
        x, w = self.columns.corridor_x[corridor], self.columns.corridor_w[corridor]
        return x + EDGE + left * TRACK, x + w - EDGE - right * TRACK

    def side_x(self, corridor: int, side: str) -> float:
        """Where wires of a corridor meet the boxes of the lane at `side`."""
        c = self.columns
        if side == "left":
            return c.lane_x[corridor] + c.lane_w[corridor] - INSET
        return c.lane_x[0 if corridor == len(c.lane_x) else corridor + 1] + INSET

    def track_x(self, corridor: int, wire: Wire) -> float:
        """The x of a wire's vertical stretch."""
        x, w = self.columns.corridor_x[corridor], self.columns.corridor_w[corridor]
        offset = EDGE + wire.track * TRACK
        return x + offset if wire.side == "left" else x + w - offset


def bare_sheet(setter: Setter, plan: Plan, lang: Lang, marks: Marks) -> Sheet:
    """A page of which only what stands around the figure is to be measured and drawn."""
    return Sheet(setter, plan, lang, marks, Columns((), (), (), (), 1.0), (), False, [])


@dataclass
class Job:
    """What one setter needs to measure pages."""

    setter: Setter
    plan: Plan
    lang: Lang
    marks: Marks
    words: Sequence[Wording]
    maker: RowMaker
    lanes: list[Want]

    @cached_property
    def corridors(self) -> list[Want]:
        """What the corridors ask for; only pages with steps need it."""
        return corridor_wants(self.setter, self.plan, self.maker, self.lang)

    @property
    def least(self) -> float:
        """The least width of all columns before any track is reserved, mm."""
        none = [(0, 0)] * self.plan.corridors
        between = with_tracks(self.setter, self.corridors, none)
        return sum(w.least for w in (*self.lanes, *between))


def job(setter: Setter, plan: Plan, lang: Lang, marks: Marks, words: Sequence[Wording]) -> Job:
    """Prepare to measure pages at one type size."""
    maker = RowMaker(setter, plan.graph, lang, marks, words)
    return Job(setter, plan, lang, marks, words, maker, lane_wants(setter, plan, lang))


def measure(
    job: Job, area: tuple[float, float, float], steps: Sequence[Step], full: bool = True,
    spare: float = 0.0, limit: float = math.inf, tracks: Sequence[tuple[int, int]] = (),
    only: frozenset[str] | None = None,
) -> Sheet:  # fmt: skip
    """Measure a page whose lanes start at `area` = (left, top, width), mm.

    It takes as many of `steps` as end above `limit`, at least one. Widths depend on how
    many tracks the corridors need, and tracks on heights, which depend on widths; so
    tracks are reserved, from `tracks` on, and the page measured again until the reserve
    holds. The reserve only grows, so this ends. With `only`, no other actors are shown.
    """
    left, top, width = area
    setter, plan = job.setter, job.plan
    tracks = list(tracks) or [(0, 0)] * plan.corridors
    writing = job.corridors if steps else []
    spare_tracks = 0
    while True:
        cols = columns(job.lanes, with_tracks(setter, writing, tracks), left, width)
        sheet = Sheet(
            setter, plan, job.lang, job.marks, cols, steps, full, tracks, job.words, only, top=top
        )
        _heads(sheet)
        _fill(sheet, job.maker, limit)
        settle(sheet, spare, limit if len(sheet.steps) < len(steps) else 0.0)
        sheet.needed = route(sheet)
        grown = [
            (_grown(a, c, spare_tracks), _grown(b, d, spare_tracks))
            for (a, b), (c, d) in zip(tracks, sheet.needed, strict=True)
        ]
        spare_tracks += 1
        if grown == tracks:
            return sheet
        tracks = grown


def _grown(reserved: int, needed: int, more: int) -> int:
    """The tracks to reserve: after each vain attempt a little `more` than would have done."""
    return reserved if needed <= reserved else needed + more


def _heads(sheet: Sheet) -> None:
    style = sheet.setter.style
    size = style.pt(style.head)
    tallest = 0.0
    for lane in sheet.plan.lanes:
        room = sheet.columns.lane_w[lane.index] - style.mm(4)
        para = sheet.setter.para(lane_name(lane, sheet.lang), size, room, bold=True)
        tallest = max(tallest, para.height)
    sheet.head = max(tallest + style.mm(2.2), style.mm(7.0))


def _fill(sheet: Sheet, maker: RowMaker, limit: float) -> None:
    """Place as many of the steps as end above `limit`, with what the lanes show of them."""
    sheet.floor = sheet.top + sheet.head + INSET
    steps, style = sheet.steps, sheet.setter.style
    zones = [b - a for a, b in (sheet.zone(c) for c in range(sheet.plan.corridors))]
    below = sheet.top + sheet.head + style.mm(0.8)
    tops = [below if c in sheet.plan.breaks else sheet.top for c in range(sheet.plan.corridors)]

    def place(most: int, end: float) -> None:
        floor = sheet.floor + style.mm(2.0)
        sheet.rows = maker.place(steps[:most], tops, zones, floor, end - rim(sheet))
        sheet.steps = steps[: sheet.rows.count]

    place(len(steps), limit)
    _content(sheet)
    if sheet.stack_bottom <= limit or len(sheet.steps) < 2:
        return
    low, high = 1, len(sheet.steps)
    while low + 1 < high:
        middle = (low + high) // 2
        sheet.steps = steps[:middle]
        _content(sheet)
        low, high = (middle, high) if sheet.stack_bottom <= limit else (low, middle)
    place(low, math.inf)
    _content(sheet)


def _content(sheet: Sheet) -> None:
    """What the lanes show, and how much of it each needs."""
    style = sheet.setter.style
    sheet.absent = {}
    sheet.stacks = _stacks(sheet)
    for lane in sheet.plan.lanes:
        width = sheet.columns.lane_w[lane.index] - 2 * INSET
        for slot in sheet.stacks[lane.index]:
            if slot.actor is None:
                slot.need = PASS
                slot.lead = slot.trail = 0.0
                continue
            block = _actor(sheet, slot.actor, width)
            sheet.actors[slot.actor.id] = block
            slot.need = max(block.need, style.mm(11))
        zone_rooms(sheet, sheet.stacks[lane.index])
    _ports_needed(sheet)
    gap = style.mm(GAP)
    needs = [need_of(slots, gap) for slots in sheet.stacks]
    sheet.stack_bottom = sheet.floor + max(needs, default=0.0)


def control_boxes(sheet: Sheet) -> None:
    """Break the text of the control boxes, for pages that show them."""
    for lane in sheet.plan.lanes:
        named = len(lane.actors) > 1
        inner = sheet.columns.lane_w[lane.index] - 2 * INSET - 2 * sheet.setter.style.mm(2.0)
        sheet.boxes[lane.index] = [
            (measures.box, _box(sheet, measures, inner, named))
            for measures in lane_boxes(sheet.setter, sheet.plan, lane, sheet.lang, sheet.only)
        ]


def _stacks(sheet: Sheet) -> list[list[Slot]]:
    """What each lane shows on this page: gaps for its steps, and actors.

    A continuation page shows only the actors that take part in its steps.
    """
    used = {slot for step in sheet.steps for s in step.segments for slot in (s.start, s.end)}
    everyone = sheet.full or not sheet.steps
    if sheet.only is not None:
        used, everyone = _standing(sheet.plan, sheet.only), False
    places = sheet.setter.remember(("places",), lambda: _places(sheet.plan))
    if everyone:
        used.update(s for s in places if s.actor is not None)
    stacks: list[list[Slot]] = [[] for _ in sheet.plan.lanes]
    for slot in sorted(used, key=places.__getitem__):
        stacks[slot.lane].append(slot)
    if len(sheet.steps) < len(sheet.plan.steps):
        stacks = _in_order(sheet, stacks)
    for lane, slots in zip(sheet.plan.lanes, stacks, strict=True):
        absent = len(lane.actors) + lane.others - sum(s.actor is not None for s in slots)
        if absent:
            sheet.absent[lane.index] = absent
    return stacks


def _places(plan: Plan) -> dict[Slot, int]:
    """The place of each slot from the top of the first lane to the end of the last."""
    return {s: at for at, s in enumerate(s for lane in plan.lanes for s in lane.slots)}


def _in_order(sheet: Sheet, stacks: list[list[Slot]]) -> list[list[Slot]]:
    """The stacks of a page of several, in another order where that saves crossings there."""
    if not sheet.steps or all(len(slots) < 2 for slots in stacks):
        return stacks

    def make() -> list[list[Slot]]:
        met = meetings(sheet.steps)
        return [ordered(slots, met) for slots in stacks]

    key = ("order", sheet.steps[0].row, len(sheet.steps), sheet.full)
    return sheet.setter.remember(key, make)


def _standing(plan: Plan, only: frozenset[str]) -> set[Slot]:
    """The slots of these actors."""
    slots = (s for lane in plan.lanes for s in lane.slots)
    return {s for s in slots if s.actor is not None and s.actor.id in only}


def _actor(sheet: Sheet, actor: Actor, width: float) -> ActorBlock:
    flags = sheet.marks.at(actor.id) if sheet.full else ()
    return sheet.setter.fact(
        ("actor", actor.id, width, sheet.full),
        lambda: actor_block(sheet.setter, sheet.graph, actor, width, sheet.lang, sheet.full, flags),
    )


def _box(sheet: Sheet, measures: Measures, width: float, named: bool) -> Block:
    owners = tuple(a.id for a in measures.owners)
    return sheet.setter.fact(
        ("box", measures.box.id, owners, width, named),
        lambda: control_block(sheet.setter, sheet.graph, measures, width, sheet.lang, named),
    )


def _ports_needed(sheet: Sheet) -> None:
    """Let no box be too low for the lines that meet it."""
    count: dict[tuple[Slot, str, int], int] = {}
    for step in sheet.steps:
        for s in step.segments:
            for slot, side in ((s.start, s.start_side), (s.end, s.end_side)):
                key = (slot, side, s.corridor)
                count[key] = count.get(key, 0) + 1
    for (slot, _, _), n in count.items():
        if slot.actor is not None:
            slot.need = max(slot.need, 2 * PORT_INSET + 2 * APART * n)
