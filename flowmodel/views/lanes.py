"""The view ``lanes``: zones as lanes, channels as corridors, steps as numbered arrows."""

from __future__ import annotations

from flowmodel.layout.lanes import lanes
from flowmodel.layout.scene import Scene
from flowmodel.views.subject import Subject


def view(subject: Subject) -> Scene:
    """The lane figure. Raises `RenderError` for a character without a glyph."""
    s = subject
    return lanes(s.graph, s.lang, s.paper, s.font, s.marks, s.theme)
