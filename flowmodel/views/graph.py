"""The view ``graph``: actors in their zones as Graphviz places them; lanes where it does not."""

from __future__ import annotations

import warnings

from flowmodel.errors import DrawingWarning
from flowmodel.language import Bilingual
from flowmodel.layout.dot_run import DotError
from flowmodel.layout.graph_figure import graph_figure
from flowmodel.layout.scene import Scene
from flowmodel.views.lanes import view as lanes
from flowmodel.views.subject import Subject

INSTEAD = Bilingual(
    "{reason}。図の種類「graph」の代わりに「lanes」を描きました",
    "{reason}; drew view 'lanes' in place of 'graph'",
)


def view(subject: Subject) -> Scene:
    """The graph figure; where Graphviz gives none, the lanes with a `DrawingWarning`.

    Raises `RenderError` for a character without a glyph.
    """
    s = subject
    try:
        return graph_figure(s.graph, s.lang, s.paper, s.font, s.marks, s.theme)
    except DotError as error:
        reason = Bilingual(
            INSTEAD.ja.format(reason=error.reason.ja), INSTEAD.en.format(reason=error.reason.en)
        )
        warnings.warn(DrawingWarning(reason), stacklevel=2)
        return lanes(subject)
