"""What stands around the lanes: title, kept-out parties, notes, legend, verdict, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flowmodel.language import Bilingual, Lang
from flowmodel.layout import findings
from flowmodel.layout.blocks import Block
from flowmodel.layout.canvas import Canvas, Para
from flowmodel.layout.findings import Legend, Said
from flowmodel.layout.scene import Box, Item, Line, Text
from flowmodel.layout.sheet import MARGIN, Sheet
from flowmodel.layout.spans import graph_title, series_entry
from flowmodel.model import localise

KEPT_OUT = Bilingual("アクセスできない者", "Kept out")
NUMBER_SHARE = 0.22
"""Most of the page's width that the number of the document may take."""
LEGEND_SHARE = 0.45
"""Most of the page's width that the legend may take."""
SAMPLE = 13.0
"""Width of a sample line of the legend with the space after it, mm at scale 1."""
PAGE = Bilingual("（{page}／{pages}）", "({page}/{pages})")


def title(sheet: Sheet, canvas: Canvas, width: float, page: int, pages: int) -> None:
    """The title, centred, and the number of the document at the right."""
    style, lang = sheet.setter.style, sheet.lang
    number = _number(sheet, page, pages)
    size = style.pt(style.number)
    right = min(sheet.setter.width(number, size), width * NUMBER_SHARE) if number else 0.0
    text = graph_title(sheet.graph, lang)
    room = width - 2 * MARGIN - 2 * (right + 4 if number else 0)
    para = sheet.setter.para(text, style.pt(style.title), room, bold=True)
    canvas.para(para, width / 2, MARGIN, role="title", anchor="middle")
    if number:
        one = sheet.setter.para(number, size, right + 1)
        canvas.para(one, width - MARGIN, MARGIN + 0.5, role="number", anchor="end")


def title_height(sheet: Sheet, width: float, page: int, pages: int) -> float:
    """Height of the title, or of the number beside it, with the space below, mm."""
    canvas = Canvas(sheet.theme)
    title(sheet, canvas, width, page, pages)
    style = sheet.setter.style
    roles = [i.role for i in canvas.items if isinstance(i, Text)]
    heights = (
        roles.count("title") * style.leading(style.pt(style.title)),
        roles.count("number") * style.leading(style.pt(style.number)) + 0.5,
    )
    return max(heights) + style.mm(2.6)


def _number(sheet: Sheet, page: int, pages: int) -> str:
    number = bracketed(sheet.graph.model.figure.number or "", sheet.lang)
    return number + (PAGE.format(page=page, pages=pages).text(sheet.lang) if pages > 1 else "")


def bracketed(number: str, lang: Lang) -> str:
    """The number of the document as pages print it; nothing for none."""
    return number and (f"（{number}）" if lang == "ja" else f"({number})")


@dataclass(slots=True)
class Foot:
    """Notes, legend and verdict below the lanes."""

    notes: Block
    legend: list[tuple[int, Para]]
    legend_width: float
    height: float
    side_by_side: bool
    verdict: str
    said: Said
    """What the marks of the figure may have to explain."""
    marked: Legend
    """That, measured."""


def foot(
    sheet: Sheet, width: float, with_steps: bool, closing: bool, continued: str = "",
    legend: bool = True, signs: bool = False,
) -> Foot:  # fmt: skip
    """Measure what stands below the lanes, for a page `width` mm wide.

    Notes and legend go with the steps, the verdict with the closing parts, what marks mean with
    both; `signs` tells whether the figure draws the crosses and ways of findings.
    """
    style, lang = sheet.setter.style, sheet.lang
    room = width - 2 * MARGIN
    entries = legend_of(sheet, room * LEGEND_SHARE) if with_steps and legend else []
    figure_notes = sheet.graph.model.figure.notes if with_steps else ()
    legend_width = max((p.width + style.mm(SAMPLE) for _, p in entries), default=0.0)
    told = bool(figure_notes or continued or sheet.marks.rules)
    beside = bool(entries) and told and legend_width < room * 0.5
    notes = Block(room - legend_width - 6 if beside else room)
    if continued:
        size = style.pt(style.note)
        notes.para(sheet.setter.para(continued, size, notes.width), colour=sheet.theme.soft)
    for note in figure_notes:
        text = localise(note.text, lang)
        bullet = note.mark if lang == "ja" and len(note.mark) == 1 else f"{note.mark} "
        notes.para(sheet.setter.para(text, style.pt(style.note), notes.width, bullet=bullet))
    said = findings.said(sheet.marks, signs=signs, closing=closing)
    marked = findings.legend(sheet.setter, said, lang, notes.width)
    verdict = sheet.marks.verdict if closing else ""
    made = Foot(notes, entries, legend_width, 0.0, beside, verdict, said, marked)
    made.height = _height(sheet, made)
    return made


def _height(sheet: Sheet, feet: Foot) -> float:
    series = sum(_pitch(sheet, p) for _, p in feet.legend)
    left = feet.notes.height + feet.marked.height
    height = max(left, series) if feet.side_by_side else left + series
    return height + (sheet.setter.style.mm(7.4) if feet.verdict else 0.0)


def _narrowed(sheet: Sheet, feet: Foot, items: Sequence[Item]) -> Foot:
    """What stands below the items of a page: marks that are not among them need no explanation."""
    said = feet.said.drawn(items)
    if said == feet.said:
        return feet
    marked = findings.legend(sheet.setter, said, sheet.lang, feet.notes.width)
    made = replace(feet, said=said, marked=marked)
    made.height = _height(sheet, made)
    return made


def _pitch(sheet: Sheet, para: Para) -> float:
    """Height of an entry of the legend, mm."""
    return max(sheet.setter.style.mm(4.4), para.height + sheet.setter.style.mm(0.8))


def legend_of(sheet: Sheet, most: float) -> list[tuple[int, Para]]:
    """One entry a series, at most `most` mm wide: its position, the wording."""
    return sheet.setter.fact(("legend", most), lambda: _entries(sheet, most))


def _entries(sheet: Sheet, most: float) -> list[tuple[int, Para]]:
    style = sheet.setter.style
    series = sheet.graph.series
    if len(series) < 2 and not any(s.name is not None for s in sheet.graph.model.series):
        return []
    entries = []
    for at, flows in enumerate(series.values()):
        text = series_entry(sheet.graph, flows, sheet.lang)
        para = sheet.setter.para(text, style.pt(style.note), most - style.mm(SAMPLE))
        entries.append((at, para))
    return entries


def draw_foot(sheet: Sheet, canvas: Canvas, feet: Foot, top: float, width: float) -> None:
    """Notes at the left, legend at the right, the verdict below; `canvas` has the page above."""
    style = sheet.setter.style
    feet = _narrowed(sheet, feet, canvas.items)
    for dx, dy, para, role, colour in feet.notes.paras:
        canvas.para(
            para, MARGIN + dx, top + dy, role="note" if role == "body" else role, fill=colour
        )
    y = top if feet.side_by_side else top + feet.notes.height + feet.marked.height
    x = width - MARGIN - feet.legend_width if feet.side_by_side else MARGIN
    for series, para in feet.legend:
        look = sheet.theme.series(series)
        pitch = _pitch(sheet, para)
        middle = y + pitch / 2
        canvas.add(
            Line(((x, middle), (x + style.mm(11), middle)), "legend", "", look.colour, look.weight, look.dash, look.head)
        )  # fmt: skip
        canvas.para(para, x + style.mm(SAMPLE), middle - para.height / 2, role="legend")
        y += pitch
    if feet.marked.height:
        below = top + feet.notes.height
        findings.draw_legend(sheet.setter, canvas, feet.marked, MARGIN, below)
    if feet.verdict:
        _verdict(sheet, canvas, top + feet.height - style.mm(5.6), width)


def _verdict(sheet: Sheet, canvas: Canvas, top: float, width: float) -> None:
    style = sheet.setter.style
    size = style.pt(style.note)
    height = style.mm(5.6)
    box = Box(
        MARGIN, top, width - 2 * MARGIN, height, "verdict", "verdict", "", "", sheet.theme.verdict_fill, sheet.theme.band_frame, 0.25, 0.8
    )  # fmt: skip
    para = sheet.setter.para(sheet.marks.verdict, size, box.w - 4)
    canvas.add(box)
    canvas.para(para, box.x + 2, top + (height - para.leading) / 2, role="verdict", inside="verdict")  # fmt: skip


def footer_height(sheet: Sheet, width: float) -> float:
    """Room that the line at the foot of the page needs below the content, mm."""
    text = localise(sheet.graph.model.figure.footer, sheet.lang)
    if not text:
        return 0.0
    style = sheet.setter.style
    para = sheet.setter.para(text, style.pt(style.foot), width - 2 * MARGIN)
    return para.height + style.mm(0.8)


def footer(sheet: Sheet, canvas: Canvas, width: float, height: float) -> None:
    """The line at the foot of the page."""
    text = localise(sheet.graph.model.figure.footer, sheet.lang)
    if not text:
        return
    style = sheet.setter.style
    para = sheet.setter.para(text, style.pt(style.foot), width - 2 * MARGIN)
    top = height - MARGIN - para.height + 3.2
    canvas.para(para, width - MARGIN, top, role="footer", anchor="end", fill=sheet.theme.soft)
