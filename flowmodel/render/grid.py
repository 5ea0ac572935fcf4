"""A grid as a plot: painted by matplotlib, with its text as text and its letters embedded.

matplotlib writes the SVG; its ids, styles and metadata are replaced by the plain profile of
`flowmodel.render.svg`, so that the file depends on nothing but the grid. PDF and PNG are set
from that SVG by typst like those of every other figure. Slides have tables of their own, and
whoever needs shapes takes the scene.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flowmodel.layout.grid import Grid
from flowmodel.layout.grid_pages import GridPage
from flowmodel.layout.scene import MM_PER_PT, Box, Group, Item, Page, Scene, Shape, Text
from flowmodel.layout.text import Font, font
from flowmodel.render.fonts import web_face
from flowmodel.render.press import Sheet, press_pages
from flowmodel.render.svg import BOLD, clean, merges, prefix, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

_SVG = "{http://www.w3.org/2000/svg}"
_MM_PER_INCH = 25.4
_HATCHES = {
    "": "",
    "/": "////",
    "\\": "\\\\\\\\",
    "x": "xxxx",
    ".": "....",
    "-": "----",
    "|": "||||",
}
_NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))


@dataclass(frozen=True)
class GridPlot:
    """A grid on its pages; a `flowmodel.render.Plot`."""

    grid: Grid
    scene: Scene
    """The same as shapes."""
    sheets: tuple[GridPage, ...]
    """The pages with their tables; the scene may have pages after them that are no grid."""

    @property
    def title(self) -> str:
        """Its heading."""
        return self.grid.title

    @property
    def description(self) -> str:
        """The grid in words."""
        return self.grid.description

    def with_scene(self, scene: Scene) -> GridPlot:
        """The same with other shapes around it, or with more pages after it."""
        return replace(self, scene=scene)

    def render(self, suffix: str, **options: Any) -> tuple[bytes, ...]:
        """The pages as ``.svg``, ``.pdf``, ``.png`` or ``.pptx``; `options` as for a scene.

        Raises `RenderError` for a character that the font does not have.
        """
        wanted = suffix.lower().lstrip(".")
        every = range(len(self.scene.pages))
        if wanted == "svg":
            embed = options.get("fonts", "embed") == "embed"
            return tuple(self._svg(i, embed).encode() for i in every)
        if wanted == "pptx":
            from flowmodel.render.pptx import pptx

            return (pptx(self.scene, self.sheets),)
        if wanted == "pdf":
            from flowmodel.render.pdf import STANDARDS

            return (self._press(every, "pdf", standards=list(STANDARDS)),)
        return tuple(self._png(i, **options) for i in every)

    def _png(self, page: int, dpi: float | None = None) -> bytes:
        from flowmodel.render.png import image

        sheet = self.scene.pages[page]
        return image(
            sheet.width, sheet.height, dpi, lambda ppi: self._press((page,), "png", ppi=ppi)
        )

    def _press(self, pages: Sequence[int], form: Any, **how: Any) -> bytes:
        scene, sheets = self.scene, []
        for i in pages:
            page, drawn = scene.pages[i], self._svg(i, embed=False)
            told = page.description or scene.description
            sheets.append(Sheet(page.width, page.height, drawn, told, page.outline))
        said = (scene.id, scene.title, scene.lang, scene.date)
        return press_pages(sheets, said, scene.characters, scene.font, form, **how)

    def _svg(self, page: int, embed: bool) -> str:
        if page >= len(self.sheets):
            return svg(self.scene, page, "embed" if embed else "name").decode()
        face = font(self.scene.font)
        chars = self.scene.characters
        face.require(chars)
        family = f"'{face.family}'"
        defs = ""
        if embed and chars:
            rule, name = web_face(face, chars)
            family = f"{name}, {family}, sans-serif"
            defs = f"<style>{rule}</style>"
        return _Plain(self.scene, page).document(family, defs)


def painted(page: Page, font_file: str) -> bytes:
    """A page as matplotlib writes it in SVG, its artists named by their place among the items."""
    import matplotlib as mpl
    import matplotlib.style
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "flowmodel", "hatch.linewidth": 0.4}
    # Settings of the reader's own matplotlib must not reach the figure.
    with mpl.style.context("default", after_reset=True), mpl.rc_context(settings):
        figure = Figure(figsize=(page.width / _MM_PER_INCH, page.height / _MM_PER_INCH))
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, page.width)
        axes.set_ylim(page.height, 0)
        axes.set_axis_off()
        face = FontProperties(fname=str(font(font_file).path))
        for i, item in enumerate(page.flat()):
            if isinstance(item, Text):
                _word(axes, item, f"w{i}", face)
            elif isinstance(item, Box | Shape):
                _patch(axes, item, f"p{i}")
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata=_NO_METADATA, facecolor="none")
    return out.getvalue()


def _patch(axes: Axes, item: Box | Shape, name: str) -> None:
    from matplotlib.patches import PathPatch, Rectangle

    look: Any = {
        "facecolor": item.fill, "edgecolor": item.stroke, "linewidth": item.weight / MM_PER_PT,
        "gid": name, "clip_on": False,
    }  # fmt: skip
    if isinstance(item, Shape):
        axes.add_patch(PathPatch(_path(item), **look))
    else:
        hatch = _HATCHES[item.hatch] or None
        axes.add_patch(Rectangle((item.x, item.y), item.w, item.h, hatch=hatch, **look))


def _path(shape: Shape) -> Any:
    """The outline of a shape as matplotlib has it."""
    from matplotlib.path import Path

    kinds = {"M": Path.MOVETO, "L": Path.LINETO, "C": Path.CURVE4, "Z": Path.CLOSEPOLY}
    points: list[tuple[float, float]] = []
    codes = []
    for command, found in shape.commands():
        found = found or [(0.0, 0.0)]
        points += found
        codes += [kinds[command]] * len(found)
    return Path(points, codes)


def _word(axes: Axes, word: Text, name: str, face: FontProperties) -> None:
    anchor = {"start": "left", "middle": "center", "end": "right"}[word.anchor]
    axes.text(
        word.x, word.y, clean(word.text), fontproperties=face, fontsize=word.size,
        color=word.fill, ha=anchor, va="baseline", parse_math=False, gid=name, clip_on=False,
    )  # fmt: skip


class _Plain:
    """The SVG of matplotlib in our own frame: title, language, font, names of parts."""

    def __init__(self, scene: Scene, index: int):
        self.scene, self.page = scene, scene.pages[index]
        self.name = prefix(scene.id, index)
        self.face = font(scene.font)
        self.root = ET.fromstring(painted(self.page, scene.font))
        self.made = {g.get("id", ""): g[0] for g in self.root.iter(f"{_SVG}g") if len(g)}
        self.count = 0

    def document(self, family: str, style: str) -> str:
        """The page; `style` is what defines the letters."""
        scene, page, name = self.scene, self.page, self.name
        out = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "width": f"{page.width:.6g}mm",
                "height": f"{page.height:.6g}mm",
                "viewBox": self.root.get("viewBox", ""),
                "lang": scene.lang,
                "xml:lang": scene.lang,
                "role": "img",
                "aria-labelledby": f"{name}-title",
                "aria-describedby": f"{name}-desc",
                "font-family": family,
            },
        )
        told = page.description or scene.description
        ET.SubElement(out, "title", id=f"{name}-title").text = clean(scene.title)
        ET.SubElement(out, "desc", id=f"{name}-desc").text = clean(told)
        if style:
            ET.SubElement(out, "defs").append(ET.fromstring(style))
        ET.SubElement(out, "rect", width="100%", height="100%", fill=scene.ground)
        for pattern in self.root.iter(f"{_SVG}pattern"):
            ET.SubElement(out, "defs").append(_renamed(pattern, name))
        out.extend(self.items(page.items))
        return ET.tostring(out, encoding="unicode") + "\n"

    def items(self, items: Iterable[Item]) -> Iterator[ET.Element]:
        """Items as they were painted, in the groups in which they stand."""
        for item in items:
            if isinstance(item, Group):
                group = _owned(ET.Element("g"), item.part, item.title)
                group.extend(self.items(item.items))
                yield group
                continue
            at = self.count
            self.count += 1
            if isinstance(item, Text):
                yield _owned(self.word(item, self.made[f"w{at}"]), item.part, "")
            elif isinstance(item, Box | Shape):
                yield _owned(_renamed(self.made[f"p{at}"], self.name), item.part, "")

    def word(self, word: Text, made: ET.Element) -> ET.Element:
        """A text where it was painted, as we write texts."""
        shown = ET.Element("text", {k: v for k, v in made.attrib.items() if k in ("x", "y")})
        shown.text = made.text
        shown.set("font-size", f"{word.size:.6g}")
        shown.set("text-anchor", word.anchor)
        if any(map(merges, word.text)):
            shown.set("x", _places(word, float(made.get("x", "0")), self.face))
            shown.set("text-anchor", "start")
        shown.set("fill", word.fill)
        if word.bold:
            shown.set("stroke", word.fill)
            shown.set("stroke-width", f"{word.size * BOLD:.3g}")
            shown.set("stroke-linejoin", "round")
        return shown


def _places(word: Text, x: float, face: Font) -> str:
    """The x of each character, as it was measured, in the points of matplotlib."""
    text = clean(word.text)
    widths = [face.width(char, word.size) / MM_PER_PT for char in text]
    x -= {"start": 0.0, "middle": 0.5, "end": 1.0}[word.anchor] * sum(widths)
    return " ".join(f"{x + sum(widths[:i]):.6f}" for i in range(len(text)))


def _owned(element: ET.Element, part: str, title: str) -> ET.Element:
    if part:
        element.set("data-part", clean(part))
    if title:
        ET.SubElement(element, "title").text = clean(title)
    return element


def _renamed(element: ET.Element, name: str) -> ET.Element:
    """`element` without its namespace, its ids and references under the figure's own name."""
    made = ET.Element(element.tag.removeprefix(_SVG))
    for key, value in element.attrib.items():
        if key == "id":
            value = f"{name}-{value}"
        made.set(key, value.replace("url(#", f"url(#{name}-"))
    made.extend(_renamed(child, name) for child in element)
    return made
