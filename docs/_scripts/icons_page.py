"""The icons of the figures, drawn from the paths that the layout uses."""

from __future__ import annotations

from html import escape

from markdown_text import table

from flowmodel.controls import catalogue
from flowmodel.layout.icons import FIELD, ICONS, path_data
from flowmodel.model import localise
from flowmodel.vocabulary import ACTOR_KINDS, MEDIA

HEAD = """# Icons

Generated from the paths in `flowmodel/layout/icons.py`. All are flowmodel's own drawings, on a field of
24 × 24 units, in one line that black and white print alike. They are part of the figure as paths: no
font and no picture is needed to show them.

"""
EXCLUDED = ("party that is kept out", "アクセスできない者")


def page() -> str:
    """The page."""
    return HEAD + table(("icon", "name", "at 7 pt", "stands for", "日本語"), map(_row, ICONS))


def _row(name: str) -> tuple[str, ...]:
    uses = _uses(name)
    en, ja = ", ".join(u[0] for u in uses), "、".join(u[1] for u in uses)
    return picture(name, 40), f"`{name}`", picture(name, 11), en, ja


def _uses(name: str) -> list[tuple[str, str]]:
    """What an icon stands for, in English and Japanese."""
    named = {**ACTOR_KINDS, **MEDIA}
    found = [(named[name].en, named[name].ja)] if name in named else []  # type: ignore[index]
    found += [
        (localise(c.name, "en"), localise(c.name, "ja")) for c in catalogue() if c.icon == name
    ]
    return found or [EXCLUDED]


def picture(name: str, pixels: int) -> str:
    """An icon as inline SVG."""
    en, ja = _uses(name)[0]
    d = path_data(ICONS[name], 0, 0, 1.0)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{pixels}" height="{pixels}" '
        f'viewBox="0 0 {FIELD:g} {FIELD:g}" role="img" aria-label="{escape(f"{en} {ja}")}">'
        f'<path d="{d}" fill="none" stroke="currentColor" stroke-width="1.6" '
        'stroke-linejoin="round" stroke-linecap="round"/></svg>'
    )
