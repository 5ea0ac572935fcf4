"""A grid as a plot: painted by matplotlib, with its text as text and its letters embedded.

matplotlib writes the SVG; its ids, styles and metadata are replaced by the plain profile of
`flowmodel.render.svg`, so that the file depends on nothing but the grid. PDF and PNG are set
from that SVG by typst like those of every other figure.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flowmodel.layout.grid import Grid, GridPage, Patch, Word, collisions
from flowmodel.layout.scene import MM_PER_PT
from flowmodel.layout.text import Font, font
from flowmodel.render.fonts import web_face
from flowmodel.render.press import Sheet, press_pages
from flowmodel.render.svg import BOLD, clean, merges, prefix

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
    pages: tuple[GridPage, ...]
    font: str
    """Path of the font file; empty for the default."""
    ground: str

    @property
    def title(self) -> str:
        """Its heading."""
        return self.grid.title

    @property
    def description(self) -> str:
        """The grid in words."""
        return self.grid.description

    def audit(self) -> dict[str, Any]:
        """Texts that leave their cell or the page or overlap, and the measures of a drawing."""
        sizes = [w.size for p in self.pages for w in p.words]
        return {
            "violations": [v for i, p in enumerate(self.pages, 1) for v in collisions(p, i)],
            "crossings": 0,
            "bends": 0,
            "edge_length_mm": 0.0,
            "white_space": round(sum(map(_white, self.pages)) / len(self.pages), 4),
            "min_text_pt": min(sizes, default=0.0),
            "pages": len(self.pages),
        }

    def render(self, suffix: str, **options: Any) -> tuple[bytes, ...]:
        """The pages as ``.svg``, ``.pdf`` or ``.png``; `options` as for a scene.

        Raises `RenderError` for a character that the font does not have.
        """
        wanted = suffix.lower().lstrip(".")
        if wanted == "svg":
            embed = options.get("fonts", "embed") == "embed"
            return tuple(self._svg(i, embed).encode() for i in range(len(self.pages)))
        if wanted == "pdf":
            from flowmodel.render.pdf import STANDARDS

            return (self._press(range(len(self.pages)), "pdf", standards=list(STANDARDS)),)
        return tuple(self._png(i, **options) for i in range(len(self.pages)))

    def _png(self, page: int, dpi: float | None = None) -> bytes:
        from flowmodel.render.png import image

        sheet = self.pages[page]
        return image(
            sheet.width, sheet.height, dpi, lambda ppi: self._press((page,), "png", ppi=ppi)
        )

    def _press(self, pages: Sequence[int], form: Any, **how: Any) -> bytes:
        grid, sheets = self.grid, []
        for i in pages:
            page, drawn = self.pages[i], self._svg(i, embed=False)
            sheets.append(Sheet(page.width, page.height, drawn, page.description, page.outline))
        said = (grid.id, grid.title, grid.lang, grid.date)
        return press_pages(sheets, said, self._characters(), self.font, form, **how)

    def _characters(self) -> str:
        return "".join(sorted({c for p in self.pages for w in p.words for c in clean(w.text)}))

    def _svg(self, page: int, embed: bool) -> str:
        face = font(self.font)
        chars = self._characters()
        face.require(chars)
        family = f"'{face.family}'"
        defs = ""
        if embed and chars:
            rule, name = web_face(face, chars)
            family = f"{name}, {family}, sans-serif"
            defs = f"<style>{rule}</style>"
        return _plain(self, page, painted(self.pages[page], self.font), family, defs)


def painted(page: GridPage, font_file: str) -> bytes:
    """A page as matplotlib writes it in SVG, its artists named by their place in the page."""
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
        for i, patch in enumerate(page.patches):
            _patch(axes, patch, f"p{i}")
        for i, word in enumerate(page.words):
            _word(axes, word, f"w{i}", face)
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata=_NO_METADATA, facecolor="none")
    return out.getvalue()


def _patch(axes: Axes, patch: Patch, name: str) -> None:
    from matplotlib.patches import Rectangle

    artist = Rectangle(
        (patch.x, patch.y), patch.w, patch.h,
        facecolor=patch.fill, edgecolor=patch.stroke, linewidth=patch.weight / MM_PER_PT,
        hatch=_HATCHES[patch.hatch] or None, gid=name, clip_on=False,
    )  # fmt: skip
    axes.add_patch(artist)


def _word(axes: Axes, word: Word, name: str, face: FontProperties) -> None:
    anchor = {"start": "left", "middle": "center", "end": "right"}[word.anchor]
    axes.text(
        word.x, word.y, clean(word.text), fontproperties=face, fontsize=word.size,
        color=word.fill, ha=anchor, va="baseline", rotation=90 if word.upright else 0,
        rotation_mode="anchor", parse_math=False, gid=name, clip_on=False,
    )  # fmt: skip


def _plain(plot: GridPlot, index: int, written: bytes, family: str, style: str) -> str:
    """The SVG of matplotlib in our own frame: title, language, font, names of parts."""
    page, grid = plot.pages[index], plot.grid
    root = ET.fromstring(written)
    name = prefix(grid.id, index)
    out = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{page.width:.6g}mm",
            "height": f"{page.height:.6g}mm",
            "viewBox": root.get("viewBox", ""),
            "lang": grid.lang,
            "xml:lang": grid.lang,
            "role": "img",
            "aria-labelledby": f"{name}-title",
            "aria-describedby": f"{name}-desc",
            "font-family": family,
        },
    )
    ET.SubElement(out, "title", id=f"{name}-title").text = clean(grid.title)
    ET.SubElement(out, "desc", id=f"{name}-desc").text = clean(page.description)
    if style:
        ET.SubElement(out, "defs").append(ET.fromstring(style))
    ET.SubElement(out, "rect", width="100%", height="100%", fill=plot.ground)
    for pattern in root.iter(f"{_SVG}pattern"):
        ET.SubElement(out, "defs").append(_renamed(pattern, name))
    for group in root.iter(f"{_SVG}g"):
        drawn = _drawn(group, page, name, font(plot.font))
        if drawn is not None:
            out.append(drawn)
    return ET.tostring(out, encoding="unicode") + "\n"


def _drawn(group: ET.Element, page: GridPage, name: str, face: Font) -> ET.Element | None:
    """A patch or word of the page as it was painted; None for groups of matplotlib's own."""
    gid = group.get("id", "")
    if gid[:1] not in ("p", "w") or not gid[1:].isdigit():
        return None
    made = group[0]
    at = int(gid[1:])
    if gid[0] == "p":
        patch = page.patches[at]
        return _owned(_renamed(made, name), patch.part, patch.title)
    word = page.words[at]
    shown = ET.Element("text", {k: v for k, v in made.attrib.items() if k in ("x", "y")})
    if word.upright:
        shown.set("transform", made.get("transform", ""))
    shown.text = made.text
    shown.set("font-size", f"{word.size:.6g}")
    shown.set("text-anchor", word.anchor)
    if any(map(merges, word.text)):
        shown.set("x", _places(word, float(made.get("x", "0")), face))
        shown.set("text-anchor", "start")
    shown.set("fill", word.fill)
    if word.bold:
        shown.set("stroke", word.fill)
        shown.set("stroke-width", f"{word.size * BOLD:.3g}")
        shown.set("stroke-linejoin", "round")
    return _owned(shown, word.part, "")


def _places(word: Word, x: float, face: Font) -> str:
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


def _white(page: GridPage) -> float:
    """The share of a page that no patch covers."""
    covered = sum(p.w * p.h for p in page.patches if p.fill != "none")
    return max(0.0, 1 - covered / (page.width * page.height))
