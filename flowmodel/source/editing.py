"""Words of a value, found again where the document writes them.

YAML folds and indents, JSON escapes. Both change nothing but white space and
escapes: the other characters of a value stand in the source one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flowmodel.model.origin import Edit, Span
from flowmodel.source.positions import Node

_PROPERTIES = re.compile(r"(?:&\S+\s+)?")
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|x[0-9a-fA-F]{2}"
    r"|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)",
    re.DOTALL,
)
_SIMPLE = {
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "0": "\0",
    "n": "",
    "t": "",
    "v": "",
    "f": "",
    "r": "",
}
"""Escapes by one letter; white space counts as nothing."""
_SPACES = {"N": "", "_": "", "L": "", "P": "", "\n": "", " ": ""}


def offset(starts: Sequence[int], line: int, column: int) -> int:
    """A line and column, both from 0, as a number of characters."""
    return starts[line] + column


def content(text: str, starts: Sequence[int], node: Node) -> Span:
    """What is written of a text: without anchor, quotes, or the head of a block."""
    start = offset(starts, node.line, node.column)
    end = min(offset(starts, node.end_line, node.end_column), len(text))
    if node.anchored:
        properties = _PROPERTIES.match(text, start, end)
        start = properties.end() if properties else start
    if node.style in ("'", '"'):
        return start + 1, end - 1
    if node.style in ("|", ">"):
        head = text.find("\n", start, end)
        return (end if head < 0 else head + 1), end
    return start, end


def words(
    text: str, starts: Sequence[int], node: Node, value: str, spans: Sequence[Span]
) -> tuple[Span, ...] | None:
    """Where pieces of a node's value stand in the text; None where it does not show the value."""
    if node.entries is not None or node.items is not None:
        return None
    start, end = content(text, starts, node)
    signs = list(_signs(text, start, end, node.style))
    marks = [i for i, c in enumerate(value) if not c.isspace()]
    if "".join(sign for sign, _, _ in signs) != "".join(value[i] for i in marks):
        return None
    number = {i: n for n, i in enumerate(marks)}
    found = []
    for first, last in spans:
        if first not in number or last - 1 not in number:
            return None
        found.append((signs[number[first]][1], signs[number[last - 1]][2]))
    return tuple(found)


def _signs(text: str, start: int, end: int, style: str) -> Iterator[tuple[str, int, int]]:
    """Each character that is no white space, with where it begins and ends in the text."""
    at = start
    while at < end:
        until, sign = at + 1, text[at]
        if sign == "\\" and style == '"':
            escape = _ESCAPE.match(text, at, end)
            if escape:
                until, sign = escape.end(), _unescaped(escape[0][1:])
        elif sign == "'" and style == "'":
            until = at + 2
        if sign and not sign.isspace():
            yield sign, at, until
        at = until


def _unescaped(escape: str) -> str:
    if escape[0] in "xuU" and len(escape) > 1:
        codes = [int(code, 16) for code in escape[1:].split("\\u")]
        if len(codes) == 2:
            return chr(0x10000 + ((codes[0] - 0xD800) << 10) + (codes[1] - 0xDC00))
        return chr(codes[0]) if codes[0] < 0x110000 else ""
    return _SIMPLE.get(escape, _SPACES.get(escape, escape))


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made. Raises `ValueError` where two of them overlap."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < at:
            raise ValueError(f"two edits overlap at character {edit.start}")
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, text[at:]))
