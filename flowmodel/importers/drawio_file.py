"""Reading draw.io files: pages, cells and their data, from XML that nobody vouches for."""

from __future__ import annotations

import base64
import binascii
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from flowmodel.errors import InputError
from flowmodel.export.drawio_cells import ALSO, CELL, LOOK, PART, ROLE, WAS
from flowmodel.export.drawio_record import look
from flowmodel.importers.drawio_open import opened
from flowmodel.source.decode import MAX_BYTES, failure
from flowmodel.source.xml import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_CELLS = 100_000
"""Most cells that are read."""
_BREAK = frozenset(("br", "div", "p", "li", "tr"))


@dataclass(frozen=True)
class Seen:
    """A cell of the file."""

    id: str
    """Unique in the file: the page stands before the cell's own id."""
    parent: str
    edge: bool
    source: str
    target: str
    text: str
    """Its words, without markup; lines broken by hand stand on lines of their own."""
    style: str
    role: str = ""
    part: str = ""
    also: tuple[str, ...] = ()
    """Further parts that it shows."""
    was: str = ""
    written: str = ""
    """The id under which flowmodel wrote it; empty for what a hand drew."""
    copied: bool = False
    """Whether it is a copy of a cell that flowmodel wrote."""
    altered: bool = False
    """Whether its place or look is another than was written."""


@dataclass
class Drawn:
    """All cells of a file."""

    name: str
    """The name of the first page."""
    data: dict[str, str] = field(default_factory=dict)
    """Attributes of the page, of all pages together."""
    cells: dict[str, Seen] = field(default_factory=dict)
    pages: list[tuple[str, str]] = field(default_factory=list)
    """Id and name of every page, in order."""
    originals: dict[str, Seen] = field(default_factory=dict)
    """The cells that flowmodel wrote, by the id that it gave them."""

    def climb(self, id: str) -> Iterator[Seen]:
        """A cell and what holds it, from the inside out."""
        seen: set[str] = set()
        while id in self.cells and id not in seen:
            seen.add(id)
            yield self.cells[id]
            id = self.cells[id].parent

    def written(self, id: str) -> str:
        """The id that flowmodel gave to a cell; empty for what it did not write."""
        cell = self.cells.get(id)
        if cell is None or cell.copied:
            return ""
        return cell.written or id.partition("/")[2]


def drawn(path: Path) -> Drawn:
    """The cells of a draw.io file, compressed or not.

    Raises `InputError` for what is no such file, is too large, or names a document type.
    """
    root = parse_xml(opened(path), str(path))
    if root.tag not in ("mxfile", "mxGraphModel"):
        raise failure(
            str(path),
            f"draw.io のファイルではありません（最初の要素は {root.tag}）",
            f"this is no draw.io file: its root element is {root.tag}",
        )
    pages = list(root.iter("diagram")) if root.tag == "mxfile" else [root]
    found = Drawn(pages[0].get("name", "") if pages else "")
    for number, page in enumerate(pages):
        found.pages.append((page.get("id", ""), page.get("name", "")))
        graph = _graph(page, str(path))
        if graph is not None:
            _cells(graph, number, found, str(path))
    _copies(found)
    return found


def _copies(found: Drawn) -> None:
    """Tell copies from the cells that flowmodel wrote.

    What was cut and pasted has a new id and no twin: it is the cell that was written.
    """
    own = [c for c in found.cells.values() if c.written]
    for exact in (True, False):
        for cell in own:
            if not exact or cell.id.partition("/")[2] == cell.written:
                found.originals.setdefault(cell.written, cell)
    for cell in own:
        if found.originals[cell.written] is not cell:
            found.cells[cell.id] = replace(cell, copied=True)


def _graph(page: _Element, name: str) -> _Element | None:
    """The graph of a page; draw.io may keep it packed."""
    if page.tag == "mxGraphModel":
        return page
    inner = page.find("mxGraphModel")
    if inner is not None or not (page.text or "").strip():
        return inner
    try:
        packed = base64.b64decode("".join((page.text or "").split()), validate=True)
        unpacker = zlib.decompressobj(-15)
        plain = unpacker.decompress(packed, MAX_BYTES)
        if unpacker.unconsumed_tail:
            raise failure(name, "図が大きすぎます", "the drawing is too large")
        return parse_xml(unquote(plain.decode("utf-8"), errors="strict"), name)
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        raise failure(
            name, "圧縮された図を読めません", "the packed drawing cannot be read"
        ) from None


def _cells(graph: _Element, page: int, found: Drawn, name: str) -> None:
    root = graph.find("root")
    for element in () if root is None else root:
        if not isinstance(element.tag, str):
            continue
        cell = element if element.tag == "mxCell" else element.find("mxCell")
        if cell is None:
            continue
        if len(found.cells) >= MAX_CELLS:
            raise failure(name, "図形が多すぎます", f"more than {MAX_CELLS:,} cells")
        own = element.get("id", "")
        if not cell.get("parent"):
            for key, value in element.attrib.items():
                found.data.setdefault(str(key), str(value))
        seen = _seen(element, cell, f"{page}/")
        found.cells[f"{page}/{own}"] = seen


def _seen(element: _Element, cell: _Element, page: str) -> Seen:
    data = element.attrib
    style = cell.get("style", "")

    def cell_id(name: str) -> str:
        value = cell.get(name)
        return f"{page}{value}" if value else ""

    label = element.get("label") if element is not cell else cell.get("value")
    own = element.get("id", "")
    return Seen(
        id=f"{page}{own}",
        parent=cell_id("parent"),
        edge=cell.get("edge") == "1",
        source=cell_id("source"),
        target=cell_id("target"),
        text=words(label or "", html="html=1" in style),
        style=style,
        role=str(data.get(ROLE, "")),
        part=str(data.get(PART, "")),
        also=tuple(str(data.get(ALSO, "")).split()),
        was=str(data.get(WAS, "")),
        written=str(data.get(CELL, "")),
        altered=LOOK in data and data[LOOK] != _look(cell),
    )


def _look(cell: _Element) -> str:
    from lxml import etree

    geometry = cell.find("mxGeometry")
    told = "" if geometry is None else etree.tostring(geometry, encoding="unicode")
    hidden = "visible=0" if cell.get("visible") == "0" else ""
    return look(f"{cell.get('style', '')};{hidden}", told)


def words(label: str, *, html: bool) -> str:
    """A label without its markup."""
    if html and ("<" in label or "&" in label):
        from lxml import etree
        from lxml import html as reader

        try:
            label = "".join(_pieces(reader.fragment_fromstring(label, create_parent="div")))
        except (etree.ParserError, ValueError):
            label = ""
    lines = (" ".join(line.split()) for line in label.replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(root: _Element) -> Iterator[str]:
    from lxml import etree

    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if node.tag in _BREAK:
                yield "\n"
            yield node.text or "" if isinstance(node.tag, str) else ""
        else:
            if node.tag in _BREAK and node.tag != "br":
                yield "\n"
            if node is not root:
                yield node.tail or ""


def joined(text: str) -> str:
    """Lines as one: Japanese goes on without a space."""
    parts = text.split("\n")
    out = parts[0] if parts else ""
    for part in parts[1:]:
        wide = out and unicodedata.east_asian_width(out[-1]) in "WF"
        out += (
            part if wide or (part and unicodedata.east_asian_width(part[0]) in "WF") else f" {part}"
        )
    return out


def same(text: str, other: str) -> bool:
    """Whether two labels have the same words, wherever their lines break."""
    return "".join(text.split()) == "".join(other.split())


__all__ = ["Drawn", "InputError", "Seen", "drawn", "joined", "same", "words"]
