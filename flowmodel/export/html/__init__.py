"""Model and drawing → one HTML file: the figure to walk through, with all that is stated.

It opens from the disk without a network, lets nothing run but its own script (content security
policy with hashes), and can be read where scripts are switched off.
"""

from __future__ import annotations

from flowmodel.render import Drawing
from flowmodel.views import Subject


def html(subject: Subject, drawing: Drawing, *, version: str = "") -> bytes:
    """The page for a drawing of `subject`. With a `version` it follows the preview that serves it.

    A plot has its grid below it as a table. Raises `RenderError` for a character without a glyph.
    """
    from flowmodel.export.html.page import page

    return page(subject, drawing, version)


__all__ = ["html"]
