"""Routing within a corridor: ports on boxes, tracks for vertical stretches.

A corridor is a channel in the sense of VLSI channel routing. The horizontal
stretch of each step has a row of its own; where a row does not meet its box
straight, a vertical stretch in a track leads to a port on the box. Ports keep
clear of every row, and vertical stretches that would touch get different
tracks (left-edge algorithm), so that no two lines can share a stretch. The
order of tracks is chosen to save crossings.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass

from flowmodel.layout.plan import Segment, Side, Slot

CLEAR = 1.4
"""Least distance between parallel lines, mm."""
APART = 2.2
"""Distance of ports that lets arrowheads stand free of each other, mm."""
PORT_INSET = 2.2
"""Least distance of a port from the corner of its box, mm."""
TRACK = 2.4
"""Distance of tracks, mm."""


@dataclass(slots=True, eq=False)
class Wire:
    """One end of a segment: from a row to a port on a box, on one side of a corridor."""

    segment: Segment
    slot: Slot
    side: Side
    row: float
    """The y of the row."""
    port: float = 0.0
    """The y at which it meets the box."""
    track: int = -1
    """The track of the vertical stretch, counted from the box; −1 for none."""

    @property
    def span(self) -> tuple[float, float]:
        """The y range of the vertical stretch."""
        return (self.row, self.port) if self.row < self.port else (self.port, self.row)


def give_ports(wires: Iterable[Wire], rows: Iterable[float]) -> None:
    """Choose where each wire meets its box; `rows` are the ys of all rows of the corridor side."""
    taken = sorted(rows)
    groups: dict[Slot, list[Wire]] = {}
    for wire in wires:
        groups.setdefault(wire.slot, []).append(wire)
    for slot, mine in groups.items():
        if slot.actor is None:
            for wire in mine:
                wire.port = slot.top
                insort(taken, slot.top)
    for slot, mine in groups.items():
        if slot.actor is not None:
            _ports_on(slot, mine, taken)


def _ports_on(slot: Slot, mine: list[Wire], taken: list[float]) -> None:
    """Ports on one box: straight where the row meets it, else in the order of the rows."""
    low, high = slot.top + PORT_INSET, slot.bottom - PORT_INSET
    for wire in mine:
        if low <= wire.row <= high:
            wire.port = wire.row
    at = low
    for wire in sorted((w for w in mine if w.row < low), key=lambda w: w.row):
        wire.port = at = _free(at, high, taken, 1)
        insort(taken, at)
    at = high
    for wire in sorted((w for w in mine if w.row > high), key=lambda w: -w.row):
        wire.port = at = _free(at, low, taken, -1)
        insort(taken, at)


def _free(start: float, end: float, taken: list[float], direction: int) -> float:
    """The first y from `start` towards `end` that keeps clear of all taken ones.

    Where the box is too crowded the clearance shrinks, but never to nothing.
    """
    for clear in (APART, CLEAR, CLEAR / 2, CLEAR / 4):
        y = start
        while (end - y) * direction >= 0:
            i = bisect_left(taken, y)
            near = [t for t in taken[max(i - 1, 0) : i + 1] if abs(t - y) < clear - 1e-9]
            if not near:
                return y
            y = (max(near) + clear) if direction > 0 else (min(near) - clear)
    i = bisect_left(taken, start)
    gaps = [*taken[max(i - 2, 0) : i + 2]]
    return (gaps[0] + gaps[-1]) / 2 + 0.171 if gaps else start


def give_tracks(wires: Iterable[Wire]) -> int:
    """Give every wire that is not straight a track; the number of tracks."""
    bent = [w for w in wires if abs(w.row - w.port) > 1e-6]
    order: list[Wire] = []
    for wire in sorted(bent, key=lambda w: (w.span[0], w.row)):
        order.insert(_best_position(wire, order), wire)
    count = 0
    for i, wire in enumerate(order):
        low, high = wire.span
        track = 0
        for other in order[:i]:
            a, b = other.span
            if low <= b + CLEAR and a <= high + CLEAR:
                track = max(track, other.track + 1)
        wire.track = track
        count = max(count, track + 1)
    return count


def _best_position(wire: Wire, order: list[Wire]) -> int:
    """Where among `order` (from box to rows) `wire` causes the fewest crossings."""
    cost = sum(_crossings(wire, other) for other in order)
    best, at = cost, 0
    for i, other in enumerate(order):
        cost += _crossings(other, wire) - _crossings(wire, other)
        if cost < best:
            best, at = cost, i + 1
    return at


def _crossings(near: Wire, far: Wire) -> int:
    """Crossings of two wires when the vertical of `near` is nearer to the boxes."""
    a, b = near.span
    c, d = far.span
    return (a < far.port < b) + (c < near.row < d)
