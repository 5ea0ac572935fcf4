"""The keys of a document in the order in which the published format lists them.

Entries are moved as they are written: a comment goes with the key below which it is
indented or above which it stands, blank lines stay where they are. A mapping in which that
would not be sure keeps its order: comments within brackets, a comment above the key that
would come to stand behind a dash, an alias that would come to stand before its anchor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from flowmodel.model.base import Strict
from flowmodel.model.origin import Edit
from flowmodel.source.editing import offset
from flowmodel.source.positions import Node

if TYPE_CHECKING:
    from flowmodel.model.origin import Span

_PROPERTIES = re.compile(r"(?:&\S+\s+)?")
_COMMA = re.compile(r"\s*,\s*")
REMARKS = ("certainty", "note")
"""Fields about a part; they stand behind all that is of it."""

Entry = tuple[str, Node, Node]
"""Key as written, mark of the key, value."""


@cache
def order(cls: type[Strict]) -> dict[str, int]:
    """The rank of every key of a kind of part, in each of its spellings."""
    names = sorted(cls.model_fields, key=lambda name: name in REMARKS)
    ranks = {}
    for rank, name in enumerate(names):
        ranks[name] = ranks[cls.model_fields[name].alias or name] = rank
    return ranks


def reordered(text: str, starts: Sequence[int], root: Node, model: object) -> tuple[Edit, ...]:
    """Edits for the outermost mappings that are out of order and can be put in order."""
    lines = text.split("\n")
    found: list[Edit] = []
    todo: list[tuple[Node, object]] = [(root, model)]
    while todo:
        node, part = todo.pop()
        if node.alias is not None:
            continue
        if node.items is not None:
            if isinstance(part, tuple) and len(part) == len(node.items):
                todo.extend(zip(node.items, part, strict=True))
        elif node.entries is not None and isinstance(part, Strict):
            edit = _mapping(text, lines, starts, node, part)
            if edit is not None:
                found.append(edit)
            else:
                todo.extend(_within(node, part))
    return tuple(sorted(found, key=lambda e: e.start))


def _within(node: Node, part: Strict) -> Iterator[tuple[Node, object]]:
    names = {info.alias or name: name for name, info in type(part).model_fields.items()}
    for key, (_, value) in (node.entries or {}).items():
        yield value, getattr(part, names.get(key, key), None)


def _mapping(
    text: str, lines: list[str], starts: Sequence[int], node: Node, part: Strict
) -> Edit | None:
    ranks = order(type(part))
    entries = [(key, mark, value) for key, (mark, value) in (node.entries or {}).items()]
    if any(key not in ranks for key, _, _ in entries):
        return None
    wanted = sorted(range(len(entries)), key=lambda i: ranks[entries[i][0]])
    if wanted == list(range(len(entries))) or _tied(entries):
        return None
    start = offset(starts, node.line, node.column)
    properties = _PROPERTIES.match(text, start)
    at = properties.end() if properties else start
    if text[at : at + 1] == "{":
        return _flow(text, starts, entries, wanted)
    return _block(lines, starts, entries, wanted)


def _tied(entries: list[Entry]) -> bool:
    """Whether an alias could come to stand before its anchor."""
    anchors = aliases = False
    todo = [node for _, key, value in entries for node in (key, value)]
    while todo:
        node = todo.pop()
        anchors = anchors or node.anchored
        if node.alias is not None:
            aliases = True
            continue
        todo.extend(node.items or ())
        todo.extend(n for pair in (node.entries or {}).values() for n in pair)
    return anchors and aliases


def _flow(text: str, starts: Sequence[int], entries: list[Entry], wanted: list[int]) -> Edit | None:
    spans: list[Span] = []
    for _, key, value in entries:
        if (value.line, value.column) == (value.end_line, value.end_column):
            return None
        first = offset(starts, key.line, key.column)
        spans.append((first, offset(starts, value.end_line, value.end_column)))
    between = [text[a[1] : b[0]] for a, b in pairwise(spans)]
    if not all(_COMMA.fullmatch(separator) for separator in between):
        return None
    written = [text[spans[i][0] : spans[i][1]] for i in wanted]
    told = "".join(w + separator for w, separator in zip(written, [*between, ""], strict=True))
    return Edit(spans[0][0], spans[-1][1], told)


def _block(
    lines: list[str], starts: Sequence[int], entries: list[Entry], wanted: list[int]
) -> Edit | None:
    column = entries[0][1].column
    behind_dash = bool(lines[entries[0][1].line][:column].strip())
    blanks: list[list[str]] = []
    heads: list[list[str]] = []
    bodies: list[list[str]] = []
    end = first = _above(lines, entries[0][1], behind_dash)
    for i, (_, key, value) in enumerate(entries):
        last = _last(lines, value)
        if key.column != column or last is None or key.anchored or key.alias is not None:
            return None
        if lines[key.line][:column].strip() and (i or not behind_dash):
            return None
        gap = lines[end : key.line]
        if any(line.strip() and not line.lstrip().startswith("#") for line in gap):
            return None
        blank = next((n for n, line in enumerate(gap) if line.strip()), len(gap))
        blanks.append(gap[:blank])
        heads.append(gap[blank:])
        end = _below(lines, last, column)
        bodies.append([lines[key.line][column:], *lines[key.line + 1 : end]])
    if behind_dash and heads[wanted[0]]:
        return None
    told: list[str] = []
    for slot, i in enumerate(wanted):
        told += blanks[slot] + heads[i]
        indent = "" if slot == 0 and behind_dash else " " * column
        told += [indent + bodies[i][0], *bodies[i][1:]]
    start = starts[first] + (column if behind_dash else 0)
    return Edit(start, starts[end] - 1, "\n".join(told))


def _above(lines: list[str], key: Node, behind_dash: bool) -> int:
    """The first line that goes with the first key: comments above it, but not a file's head."""
    at = key.line
    if behind_dash or key.column == 0:
        return at
    while at and lines[at - 1].lstrip().startswith("#") and _indent(lines[at - 1]) == key.column:
        at -= 1
    return at


def _below(lines: list[str], last: int, column: int) -> int:
    """The line after an entry: comments that are indented below its key are its own."""
    at = last + 1
    while at < len(lines) and lines[at].lstrip().startswith("#") and _indent(lines[at]) > column:
        at += 1
    return at


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _last(lines: list[str], node: Node) -> int | None:
    """The last line of a value; None where trailing blank lines are part of it."""
    while node.alias is None and (node.items or node.entries):
        inner = node.items[-1] if node.items else list((node.entries or {}).values())[-1][1]
        # Brackets end where they say; a block ends with the last of what is in it.
        bracket = node.end_column > 0 and lines[node.end_line][node.end_column - 1] in "]}"
        after = (node.end_line, node.end_column) > (inner.end_line, inner.end_column)
        if bracket and after:
            break
        node = inner
    if node.style not in ("|", ">"):
        return node.end_line
    if "+" in lines[node.line][node.column :].split("#")[0]:
        return None
    last = min(node.end_line, len(lines) - 1)
    last -= not node.end_column
    while last > node.line and not lines[last].strip():
        last -= 1
    return last
