"""Entries of a list in columns: as many pages as they need, the last filled evenly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flowmodel.layout.canvas import Canvas

GAP = 6.0
"""Distance of two columns, mm."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One entry, measured for the width of a column."""

    height: float
    """With the space below it, mm."""
    draw: Callable[[Canvas, float, float], None]
    """Draws it with its top left corner at x, y."""
    opens: bool = False
    """Whether it is a heading, which does not stand alone at the foot of a column."""


Placed = tuple[Entry, float, float]
"""An entry with its top left corner, mm."""


def column_width(width: float, count: int) -> float:
    """The width of each of `count` columns, mm."""
    return (width - GAP * (count - 1)) / count


def in_columns(
    entries: Sequence[Entry], left: float, top: float, width: float, height: float, count: int
) -> tuple[list[Placed], int]:
    """Entries in `count` columns of at most `height` mm, and how many there was room for.

    Where all have room, the columns are made as even as they can be.
    """
    placed, done = _filled(entries, left, top, width, height, count)
    if done < len(entries):
        return placed, done
    low = sum(e.height for e in entries) / count
    step = min((e.height for e in entries), default=1.0) / 2
    while low < height:
        even, all_ = _filled(entries, left, top, width, low, count)
        if all_ == len(entries):
            return even, all_
        low += step
    return placed, done


def _filled(
    entries: Sequence[Entry], left: float, top: float, width: float, height: float, count: int
) -> tuple[list[Placed], int]:
    wide = column_width(width, count) + GAP
    placed: list[Placed] = []
    column, y = 0, 0.0
    for i, entry in enumerate(entries):
        after = entries[i + 1].height if entry.opens and i + 1 < len(entries) else 0.0
        if y and y + entry.height + after > height:
            column, y = column + 1, 0.0
        if column == count or (y + entry.height > height and placed):
            return placed, i
        placed.append((entry, left + column * wide, top + y))
        y += entry.height
    return placed, len(entries)


def bottom_of(placed: Sequence[Placed]) -> float:
    """The y at which the lowest entry ends, mm."""
    return max((y + e.height for e, _, y in placed), default=0.0)
