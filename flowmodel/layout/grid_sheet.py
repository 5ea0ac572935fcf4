"""A page of a grid while it is written: its texts and patches, title, legend and verdict."""

from __future__ import annotations

from flowmodel.language import Bilingual
from flowmodel.layout.canvas import Para, Setter
from flowmodel.layout.grid import Grid, Look, Patch, Word
from flowmodel.layout.scene import MM_PER_PT, Anchor
from flowmodel.layout.style import baseline

MARGIN = 10.0
"""Page margin, mm."""
PAGE = Bilingual("（{page}／{pages}）", "({page}/{pages})")


class GridSheet:
    """What a page `width` mm wide holds so far, and what stands around its blocks."""

    def __init__(self, grid: Grid, setter: Setter, width: float):
        self.grid, self.setter, self.style = grid, setter, setter.style
        self.theme, self.width = setter.theme, width
        self.small = self.style.pt(self.style.body)
        self.patches: list[Patch] = []
        self.words: list[Word] = []

    def write(
        self, para: Para, x: float, top: float,
        within: tuple[float, float, float, float],
        *, anchor: Anchor = "start", fill: str = "", part: str = "",
    ) -> None:  # fmt: skip
        """Write a paragraph whose line boxes start at `top`."""
        for line, width in zip(para.lines, para.widths, strict=True):
            y = baseline(top, para.size, para.leading)
            self.words.append(
                Word(x, y, line, para.size, width, within, anchor, para.bold, False,
                     fill or self.theme.ink, part)
            )  # fmt: skip
            top += para.leading

    def line(self, text: str, y: float, fill: str = "") -> float:
        """Write a sentence across the page; the y below it."""
        para = self.setter.para(text, self.style.pt(7.4), self.width - 2 * MARGIN)
        room = (MARGIN, y, self.width - MARGIN, y + para.height)
        self.write(para, MARGIN, y, room, fill=fill)
        return y + para.height

    def sign(self, look: Look, x: float, y: float, w: float, h: float) -> None:
        """Write the sign of a look in the middle of its cell."""
        if not look.sign:
            return
        size = self.style.pt(9.2)
        width = self.setter.width(look.sign, size)
        base = y + h / 2 + size * MM_PER_PT * 0.38
        box = (x, y, x + w, y + h)
        self.words.append(
            Word(x + w / 2, base, look.sign, size, width, box, "middle", False, False, look.ink)
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
        title = self.setter.para(grid.title, style.pt(style.title), room - 2 * reserved, bold=True)
        whole = (MARGIN, MARGIN, self.width - MARGIN, MARGIN + 200.0)
        self.write(title, self.width / 2, MARGIN, whole, anchor="middle")
        if right:
            self.write(right, self.width - MARGIN, MARGIN + 0.5, whole, anchor="end")
        return max(title.height, right.height + 0.5 if right else 0.0) + style.mm(3.0)

    def legend(self, y: float) -> float:
        """The looks with their names, in rows; their height, mm."""
        grid, mm, theme = self.grid, self.style.mm, self.theme
        entries = [(look, False) for look in grid.looks.values()]
        if grid.blank:
            entries.append((Look(grid.blank, theme.paper, theme.ink), False))
        if grid.framed:
            entries.append((Look(grid.framed, theme.paper, theme.ink), True))
        side, x, top = mm(4.8), MARGIN, y
        for look, framed in entries:
            para = self.setter.para(look.name, self.small, self.width - 2 * MARGIN - side - mm(6))
            wide = side + mm(1.2) + para.width
            if x > MARGIN and x + wide > self.width - MARGIN:
                x, y = MARGIN, y + mm(6.2)
            self.swatch(look, framed, x, y, side)
            room = (x + side, y, self.width - MARGIN, y + side + para.height)
            top_of = y + max(0.0, (side - para.height) / 2)
            self.write(para, x + side + mm(1.2), top_of, room)
            x += wide + mm(3.4)
        return y - top + mm(6.2) if entries else 0.0

    def swatch(self, look: Look, framed: bool, x: float, y: float, side: float) -> None:
        """Draw a sample cell of a look."""
        frame = self.theme.ink if framed else self.theme.band_frame
        weight = 0.7 if framed else 0.2
        self.patches.append(Patch(x, y, side, side, look.fill, frame, weight, look.hatch))
        self.sign(look, x, y, side, side)

    def verdict(self, y: float) -> float:
        """The line that says what a check found, in a frame; its height, mm."""
        if not self.grid.verdict:
            return 0.0
        mm, theme = self.style.mm, self.theme
        para = self.setter.para(self.grid.verdict, self.small, self.width - 2 * MARGIN - 4)
        top, height = y + mm(1.6), para.height + mm(2.0)
        box = (MARGIN, top, self.width - MARGIN, top + height)
        w = self.width - 2 * MARGIN
        self.patches.append(Patch(MARGIN, top, w, height, theme.verdict_fill, theme.band_frame, 0.25))  # fmt: skip
        self.write(para, MARGIN + 2, top + mm(1.0), box)
        return height + mm(1.6)
