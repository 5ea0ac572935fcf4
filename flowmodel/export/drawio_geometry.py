"""Lengths, lines and paths as draw.io writes them."""

from __future__ import annotations

import base64
import math
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import quote

from flowmodel.layout.scene import Line, Shape

UNIT = 100 / 25.4
"""Units of draw.io in a millimetre."""
_COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")


def number(value: float, digits: int = 2) -> str:
    """A length in units of draw.io, with no more digits than the eye needs."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def units(length: float) -> str:
    """A length in mm as draw.io counts it."""
    return number(length * UNIT)


def colours(fill: str, stroke: str, weight: float, dash: Sequence[float]) -> str:
    """Fill and outline as a style."""
    line = stroke if weight > 0 else "none"
    style = f"fillColor={fill};strokeColor={line};strokeWidth={units(weight)};"
    if dash:
        style += f"dashed=1;fixDash=1;dashPattern={' '.join(units(d) for d in dash)};"
    return style


def arrowhead(line: Line) -> str:
    """The ends of a line as a style."""
    if not line.head:
        return "startArrow=none;endArrow=none;"
    size = max(1.0, line.head * UNIT - line.weight * UNIT)
    return f"startArrow=none;endArrow=block;endFill=1;endSize={number(size)};"


def rectangle(x: float, y: float, w: float, h: float) -> str:
    """Where a vertex lies, seen from its parent; mm."""
    return (
        f'<mxGeometry x="{units(x)}" y="{units(y)}" width="{units(w)}" height="{units(h)}" '
        'as="geometry"/>'
    )


def route(line: Line) -> str:
    """Where an edge runs, in units on the page."""

    def point(at: tuple[float, float], name: str = "") -> str:
        return f'<mxPoint x="{units(at[0])}" y="{units(at[1])}"{name}/>'

    bends = "".join(point(p) for p in line.points[1:-1])
    return (
        '<mxGeometry relative="1" as="geometry">'
        + point(line.points[0], ' as="sourcePoint"')
        + point(line.points[-1], ' as="targetPoint"')
        + (f'<Array as="points">{bends}</Array>' if bends else "")
        + "</mxGeometry>"
    )


def halfway(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The point in the middle of a line, from which draw.io counts the labels of an edge."""
    left = sum(math.dist(a, b) for a, b in pairwise(points)) / 2
    for a, b in pairwise(points):
        length = math.dist(a, b)
        if length and left <= length:
            share = left / length
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        left -= length
    return points[-1]


def stencil(shape: Shape) -> str:
    """A path as a shape of draw.io's own kind.

    The text is not compressed, only packed: what a compressor makes differs by its version.
    """
    steps = "".join(_steps(shape))
    ends = "fillstroke" if shape.fill != "none" else "stroke"
    w, h = number(shape.w * 100), number(shape.h * 100)
    xml = (
        f'<shape w="{w}" h="{h}" aspect="variable" strokewidth="inherit"><foreground>'
        f'<linecap cap="round"/><linejoin join="round"/>'
        f"<path>{steps}</path><{ends}/></foreground></shape>"
    )
    packer = zlib.compressobj(0, zlib.DEFLATED, -15)
    packed = packer.compress(quote(xml, safe="").encode()) + packer.flush()
    return base64.b64encode(packed).decode()


def _steps(shape: Shape) -> Iterator[str]:
    names = {"M": "move", "L": "line", "C": "curve"}
    for command, rest in _COMMAND.findall(shape.d):
        if command == "Z":
            yield "<close/>"
            continue
        values = [float(v) for v in re.findall(r"-?[\d.]+(?:e-?\d+)?", rest)]
        size = 6 if command == "C" else 2
        for i in range(0, len(values) - size + 1, size):
            places = [
                number((v - (shape.y if j % 2 else shape.x)) * 100)
                for j, v in enumerate(values[i : i + size])
            ]
            ends = ("",) if size == 2 else ("1", "2", "3")
            told = "".join(
                f' x{n}="{places[2 * j]}" y{n}="{places[2 * j + 1]}"' for j, n in enumerate(ends)
            )
            yield f"<{names[command]}{told}/>"
            command = "L" if command == "M" else command
