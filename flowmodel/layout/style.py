"""Sizes of a figure. Lengths in mm, text in points."""

from __future__ import annotations

import math
from dataclasses import dataclass

from flowmodel.layout.scene import MM_PER_PT

MIN_PT = 7.0
"""No text on paper is smaller."""

PAPERS: dict[str, tuple[float, float]] = {
    "a4": (297.0, 210.0),
    "a3": (420.0, 297.0),
    "screen": (320.0, math.inf),
}
"""Landscape page sizes, mm; a screen is one page, as high as it must be."""


WIDE = 480.0
"""A screen that is no wider than this can be read without being enlarged, mm."""
SCALES = (1.35, 1.3, 1.25, 1.2, 1.15, 1.1, 1.05, 1.0)
"""Type sizes that are tried on A4, largest first."""


def scales(width: float, height: float) -> tuple[float, ...]:
    """Type sizes that are tried on a page, largest first.

    A larger paper takes larger type where that leaves room, and otherwise holds more.
    """
    factor = 1.0 if math.isinf(height) else width / PAPERS["a4"][0]
    return (*(s * factor for s in SCALES if s * factor > SCALES[0]), *SCALES)


INSET = 2.4
"""Distance of boxes from the edge of their lane, mm."""
EDGE = 1.8
"""Distance of the first track from the edge of its corridor, mm."""


@dataclass(frozen=True, slots=True)
class Style:
    """One consistent set of sizes; `scale` 1 is the smallest that paper allows."""

    scale: float = 1.0

    def pt(self, base: float) -> float:
        """A text size at this scale, never below `MIN_PT`."""
        return max(MIN_PT, round(base * self.scale, 2))

    def mm(self, base: float) -> float:
        """A length at this scale."""
        return base * self.scale

    def leading(self, size: float) -> float:
        """The distance of two baselines, mm."""
        return size * MM_PER_PT * 1.34

    title: float = 12.5
    number: float = 8.0
    head: float = 8.6
    name: float = 8.4
    body: float = 7.1
    chip: float = 7.0
    label: float = 8.0
    channel: float = 8.2
    note: float = 7.2
    foot: float = 7.0


ASCENT = 0.88
"""Top of the line box above the baseline, in em (Noto Sans JP, OS/2 sTypoAscender)."""
DESCENT = 0.12
"""Bottom of the line box below the baseline, in em."""


def baseline(top: float, size: float, leading: float) -> float:
    """The baseline of a line whose line box of height `leading` starts at `top`."""
    em = size * MM_PER_PT
    return top + (leading - em) / 2 + em * ASCENT
