"""Lines on a slide: connectors that keep the route that was drawn.

A straight line is one connector, joined to both boxes. Office has elbow connectors as well, but
every program routes them anew when it opens the file (LibreOffice draws them through boxes), and
a figure whose arrows run elsewhere tells something else. So a route with bends is a path that
stays as drawn, with a straight connector at each end that joins it to its box.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flowmodel.layout.scene import Line
from flowmodel.render.pptx_text import emu, paint

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Route:
    """A line in pieces: a connector at each end, and the path between where it has bends."""

    first: tuple[Point, Point]
    path: tuple[Point, ...] = ()
    last: tuple[Point, Point] | None = None


def route(line: Line) -> Route:
    """The pieces of a line of two points or more.

    They meet within straight runs, never at a bend, and after whole dashes: no seam is seen.
    """
    points = line.points
    if len(points) == 2:
        return Route((points[0], points[1]))
    period = sum(line.dash)
    start = _within(0.0, math.dist(points[0], points[1]), period, late=True)
    before_last = sum(math.dist(a, b) for a, b in pairwise(points[:-1]))
    end = math.dist(points[-2], points[-1])
    done = _within(before_last - start, before_last - start + end, period, late=False)
    cut = _towards(points[0], points[1], start)
    rest = _towards(points[-2], points[-1], done + start - before_last)
    return Route((points[0], cut), (cut, *points[1:-1], rest), (rest, points[-1]))


def _within(low: float, high: float, period: float, *, late: bool) -> float:
    """A length between two at which a dash begins, the last of them or the first; else the middle."""
    if period > 0:
        times = math.floor(high / period - 1e-3) if late else math.ceil(low / period + 1e-3)
        if low < times * period < high:
            return times * period
    return (low + high) / 2


def _towards(start: Point, end: Point, length: float) -> Point:
    share = length / (math.dist(start, end) or 1.0)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def straight(start: Point, end: Point) -> str:
    """Placement and outline of a straight connector."""
    flip = (' flipH="1"' if end[0] < start[0] else "") + (' flipV="1"' if end[1] < start[1] else "")
    x, y = min(start[0], end[0]), min(start[1], end[1])
    w, h = abs(end[0] - start[0]), abs(end[1] - start[1])
    return (
        f'<a:xfrm{flip}><a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(w)}" cy="{emu(h)}"/>'
        '</a:xfrm><a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
    )


def own_path(w: float, h: float, steps: str, sites: str = "", *, filled: bool = True) -> str:
    """An outline given by its path, and where connectors may join it."""
    fill = "" if filled else ' fill="none"'
    return (
        f"<a:custGeom><a:avLst/>{sites or '<a:gdLst/><a:ahLst/><a:cxnLst/>'}"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{emu(w)}" h="{emu(h)}"{fill}>{steps}</a:path></a:pathLst></a:custGeom>'
    )


def stroke(colour: str, weight: float, dash: Sequence[float], *, head: bool = False) -> str:
    """An ``a:ln``: colour, width, dashes and arrowhead."""
    if colour == "none" or weight <= 0:
        return "<a:ln><a:noFill/></a:ln>"
    tail = '<a:tailEnd type="triangle" w="med" len="lg"/>' if head else ""
    return (
        f'<a:ln w="{emu(weight)}" cap="flat">{paint(colour)}{_dashes(dash, weight)}'
        f'<a:miter lim="800000"/>{tail}</a:ln>'
    )


def _dashes(dash: Sequence[float], weight: float) -> str:
    if not dash:
        return '<a:prstDash val="solid"/>'
    pairs = zip(dash[::2], dash[1::2], strict=False)
    share = 100_000 / weight
    stops = "".join(f'<a:ds d="{round(d * share)}" sp="{round(s * share)}"/>' for d, s in pairs)
    return f"<a:custDash>{stops}</a:custDash>"
