"""A block of a grid: drawn as boxes with their words, and told as a table for an office."""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.language import Bilingual
from flowmodel.layout.canvas import Para
from flowmodel.layout.grid import Cell, Look, Slot, Table
from flowmodel.layout.grid_sheet import MARGIN, GridSheet
from flowmodel.layout.grid_sizes import RUN_GAP, Block, Sizes
from flowmodel.layout.scene import Anchor, Box, Item

BEFORE = Bilingual("▲ 前の表（～{step}）から続く", "▲ continued from the table before (to {step})")
AFTER = Bilingual("▼ 次の表（{step}～）へ続く", "▼ continued in the next table (from {step})")
INSET = 0.75
"""How far the heavy frame of a cell stands within it, mm."""
FRAME = 0.6
"""Its weight, mm."""


CUT = "cut-short"
"""The role of words that are not all of a name."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How a head is painted."""

    role: str
    fill: str
    stroke: str
    weight: float


class BlockSetting:
    """One block at its place on a page; `stretch` makes its rows higher than they need be."""

    def __init__(self, sheet: GridSheet, sizes: Sizes, block: Block, name: str, stretch: float):
        self.sheet, self.sizes, self.block, self.name = sheet, sizes, block, name
        self.grid, self.theme, self.mm = sizes.grid, sheet.theme, sizes.style.mm
        self.heights = {i: sizes.row_h[i] * stretch for i in block.rows}
        self.runs = sizes.runs(block.columns)
        self.left = (sheet.width - sizes.wide) / 2
        self.xs: dict[int, float] = {}
        x = self.left + sizes.group_w + sizes.row_w
        for run in self.runs:
            for i in run:
                self.xs[i] = x
                x += sizes.col_w
            x += RUN_GAP

    @property
    def height(self) -> float:
        """What the block takes of the page, mm."""
        return self.block.around + sum(self.heights.values())

    # As boxes

    def draw(self, y: float) -> Table:
        """Draw the block from `y` on; the same as a table."""
        y = self._continued(y)
        top = y
        for run in self.runs:
            self._run(run, y)
        y += self.sizes.run_h
        for i in self.block.columns:
            self._column(i, y)
        y += self.sizes.head_h
        tops = {}
        for i in self.block.rows:
            tops[i] = y
            y += self.heights[i]
        for group in self._groups():
            self._group(group, tops[group.start])
            for i in group:
                self._row(i, tops[i])
                for j in self.block.columns:
                    self._cell(i, j, tops[i])
        return self.table(top)

    def _groups(self) -> list[range]:
        """The rows of the block that share a name."""
        rows = self.block.rows
        return [
            range(max(g.start, rows.start), min(g.stop, rows.stop))
            for g in self.grid.groups()
            if g.start < rows.stop and rows.start < g.stop
        ]

    def _continued(self, y: float) -> float:
        said, block, lang = [], self.block, self.grid.lang
        if block.before:
            said.append(BEFORE.text(lang).format(step=block.before))
        if block.after:
            said.append(AFTER.text(lang).format(step=block.after))
        if not said:
            return y
        para = self.sheet.setter.para(
            "　".join(said), self.sheet.small, self.sheet.width - 2 * MARGIN
        )
        below = self.sheet.para(para, self.left, y, role="note", fill=self.theme.soft)
        return below + self.mm(0.8)

    def _head(
        self, id: str, box: tuple[float, float, float, float], look: _Look, part: str, title: str,
        *paras: tuple[Para, float, str, Anchor, float],
    ) -> None:  # fmt: skip
        """A head with its paragraphs, each with its top, its role, and how and where it stands."""
        # What is cut short does not name its part.
        whole = [not para.lines[-1].endswith("…") for para, *_ in paras]
        named = part if whole == [True] else ""
        items: list[Item] = [
            Box(*box, look.role, id, "", named, look.fill, look.stroke, look.weight)
        ]
        for (para, top, role, anchor, x), known in zip(paras, whole, strict=True):
            said, own = (role, part) if known else (CUT, "")
            para.draw(items, x, top, said, id, own, anchor, self.theme.ink)
        self.sheet.group(items, part, title)

    @property
    def _plain(self) -> tuple[str, str, float]:
        return self.theme.verdict_fill, self.theme.band_frame, 0.2

    def _run(self, run: range, y: float) -> None:
        """The name of a run over its columns."""
        name, h = self._run_name(run), self.sizes.run_h
        if not name:
            return
        w = len(run) * self.sizes.col_w
        para = self.sheet.setter.para(name, self.sizes.name, w - self.mm(1.4), bold=True)
        para = self.sizes.cut(para, w - self.mm(1.4), 1)
        box = (self.xs[run.start], y, w, h)
        self._head(
            f"{self.name}.s{run.start}", box, _Look("series", *self._plain), "", name,
            (para, y + (h - para.height) / 2, "series", "middle", box[0] + w / 2),
        )  # fmt: skip

    def _run_name(self, run: range) -> str:
        return self.grid.runs.get(self.grid.columns[run.start].run, "") if self.sizes.run_h else ""

    def _column(self, i: int, y: float) -> None:
        column, para, sizes = self.grid.columns[i], self.sizes.heads[i], self.sizes
        box = (self.xs[i], y, sizes.col_w, sizes.head_h)
        middle = box[0] + sizes.col_w / 2
        mark = self.sheet.setter.para(column.mark, self._mark_size(column.mark), 400.0, bold=True)
        top = y + self.mm(0.4) + (sizes.mark_h - mark.height) / 2
        self._head(
            f"{self.name}.c{i}", box, _Look("column", *self._plain), column.part, column.name,
            (mark, top, "badge", "middle", middle),
            (para, y + sizes.mark_h + self.mm(0.4), "label", "middle", middle),
        )  # fmt: skip

    def _mark_size(self, mark: str) -> float:
        """The size of a number: smaller where it is too wide for its column."""
        size = self.sizes.style.pt(9.0)
        width = self.sheet.setter.width(mark, size, bold=True)
        room = self.sizes.col_w - 0.4
        return max(7.0, min(size, round(size * room / width, 2))) if mark else size

    def _row(self, i: int, y: float) -> None:
        row, para, sizes = self.grid.rows[i], self.sizes.texts[i], self.sizes
        box = (self.left + sizes.group_w, y, sizes.row_w, self.heights[i])
        x = box[0] + self.mm(1.3) + sizes.indent(i)
        self._head(
            f"{self.name}.r{i}", box, _Look("row", *self._plain), row.part, row.text,
            (para, y + (box[3] - para.height) / 2, "data" if row.part else "row", "start", x),
        )  # fmt: skip

    def _group(self, rows: range, y: float) -> None:
        para = self._group_para(rows)
        if para is None:
            return
        first, height = self.grid.rows[rows.start], sum(self.heights[i] for i in rows)
        box = (self.left, y, self.sizes.group_w, height)
        look = _Look("group", self.theme.paper, self.theme.box_frame, 0.4)
        self._head(
            f"{self.name}.g{rows.start}", box, look, first.group_part, first.group,
            (para, y + (height - para.height) / 2, "name", "start", self.left + self.mm(1.3)),
        )  # fmt: skip

    def _group_para(self, rows: range) -> Para | None:
        """The name of a group, cut where the rows that stand here are too few for it."""
        start = next(g.start for g in self.grid.groups() if rows.start in g)
        para = self.sizes.groups.get(start)
        if para is None:
            return None
        room = sum(self.heights[i] for i in rows)
        limit = self.sizes.group_w - self.mm(2.6)
        return self.sizes.cut(para, limit, max(1, int(room / para.leading)))

    def _cell(self, i: int, j: int, y: float) -> None:
        cell, look = self._looks(i, j)
        box = (self.xs[j], y, self.sizes.col_w, self.heights[i])
        id, theme = f"{self.name}.r{i}c{j}", self.theme
        items: list[Item] = [
            Box(*box, "cell", id, "", "", look.fill, theme.band_frame, 0.2, 0.0, (), look.hatch,
                theme.hatch_ink)
        ]  # fmt: skip
        if cell is not None and cell.framed:
            x, y, w, h = box
            id, outer = f"{id}.frame", id
            items.append(
                Box(x + INSET, y + INSET, w - 2 * INSET, h - 2 * INSET, "frame", id, outer, "",
                    "none", theme.ink, FRAME)
            )  # fmt: skip
        sign = self.sheet.sign(look, box, id)
        if sign is not None:
            items.append(sign)
        self.sheet.group(items, self.grid.columns[j].part, self._told(i, j))

    def _looks(self, i: int, j: int) -> tuple[Cell | None, Look]:
        cell = self.grid.cells.get((i, j))
        if cell is None:
            return None, Look("", self.theme.paper, self.theme.ink)
        return cell, self.grid.looks[cell.look]

    def _told(self, i: int, j: int) -> str:
        """A cell in words."""
        colon = "：" if self.grid.lang == "ja" else ": "
        name = self.grid.row_name(i)
        return f"{self.grid.columns[j].name} {name}{colon}{self.grid.words(i, j)}"

    # As a table

    def table(self, y: float) -> Table:
        """The block as a table whose top is at `y`."""
        sizes, grid = self.sizes, self.grid
        heads = [*([sizes.group_w] if grid.grouped else []), sizes.row_w]
        first = {run.start for run in self.runs[1:]}
        widths = [sizes.col_w + (RUN_GAP if j in first else 0.0) for j in self.block.columns]
        tops = [sizes.run_h] if sizes.run_h else []
        return Table(
            self.left,
            y,
            (*heads, *widths),
            (*tops, sizes.head_h, *self.heights.values()),
            (*self._head_slots(len(heads)), *self._row_slots()),
            len(tops) + 1,
            self.theme.band_frame,
            self.theme.ink,
        )

    def _head_slots(self, corner: int) -> list[tuple[Slot, ...]]:
        """The rows of heads: names of runs where there are any, then the columns."""
        found, fill, ink = [], self.theme.verdict_fill, self.theme.ink
        name = self.sizes.name
        empty = [Slot(covered=True)] * (corner - 1)
        if self.sizes.run_h:
            row = [Slot(across=corner, down=2), *empty]
            for run in self.runs:
                said = self._run_name(run)
                row.append(Slot((said,) if said else (), name, ink, fill, True, across=len(run)))
                row += [Slot(covered=True)] * (len(run) - 1)
            found.append(tuple(row))
        lead = [Slot(covered=True), *empty] if self.sizes.run_h else [Slot(across=corner), *empty]
        columns = [
            Slot(
                (self.grid.columns[j].mark, *filter(None, self.sizes.heads[j].lines)),
                self.sizes.heads[j].size, ink, fill, True, title=self.grid.columns[j].name,
            )
            for j in self.block.columns
        ]  # fmt: skip
        found.append((*lead, *columns))
        return found

    def _row_slots(self) -> list[tuple[Slot, ...]]:
        found, sizes, theme = [], self.sizes, self.theme
        size = sizes.style.pt(9.2)
        for group in self._groups():
            para = self._group_para(group)
            for i in group:
                row = []
                if self.grid.grouped:
                    lines = (" ".join(para.lines),) if para and self.grid.lang == "en" else ()
                    lines = lines or (("".join(para.lines),) if para else ())
                    first = Slot(lines, sizes.name, theme.ink, theme.paper, True, False,
                                 self.mm(1.3), down=len(group))  # fmt: skip
                    row.append(first if i == group.start else Slot(covered=True))
                row.append(
                    Slot((self.grid.rows[i].text,), sizes.name, theme.ink, theme.verdict_fill,
                         False, False, self.mm(1.3) + sizes.indent(i))
                )  # fmt: skip
                for j in self.block.columns:
                    cell, look = self._looks(i, j)
                    row.append(
                        Slot((look.sign,) if look.sign else (), size, look.ink, look.fill, False,
                             True, 0.0, look.hatch, cell is not None and cell.framed,
                             title=self._told(i, j))
                    )  # fmt: skip
                found.append(tuple(row))
        return found
