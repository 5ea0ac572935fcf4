"""How large a grid is: heads of rows and columns, and in which blocks its columns stand.

Heads stand level, however narrow their column: wording that runs upwards is slow to read, and
Japanese that lies on its side is slower still. So a column is never narrower than a line of four
characters, and a grid of many columns is cut into blocks that stand below one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flowmodel.layout.canvas import Para, Setter, plain
from flowmodel.layout.grid import Grid
from flowmodel.layout.grid_sheet import MARGIN
from flowmodel.layout.phrases import torn_words
from flowmodel.layout.scene import MM_PER_PT
from flowmodel.layout.style import MIN_PT


@dataclass(frozen=True, slots=True)
class Taste:
    """What a grid prefers where room is scarce."""

    word: float = 22.0
    """A word of a head that is wider than this is torn rather than make all columns wider, mm."""
    share: float = 0.3
    """Most of the page's width that the heads of rows may take, and half of that those of groups."""
    least: float = 4.0
    """Least width of a line of a head, em of its smallest size."""


TASTES = (Taste(), Taste(16.0, 0.21), Taste(12.0, 0.21, 3.0))
"""What is tried: whole words and heads of one line first."""
WIDE = 36.0
"""Greatest width of a column, mm at scale 1."""
MOST_LINES = 6
"""Most lines of a head; what is more is cut, with … for it."""
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
"""Shares of the width of a column at which the lines of its head are tried."""
RUN_GAP = 1.6
"""Distance of two runs of columns, mm."""
NEAR = 0.25
"""A cut moves to the beginning of a run that is so near, in columns of a block."""
INDENT = 2.6
"""How far the head of a row stands in that is a kind of the one above, mm at scale 1."""


class Sizes:
    """All lengths of one grid at one size of type, with its columns in so many blocks."""

    def __init__(
        self, grid: Grid, setter: Setter, width: float, taste: Taste = TASTES[0], blocks: int = 0
    ):
        self.taste = taste
        self.grid, self.setter, self.style = grid, setter, setter.style
        self.room = width - 2 * MARGIN
        self.name = self.style.pt(7.4)
        most = self.room * taste.share
        widths = [setter.width(r.text, self.name) + self.indent(i) for i, r in enumerate(grid.rows)]
        self.row_w = min(max(widths, default=0.0) + self.style.mm(3.4), most)
        groups = [setter.width(r.group, self.name, bold=True) for r in grid.rows if r.group]
        self.group_w = min(max(groups) + self.style.mm(3.4), most / 2) if groups else 0.0
        self.least = max(1, -(-len(grid.columns) // self.most_columns))
        self.cuts = self._cuts(max(blocks, self.least))
        self.col_w = self._column_width()

    def indent(self, row: int) -> float:
        """How far the head of a row stands in, mm."""
        return self.grid.rows[row].depth * self.style.mm(INDENT)

    @cached_property
    def most_columns(self) -> int:
        """How many columns may stand beside one another."""
        pad = self.style.mm(1.4)
        words = [self.setter.font.longest_word(c.text, MIN_PT) for c in self.grid.columns if c.text]
        fitting = [w for w in words if w <= self.taste.word]
        least = max([self.taste.least * MIN_PT * MM_PER_PT, *fitting]) + pad
        gaps = RUN_GAP * (len(self.grid.series()) - 1)
        room = self.room - self.row_w - self.group_w
        return max(1, int((room - min(gaps, room / 3)) / least))

    def _cuts(self, blocks: int) -> list[range]:
        """The columns in blocks of nearly one width, cut at the beginning of a run where one is near."""
        count, most = len(self.grid.columns), self.most_columns
        starts = [run.start for run in self.grid.series()]
        found, at = [], 0
        for left in range(blocks, 0, -1):
            end = at + -(-(count - at) // left)
            near = [
                s for s in starts
                if at < s <= at + most and count - s <= (left - 1) * most
                and abs(s - end) <= NEAR * most
            ]  # fmt: skip
            if near and left > 1:
                end = min(near, key=lambda s: abs(s - end))
            if end > at:
                found.append(range(at, end))
            at = end
        return found

    def _column_width(self) -> float:
        room = self.room - self.row_w - self.group_w
        widths = [
            (room - RUN_GAP * (len(self.runs(cut)) - 1)) / len(cut) for cut in self.cuts if cut
        ]
        return min([self.style.mm(WIDE), *widths])

    @property
    def wide(self) -> float:
        """The width of the widest block, mm; the others stand flush left with it."""
        widths = [
            len(cut) * self.col_w + RUN_GAP * (len(self.runs(cut)) - 1) for cut in self.cuts if cut
        ]
        return self.group_w + self.row_w + max(widths, default=0.0)

    def runs(self, columns: range) -> list[range]:
        """The columns of a block in their runs."""
        return [
            range(max(run.start, columns.start), min(run.stop, columns.stop))
            for run in self.grid.series()
            if run.start < columns.stop and columns.start < run.stop
        ]

    @cached_property
    def mark_h(self) -> float:
        """Height of the numbers over the columns."""
        return self.style.leading(self.style.pt(9.0)) + self.style.mm(0.8)

    @cached_property
    def run_h(self) -> float:
        """Height of the names over runs of columns; nothing where runs have none."""
        named = any(self.grid.runs.get(c.run) for c in self.grid.columns)
        return self.style.leading(self.name) + self.style.mm(1.0) if named else 0.0

    @cached_property
    def heads(self) -> tuple[Para, ...]:
        """The wordings over the columns: as large as no word is torn, and as large as may be."""
        best: tuple[int, tuple[Para, ...]] | None = None
        size = self.style.pt(self.style.body)
        while True:
            made = tuple(self._head(c.text, size) for c in self.grid.columns)
            bad = sum(
                torn_words(plain(c.text), p.lines)
                for c, p in zip(self.grid.columns, made, strict=True)
            )
            if best is None or bad < best[0]:
                best = bad, made
            if not bad or size <= MIN_PT:
                return best[1]
            size = max(MIN_PT, round(size * 0.92, 2))

    def _head(self, text: str, size: float) -> Para:
        """A wording in the lines that tear the fewest words, and of these the fewest."""
        if not text:
            return self.setter.para("", size, 1.0)
        limit = self.col_w - self.style.mm(1.4)
        tried = [self.setter.para(text, size, limit * share) for share in SHARES]
        good = [p for p in tried if len(p.lines) <= MOST_LINES] or tried[:1]
        best = min(good, key=lambda p: (torn_words(plain(text), p.lines), len(p.lines), p.width))
        return self.cut(best, limit, MOST_LINES)

    def cut(self, para: Para, limit: float, lines: int) -> Para:
        """A paragraph in at most so many lines, with … where that is not all of it."""
        if len(para.lines) <= lines:
            return para
        width = self.setter.width
        last = para.lines[lines - 1]
        while last and width(last + "…", para.size, para.bold) > limit:
            last = last[:-1]
        kept = (*para.lines[: lines - 1], last + "…")
        widths = (*para.widths[: lines - 1], width(kept[-1], para.size, para.bold))
        return Para(kept, widths, para.size, para.leading, para.bold)

    @cached_property
    def torn(self) -> int:
        """How many words the heads of columns tear."""
        return sum(
            torn_words(plain(c.text), p.lines)
            for c, p in zip(self.grid.columns, self.heads, strict=True)
        )

    @cached_property
    def shortened(self) -> int:
        """How many heads of columns are cut short."""
        return sum(p.lines[-1].endswith("…") for p in self.heads)

    @cached_property
    def head_h(self) -> float:
        """Height of the heads of columns, without the names of runs."""
        along = max((p.height for p in self.heads if p.lines != ("",)), default=0.0)
        return self.mark_h + (along + self.style.mm(1.2) if along else 0.0)

    @cached_property
    def texts(self) -> tuple[Para, ...]:
        """The heads of rows."""
        pad = self.style.mm(2.6)
        return tuple(
            self.setter.para(r.text, self.name, self.row_w - pad - self.indent(i))
            for i, r in enumerate(self.grid.rows)
        )

    @cached_property
    def groups(self) -> dict[int, Para]:
        """The names of groups, by the first of their rows."""
        limit = self.group_w - self.style.mm(2.6)
        rows = self.grid.rows
        return {
            g.start: self.setter.para(rows[g.start].group, self.name, limit, bold=True)
            for g in self.grid.groups()
            if rows[g.start].group
        }

    @cached_property
    def row_h(self) -> tuple[float, ...]:
        """Least heights of the rows; those of a group have room for its name."""
        mm = self.style.mm
        found = [max(p.height + mm(1.6), mm(6.0)) for p in self.texts]
        for group in self.grid.groups():
            para = self.groups.get(group.start)
            short = para.height + mm(1.6) - sum(found[i] for i in group) if para else 0.0
            for i in group if short > 0 else ():
                found[i] += short / len(group)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows against some columns, with their heads."""

    rows: range
    columns: range
    around: float
    """Height of its heads, of what is said of its neighbours and of the space below it, mm."""
    before: str = ""
    """The last step of the block of columns before, where there is one."""
    after: str = ""
    """The first step of the one after."""


def parts_of_rows(sizes: Sizes, room: float) -> list[range]:
    """The rows in as few parts as fit `room`, of heights as even as may be, groups held together."""
    whole = _filled(sizes, room)
    for share in (0.5, 0.6, 0.7, 0.8, 0.9):
        tried = _filled(sizes, room * share) if len(whole) > 1 else whole
        if len(tried) <= len(whole):
            return tried
    return whole


def _filled(sizes: Sizes, room: float) -> list[range]:
    """The rows in parts, each as full as `room` allows; one row at least in each."""
    parts, start, used = [], 0, 0.0
    for unit in _units(sizes, room):
        height = sum(sizes.row_h[i] for i in unit)
        if unit.start > start and used + height > room:
            parts.append(range(start, unit.start))
            start, used = unit.start, 0.0
        used += height
    return [*parts, range(start, len(sizes.row_h))]


def _units(sizes: Sizes, room: float) -> list[range]:
    """What stays together: the rows of a group, or single rows where that is higher than a page."""
    found = []
    for group in sizes.grid.groups():
        if sum(sizes.row_h[i] for i in group) <= room:
            found.append(group)
        else:
            found += [range(i, i + 1) for i in group]
    return found
