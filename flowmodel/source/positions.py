"""Places of values in a document: a tree of marks, made when a place is asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from flowmodel.errors import UNPRINTABLE, DocPath, Place, escape
from flowmodel.model import Origin
from flowmodel.model.origin import Addition, Edit, Span, Value

MAX_EXCERPT = 200
"""Longest source line that is kept with a place, in characters."""

MAX_DUPLICATES = 100
"""Most keys written twice that are told."""

SPELLINGS = {"from": "source", "source": "from", "to": "target", "target": "to"}
"""Fields that a document may write in two ways."""


class Node:
    """One value of a document with its marks; lines and columns from 0."""

    __slots__ = (
        "alias",
        "anchored",
        "column",
        "end_column",
        "end_line",
        "entries",
        "items",
        "line",
        "style",
    )

    def __init__(self, line: int, column: int, end_line: int = -1, end_column: int = -1):
        self.line = line
        self.column = column
        self.end_line = end_line
        self.end_column = end_column
        self.entries: dict[str, tuple[Node, Node]] | None = None
        """Key mark and value of each entry of a mapping."""
        self.items: list[Node] | None = None
        self.style = ""
        """How a text is written: ``"``, ``'``, ``|``, ``>``, or nothing for plain."""
        self.anchored = False
        """Whether the value has an anchor (``&name``)."""
        self.alias: Node | None = None
        """The value for which an alias (``*name``) stands."""


@dataclass(frozen=True, slots=True)
class DuplicateKey:
    """A key that stands twice in one mapping."""

    key: str
    path: DocPath
    first: Node
    second: Node


@dataclass(slots=True)
class Tree:
    """The marks of a whole document, as far as it could be read; grown node by node."""

    root: Node | None = None
    duplicates: list[DuplicateKey] = field(default_factory=list)
    opened: tuple[int, int] | None = None
    """Where that begins which the text never ends: line and column from 0."""
    _stack: list[tuple[Node, str | int]] = field(default_factory=list)
    """The collections that are open, each with its key in the one before."""
    _key: list[tuple[str, Node] | None] = field(default_factory=list)
    """For each open collection the key whose value comes next."""

    def open(self, node: Node, step: str | int, mapping: bool) -> None:
        """Begin a collection that `add` has placed at `step`."""
        if mapping:
            node.entries = {}
        else:
            node.items = []
        self._stack.append((node, step))
        self._key.append(None)

    def close(self, line: int, column: int) -> None:
        """End the collection that was opened last."""
        if self._stack:
            node, _ = self._stack.pop()
            self._key.pop()
            node.end_line, node.end_column = line, column

    @property
    def complete(self) -> bool:
        """Whether the root has ended."""
        return self.root is not None and not self._stack

    @property
    def wants_key(self) -> bool:
        """Whether the next node is a key of a mapping."""
        return bool(self._stack) and self._stack[-1][0].items is None and self._key[-1] is None

    def key(self, name: str, node: Node) -> None:
        """Take a key; the next node is its value."""
        self._key[-1] = (name, node)

    def add(self, node: Node) -> str | int:
        """Place a value in the collection that is open; returns its key or index there."""
        if not self._stack:
            self.root = self.root or node
            return ""
        holder, _ = self._stack[-1]
        if holder.items is not None:
            holder.items.append(node)
            return len(holder.items) - 1
        key = self._key[-1]
        if key is None or holder.entries is None:
            return ""
        self._key[-1] = None
        if key[0] not in holder.entries:
            holder.entries[key[0]] = (key[1], node)
        elif len(self.duplicates) < MAX_DUPLICATES:
            path = (*(step for _, step in self._stack[1:]), key[0])
            first = holder.entries[key[0]][0]
            self.duplicates.append(DuplicateKey(key[0], path, first, key[1]))
        return key[0]


Find = Callable[[DocPath], "Node | None"]
"""Marks one value, or its nearest holder; None where it is not sure."""


class DocumentOrigin(Origin):
    """A model's source text; its tree is built at the first question."""

    def __init__(
        self,
        file: str,
        text: str,
        scan: Callable[[str], Tree],
        finder: Callable[[str], Find] | None = None,
    ):
        """`scan` marks a whole text; what `finder` gives marks one place, if it is sure of it."""
        self.file = escape(file)
        self.text = text
        self._scan = scan
        self._finder = finder
        self._find: Find | None = None
        self._tree: Tree | None = None
        self._lines: list[str] | None = None
        self._starts: list[int] | None = None

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
        shown = text if len(text) <= MAX_EXCERPT else text[: MAX_EXCERPT - 1] + "…"
        shown = UNPRINTABLE.sub("\ufffd", shown)
        return Place(self.file or "", line + 1, column + 1, end_column + 1, shown)

    def mark(self, node: Node) -> Place:
        """The place of a node: to its end, or to the end of its first line."""
        return self.at(
            node.line, node.column, node.end_column if node.end_line == node.line else None
        )

    def place(self, path: DocPath) -> Place | None:
        """The place of the value at `path`, or of its nearest holder that stands in the text."""
        node = self._found(path)
        if node is not None:
            return self.mark(node)
        for node in self._walk(path):  # noqa: B007
            pass
        return self.mark(node) if node else Place(self.file or "")

    def _found(self, path: DocPath) -> Node | None:
        """The value at `path` as `finder` sees it, while there is no tree."""
        if self._tree is not None or self._finder is None:
            return None
        if self._find is None:
            self._find = self._finder(self.text)
        return self._find(path)

    def addition(self, path: DocPath, field: str, value: Value) -> Addition | None:
        """What could be added so that the part at `path` states `value` in `field`."""
        from flowmodel.source.addition import added

        nodes = list(self._walk(path))
        # A way that ends early ends at a holder: what is added there would be said of that.
        whole = len(nodes) == len(path) + 1
        return added(self.text, nodes[-1], field, value) if whole else None

    def words(self, path: DocPath, value: str, spans: Sequence[Span]) -> tuple[Span, ...] | None:
        """Where pieces of the text `value` at `path` stand in the source."""
        from flowmodel.source.editing import words

        node = self._exact(path)
        return words(self.text, self.starts, node, value, spans) if node else None

    def spot(self, start: int, end: int) -> Place:
        """The place of a piece of the source, to the end of its first line."""
        line = bisect_right(self.starts, start) - 1
        column = start - self.starts[line]
        until = end - self.starts[line]
        return self.at(line, column, until if until <= len(self.line(line)) else None)

    def region(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Line and column, from 1, where a piece of the source begins and where it has ended."""
        first, last = (bisect_right(self.starts, at) - 1 for at in (start, end))
        return first + 1, start - self.starts[first] + 1, last + 1, end - self.starts[last] + 1

    def written(self, path: DocPath) -> tuple[str, Span] | None:
        """A value on one line as it is written, without quotes, and where."""
        from flowmodel.source.editing import content

        node = self._exact(path)
        if node is None or node.alias or node.entries is not None or node.items is not None:
            return None
        if node.style in ("|", ">") or node.line != node.end_line:
            return None
        start, end = content(self.text, self.starts, node)
        told = self.text[start:end]
        if node.style == '"' and "\\" in told:
            import json

            try:
                told = str(json.loads(f'"{told}"'))
            except ValueError:
                return None
        return told, (start, end)

    def reordered(self, model: object) -> tuple[Edit, ...]:
        """Edits that put keys in the order of the fields of `model`."""
        from flowmodel.source.key_order import reordered

        root = self.tree.root
        return reordered(self.text, self.starts, root, model) if root and self.tree.complete else ()

    @property
    def starts(self) -> list[int]:
        """Where each line of the text begins."""
        if self._starts is None:
            self._starts = [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]
        return self._starts

    def _exact(self, path: DocPath) -> Node | None:
        """The value at `path`, and nothing that holds it; what an alias stands for."""
        nodes = list(self._walk(path))
        if len(nodes) != len(path) + 1:
            return None
        return nodes[-1].alias or nodes[-1]

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
