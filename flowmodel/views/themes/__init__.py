"""Themes by name or file: `ward` is built in, the others are files as an organisation's own."""

from __future__ import annotations

import os
from pathlib import Path

from flowmodel.errors import Problem, RenderError, nearest
from flowmodel.language import Bilingual
from flowmodel.layout.theme import WARD, Theme

THEMES: dict[str, str] = {"ward": "", "mono": "mono.yaml", "contrast": "contrast.yaml"}
"""Name → file beside this module; none for the default."""
SUFFIXES = (".yaml", ".yml")

_made: dict[str, Theme] = {"ward": WARD}


def theme(name: str | os.PathLike[str]) -> Theme:
    """The theme of a name, or of a YAML file.

    Raises `RenderError` with the nearest names for one that there is not, and `InputError` or
    `ModelError` for a file that is no sound theme.
    """
    named = os.fspath(name)
    if named in _made:
        return _made[named]
    if named in THEMES:
        from flowmodel.views.themes.file import load_theme

        made = _made[named] = load_theme(Path(__file__).with_name(THEMES[named]))
        return made
    if named.lower().endswith(SUFFIXES):
        from flowmodel.views.themes.file import load_theme

        return load_theme(Path(named))
    known = ", ".join(THEMES)
    message = Bilingual(
        f"テーマ「{name}」はありません。使えるのは {known} と、ファイル（.yaml）です",
        f"unknown theme '{name}'; known: {known}, and files (.yaml)",
    )
    raise RenderError(Problem(message, suggestions=nearest(named, THEMES)))
