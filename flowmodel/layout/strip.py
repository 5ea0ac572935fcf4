"""Strips: short texts and chips set one after the other like words, in lines that fit a width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from flowmodel.layout.canvas import Canvas, Para, Setter
from flowmodel.layout.icons import sign, sign_room
from flowmodel.layout.scene import Anchor, Box

GAP = 1.0
"""Distance of two pieces in a line, mm at scale 1."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in a strip: a text, or a chip where it has a frame."""

    text: str
    role: str
    part: str = ""
    fill: str = "none"
    """Ground of the chip."""
    frame: str = ""
    """Colour of the chip's outline; empty for plain text."""
    colour: str = ""
    """Colour of the text; empty for the theme's ink."""
    bold: bool = False
    icon: str = ""
    """The sign before the text of a chip."""


@dataclass(slots=True)
class Strip:
    """Pieces in lines, measured."""

    gap: float
    height: float = 0.0
    width: float = 0.0
    lines: list[tuple[float, float, list[tuple[float, Para, Piece]]]] = field(default_factory=list)
    """For each line its height, its width, and the width, text and look of its pieces."""

    def draw(
        self, canvas: Canvas, x: float, top: float, *, name: str, anchor: Anchor, inside: str = ""
    ) -> None:
        """Draw with the left edge, middle or right edge at `x`; `name` begins the ids of chips."""
        count = 0
        for height, width, pieces in self.lines:
            at = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            for w, para, piece in pieces:
                count += 1
                id = f"{name}.{piece.role}{count}"
                place = at, top, w, height
                _draw(canvas, para, piece, place, id, inside, anchor == "middle")
                at += w + self.gap
            top += height + self.gap * LEAD


LEAD = 0.55
"""Distance of two lines, as a share of that of two pieces."""


def _draw(
    canvas: Canvas, para: Para, piece: Piece, at: tuple[float, float, float, float], id: str,
    inside: str, centred: bool,
) -> None:  # fmt: skip
    x, top, w, h = at
    if not piece.frame:
        several = centred and len(para.lines) > 1
        canvas.para(
            para, x + w / 2 if several else x, top + (h - para.height) / 2, role=piece.role,
            inside=inside, part=piece.part, fill=piece.colour,
            anchor="middle" if several else "start",
        )  # fmt: skip
        return
    fill, frame, part = piece.fill, piece.frame, piece.part
    canvas.add(Box(x, top, w, h, piece.role, id, inside, part, fill, frame, 0.2, 0.9))
    middle = x + w / 2
    if piece.icon:
        extra = sign_room(para.size)
        left = middle - (para.width + extra) / 2
        canvas.add(sign(piece.icon, left, top + h / 2, para.size, canvas.theme, frame, part))
        middle += extra / 2
    canvas.para(
        para, middle, top + (h - para.height) / 2, role=piece.role, inside=id, part=part,
        anchor="middle", fill=piece.colour,
    )  # fmt: skip


def strip(setter: Setter, pieces: Iterable[Piece], width: float, size: float) -> Strip:
    """Pieces at `size` points in lines of at most `width` mm; a longer piece is broken."""
    style = setter.style
    pad = style.mm(1.1)
    made = Strip(style.mm(GAP))
    line: list[tuple[float, Para, Piece]] = []
    for piece in pieces:
        around = 2 * pad if piece.frame else 0.0
        around += sign_room(size) if piece.icon else 0.0
        para = setter.para(piece.text, size, width - around, bold=piece.bold)
        wide = para.width + around
        if line and sum(w + made.gap for w, _, _ in line) + wide > width:
            _close(made, line, style.mm(0.9))
            line = []
        line.append((wide, para, piece))
    if line:
        _close(made, line, style.mm(0.9))
    return made


def _close(made: Strip, line: list[tuple[float, Para, Piece]], pad: float) -> None:
    height = max(p.height + (pad if piece.frame else 0.0) for _, p, piece in line)
    width = sum(w for w, _, _ in line) + made.gap * (len(line) - 1)
    made.height += height + (made.gap * LEAD if made.lines else 0.0)
    made.width = max(made.width, width)
    made.lines.append((height, width, line))
