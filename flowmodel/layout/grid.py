"""Tables of cells whose look tells a state: what a plot of rows against steps is made of.

A grid says what stands where, in words and in looks; `flowmodel.layout.grid_pages` sets it on
pages, and whoever writes it as a table takes it from here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from flowmodel.language import Lang
from flowmodel.layout.scene import Hatch


@dataclass(frozen=True, slots=True)
class Look:
    """How the cells of a state look, told apart by sign and hatch without colour."""

    name: str
    """What the legend says, and what a cell is in words."""
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
    """The step as written; empty for a column that is none."""
    run: str = ""
    """Columns of different runs stand apart."""

    @property
    def name(self) -> str:
        """Number and wording."""
        return self.mark + self.text


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its head, and the name that it shares with its neighbours."""

    text: str
    part: str = ""
    """The part of the model that the row is about; empty where it is none."""
    group: str = ""
    group_part: str = ""
    depth: int = 0
    """How far its head stands in: a kind of the row above stands in by one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not blank."""

    look: str
    framed: bool = False
    """Whether a heavy frame stands around it."""
    rules: tuple[str, ...] = ()
    """The ids of the rules that ask for what is missing in it."""


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
    heads: tuple[str, ...] = ("",)
    """What the heads of rows are, and before it what those of groups are where there are any."""
    runs: Mapping[str, str] = field(default_factory=dict)
    """What stands over the columns of a run, where runs have names."""
    blank: str = ""
    """What a cell that is blank says; for the legend as well."""
    framed: str = ""
    """What the legend says of the heavy frame; empty for no entry."""
    framed_cell: str = ""
    """What the heavy frame says of one cell."""
    notes: tuple[str, ...] = ()
    """Sentences below the grid."""
    empty: str = ""
    """The sentence in place of a grid without rows or columns."""
    number: str = ""
    """The number of the document, at the top right."""
    verdict: str = ""
    """The line below the last grid."""
    date: str = ""
    tell: Callable[[Parts], str] | None = None
    """The words for some parts of the grid; without it each page has those of the whole."""

    @property
    def grouped(self) -> bool:
        """Whether rows share names with their neighbours."""
        return any(row.group for row in self.rows)

    def words(self, row: int, column: int) -> str:
        """What a cell says, in words alone."""
        cell = self.cells.get((row, column))
        if cell is None:
            return self.blank
        said = self.looks[cell.look].name
        more = cell.rules or ((self.framed_cell,) if cell.framed and self.framed_cell else ())
        if not more:
            return said
        listed = ("、" if self.lang == "ja" else ", ").join(more)
        return f"{said}（{listed}）" if self.lang == "ja" else f"{said} ({listed})"

    def row_name(self, row: int) -> str:
        """What a row is about, with the name of its group."""
        found = self.rows[row]
        return f"{found.group} / {found.text}" if found.group else found.text

    def groups(self) -> list[range]:
        """The rows in runs that share a name; each row by itself where none is shared."""
        return _runs([(r.group_part, r.group) if r.group else i for i, r in enumerate(self.rows)])

    def series(self) -> list[range]:
        """The columns in their runs."""
        return _runs([column.run for column in self.columns])


def _runs(keys: Sequence[object]) -> list[range]:
    """Positions in runs of equal keys."""
    found, start = [], 0
    for _, members in groupby(keys):
        end = start + len(list(members))
        found.append(range(start, end))
        start = end
    return found


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a table as an office has it: its words, and how it looks."""

    lines: tuple[str, ...] = ()
    size: float = 0.0
    """Points."""
    ink: str = "#000000"
    fill: str = "none"
    bold: bool = False
    middle: bool = True
    """Whether its words stand in the middle, or at the left."""
    indent: float = 0.0
    """How far its words stand in, mm."""
    hatch: Hatch = ""
    heavy: bool = False
    """Whether a heavy frame stands around it."""
    across: int = 1
    """How many columns it spans."""
    down: int = 1
    """How many rows it spans."""
    covered: bool = False
    """Whether another cell spans it."""
    title: str = ""
    """The cell in words."""


@dataclass(frozen=True, slots=True)
class Table:
    """A block of a grid on a page, as rows of cells; lengths in mm."""

    x: float
    y: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    slots: tuple[tuple[Slot, ...], ...]
    """By row, then by column; heads are rows and columns of it."""
    heads: int
    """How many of the rows are heads."""
    line: str
    """Colour of the lines between cells."""
    frame: str
    """Colour of heavy frames."""
