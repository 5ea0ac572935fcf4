"""The list of controls that are asked of each step, as pages that follow a figure.

Told apart without colour: each line begins with the sign of its state.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flowmodel.language import Bilingual, Lang
from flowmodel.layout.canvas import Canvas, Para, Setter
from flowmodel.layout.scene import Box, Page
from flowmodel.layout.sheet import MARGIN
from flowmodel.layout.style import PAPERS, Style
from flowmodel.layout.surround import PAGE
from flowmodel.layout.text import font as load_font
from flowmodel.layout.theme import Theme

SCALES = (1.15, 1.1, 1.05, 1.0)
"""Sizes of the type, relative to the smallest that paper allows: the largest is taken that needs no
more pages than the smallest."""
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


@dataclass(frozen=True, slots=True)
class Around:
    """What the figure says around itself, which the list says as well."""

    name: str = ""
    """The title of the figure."""
    number: str = ""
    """The number of the document, in brackets."""
    footer: str = ""


_NOTHING = Around()


class _List:
    """The pages while they are filled."""

    def __init__(self, setter: Setter, lang: Lang, size: tuple[float, float], around: Around):
        self.setter, self.lang, self.around = setter, lang, around
        self.width, self.height = size
        self.mm, style = setter.style.mm, setter.style
        self.body, self.note = style.pt(style.body), style.pt(style.note)
        room = self.width - 2 * MARGIN
        self.widths = [room * share - 2 * self.mm(PAD) for share in SHARES]
        self.lefts = [MARGIN + room * sum(SHARES[:i]) + self.mm(PAD) for i in range(3)]
        self.pages: list[tuple[Canvas, float]] = []
        self.told: list[list[str]] = []
        """The headings of the steps of each page."""
        self.y = 0.0
        foot = setter.para(around.footer, style.pt(style.foot), room) if around.footer else None
        self.foot = foot
        self.end = self.height - MARGIN - (foot.height + style.mm(0.8) if foot else 0.0)

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
        if not filled or self.y + high > self.end:
            self.open()
        self.told[-1].append(asks.heading)
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
        y = MARGIN + title.height
        if self.around.name:
            name = s.para(self.around.name, self.note, self.width * 0.6)
            canvas.para(name, self.width / 2, y, role="note", anchor="middle")
            y += name.height
        y += self.mm(1.0)
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
        self.told.append([])

    def finished(self, least: float) -> Iterator[Page]:
        """The pages with number and footer, each at least so high."""
        s, style, said = self.setter, self.setter.style, TITLE.text(self.lang)
        for i, (canvas, bottom) in enumerate(self.pages, 1):
            page = PAGE.format(page=i, pages=len(self.pages)).text(self.lang)
            number = self.around.number + (page if len(self.pages) > 1 else "")
            if number:
                para = s.para(number, style.pt(style.number), self.width * 0.18)
                canvas.para(para, self.width - MARGIN, MARGIN, role="number", anchor="end")
            room = self.height - self.end if self.foot else MARGIN
            height = max(least, bottom + (MARGIN if math.isinf(self.height) else room))
            if self.foot:
                height = max(height, bottom + self.foot.height + MARGIN)
                top = height - MARGIN - self.foot.height + 3.2
                canvas.para(self.foot, self.width - MARGIN, top, role="footer", anchor="end",
                            fill=s.theme.soft)  # fmt: skip
            outline = (said + (page if len(self.pages) > 1 else ""), *self.told[i - 1])
            yield Page(self.width, height, tuple(canvas.items), said, outline)


def required_pages(
    steps: Sequence[StepAsks], lang: Lang, paper: str, font: str, theme: Theme,
    around: Around = _NOTHING,
) -> tuple[Page, ...]:  # fmt: skip
    """The list as pages of `paper`, a key of `PAPERS`; a step taller than a page makes it taller.

    Raises `RenderError` for a character without a glyph.
    """
    width, height = size = PAPERS[paper]
    endless = math.isinf(height)
    base = 1.0 if endless else width / PAPERS["a4"][0]
    face = load_font(font)

    def filled(scale: float) -> _List:
        made = _List(Setter(face, Style(scale * base), theme), lang, size, around)
        for step in steps:
            made.add(step)
        return made

    least = len(filled(SCALES[-1]).pages)
    made = next(m for m in map(filled, SCALES) if len(m.pages) <= least)
    return tuple(made.finished(0.0 if endless else height))
