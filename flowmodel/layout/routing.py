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
    low: float = 0.0
    high: float = 0.0
    """The y range of the vertical stretch, once the port is known."""
    track: int = -1
    """The track of the vertical stretch, counted from the box; −1 for none."""

    @property
    def span(self) -> tuple[float, float]:
        """The y range of the vertical stretch."""
        return (self.row, self.port) if self.row < self.port else (self.port, self.row)


def give_ports(wires: Iterable[Wire], rows: Iterable[float]) -> None:
    """Choose where each wire meets its box; `rows` are the ys of all rows of the corridor side."""
    level = sorted(rows)
    ports: list[float] = []
    groups: dict[Slot, list[Wire]] = {}
    for wire in wires:
        groups.setdefault(wire.slot, []).append(wire)
    for slot, mine in groups.items():
        if slot.actor is None:
            for wire in mine:
                wire.port = slot.top
                insort(ports, slot.top)
    for slot, mine in groups.items():
        if slot.actor is not None:
            _ports_on(slot, mine, ports, level)


def _ports_on(slot: Slot, mine: list[Wire], ports: list[float], rows: list[float]) -> None:
    """Ports on one box: straight where the row meets it, else in the order of the rows."""
    low, high = slot.top + PORT_INSET, slot.bottom - PORT_INSET
    for wire in mine:
        if low <= wire.row <= high:
            wire.port = wire.row
            insort(ports, wire.row)
    above = sorted((w for w in mine if w.row < low), key=lambda w: w.row)
    _spread(above, low, high, ports, rows, 1)
    below = sorted((w for w in mine if w.row > high), key=lambda w: -w.row)
    _spread(below, high, low, ports, rows, -1)


CLEARANCES = (
    (APART, APART),
    (APART, CLEAR),
    (APART, CLEAR / 2),
    (CLEAR, CLEAR / 2),
    (CLEAR, CLEAR / 4),
    (CLEAR / 2, CLEAR / 4),
)
"""Distances of a port from other ports and from rows that are tried, mm.

Ports come first: arrowheads stand at them, while a row passes at some distance from the box.
"""


def _spread(
    wires: list[Wire], start: float, end: float, ports: list[float], rows: list[float], way: int
) -> None:
    """Give the wires ports from `start` towards `end`, all with the best clearance there is.

    Where the box is too crowded the clearance shrinks, but never to nothing.
    """
    for apart, clear in CLEARANCES:
        found = _places(len(wires), start, end, ports, rows, way, apart, clear)
        if len(found) == len(wires):
            break
    else:
        found = _crammed(len(wires), start, ports)
    for wire, y in zip(wires, found, strict=True):
        wire.port = y
        insort(ports, y)


def _places(
    count: int, start: float, end: float, ports: list[float], rows: list[float], way: int,
    apart: float, clear: float,
) -> list[float]:  # fmt: skip
    """Up to `count` ys from `start` towards `end` that keep clear of ports, rows and each other."""
    found: list[float] = []
    y = start
    while len(found) < count and (end - y) * way >= -1e-9:
        blocked = _blocked(y, ports, apart, way)
        if blocked is None:
            blocked = _blocked(y, rows, clear, way)
        if blocked is None:
            found.append(y)
            y += apart * way
        else:
            y = blocked
    return found


def _crammed(count: int, start: float, ports: list[float]) -> list[float]:
    i = bisect_left(ports, start)
    near = [*ports[max(i - 2, 0) : i + 2]] or [start]
    middle = (near[0] + near[-1]) / 2
    return [middle + 0.171 * (k + 1) for k in range(count)]


def _blocked(y: float, taken: list[float], clear: float, direction: int) -> float | None:
    """Where to look next if something taken stands too near to `y`; None if nothing does."""
    i = bisect_left(taken, y)
    near = [t for t in taken[max(i - 1, 0) : i + 1] if abs(t - y) < clear - 1e-9]
    if not near:
        return None
    return (max(near) + clear) if direction > 0 else (min(near) - clear)


def give_tracks(wires: Iterable[Wire]) -> int:
    """Give every wire that is not straight a track; the number of tracks."""
    bent = [w for w in wires if abs(w.row - w.port) > 1e-6]
    for wire in bent:
        wire.low, wire.high = wire.span
    tracks: list[tuple[list[float], list[float]]] = []
    for wire in _ordered(bent):
        wire.track = _first_free(wire.low - CLEAR, wire.high + CLEAR, tracks)
        if wire.track == len(tracks):
            tracks.append(([], []))
        lows, highs = tracks[wire.track]
        insort(lows, wire.low)
        insort(highs, wire.high)
    return len(tracks)


def _first_free(low: float, high: float, tracks: list[tuple[list[float], list[float]]]) -> int:
    """The track beyond the last one in which something stands between `low` and `high`.

    What stands in one track does not overlap, so its lows and its highs have one order.
    """
    for track in range(len(tracks) - 1, -1, -1):
        lows, highs = tracks[track]
        at = bisect_left(highs, low)
        if at < len(lows) and lows[at] <= high:
            return track + 1
    return 0


def _ordered(bent: list[Wire]) -> list[Wire]:
    """Wires from box to rows, each where it causes the fewest crossings with those above it."""
    order: list[Wire] = []
    near: list[Wire] = []
    for wire in sorted(bent, key=lambda w: (w.low, w.row)):
        # What ends above this wire meets neither it nor any that comes after it.
        near = [other for other in near if other.high > wire.low]
        at = _best_position(wire, near)
        order.insert(order.index(near[at - 1]) + 1 if at else 0, wire)
        near.insert(at, wire)
    return order


def _best_position(wire: Wire, order: list[Wire]) -> int:
    """Where among `order` (from box to rows) `wire` causes the fewest crossings."""
    port, row = wire.port, wire.row
    low, high = wire.span
    # The cost as far as it changes: with `wire` nearer to the boxes than `other`, its upright
    # crosses the level stretch at the port of `other`, and the upright of `other` crosses its row;
    # farther away it is the other way round.
    cost = best = at = 0
    for i, other in enumerate(order):
        a, b = other.low, other.high
        cost += (
            (a < port < b) - (a < row < b) + (low < other.row < high) - (low < other.port < high)
        )
        if cost < best:
            best, at = cost, i + 1
    return at
