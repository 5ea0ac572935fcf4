"""What flowmodel put into a draw.io file, kept in it: what a hand deleted can be told only from that.

The record names every page and every cell that shows something. A cell carries a short sum of
its place and look besides, so that what was moved or recoloured can be told from what was not.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

WORDS = 24
"""Most characters of its words that the record keeps of a cell."""
_TAG = re.compile(r"<(\w+)([^<>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_SIGNS = str.maketrans({c: f"%{ord(c):02X}" for c in "%|;#\n\r\t"})
"""What fields and rows are set apart by, as it stands within them."""
_NO_LOOK = ("exit", "entry")
"""Beginnings of style names that say where on a shape an arrow is joined."""


class Kept(NamedTuple):
    """A cell as it was written."""

    id: str
    role: str
    part: str = ""
    parent: str = ""
    words: str = ""
    """The beginning of its words."""
    source: str = ""
    target: str = ""


class Sheet(NamedTuple):
    """A page as it was written."""

    id: str
    name: str
    cells: tuple[Kept, ...]


class Record(NamedTuple):
    """All that was written."""

    sheets: tuple[Sheet, ...] = ()

    def cells(self) -> Iterator[Kept]:
        """All cells, page by page."""
        for sheet in self.sheets:
            yield from sheet.cells

    def by_id(self) -> Mapping[str, Kept]:
        """All cells by id."""
        return {cell.id: cell for cell in self.cells()}

    def text(self) -> str:
        """The record as text."""
        return "#".join(";".join([_row((s.id, s.name)), *map(_row, s.cells)]) for s in self.sheets)


def recorded(text: str) -> Record:
    """The record in a text; an empty one for none. Raises `ValueError` for anything else."""
    return Record(tuple(map(_sheet, text.split("#"))) if text else ())


def _row(fields: Sequence[str]) -> str:
    """Fields as text, without the quotes that XML would write six times as long."""
    return "|".join(f.translate(_SIGNS) for f in fields).rstrip("|")


def _fields(row: str, least: int, most: int) -> Sequence[str]:
    found = [unquote(f) for f in row.split("|")]
    if not least <= len(found) <= most:
        raise ValueError("no record")
    return found


def _sheet(text: str) -> Sheet:
    head, *rows = text.split(";")
    id, name = (*_fields(head, 1, 2), "")[:2]
    return Sheet(id, name, tuple(Kept(*_fields(r, 2, len(Kept._fields))) for r in rows))


def look(style: str, geometry: str) -> str:
    """A short sum of where a cell lies and how it looks, whatever the order of attributes.

    `style` is the style of the cell, `geometry` the XML of its geometry. Where arrows are joined
    to shapes, and so where they begin and end, is no part of it.
    """
    told = sorted(s for s in style.split(";") if s and not s.startswith(_NO_LOOK))
    for tag, rest in _TAG.findall(geometry):
        found = dict(_ATTRIBUTE.findall(rest))
        if tag in ("mxGeometry", "mxPoint") and not found.get("as", "").endswith("Point"):
            names = ("x", "y", "width", "height") if tag == "mxGeometry" else ("x", "y")
            told += [_length(found.get(n, "")) for n in names]
    return f"{zlib.crc32(';'.join(told).encode()):08x}"


def _length(value: str) -> str:
    try:
        return f"{float(value or 0) + 0.0:.2f}"
    except ValueError:
        return value
