"""Places of values in a document: a tree of marks, made when a place is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flowmodel.errors import UNPRINTABLE, DocPath, Place, escape
from flowmodel.model import Origin

MAX_EXCERPT = 200
"""Longest source line that is kept with a place, in characters."""

SPELLINGS = {"from": "source", "source": "from", "to": "target", "target": "to"}
"""Fields that a document may write in two ways."""


class Node:
    """One value of a document with its marks; lines and columns from 0."""

    __slots__ = ("column", "end_column", "end_line", "entries", "items", "line")

    def __init__(self, line: int, column: int, end_line: int = -1, end_column: int = -1):
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column
        self.entries: dict[str, tuple[Node, Node]] | None = None
        """Key mark and value of each entry of a mapping."""
        self.items: list[Node] | None = None


@dataclass(frozen=True, slots=True)
class DuplicateKey:
    """A key that stands twice in one mapping."""

    key: str
    path: DocPath
    first: Node
    second: Node


@dataclass(slots=True)
class Tree:
    """The marks of a whole document, as far as it could be read."""

    root: Node | None
    duplicates: list[DuplicateKey]
    opened: tuple[int, int] | None = None
    """Where that begins which the text never ends: line and column from 0."""


class DocumentOrigin(Origin):
    """A model's source text; its tree is built at the first question."""

    def __init__(self, file: str, text: str, scan: Callable[[str], Tree]):
        self.file = escape(file)
        self.text = text
        self._scan = scan
        self._tree: Tree | None = None
        self._lines: list[str] | None = None

    @property
    def tree(self) -> Tree:
        """The marks of the document."""
        if self._tree is None:
            self._tree = self._scan(self.text)
        return self._tree

    def line(self, number: int) -> str:
        """A line of the text, from 0, escaped and bounded; empty beyond the end."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[number] if 0 <= number < len(self._lines) else ""

    def at(self, line: int, column: int, end_column: int | None = None) -> Place:
        """A place by line and columns from 0."""
        text = self.line(line)
        if end_column is None or end_column <= column:
            end_column = max(len(text.rstrip()), column + 1)
        # One character for one, so that the columns still point to what they pointed to.
        shown = UNPRINTABLE.sub("\ufffd", text)
        if len(shown) > MAX_EXCERPT:
            shown = shown[: MAX_EXCERPT - 1] + "…"
        return Place(self.file or "", line + 1, column + 1, end_column + 1, shown)

    def mark(self, node: Node) -> Place:
        """The place of a node: to its end, or to the end of its first line."""
        return self.at(
            node.line, node.column, node.end_column if node.end_line == node.line else None
        )

    def place(self, path: DocPath) -> Place | None:
        """The place of the value at `path`, or of its nearest holder that stands in the text."""
        node = None
        for node in self._walk(path):  # noqa: B007
            pass
        return self.mark(node) if node else Place(self.file or "")

    def key_place(self, path: DocPath) -> Place | None:
        """The place of the key that ends `path`; the nearest holder's where there is none."""
        nodes = list(self._walk(path[:-1]))
        entries = nodes[-1].entries if nodes and path else None
        key = entries.get(str(path[-1])) if entries else None
        return self.mark(key[0]) if key else self.place(path)

    def _walk(self, path: DocPath) -> Iterator[Node]:
        node = self.tree.root
        if node is None:
            return
        yield node
        for step in path:
            if isinstance(step, int):
                if node.items is None and node.entries is None:
                    continue  # a part written short: ``encryption`` for ``{control: encryption}``
                if node.items is None or not 0 <= step < len(node.items):
                    return
                node = node.items[step]
            else:
                if node.entries is None:
                    continue  # a list written short: ``[…]`` for ``{items: […]}``
                entry = node.entries.get(step) or node.entries.get(SPELLINGS.get(step, ""))
                if entry is None:
                    return
                node = entry[1]
            yield node
