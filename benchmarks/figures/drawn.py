"""What a tool drew: boxes of labels, routes of arrows, and what of them collides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

Point = tuple[float, float]
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, for counting: everything in points."""

    routes: tuple[tuple[Point, ...], ...]
    """The route of each arrow; curves as the straight pieces that a reader cannot tell from them."""
    labels: tuple[tuple[int, Rect], ...]
    """The labels, each with the index of the arrow that it belongs to."""
    curved: bool = False
    """Whether routes are curves: then they have no bends to count."""


@dataclass(frozen=True, slots=True)
class Quality:
    """What is counted."""

    crossings: int
    bends: int | None
    label_overlaps: int
    labels_on_lines: int


def quality(drawn: Drawn) -> Quality:
    """Count. Pieces of one arrow do not cross each other, and an arrow may touch its own label."""
    segments, owner = _segments(drawn.routes)
    bends = None if drawn.curved else sum(map(_bends, drawn.routes))
    return Quality(
        _crossings(segments, owner), bends, _overlaps(drawn.labels), _on_lines(drawn.labels, segments, owner)
    )  # fmt: skip


def _segments(routes: Sequence[Sequence[Point]]) -> tuple[Any, Any]:
    found = [(*a, *b, i) for i, route in enumerate(routes) for a, b in pairwise(route) if a != b]
    table = np.array(found, dtype=np.float64).reshape(-1, 5)
    return table[:, :4], table[:, 4].astype(np.int64)


def _bends(route: Sequence[Point]) -> int:
    count = 0
    for (ax, ay), (bx, by), (cx, cy) in zip(route, route[1:], route[2:], strict=False):
        cross = (bx - ax) * (cy - by) - (by - ay) * (cx - bx)
        count += abs(cross) > 1e-3
    return count


def _crossings(segments: Any, owner: Any) -> int:
    """Pairs of pieces of different arrows that cross within both."""
    count = 0
    for i in range(len(segments) - 1):
        x1, y1, x2, y2 = segments[i]
        rest, theirs = segments[i + 1 :], owner[i + 1 :]
        ax, ay, bx, by = rest.T
        one = (x2 - x1) * (ay - y1) - (y2 - y1) * (ax - x1)
        two = (x2 - x1) * (by - y1) - (y2 - y1) * (bx - x1)
        three = (bx - ax) * (y1 - ay) - (by - ay) * (x1 - ax)
        four = (bx - ax) * (y2 - ay) - (by - ay) * (x2 - ax)
        count += int(((one * two < -1e-6) & (three * four < -1e-6) & (theirs != owner[i])).sum())
    return count


def _overlaps(labels: Sequence[tuple[int, Rect]]) -> int:
    """Pairs of labels of different arrows that cover each other by more than a hair."""
    table = np.array([rect for _, rect in labels], dtype=np.float64).reshape(-1, 4)
    owner = np.array([i for i, _ in labels])
    count = 0
    for i in range(len(table) - 1):
        left, top, right, bottom = table[i]
        rest = table[i + 1 :]
        wide = np.minimum(right, rest[:, 2]) - np.maximum(left, rest[:, 0])
        high = np.minimum(bottom, rest[:, 3]) - np.maximum(top, rest[:, 1])
        count += int(((wide > 0.5) & (high > 0.5) & (owner[i + 1 :] != owner[i])).sum())
    return count


def _on_lines(labels: Sequence[tuple[int, Rect]], segments: Any, owner: Any) -> int:
    """Labels through which the line of another arrow runs."""
    count = 0
    x1, y1, x2, y2 = segments.T
    for i, (left, top, right, bottom) in labels:
        # Liang and Barsky (1984): the part of each piece that lies within the label.
        low, high = np.zeros(len(segments)), np.ones(len(segments))
        inside = np.ones(len(segments), dtype=bool)
        for p, q in (
            (x1 - x2, x1 - (left + 0.5)), (x2 - x1, (right - 0.5) - x1),
            (y1 - y2, y1 - (top + 0.5)), (y2 - y1, (bottom - 0.5) - y1),
        ):  # fmt: skip
            still = p == 0
            inside &= ~(still & (q < 0))
            share = np.divide(q, p, out=np.zeros_like(q), where=~still)
            low = np.where(p < 0, np.maximum(low, share), low)
            high = np.where(p > 0, np.minimum(high, share), high)
        count += bool((inside & (low < high) & (owner != i)).any())
    return count
