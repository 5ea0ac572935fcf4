"""The curves of Graphviz as points."""

from __future__ import annotations

Point = tuple[float, float]
PIECES = 20
"""Straight pieces to which a curve is drawn."""


def bezier(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    """A Bézier curve as points; the first is left out."""
    points = []
    for k in range(1, PIECES + 1):
        t = k / PIECES
        u = 1 - t
        points.append(
            (
                u**3 * a[0] + 3 * u * u * t * b[0] + 3 * u * t * t * c[0] + t**3 * d[0],
                u**3 * a[1] + 3 * u * u * t * b[1] + 3 * u * t * t * c[1] + t**3 * d[1],
            )
        )
    return points
