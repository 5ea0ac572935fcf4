"""Views: what of a model is drawn, one module each, and the table that names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from flowmodel.errors import Problem, RenderError, nearest
from flowmodel.language import Bilingual
from flowmodel.views.subject import Subject

if TYPE_CHECKING:
    from flowmodel.render import Drawing


class View(NamedTuple):
    """How a view is made."""

    function: str
    """``module:function``, imported when it is first needed: `Subject` → `Drawing`."""
    title: Bilingual
    """What it shows."""


VIEWS: Mapping[str, View] = {
    "lanes": View("flowmodel.views.lanes:view", Bilingual("区画と手順の図", "zones and steps")),
    "sequence": View(
        "flowmodel.views.sequence:view", Bilingual("手順の時系列の図", "messages in order of time")
    ),
    "graph": View(
        "flowmodel.views.graph:view", Bilingual("主体のつながりの図", "actors and what joins them")
    ),
    "landscape": View(
        "flowmodel.views.landscape:view",
        Bilingual("複数のモデルの全体図", "several models joined on shared actors"),
    ),
    "matrix": View(
        "flowmodel.views.matrix:view", Bilingual("手順ごとの対策の表", "controls against steps")
    ),
    "holdings": View(
        "flowmodel.views.holdings:view",
        Bilingual("手順ごとの情報の保有", "who holds what after each step"),
    ),
}


def draw_view(name: str, subject: Subject) -> Drawing:
    """`subject` in the view `name`.

    Raises `RenderError` for an unknown view, with the nearest, and as the view does.
    """
    from importlib import import_module

    from flowmodel.layout.dress import dressed
    from flowmodel.render import shapes, with_shapes
    from flowmodel.views.glyphs import placed

    row = VIEWS.get(name)
    if row is None:
        known = ", ".join(VIEWS)
        message = Bilingual(
            f"図の種類「{name}」はありません。使えるのは {known} です",
            f"unknown view '{name}'; known: {known}",
        )
        raise RenderError(Problem(message, suggestions=nearest(name, VIEWS)))
    module, function = row.function.split(":")
    make: Callable[[Subject], Drawing] = getattr(import_module(module), function)
    with placed(subject):
        drawing = make(subject)
        return with_shapes(drawing, dressed(shapes(drawing), subject.theme, subject.lang))


__all__ = ["VIEWS", "Subject", "View", "draw_view"]
