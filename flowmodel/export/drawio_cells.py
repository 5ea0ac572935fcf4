"""One page of a drawing as cells of draw.io: native shapes that an editor moves and renames.

A box becomes a vertex that holds what stands in it, an arrow an edge joined to the vertices at
its ends, its number and its words labels of that edge. Every cell that shows a part of the model
says which, and what it said when it was written, so that a hand edit can be told (`ROLE` and its
neighbours). Lengths are millimetres on the page and hundredths of an inch in draw.io.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flowmodel.export.drawio_geometry import (
    UNIT,
    arrowhead,
    colours,
    halfway,
    number,
    rectangle,
    route,
    stencil,
    units,
)
from flowmodel.export.drawio_record import WORDS, Kept, look
from flowmodel.layout.scene import MM_PER_PT, Box, Group, Item, Line, Page, Shape, Text
from flowmodel.render.pptx_text import ASCENT, LEADING, Texts, follows, same_look
from flowmodel.render.svg import clean, escape

TOP = 5
"""What draw.io leaves above a text at the top of its shape, in its units."""
ROLE, PART, WAS = "flowmodel-role", "flowmodel-part", "flowmodel-was"
"""Attributes of a cell: what it shows, of which part, and its words as written."""
ALSO = "flowmodel-also"
"""Attribute of a cell: the ids of further parts that it shows, with spaces between."""
CELL, LOOK = "flowmodel-cell", "flowmodel-look"
"""Attributes of a cell: its id as written, and the sum of its place and look."""
ROOT = "0"
LAYER = "1"
_HOLDERS = frozenset(("actor", "card", "kept"))
"""Roles of boxes that are joined or hold others: their words are cells of their own."""
_JOINED = frozenset(("actor", "bar", "kept", "party"))
"""Roles of cells at which a hand may join arrows."""
_GROUNDS = frozenset(("channel", "head", "lane", "zone"))
"""Roles of boxes that lie under others."""
_ALONG = frozenset(("icon", "number"))
"""Roles of signs that move along with the box in which they stand."""


@dataclass
class Cell:
    """One cell, before it is written."""

    id: str
    parent: str
    style: str
    geometry: str
    lines: tuple[str, ...] = ()
    hangs: tuple[float, ...] = ()
    """How far each line stands in from the first, mm; empty where none does."""
    role: str = ""
    part: str = ""
    tooltip: str = ""
    edge: bool = False
    source: str = ""
    """The id of the cell at which an edge begins; empty for none."""
    target: str = ""
    also: str = ""
    """Further parts that it shows, with spaces between."""


class Cells:
    """Writes the cells of one page; their ids begin with `prefix`."""

    def __init__(self, page: Page, prefix: str, family: str):
        self.prefix, self.family = prefix, family
        self.boxes = {b.id: b for b in page.flat() if isinstance(b, Box) and b.id}
        self.heads = {b.inside: b for b in self.boxes.values() if b.role == "head"}
        self.texts = Texts(page)
        self.made: list[Cell] = []
        self._recent: deque[Box] = deque(maxlen=4)
        self._count = 0
        self._items(page.items, "")

    def _id(self) -> str:
        self._count += 1
        return f"{self.prefix}-{self._count}"

    def _box_id(self, id: str) -> str:
        return f"{self.prefix}.{id}"

    def _items(self, items: tuple[Item, ...], told: str) -> None:
        waiting = list(items)
        edge: tuple[Cell, Line] | None = None
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, Group):
                first = len(self.made)
                self._items(item.items, item.title)
                for cell in self.made[first:] if item.also else ():
                    cell.also = " ".join(item.also)
            elif isinstance(item, Box):
                if not item.unseen:
                    self._box(item)
            elif isinstance(item, Line):
                cell = self._line(item, told)
                edge = (cell, item) if item.source or item.target else edge
            elif isinstance(item, Shape):
                self._shape(item, edge, waiting[0] if waiting else None)
            else:
                self._block(item, waiting, edge)

    def _box(self, box: Box) -> None:
        if box.id and box.role not in _GROUNDS:
            self._recent.append(box)
        held = self.texts.held.get(box.id, []) if box.id else []
        if box.role == "head" and box.inside in self.boxes:
            return
        look = f"rounded={int(box.radius > 0)};absoluteArcSize=1;arcSize={units(2 * box.radius)};"
        paint = colours(box.fill, box.stroke, box.weight, box.dash)
        style = f"{look}{paint}container={int(box.role == 'lane')};collapsible=0;recursiveResize=0;"
        if box.id in self.heads and box.role == "lane":
            self._lane(box, self.heads[box.id])
            return
        parent, x, y = self._within(box.inside, box.x, box.y)
        id = self._box_id(box.id) if box.id else self._id()
        geometry = rectangle(x, y, box.w, box.h)
        cell = Cell(id, parent, style, geometry, role=box.role, part=box.part)
        if held and box.role not in _HOLDERS and _alike(held):
            cell.lines, cell.hangs = tuple(t.text for t in held), hanging(held)
            cell.style += self._words(held, box)
            cell.role = held[0].role
            held = []
        self.made.append(cell)
        for block in blocks(held):
            self._text(block, None)

    def _lane(self, box: Box, head: Box) -> None:
        """A lane with its heading: a swimlane, as draw.io has them."""
        held = self.texts.held.get(head.id, [])
        paint = colours(head.fill, box.stroke, box.weight, box.dash)
        style = (
            f"swimlane;startSize={units(head.h)};swimlaneFillColor={box.fill};rounded=1;"
            f"absoluteArcSize=1;arcSize={units(2 * box.radius)};collapsible=0;container=1;"
            f"recursiveResize=0;{paint}{self._words(held, head)}"
        )
        parent, x, y = self._within(box.inside, box.x, box.y)
        lines = tuple(t.text for t in held)
        id = self._box_id(box.id)
        geometry = rectangle(x, y, box.w, box.h)
        self.made.append(Cell(id, parent, style, geometry, lines, role="head", part=box.part))

    def _within(self, inside: str, x: float, y: float) -> tuple[str, float, float]:
        """The cell of the box that holds something, and its place seen from there."""
        box = self.boxes.get(inside)
        if box is None:
            return LAYER, x, y
        if box.role == "head" and box.inside in self.boxes:
            box = self.boxes[box.inside]
        return self._box_id(box.id), x - box.x, y - box.y

    def _line(self, line: Line, told: str) -> Cell:
        ends, places = {}, ""
        for name, at, box in (
            ("source", line.points[0], self.boxes.get(line.source)),
            ("target", line.points[-1], self.boxes.get(line.target)),
        ):
            if box is None:
                continue
            ends[name] = self._box_id(box.id)
            side = "exit" if name == "source" else "entry"
            places += (
                f"{side}X={number((at[0] - box.x) / (box.w or 1), 5)};"
                f"{side}Y={number((at[1] - box.y) / (box.h or 1), 5)};{side}Perimeter=0;"
            )
        style = (
            f"edgeStyle=none;rounded=0;html=1;{arrowhead(line)}"
            f"{colours('none', line.stroke, line.weight, line.dash)}{places}"
        )
        id = self._id()
        cell = Cell(
            id, LAYER, style, route(line), role=line.role, part=line.part, tooltip=told, edge=True,
            source=ends.get("source", ""), target=ends.get("target", ""),
        )  # fmt: skip
        self.made.append(cell)
        return cell

    def _shape(self, shape: Shape, edge: tuple[Cell, Line] | None, after: Item | None) -> None:
        sign = self.texts.badges.get(id(shape))
        style = f"shape=stencil({stencil(shape)});aspect=fixed;{colours(shape.fill, shape.stroke, shape.weight, ())}"
        cell = Cell(self._id(), LAYER, style, "", role=shape.role, part=shape.part)
        if sign is not None:
            box = Box(shape.x, shape.y, shape.w, shape.h, shape.role)
            cell.lines = (sign.text,)
            cell.style += self._words([sign], box)
        around = self._around(shape, after) if shape.role in _ALONG else ""
        self._place(cell, (shape.x, shape.y, shape.w, shape.h), around, edge, shape.part)
        self.made.append(cell)

    def _around(self, shape: Shape, after: Item | None) -> str:
        """The box in which a sign stands: its words say so, or it was drawn just before."""
        if isinstance(after, Text) and (after.role, after.part) == (shape.role, shape.part):
            return after.inside
        for b in reversed(self._recent):
            across, down = shape.x - b.x, shape.y - b.y
            if 0 <= across <= b.w - shape.w and 0 <= down <= b.h - shape.h:
                return b.id
        return ""

    def _place(
        self,
        cell: Cell,
        bounds: tuple[float, float, float, float],
        inside: str,
        edge: tuple[Cell, Line] | None,
        part: str,
    ) -> None:
        """Put a cell on the page, into its box, or along the edge of whose part it is."""
        x, y, w, h = bounds
        if edge is not None and part and edge[1].part == part and not inside:
            middle = halfway(edge[1].points)
            cell.parent = edge[0].id
            cell.geometry = (
                f'<mxGeometry width="{units(w)}" height="{units(h)}" relative="1" as="geometry">'
                f'<mxPoint x="{units(x - middle[0])}" y="{units(y - middle[1])}" as="offset"/>'
                "</mxGeometry>"
            )
            cell.style += "resizable=0;"
            return
        cell.parent, x, y = self._within(inside, x, y)
        cell.geometry = rectangle(x, y, w, h)

    def _block(self, text: Text, waiting: list[Item], edge: tuple[Cell, Line] | None) -> None:
        """A text that stands in no box, with the lines that go on with it."""
        if not self.texts.free(text):
            return
        block = [text]
        while waiting and isinstance(waiting[0], Text) and self.texts.free(waiting[0]):
            if not (same_look(waiting[0], text) and follows(waiting[0], block[-1])):
                break
            block.append(waiting.pop(0))  # type: ignore[arg-type]
        self._text(block, edge)

    def _text(self, block: Sequence[Text], edge: tuple[Cell, Line] | None) -> None:
        first, em = block[0], block[0].size * MM_PER_PT
        left, right = min(t.left for t in block), max(t.left + t.width for t in block)
        top = first.y - em * ASCENT
        bounds = left, top, right - left, block[-1].y - first.y + em * LEADING
        style = (
            f"text;strokeColor=none;fillColor=none;{self._words(block, Box(*bounds, first.role))}"
        )
        lines = tuple(t.text for t in block)
        cell = Cell(self._id(), LAYER, style, "", lines, hanging(block), first.role, first.part)
        self._place(cell, bounds, first.inside, edge, first.part)
        self.made.append(cell)

    def _words(self, texts: Sequence[Text], box: Box) -> str:
        """How the words of a cell are set."""
        if not texts:
            return ""
        first, em = texts[0], texts[0].size * MM_PER_PT
        top = first.y - em * ASCENT - box.y
        bottom = box.y + box.h - (texts[-1].y - em * ASCENT + em * LEADING)
        middle = abs(top - bottom) < 1.0
        anchor = {"start": "left", "middle": "center", "end": "right"}[first.anchor]
        places = f"align={anchor};verticalAlign={'middle' if middle else 'top'};spacing=0;"
        if anchor == "left":
            places += f"spacingLeft={round((min(t.left for t in texts) - box.x) * UNIT)};"
        if not middle:
            places += f"spacingTop={round(max(0.0, top) * UNIT) - TOP};"
        return (
            f"html=1;whiteSpace=nowrap;{places}fontFamily={self.family};"
            f"fontSize={units(em)};fontColor={first.fill};fontStyle={int(first.bold)};"
        )


def _alike(texts: Sequence[Text]) -> bool:
    """Whether texts are one label: set alike, line below line."""
    return all(same_look(t, texts[0]) and follows(t, before) for before, t in pairwise(texts))


def hanging(texts: Sequence[Text]) -> tuple[float, ...]:
    """How far lines stand in from the first, as the later lines of an entry do; mm."""
    if texts[0].anchor != "start":
        return ()
    left = min(t.left for t in texts)
    found = tuple(t.left - left for t in texts)
    return found if any(f > 0.1 for f in found) else ()


def blocks(texts: Iterable[Text]) -> list[list[Text]]:
    """Texts in runs that are set alike, line below line."""
    found: list[list[Text]] = []
    for text in texts:
        if found and same_look(text, found[-1][-1]) and follows(text, found[-1][-1]):
            found[-1].append(text)
        else:
            found.append([text])
    return found


def written(cell: Cell) -> str:
    """A cell as XML."""
    hangs = cell.hangs or (0.0,) * len(cell.lines)
    lines = "<br>".join(map(_line, cell.lines, hangs))
    html = f'<div style="line-height: {LEADING}">{lines}</div>' if lines else ""
    kind = 'edge="1"' if cell.edge else 'vertex="1"'
    connectable = "" if cell.edge or cell.role in _JOINED else ' connectable="0"'
    ends = "".join(
        f' {name}="{escape(id)}"'
        for name, id in (("source", cell.source), ("target", cell.target))
        if id
    )
    inner = (
        f'<mxCell style="{escape(cell.style)}" parent="{escape(cell.parent)}" {kind}'
        f"{connectable}{ends}>{cell.geometry}</mxCell>"
    )
    named = {
        ROLE: cell.role,
        PART: cell.part,
        ALSO: cell.also,
        WAS: "\n".join(clean(line) for line in cell.lines),
        CELL: cell.id,
        LOOK: look(cell.style, cell.geometry),
    }
    if cell.tooltip:
        named = {"tooltip": clean(cell.tooltip), **named}
    attributes = "".join(f' {k}="{_attribute(v)}"' for k, v in named.items() if v)
    return f'<object label="{_attribute(html)}"{attributes} id="{escape(cell.id)}">{inner}</object>'


def kept(cell: Cell) -> Kept:
    """A cell as the record has it."""
    words = " ".join(clean(line) for line in cell.lines)[:WORDS]
    return Kept(cell.id, cell.role, cell.part, cell.parent, words, cell.source, cell.target)


def _line(words: str, hang: float) -> str:
    told = escape(clean(words))
    return f'<span style="margin-left: {units(hang)}px">{told}</span>' if hang > 0.1 else told


def _attribute(value: str) -> str:
    return escape(value).replace("\n", "&#10;").replace("\t", "&#9;")
