"""Scene → SVG, in a plain profile that every engine draws alike.

Presentation attributes only; arrowheads are paths; no markers, filters,
`foreignObject` or `paint-order`. The one `<style>` is the `@font-face` of the
embedded font, so the file looks the same where the font is not installed. Ids
carry the drawing's id: several figures can stand in one HTML page.
"""

from __future__ import annotations

import math
import re
from typing import Literal

from flowmodel.layout.scene import MM_PER_PT, Box, Group, Item, Line, Page, Scene, Shape, Text
from flowmodel.layout.text import Font, font
from flowmodel.render.fonts import characters, web_face

Fonts = Literal["embed", "name"]
"""Carry the letters in the file, or only name the font and let the reader have it."""

BOLD = 0.03
"""Bold is a stroke of this share of the size: Japanese fonts of pip have one weight."""
HEAD_ASPECT = 0.72
"""Width of an arrowhead over its length."""
HEAD_OVERLAP = 0.25
"""The line ends this share of the head's length inside the head."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_ID = re.compile(r"[^\w.-]+")
_SPACES = re.compile(r"^\s|\s$|\s\s|[\t\n\r]")
_SEPARATE = re.compile("[\uff9e\uff9f\u3099\u309a\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Characters that engines merge with the one before: each then gets its own place."""


def svg(scene: Scene, page: int = 0, fonts: Fonts = "embed") -> bytes:
    """Draw one page of `scene` as SVG 1.1, in mm.

    Raises `RenderError` for a character that the font does not have.
    """
    return _Writer(scene, page, fonts).document().encode()


def escape(text: str) -> str:
    """`text` for XML content and attributes; what XML cannot hold becomes U+FFFD."""
    text = _NOT_XML.sub("\ufffd", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("\r", "&#13;")


class _Numbers(dict[float, str]):
    """Numbers as text with at most three decimals; remembers, as drawings repeat places."""

    def __missing__(self, value: float) -> str:
        if not math.isfinite(value):
            raise ValueError(f"a drawing holds the length {value}")
        text = f"{value:.3f}".rstrip("0").rstrip(".")
        self[value] = text = "0" if text == "-0" else text
        return text


class _Writer:
    def __init__(self, scene: Scene, page: int, fonts: Fonts):
        self.scene = scene
        self.page: Page = scene.pages[page]
        self.number = page
        self.embed = fonts == "embed"
        self.font: Font = font(scene.font)
        self.num = _Numbers()
        self.out: list[str] = []
        self._paints: dict[tuple[str, str, float, tuple[float, ...]], str] = {}
        self._texts: dict[tuple[float, str, bool, str], str] = {}

    def document(self) -> str:
        scene, page, num = self.scene, self.page, self.num
        w, h = num[page.width], num[page.height]
        prefix = _prefix(scene.id, self.number)
        chars = characters((page,))
        self.font.require(chars)
        family, defs = f"'{self.font.family}'", ""
        if self.embed and chars:
            rule, name = web_face(self.font, chars)
            family = f"{name}, {family}, sans-serif"
            defs = f"<defs><style>{rule}</style></defs>\n"
        lang = escape(scene.lang)
        self.out.append(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="{h}mm" '
            f'viewBox="0 0 {w} {h}" lang="{lang}" xml:lang="{lang}" role="img" '
            f'aria-labelledby="{prefix}-title {prefix}-desc" font-family="{escape(family)}" '
            f'text-rendering="geometricPrecision">\n'
            f'<title id="{prefix}-title">{escape(scene.title)}</title>\n'
            f'<desc id="{prefix}-desc">{escape(scene.description)}</desc>\n'
            f'{defs}<rect width="{w}" height="{h}" fill="#ffffff"/>\n'
        )
        for item in page.items:
            self.item(item, "")
        self.out.append("</svg>\n")
        return "".join(self.out)

    def item(self, item: Item, part: str) -> None:
        """Write `item`, which stands in a group that draws `part`."""
        if isinstance(item, Text):
            self.text(item, part)
        elif isinstance(item, Box):
            self.box(item, part)
        elif isinstance(item, Line):
            self.line(item, part)
        elif isinstance(item, Shape):
            self.shape(item, part)
        else:
            self.group(item, part)

    def group(self, group: Group, part: str) -> None:
        self.out.append(f"<g{_part(group.part, part)}>")
        if group.title:
            self.out.append(f"<title>{escape(group.title)}</title>")
        self.out.append("\n")
        for item in group.items:
            self.item(item, group.part or part)
        self.out.append("</g>\n")

    def paint(self, fill: str, stroke: str, weight: float, dash: tuple[float, ...] = ()) -> str:
        key = (fill, stroke, weight, dash)
        known = self._paints.get(key)
        if known is None:
            known = f' fill="{escape(fill)}"'
            if stroke != "none" and weight > 0:
                known += f' stroke="{escape(stroke)}" stroke-width="{self.num[weight]}"'
                if dash:
                    known += f' stroke-dasharray="{" ".join(self.num[d] for d in dash)}"'
            self._paints[key] = known
        return known

    def box(self, box: Box, part: str) -> None:
        num = self.num
        round_ = f' rx="{num[box.radius]}"' if box.radius else ""
        self.out.append(
            f'<rect x="{num[box.x]}" y="{num[box.y]}" width="{num[box.w]}" height="{num[box.h]}"'
            f"{round_}{self.paint(box.fill, box.stroke, box.weight, box.dash)}"
            f"{_part(box.part, part)}/>\n"
        )

    def shape(self, shape: Shape, part: str) -> None:
        join = ' stroke-linejoin="round" stroke-linecap="round"' if shape.stroke != "none" else ""
        self.out.append(
            f'<path d="{escape(shape.d)}"{self.paint(shape.fill, shape.stroke, shape.weight)}'
            f"{join}{_part(shape.part, part)}/>\n"
        )

    def line(self, line: Line, part: str) -> None:
        shaft, head = arrow(line)
        owner = _part(line.part, part)
        if len(shaft) > 1:
            style = self.paint("none", line.stroke, line.weight, line.dash)
            self.out.append(f'<path d="{self.path(shaft)}"{style}{owner}/>\n')
        if head:
            style = self.paint(line.stroke, "none", 0)
            self.out.append(f'<path d="{self.path(head)}Z"{style}{owner}/>\n')

    def path(self, points: tuple[tuple[float, float], ...]) -> str:
        num = self.num
        return "M" + "L".join([f"{num[x]} {num[y]}" for x, y in points])

    def text(self, text: Text, part: str) -> None:
        num = self.num
        at, anchor = num[text.x], text.anchor
        if _SEPARATE.search(text.text):
            at, anchor = self.places(text), "start"
        key = (text.size, anchor, text.bold, text.fill)
        style = self._texts.get(key) or self.text_style(key)
        space = ' xml:space="preserve"' if _SPACES.search(text.text) else ""
        self.out.append(
            f'<text x="{at}" y="{num[text.y]}"{style}{space}{_part(text.part, part)}>'
            f"{escape(text.text)}</text>\n"
        )

    def text_style(self, key: tuple[float, str, bool, str]) -> str:
        size, anchor, bold, fill = key
        em = size * MM_PER_PT
        style = f' font-size="{self.num[em]}" text-anchor="{anchor}" fill="{escape(fill)}"'
        if bold:
            style += f' stroke="{escape(fill)}" stroke-width="{self.num[em * BOLD]}"'
            style += ' stroke-linejoin="round"'
        self._texts[key] = style
        return style

    def places(self, text: Text) -> str:
        """The x of each character, as it was measured."""
        x = text.left
        out = []
        for char in text.text:
            out.append(self.num[x])
            x += self.font.width(char, text.size)
        return " ".join(out)


def _prefix(name: str, page: int) -> str:
    """What the ids of a page begin with: an XML name made of the drawing's id."""
    name = _NOT_ID.sub("_", name)
    if not name[:1].isalpha():
        name = f"f{name}"
    return f"{name}-{page + 1}" if page else name


def _part(part: str, above: str) -> str:
    return f' data-part="{escape(part)}"' if part and part != above else ""


Points = tuple[tuple[float, float], ...]


def arrow(line: Line) -> tuple[Points, Points]:
    """The line without what the arrowhead covers, and the three corners of the head.

    The head points along the last stretch of the line that has a length; its
    tip is the line's last point. Without a head the second part is empty.
    """
    points = _distinct(line.points)
    if line.head <= 0 or len(points) < 2:
        return line.points, ()
    (x0, y0), (x1, y1) = points[-2:]
    reach = math.hypot(x1 - x0, y1 - y0)
    dx, dy = (x1 - x0) / reach, (y1 - y0) / reach
    bx, by = x1 - dx * line.head, y1 - dy * line.head
    half = line.head * HEAD_ASPECT / 2
    head = ((x1, y1), (bx - dy * half, by + dx * half), (bx + dy * half, by - dx * half))
    cut = line.head * (1 - HEAD_OVERLAP)
    if cut >= reach:
        return points[:-1], head
    return (*points[:-1], (x1 - dx * cut, y1 - dy * cut)), head


def _distinct(points: Points) -> Points:
    kept = [points[0]] if points else []
    for point in points[1:]:
        if math.dist(point, kept[-1]) > 1e-6:
            kept.append(point)
    return tuple(kept)
