"""Rectangles, and looking up those that are near: what the audit of a drawing measures with."""

from __future__ import annotations

import math
from collections.abc import Iterator

from flowmodel.layout.scene import Line

Rect = tuple[float, float, float, float]
"""left, top, right, bottom, mm."""
SLACK = 0.06
"""Overlap that is not seen, mm."""
CELL = 12.0
"""Edge of the cells in which items are looked up, mm."""


def segments(line: Line) -> Iterator[Rect]:
    """The runs of a line, each as a rectangle, without area where the run is straight."""
    for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
        yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def straight(line: Line) -> Iterator[Rect]:
    """The level and upright runs of a line; a run that hops over others is one."""
    before: Rect | None = None
    for run in segments(line):
        level, upright = run[3] - run[1] < 1e-6, run[2] - run[0] < 1e-6
        if not (level or upright):
            continue
        if before and level and before[3] - before[1] < 1e-6 and abs(before[1] - run[1]) < 1e-6:
            before = (min(before[0], run[0]), run[1], max(before[2], run[2]), run[3])
            continue
        if before:
            yield before
        before = run
    if before:
        yield before


def overlap(a: Rect, b: Rect, slack: float = SLACK) -> bool:
    """Whether two rectangles share more than `slack` mm in both directions."""
    return (
        a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack
    )


def within(a: Rect, b: Rect, slack: float = SLACK) -> bool:
    """Whether `a` lies in `b`, but for `slack` mm."""
    return (
        a[0] >= b[0] - slack
        and a[1] >= b[1] - slack
        and a[2] <= b[2] + slack
        and a[3] <= b[3] + slack
    )


def grown(r: Rect, by: float) -> Rect:
    """A rectangle with `by` mm more on each side."""
    return r[0] - by, r[1] - by, r[2] + by, r[3] + by


def union(a: Rect, b: Rect) -> Rect:
    """The least rectangle that holds both."""
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def distance(a: Rect, b: Rect) -> float:
    """The distance of two rectangles, mm; 0 where they touch."""
    dx = max(a[0] - b[2], b[0] - a[2], 0.0)
    dy = max(a[1] - b[3], b[1] - a[3], 0.0)
    return math.hypot(dx, dy)


class Grid:
    """Rectangles by the cells they touch, so that only neighbours are compared."""

    def __init__(self, rects: list[Rect]):
        self.rects = rects
        self.cells: dict[tuple[int, int], list[int]] = {}
        for i, rect in enumerate(rects):
            for cell in self._cells(rect):
                self.cells.setdefault(cell, []).append(i)

    @staticmethod
    def _cells(r: Rect) -> Iterator[tuple[int, int]]:
        for cx in range(int(r[0] // CELL), int(r[2] // CELL) + 1):
            for cy in range(int(r[1] // CELL), int(r[3] // CELL) + 1):
                yield cx, cy

    def near(self, rect: Rect) -> list[int]:
        """Indexes of all that may touch `rect`, in order."""
        return sorted({i for cell in self._cells(rect) for i in self.cells.get(cell, ())})
