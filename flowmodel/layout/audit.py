"""A check of a drawing by its geometry alone: what overflows, overlaps or is struck through.

The audit knows nothing of privacy and nothing of how the drawing was made. It
reads the roles of the items: boxes that lines may cross (lanes, bands), lines
that are steps, the writing that belongs to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flowmodel.layout.canvas import text_box
from flowmodel.layout.geometry import (
    CELL,
    SLACK,
    Grid,
    Rect,
    distance,
    grown,
    overlap,
    segments,
    straight,
    union,
    within,
)
from flowmodel.layout.scene import MM_PER_PT, Box, Line, Page, Scene, Shape, Text
from flowmodel.layout.style import MIN_PT

OPEN_ROLES = frozenset({"lane", "zone", "band"})
"""Boxes that lines may cross: they hold what the lines join."""
UNDER_ROLES = frozenset({"halo", "ground", "share"})
"""What lies below all else: lines that draw the eye to another of the same course, and grounds."""
ASPECT = 0.84
"""Width of an arrowhead over its length, with a little room around it."""
SIGNS = {"badge": "badge", "icon": "icon", "stop": "sign"}
"""Roles of shapes that nothing may strike through, and what violations call them."""
BESIDE = 2.0
"""A number that is nearer to a label than this is read with it, mm."""
PARALLEL = 0.3
"""Parallel lines nearer than this are read as one, mm."""
MEET = 0.15
"""A corner or an end that is nearer than this to another line seems to join it, mm."""
FAR = 25.0
"""A label that is farther from its line than this is not seen together with it, mm."""
COLUMN = 4.0
"""Numbers whose columns of this width overlap are read below one another, mm."""


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


class _Page:
    def __init__(self, page: Page, number: int):
        self.page = page
        self.number = number
        items = list(page.flat())
        self.boxes = [i for i in items if isinstance(i, Box) and i.role not in UNDER_ROLES]
        self.texts = [i for i in items if isinstance(i, Text) and i.text.strip()]
        self.lines = [i for i in items if isinstance(i, Line) and i.role not in UNDER_ROLES]
        self.shapes = [i for i in items if isinstance(i, Shape)]
        self.by_id = {b.id: b for b in self.boxes if b.id}
        self.box_rects = [(b.x, b.y, b.x + b.w, b.y + b.h) for b in self.boxes]
        self.text_rects = [text_box(t) for t in self.texts]
        self.shape_rects = [(s.x, s.y, s.x + s.w, s.y + s.h) for s in self.shapes]
        self.runs = [(i, r) for i, line in enumerate(self.lines) for r in segments(line)]
        self.run_grid = Grid([r for _, r in self.runs])
        self.straight = [(i, r) for i, line in enumerate(self.lines) for r in straight(line)]
        self.straight_grid = Grid([r for _, r in self.straight])
        self.box_grid = Grid(self.box_rects)
        self.text_grid = Grid(self.text_rects)

    def _v(self, kind: str, *parts: str, detail: str = "") -> Violation:
        return Violation(kind, parts, self.number, detail)

    def violations(self) -> Iterator[Violation]:
        yield from self._page_bounds()
        yield from self._texts()
        yield from self._boxes()
        yield from self._lines_and_boxes()
        yield from self._lines_and_texts()
        yield from self._shapes()
        yield from self._lines_and_lines()
        yield from self._corners()
        yield from self._labels()
        yield from self._heads()
        yield from self._numbers()

    def _page_bounds(self) -> Iterator[Violation]:
        whole = (0.0, 0.0, self.page.width, self.page.height)
        for text, rect in zip(self.texts, self.text_rects, strict=True):
            if not within(rect, whole):
                yield self._v("outside-page", text.text)
        for box, rect in zip(self.boxes, self.box_rects, strict=True):
            if not within(rect, whole):
                yield self._v("outside-page", box.id or box.role)
        for shape, rect in zip(self.shapes, self.shape_rects, strict=True):
            if not within(rect, whole):
                yield self._v("outside-page", shape.part or shape.role)
        for i, rect in self.runs:
            if not within(rect, whole):
                yield self._v("outside-page", self.lines[i].part)

    def _texts(self) -> Iterator[Violation]:
        for i, (text, rect) in enumerate(zip(self.texts, self.text_rects, strict=True)):
            if text.size < MIN_PT - 1e-6:
                yield self._v("text-too-small", text.text, detail=f"{text.size} pt")
            if text.inside:
                box = self.by_id.get(text.inside)
                if box is None:
                    yield self._v("no-such-box", text.text, text.inside)
                elif not within(rect, (box.x, box.y, box.x + box.w, box.y + box.h)):
                    yield self._v("text-outside", text.text, text.inside)
            yield from self._text_neighbours(i, text, rect)

    def _text_neighbours(self, i: int, text: Text, rect: Rect) -> Iterator[Violation]:
        for j in self.text_grid.near(rect):
            if j > i and overlap(rect, self.text_rects[j]):
                yield self._v("text-overlap", text.text, self.texts[j].text)
        for j in self.box_grid.near(rect):
            box = self.boxes[j]
            if not overlap(rect, self.box_rects[j]):
                continue
            if not self._holds(box, text.inside) and box.role not in OPEN_ROLES:
                yield self._v("text-on-box", text.text, box.id)
            elif not within(rect, self.box_rects[j]):
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
            if outer and not within(rect, (outer.x, outer.y, outer.x + outer.w, outer.y + outer.h)):
                yield self._v("box-outside", box.id, box.inside)
            for j in self.box_grid.near(rect):
                other = self.boxes[j]
                if j <= i or not overlap(rect, self.box_rects[j]):
                    continue
                if not (self._holds(box, other.id) or self._holds(other, box.id)):
                    yield self._v("box-overlap", box.id or box.role, other.id or other.role)

    def _lines_and_boxes(self) -> Iterator[Violation]:
        for i, run in self.runs:
            for j in self.box_grid.near(run):
                box = self.boxes[j]
                if box.role in OPEN_ROLES or box.id == self.lines[i].part:
                    continue
                if overlap(grown(run, 0.01), self.box_rects[j], 0.03):
                    yield self._v("line-through-box", self.lines[i].part, box.id or box.role)

    def _lines_and_texts(self) -> Iterator[Violation]:
        for i, run in self.runs:
            for j in self.text_grid.near(run):
                if overlap(grown(run, 0.01), self.text_rects[j], 0.03):
                    yield self._v("line-through-text", self.lines[i].part, self.texts[j].text)

    def _shapes(self) -> Iterator[Violation]:
        """Signs that stand for themselves: discs of numbers, icons, marks, crosses on lines."""
        for shape, rect in zip(self.shapes, self.shape_rects, strict=True):
            for j in self.text_grid.near(rect) if shape.role == "strike" else ():
                if overlap(rect, self.text_rects[j]):
                    yield self._v("strike-on-text", shape.part, self.texts[j].text)
            if shape.role not in SIGNS:
                continue
            for j in self.run_grid.near(rect):
                line = self.lines[self.runs[j][0]]
                own = shape.role == "stop" and line.part == shape.part
                if not own and overlap(grown(self.runs[j][1], 0.01), rect, 0.03):
                    yield self._v(f"line-through-{SIGNS[shape.role]}", line.part, shape.part)
            for j in self.text_grid.near(rect):
                own = shape.role == "badge" and self.texts[j].role == "badge"
                if not own and overlap(rect, self.text_rects[j]):
                    yield self._v("text-on-sign", self.texts[j].text, shape.part)

    def _lines_and_lines(self) -> Iterator[Violation]:
        """Stretches of which a reader cannot tell to which line they belong."""
        for k, (i, a) in enumerate(self.straight):
            for other in self.straight_grid.near(grown(a, PARALLEL)):
                j, b = self.straight[other]
                if other <= k or (i == j and other == k + 1):
                    continue
                flat = a[3] - a[1] < 1e-6 and b[3] - b[1] < 1e-6 and abs(a[1] - b[1]) < PARALLEL
                upright = a[2] - a[0] < 1e-6 and b[2] - b[0] < 1e-6 and abs(a[0] - b[0]) < PARALLEL
                shared = (flat and min(a[2], b[2]) - max(a[0], b[0]) > 1e-6) or (
                    upright and min(a[3], b[3]) - max(a[1], b[1]) > 1e-6
                )
                if shared:
                    yield self._v("lines-share-stretch", self.lines[i].part, self.lines[j].part)

    def _corners(self) -> Iterator[Violation]:
        """Corners and ends of a line that touch another, as if the two were joined there."""
        for i, line in enumerate(self.lines):
            for x, y in _corners(line):
                spot = (x - MEET, y - MEET, x + MEET, y + MEET)
                for k in self.straight_grid.near(spot):
                    j, run = self.straight[k]
                    if j != i and overlap(grown(run, 1e-3), spot, 0.0):
                        yield self._v("lines-meet", line.part, self.lines[j].part)

    def _labels(self) -> Iterator[Violation]:
        """Every label is nearer to its own line than to any other; a label may have many lines.

        Where a number stands between the label and its line, it leads from one to the other.
        """
        numbers = {
            t.part: r for t, r in zip(self.texts, self.text_rects, strict=True) if t.role == "badge"
        }
        drawn = {line.part for line in self.lines}
        for role, part, text, rect in self._writings():
            number = numbers.get(part) if role == "label" else None
            if number is not None and distance(number, rect) >= BESIDE:
                number = None
            own = other = 1e9
            blame = ""
            around = rect if number is None else union(rect, number)
            for k in self.run_grid.near(grown(around, CELL)):
                i, run = self.runs[k]
                gap = distance(rect, run)
                if self.lines[i].part == part:
                    own = min(own, gap)
                    if number is not None:
                        own = min(own, distance(number, run))
                elif gap < other:
                    other, blame = gap, self.lines[i].part
            if own > other:
                yield self._v("label-nearer-to-other", text, blame, detail=f"{own:.2f}>{other:.2f}")
            elif own > CELL and part in drawn and self._far(part, rect):
                yield self._v("label-far-from-line", text, part)

    def _far(self, part: str, rect: Rect) -> bool:
        """Whether no line of a part is near enough to be seen together with a rectangle."""
        return all(distance(rect, r) > FAR for i, r in self.runs if self.lines[i].part == part)

    def _writings(self) -> Iterator[tuple[str, str, str, Rect]]:
        """What belongs to a line: role, part, first words and bounds.

        A label may have lines; a number beside a label is read with it.
        """
        drawn = {line.part for line in self.lines if line.role == "step"}
        beside = self._beside()
        at: Text | None = None
        rect: Rect = (0.0, 0.0, 0.0, 0.0)
        first = ""
        for i, (text, r) in enumerate(zip(self.texts, self.text_rects, strict=True)):
            alone = text.part in drawn and not beside.get(i, True)
            if text.role != "label" and not alone:
                continue
            if at and self._goes_on(at, text):
                rect = union(rect, r)
            else:
                if at:
                    yield at.role, at.part, first, rect
                rect, first = r, text.text
            at = text
        if at:
            yield at.role, at.part, first, rect

    def _beside(self) -> dict[int, bool]:
        """Whether each number stands beside a label of its part, by its place among the texts."""
        labels: dict[str, list[Rect]] = {}
        for text, rect in zip(self.texts, self.text_rects, strict=True):
            if text.role == "label":
                labels.setdefault(text.part, []).append(rect)
        return {
            i: any(distance(rect, r) < BESIDE for r in labels.get(text.part, ()))
            for i, (text, rect) in enumerate(zip(self.texts, self.text_rects, strict=True))
            if text.role == "badge"
        }

    @staticmethod
    def _goes_on(at: Text, text: Text) -> bool:
        """Whether a text is the next line of the one before it; the second may hang."""
        same = at.part == text.part and at.role == text.role
        hangs = 0 <= text.x - at.x < 1.1 * text.size * MM_PER_PT
        return same and hangs and abs(at.y - text.y) < text.size

    def _heads(self) -> Iterator[Violation]:
        for i, line in enumerate(self.lines):
            if not line.head:
                continue
            (x1, y1), (x2, y2) = line.points[-2:]
            if abs(x1 - x2) + abs(y1 - y2) < line.head - 1e-6:
                yield self._v("no-room-for-arrowhead", line.part)
            for hit in self._on_head(i, _head_box(line)):
                yield self._v("arrowhead-hit", line.part, hit)

    def _on_head(self, i: int, rect: Rect) -> Iterator[str]:
        """What stands where the arrowhead of a line does."""
        for k in self.run_grid.near(rect):
            if self.runs[k][0] != i and overlap(self.runs[k][1], rect, -0.01):
                yield self.lines[self.runs[k][0]].part
        for k in self.text_grid.near(rect):
            if overlap(rect, self.text_rects[k]):
                yield self.texts[k].text
        for k in self.box_grid.near(rect):
            box = self.boxes[k]
            own = box.role in OPEN_ROLES or box.id == self.lines[i].part
            if not own and overlap(rect, self.box_rects[k]):
                yield box.id or box.role

    def _numbers(self) -> Iterator[Violation]:
        """Numbers below one another stand in the order in which they are drawn."""
        last: dict[int, tuple[float, str]] = {}
        for text, rect in zip(self.texts, self.text_rects, strict=True):
            if text.role != "badge":
                continue
            columns = range(int(rect[0] // COLUMN), int(rect[2] // COLUMN) + 1)
            above = [last[c] for c in columns if c in last and last[c][1] != text.part]
            for y, part in dict.fromkeys(above):
                if rect[1] < y - SLACK:
                    yield self._v("numbers-out-of-order", part, text.part)
            for c in columns:
                last[c] = (rect[1], text.part)


def _corners(line: Line) -> Iterator[tuple[float, float]]:
    """The ends and corners of a line, but not the points of its hops and slants."""
    points = line.points
    for i, point in enumerate(points):
        near = (*points[max(i - 1, 0) : i], *points[i + 1 : i + 2])
        if all(abs(point[0] - q[0]) < 1e-6 or abs(point[1] - q[1]) < 1e-6 for q in near):
            yield point


def _head_box(line: Line) -> Rect:
    """What the arrowhead of a line covers."""
    (x1, y1), (x2, y2) = line.points[-2:]
    half = line.head * ASPECT / 2
    if abs(x2 - x1) >= abs(y2 - y1):
        x0 = x2 - line.head if x2 > x1 else x2 + line.head
        return min(x0, x2), y2 - half, max(x0, x2), y2 + half
    y0 = y2 - line.head if y2 > y1 else y2 + line.head
    return x2 - half, min(y0, y2), x2 + half, max(y0, y2)
