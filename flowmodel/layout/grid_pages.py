"""Setting a grid on pages: widths of heads and columns, blocks, legend."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import groupby

from flowmodel.language import Bilingual
from flowmodel.layout.canvas import Para, Setter
from flowmodel.layout.grid import Grid, GridPage, Patch, Row, Word
from flowmodel.layout.grid_sheet import MARGIN, GridSheet
from flowmodel.layout.spans import LISTED, PLACE, span
from flowmodel.layout.style import PAPERS, Style, baseline
from flowmodel.layout.text import font
from flowmodel.layout.theme import Theme

SCALES = (1.35, 1.25, 1.15, 1.05, 1.0)
"""Type sizes that are tried, largest first."""
NARROW, WIDE = 7.2, 32.0
"""Least and greatest width of a column, mm at scale 1."""
LEVEL = 15.0
"""A column at least so wide has its wording level, a narrower one upright; mm at scale 1."""
LONGEST_UPRIGHT = 34.0
"""Greatest height of upright wording, mm at scale 1."""
MOST_LINES = 5
"""Most lines of level wording."""
HEAD_SHARE = 0.3
"""Most of the page's width that the heads of rows may take, and half of that those of groups."""
RUN_GAP = 1.6
"""Distance of two runs of columns, mm."""
BEFORE = Bilingual("▲ 前の表（～{step}）から続く", "▲ continued from the table before (to {step})")
AFTER = Bilingual("▼ 次の表（{step}～）へ続く", "▼ continued in the next table (from {step})")


def grid_pages(grid: Grid, paper: str, font_file: str, theme: Theme) -> tuple[GridPage, ...]:
    """The pages of a grid; the largest type is taken that needs the fewest pages.

    `paper` is a key of `PAPERS`. Raises `RenderError` for a character without a glyph.
    """
    size = PAPERS[paper]
    base = 1.0 if math.isinf(size[1]) else size[0] / PAPERS["a4"][0]
    face = font(font_file)

    def at(scale: float) -> tuple[GridPage, ...]:
        return _Setting(grid, Setter(face, Style(scale * base), theme), size).pages()

    best = at(SCALES[-1])
    if len(best) == 1:
        for scale in SCALES[:-1]:
            tried = at(scale)
            if len(tried) == 1 and tried[0].height <= best[0].height + 0.1:
                return tried
    return best


@dataclass(slots=True)
class _Block:
    """Some rows against some columns, with their heads."""

    rows: range
    columns: range
    height: float
    before: str = ""
    after: str = ""


class _Setting:
    """Sets one grid at one type size."""

    def __init__(self, grid: Grid, setter: Setter, size: tuple[float, float]):
        self.grid, self.setter, self.style = grid, setter, setter.style
        self.theme = setter.theme
        self.width, self.height = size
        self.small = self.style.pt(self.style.body)
        self.name = self.style.pt(7.4)
        self._widths()
        self._heights()

    def _sheet(self) -> GridSheet:
        return GridSheet(self.grid, self.setter, self.width)

    # Lengths

    def _widths(self) -> None:
        grid, mm = self.grid, self.style.mm
        room = self.width - 2 * MARGIN
        most = room * HEAD_SHARE
        widest = max((self.setter.width(r.text, self.name) for r in grid.rows), default=0.0)
        self.row_w = min(widest + mm(3.0), most)
        groups = [self.setter.width(r.group, self.name, bold=True) for r in grid.rows if r.group]
        self.group_w = min(max(groups) + mm(3.0), most / 2) if groups else 0.0
        room -= self.row_w + self.group_w
        runs = len(list(groupby(c.run for c in grid.columns)))
        room -= RUN_GAP * max(0, runs - 1)
        count = max(1, len(grid.columns))
        per = max(1, min(count, int(room / mm(NARROW))))
        self.blocks = -(-count // per)
        self.per = -(-count // self.blocks)
        self.col_w = min(room / self.per, mm(WIDE))
        self.level = self.col_w >= mm(LEVEL)

    def _heights(self) -> None:
        grid, mm = self.grid, self.style.mm
        self.mark_h = self.style.leading(self.style.pt(9.0)) + mm(1.0)
        self.heads = [self._head(c.text) for c in grid.columns]
        along = (
            max((p.height for p in self.heads), default=0.0)
            if self.level
            else max((p.width for p in self.heads), default=0.0)
        )
        self.head_h = self.mark_h + (along + mm(2.0) if along else 0.0)
        self.texts = [self._para(r.text, self.row_w) for r in grid.rows]
        self.row_h = [max(p.height + mm(1.8), mm(6.2)) for p in self.texts]
        for _, members in groupby(range(len(grid.rows)), key=lambda i: grid.rows[i].group_part):
            indexes = list(members)
            para = self._group(grid.rows[indexes[0]])
            short = para.height + mm(1.8) - sum(self.row_h[i] for i in indexes)
            if grid.rows[indexes[0]].group and short > 0:
                for i in indexes:
                    self.row_h[i] += short / len(indexes)

    def _para(self, text: str, width: float, bold: bool = False) -> Para:
        return self.setter.para(text, self.name, width - self.style.mm(2.4), bold=bold)

    def _group(self, row: Row) -> Para:
        return self._para(row.group, self.group_w, bold=True)

    def _head(self, text: str) -> Para:
        """The wording over a column: level or upright, shortened to its room."""
        mm = self.style.mm
        leading = self.style.leading(self.small)
        if self.level:
            return self._cut(text, self.col_w - mm(1.4), MOST_LINES)
        return self._cut(text, mm(LONGEST_UPRIGHT), max(1, int((self.col_w - mm(0.6)) / leading)))

    def _cut(self, text: str, limit: float, lines: int) -> Para:
        """`text` in at most so many lines, with … where that is not all of it."""
        para = self.setter.para(text, self.small, limit)
        if len(para.lines) <= lines:
            return para
        kept = list(para.lines[:lines])
        last = kept[-1]
        while last and self.setter.width(last + "…", self.small) > limit:
            last = last[:-1]
        kept[-1] = last + "…"
        widths = (*para.widths[: lines - 1], self.setter.width(kept[-1], self.small))
        return Para(tuple(kept), widths, para.size, para.leading)

    # Blocks and pages

    def pages(self) -> tuple[GridPage, ...]:
        """All pages, each with its title, its blocks and the legend."""
        limit = self.height - MARGIN
        title = self._sheet().title(99, 99)
        foot = self._sheet().legend(0.0) + self.style.mm(3.0)
        last = self._sheet().verdict(0.0)
        blocks = self._blocks(limit - MARGIN - title - foot - last)
        sheets: list[list[_Block]] = [[]]
        y = MARGIN + title
        for block in blocks:
            if sheets[-1] and y + block.height + foot + last > limit:
                sheets.append([])
                y = MARGIN + title
            sheets[-1].append(block)
            y += block.height
        return tuple(self._page(b, i, len(sheets)) for i, b in enumerate(sheets, 1))

    def _blocks(self, room: float) -> list[_Block]:
        """The grid in blocks that fit `room`, those of the first columns first."""
        grid, made = self.grid, []
        said = self.style.leading(self.small) + self.style.mm(0.8)
        for part in range(self.blocks):
            columns = range(part * self.per, min((part + 1) * self.per, len(grid.columns)))
            if not grid.rows or not columns:
                continue
            before = grid.columns[columns[0] - 1].mark if part else ""
            after = grid.columns[columns[-1] + 1].mark if part + 1 < self.blocks else ""
            around = self.head_h + said * bool(before or after) + self.style.mm(3.0)
            for rows in self._rows(room - around):
                height = around + sum(self.row_h[i] for i in rows)
                made.append(_Block(rows, columns, height, before, after))
        return made

    def _rows(self, room: float) -> list[range]:
        """The rows in parts that fit `room`, one row at least in each."""
        parts, start, used = [], 0, 0.0
        for i, height in enumerate(self.row_h):
            if i > start and used + height > room:
                parts.append(range(start, i))
                start, used = i, 0.0
            used += height
        return [*parts, range(start, len(self.row_h))]

    def _page(self, blocks: list[_Block], number: int, pages: int) -> GridPage:
        sheet = self._sheet()
        y = MARGIN + sheet.title(number, pages)
        if not blocks:
            y = sheet.line(self.grid.empty, y)
        for block in blocks:
            self._block(sheet, block, y)
            y += block.height
        y += sheet.legend(y)
        if number == pages:
            y += sheet.verdict(y)
        height = max(0.0 if math.isinf(self.height) else self.height, y + MARGIN)
        return GridPage(
            self.width,
            height,
            tuple(sheet.patches),
            tuple(sheet.words),
            self._told(blocks),
            self._outline(blocks, number, pages),
        )

    def _told(self, blocks: list[_Block]) -> str:
        """The words of the page."""
        tell = self.grid.tell
        if tell is None or not blocks:
            return self.grid.description
        return tell([(b.rows, b.columns) for b in blocks])

    def _outline(self, blocks: list[_Block], number: int, pages: int) -> tuple[str, ...]:
        """The bookmark of the page: which steps its columns are."""
        if pages == 1:
            return ()
        shown = sorted({i for b in blocks for i in b.columns})
        columns, lang = [self.grid.columns[i] for i in shown], self.grid.lang
        marks = [[c.mark for c in run] for _, run in groupby(columns, key=lambda c: c.run)]
        spans = LISTED.text(lang).join(span(run[0], run[-1], lang) for run in marks)
        return (PLACE.format(page=number, pages=pages, what=spans).text(lang),)

    # One block

    def _column_x(self, block: _Block) -> dict[int, float]:
        """The left edge of each column; the block stands in the middle of the page."""
        grid = self.grid
        gaps, offset = {}, 0.0
        for i in block.columns:
            if i > block.columns[0] and grid.columns[i].run != grid.columns[i - 1].run:
                offset += RUN_GAP
            gaps[i] = offset + (i - block.columns[0]) * self.col_w
        total = self.group_w + self.row_w + offset + len(block.columns) * self.col_w
        self.left = (self.width - total) / 2
        start = self.left + self.group_w + self.row_w
        return {i: start + gap for i, gap in gaps.items()}

    def _block(self, sheet: GridSheet, block: _Block, y: float) -> None:
        xs = self._column_x(block)
        y = self._continued(sheet, block, y)
        for i in block.columns:
            self._column(sheet, i, xs[i], y)
        tops, at = {}, y + self.head_h
        for i in block.rows:
            tops[i] = at
            at += self.row_h[i]
        self._groups(sheet, block, tops, at)
        for i in block.rows:
            self._row(sheet, i, tops[i])
            for j in block.columns:
                self._cell(sheet, i, j, xs[j], tops[i])
        for i in block.rows:
            for j in block.columns:
                cell = self.grid.cells.get((i, j))
                if cell is not None and cell.framed:
                    inset = 0.75
                    sheet.patches.append(
                        Patch(xs[j] + inset, tops[i] + inset, self.col_w - 2 * inset,
                              self.row_h[i] - 2 * inset, "none", self.theme.ink, 0.6)
                    )  # fmt: skip

    def _continued(self, sheet: GridSheet, block: _Block, y: float) -> float:
        said = []
        if block.before:
            said.append(BEFORE.text(self.grid.lang).format(step=block.before))
        if block.after:
            said.append(AFTER.text(self.grid.lang).format(step=block.after))
        if not said:
            return y
        para = self.setter.para("　".join(said), self.small, self.width - 2 * MARGIN)
        room = (self.left, y, self.width - MARGIN, y + para.height)
        sheet.write(para, self.left, y, room, fill=self.theme.soft)
        return y + para.height + self.style.mm(0.8)

    def _column(self, sheet: GridSheet, i: int, x: float, y: float) -> None:
        column, para, mm, theme = self.grid.columns[i], self.heads[i], self.style.mm, self.theme
        middle, bottom = x + self.col_w / 2, y + self.head_h
        text_h = self.head_h - self.mark_h
        box = (x, y, x + self.col_w, bottom)
        sheet.patches.append(
            Patch(x, y, self.col_w, self.head_h, theme.verdict_fill, theme.band_frame, 0.2, "",
                  column.part)
        )  # fmt: skip
        if self.level:
            sheet.write(para, middle, y + text_h - para.height, box, anchor="middle",
                        part=column.part)  # fmt: skip
        else:
            left = middle - para.height / 2
            for line, width in zip(para.lines, para.widths, strict=True):
                at = baseline(left, para.size, para.leading)
                sheet.words.append(
                    Word(at, y + text_h - mm(0.6), line, para.size, width, box, "start", False,
                         True, theme.ink, column.part)
                )  # fmt: skip
                left += para.leading
        mark = self.setter.para(column.mark, self._mark_size(column.mark), 400.0, bold=True)
        top = bottom - self.mark_h / 2 - mark.height / 2
        sheet.write(mark, middle, top, box, anchor="middle", part=column.part)

    def _mark_size(self, mark: str) -> float:
        """The size of a number: smaller where it is too wide for its column."""
        size = self.style.pt(9.0)
        width = self.setter.width(mark, size, bold=True)
        return max(7.0, min(size, round(size * (self.col_w - 0.4) / width, 2))) if mark else size

    def _row(self, sheet: GridSheet, i: int, y: float) -> None:
        row, para = self.grid.rows[i], self.texts[i]
        x, h = self.left + self.group_w, self.row_h[i]
        theme = self.theme
        sheet.patches.append(
            Patch(x, y, self.row_w, h, theme.verdict_fill, theme.band_frame, 0.2, "", row.part)
        )
        box = (x, y, x + self.row_w, y + h)
        sheet.write(para, x + self.style.mm(1.2), y + (h - para.height) / 2, box,
                    part=row.part)  # fmt: skip

    def _groups(self, sheet: GridSheet, block: _Block, tops: dict[int, float], end: float) -> None:
        if not self.group_w:
            return
        rows, theme = self.grid.rows, self.theme
        for _, members in groupby(block.rows, key=lambda i: rows[i].group_part):
            indexes = list(members)
            top = tops[indexes[0]]
            bottom = tops.get(indexes[-1] + 1, end)
            first = rows[indexes[0]]
            sheet.patches.append(
                Patch(self.left, top, self.group_w, bottom - top, theme.paper, theme.box_frame,
                      0.4, "", first.group_part)
            )  # fmt: skip
            para = self._group(first)
            if para.height > bottom - top:
                para = self._cut(first.group, self.group_w - self.style.mm(2.4),
                                 max(1, int((bottom - top) / para.leading)))  # fmt: skip
            box = (self.left, top, self.left + self.group_w, bottom)
            sheet.write(para, self.left + self.style.mm(1.2),
                        (top + bottom - para.height) / 2, box, part=first.group_part)  # fmt: skip

    def _cell(self, sheet: GridSheet, i: int, j: int, x: float, y: float) -> None:
        cell = self.grid.cells.get((i, j))
        h, theme = self.row_h[i], self.theme
        if cell is None:
            sheet.patches.append(Patch(x, y, self.col_w, h, theme.paper, theme.band_frame, 0.2))
            return
        look = self.grid.looks[cell.look]
        part = self.grid.columns[j].part
        sheet.patches.append(
            Patch(x, y, self.col_w, h, look.fill, theme.band_frame, 0.2, look.hatch, part, cell.title)
        )  # fmt: skip
        sheet.sign(look, x, y, self.col_w, h)
