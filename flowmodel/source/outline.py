"""Places in a YAML text without parsing it: only the way to the value that is asked for.

Loading PyYAML and running through all its events takes a tenth of a cold
check. The documents that people write are mappings and lists of lines, and in
them a value is found by indentation. Whatever is not plain to see (anchors,
tags, keys of several lines, values left out) is `Unclear`: PyYAML decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from flowmodel.errors import DocPath
from flowmodel.source.positions import SPELLINGS, Node

_QUOTED = r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'"""
_KEY = re.compile(r"""("[^"\\]*" *|'[^']*' *|[^\s\-?:,\[\]{}#&*!|>'"%@`][^:#]*):(?= |$)""")
_DASH = re.compile(r"-(?: +|$)")
_IN_FLOW = re.compile(
    rf"""[ \n]+|(?<=\s)\#[^\n]*|{_QUOTED}|[\[\]{{}},]|:(?=\s)"""
    r"""|[^\s,\[\]{}:#&*!|>'"%@`?-](?:[^\n,\[\]{}:#]|:(?![\s,\[\]{}])|(?<![ \n])#)*""",
    re.DOTALL,
)
_SCALAR = re.compile(
    rf"""(?:{_QUOTED})(?= *(?:$| \#))|[^\s,\[\]{{}}\#&*!|>'"%@`?:-](?:[^:#]|:(?! |$)|(?<! )\#)*"""
)


class Unclear(Exception):  # noqa: N818
    """The text is not plain enough to find the place by looking."""


class _Value:
    """A value: where it begins, the line before which it ends, its end where brackets show it."""

    __slots__ = ("column", "end", "row", "stop")

    def __init__(self, row: int, column: int, stop: int, end: tuple[int, int] | None = None):
        self.row = row
        self.column = column
        self.stop = stop
        self.end = end


Children = list[tuple[str, _Value]]
"""Key and value; the key is empty in a list."""


class Outline:
    """A YAML text in which places can be found; what was looked at is remembered."""

    def __init__(self, text: str):
        self._text = text
        self._known: dict[tuple[int, int], tuple[bool, Children | None]] = {}
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def find(self, path: DocPath) -> Node | None:
        """The mark of the value at `path`, or of its nearest holder that stands in the text.

        None where only a parser can tell.
        """
        try:
            at = self._below(0, len(self._lines), -1)
            for step in path:
                is_list, children = self._open(at)
                if children is None or (is_list and isinstance(step, str)):
                    continue  # written short: see `DocumentOrigin`
                found = None
                if is_list == isinstance(step, int):
                    found = _pick(children, step)
                if found is None:
                    break
                at = found
            return self._node(at)
        except (Unclear, RecursionError):
            return None

    def _open(self, at: _Value) -> tuple[bool, Children | None]:
        key = (at.row, at.column)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._children(at)
        return known

    def _children(self, at: _Value) -> tuple[bool, Children | None]:
        """Whether it is a list, and what it holds; None for a scalar."""
        line = self._lines[at.row]
        first = line[at.column]
        if first in "[{":
            return first == "[", self._flow(self._starts[at.row] + at.column)[1]
        if at.end is None and _DASH.match(line, at.column):
            return True, list(self._block(at, _DASH))
        if at.end is None and _KEY.match(line, at.column):
            return False, list(self._block(at, _KEY))
        if first in "&*!?%@`":
            raise Unclear
        return False, None

    def _rows(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """The lines with content, and how far each is indented."""
        for row in range(start, stop):
            line = self._lines[row]
            bare = line.lstrip(" ")
            if bare[:1] == "\t":
                raise Unclear
            if bare and bare[0] != "#":
                yield row, len(line) - len(bare)

    def _block(self, at: _Value, pattern: re.Pattern[str]) -> Iterator[tuple[str, _Value]]:
        """The entries of a mapping or list that is written line by line."""
        heads: list[tuple[int, re.Match[str]]] = []
        for row, indent in self._rows(at.row, at.stop):
            if row != at.row:
                if indent > at.column or (pattern is _KEY and self._dash(row, at.column)):
                    continue
                if indent < at.column:
                    raise Unclear
            head = pattern.match(self._lines[row], at.column)
            if head is None:
                raise Unclear
            heads.append((row, head))
        stops = [row for row, _ in heads[1:]] + [at.stop]
        for (row, head), stop in zip(heads, stops, strict=True):
            # A list may stand as far to the left as the key that it belongs to.
            holder = at.column - 1 if pattern is _KEY else at.column
            value = self._after(row, head.end(), stop, holder)
            yield _name(head[1]) if pattern is _KEY else "", value

    def _dash(self, row: int, column: int) -> bool:
        line = self._lines[row]
        return _DASH.match(line, column) is not None and not line[:column].strip()

    def _after(self, row: int, column: int, stop: int, holder: int) -> _Value:
        """The value after a key or dash: on the same line, or below it."""
        line = self._lines[row]
        rest = line[column:].lstrip(" ")
        if rest and rest[0] != "#":
            return _Value(row, len(line) - len(rest), stop)
        below = self._below(row + 1, stop, holder)
        if below.column == holder + 1 and not self._dash(below.row, below.column):
            raise Unclear
        return below

    def _below(self, start: int, stop: int, indent: int) -> _Value:
        """The value that begins on a line of its own, further to the right than `indent`."""
        for row, column in self._rows(start, stop):
            if column <= indent:
                break
            return _Value(row, column, stop)
        raise Unclear

    def _flow(self, at: int) -> tuple[int, Children]:
        """The end of the collection in brackets at an offset, and what it holds."""
        text, opener = self._text, self._text[at]
        children: Children = []
        parts: list[tuple[int, int]] = []
        colons = 0
        at += 1
        while token := _IN_FLOW.match(text, at):
            start, at = token.span()
            sign = text[start]
            if sign in "[{":
                at, _ = self._flow(start)
                parts.append((start, at))
            elif sign == ":":
                colons += len(parts) == 1
            elif sign in ",]}":
                if parts:
                    if len(parts) != 1 + colons or colons != (opener == "{"):
                        raise Unclear
                    key = "" if opener == "[" else _name(text[slice(*parts[0])])
                    children.append((key, self._bracketed(*parts[-1])))
                parts, colons = [], 0
                if sign != ",":
                    return at, children
            elif sign not in " \n#":
                parts.append((start, start + len(token[0].rstrip())))
        raise Unclear

    def _bracketed(self, start: int, end: int) -> _Value:
        row, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        return _Value(row, start - self._starts[row], last + 1, (last, end - self._starts[last]))

    def _node(self, at: _Value) -> Node:
        line = self._lines[at.row]
        first = line[at.column]
        if at.end is None and first in "[{":
            end, _ = self._flow(self._starts[at.row] + at.column)
            at = self._bracketed(self._starts[at.row] + at.column, end)
        if at.end is not None:
            return Node(at.row, at.column, *at.end)
        if first in "|>" or _DASH.match(line, at.column) or _KEY.match(line, at.column):
            return Node(at.row, at.column)
        scalar = _SCALAR.match(line, at.column)
        if scalar is None or any(True for _ in self._rows(at.row + 1, at.stop)):
            raise Unclear
        return Node(at.row, at.column, at.row, at.column + len(scalar[0].rstrip()))


def _name(key: str) -> str:
    key = key.rstrip()
    if key[0] == '"' and "\\" in key:
        raise Unclear
    return key[1:-1].replace("''", "'") if key[0] in "\"'" else key


def _pick(children: Children, step: str | int) -> _Value | None:
    if isinstance(step, int):
        return children[step][1] if 0 <= step < len(children) else None
    for name in (step, SPELLINGS.get(step)):
        found = [value for key, value in children if key == name]
        if len(found) > 1:
            raise Unclear
        if found:
            return found[0]
    return None
