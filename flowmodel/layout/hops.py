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
_ARC = tuple((math.cos(math.pi * k / 6), math.sin(math.pi * k / 6)) for k in range(7))


def with_hops(routes: Sequence[Route]) -> list[Route]:
    """The routes, each with a hop wherever a level run of it crosses an upright run of another."""
    upright = sorted(
        (x1, min(y1, y2), max(y1, y2), i)
        for i, route in enumerate(routes)
        for (x1, y1), (x2, y2) in pairwise(route)
        if abs(x1 - x2) < 1e-6
    )
    if not upright:
        return list(routes)
    xs = [u[0] for u in upright]
    return [_hopping(i, route, upright, xs) for i, route in enumerate(routes)]


def _hopping(
    index: int, route: Route, upright: list[tuple[float, float, float, int]], xs: list[float]
) -> Route:
    made: list[Point] = list(route[:1])
    for (x1, y1), (x2, y2) in pairwise(route):
        if abs(y1 - y2) < 1e-6:
            low, high = min(x1, x2), max(x1, x2)
            met = upright[bisect_right(xs, low + 1e-6) : bisect_left(xs, high - 1e-6)]
            over = sorted({x for x, top, end, i in met if i != index and top < y1 < end})
            made.extend(_arcs(over, low, high, y1, x2 > x1))
        made.append((x2, y2))
    return tuple(made)


def _arcs(over: list[float], low: float, high: float, y: float, rightwards: bool) -> list[Point]:
    """The points of the hops of one level run, in the direction of the run."""
    points: list[Point] = []
    edges = [low, *over, high]
    for before, x, after in zip(edges, edges[1:], edges[2:], strict=False):
        room = min(
            (x - before) / (1 if before == low else 2), (after - x) / (1 if after == high else 2)
        )
        r = min(RADIUS, room - 0.05)
        if r >= LEAST:
            points += [(x - r * c, y - r * s) for c, s in _ARC]
    return points if rightwards else points[::-1]
