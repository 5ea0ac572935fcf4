"""Setting a grid on pages: the size of its type, the way the paper lies, where it is cut."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import groupby

from flowmodel.layout.canvas import Para, Setter
from flowmodel.layout.grid import Grid, Table
from flowmodel.layout.grid_block import BlockSetting
from flowmodel.layout.grid_sheet import MARGIN, GridSheet
from flowmodel.layout.grid_sizes import TASTES, Block, Sizes, Taste, parts_of_rows
from flowmodel.layout.scene import Item, Page
from flowmodel.layout.spans import CLOSING, LISTED, PLACE, span
from flowmodel.layout.style import PAPERS, Style
from flowmodel.layout.text import font
from flowmodel.layout.theme import Theme

SCALES = (1.7, 1.55, 1.4, 1.28, 1.18, 1.08)
"""Type sizes that are tried above the smallest, largest first."""
TALLEST = 12.0
"""Rows are not stretched beyond this to fill their page, mm at scale 1."""
COST = 3
"""A page more, or a table more on it, is taken to save so many torn words."""
MANY = 60
"""With more columns than this, only the first taste is tried."""
MORE_BLOCKS = 2
"""How many blocks more than are needed are tried, for wider columns."""


@dataclass(frozen=True, slots=True)
class GridPage:
    """A page of a grid: drawn, and what an office takes of it as tables."""

    page: Page
    tables: tuple[Table, ...]
    drawn: tuple[Item, ...]
    """What draws the tables on the page."""


def grid_pages(grid: Grid, paper: str, font_file: str, theme: Theme) -> tuple[GridPage, ...]:
    """The pages of a grid: as few as may be, and of these the ones with the largest type.

    `paper` is a key of `PAPERS`; it is turned upright where that takes fewer pages. Raises
    `RenderError` for a character without a glyph.
    """
    size = PAPERS[paper]
    base = 1.0 if math.isinf(size[1]) else size[0] / PAPERS["a4"][0]
    face = font(font_file)

    def at(scale: float, size: tuple[float, float]) -> _Setting:
        return _best(grid, Setter(face, Style(scale * base), theme), size)

    best = at(1.0, size)
    if best.count > 1 and not math.isinf(size[1]):
        turned = at(1.0, (size[1], size[0]))
        if turned.count < best.count:
            best, size = turned, (size[1], size[0])
    for scale in SCALES if best.count <= 2 else ():
        tried = at(scale, size)
        if tried.count == best.count and tried.worth() <= best.worth() and tried.fits(best):
            best = tried
            break
    return best.pages()


def _best(grid: Grid, setter: Setter, size: tuple[float, float]) -> _Setting:
    """The blocks of columns that take the fewest pages and are read best."""
    tried: list[_Setting] = []
    for taste in TASTES if len(grid.columns) <= MANY else TASTES[:1]:
        first = _Setting(grid, setter, size, taste, 0)
        most = min(first.sizes.least + MORE_BLOCKS, len(grid.columns))
        more = range(first.sizes.least + 1, most + 1)
        tried += [first, *(_Setting(grid, setter, size, taste, n) for n in more)]
    return min(tried, key=_Setting.worth)


@dataclass(slots=True)
class _Sheet:
    """What a page holds."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[Para] = field(default_factory=list)


class _Setting:
    """One grid at one size of type, with its columns in so many blocks."""

    def __init__(
        self, grid: Grid, setter: Setter, size: tuple[float, float], taste: Taste, blocks: int
    ):
        self.grid, self.setter, self.style = grid, setter, setter.style
        self.width, self.height = size
        self.sizes = Sizes(grid, setter, self.width, taste, blocks)
        sheet = GridSheet(grid, setter, self.width)
        self.title_h = sheet.title(99, 99)
        self.foot = sheet.legend(0.0) + self.style.mm(2.0)
        self.notes = [sheet.note(text) for text in grid.notes]
        self.verdict_h = sheet.verdict(0.0) + self.style.mm(1.0)
        self.last = sum(p.height for p in self.notes) + self.verdict_h
        self.top, self.limit = MARGIN + self.title_h, self.height - MARGIN
        self.sheets = self._filled()

    @property
    def count(self) -> int:
        """How many pages it takes."""
        return len(self.sheets)

    def worth(self) -> tuple[int, int]:
        """What is least for the best: few pages, one table where a page holds it, words that are whole.

        Pages that are full anyway are filled with more blocks of wider columns.
        """
        sizes, blocks = self.sizes, len(self.sizes.cuts)
        parts = self.count - 1 if self.count > 1 else blocks - 1
        return COST * (parts + sizes.shortened) + sizes.torn, blocks if self.count == 1 else -blocks

    def fits(self, other: _Setting) -> bool:
        """Whether it is no higher than `other` where the paper has no height of its own."""
        mine, least = (max(map(s.used, s.sheets)) for s in (self, other))
        return not math.isinf(self.height) or mine <= least * 1.02

    # Blocks

    def _filled(self) -> list[_Sheet]:
        """The blocks on their pages, and what ends the grid after them."""
        sheets, y = [_Sheet()], self.top
        for block in self._blocks(self.limit - self.top - self.foot):
            height = self._height(block)
            if sheets[-1].blocks and y + height + self.foot > self.limit:
                sheets.append(_Sheet())
                y = self.top
            sheets[-1].blocks.append(block)
            y += height
        last = sheets[-1]
        if y + self.foot + self.last <= self.limit:
            last.notes += self.notes
            return sheets
        if len(last.blocks) > 1 and self._alone(last.blocks[-1]) + self.last <= self.limit:
            return [*sheets, _Sheet([last.blocks.pop()], self.notes)]
        return [*sheets, *self._endings()]

    def _alone(self, block: Block) -> float:
        """How far a block fills a page on which it stands alone."""
        return self.top + self._height(block) + self.foot

    def _endings(self) -> list[_Sheet]:
        """Pages that have sentences only; the last one has room for the verdict."""
        sheets, y = [_Sheet()], self.top
        for para in self.notes:
            if sheets[-1].notes and y + para.height + self.verdict_h > self.limit:
                sheets.append(_Sheet())
                y = self.top
            sheets[-1].notes.append(para)
            y += para.height
        return sheets

    def _height(self, block: Block) -> float:
        return block.around + sum(self.sizes.row_h[i] for i in block.rows)

    def _blocks(self, room: float) -> list[Block]:
        """The grid in blocks that fit `room`, those of the first columns first."""
        grid, sizes, mm = self.grid, self.sizes, self.style.mm
        said = self.style.leading(self.style.pt(self.style.body)) + mm(0.8)
        made: list[Block] = []
        for cut in sizes.cuts if grid.rows else ():
            before = grid.columns[cut.start - 1].mark if cut.start else ""
            after = grid.columns[cut.stop].mark if cut.stop < len(grid.columns) else ""
            around = sizes.run_h + sizes.head_h + said * bool(before or after) + mm(3.0)
            parts = parts_of_rows(sizes, room - around)
            made += [Block(rows, cut, around, before, after) for rows in parts]
        return made

    def used(self, sheet: _Sheet) -> float:
        """How far a page is filled while its rows have their least heights."""
        rows = sum(map(self._height, sheet.blocks)) + self.foot if sheet.blocks else 0.0
        return self.top + rows + sum(p.height for p in sheet.notes)

    def _stretch(self) -> float:
        """By how much rows can be higher for the pages to be filled, the same on all of them."""
        if math.isinf(self.height) or not self.sizes.row_h:
            return 1.0
        found = [self.style.mm(TALLEST) / max(self.sizes.row_h)]
        for sheet in self.sheets:
            rows = sum(self.sizes.row_h[j] for b in sheet.blocks for j in b.rows)
            end = self.verdict_h if sheet is self.sheets[-1] else 0.0
            if rows:
                found.append(1 + (self.limit - self.used(sheet) - end) / rows)
        return max(1.0, min(found))

    # Pages

    def pages(self) -> tuple[GridPage, ...]:
        """All pages, each with its title, its blocks and the legend."""
        stretch = self._stretch()
        return tuple(self._page(b, i, stretch) for i, b in enumerate(self.sheets, 1))

    def _page(self, filled: _Sheet, number: int, stretch: float) -> GridPage:
        sheet, pages, blocks = (
            GridSheet(self.grid, self.setter, self.width),
            self.count,
            filled.blocks,
        )
        y = MARGIN + sheet.title(number, pages)
        before = len(sheet.items)
        if not self.grid.rows or not self.grid.columns:
            y = sheet.line(self.grid.empty, y)
        tables = []
        for i, block in enumerate(blocks):
            setting = BlockSetting(sheet, self.sizes, block, f"b{i}", stretch)
            tables.append(setting.draw(y))
            y += setting.height
        after = len(sheet.items)
        if blocks or number == 1:
            y += sheet.legend(y)
        for para in filled.notes:
            y = sheet.para(para, MARGIN, y, role="note")
        if number == pages:
            y += sheet.verdict(y + (self.style.mm(1.0) if filled.notes else 0.0))
        height = max(0.0 if math.isinf(self.height) else self.height, y + MARGIN)
        items = tuple(sheet.items)
        told, outline = self._told(blocks), self._outline(blocks, number, pages)
        drawn = items[before:after] if tables else ()
        return GridPage(Page(self.width, height, items, told, outline), tuple(tables), drawn)

    def _told(self, blocks: list[Block]) -> str:
        """The words of the page."""
        tell = self.grid.tell
        if tell is None or not blocks:
            return self.grid.description
        return tell([(b.rows, b.columns) for b in blocks])

    def _outline(self, blocks: list[Block], number: int, pages: int) -> tuple[str, ...]:
        """The bookmark of the page: which steps its columns are."""
        if pages == 1:
            return ()
        shown = sorted({i for b in blocks for i in b.columns})
        columns, lang = [self.grid.columns[i] for i in shown], self.grid.lang
        marks = [[c.mark for c in run] for _, run in groupby(columns, key=lambda c: c.run)]
        if not blocks:
            return (PLACE.format(page=number, pages=pages, what=CLOSING.text(lang)).text(lang),)
        what = LISTED.text(lang).join(span(run[0], run[-1], lang) for run in marks)
        return (PLACE.format(page=number, pages=pages, what=what).text(lang),)
