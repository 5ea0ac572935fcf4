"""A source line with the offending place marked below it, in columns of a terminal."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from flowmodel.errors import Place

WIDEST = 100
"""Most columns of an excerpt; a longer line is cut around the marked place."""


def width(text: str) -> int:
    """The columns that a terminal takes for `text`.

    Wide and full-width characters take two, combining and format characters
    none. Ambiguous ones (①, ※) take one, as terminals of today draw them.
    """
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


@lru_cache(maxsize=8_192)
def _width(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def printable(text: str) -> str:
    """`text` on one line, with whatever would move or hide other text written as its code."""
    if text.isprintable():
        return text
    return "".join(
        " " if c in "\t\n" else c if c.isprintable() or c == "\u3000" else f"<U+{ord(c):04X}>"
        for c in text
    )


def excerpt(place: Place | None) -> tuple[str, str] | None:
    """The line of a place and a line of ``^`` below it; None without a line to show."""
    if place is None or place.excerpt is None or not place.excerpt.strip():
        return None
    line = place.excerpt.rstrip()
    start = min(max((place.column or 1) - 1, 0), len(line))
    end = min(max((place.end_column or start + 2) - 1, start + 1), max(len(line), start + 1))
    before, marked, after = line[:start], line[start:end], line[end:]
    if width(line) > WIDEST:
        before, marked, after = _cut(before, marked, after)
    before, marked, after = printable(before), printable(marked), printable(after)
    return before + marked + after, " " * width(before) + "^" * max(width(marked), 1)


def _cut(before: str, marked: str, after: str) -> tuple[str, str, str]:
    room = WIDEST - 2
    if width(marked) > room * 2 // 3:
        marked = _head(marked, room * 2 // 3) + "…"
        after = ""
    left = max(room - width(marked) - width(_head(after, room // 3)), room // 3)
    if width(before) > left:
        before = "…" + _head(before[::-1], left)[::-1]
    rest = max(room - width(before) - width(marked), 0)
    if width(after) > rest:
        after = _head(after, rest) + "…"
    return before, marked, after


def _head(text: str, columns: int) -> str:
    """As much of the start of `text` as fits into `columns`."""
    used = 0
    for i, c in enumerate(text):
        used += _width(c)
        if used > columns:
            return text[:i]
    return text
