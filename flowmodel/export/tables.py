"""Model and drawing → a table: Markdown for documents, CSV for spreadsheets.

A plot of rows against steps is written as the table that it is; for every other view the table is
that of the steps.
"""

from __future__ import annotations

import csv
import io
import re

from flowmodel.export.parts import plain
from flowmodel.export.steps import cells
from flowmodel.layout.grid import Grid
from flowmodel.layout.scene import Scene
from flowmodel.render import Drawing
from flowmodel.views import Subject

_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")
"""What a spreadsheet takes for the beginning of a formula, in full width as well."""
_MARKED = re.compile(r"[\\`*_{}\[\]()#+\-.!]")
"""What Markdown may take for more than text, and lets a backslash stand before."""
_CODED = re.compile(r"[<>&|~$^]|:(?! )")
"""What HTML, a table or a dialect may take for more than text: given by number."""


def grid_cells(grid: Grid) -> list[list[str]]:
    """The heads and the rows of a grid, every cell in words."""
    heads = grid.heads if grid.grouped else grid.heads[-1:]
    table = [[*heads, *(column.name for column in grid.columns)]]
    for i, row in enumerate(grid.rows):
        names = (row.group, row.text) if grid.grouped else (row.text,)
        table.append([*names, *(grid.words(i, j) for j in range(len(grid.columns)))])
    return [[plain(text) for text in row] for row in table]


def _cells(subject: Subject, drawing: Drawing) -> list[list[str]]:
    return cells(subject) if isinstance(drawing, Scene) else grid_cells(drawing.grid)


def markdown(subject: Subject, drawing: Drawing) -> bytes:
    """The table in Markdown, in UTF-8."""
    head, *body = [[_safe(c) for c in row] for row in _cells(subject, drawing)]
    lines = [head, ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(row)} |\n" for row in lines).encode()


def _safe(text: str) -> str:
    marked = _MARKED.sub(lambda m: f"\\{m[0]}", _CODED.sub(lambda m: f"\0{ord(m[0])};", text))
    return marked.replace("\0", "&#")


def table(subject: Subject, drawing: Drawing) -> bytes:
    """The table as CSV (RFC 4180): UTF-8 with the mark that spreadsheets in Japan look for.

    A cell that would begin a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in _cells(subject, drawing):
        writer.writerow([f"'{c}" if _FORMULA.match(c) else c for c in row])
    return out.getvalue().encode("utf-8-sig")
