"""A check of a drawing by its geometry alone: what overflows, overlaps or is struck through.

The audit knows nothing of privacy and nothing of how the drawing was made. It
reads the roles of the items: boxes that lines may cross (lanes, bands), lines
that are steps, the writing that belongs to them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from flowmodel.layout.canvas import text_box
from flowmodel.layout.scene import Box, Line, Page, Scene, Shape, Text
from flowmodel.layout.style import MIN_PT

Rect = tuple[float, float, float, float]
"""left, top, right, bottom, mm."""

OPEN_ROLES = frozenset({"lane", "zone", "band"})
"""Boxes that lines may cross: they hold what the lines join."""
UNDER_ROLES = frozenset({"halo"})
"""Lines that lie below another line of the same course, to which they draw the eye."""
SLACK = 0.06
"""Overlap that is not seen, mm."""
BESIDE = 2.0
"""A number that is nearer to a label than this is read with it, mm."""
CELL = 12.0
"""Edge of the cells in which items are looked up, mm."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that a reader would stumble over."""

    kind: str
    """``text-outside``, ``box-overlap``, ``line-through-box`` …"""
    parts: tuple[str, ...]
    """The parts or texts concerned."""
    page: int
    """Counted from 1."""
    detail: str = ""


def audit(scene: Scene) -> tuple[Violation, ...]:
    """All violations of a scene, page by page; none for a figure that is fit to print."""
    found: list[Violation] = []
    for number, page in enumerate(scene.pages, 1):
        found.extend(_Page(page, number).violations())
    return tuple(found)


def _segments(line: Line) -> Iterator[Rect]:
    for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False):
        yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _overlap(a: Rect, b: Rect, slack: float = SLACK) -> bool:
    return (
        a[0] < b[2] - slack and b[0] < a[2] - slack and a[1] < b[3] - slack and b[1] < a[3] - slack
    )


def _within(a: Rect, b: Rect, slack: float = SLACK) -> bool:
    return (
        a[0] >= b[0] - slack
        and a[1] >= b[1] - slack
        and a[2] <= b[2] + slack
        and a[3] <= b[3] + slack
    )


def _grown(r: Rect, by: float) -> Rect:
    return r[0] - by, r[1] - by, r[2] + by, r[3] + by


def _distance(a: Rect, b: Rect) -> float:
    dx = max(a[0] - b[2], b[0] - a[2], 0.0)
    dy = max(a[1] - b[3], b[1] - a[3], 0.0)
    return math.hypot(dx, dy)


class _Grid:
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


class _Page:
    def __init__(self, page: Page, number: int):
        self.page = page
        self.number = number
        items = list(page.flat())
        self.boxes = [i for i in items if isinstance(i, Box)]
        self.texts = [i for i in items if isinstance(i, Text) and i.text.strip()]
        self.lines = [i for i in items if isinstance(i, Line) and i.role not in UNDER_ROLES]
        self.shapes = [i for i in items if isinstance(i, Shape)]
        self.by_id = {b.id: b for b in self.boxes if b.id}
        self.box_rects = [(b.x, b.y, b.x + b.w, b.y + b.h) for b in self.boxes]
        self.text_rects = [text_box(t) for t in self.texts]
        self.runs = [(i, r) for i, line in enumerate(self.lines) for r in _segments(line)]
        self.run_grid = _Grid([r for _, r in self.runs])
        self.box_grid = _Grid(self.box_rects)
        self.text_grid = _Grid(self.text_rects)

    def _v(self, kind: str, *parts: str, detail: str = "") -> Violation:
        return Violation(kind, parts, self.number, detail)

    def violations(self) -> Iterator[Violation]:
        yield from self._page_bounds()
        yield from self._texts()
        yield from self._boxes()
        yield from self._lines_and_boxes()
        yield from self._lines_and_texts()
        yield from self._signs()
        yield from self._lines_and_lines()
        yield from self._labels()
        yield from self._heads()
        yield from self._numbers()

    def _page_bounds(self) -> Iterator[Violation]:
        whole = (0.0, 0.0, self.page.width, self.page.height)
        for text, rect in zip(self.texts, self.text_rects, strict=True):
            if not _within(rect, whole):
                yield self._v("outside-page", text.text)
        for box, rect in zip(self.boxes, self.box_rects, strict=True):
            if not _within(rect, whole):
                yield self._v("outside-page", box.id or box.role)
        for i, rect in self.runs:
            if not _within(rect, whole):
                yield self._v("outside-page", self.lines[i].part)

    def _texts(self) -> Iterator[Violation]:
        for i, (text, rect) in enumerate(zip(self.texts, self.text_rects, strict=True)):
            if text.size < MIN_PT - 1e-6:
                yield self._v("text-too-small", text.text, detail=f"{text.size} pt")
            if text.inside:
                box = self.by_id.get(text.inside)
                if box is None:
                    yield self._v("no-such-box", text.text, text.inside)
                elif not _within(rect, (box.x, box.y, box.x + box.w, box.y + box.h)):
                    yield self._v("text-outside", text.text, text.inside)
            yield from self._text_neighbours(i, text, rect)

    def _text_neighbours(self, i: int, text: Text, rect: Rect) -> Iterator[Violation]:
        for j in self.text_grid.near(rect):
            if j > i and _overlap(rect, self.text_rects[j]):
                yield self._v("text-overlap", text.text, self.texts[j].text)
        for j in self.box_grid.near(rect):
            box = self.boxes[j]
            if not _overlap(rect, self.box_rects[j]):
                continue
            if not self._holds(box, text.inside) and box.role not in OPEN_ROLES:
                yield self._v("text-on-box", text.text, box.id)
            elif not _within(rect, self.box_rects[j]):
                yield self._v("text-across-edge", text.text, box.id)

    def _holds(self, outer: Box, inner: str) -> bool:
        """Whether `outer` is the box of that id or holds it."""
        while inner:
            if inner == outer.id:
                return True
            box = self.by_id.get(inner)
            inner = box.inside if box else ""
        return False

    def _boxes(self) -> Iterator[Violation]:
        for i, (box, rect) in enumerate(zip(self.boxes, self.box_rects, strict=True)):
            outer = self.by_id.get(box.inside) if box.inside else None
            if outer and not _within(
                rect, (outer.x, outer.y, outer.x + outer.w, outer.y + outer.h)
            ):
                yield self._v("box-outside", box.id, box.inside)
            for j in self.box_grid.near(rect):
                other = self.boxes[j]
                if j <= i or not _overlap(rect, self.box_rects[j]):
                    continue
                if not (self._holds(box, other.id) or self._holds(other, box.id)):
                    yield self._v("box-overlap", box.id or box.role, other.id or other.role)

    def _lines_and_boxes(self) -> Iterator[Violation]:
        for i, run in self.runs:
            for j in self.box_grid.near(run):
                box = self.boxes[j]
                if box.role in OPEN_ROLES or box.id == self.lines[i].part:
                    continue
                if _overlap(_grown(run, 0.01), self.box_rects[j], 0.03):
                    yield self._v("line-through-box", self.lines[i].part, box.id or box.role)

    def _lines_and_texts(self) -> Iterator[Violation]:
        for i, run in self.runs:
            for j in self.text_grid.near(run):
                if _overlap(_grown(run, 0.01), self.text_rects[j], 0.03):
                    yield self._v("line-through-text", self.lines[i].part, self.texts[j].text)

    def _signs(self) -> Iterator[Violation]:
        """No line runs through a badge, and no cross on a line through writing."""
        for shape in self.shapes:
            rect = (shape.x, shape.y, shape.x + shape.w, shape.y + shape.h)
            for j in self.text_grid.near(rect) if shape.role == "strike" else ():
                if _overlap(rect, self.text_rects[j]):
                    yield self._v("strike-on-text", shape.part, self.texts[j].text)
            if shape.role != "badge":
                continue
            for j in self.run_grid.near(rect):
                if _overlap(_grown(self.runs[j][1], 0.01), rect, 0.03):
                    yield self._v(
                        "line-through-badge", self.lines[self.runs[j][0]].part, shape.part
                    )

    def _lines_and_lines(self) -> Iterator[Violation]:
        for k, (i, a) in enumerate(self.runs):
            for other in self.run_grid.near(_grown(a, 0.3)):
                j, b = self.runs[other]
                if other <= k or i == j:
                    continue
                flat = a[3] - a[1] < 1e-6 and b[3] - b[1] < 1e-6 and abs(a[1] - b[1]) < 0.3
                upright = a[2] - a[0] < 1e-6 and b[2] - b[0] < 1e-6 and abs(a[0] - b[0]) < 0.3
                shared = (flat and min(a[2], b[2]) - max(a[0], b[0]) > 1e-6) or (
                    upright and min(a[3], b[3]) - max(a[1], b[1]) > 1e-6
                )
                if shared:
                    yield self._v("lines-share-stretch", self.lines[i].part, self.lines[j].part)

    def _labels(self) -> Iterator[Violation]:
        """Every label is nearer to its own line than to any other; a label may have many lines.

        Where a number stands between the label and its line, it leads from one to the other.
        """
        numbers = {
            t.part: r for t, r in zip(self.texts, self.text_rects, strict=True) if t.role == "badge"
        }
        for part, text, rect in self._writings():
            number = numbers.get(part)
            beside = number is not None and _distance(number, rect) < BESIDE
            own = other = 1e9
            blame = ""
            for k in self.run_grid.near(_grown(rect, CELL)):
                i, run = self.runs[k]
                gap = _distance(rect, run)
                if self.lines[i].part == part:
                    own = min(own, gap)
                    if beside and number is not None:
                        own = min(own, _distance(number, run))
                elif gap < other:
                    other, blame = gap, self.lines[i].part
            if own > other:
                yield self._v("label-nearer-to-other", text, blame, detail=f"{own:.2f}>{other:.2f}")

    def _writings(self) -> Iterator[tuple[str, str, Rect]]:
        """The labels as part, first line and bounds; lines that follow one another are one."""
        at: Text | None = None
        rect: Rect = (0.0, 0.0, 0.0, 0.0)
        first = ""
        for text, r in zip(self.texts, self.text_rects, strict=True):
            if text.role != "label":
                continue
            if at and at.part == text.part and abs(at.y - text.y) < text.size and at.x == text.x:
                rect = (
                    min(rect[0], r[0]),
                    min(rect[1], r[1]),
                    max(rect[2], r[2]),
                    max(rect[3], r[3]),
                )
            else:
                if at:
                    yield at.part, first, rect
                rect, first = r, text.text
            at = text
        if at:
            yield at.part, first, rect

    def _heads(self) -> Iterator[Violation]:
        for i, line in enumerate(self.lines):
            if not line.head:
                continue
            (x1, y1), (x2, y2) = line.points[-2:]
            if abs(x1 - x2) + abs(y1 - y2) < line.head - 1e-6:
                yield self._v("no-room-for-arrowhead", line.part)
            half = line.head * 0.42
            x0 = x2 - line.head if x2 > x1 else x2 + line.head
            rect = (min(x0, x2), y2 - half, max(x0, x2), y2 + half)
            for k in self.run_grid.near(rect):
                if self.runs[k][0] != i and _overlap(self.runs[k][1], rect, -0.01):
                    yield self._v("arrowhead-hit", line.part, self.lines[self.runs[k][0]].part)
            for k in self.text_grid.near(rect):
                if _overlap(rect, self.text_rects[k]):
                    yield self._v("arrowhead-hit", line.part, self.texts[k].text)

    def _numbers(self) -> Iterator[Violation]:
        """Badges of one column stand from top to bottom in the order in which they are drawn."""
        last: dict[int, tuple[float, str]] = {}
        for text, rect in zip(self.texts, self.text_rects, strict=True):
            if text.role != "badge":
                continue
            column = int(rect[0] // 4)
            if column in last and rect[1] < last[column][0] - SLACK:
                yield self._v("numbers-out-of-order", last[column][1], text.part)
            last[column] = (rect[1], text.part)
