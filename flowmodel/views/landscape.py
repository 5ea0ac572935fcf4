"""The view ``landscape``: several models joined on the actors that they share."""

from __future__ import annotations

import warnings

from flowmodel.errors import DrawingWarning
from flowmodel.language import Bilingual
from flowmodel.layout.landscape import landscape
from flowmodel.layout.scene import Scene
from flowmodel.views.graph import engines
from flowmodel.views.subject import Subject

LISTED = Bilingual(
    "{reason}。図の代わりに一覧だけを書きました", "{reason}; a list stands in place of the figure"
)


def view(subject: Subject) -> Scene:
    """The landscape of the subject's models; a list with a `DrawingWarning` where boxes are too many.

    Raises `RenderError` for a character without a glyph and where no Graphviz gives a layout.
    """
    s = subject
    with engines():
        scene, failed = landscape((s.graph, *s.others), s.lang, s.paper, s.font, s.theme)
    for reason in dict.fromkeys((e.reason.ja, e.reason.en) for e in failed):
        told = Bilingual(LISTED.ja.format(reason=reason[0]), LISTED.en.format(reason=reason[1]))
        warnings.warn(DrawingWarning(told), stacklevel=2)
    return scene
