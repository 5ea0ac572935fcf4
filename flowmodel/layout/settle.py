"""Where everything on a page stands once its rows are known: heights, boundaries, ports, tracks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flowmodel.layout.nesting import FOOT, frames_of, zone_rooms
from flowmodel.layout.order import crossings_of, meetings, orders
from flowmodel.layout.plan import Segment, Slot
from flowmodel.layout.routing import Wire, give_ports, give_tracks
from flowmodel.layout.rows import RETURN_GAP
from flowmodel.layout.stacks import GAP, Ends, need_of, points_of, set_passes, share

if TYPE_CHECKING:
    from flowmodel.layout.sheet import Sheet

TRIED = 5
"""Up to so many slots in a lane, other orders are tried that cost crossings but save bends."""
DEARER = 3
"""They cost fewer further crossings than this."""
MOST = 8
"""Most orders that are tried."""
QUIET = 24
"""Up to so many line ends at a lane, the same."""


def settle(sheet: Sheet, spare: float, end_of_page: float) -> None:
    """Share the height of the page among rows and lanes; a page before others is full."""
    rows, end = sheet.rows, rim(sheet)
    bottom = max(rows.bottom + end, sheet.stack_bottom) + spare
    over = bottom - end - rows.bottom
    if rows.count and over > 0:
        air = min(over / (rows.count + 1), sheet.setter.style.mm(4.5))
        if air > 0.05:
            rows.spread(air)
    sheet.flow_bottom = max(bottom, rows.bottom + end, end_of_page)
    _close_bands(sheet)
    _share_heights(sheet)


def rim(sheet: Sheet) -> float:
    """Room below the rows: the last must meet its box, whatever frames end below that, mm."""

    def deepest() -> int:
        actors = (a for lane in sheet.plan.lanes for a in lane.slots if a.actor is not None)
        return max([len(slot.zones) for slot in actors], default=0)

    return sheet.setter.style.mm(1.0 + FOOT * sheet.setter.remember(("depth",), deepest))


def _close_bands(sheet: Sheet) -> None:
    """Let the last band of each corridor reach down to the end of the rows."""
    last = {band.corridor: band for band in sheet.rows.bands}
    for band in last.values():
        band.bottom = sheet.flow_bottom


def _share_heights(sheet: Sheet) -> None:
    """Give what stands in the lanes its order and its extents, and each segment its ys."""
    gap, floor = sheet.setter.style.mm(GAP), sheet.floor
    lanes: list[list[Segment]] = [[] for _ in sheet.plan.lanes]
    for segment in sheet.rows.y:
        lane = segment.start.lane
        lanes[lane].append(segment)
        if segment.end.lane != lane:
            lanes[segment.end.lane].append(segment)
    if sheet.steps:
        sheet.ends = [sheet.flow_bottom] * len(sheet.stacks)
    else:
        sheet.ends = [floor + need_of(slots, gap) for slots in sheet.stacks]
    for at, (slots, segments) in enumerate(zip(sheet.stacks, lanes, strict=True)):
        end = sheet.ends[at]
        if len(slots) == 1 and slots[0].actor is not None:
            slots[0].top, slots[0].bottom = floor + slots[0].lead, end - slots[0].trail
            continue
        meeting = _Lane(sheet, slots, segments, end)
        if 1 < len(slots) <= TRIED and 0 < len(segments) <= QUIET:
            slots = sheet.stacks[at] = meeting.with_fewest_points(slots)
        share(slots, floor, end, gap, meeting.ends(slots))
    sheet.frames = frames_of(sheet)
    y_of = sheet.rows.y
    for slots, segments in zip(sheet.stacks, lanes, strict=True):
        if any(slot.actor is None for slot in slots):
            set_passes(slots, {segment: y_of[segment] for segment in segments})
    for segment, y in y_of.items():
        rises = segment.returns and segment.end.top < segment.start.top
        sheet.legs[segment] = _legs(segment, y, rises)


def _legs(segment: Segment, y: float, rises: bool) -> tuple[float, float]:
    """The ys at which a segment leaves and arrives.

    The upper leg of one that returns leads to the upper box, so that it does not cross itself.
    """
    if not segment.returns:
        return y, y
    return (y + RETURN_GAP, y) if rises else (y, y + RETURN_GAP)


class _Lane:
    """What meets a lane, for any order in which its slots may stand."""

    def __init__(
        self, sheet: Sheet, slots: Sequence[Slot], segments: Sequence[Segment], end: float
    ):
        self.sheet, self.end = sheet, end
        self.met: dict[Slot, dict[int, list[float]]] = {slot: {} for slot in slots}
        self.between: list[Segment] = []
        """Those that lead from a slot of the lane to another."""
        for segment in segments:
            if segment.returns and segment.start is not segment.end:
                self.between.append(segment)
            else:
                self._meet(self.met, segment, False)
        self._known: dict[tuple[bool, ...], dict[Slot, Ends]] = {}

    def _meet(self, met: dict[Slot, dict[int, list[float]]], segment: Segment, rises: bool) -> None:
        start, end = _legs(segment, self.sheet.rows.y[segment], rises)
        for slot, y in ((segment.start, start), (segment.end, end)):
            if slot in met:
                met[slot].setdefault(segment.corridor, []).append(y)

    def ends(self, order: Sequence[Slot]) -> dict[Slot, Ends]:
        """The ys at which lines want to meet each slot where they stand in this order."""
        rise = tuple([order.index(s.end) < order.index(s.start) for s in self.between])
        known = self._known.get(rise)
        if known is None:
            met = {slot: {c: [*ys] for c, ys in sides.items()} for slot, sides in self.met.items()}
            for segment, rises in zip(self.between, rise, strict=True):
                self._meet(met, segment, rises)
            known = {slot: Ends(slot, sides.values()) for slot, sides in met.items()}
            self._known[rise] = known
        return known

    def points(self, order: Sequence[Slot]) -> int:
        """The points of an order (see `share`)."""
        sheet = self.sheet
        zone_rooms(sheet, order)
        gap = sheet.setter.style.mm(GAP)
        return points_of(order, sheet.floor, self.end, gap, self.ends(order))

    def with_fewest_points(self, slots: list[Slot]) -> list[Slot]:
        """The order with the fewest crossings and points together; that given, if it is one."""
        found, bends = slots, self.points(slots)
        if bends:
            met = meetings(self.sheet.steps)
            own = crossings_of(slots, met)
            best = own + bends
            tried = sorted(orders(slots, met, min(best, own + DEARER)), key=lambda o: o[0])
            for crossings, order in tried[: MOST + 1]:
                if order != slots and (total := crossings + self.points(order)) < best:
                    found, best = order, total
            zone_rooms(self.sheet, found)
        return found


def route(sheet: Sheet) -> list[tuple[int, int]]:
    """Give every segment its ports and tracks; the tracks each corridor needs."""
    sides: dict[tuple[int, str], list[Wire]] = {}
    for segment, (start_y, end_y) in sheet.legs.items():
        start = Wire(segment, segment.start, segment.start_side, start_y)
        end = Wire(segment, segment.end, segment.end_side, end_y)
        end.head = segment.final
        sheet.wires[segment] = (start, end)
        for wire in (start, end):
            sides.setdefault((segment.corridor, wire.side), []).append(wire)
    needed = [[0, 0] for _ in range(sheet.plan.corridors)]
    for (corridor, side), wires in sides.items():
        give_ports(wires, [w.row for w in wires])
        needed[corridor][side == "right"] = give_tracks(wires)
    return [(a, b) for a, b in needed]
