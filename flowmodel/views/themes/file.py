"""A theme as a file: what of the look differs from a theme that it is based on."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from flowmodel.errors import InputError, ModelError, Place, Problem, nearest
from flowmodel.files import note
from flowmodel.language import Bilingual
from flowmodel.layout.scene import Hatch
from flowmodel.layout.theme import WARD, Ink, Logo, Theme
from flowmodel.model import Text, localise
from flowmodel.model.base import Id, Line, Strict
from flowmodel.source.decode import read
from flowmodel.source.fields import real_path
from flowmodel.source.positions import DocumentOrigin
from flowmodel.source.problems import problem
from flowmodel.source.yaml import finder, parse, scan
from flowmodel.views.themes.logo import load_logo

MAX_THEME = 100_000
"""Longest theme in characters."""
COLOURS = tuple(f.name for f in fields(Theme) if f.type == "str" and str(f.default).startswith("#"))
"""The colours that a theme names."""
_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_SHAPE = Bilingual("テーマは項目の組（キー: 値）で書きます", "a theme is a mapping (key: value)")
_UNKNOWN = Bilingual("色「{name}」はありません", "there is no colour '{name}'")
_TOO_LARGE = Bilingual(
    "テーマが大きすぎます。{most} 文字までです",
    "the theme is too large; the bound is {most} characters",
)
_NO_FONT = Bilingual("フォントのファイル「{path}」がありません", "there is no font file '{path}'")


def _read_colour(value: Any) -> Any:
    if isinstance(value, str) and _HEX.match(value):
        return value.lower()
    raise PydanticCustomError("colour", "a colour is written as '#1b3a6b', in quotes")


Colour = Annotated[
    str, BeforeValidator(_read_colour), Field(json_schema_extra={"pattern": "^#[0-9a-fA-F]{6}$"})
]
Length = Annotated[float, Field(gt=0, le=20)]


class SeriesLook(Strict):
    """How the lines and badges of one series look."""

    colour: Colour
    """The colour of line and badge."""
    dash: Annotated[tuple[Length, ...], Field(max_length=8)] = ()
    """Lengths of strokes and gaps, mm; empty for a solid line."""
    filled: bool = True
    """Whether the badge is filled or outlined."""
    weight: Annotated[float, Field(ge=0.2, le=2)] = 0.55
    """Width of the line, mm."""


class ThemeFile(Strict):
    """What a theme file may say. What it leaves out is as in `base`."""

    theme: Id
    """Its name."""
    base: Literal["ward", "mono", "contrast"] = "ward"
    """The theme that it is based on."""
    colours: Annotated[dict[str, Colour], Field(max_length=50)] = Field(default_factory=dict)
    """Colours by name."""
    lanes: Annotated[tuple[Colour, ...], Field(min_length=1, max_length=24)] | None = None
    """Fills of lanes, used in turn."""
    hatches: Annotated[tuple[Hatch, ...], Field(min_length=1, max_length=24)] | None = None
    """Hatches of lanes, used in turn."""
    series: Annotated[tuple[SeriesLook, ...], Field(min_length=1, max_length=24)] | None = None
    """The looks of series, used in turn."""
    font: Line | None = None
    """A font file (.ttf, .otf), seen from the theme's folder."""
    header: Text | None = None
    """What stands at the top left of every page."""
    footer: Text | None = None
    """What stands at the bottom left of every page."""
    logo: Line | None = None
    """An SVG file, seen from the theme's folder; stands before the header."""


def load_theme(path: Path) -> Theme:
    """Read a theme from a YAML file.

    Raises `InputError` where the file, its font or its logo cannot be read, and `ModelError` with
    all problems at once where it is no sound theme.
    """
    text = read(path)
    origin = DocumentOrigin(str(path), text, scan, finder)
    if len(text) > MAX_THEME:
        told = _TOO_LARGE.format(most=f"{MAX_THEME:,}")
        raise InputError(Problem(told, (), Place(origin.file or "")))
    data, problems = parse(text, origin)
    if not isinstance(data, dict):
        raise InputError(Problem(_SHAPE, (), origin.place(())))
    try:
        found = ThemeFile.model_validate(data)
    except ValidationError as e:
        for error in e.errors(include_url=False)[:100]:
            problems.append(problem(error, real_path(data, error["loc"]), origin, ThemeFile))
        raise ModelError(problems) from None
    for name in found.colours:
        if name not in COLOURS:
            at = ("colours", name)
            near = nearest(name, COLOURS)
            problems.append(Problem(_UNKNOWN.format(name=name), at, origin.key_place(at), near))
    if found.font:
        note(path.with_name(found.font))
    if found.font and not path.with_name(found.font).is_file():
        told = _NO_FONT.format(path=found.font)
        problems.append(Problem(told, ("font",), origin.place(("font",))))
    if problems:
        raise ModelError(problems)
    return _theme(found, path)


def _theme(found: ThemeFile, path: Path) -> Theme:
    from flowmodel.views.themes import theme

    base = WARD if found.base == "ward" else theme(found.base)
    changed: dict[str, Any] = {"name": found.theme, **found.colours}
    if found.lanes:
        changed["lanes"] = found.lanes
    if found.hatches:
        changed["hatches"] = found.hatches
    if found.series:
        changed["inks"] = tuple(Ink(s.colour, s.dash, s.filled, s.weight) for s in found.series)
    if found.font:
        changed["font"] = str(path.with_name(found.font))
    for name in ("header", "footer"):
        if (text := getattr(found, name)) is not None:
            changed[name] = Bilingual(localise(text, "ja"), localise(text, "en"))
    if found.logo:
        logo: Logo = load_logo(path.with_name(found.logo))
        changed["logo"] = logo
    return replace(base, **changed)
