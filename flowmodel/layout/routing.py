"""Routing within a corridor: ports on boxes, tracks for vertical stretches.

A corridor is a channel in the sense of VLSI channel routing. The horizontal
stretch of each step has a row of its own; where a row does not meet its box
straight, a vertical stretch in a track leads to a port on the box. Ports keep
clear of every row, and vertical stretches that would touch get different
tracks (left-edge algorithm), so that no two lines can share a stretch. The
order of tracks is chosen to save crossings.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
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
    head: bool = False
    """Whether an arrowhead stands at its port."""

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
    """Ports on one box, in the order of the rows: straight where the row meets it."""
    low, high = slot.top + PORT_INSET, slot.bottom - PORT_INSET
    above, below = [], []
    first, last = high, low
    for wire in mine:
        row = wire.row
        if row < low - 1e-5:
            above.append(wire)
        elif row > high + 1e-5:
            below.append(wire)
        else:
            wire.port = row
            insort(ports, row)
            first, last = min(first, row), max(last, row)
    above.sort(key=lambda w: w.row)
    below.sort(key=lambda w: -w.row)
    _spread(above, low, high, first, ports, rows, 1)
    _spread(below, high, low, last, ports, rows, -1)


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
    wires: list[Wire], start: float, end: float, met: float, ports: list[float],
    rows: list[float], way: int,
) -> None:  # fmt: skip
    """Give the wires ports from `start` towards `end`, all with the best clearance there is.

    Rows meet the box straight from `met` on, and ports beyond it cost crossings. Where the box is
    too crowded the clearance shrinks, but never to nothing.
    """
    if not wires:
        return
    tried = [(met, *c) for c in CLEARANCES[:3]] if met != end else []
    for least, apart, clear in [*tried, *[(end, *c) for c in CLEARANCES]]:
        found = _places(len(wires), start, least, ports, rows, way, apart, clear)
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


def give_tracks(wires: Sequence[Wire]) -> int:
    """Give every wire that is not straight a track; the number of tracks.

    No order of tracks has fewer crossings. Two wires whose ports stand in the order of their rows
    need none, if of two that fall the one from the upper row is nearer to the box, and of two that
    rise the one from the lower row; where the ports stand the other way round they cross once,
    whichever is nearer. So wires that fall are taken from top to bottom, wires that rise from
    bottom to top, and each gets the first free track beyond those that must be nearer. The first
    track is left to those that cross no line beside its arrowhead.
    """
    falling: list[Wire] = []
    rising: list[Wire] = []
    for wire in wires:
        if wire.port - wire.row > 1e-6:
            wire.low, wire.high = wire.row, wire.port
            falling.append(wire)
        elif wire.row - wire.port > 1e-6:
            wire.low, wire.high = wire.port, wire.row
            rising.append(wire)
    falling.sort(key=lambda w: w.row)
    rising.sort(key=lambda w: -w.row)
    tracks: list[list[tuple[float, float, bool]]] = []
    heads = sorted([w.port for w in wires if w.head])
    for rises, group in ((False, falling), (True, rising)):
        for wire in group:
            crossed = bisect_left(heads, wire.high) > bisect_right(heads, wire.low)
            _put(wire, rises, tracks, int(crossed))
    return len(tracks)


def _put(
    wire: Wire, rises: bool, tracks: list[list[tuple[float, float, bool]]], least: int
) -> None:
    """Put a wire into the first free track beyond all in which something must be nearer."""
    low, high = wire.low - CLEAR, wire.high + CLEAR
    while len(tracks) < least:
        tracks.append([])
    found = len(tracks)
    for track in range(len(tracks) - 1, least - 1, -1):
        # What stands in one track does not overlap, so its lows and its highs have one order.
        taken = tracks[track]
        at = bisect_left(taken, low, key=_end)
        if at == len(taken) or taken[at][0] > high:
            found = track
        elif any(
            rose == rises and (wire.low <= a < wire.high if rises else wire.low < b <= wire.high)
            for a, b, rose in _overlapping(taken, at, high)
        ):
            break
    wire.track = found
    if found == len(tracks):
        tracks.append([])
    insort(tracks[found], (wire.low, wire.high, rises))


def _end(taken: tuple[float, float, bool]) -> float:
    return taken[1]


def _overlapping(
    taken: list[tuple[float, float, bool]], at: int, high: float
) -> Iterable[tuple[float, float, bool]]:
    """What stands in a track from a place on, as far as it begins above `high`."""
    while at < len(taken) and taken[at][0] <= high:
        yield taken[at]
        at += 1
