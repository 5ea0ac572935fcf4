"""A page of a grid while it is written: title, legend, sentences and verdict around its blocks."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.layout.canvas import Canvas, Para, Setter
from flowmodel.layout.grid import Grid, Look
from flowmodel.layout.scene import MM_PER_PT, Box, Group, Item, Text
from flowmodel.layout.style import MIN_PT

MARGIN = 10.0
"""Page margin, mm."""
PAGE = Bilingual("（{page}／{pages}）", "({page}/{pages})")


class GridSheet(Canvas):
    """What a page `width` mm wide holds so far, and what stands around its blocks."""

    def __init__(self, grid: Grid, setter: Setter, width: float):
        super().__init__(setter.theme)
        self.grid, self.setter, self.style = grid, setter, setter.style
        self.width = width
        self.small = self.style.pt(self.style.body)

    def line(self, text: str, y: float) -> float:
        """Write a sentence across the page; the y below it."""
        para = self.setter.para(text, self.style.pt(7.4), self.width - 2 * MARGIN)
        return self.para(para, MARGIN, y, role="note")

    def note(self, text: str) -> Para:
        """A sentence below the grid, with the sign before it that lists have."""
        bullet = "・" if self.grid.lang == "ja" else "• "
        return self.setter.para(text, self.small, self.width - 2 * MARGIN, bullet=bullet)

    def sign(self, look: Look, box: tuple[float, float, float, float], inside: str) -> Item | None:
        """The sign of a look in the middle of a box (x, y, w, h); None for one without."""
        if not look.sign:
            return None
        x, y, w, h = box
        size = self.style.pt(9.2)
        width = self.setter.width(look.sign, size)
        base = y + h / 2 + size * MM_PER_PT * 0.38
        return Text(
            x + w / 2, base, look.sign, size, width, "sign", inside, "", "middle", False, look.ink
        )

    def title(self, number: int, pages: int) -> float:
        """The title, centred, and number and page at the right; their height, mm."""
        style, grid = self.style, self.grid
        side = grid.number
        if pages > 1:
            side += PAGE.format(page=number, pages=pages).text(grid.lang)
        room = self.width - 2 * MARGIN
        right = self.setter.para(side, style.pt(style.number), room * 0.22) if side else None
        reserved = right.width + 4 if right else 0.0
        size = min(style.pt(style.title), 17.0)
        title = self.setter.para(grid.title, size, room - 2 * reserved, bold=True)
        self.para(title, self.width / 2, MARGIN, role="title", anchor="middle")
        if right:
            self.para(right, self.width - MARGIN, MARGIN + 0.5, role="number", anchor="end")
        return max(title.height, right.height + 0.5 if right else 0.0) + style.mm(3.0)

    def legend(self, y: float) -> float:
        """The looks with their names, in rows; their height, mm."""
        grid, mm, theme = self.grid, self.style.mm, self.theme
        entries = [(look, False) for look in grid.looks.values()]
        if grid.blank:
            entries.append((Look(grid.blank, theme.paper, theme.ink), False))
        if grid.framed:
            entries.append((Look(grid.framed, theme.paper, theme.ink), True))
        size = self._legend_size([look.name for look, _ in entries])
        side, x, top = mm(4.8), MARGIN, y
        for i, (look, framed) in enumerate(entries):
            para = self.setter.para(look.name, size, self.width - 2 * MARGIN - side - mm(6))
            wide = side + mm(1.2) + para.width
            if x > MARGIN and x + wide > self.width - MARGIN + 0.01:
                x, y = MARGIN, y + mm(6.2)
            self.swatch(look, framed, (x, y, side, side), f"look.{i}")
            top_of = y + max(0.0, (side - para.height) / 2)
            self.para(para, x + side + mm(1.2), top_of, role="legend")
            x += wide + mm(3.4)
        return y - top + mm(6.2) if entries else 0.0

    def _legend_size(self, names: list[str]) -> float:
        """The size at which all entries stand in one row, or the usual one where none is such."""
        sides = len(names) * self.style.mm(6.0) + (len(names) - 1) * self.style.mm(3.4)
        size = self.small
        while size >= MIN_PT:
            wide = sum(self.setter.width(name, size) for name in names)
            if sides + wide <= self.width - 2 * MARGIN:
                return size
            size = round(size * 0.95, 2)
        return self.small

    def swatch(
        self, look: Look, framed: bool, box: tuple[float, float, float, float], id: str
    ) -> None:
        """Draw a sample cell of a look."""
        theme = self.theme
        frame, weight = (theme.ink, 0.7) if framed else (theme.band_frame, 0.2)
        items: list[Item] = [
            Box(*box, "swatch", id, "", "", look.fill, frame, weight, 0.0, (), look.hatch,
                theme.hatch_ink)
        ]  # fmt: skip
        sign = self.sign(look, box, id)
        self.group([*items, sign] if sign is not None else items)

    def verdict(self, y: float) -> float:
        """The line that says what a check found, in a frame; its height, mm."""
        if not self.grid.verdict:
            return 0.0
        mm, theme = self.style.mm, self.theme
        para = self.setter.para(self.grid.verdict, self.small, self.width - 2 * MARGIN - 4)
        top, height, w = y + mm(1.6), para.height + mm(2.0), self.width - 2 * MARGIN
        box = Box(MARGIN, top, w, height, "verdict", "verdict", "", "", theme.verdict_fill,
                  theme.band_frame, 0.25)  # fmt: skip
        items: list[Item] = [box]
        para.draw(items, MARGIN + 2, top + mm(1.0), "verdict", "verdict", "", "start", theme.ink)
        self.items.append(Group(tuple(items)))
        return height + mm(1.6)
