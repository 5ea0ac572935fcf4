"""The geometry of one page: every length of the lanes, corridors, rows and blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.blocks import ActorBlock, Block, actor_block, boxes_of, control_block
from flowmodel.layout.canvas import Setter
from flowmodel.layout.columns import Columns, Want, columns
from flowmodel.layout.marks import Marks
from flowmodel.layout.nesting import Frame, frames_of, zone_rooms
from flowmodel.layout.plan import Lane, Plan, Segment, Slot, Step
from flowmodel.layout.routing import APART, PORT_INSET, TRACK, Wire, give_ports, give_tracks
from flowmodel.layout.rows import RETURN_GAP, RowMaker, Rows
from flowmodel.layout.stacks import PASS, need_of, set_passes, share
from flowmodel.layout.style import INSET
from flowmodel.layout.theme import Theme
from flowmodel.model import Actor, ControlBox

MARGIN = 10.0
"""Page margin, mm."""
GAP = 2.4
"""Distance of the boxes in a lane, mm at scale 1."""
EDGE = 1.8
"""Distance of the first track from the edge of its corridor, mm."""


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
    top: float = 0.0
    """Top of the lanes."""
    head: float = 0.0
    """Height of the lane heads."""
    rows: Rows = field(default_factory=Rows)
    wires: dict[Segment, tuple[Wire, Wire]] = field(default_factory=dict)
    actors: dict[str, ActorBlock] = field(default_factory=dict)
    boxes: list[list[tuple[ControlBox, Block]]] = field(default_factory=list)
    stacks: list[list[Slot]] = field(default_factory=list)
    """The slots of each lane that this page shows, from top to bottom."""
    flow_bottom: float = 0.0
    frames: list[Frame] = field(default_factory=list)
    """The zones within the lanes, each after those that hold it."""

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
        return c.lane_x[corridor + 1] + INSET

    def track_x(self, corridor: int, wire: Wire) -> float:
        """The x of a wire's vertical stretch."""
        x, w = self.columns.corridor_x[corridor], self.columns.corridor_w[corridor]
        offset = EDGE + wire.track * TRACK
        return x + offset if wire.side == "left" else x + w - offset


def bare_sheet(setter: Setter, plan: Plan, lang: Lang, marks: Marks) -> Sheet:
    """A page of which only what stands around the figure is to be measured and drawn."""
    return Sheet(setter, plan, lang, marks, Columns((), (), (), (), 1.0), (), False, [])


def lane_wants(setter: Setter, plan: Plan, lang: Lang) -> list[Want]:
    """What lanes ask for."""
    style = setter.style
    lanes = []
    for lane in plan.lanes:
        least, good = style.mm(24), style.mm(34)
        for actor in lane.actors:
            block = actor_block(setter, plan.graph, actor, 400, lang)
            paras = [(dx + p.width) for dx, _, p, _, _ in (*block.head.paras, *block.body.paras)]
            good = max(good, max(paras, default=0.0) + 2 * style.mm(2.0) + 2 * INSET)
            chips = [p.width for *_, p, _ in block.data.chips]
            least = max(least, max(chips, default=0.0) + style.mm(8) + 2 * INSET)
        for box in lane_boxes(setter, plan, lane):
            block2 = control_block(setter, plan.graph, box, 400, lang, False)
            widest = sorted(p.width for _, _, p, _, _ in block2.paras)
            good = max(good, widest[int(len(widest) * 0.85)] + 2 * style.mm(2.0) + 2 * INSET)
        lanes.append(Want(least, max(least, min(good, style.mm(74)))))
    return lanes


def lane_boxes(setter: Setter, plan: Plan, lane: Lane) -> list[ControlBox]:
    """The control boxes of a lane."""
    return setter.remember(
        ("boxes", lane.index), lambda: boxes_of(plan.graph, lane.actors, lane.boxes)
    )


def corridor_wants(
    setter: Setter, plan: Plan, maker: RowMaker, steps: Sequence[Step]
) -> list[Want]:
    """What the writing in corridors asks for; tracks come on top."""
    style = setter.style
    if not steps:
        return []
    least = [style.mm(19.0)] * plan.corridors
    good = [style.mm(30.0)] * plan.corridors
    for step in steps:
        for i, segment in enumerate(step.segments):
            label = maker.label(segment, 400, i == 0)
            c = segment.corridor
            writing = label.badge_width + style.mm(2.4)
            least[c] = max(least[c], writing + min(label.text.width, style.mm(17)))
            good[c] = max(good[c], writing + label.text.width + style.mm(6))
    return [Want(a, min(max(b, a), style.mm(62))) for a, b in zip(least, good, strict=True)]


def _with_tracks(setter: Setter, writing: list[Want], tracks: list[tuple[int, int]]) -> list[Want]:
    if not writing:
        return [Want(setter.style.mm(3.0), setter.style.mm(4.0))] * len(tracks)
    rests = [2 * EDGE + (left + right) * TRACK for left, right in tracks]
    return [Want(w.least + rest, w.good + rest) for w, rest in zip(writing, rests, strict=True)]


def measure(
    setter: Setter, plan: Plan, lang: Lang, marks: Marks, area: tuple[float, float, float],
    steps: Sequence[Step], full: bool = True, spare: float = 0.0,
) -> Sheet:  # fmt: skip
    """Measure a page whose lanes start at `area` = (left, top, width), mm.

    Widths depend on how many tracks the corridors need, and tracks on heights,
    which depend on widths; so tracks are reserved and the page measured again
    until the reserve holds. The reserve only grows, so this ends.
    """
    left, top, width = area
    maker = RowMaker(setter, plan.graph, lang, marks)
    tracks = [(0, 0)] * plan.corridors
    wanted = setter.remember("lanes", lambda: lane_wants(setter, plan, lang))
    writing = corridor_wants(setter, plan, maker, steps)
    while True:
        cols = columns(wanted, _with_tracks(setter, writing, tracks), left, width)
        sheet = Sheet(setter, plan, lang, marks, cols, steps, full, tracks, top)
        _heads(sheet)
        _content(sheet)
        _flow(sheet, maker, spare)
        needed = _route(sheet)
        grown = [(max(a, c), max(b, d)) for (a, b), (c, d) in zip(tracks, needed, strict=True)]
        if grown == tracks:
            return sheet
        tracks = grown


def lane_name(sheet: Sheet, lane: Lane) -> str:
    """The heading of a lane."""
    if lane.zone is not None:
        return lane.zone.label(sheet.lang)
    return "区画の外" if sheet.lang == "ja" else "Outside the zones"


def _heads(sheet: Sheet) -> None:
    style = sheet.setter.style
    size = style.pt(style.head)
    tallest = 0.0
    for lane in sheet.plan.lanes:
        room = sheet.columns.lane_w[lane.index] - style.mm(4)
        para = sheet.setter.para(lane_name(sheet, lane), size, room, bold=True)
        tallest = max(tallest, para.height)
    sheet.head = max(tallest + style.mm(2.2), style.mm(7.0))


def _content(sheet: Sheet) -> None:
    style = sheet.setter.style
    sheet.boxes = []
    sheet.stacks = _stacks(sheet)
    for lane in sheet.plan.lanes:
        width = sheet.columns.lane_w[lane.index] - 2 * INSET
        for slot in sheet.stacks[lane.index]:
            if slot.actor is None:
                slot.need = PASS
                slot.lead = slot.trail = 0.0
                continue
            flags = sheet.marks.at(slot.actor.id) if sheet.full else ()
            block = _actor(sheet, slot.actor, width, flags)
            sheet.actors[slot.actor.id] = block
            slot.need = max(block.need, style.mm(11))
        zone_rooms(sheet, sheet.stacks[lane.index])
        blocks = []
        named = len(lane.actors) > 1
        inner = width - 2 * style.mm(2.0)
        for box in lane_boxes(sheet.setter, sheet.plan, lane):
            blocks.append((box, _box(sheet, box, inner, named)))
        sheet.boxes.append(blocks)


def _stacks(sheet: Sheet) -> list[list[Slot]]:
    """What each lane shows on this page: gaps for its steps, and actors.

    A continuation page shows only the actors that take part in its steps.
    """
    used = {slot for step in sheet.steps for s in step.segments for slot in (s.start, s.end)}
    everyone = sheet.full or not sheet.steps
    return [
        [s for s in lane.slots if s in used or (everyone and s.actor is not None)]
        for lane in sheet.plan.lanes
    ]


def _actor(sheet: Sheet, actor: Actor, width: float, flags: tuple[str, ...]) -> ActorBlock:
    return sheet.setter.remember(
        ("actor", actor.id, width, sheet.full),
        lambda: actor_block(sheet.setter, sheet.graph, actor, width, sheet.lang, sheet.full, flags),
    )


def _box(sheet: Sheet, box: ControlBox, width: float, named: bool) -> Block:
    return sheet.setter.remember(
        ("box", box.id, width),
        lambda: control_block(sheet.setter, sheet.graph, box, width, sheet.lang, named),
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


def _flow(sheet: Sheet, maker: RowMaker, spare: float) -> None:
    style = sheet.setter.style
    _ports_needed(sheet)
    gap = style.mm(GAP)
    content_top = sheet.top + sheet.head + INSET
    zones = [b - a for a, b in (sheet.zone(c) for c in range(sheet.plan.corridors))]
    tops = [sheet.top] * sheet.plan.corridors
    floor = content_top + style.mm(2.0)
    needs = [need_of(slots, gap) for slots in sheet.stacks]
    tallest = max(needs, default=0.0)

    def place(air: float) -> Rows:
        return maker.place(sheet.steps, tops, zones, floor, air)

    rows = place(0.0)
    bottom = max(rows.bottom + style.mm(1.0), content_top + tallest) + spare
    if rows.slack_points and bottom > rows.bottom:
        air = min((bottom - rows.bottom) / rows.slack_points, style.mm(4.5))
        if air > 0.05:
            rows = place(air)
    lowest = max((y + (RETURN_GAP if s.returns else 0.0) for s, y in rows.y.items()), default=0.0)
    rows.bottom = max(rows.bottom, lowest + PORT_INSET)
    sheet.rows = rows
    sheet.flow_bottom = max(bottom, rows.bottom + style.mm(1.0))
    _close_bands(sheet)
    _share_heights(sheet, content_top)


def _close_bands(sheet: Sheet) -> None:
    """Let the last band of each corridor reach down to the end of the rows."""
    last = {band.corridor: band for band in sheet.rows.bands}
    for band in last.values():
        band.bottom = sheet.flow_bottom


def _share_heights(sheet: Sheet, content_top: float) -> None:
    rows, gap = sheet.rows, sheet.setter.style.mm(GAP)
    wanted: dict[Slot, list[float]] = {}
    for segment, y in rows.y.items():
        wanted.setdefault(segment.start, []).append(y)
        wanted.setdefault(segment.end, []).append(y + (RETURN_GAP if segment.returns else 0.0))
    for slots in sheet.stacks:
        end = sheet.flow_bottom if sheet.steps else content_top + need_of(slots, gap)
        share(slots, content_top, end, gap, wanted)
    used: dict[int, list[float]] = {}
    for segment, y in rows.y.items():
        for lane_index in (segment.corridor, segment.corridor + 1):
            used.setdefault(lane_index, []).append(y)
            if segment.returns:
                used[lane_index].append(y + RETURN_GAP)
    sheet.frames = frames_of(sheet)
    set_passes(sheet.stacks, rows.y, used)


def _route(sheet: Sheet) -> list[tuple[int, int]]:
    """Give every segment its ports and tracks; the tracks each corridor needs."""
    sides: dict[tuple[int, str], list[Wire]] = {}
    for segment, y in sheet.rows.y.items():
        back = y + RETURN_GAP if segment.returns else y
        start = Wire(segment, segment.start, segment.start_side, y)
        end = Wire(segment, segment.end, segment.end_side, back)
        sheet.wires[segment] = (start, end)
        for wire in (start, end):
            sides.setdefault((segment.corridor, wire.side), []).append(wire)
    needed = [[0, 0] for _ in range(sheet.plan.corridors)]
    for (corridor, side), wires in sides.items():
        give_ports(wires, [w.row for w in wires])
        needed[corridor][side == "right"] = give_tracks(wires)
    return [(a, b) for a, b in needed]
