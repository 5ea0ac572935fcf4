"""What a house prints around every figure: header, footer and logo in the margins of each page."""

from __future__ import annotations

from dataclasses import replace

from flowmodel.language import Lang
from flowmodel.layout.icons import path_data
from flowmodel.layout.scene import MM_PER_PT, Item, Page, Scene, Shape, Text
from flowmodel.layout.style import MIN_PT
from flowmodel.layout.text import Font, font
from flowmodel.layout.theme import Logo, Theme

MARGIN = 10.0
"""The margin of a page that a figure leaves free, mm."""
LOGO = 5.6
"""Height of a logo, mm."""
TOP = 2.2
"""Top of header and logo, mm."""
GAP = 2.0
"""Between logo and header, mm."""


def dressed(scene: Scene, theme: Theme, lang: Lang) -> Scene:
    """`scene` with what `theme` prints around it. Raises `RenderError` for a missing glyph."""
    if theme.header is None and theme.footer is None and theme.logo is None:
        return scene
    face = font(scene.font)
    pages = tuple(_dressed(page, theme, lang, face) for page in scene.pages)
    return replace(scene, pages=pages)


def _dressed(page: Page, theme: Theme, lang: Lang, face: Font) -> Page:
    before: list[Item] = []
    after: list[Item] = []
    left = MARGIN
    if theme.logo is not None:
        before += _logo(theme.logo, left)
        left += LOGO * theme.logo.aspect + GAP
    if theme.header is not None and theme.header.text(lang):
        y = TOP + LOGO / 2 + MIN_PT * MM_PER_PT * 0.38
        before.append(_text(theme.header.text(lang), left, y, page, theme, face, "header"))
    if theme.footer is not None and theme.footer.text(lang):
        y = page.height - TOP - MIN_PT * MM_PER_PT * 0.2
        after.append(_text(theme.footer.text(lang), MARGIN, y, page, theme, face, "house"))
    return replace(page, items=(*before, *page.items, *after))


def _text(words: str, x: float, y: float, page: Page, theme: Theme, face: Font, role: str) -> Text:
    """One line, cut with … where the page is too narrow for it."""
    line = " ".join(words.split())
    room = page.width - x - MARGIN
    if face.width(line, MIN_PT) > room:
        while line and face.width(line + "…", MIN_PT) > room:
            line = line[:-1]
        line += "…"
    return Text(x, y, line, MIN_PT, face.width(line, MIN_PT), role, fill=theme.soft)


def _logo(logo: Logo, x: float) -> list[Shape]:
    found = []
    for mark in logo.marks:
        points = [v for _, values in mark.steps for v in values]
        if not points:
            continue
        xs, ys = points[::2], points[1::2]
        found.append(
            Shape(
                path_data(list(mark.steps), x, TOP, LOGO), x + min(xs) * LOGO, TOP + min(ys) * LOGO,
                (max(xs) - min(xs)) * LOGO, (max(ys) - min(ys)) * LOGO, "logo", "",
                mark.fill, mark.stroke, mark.weight * LOGO,
            )
        )  # fmt: skip
    return found
