"""Crossings: where two lines must cross, the level one hops over the upright one.

A hop is the half circle of technical drawings: no reader takes it for a junction, in print and
without colour alike.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Route = tuple[Point, ...]

RADIUS = 0.7
"""Radius of a hop, mm."""
LEAST = 0.2
"""A hop that had to be smaller than this is not drawn, mm."""
BESIDE = 0.45
"""Distance of a hop from the next level line, mm."""
_ARC = tuple((math.cos(math.pi * k / 6), math.sin(math.pi * k / 6)) for k in range(7))

Run = tuple[float, float, float, int]
"""The coordinate that all of a run has, its lower and its upper end, and whose run it is."""


def with_hops(routes: Sequence[Route]) -> list[Route]:
    """The routes, each with a hop wherever a level run of it crosses an upright run of another.

    A hop rises above its line; where another line runs so close above that they would touch, it
    falls below, and where lines run close on both sides, it is smaller.
    """
    upright: list[Run] = []
    level: list[Run] = []
    for i, route in enumerate(routes):
        for (x1, y1), (x2, y2) in pairwise(route):
            if abs(x1 - x2) < 1e-6:
                upright.append((x1, min(y1, y2), max(y1, y2), i))
            elif abs(y1 - y2) < 1e-6:
                level.append((y1, min(x1, x2), max(x1, x2), i))
    if not upright:
        return list(routes)
    upright.sort()
    level.sort()
    hopping = _Hopping(upright, level)
    return [hopping.over(i, route) for i, route in enumerate(routes)]


class _Hopping:
    """The runs of all routes, to look up what each level one crosses and what runs beside it."""

    def __init__(self, upright: list[Run], level: list[Run]):
        self.upright, self.level = upright, level
        self.xs = [run[0] for run in upright]
        self.ys = [run[0] for run in level]

    def over(self, index: int, route: Route) -> Route:
        """A route with its hops."""
        made: list[Point] = list(route[:1])
        for (x1, y1), (x2, y2) in pairwise(route):
            if abs(y1 - y2) < 1e-6:
                low, high = min(x1, x2), max(x1, x2)
                first, last = bisect_right(self.xs, low + 1e-6), bisect_left(self.xs, high - 1e-6)
                met = self.upright[first:last]
                over = sorted({x for x, top, end, i in met if i != index and top < y1 < end})
                if over:
                    made.extend(self._arcs(over, low, high, y1, x2 > x1))
            made.append((x2, y2))
        return tuple(made)

    def _arcs(
        self, over: list[float], low: float, high: float, y: float, rightwards: bool
    ) -> list[Point]:
        """The points of the hops of one level run, in the direction of the run."""
        points: list[Point] = []
        edges = [low, *over, high]
        for before, x, after in zip(edges, edges[1:], edges[2:], strict=False):
            left = (x - before) / (1 if before == low else 2)
            right = (after - x) / (1 if after == high else 2)
            r, way = self._free(x, y, min(RADIUS, left - 0.05, right - 0.05))
            if r >= LEAST:
                points += [(x - r * c, y - way * r * s) for c, s in _ARC]
        return points if rightwards else points[::-1]

    def _free(self, x: float, y: float, r: float) -> tuple[float, int]:
        """The radius of a hop of at most `r` mm, and whether it rises (1) or falls (−1)."""
        above, below = math.inf, math.inf
        at = bisect_left(self.ys, y - RADIUS - BESIDE)
        for level, low, high, _ in self.level[at : bisect_right(self.ys, y + RADIUS + BESIDE)]:
            if low - r < x < high + r:
                if level < y - 1e-6:
                    above = min(above, y - level)
                elif level > y + 1e-6:
                    below = min(below, level - y)
        way = 1 if above >= min(r + BESIDE, below) else -1
        return min(r, max(above, below) - BESIDE), way
