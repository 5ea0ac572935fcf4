"""Tables of cells whose look tells a state: what a plot of rows against steps is made of.

Everything that stands in it is measured here; whoever paints it decides nothing. A grid that is
wider than the paper is cut into blocks of columns, one that is higher into blocks of rows, and
each block repeats its heads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flowmodel.language import Lang
from flowmodel.layout.scene import MM_PER_PT, Anchor, Hatch
from flowmodel.layout.style import ASCENT


@dataclass(frozen=True, slots=True)
class Look:
    """How the cells of a state look, told apart by sign and hatch without colour."""

    name: str
    """What the legend says."""
    fill: str
    ink: str
    sign: str = ""
    hatch: Hatch = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A step: its number, its wording, and the run of columns to which it belongs."""

    mark: str
    text: str = ""
    part: str = ""
    run: str = ""
    """Columns of different runs stand apart."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its head, and the name that it shares with its neighbours."""

    text: str
    part: str = ""
    group: str = ""
    group_part: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not blank."""

    look: str
    framed: bool = False
    """Whether a heavy frame stands around it."""
    title: str = ""
    """The cell in words."""


Parts = Sequence[tuple[Sequence[int], Sequence[int]]]
"""Positions of rows and columns that stand together."""


@dataclass(frozen=True)
class Grid:
    """What a plot of rows against columns shows."""

    id: str
    title: str
    description: str
    lang: Lang
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[int, int], Cell]
    """By row and column."""
    looks: Mapping[str, Look]
    """By the name that cells give; the legend has them in this order."""
    blank: str = ""
    """What the legend says of cells that are blank; empty for no entry."""
    framed: str = ""
    """What the legend says of the heavy frame; empty for no entry."""
    empty: str = ""
    """The sentence in place of a grid without rows or columns."""
    number: str = ""
    """The number of the document, at the top right."""
    verdict: str = ""
    """The line below the last grid."""
    date: str = ""
    tell: Callable[[Parts], str] | None = None
    """The words for some parts of the grid; without it each page has those of the whole."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A rectangle of a page, mm."""

    x: float
    y: float
    w: float
    h: float
    fill: str = "none"
    stroke: str = "none"
    weight: float = 0.0
    hatch: Hatch = ""
    part: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One line of text of a page; `upright` reads from the bottom to the top."""

    x: float
    y: float
    """The baseline."""
    text: str
    size: float
    """Points."""
    width: float
    within: tuple[float, float, float, float]
    """The rectangle that holds it: left, top, right, bottom, mm."""
    anchor: Anchor = "start"
    bold: bool = False
    upright: bool = False
    fill: str = "#000000"
    part: str = ""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The bounding box: left, top, right, bottom, mm."""
        em = self.size * MM_PER_PT
        before = {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]
        above, below = em * ASCENT, em * (1 - ASCENT)
        if self.upright:
            bottom = self.y + before
            return self.x - above, bottom - self.width, self.x + below, bottom
        left = self.x - before
        return left, self.y - above, left + self.width, self.y + below


@dataclass(frozen=True, slots=True)
class GridPage:
    """One page, ready to be painted: patches first, then words."""

    width: float
    height: float
    patches: tuple[Patch, ...]
    words: tuple[Word, ...]
    description: str = ""
    """What stands on it, in words."""
    outline: tuple[str, ...] = ()
    """What bookmarks call it."""


def collisions(page: GridPage, number: int) -> list[dict[str, object]]:
    """What a reader would stumble over on a page, as `flowmodel.layout.audit` tells it."""
    found: list[dict[str, object]] = []
    slack = 0.06
    whole = (0.0, 0.0, page.width, page.height)
    seen: list[tuple[tuple[float, float, float, float], str]] = []
    for word in page.words:
        box = word.box
        for kind, room in (("outside-page", whole), ("text-outside", word.within)):
            if (
                box[0] < room[0] - slack
                or box[1] < room[1] - slack
                or box[2] > room[2] + slack
                or box[3] > room[3] + slack
            ):
                found.append({"kind": kind, "parts": [word.text], "page": number, "detail": ""})
        for other, text in seen:
            if (
                box[0] < other[2] - slack
                and other[0] < box[2] - slack
                and box[1] < other[3] - slack
                and other[1] < box[3] - slack
            ):
                parts = [text, word.text]
                found.append({"kind": "text-overlap", "parts": parts, "page": number, "detail": ""})
        seen.append((box, word.text))
    return found
