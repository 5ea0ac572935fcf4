"""The typst engine, set up for one drawing: what PDF and PNG have in common.

typst takes the pages as SVG images and a subset of the font as a file; it
sees no font of the machine, so the result does not depend on where it runs.
Everything that a user wrote reaches typst as data, never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from flowmodel.errors import Problem, RenderError
from flowmodel.files import blame
from flowmodel.language import Bilingual
from flowmodel.layout.scene import Scene
from flowmodel.layout.text import font
from flowmodel.render.fonts import subset
from flowmodel.render.svg import clean, svg

if TYPE_CHECKING:
    from typst import PDFStandard

_MAIN = """\
#let doc = json(bytes(sys.inputs.doc))
#set document(title: doc.title, date: auto)
#set text(lang: doc.lang)
// Headings are bookmarks and the structure for screen readers; the figure shows its own title.
#show heading: none
#for p in doc.pages {
  let (w, h) = (p.width * 1mm, p.height * 1mm)
  page(width: w, height: h, margin: 0pt, fill: white, {
    for (i, name) in p.outline.enumerate() {
      place(heading(level: calc.min(i + 1, 2), bookmarked: true, name))
    }
    image(bytes(p.svg), format: "svg", alt: p.alt, width: w, height: h)
  })
}
"""


def press(
    scene: Scene,
    pages: Sequence[int],
    form: Literal["pdf", "png"],
    *,
    ppi: float | None = None,
    standards: list[PDFStandard] | None = None,
) -> bytes:
    """Set the `pages` of `scene` with typst.

    PNG takes one page only.

    Raises `RenderError` for a character without a glyph and for what typst
    refuses, `OutputError` where no temporary file can be written.
    """
    sheets = []
    for i in pages:
        page, drawn = scene.pages[i], svg(scene, i, "name").decode()
        told = page.description or scene.description
        sheets.append(Sheet(page.width, page.height, drawn, told, page.outline))
    said = (scene.id, scene.title, scene.lang, scene.date)
    return press_pages(
        sheets, said, scene.characters, scene.font, form, ppi=ppi, standards=standards
    )


class Sheet(NamedTuple):
    """A page that is SVG already."""

    width: float
    """mm."""
    height: float
    svg: str
    description: str
    """The page in words: its alternative text."""
    outline: tuple[str, ...] = ()
    """Its bookmark, and those below it; without any, the title of the drawing and its number."""


def press_pages(
    sheets: Sequence[Sheet],
    said: tuple[str, str, str, str],
    characters: str,
    font_file: str,
    form: Literal["pdf", "png"],
    *,
    ppi: float | None = None,
    standards: list[PDFStandard] | None = None,
) -> bytes:
    """Set pages that are SVG already.

    `said` is the id, title, language and ISO date of the drawing. Raises as `press` does.
    """
    import typst

    id, title, lang, date = said
    letters = subset(font(font_file), characters)
    heading = clean(title).strip() or id
    doc = {"title": heading, "lang": lang, "pages": _told_pages(sheets, heading)}
    with _folder() as folder:
        try:
            (Path(folder) / "font.otf").write_bytes(letters)
            (Path(folder) / "main.typ").write_text(_MAIN, encoding="utf-8")
        except OSError as error:
            raise blame(error, Path(folder)) from error
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
        try:
            return typst.compile(
                str(Path(folder) / "main.typ"),
                root=folder,
                font_paths=fonts,
                ignore_system_fonts=True,
                sys_inputs={"doc": json.dumps(doc)},
                format=form,
                timestamp=_timestamp(date),
                ppi=ppi,
                pdf_standards=standards,
            )
        except typst.TypstError as error:
            raise _refused(error, form) from error


def _told_pages(sheets: Sequence[Sheet], title: str) -> list[dict[str, object]]:
    told = []
    for i, sheet in enumerate(sheets, 1):
        names = [clean(name).strip() for name in sheet.outline]
        number = f"{i}/{len(sheets)} " if len(sheets) > 1 else ""
        told.append(
            {
                "width": sheet.width,
                "height": sheet.height,
                "svg": sheet.svg,
                "alt": clean(sheet.description).strip() or title,
                "outline": [name for name in names if name] or [number + title],
            }
        )
    return told


def _folder() -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix="flowmodel-", ignore_cleanup_errors=True)
    except OSError as error:
        raise blame(error, Path("TMPDIR")) from error


def _timestamp(date: str) -> datetime:
    """The date that the drawing carries; without one a fixed date, never the time of day."""
    if not date:
        return datetime(1970, 1, 1, tzinfo=UTC)
    return datetime.fromisoformat(date).replace(tzinfo=UTC)


def _refused(error: Any, form: str) -> RenderError:
    words = " ".join((error.message, *error.hints))
    name = form.upper()
    return RenderError(
        Problem(
            Bilingual(
                f"{name} を作成できません。typst の回答: {words}",
                f"cannot make the {name}; typst says: {words}",
            )
        )
    )
