"""Hatches as strokes, cut to their box: patterns and clip paths are not drawn alike everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.layout.scene import Box, Hatch

SPACING = 1.9
"""Distance of strokes, mm."""
WEIGHT = 0.12
"""Width of strokes, mm."""
DOT = 0.3
"""Length of a dot, mm."""
INSET = 0.25
"""What the frame of a box covers, mm."""
PRESETS: dict[Hatch, str] = {
    "/": "ltUpDiag",
    "\\": "ltDnDiag",
    "x": "smGrid",
    ".": "pct10",
    "-": "ltHorz",
    "|": "ltVert",
}
"""The patterns of Office that come nearest."""

Stroke = tuple[float, float, float, float]


def strokes(box: Box) -> Iterator[Stroke]:
    """The strokes of a box's hatch: x1, y1, x2, y2 in mm."""
    x, y = box.x + INSET, box.y + INSET
    w, h = box.w - 2 * INSET, box.h - 2 * INSET
    if w <= 0 or h <= 0:
        return
    if box.hatch in ("-", "."):
        for k in range(1, int(h / SPACING) + 1):
            at = y + k * SPACING
            if box.hatch == "-":
                yield x, at, x + w, at
            else:
                yield from _dots(x, at, w, shift=k % 2)
    if box.hatch == "|":
        for k in range(1, int(w / SPACING) + 1):
            yield x + k * SPACING, y, x + k * SPACING, y + h
    if box.hatch in ("/", "x"):
        yield from _slants(x, y, w, h, rising=True)
    if box.hatch in ("\\", "x"):
        yield from _slants(x, y, w, h, rising=False)


def _dots(x: float, y: float, w: float, *, shift: int) -> Iterator[Stroke]:
    for k in range(int(w / SPACING)):
        at = x + (k + 0.5 * (1 + shift) % 1) * SPACING
        yield at, y, min(at + DOT, x + w), y


def _slants(x: float, y: float, w: float, h: float, *, rising: bool) -> Iterator[Stroke]:
    """Strokes at 45 degrees, each from where it enters the box to where it leaves it."""
    step = SPACING * 2**0.5
    for k in range(1, int((w + h) / step) + 1):
        along = k * step
        left, right = max(0.0, along - h), min(along, w)
        low, high = along - left, along - right
        if rising:
            yield x + left, y + low, x + right, y + high
        else:
            yield x + left, y + h - low, x + right, y + h - high
