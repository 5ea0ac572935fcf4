"""Collecting the items of a page, with measured text."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from unicodedata import normalize

from flowmodel.layout.scene import MM_PER_PT, Anchor, Group, Item, Shape, Text
from flowmodel.layout.style import ASCENT, Style, baseline
from flowmodel.layout.text import Font
from flowmodel.layout.theme import WARD, Theme

Made = TypeVar("Made")

BOLD_GROWTH = 0.03
"""Bold is a stroke of this share of the size around the regular glyphs."""


SPARE = 1e-6
"""Room that a line has at least when it is taken for unbroken without breaking it, mm."""
PLATE = 0.4
"""How far the ground of a text on a hatch reaches beyond it at either side, mm."""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph, broken into lines that fit its width."""

    lines: tuple[str, ...]
    widths: tuple[float, ...]
    size: float
    leading: float
    bold: bool = False
    hang: float = 0.0
    """Indent of the lines after the first."""

    @property
    def height(self) -> float:
        """Height of all lines, mm."""
        return self.leading * len(self.lines)

    @property
    def width(self) -> float:
        """Width of the widest line, mm."""
        if not self.hang:
            return max(self.widths, default=0.0)
        return max((w + (self.hang if i else 0) for i, w in enumerate(self.widths)), default=0.0)

    def draw(
        self, items: list[Item], x: float, top: float,
        role: str, inside: str, part: str, anchor: Anchor, fill: str,
    ) -> None:  # fmt: skip
        """Append the lines to `items`; the first line box starts at `top`."""
        size, bold = self.size, self.bold
        base = baseline(top, size, self.leading)
        hang = self.hang if anchor == "start" else 0.0
        for line, width in zip(self.lines, self.widths, strict=True):
            if line:
                items.append(
                    Text(x, base, line, size, width, role, inside, part, anchor, bold, fill)
                )
            if hang:
                x, hang = x + hang, 0.0
            base += self.leading


def plain(text: str) -> str:
    """`text` with composed letters: é is one glyph of the font, e with an accent is none."""
    return text if text.isascii() else normalize("NFC", text)


class Setter:
    """Sets text: a font at a style, with each broken paragraph remembered.

    One setter serves one layout of one model: what was measured for a page
    (`remember`) holds for the next. Layouts of parts of the model share the broken
    paragraphs and the `fact`s of the layout of the whole, which they are `like`.
    """

    def __init__(
        self, font: Font, style: Style, theme: Theme = WARD, like: Setter | None = None
    ) -> None:
        self.font = font
        self.style = style
        self.theme = theme
        self._paras: dict[tuple[str, float, float, bool, str], Para] = like._paras if like else {}
        self._lines: dict[tuple[str, float, bool, str], tuple[float, Para]] = (
            like._lines if like else {}
        )
        self._facts: dict[Hashable, object] = like._facts if like else {}
        self._made: dict[Hashable, object] = {}

    def remember(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once for each key. Nobody may change it afterwards."""
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = make()
        return made  # type: ignore[return-value]

    def fact(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Like `remember`, for what holds whatever part of the model is laid out."""
        made = self._facts.get(key)
        if made is None:
            made = self._facts[key] = make()
        return made  # type: ignore[return-value]

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Width of one line, mm; of the widest where the text has several."""
        text = plain(text)
        if "\n" in text:
            width = max([self.font.width(line, size) for line in text.split("\n")])
        else:
            width = self.font.width(text, size)
        return width + size * MM_PER_PT * BOLD_GROWTH if bold and text else width

    def longest_word(self, text: str, size: float) -> float:
        """Width of the longest word of a bold text, mm."""
        word = self.font.longest_word(plain(text), size, katakana=True)
        return word + size * MM_PER_PT * BOLD_GROWTH

    def para(
        self, text: str, size: float, limit: float, bold: bool = False, bullet: str = ""
    ) -> Para:
        """Break `text` at `limit` mm; a `bullet` stands before it and later lines hang.

        Bold text is a name or a heading: its lines are evened out.
        """
        line = self._lines.get((text, size, bold, bullet))
        if line is None:
            line = self._lines[text, size, bold, bullet] = self._line(text, size, bold, bullet)
        if line[0] <= limit:
            return line[1]
        key = (text, size, limit, bold, bullet)
        para = self._paras.get(key)
        if para is None:
            para = self._paras[key] = self._break(text, size, limit, bold, bullet)
        return para

    def _line(self, text: str, size: float, bold: bool, bullet: str) -> tuple[float, Para]:
        """A text unbroken, and the limit from which on it is that; none for several lines."""
        para = self._break(text, size, math.inf, bold, bullet)
        room = para.widths[0] + SPARE if len(para.lines) == 1 else math.inf
        return room, para

    def _break(self, text: str, size: float, limit: float, bold: bool, bullet: str) -> Para:
        grow = size * MM_PER_PT * BOLD_GROWTH if bold else 0.0
        text = plain(text)
        hang = self.font.width(bullet, size) if bullet else 0.0
        room = max(limit - hang - grow, size * MM_PER_PT)
        even = bold and not bullet
        lines = self.font.balance(text, size, room) if even else self.font.wrap(text, size, room)
        if bullet:
            lines[0] = bullet + lines[0]
        widths = tuple(self.font.width(line, size) + grow for line in lines)
        return Para(tuple(lines), widths, size, self.style.leading(size), bold, hang)


class Canvas:
    """The items of one page or of a block that is placed later."""

    def __init__(self, theme: Theme = WARD) -> None:
        self.theme = theme
        self.items: list[Item] = []

    def add(self, *items: Item) -> None:
        """Append items."""
        self.items.extend(items)

    def para(
        self, para: Para, x: float, top: float, *,
        role: str, inside: str = "", part: str = "", anchor: Anchor = "start", fill: str = "",
    ) -> float:  # fmt: skip
        """Draw a paragraph whose line boxes start at `top`; the y below it.

        Without `fill` it has the theme's ink.
        """
        para.draw(self.items, x, top, role, inside, part, anchor, fill or self.theme.ink)
        return top + para.height

    def group(self, items: list[Item], part: str = "", title: str = "") -> None:
        """Append items as one thing to a reader."""
        self.items.append(Group(tuple(items), part, title))


def plates(items: Iterable[Item], theme: Theme, *, framed: bool = False) -> list[Item]:
    """Paper-coloured grounds for the texts among `items` that stand in no box, or also in one.

    None where the theme hatches nothing: there a text is legible on the fill of its zone.
    """
    if not any(theme.hatches):
        return []
    found: list[Item] = []
    for item in items:
        if isinstance(item, Text) and (framed or not item.inside) and item.text.strip():
            x0, y0, x1, y1 = text_box(item)
            x0, x1 = x0 - PLATE, x1 + PLATE
            d = f"M{x0:.3f} {y0:.3f}L{x1:.3f} {y0:.3f}L{x1:.3f} {y1:.3f}L{x0:.3f} {y1:.3f}Z"
            found.append(Shape(d, x0, y0, x1 - x0, y1 - y0, "plate", item.part, theme.paper))
    return found


def text_box(text: Text) -> tuple[float, float, float, float]:
    """The bounding box of a line of text: left, top, right, bottom, mm."""
    em = text.size * MM_PER_PT
    return text.left, text.y - em * ASCENT, text.left + text.width, text.y + em * (1 - ASCENT)
