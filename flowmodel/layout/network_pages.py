"""Pages of a figure that Graphviz placed: brought to the size of the paper, with a list of steps.

Where the detailed figure fits the paper, it stands alone. Where it does not, one that shows only
numbers does, and a list says what the numbers stand for, below it or on pages of its own. What is
larger than the paper even so is divided, each part with its steps, and what is small shares a page.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flowmodel.layout import surround
from flowmodel.layout.canvas import Canvas
from flowmodel.layout.dot_parts import Placement
from flowmodel.layout.dot_run import DotError
from flowmodel.layout.listing import Entry, Placed, bottom_of, column_width, in_columns
from flowmodel.layout.moving import apart_from, moved
from flowmodel.layout.network import UNRESOLVED, Figure, Settled, fits, settled
from flowmodel.layout.scene import Item, Page
from flowmodel.layout.sheet import MARGIN, Sheet

LARGEST = 1.35
"""Most that a small figure is enlarged to fill its page."""
LISTS = (1.35, 1.25, 1.15, 1.0)
"""Sizes of a list that are tried until it has room."""
COLUMNS = 3
"""Columns of the list on a page as wide as the paper."""
GAP = 5.0
"""Distance of figure and list, mm at scale 1."""
BETWEEN = 9.0
"""Distance of two parts that share a page, mm at scale 1."""


T = TypeVar("T")
P = TypeVar("P")


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

    def high(self, width: float) -> float:
        """Height between title and foot, mm."""
        return self.height - self.top(width) - self.below(width, True, True)

    def holds(self, part: Part) -> bool:
        """Whether a page of the paper's size has room for this."""
        return part.width <= self.width + 0.1 and part.least <= self.high(self.width) + 0.1

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
class Part:
    """What stands on a page, or shares one with others, between title and foot."""

    width: float
    """Of the page, mm."""
    least: float
    """The height that it needs, mm."""
    draw: Callable[[float, float], tuple[list[Item], float]]
    """Draws it below an y into a height, either in mm, and says where it ends."""


def numbered(paper: Paper, parts: Sequence[Part]) -> tuple[Page, ...]:
    """The pages of these parts, with title, numbers and foot."""
    sheets = _shared(paper, parts)
    return tuple(_page(paper, some, i, len(sheets)) for i, some in enumerate(sheets, 1))


def _shared(paper: Paper, parts: Sequence[Part]) -> list[list[Part]]:
    """Parts in their order, as many on a page as it has room for."""
    gap = paper.sheet.setter.style.mm(BETWEEN)
    sheets: list[list[Part]] = []
    for part in parts:
        some = sheets[-1] if sheets else []
        taken = sum(p.least + gap for p in some) + part.least
        alike = all(p.width == part.width for p in some)
        if some and alike and taken <= paper.high(part.width):
            some.append(part)
        else:
            sheets.append([part])
    return sheets


def _page(paper: Paper, parts: Sequence[Part], number: int, pages: int) -> Page:
    """A page of parts that share what height they do not need."""
    width, gap = parts[0].width, paper.sheet.setter.style.mm(BETWEEN)
    spare = paper.high(width) - sum(p.least for p in parts) - gap * (len(parts) - 1)
    spare = max(0.0, spare) / len(parts)
    items: list[Item] = []
    y = paper.top(width)
    for part in parts:
        drawn, end = part.draw(y, part.least + spare)
        items += apart_from(items, drawn)
        y = gap + (end if math.isinf(spare) else y + part.least + spare)
    return paper.page(width, items, y - gap, number, pages)


def parts_of(
    paper: Paper, figures: Sequence[Callable[[], Figure]], listed: Callable[[float], list[Entry]]
) -> list[Part]:
    """What a figure needs of pages; `listed` gives the list for columns of a width.

    The first of `figures` tells all and needs no list. Of the others, each smaller than the one
    before, the first is taken that fits together with its list. Raises `DotError` where Graphviz
    gives no layout without a collision.
    """
    room = paper.width - 2 * MARGIN, paper.high(paper.width)
    found = settled(figures[0](), room)
    if found is not None and fits(found, room):
        return [_alone(paper, found)]
    fitting: list[list[Part]] = []
    smaller = None
    for figure in figures[1:]:
        found = settled(figure(), room)
        smaller = found or smaller
        if found is not None and fits(found, room):
            fitting.append(_with_list(paper, found, listed))
            if len(fitting[-1]) == 1:
                break
    if fitting:
        # Of those that need as few pages, the one that tells most.
        return min(fitting, key=len)
    if smaller is None:
        raise DotError(UNRESOLVED)
    return _with_list(paper, smaller, listed)


def _alone(paper: Paper, found: Settled) -> Part:
    """A figure in the middle of its room."""
    placed, items = found
    width = max(paper.width, placed.width + 2 * MARGIN)

    def draw(top: float, high: float) -> tuple[list[Item], float]:
        scale = _scale(placed, width, high)
        spare = 0.0 if math.isinf(high) else (high - placed.height * scale) / 2
        return _centred(placed, items, scale, width, top + max(0.0, spare))

    return Part(width, placed.height, draw)


def _scale(placed: Placement, width: float, high: float) -> float:
    return max(1.0, min((width - 2 * MARGIN) / placed.width, high / placed.height, LARGEST))


def _with_list(
    paper: Paper, found: Settled, listed: Callable[[float], list[Entry]]
) -> list[Part]:  # fmt: skip
    """A figure with the list below it, or on the pages after it."""
    placed, items = found
    width = max(paper.width, placed.width + 2 * MARGIN)
    gap = paper.sheet.setter.style.mm(GAP)
    left = paper.high(width) - placed.height - gap
    under = _listing(paper, listed, width, 1.0, left)
    if under is None:
        return [_alone(paper, found), *listed_pages(paper, listed, width)]
    least = placed.height + gap + under[1]

    def draw(top: float, high: float) -> tuple[list[Item], float]:
        scale = _scale(placed, width, high - gap - under[1])
        left = high - placed.height * scale - gap
        texts, taken = _largest(paper, listed, width, left)
        spare = 0.0 if math.isinf(high) else max(0.0, left - taken) / 3
        drawn, end = _centred(placed, items, scale, width, top + spare)
        below = end + gap + spare
        return [*drawn, *(moved(i, 1.0, 0.0, below) for i in texts)], below + taken

    return [Part(width, least, draw)]


def listed_pages(
    paper: Paper, listed: Callable[[float], list[Entry]], width: float = 0.0
) -> list[Part]:
    """A list on pages of its own, on as few as the smallest type needs."""
    width = width or paper.width
    one = _listing(paper, listed, width, 1.0, paper.high(width))
    if one is not None:

        def draw(top: float, room: float) -> tuple[list[Item], float]:
            texts, taken = _largest(paper, listed, width, room)
            return [moved(i, 1.0, 0.0, top) for i in texts], top + taken

        return [Part(width, one[1], draw)]
    small = _sheets(paper, listed, width, 1.0)
    made = (_sheets(paper, listed, width, size) for size in LISTS)
    return next(parts for parts in made if len(parts) <= len(small))


def _sheets(
    paper: Paper, listed: Callable[[float], list[Entry]], width: float, size: float
) -> list[Part]:
    """A list in a size, divided among pages."""
    count, room = _columns(paper, width), (width - 2 * MARGIN) / size
    rest = listed(column_width(room, count))
    parts = []
    while rest:
        placed, done = in_columns(rest, 0.0, 0.0, room, paper.high(width) / size, count)
        rest = rest[max(done, 1) :]
        parts.append(_written(paper, placed, width, size))
    return parts


def _written(paper: Paper, placed: Sequence[Placed], width: float, size: float) -> Part:
    texts, height = _texts(paper, placed, size)

    def draw(top: float, _: float) -> tuple[list[Item], float]:
        return [moved(i, 1.0, 0.0, top) for i in texts], top + height

    return Part(width, height, draw)


def _texts(paper: Paper, placed: Sequence[Placed], size: float) -> tuple[list[Item], float]:
    """Entries drawn in a size from the top of a page, and their height."""
    canvas = Canvas(paper.sheet.theme)
    for entry, x, y in placed:
        entry.draw(canvas, x, y)
    return [moved(i, size, MARGIN, 0.0) for i in canvas.items], bottom_of(placed) * size


def _listing(
    paper: Paper, listed: Callable[[float], list[Entry]], width: float, size: float, high: float
) -> tuple[list[Item], float] | None:
    """A list in a size with its height; None where it is higher than `high` mm."""
    count, room = _columns(paper, width), (width - 2 * MARGIN) / size
    entries = listed(column_width(room, count))
    if high <= 0:
        return None
    placed, done = in_columns(entries, 0.0, 0.0, room, high / size + 1e-6, count)
    if done < len(entries):
        return None
    # The first entry is placed however high it is.
    made = _texts(paper, placed, size)
    return made if made[1] <= high + 0.01 else None


def _largest(
    paper: Paper, listed: Callable[[float], list[Entry]], width: float, high: float
) -> tuple[list[Item], float]:
    """A list in the largest size that has room in `high` mm, which the smallest has."""
    made = (_listing(paper, listed, width, size, high) for size in LISTS)
    return next(m for m in made if m is not None)


def _columns(paper: Paper, width: float) -> int:
    return max(1, round(COLUMNS * width / paper.width))


def _centred(
    placed: Placement, items: Sequence[Item], scale: float, width: float, top: float
) -> tuple[list[Item], float]:
    """The figure enlarged, in the middle of a page of a width, and where it ends."""
    left = (width - placed.width * scale) / 2
    return [moved(i, scale, left, top) for i in items], top + placed.height * scale


def divided(
    paper: Paper, some: Sequence[T], make: Callable[[Sequence[T]], list[Part]],
    halves: Callable[[Sequence[T]], tuple[Sequence[T], Sequence[T]]],
) -> list[Part]:  # fmt: skip
    """What is made of all; where that is larger than the paper, what is made of each half.

    A screen has no size that it could exceed.
    """
    made = make(some)
    if len(some) < 2 or math.isinf(paper.height) or all(paper.holds(p) for p in made):
        return made
    return [part for half in halves(some) for part in divided(paper, half, make, halves)]


def halves(
    some: Sequence[T], ends: Callable[[T], Sequence[P]], place: Callable[[P], int],
    numbers: Callable[[T], Sequence[int]] = lambda one: (),
) -> tuple[list[T], list[T]]:  # fmt: skip
    """Lines in two parts that tear few of a box apart: by their order, or from left to right.

    `ends` are the boxes that a line joins, `place` says how far to the right one stands. What is
    numbered is cut where the fewest `numbers` of the second part come before one of the first.
    """
    at = [sum(map(place, ends(one))) for one in some]
    across = [some[i] for i in sorted(range(len(some)), key=at.__getitem__)]
    count, least = len(some), max(1, len(some) // 3)
    best: tuple[tuple[int, int, int, int], list[T], list[T]] | None = None
    for way, order in enumerate((list(some), across)):
        for k in range(least, count - least + 1):
            counts = [
                Counter(place(e) for one in part for e in set(ends(one)))
                for part in (order[:k], order[k:])
            ]
            torn = sum(min(n, counts[1][at]) for at, n in counts[0].items())
            score = (_early(order, k, numbers), torn, abs(2 * k - count), way)
            if best is None or score < best[0]:
                best = score, order[:k], order[k:]
    assert best is not None
    index = {id(one): i for i, one in enumerate(some)}
    first, second = (sorted(part, key=lambda one: index[id(one)]) for part in best[1:])
    return (first, second) if index[id(first[0])] < index[id(second[0])] else (second, first)


def _early(order: Sequence[T], cut: int, numbers: Callable[[T], Sequence[int]]) -> int:
    """How many numbers after a cut come before one that stands before it, whichever part is first."""
    first, second = (
        [n for one in part for n in numbers(one)] for part in (order[:cut], order[cut:])
    )
    if not first or not second:
        return 0
    if min(second) < min(first):
        first, second = second, first
    return sum(n < max(first) for n in second)
