"""Scene → PDF: vector, searchable, tagged, for archive and for screen readers.

Declared as PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1), with the
drawing's description as alternative text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowmodel.layout.scene import Scene
from flowmodel.render.press import press

if TYPE_CHECKING:
    from typst import PDFStandard

STANDARDS: tuple[PDFStandard, ...] = ("a-2a", "ua-1")
"""typst draws a missing glyph as an empty box unless a standard forbids it."""


def pdf(scene: Scene) -> bytes:
    """All pages of `scene`, each in its own size. The same scene gives the same bytes.

    Raises `RenderError` for a character that the font does not have or that
    PDF/A-2a does not allow.
    """
    pages = range(len(scene.pages))
    return press(scene, pages, "pdf", standards=list(STANDARDS))
