"""A logo from an SVG file, as paths: nothing of the file itself gets into a figure."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowmodel.errors import InputError
from flowmodel.layout.theme import Logo, Mark
from flowmodel.source.decode import failure, read
from flowmodel.source.xml import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_LOGO = 200_000
"""Longest logo in characters."""
MAX_STEPS = 20_000
"""Most strokes and curves of a logo."""
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = ("path", "rect", "circle", "ellipse", "polygon", "polyline", "line")
_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")
_NAMES = {"black": "#000000", "white": "#ffffff", "red": "#ff0000", "blue": "#0000ff",
          "green": "#008000", "gray": "#808080", "grey": "#808080", "navy": "#000080",
          "currentcolor": "#000000"}  # fmt: skip
Matrix = tuple[float, float, float, float, float, float]


def load_logo(path: Path) -> Logo:
    """The shapes of an SVG file in one colour each.

    Understood are paths and simple shapes, groups and transforms, colours as ``#rrggbb`` or a
    plain name. Raises `InputError` for anything else that would be seen: text, images, gradients,
    styles and scripts.
    """
    name = str(path)
    text = read(path)
    if len(text) > MAX_LOGO:
        raise failure(
            name,
            f"ロゴが大きすぎます。{MAX_LOGO:,} 文字までです",
            f"the logo is too large; the bound is {MAX_LOGO:,} characters",
        )
    root = parse_xml(text, name)
    if root.tag != f"{_SVG}svg":
        raise failure(name, "SVG のファイルではありません", "this is no SVG file")
    x, y, w, h = _field(root, name)
    reader = _Reader(name)
    try:
        marks = tuple(reader.marks(root, (1 / h, 0, 0, 1 / h, -x / h, -y / h), _START))
    except (ValueError, TypeError, IndexError, KeyError) as error:
        raise _unusable(name, str(error)) from None
    if not marks:
        raise _unusable(name, "no shape")
    return Logo(w / h, marks)


def _unusable(name: str, reason: str) -> InputError:
    return failure(
        name,
        f"ロゴとして使えません（{reason}）。使えるのは塗りと線だけの図形です",
        f"cannot be used as a logo ({reason}); it may hold filled and stroked shapes only",
    )


def _field(root: _Element, name: str) -> tuple[float, float, float, float]:
    """The view box, or the size."""
    try:
        if root.get("viewBox"):
            x, y, w, h = (float(v) for v in re.split(r"[\s,]+", root.get("viewBox", "").strip()))
        else:
            x = y = 0.0
            w, h = (_length(root.get(side, "")) for side in ("width", "height"))
    except ValueError:
        w = h = x = y = 0.0
    if not (0 < w < 1e6 and 0 < h < 1e6 and w / h <= 20):
        raise _unusable(name, "viewBox")
    return x, y, w, h


def _length(value: str) -> float:
    return float(re.sub(r"(px|mm|pt)\Z", "", value.strip()))


_START = {"fill": "#000000", "stroke": "none", "stroke-width": "1"}


class _Reader:
    """Walks the elements with transforms and inherited paint."""

    def __init__(self, name: str):
        self.name = name
        self.left = MAX_STEPS

    def marks(self, element: _Element, matrix: Matrix, paint: dict[str, str]) -> Iterator[Mark]:
        for child in element:
            tag = child.tag.removeprefix(_SVG) if isinstance(child.tag, str) else ""
            if not tag or tag in ("title", "desc", "metadata") or ":" in tag or "}" in tag:
                continue
            if tag not in (*_SHAPES, "g"):
                raise ValueError(f"<{tag}>")
            own = {**paint, **_paint(child)}
            inner = _times(matrix, _transform(child.get("transform", "")))
            if tag == "g":
                yield from self.marks(child, inner, own)
            else:
                yield self.mark(child, inner, own)

    def mark(self, element: _Element, matrix: Matrix, paint: dict[str, str]) -> Mark:
        """One shape in the field of the logo."""
        steps = tuple(self.steps(element, matrix))
        scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
        stroke = _colour(paint["stroke"])
        weight = _length(paint["stroke-width"]) * scale if stroke != "none" else 0.0
        return Mark(steps, _colour(paint["fill"]), stroke, weight)

    def steps(self, element: _Element, m: Matrix) -> Iterator[tuple[str, tuple[float, ...]]]:
        """The outline in absolute commands, taken through the matrix."""
        for name, points in _outline(element):
            self.left -= 1
            if self.left < 0:
                raise ValueError("too many strokes")
            flat = [(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]) for x, y in points]
            yield name, tuple(v for point in flat for v in point)


def _outline(element: _Element) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """What fontTools makes of an element: lines and cubic curves."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path
    from fontTools.svgLib.path.shapes import PathBuilder

    element.attrib.pop("transform", "")
    builder = PathBuilder()
    builder.add_path_from_element(element)
    for data in builder.paths:
        pen = RecordingPen()
        parse_path(data, pen)
        here = (0.0, 0.0)
        for name, args in pen.value:
            points: list[Any] = list(args)
            if name == "moveTo":
                yield "M", points
            elif name == "lineTo":
                yield "L", points
            elif name == "curveTo":
                yield "C", points
            elif name == "qCurveTo":
                yield from _cubic(here, points)
            elif name == "closePath":
                yield "Z", []
            here = points[-1] if points else here


def _cubic(
    start: tuple[float, float], points: list[Any]
) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """A quadratic curve as cubic ones."""
    from fontTools.pens.basePen import decomposeQuadraticSegment

    here = start
    for control, end in decomposeQuadraticSegment(points):
        near = [(a[0] + 2 * (control[0] - a[0]) / 3, a[1] + 2 * (control[1] - a[1]) / 3)
                for a in (here, end)]  # fmt: skip
        yield "C", [*near, end]
        here = end


def _paint(element: _Element) -> dict[str, str]:
    found = {k: v for k in _START if (v := element.get(k)) is not None}
    for entry in (element.get("style") or "").split(";"):
        key, _, value = entry.partition(":")
        if key.strip() in _START:
            found[key.strip()] = value.strip()
    return found


def _colour(value: str) -> str:
    plain = value.strip().lower()
    if plain in ("none", "transparent"):
        return "none"
    if plain in _NAMES:
        return _NAMES[plain]
    match = _HEX.match(plain)
    if match is None:
        raise ValueError(value)
    digits = match[1] if len(match[1]) == 6 else "".join(2 * c for c in match[1])
    return f"#{digits}"


def _transform(value: str) -> Matrix:
    """The matrix of a ``transform`` attribute: its parts act from right to left."""
    matrix: Matrix = _UNIT
    rest = _PART.sub("", value).replace(",", " ").strip()
    if rest:
        raise ValueError(rest)
    for name, inner in _PART.findall(value):
        numbers = [float(v) for v in re.split(r"[\s,]+", inner.strip())]
        matrix = _times(matrix, _TRANSFORMS[name](*numbers))
    return matrix


def _rotation(degrees: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)


_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_PART = re.compile(r"(matrix|translate|scale|rotate)\s*\(([^)]*)\)")
_TRANSFORMS: dict[str, Callable[..., Matrix]] = {
    "matrix": lambda a, b, c, d, e, f: (a, b, c, d, e, f),
    "translate": lambda x, y=0.0: (1.0, 0.0, 0.0, 1.0, x, y),
    "scale": lambda x, y=None: (x, 0.0, 0.0, x if y is None else y, 0.0, 0.0),
    "rotate": _rotation,
}


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[2] * n[1],
        m[1] * n[0] + m[3] * n[1],
        m[0] * n[2] + m[2] * n[3],
        m[1] * n[2] + m[3] * n[3],
        m[0] * n[4] + m[2] * n[5] + m[4],
        m[1] * n[4] + m[3] * n[5] + m[5],
    )
