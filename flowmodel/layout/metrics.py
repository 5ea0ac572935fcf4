"""What can be counted of a drawing: crossings, bends, lengths, white space.

The measures are those by which layouts are compared (Purchase, 2002: Metrics for graph drawing
aesthetics). Like the audit they see the shapes alone.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from flowmodel.layout.audit import audit
from flowmodel.layout.canvas import text_box
from flowmodel.layout.scene import Box, Line, Page, Scene, Shape, Text

CELL = 2.0
"""Edge of the cells by which white space is counted, mm."""
_GROUND = frozenset({"lane", "band", "share", "zone"})


@dataclass(frozen=True, slots=True)
class Metrics:
    """The measures of a drawing."""

    crossings: int
    """Places at which two step lines cross."""
    bends: int
    """Corners of all step lines."""
    edge_length_mm: float
    """Length of all step lines."""
    white_space: float
    """Share of the pages on which nothing is drawn but the ground, 0 to 1."""
    min_text_pt: float
    """The smallest text; 0 where there is none."""
    pages: int


def metrics(scene: Scene) -> Metrics:
    """The measures of a scene, over all its pages."""
    crossings = bends = 0
    length = 0.0
    for page in scene.pages:
        lines = [i for i in page.flat() if isinstance(i, Line) and i.role == "step"]
        crossings += _crossings(lines)
        bends += sum(_bends(line) for line in lines)
        length += sum(_length(line) for line in lines)
    sizes = [i.size for p in scene.pages for i in p.flat() if isinstance(i, Text)]
    empty = sum(_white(p) for p in scene.pages) / len(scene.pages) if scene.pages else 1.0
    return Metrics(
        crossings, bends, round(length, 1), round(empty, 4), min(sizes, default=0.0), len(scene.pages)
    )  # fmt: skip


def audited(scene: Scene) -> dict[str, Any]:
    """The audit and the measures as plain data, for tools."""
    found = [
        {"kind": v.kind, "parts": list(v.parts), "page": v.page, "detail": v.detail}
        for v in audit(scene)
    ]
    return {"violations": found, **asdict(metrics(scene))}


def _runs(line: Line) -> Iterable[tuple[bool, float, float, float]]:
    """Level and upright runs: whether level, the fixed coordinate, from, to."""
    for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
        if abs(y1 - y2) < 1e-6:
            yield True, y1, min(x1, x2), max(x1, x2)
        elif abs(x1 - x2) < 1e-6:
            yield False, x1, min(y1, y2), max(y1, y2)


def _level(line: Line) -> list[tuple[float, float, float]]:
    """The level runs of a line, hops bridged: y, from, to."""
    found: list[tuple[float, float, float]] = []
    for level, y, low, high in _runs(line):
        if not level:
            continue
        if found and abs(found[-1][0] - y) < 1e-6:
            at, a, b = found.pop()
            found.append((at, min(a, low), max(b, high)))
        else:
            found.append((y, low, high))
    return found


def _crossings(lines: list[Line]) -> int:
    upright = sorted(
        (x, top, end, i)
        for i, line in enumerate(lines)
        for level, x, top, end in _runs(line)
        if not level
    )
    xs = [u[0] for u in upright]
    return sum(
        1
        for i, line in enumerate(lines)
        for y, low, high in _level(line)
        for x, top, end, j in upright[bisect_right(xs, low + 1e-6) : bisect_left(xs, high - 1e-6)]
        if i != j and top < y < end
    )


def _bends(line: Line) -> int:
    turns = [level for level, *_ in _runs(line)]
    return sum(a != b for a, b in pairwise(turns))


def _length(line: Line) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line.points))


def _white(page: Page) -> float:
    """The share of the cells of a page that nothing but the ground touches."""
    columns, rows = int(page.width // CELL) + 1, int(page.height // CELL) + 1
    used: set[int] = set()
    for item in page.flat():
        for left, top, right, bottom in _covered(item):
            for y in range(int(top // CELL), int(bottom // CELL) + 1):
                used.update(
                    range(y * columns + int(left // CELL), y * columns + int(right // CELL) + 1)
                )
    return 1 - min(len(used) / (columns * rows), 1.0)


def _covered(item: Box | Line | Text | Shape) -> Iterable[tuple[float, float, float, float]]:
    if isinstance(item, Text):
        yield text_box(item)
    elif isinstance(item, Line):
        for (x1, y1), (x2, y2) in zip(item.points, item.points[1:], strict=False):
            yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    elif isinstance(item, Shape) or item.role not in _GROUND:
        yield item.x, item.y, item.x + item.w, item.y + item.h
