"""Pages of a figure that Graphviz placed: brought to the size of the paper, with a list of steps.

Where the detailed figure fits the paper, it stands alone on its page. Where it does not, one that
shows only numbers does, and a list says what the numbers stand for, below it or on pages of its
own. Where even that is larger than the paper at the smallest type, the page is larger.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flowmodel.layout import surround
from flowmodel.layout.canvas import Canvas
from flowmodel.layout.dot_parts import Placement
from flowmodel.layout.dot_run import DotError
from flowmodel.layout.listing import Entry, Placed, bottom_of, column_width, in_columns
from flowmodel.layout.network import UNRESOLVED, Figure, fits, settled
from flowmodel.layout.scene import Group, Item, Line, Page, Shape, Text
from flowmodel.layout.sheet import MARGIN, Sheet

LARGEST = 1.35
"""Most that a small figure is enlarged to fill its page."""
COLUMNS = 3
"""Columns of the list on a page as wide as the paper."""
GAP = 5.0
"""Distance of figure and list, mm at scale 1."""


@dataclass(slots=True)
class Paper:
    """A page around a figure."""

    sheet: Sheet
    """What title and foot are made with."""
    width: float
    height: float
    """Infinite for a screen."""
    notes: bool = True
    """Whether the notes and the legend of the model stand below the figure."""

    def foot(self, width: float, first: bool, last: bool) -> surround.Foot:
        """Notes and legend on the first page, what the check found on the last."""
        return surround.foot(self.sheet, width, first and self.notes, last, signs=True)

    def below(self, width: float, first: bool, last: bool) -> float:
        """Height below the figure, mm."""
        feet = self.foot(width, first, last).height
        gap = self.sheet.setter.style.mm(2.4) if feet else 0.0
        return gap + feet + surround.footer_height(self.sheet, width) + MARGIN - 1.0

    def top(self, width: float) -> float:
        """Where the figure begins, mm."""
        below = self.sheet.setter.style.mm(2.0)
        return MARGIN + surround.title_height(self.sheet, width, 99, 100) + below

    def holds(self, body: Body) -> bool:
        """Whether a page of the paper's size has room for this."""
        high = body.bottom + self.below(body.width, True, True)
        return body.width <= self.width + 0.1 and high <= self.height + 0.1

    def page(
        self, width: float, body: Sequence[Item], bottom: float, number: int, pages: int
    ) -> Page:
        """A page with title and foot around `body`, which ends at `bottom`."""
        canvas = Canvas(self.sheet.theme)
        first, last = number == 1, number == pages
        surround.title(self.sheet, canvas, width, number, pages)
        canvas.add(*body)
        least = 0.0 if math.isinf(self.height) else self.height
        height = max(least, bottom + self.below(width, first, last))
        feet = self.foot(width, first, last)
        if feet.height:
            over = height - self.below(width, first, last) + self.sheet.setter.style.mm(2.4)
            surround.draw_foot(self.sheet, canvas, feet, over, width)
        surround.footer(self.sheet, canvas, width, height)
        return Page(width, height, tuple(canvas.items))


@dataclass(slots=True)
class Body:
    """What a page holds between title and foot; all in mm."""

    width: float
    """Of the page."""
    items: list[Item]
    bottom: float
    """Where it ends."""


def numbered(paper: Paper, found: Sequence[Body]) -> tuple[Page, ...]:
    """The pages of these bodies, with title, numbers and foot."""
    return tuple(
        paper.page(b.width, b.items, b.bottom, i, len(found)) for i, b in enumerate(found, 1)
    )


def bodies(
    paper: Paper, detailed: Callable[[], Figure], numbers: Sequence[Callable[[], Figure]],
    listed: Callable[[float], list[Entry]],
) -> list[Body]:  # fmt: skip
    """What a figure needs of pages; `listed` gives the list for columns of a width.

    Of the figures with `numbers`, each smaller than the one before, the first that fits is taken.
    Raises `DotError` where Graphviz gives no layout without a collision.
    """
    width, top = paper.width, paper.top(paper.width)
    room = width - 2 * MARGIN
    high = paper.height - top - paper.below(width, True, True)
    found = settled(detailed(), (room, high))
    if found is not None and fits(found, (room, high)):
        placed, items = found
        scale = max(1.0, min(room / placed.width, high / placed.height, LARGEST))
        spare = 0.0 if math.isinf(high) else (high - placed.height * scale) / 2
        return [Body(width, *_centred(placed, items, scale, width, top + spare))]
    smaller = None
    for figure in numbers:
        found = settled(figure(), (room, high))
        smaller = found or smaller
        if found is not None and fits(found, (room, high)):
            break
    if smaller is None:
        raise DotError(UNRESOLVED)
    return _with_list(paper, *smaller, listed)


def _with_list(
    paper: Paper, placed: Placement, items: Sequence[Item],
    listed: Callable[[float], list[Entry]],
) -> list[Body]:  # fmt: skip
    """The figure with the list below it, or on the pages after it."""
    width = max(paper.width, placed.width + 2 * MARGIN)
    room, top, gap = width - 2 * MARGIN, paper.top(width), paper.sheet.setter.style.mm(GAP)
    count = max(1, round(COLUMNS * width / paper.width))
    entries = listed(column_width(room, count))
    high = paper.height - top - paper.below(width, True, True)
    left = high - placed.height - gap
    under, done = in_columns(entries, MARGIN, 0.0, room, left, count) if left > 0 else ([], 0)
    whole = done == len(entries)
    taken = bottom_of(under) + gap if whole else 0.0
    scale = max(1.0, min(room / placed.width, (high - taken) / placed.height, LARGEST))
    alone = not whole and not math.isinf(high)
    spare = max(0.0, high - placed.height * scale) / 2 if alone else 0.0
    body, bottom = _centred(placed, items, scale, width, top + spare)
    if whole:
        body += _entries(paper, [(e, x, y + bottom + gap) for e, x, y in under])
        return [Body(width, body, bottom + taken)]
    return [Body(width, body, bottom), *listed_pages(paper, entries, width, count)]


def listed_pages(
    paper: Paper, entries: Sequence[Entry], width: float, count: int = COLUMNS
) -> list[Body]:
    """A list on pages of its own, in `count` columns."""
    parts = _divided(paper, entries, width, count)
    return [Body(width, _entries(paper, part), bottom_of(part)) for part in parts]


def _divided(
    paper: Paper, entries: Sequence[Entry], width: float, count: int
) -> list[list[Placed]]:
    """The list on pages of its own."""
    top, room = paper.top(width), width - 2 * MARGIN
    high = paper.height - top - paper.below(width, True, True)
    parts, rest = [], entries
    while rest:
        part, done = in_columns(rest, MARGIN, top, room, high, count)
        parts.append(part)
        rest = rest[max(done, 1) :]
    return parts


def _entries(paper: Paper, placed: Sequence[Placed]) -> list[Item]:
    canvas = Canvas(paper.sheet.theme)
    for entry, x, y in placed:
        entry.draw(canvas, x, y)
    return canvas.items


def _centred(
    placed: Placement, items: Sequence[Item], scale: float, width: float, top: float
) -> tuple[list[Item], float]:
    """The figure enlarged, in the middle of a page of a width, and where it ends."""
    left = (width - placed.width * scale) / 2
    return [moved(i, scale, left, top) for i in items], top + placed.height * scale


_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def moved(item: Item, scale: float, dx: float, dy: float) -> Item:
    """An item enlarged about the origin, then moved, mm."""
    if isinstance(item, Group):
        return replace(item, items=tuple(moved(i, scale, dx, dy) for i in item.items))
    if isinstance(item, Line):
        return replace(item, points=tuple((x * scale + dx, y * scale + dy) for x, y in item.points))
    x, y = item.x * scale + dx, item.y * scale + dy
    if isinstance(item, Text):
        return replace(item, x=x, y=y, size=item.size * scale, width=item.width * scale)
    w, h = item.w * scale, item.h * scale
    if isinstance(item, Shape):
        return replace(item, x=x, y=y, w=w, h=h, d=_path(item.d, scale, dx, dy))
    return replace(item, x=x, y=y, w=w, h=h, radius=item.radius * scale)


def _path(d: str, scale: float, dx: float, dy: float) -> str:
    """Path data enlarged and moved; numbers are x and y in turn."""
    upright = False

    def number(match: re.Match[str]) -> str:
        nonlocal upright
        value = float(match.group()) * scale + (dy if upright else dx)
        upright = not upright
        return f"{value:.3f}".rstrip("0").rstrip(".")

    return _NUMBER.sub(number, d)
