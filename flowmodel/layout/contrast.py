"""How well texts stand out from what they stand on, after WCAG 2.2 (1.4.3, contrast)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flowmodel.layout.scene import Box, Page, Scene, Shape, Text

LEAST = 4.5
"""The ratio that text needs (AA)."""
LARGE = 3.0
"""The ratio that large text needs: 18 pt, or 14 pt and bold."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A text against its ground."""

    text: Text
    page: int
    ground: str
    ratio: float

    @property
    def enough(self) -> bool:
        """Whether it is what WCAG asks for at level AA."""
        large = self.text.size >= 18 or (self.text.size >= 14 and self.text.bold)
        return self.ratio >= (LARGE if large else LEAST)


def luminance(colour: str) -> float:
    """The relative luminance of ``#rrggbb``, 0 to 1."""

    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def contrasts(scene: Scene) -> Iterator[Contrast]:
    """Every text of a drawing with the worst of the colours that lie beneath it."""
    for number, page in enumerate(scene.pages):
        yield from _of_page(page, number, scene.ground)


def _of_page(page: Page, number: int, paper: str) -> Iterator[Contrast]:
    below: list[Box | Shape] = []
    for item in page.flat():
        if isinstance(item, (Box, Shape)):
            below.append(item)
        elif isinstance(item, Text):
            grounds = _grounds(item, below, paper)
            worst = min(grounds, key=lambda ground: ratio(item.fill, ground))
            yield Contrast(item, number, worst, ratio(item.fill, worst))


def _grounds(text: Text, below: list[Box | Shape], paper: str) -> list[str]:
    """The colours under the middle of a text: the topmost fill, and the hatch on it."""
    x, y = text.left + text.width / 2, text.y - 0.12 * text.size
    for item in reversed(below):
        if (
            item.fill != "none"
            and item.x <= x <= item.x + item.w
            and item.y <= y <= item.y + item.h
        ):
            hatched = isinstance(item, Box) and item.hatch
            return [item.fill, item.hatch_ink] if hatched and isinstance(item, Box) else [item.fill]
    return [paper]
