"""Arrowheads as plain triangles: markers are drawn differently by every engine."""

from __future__ import annotations

import math
from itertools import pairwise

from flowmodel.layout.scene import Line

Points = tuple[tuple[float, float], ...]

ASPECT = 0.72
"""Width of an arrowhead over its length."""
OVERLAP = 0.25
"""The line ends this share of the head's length inside the head."""


def arrow(line: Line) -> tuple[Points, Points]:
    """The line without what the arrowhead covers, and the three corners of the head, tip first.

    The head points along the last stretch of the line that has a length; its
    tip is the line's last point. Without a head the second part is empty.
    """
    points = _distinct(line.points)
    if line.head <= 0 or len(points) < 2:
        return line.points, ()
    (x0, y0), (x1, y1) = points[-2:]
    reach = math.hypot(x1 - x0, y1 - y0)
    dx, dy = (x1 - x0) / reach, (y1 - y0) / reach
    bx, by = x1 - dx * line.head, y1 - dy * line.head
    half = line.head * ASPECT / 2
    head = ((x1, y1), (bx - dy * half, by + dx * half), (bx + dy * half, by - dx * half))
    cut = line.head * (1 - OVERLAP)
    if cut >= reach:
        return points[:-1], head
    return (*points[:-1], (x1 - dx * cut, y1 - dy * cut)), head


def _distinct(points: Points) -> Points:
    """Without points that repeat the one before: they have no direction."""
    if all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 2e-6 for a, b in pairwise(points)):
        return points
    kept = points[:1]
    for point in points[1:]:
        if math.dist(point, kept[-1]) > 1e-6:
            kept = (*kept, point)
    return kept
