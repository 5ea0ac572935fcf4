"""Scene → PPTX: slides of native shapes that an office can edit.

Boxes are shapes with their text in them, arrows are connectors joined to the shapes, texts name
their font for Japanese and for Latin letters, and the order of the shapes is the order of
reading. The same scene gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from flowmodel.errors import Problem, RenderError
from flowmodel.language import Bilingual
from flowmodel.layout.grid_pages import GridPage
from flowmodel.layout.reading import step_groups
from flowmodel.layout.scene import Page, Scene
from flowmodel.layout.text import font
from flowmodel.render.pptx_shape import Slide, text_bounds, xfrm
from flowmodel.render.pptx_table import table
from flowmodel.render.pptx_text import EMU, body, paint
from flowmodel.render.svg import clean

if TYPE_CHECKING:
    from pptx.presentation import Presentation

LARGEST, SMALLEST = 1_422.0, 25.4
"""Bounds of the sides of a slide, mm: 56 inches and one."""
_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_TITLE_ONLY = "Title Only"
"""The layout of the library's template that has a title and nothing else."""
_LONGEST_PROPERTY = 255
_EPOCH = datetime(1980, 1, 1)
"""The first moment that a ZIP archive can tell."""
_TOO_LARGE = Bilingual(
    "図の大きさ {size} mm は、スライドの上限 {most} mm を超えています。用紙を a4 か a3 にしてください",
    "the figure is {size} mm; a slide has at most {most} mm: choose the paper a4 or a3",
)


def pptx(scene: Scene, sheets: Sequence[GridPage] = ()) -> bytes:
    """All pages of `scene` as slides of their size; a smaller page stands at the top left.

    Where `sheets` tell that the first pages are grids, these become tables.

    Raises `RenderError` for a page that is larger than a slide can be.
    """
    deck = _deck(scene)
    face = font(scene.font).family
    for page, sheet in zip_longest(scene.pages, sheets):
        _slide(deck, scene, page, face, sheet)
    _properties(deck, scene)
    out = io.BytesIO()
    deck.save(out)
    return _timeless(out.getvalue())


def _deck(scene: Scene) -> Presentation:
    """A presentation without slides: of the size of the pages, with one layout."""
    from pptx import Presentation
    from pptx.util import Emu

    width, height = (max(getattr(p, side) for p in scene.pages) for side in ("width", "height"))
    if max(width, height) > LARGEST:
        size, most = f"{width:.0f} × {height:.0f}", f"{LARGEST:.0f}"
        raise RenderError(Problem(_TOO_LARGE.format(size=size, most=most)))
    deck = Presentation()
    for layout in list(deck.slide_layouts):
        if layout.name != _TITLE_ONLY:
            deck.slide_layouts.remove(layout)
    old = int(deck.slide_width or 1), int(deck.slide_height or 1)
    new = round(max(SMALLEST, width) * EMU), round(max(SMALLEST, height) * EMU)
    deck.slide_width, deck.slide_height = Emu(new[0]), Emu(new[1])
    for part in (deck.slide_master, deck.slide_layouts[0]):
        for holder in list(part.placeholders):
            holder.left, holder.width = (
                Emu(v * new[0] // old[0]) for v in (holder.left, holder.width)
            )
            holder.top, holder.height = (
                Emu(v * new[1] // old[1]) for v in (holder.top, holder.height)
            )
    return deck


def _slide(deck: Presentation, scene: Scene, page: Page, face: str, sheet: GridPage | None) -> None:
    """Add a page as a slide, its sentences as notes."""
    from pptx.oxml import parse_xml

    slide = deck.slides.add_slide(deck.slide_layouts[0])
    writer = Slide(_without_tables(page, sheet), face, scene.lang)
    tree: Any = slide.shapes._spTree
    shapes = "".join(_tables(sheet, writer, scene)) + writer.shapes()
    for shape in parse_xml(f"<p:spTree {_SPACES}>{shapes}</p:spTree>"):
        tree.append(shape)
    title: Any = slide.shapes.title
    if writer.title:
        x, y, w, h = text_bounds(writer.title)
        # A title that another font sets wider must not break.
        room = min(x, page.width - x - w, w)
        bounds = (x - room, y, w + 2 * room, h)
        written = body(writer.title, bounds, face, scene.lang, wrap=False)
        element = title._element
        element.replace(element.txBody, parse_xml(_with_spaces(written)))
        element.spPr.append(parse_xml(_with_spaces(xfrm(*bounds))))
    else:
        tree.remove(title._element)
    if scene.ground.lower() != "#ffffff":
        ground = f"<p:bg><p:bgPr>{paint(scene.ground)}<a:effectLst/></p:bgPr></p:bg>"
        tree.addprevious(parse_xml(_with_spaces(ground)))
    told = "" if sheet else "\n".join(group.title for group in step_groups(page.items))
    notes: Any = slide.notes_slide.notes_text_frame
    notes.text = clean(told or page.description or scene.description)


def _without_tables(page: Page, sheet: GridPage | None) -> Page:
    """A page without what its tables show."""
    if sheet is None:
        return page
    drawn = set(map(id, sheet.drawn))
    return replace(page, items=tuple(i for i in page.items if id(i) not in drawn))


def _tables(sheet: GridPage | None, writer: Slide, scene: Scene) -> Iterator[str]:
    """The tables of a page."""
    for i, found in enumerate(sheet.tables if sheet else (), 1):
        name = scene.title if i == 1 else f"{scene.title} ({i})"
        yield table(found, writer.number(), name, writer.face, scene.lang)


def _with_spaces(xml: str) -> str:
    """An element with the name spaces that its names need."""
    name, rest = xml[: xml.index(">")], xml[xml.index(">") :]
    return f"{name} {_SPACES}{rest}" if not name.endswith("/") else f"{name[:-1]} {_SPACES}/{rest}"


def _properties(deck: Presentation, scene: Scene) -> None:
    """Title, language and date of the file; its date is the drawing's, never the time of day."""
    moment = datetime.fromisoformat(scene.date) if scene.date else _EPOCH
    properties = deck.core_properties
    properties.title = clean(scene.title)[:_LONGEST_PROPERTY]
    properties.language = "ja-JP" if scene.lang == "ja" else "en-GB"
    properties.author = properties.last_modified_by = "flowmodel"
    properties.created = properties.modified = moment
    properties.revision = 1


def _timeless(data: bytes) -> bytes:
    """The archive with the same moment for every file in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return out.getvalue()
