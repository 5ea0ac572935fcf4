"""Grid → the table of the page: every cell in words and sign, with a link to what is told of its step."""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.export.html.facts import Word
from flowmodel.layout.grid import Grid
from flowmodel.layout.marks import step_key


@dataclass(frozen=True, slots=True)
class HeadCell:
    """The head of a column."""

    mark: str
    name: Word
    """What is done; leads to the step."""


@dataclass(frozen=True, slots=True)
class RunCell:
    """What stands over several columns."""

    name: str
    span: int
    steps: tuple[str, ...]
    """The keys of its steps."""


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A cell of the body."""

    look: str
    """What the style sheet knows it by; empty for a blank one."""
    framed: bool
    sign: str
    word: Word
    """What it says; leads to the step."""
    more: str
    """Who asks for it; empty where nobody does or nothing more is to be said."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of the body."""

    name: Word
    depth: int
    cells: tuple[BodyCell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that share a name; rows that share none stand in one section without."""

    name: Word
    rows: tuple[BodyRow, ...]


@dataclass(frozen=True, slots=True)
class GridTable:
    """A grid, ready to be written as a table."""

    title: str
    corner: str
    runs: tuple[RunCell, ...]
    """Empty where runs have no names."""
    columns: tuple[HeadCell, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    empty: str


def grid_table(grid: Grid) -> GridTable:
    """The table of a grid."""
    colon = " / "
    return GridTable(
        grid.title,
        colon.join(h for h in grid.heads if h),
        _runs(grid) if any(grid.runs.values()) else (),
        tuple(HeadCell(c.mark, Word(c.text, _key(c.part))) for c in grid.columns),
        tuple(_sections(grid)),
        grid.notes,
        "" if grid.rows and grid.columns else grid.empty,
    )


def _key(step: str) -> str:
    return step_key(step) if step else ""


def _runs(grid: Grid) -> tuple[RunCell, ...]:
    found = []
    for run in grid.series():
        steps = tuple(_key(grid.columns[i].part) for i in run if grid.columns[i].part)
        found.append(RunCell(grid.runs.get(grid.columns[run.start].run, ""), len(run), steps))
    return tuple(found)


def _sections(grid: Grid) -> list[Section]:
    if not grid.grouped:
        rows = tuple(_row(grid, i) for i in range(len(grid.rows)))
        return [Section(Word(""), rows)] if rows else []
    return [
        Section(
            Word(grid.rows[group.start].group, grid.rows[group.start].group_part),
            tuple(_row(grid, i) for i in group),
        )
        for group in grid.groups()
    ]


def _row(grid: Grid, i: int) -> BodyRow:
    row = grid.rows[i]
    cells = tuple(_cell(grid, i, j) for j in range(len(grid.columns)))
    return BodyRow(Word(row.text, row.part), row.depth, cells)


def _cell(grid: Grid, i: int, j: int) -> BodyCell:
    cell, key = grid.cells.get((i, j)), _key(grid.columns[j].part)
    if cell is None:
        return BodyCell("", False, "", Word(grid.blank, key), "")
    look = grid.looks[cell.look]
    more = ", ".join(cell.rules) or (grid.framed_cell if cell.framed else "")
    return BodyCell(cell.look, cell.framed, look.sign, Word(look.name, key), more)
