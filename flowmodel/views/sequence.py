"""The view ``sequence``: actors as life lines, steps as messages in the order of time."""

from __future__ import annotations

from flowmodel.layout.scene import Scene
from flowmodel.layout.sequence import sequence
from flowmodel.views.subject import Subject


def view(subject: Subject) -> Scene:
    """The sequence figure. Raises `RenderError` for a character without a glyph."""
    s = subject
    return sequence(s.graph, s.lang, s.paper, s.font, s.marks, s.theme)
