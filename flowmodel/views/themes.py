"""Themes by name or file."""

from __future__ import annotations

import os

from flowmodel.errors import Problem, RenderError, nearest
from flowmodel.language import Bilingual
from flowmodel.layout.theme import WARD, Theme

THEMES: dict[str, Theme] = {"ward": WARD}


def theme(name: str | os.PathLike[str]) -> Theme:
    """The theme of a name. Raises `RenderError` with the nearest names."""
    found = THEMES.get(os.fspath(name))
    if found is None:
        known = ", ".join(THEMES)
        message = Bilingual(
            f"テーマ「{name}」はありません。使えるのは {known} です",
            f"unknown theme '{name}'; known: {known}",
        )
        raise RenderError(Problem(message, suggestions=nearest(os.fspath(name), THEMES)))
    return found
