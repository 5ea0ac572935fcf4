"""The list of controls that are asked of each step, as pages that follow a figure.

Told apart without colour: each line begins with the sign of its state.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flowmodel.language import Bilingual, Lang
from flowmodel.layout.canvas import Canvas, Para, Setter
from flowmodel.layout.scene import Box, Page
from flowmodel.layout.sheet import MARGIN
from flowmodel.layout.style import PAPERS, Style
from flowmodel.layout.text import font as load_font
from flowmodel.layout.theme import Theme

SCALE = 1.15
"""Size of the type, relative to the smallest that paper allows."""
SHARES = (0.26, 0.34, 0.40)
"""Shares of the columns in the width: step, control, where it is stated."""
PAD, APART = 1.8, 1.4
"""Padding of a step's box, and the distance of two boxes, mm at scale 1."""
TITLE = Bilingual("手順ごとに求められる対策", "Controls asked of each step")
SIGNS_OF = Bilingual(
    "○ 記載あり　△ 予定　－ 対策不要　× 記載がありません",
    "○ stated   △ planned   － not needed   × not stated",
)
HEADS = (
    Bilingual("手順", "Step"),
    Bilingual("求められる対策（規則）", "Control asked for (rule)"),
    Bilingual("記載箇所", "Where it is stated"),
)


@dataclass(frozen=True, slots=True)
class Ask:
    """One control that is asked of a step."""

    sign: str
    text: str
    """The control, and the rules that ask for it."""
    where: str
    """Who provides it, or that nothing does."""
    alarms: bool
    """Whether it is to stand out: nothing states it, and more than a note asks for it."""


@dataclass(frozen=True, slots=True)
class StepAsks:
    """One step with all that is asked of it."""

    part: str
    heading: str
    route: str
    asks: tuple[Ask, ...]
    none: str
    """What to say where nothing is asked."""


class _List:
    """The pages while they are filled."""

    def __init__(self, setter: Setter, lang: Lang, size: tuple[float, float], number: str):
        self.setter, self.lang, self.number = setter, lang, number
        self.width, self.height = size
        self.mm, style = setter.style.mm, setter.style
        self.body, self.note = style.pt(style.body), style.pt(style.note)
        room = self.width - 2 * MARGIN
        self.widths = [room * share - 2 * self.mm(PAD) for share in SHARES]
        self.lefts = [MARGIN + room * sum(SHARES[:i]) + self.mm(PAD) for i in range(3)]
        self.pages: list[tuple[Canvas, float]] = []
        self.y = 0.0

    def paras(self, asks: StepAsks) -> tuple[list[Para], list[tuple[Para, Para, bool]], float]:
        """A step measured: its own writing, that of each control, and its height."""
        s = self.setter
        own = [s.para(asks.heading, self.note, self.widths[0], bold=True)]
        own += [s.para(asks.route, self.body, self.widths[0])] if asks.route else []
        rows = []
        for ask in asks.asks:
            text = s.para(ask.text, self.body, self.widths[1], bullet=f"{ask.sign} ")
            where = s.para(ask.where, self.body, self.widths[2], bold=ask.alarms)
            rows.append((text, where, ask.alarms))
        if not rows:
            both = self.widths[1] + self.widths[2]
            rows = [(s.para(asks.none, self.body, both), s.para("", self.body, both), False)]
        high = max(sum(p.height for p in own), sum(max(a.height, b.height) for a, b, _ in rows))
        return own, rows, high + 2 * self.mm(PAD)

    def add(self, asks: StepAsks) -> None:
        """Put a step below the others, or on a new page."""
        own, rows, high = self.paras(asks)
        filled = bool(self.pages)
        if not filled or self.y + high > self.height - MARGIN:
            self.open()
        canvas, _ = self.pages[-1]
        id = f"required.{asks.part}"
        theme, top = self.setter.theme, self.y + self.mm(PAD)
        canvas.add(
            Box(MARGIN, self.y, self.width - 2 * MARGIN, high, "required", id, "", asks.part,
                theme.paper, theme.band_frame, 0.25, 0.8)
        )  # fmt: skip
        y = top
        for para in own:
            canvas.para(para, self.lefts[0], y, role="required", inside=id, part=asks.part)
            y += para.height
        y = top
        for text, where, alarms in rows:
            fill = theme.stop if alarms else theme.ink
            canvas.para(
                text, self.lefts[1], y, role="required", inside=id, part=asks.part, fill=fill
            )
            canvas.para(
                where, self.lefts[2], y, role="required", inside=id, part=asks.part, fill=fill
            )
            y += max(text.height, where.height)
        self.y += high + self.mm(APART)
        self.pages[-1] = (canvas, self.y)

    def open(self) -> None:
        """Begin a page: title, what the signs mean, heads of the columns."""
        canvas, s, style, theme = Canvas(self.setter.theme), self.setter, self.setter.style, self.setter.theme  # fmt: skip
        title = s.para(TITLE.text(self.lang), style.pt(style.title), self.width * 0.6, bold=True)
        canvas.para(title, self.width / 2, MARGIN, role="title", anchor="middle")
        if self.number:
            number = s.para(self.number, style.pt(style.number), self.width * 0.18)
            canvas.para(number, self.width - MARGIN, MARGIN, role="number", anchor="end")
        y = MARGIN + title.height + self.mm(1.0)
        signs = s.para(SIGNS_OF.text(self.lang), self.note, self.width - 2 * MARGIN)
        canvas.para(signs, MARGIN, y, role="note")
        y += signs.height + self.mm(1.2)
        heads = [
            s.para(h.text(self.lang), self.note, w, bold=True)
            for h, w in zip(HEADS, self.widths, strict=True)
        ]
        high = max(p.height for p in heads) + self.mm(1.4)
        canvas.add(
            Box(MARGIN, y, self.width - 2 * MARGIN, high, "head", "required.head", "", "",
                theme.head_fill, theme.frame, 0.3, 0.8)
        )  # fmt: skip
        for para, x in zip(heads, self.lefts, strict=True):
            canvas.para(para, x, y + self.mm(0.7), role="head", inside="required.head",
                        fill=theme.head_text)  # fmt: skip
        self.y = y + high + self.mm(APART)
        self.pages.append((canvas, self.y))


def required_pages(
    steps: Sequence[StepAsks], lang: Lang, paper: str, font: str, theme: Theme, number: str = ""
) -> tuple[Page, ...]:
    """The list as pages of `paper`, a key of `PAPERS`; a step taller than a page makes it taller.

    `number` is the number of the document. Raises `RenderError` for a character without a glyph.
    """
    width, height = size = PAPERS[paper]
    base = 1.0 if math.isinf(height) else width / PAPERS["a4"][0]
    made = _List(Setter(load_font(font), Style(SCALE * base), theme), lang, size, number)
    for step in steps:
        made.add(step)
    least = 0.0 if math.isinf(height) else height
    said = TITLE.text(lang)
    return tuple(
        Page(width, max(least, bottom + MARGIN), tuple(canvas.items), said)
        for canvas, bottom in made.pages
    )
