"""Scene → SVG, in a plain profile that every engine draws alike.

Presentation attributes only; arrowheads are paths; no markers, filters,
`foreignObject` or `paint-order`. The one `<style>` is the `@font-face` of the
embedded font, so the file looks the same where the font is not installed. Ids
carry the drawing's id: several figures can stand in one HTML page.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Literal

from flowmodel.layout.scene import MM_PER_PT, Box, Group, Item, Line, Scene, Shape, Text
from flowmodel.layout.text import font
from flowmodel.render.arrow import Points, arrow
from flowmodel.render.fonts import web_face
from flowmodel.render.hatch import WEIGHT, strokes

Fonts = Literal["embed", "name"]
"""Carry the letters in the file, or only name the font that the reader must have."""

BOLD = 0.03
"""Bold is a stroke of this share of the size: the fonts that pip brings have one weight."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_ID = re.compile(r"[^\w.-]+")
_MARKUP = re.compile('[&<>"\t\n\r]|' + _NOT_XML.pattern)


def svg(scene: Scene, page: int = 0, fonts: Fonts = "embed") -> bytes:
    """Draw one page of `scene` as SVG 1.1, in mm.

    Raises `RenderError` for a character that the font does not have.
    """
    return _Writer(scene, embed=fonts == "embed").document(page).encode()


def attributes(values: Mapping[str, str]) -> str:
    """Attributes that give an item these looks."""
    return "".join([f' {name}="{escape(value)}"' for name, value in values.items()])


Looks = Callable[[Mapping[str, str]], str]


def svgs(
    scene: Scene, fonts: Fonts = "embed", looks: Looks = attributes, described: bool = True
) -> tuple[bytes, ...]:
    """Draw all pages of `scene`, each as `svg` does: what they share is written once.

    `looks` gives the attributes that give an item its looks; pages that are not `described` carry
    no description in words.
    """
    writer = _Writer(scene, fonts == "embed", looks, described)
    return tuple([writer.document(i).encode() for i in range(len(scene.pages))])


def clean(text: str) -> str:
    """`text` with what XML cannot hold replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def escape(text: str) -> str:
    """`text` for XML content and for attributes in double quotes."""
    if not _MARKUP.search(text):
        return text
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace('"', "&quot;").replace("\r", "&#13;")
    return text.replace("\t", "&#9;").replace("\n", "&#10;")


class _Numbers(dict[float, str]):
    """Numbers as text with at most three decimals; remembers, as drawings repeat places."""

    def __missing__(self, value: float) -> str:
        if not math.isfinite(value):
            raise ValueError(f"a drawing holds the length {value}")
        text = f"{value:.3f}".rstrip("0").rstrip(".")
        self[value] = text = "0" if text == "-0" else text
        return text


class _Parts(dict[str, str]):
    """The attribute that names the model part; remembers."""

    def __missing__(self, part: str) -> str:
        self[part] = attribute = f' data-part="{escape(part)}"' if part else ""
        return attribute


class _Writer:
    """Writes pages. Caches are for speed: a drawing has few styles and places, and many items."""

    def __init__(
        self, scene: Scene, embed: bool, looks: Looks = attributes, described: bool = True
    ):
        self.scene, self.looks, self.described = scene, looks, described
        self.embed = embed
        self.font = font(scene.font)
        self.chars = scene.characters
        self.markup = frozenset(_MARKUP.findall(self.chars))
        self.merged = frozenset(filter(merges, self.chars))
        self.num = _Numbers()
        self.parts = _Parts()
        self.paints: dict[tuple[str, str, float, tuple[float, ...], bool], str] = {}
        self.styles: dict[tuple[float, str, bool, str], str] = {}
        self.named, self.defs = self.family()
        self.draw: dict[type, Callable[[Any, str], str]] = {
            Box: self.box,
            Line: self.line,
            Shape: self.shape,
            Text: self.text,
            Group: self.group,
        }

    def document(self, number: int) -> str:
        # No text-rendering="geometricPrecision": Chromium then rounds advances at a size of
        # a few user units, and lines come out up to 0.7 % short.
        scene = self.scene
        page, ids = scene.pages[number], prefix(scene.id, number)
        w, h, lang = self.num[page.width], self.num[page.height], escape(scene.lang)
        by, told = "", ""
        if self.described:
            by = f' aria-describedby="{ids}-desc"'
            told = f'<desc id="{ids}-desc">{escape(page.description or scene.description)}</desc>\n'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="{h}mm" '
            f'viewBox="0 0 {w} {h}" lang="{lang}" xml:lang="{lang}" role="img" '
            f'aria-labelledby="{ids}-title"{by} font-family="{escape(self.named)}">\n'
            f'<title id="{ids}-title">{escape(scene.title)}</title>\n{told}'
            f'{self.defs}<rect width="{w}" height="{h}"{self.paint(scene.ground, "none", 0.0, ())}/>\n'
            f"{self.items(page.items, '')}</svg>\n"
        )

    def family(self) -> tuple[str, str]:
        """The font families to ask for, and the definitions that they need."""
        self.font.require(self.chars)
        named = "'" + re.sub(r"""['"\\]""", "", self.font.family) + "'"
        if not self.embed or not self.chars:
            return named, ""
        rule, name = web_face(self.font, self.chars)
        return f"{name}, {named}, sans-serif", f"<defs><style>{rule}</style></defs>\n"

    def items(self, items: tuple[Item, ...], part: str) -> str:
        """Items that stand in a group that draws `part`."""
        draw = self.draw
        return "".join([draw[type(item)](item, part) for item in items])

    def group(self, group: Group, part: str) -> str:
        title = f"<title>{escape(group.title)}</title>" if group.title else ""
        owner = self.parts[group.part] if group.part != part else ""
        if group.also:
            owner += f' data-also="{escape(" ".join(group.also))}"'
        return f"<g{owner}>{title}\n{self.items(group.items, group.part or part)}</g>\n"

    def paint(
        self, fill: str, stroke: str, weight: float, dash: tuple[float, ...], soft: bool = False
    ) -> str:
        """The looks of an area or a line; `soft` has its corners and ends rounded."""
        key = (fill, stroke, weight, dash, soft)
        known = self.paints.get(key)
        if known is not None:
            return known
        style = {"fill": fill}
        if stroke != "none" and weight > 0:
            style |= {"stroke": stroke, "stroke-width": self.num[weight]}
            if dash:
                style["stroke-dasharray"] = " ".join(self.num[d] for d in dash)
        if soft:
            style |= {"stroke-linejoin": "round", "stroke-linecap": "round"}
        self.paints[key] = found = self.looks(style)
        return found

    def box(self, box: Box, part: str) -> str:
        num = self.num
        style = self.paint(box.fill, box.stroke, box.weight, box.dash)
        corners = f' rx="{num[box.radius]}"' if box.radius else ""
        owner = self.parts[box.part] if box.part != part else ""
        return (
            f'<rect x="{num[box.x]}" y="{num[box.y]}" width="{num[box.w]}" height="{num[box.h]}"'
            f"{corners}{style}{owner}/>\n{self.hatch(box, owner) if box.hatch else ''}"
        )

    def hatch(self, box: Box, owner: str) -> str:
        """The strokes that fill a box."""
        num = self.num
        path = "".join(f"M{num[a]} {num[b]}L{num[c]} {num[d]}" for a, b, c, d in strokes(box))
        style = self.paint("none", box.hatch_ink, WEIGHT, ())
        return f'<path d="{path}"{style}{owner}/>\n' if path else ""

    def shape(self, shape: Shape, part: str) -> str:
        style = self.paint(shape.fill, shape.stroke, shape.weight, (), shape.stroke != "none")
        owner = self.parts[shape.part] if shape.part != part else ""
        return f'<path d="{escape(shape.d)}"{style}{owner}/>\n'

    def line(self, line: Line, part: str) -> str:
        shaft, head = arrow(line)
        owner = self.parts[line.part] if line.part != part else ""
        out = ""
        if len(shaft) > 1:
            style = self.paint("none", line.stroke, line.weight, line.dash)
            out = f'<path d="{self.path(shaft)}"{style}{owner}/>\n'
        if head:
            style = self.paint(line.stroke, "none", 0.0, ())
            out += f'<path d="{self.path(head)}Z"{style}{owner}/>\n'
        return out

    def path(self, points: Points) -> str:
        num = self.num
        return "M" + "L".join([f"{num[x]} {num[y]}" for x, y in points])

    def text(self, text: Text, part: str) -> str:
        words, at, anchor = text.text, self.num[text.x], text.anchor
        if self.merged and not self.merged.isdisjoint(words):
            at, anchor = self.places(text), "start"
        style = self.style(text.size, anchor, text.bold, text.fill)
        if words != words.strip() or "  " in words:
            style += ' xml:space="preserve"'
        if self.markup and not self.markup.isdisjoint(words):
            words = escape(words)
        owner = self.parts[text.part] if text.part != part else ""
        return f'<text x="{at}" y="{self.num[text.y]}"{style}{owner}>{words}</text>\n'

    def style(self, size: float, anchor: str, bold: bool, fill: str) -> str:
        key = (size, anchor, bold, fill)
        known = self.styles.get(key)
        if known is not None:
            return known
        em = size * MM_PER_PT
        style = {"font-size": self.num[em], "text-anchor": anchor, "fill": fill}
        if bold:
            style |= {"stroke": fill, "stroke-width": self.num[em * BOLD]}
            style["stroke-linejoin"] = "round"
        self.styles[key] = found = self.looks(style)
        return found

    def places(self, text: Text) -> str:
        """The x of each character, as it was measured."""
        x = text.left
        out = []
        for char in text.text:
            out.append(self.num[x])
            x += self.font.width(char, text.size)
        return " ".join(out)


def merges(char: str) -> bool:
    """Whether engines join it to the character before, or leave it out.

    Half-width sound marks, combining marks, variation selectors, the soft
    hyphen: where one stands, each character of the line gets its own place.
    PDF/A-2a also asks for it.
    """
    return char in "\uff9e\uff9f\u00ad" or unicodedata.category(char).startswith("M")


def prefix(name: str, page: int) -> str:
    """What the ids of a page begin with: an XML name made of the drawing's id."""
    name = _NOT_ID.sub("_", name)
    if not name[:1].isalpha():
        name = f"f{name}"
    return f"{name}-{page + 1}" if page else name
