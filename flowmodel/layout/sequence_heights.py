"""Heights of the rows of a sequence figure: each row as high as what stands there lets it rise.

Arrows follow one another downwards in the order of time. What is written at one arrow may stand
beside what is written at the next where the two lie between different life lines: a row needs
room of its own only where another one stands in its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flowmodel.layout.findings import RAIL, STRIKE
from flowmodel.layout.sequence_columns import LifeLine
from flowmodel.layout.sequence_rows import (
    BAR,
    LOOP,
    RAIL_BELOW,
    UNDER,
    Placed,
    Spot,
    wording_height,
    wording_width,
)
from flowmodel.layout.style import Style

ROW = 2.6
"""Least distance of what is written at two arrows, and of an arrow from it, mm at scale 1."""
STEP = 4.6
"""Least distance of two arrows, mm at scale 1."""
BARS = 1.4
"""Least distance of two bars of a life line, mm at scale 1."""
ASIDE = 1.6
"""What is nearer than this at its side stands in a row's way, mm at scale 1."""
SHORT_BAR = 3.0
"""Height of a bar where rows stand close together, mm at scale 1."""
GAP = 1.0
"""Half the gap of a life line where an arrow of others passes, mm at scale 1."""


@dataclass(frozen=True, slots=True)
class Distances:
    """What lies between the rows of a page at least, mm."""

    row: float
    arrow: float
    step: float
    bars: float
    aside: float

    @classmethod
    def of(cls, style: Style, air: float = 0.0) -> Distances:
        """Those of a style, with `air` mm more between the rows."""
        mm = style.mm
        return cls(mm(ROW) + air, mm(ROW - GAP) + air, mm(STEP) + air, mm(BARS) + air, mm(ASIDE))

    def between(self, one: Spot, two: Spot) -> float:
        """How far two parts of different rows must be apart, up and down."""
        if "text" not in (one.kind, two.kind):
            return self.bars
        return self.arrow if "arrow" in (one.kind, two.kind) else self.row


def occupied(placed: Placed, style: Style, railed: bool) -> tuple[Spot, ...]:
    """What a row covers, from its arrow: bars, the arrow, the writing above and below it."""
    if placed.row.channel is not None:
        return tuple(_hung(placed, style))
    return (*_drawn(placed, style, railed), *_written(placed, style, railed))


def _hung(placed: Placed, style: Style) -> Iterator[Spot]:
    """What the sign of a channel covers."""
    assert placed.start is not None
    inset = style.mm(BAR)
    low, high = placed.start.x + inset, placed.far - inset
    yield Spot(low, high, -style.mm(GAP), style.mm(GAP), "arrow")
    y = -placed.above
    for strip in placed.strips:
        yield Spot(*placed.beside(strip.width), y, y + strip.height, "text")
        y += strip.height + style.mm(UNDER)


def _drawn(placed: Placed, style: Style, railed: bool) -> Iterator[Spot]:
    mm = style.mm
    above, below = bar_reach(placed, style)
    for line in dict.fromkeys(filter(None, (placed.start, placed.end))):
        yield Spot(line.x - mm(BAR) / 2, line.x + mm(BAR) / 2, above, below, "bar")
    if placed.start is None:
        return
    if placed.loop:
        far = placed.start.x + (mm(LOOP) if placed.x > placed.start.x else -mm(LOOP))
        low, high = sorted((placed.start.x, far))
        yield Spot(low, high, above, below, "arrow")
        return
    struck = placed.label is not None and placed.label.struck
    half = max(mm(GAP), RAIL / 2 + 0.4 if railed else 0.0, STRIKE if struck else 0.0)
    low, high = sorted((placed.start.x, placed.far))
    yield Spot(low, high, -half, half, "arrow")


def bar_reach(placed: Placed, style: Style) -> tuple[float, float]:
    """How far the bars of a row reach up and down from its arrow, mm."""
    mm = style.mm
    if placed.loop:
        return -mm(LOOP) / 2, mm(LOOP) / 2 + mm(1.0)
    if placed.dense:
        return -mm(SHORT_BAR) / 2, mm(SHORT_BAR) / 2
    return -mm(2.0), mm(2.4)


def _written(placed: Placed, style: Style, railed: bool) -> Iterator[Spot]:
    label = placed.label
    if label is None:
        yield Spot(placed.x, placed.x + placed.width, -placed.above, placed.below, "text")
        return
    low = wording_height(label, placed.tail) - placed.above if placed.loop else 0.0
    yield Spot(*placed.beside(wording_width(label, placed.tail)), -placed.above, low, "text")
    y = low if placed.loop else railed * RAIL_BELOW
    for strip in placed.strips:
        y += style.mm(UNDER)
        yield Spot(*placed.beside(strip.width), y, y + strip.height, "text")
        y += strip.height


class Shelf:
    """What stands on a page so far, and how high the next row may rise."""

    def __init__(self, floor: float, distances: Distances):
        self.distances = distances
        self.standing: list[Spot] = []
        self.floor = self.bottom = floor
        """The y above which nothing may stand, and the lowest y of what stands."""
        self.y = self.top = -1e9
        """The y of the arrow last placed, and of the top of its row."""

    def close(self, floor: float) -> None:
        """Let all rows that follow stand below `floor`."""
        self.floor = self.bottom = floor
        self.standing.clear()
        self.y = self.top = -1e9

    def add(self, placed: Placed, alone: bool = False) -> None:
        """Give the next row its place: as high as may be, and below the arrow before it.

        One that stands `alone` follows upon no other.
        """
        far = self.distances
        highest = min([spot.top for spot in placed.spots], default=-placed.above)
        y = self.floor + far.row - min(highest, -placed.above)
        if not alone:
            # Numbers are read from top to bottom, however high the writing at an arrow is.
            y = max(y, self.y + far.step, self.top + 1.0 + placed.above)
        for spot in placed.spots:
            y = max(y, self._below(spot))
        placed.top = y - placed.above
        self.y, self.top = y, placed.top
        for spot in placed.spots:
            at = Spot(spot.left, spot.right, y + spot.top, y + spot.bottom, spot.kind)
            self.standing.append(at)
            self.bottom = max(self.bottom, at.bottom)

    def _below(self, spot: Spot) -> float:
        """The least y of an arrow with which a part of its row is clear of all that stands."""
        far, y = self.distances, -1e9
        for other in self.standing:
            if other.left - far.aside < spot.right and spot.left < other.right + far.aside:
                y = max(y, other.bottom + far.between(spot, other) - spot.top)
        return y

    def forget(self, highest: float) -> None:
        """Drop what no row that reaches `highest` mm above its arrow can meet."""
        reach = self.y + self.distances.step - highest - self.distances.row - self.distances.bars
        self.standing = [spot for spot in self.standing if spot.bottom > reach]


def settle(rows: Sequence[Placed], shelf: Shelf) -> None:
    """Give rows their places on a shelf, in their order."""
    highest = reach(rows)
    for placed in rows:
        shelf.add(placed)
        shelf.forget(highest)


def reach(rows: Iterable[Placed]) -> float:
    """How far the highest of some rows reaches above its arrow, mm."""
    return max([-spot.top for placed in rows for spot in placed.spots], default=0.0)


def gaps_of(line: LifeLine, rows: Iterable[Placed], near: float) -> Iterator[tuple[float, float]]:
    """Where a life line gives way to what rows cover: its own bars, and what others do there.

    Writing stands `near` mm away from it.
    """
    for placed in rows:
        ends = placed.row.channel is None and (line is placed.start or line is placed.end)
        for spot in placed.spots:
            around = near if spot.kind == "text" else 0.0
            if ends == (spot.kind == "bar") and spot.left - around < line.x < spot.right + around:
                yield placed.y + spot.top - around, placed.y + spot.bottom + around


def between(
    gaps: Iterable[tuple[float, float]], top: float, bottom: float, least: float
) -> Iterator[tuple[float, float]]:
    """What sorted gaps leave of the stretch from `top` to `bottom`, in pieces over `least` mm."""
    at = top
    for a, b in gaps:
        if a - at > least:
            yield at, a
        at = max(at, b)
    if bottom - at > least:
        yield at, bottom
