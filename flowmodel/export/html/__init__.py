"""Model and drawing → one HTML file: the figure to walk through, with all that is stated.

It opens from the disk without a network, lets nothing run but its own script (content security
policy with hashes), and can be read where scripts are switched off.
"""

from __future__ import annotations

from flowmodel.errors import Problem, RenderError
from flowmodel.language import Bilingual
from flowmodel.layout.scene import Scene
from flowmodel.render import Drawing
from flowmodel.views import Subject

_NO_SHAPES = Bilingual(
    "この種類の図は .html では書き出せません。.svg、.pdf、.png を使ってください",
    "this view cannot be written as .html; use .svg, .pdf or .png",
)


def html(subject: Subject, drawing: Drawing, *, version: str = "") -> bytes:
    """The page for a drawing of `subject`. With a `version` it follows the preview that serves it.

    Raises `RenderError` for a plot, which has no parts, and for a character without a glyph.
    """
    if not isinstance(drawing, Scene):
        raise RenderError(Problem(_NO_SHAPES))
    from flowmodel.export.html.page import page

    return page(subject, drawing, version)


__all__ = ["html"]
