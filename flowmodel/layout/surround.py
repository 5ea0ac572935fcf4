"""What stands around the lanes: title, kept-out parties, notes, legend, verdict, footer."""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.language import Bilingual
from flowmodel.layout import findings
from flowmodel.layout.blocks import PAD, Block, Chip, chips
from flowmodel.layout.canvas import Canvas, Para
from flowmodel.layout.exclusions import stop_sign
from flowmodel.layout.findings import Legend
from flowmodel.layout.marks import exclusion_key
from flowmodel.layout.plan import Lane, Plan
from flowmodel.layout.scene import Box, Line, Text
from flowmodel.layout.sheet import MARGIN, Sheet
from flowmodel.layout.spans import graph_title, series_entry
from flowmodel.model import Exclusion, localise

STOP_LINE = 12.0
"""Length of the cut line between the kept-out parties and the lane, mm."""
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
    number = sheet.graph.model.figure.number or ""
    number = f"（{number}）" if number and sheet.lang == "ja" else (f"({number})" if number else "")
    return number + (PAGE.format(page=page, pages=pages).text(sheet.lang) if pages > 1 else "")


@dataclass(slots=True)
class KeptOut:
    """An exclusion as a block beside the lane that it protects."""

    index: int
    """Position of the exclusion in the document."""
    lane: Lane
    corridor: int
    """The corridor below whose rows the block stands; −1 for the strip below the lanes."""
    block: Block
    parties: Block
    width: float
    reached: bool = False
    """Whether the check found a way to one of the parties."""

    @property
    def height(self) -> float:
        """Height of the framed block, mm."""
        return self.block.height + self.parties.height + 2 * PAD + 1.2


def kept_out(sheet: Sheet) -> list[KeptOut]:
    """Choose a place for each exclusion: under a corridor beside the lane that it protects."""
    found = []
    for index, exclusion in enumerate(sheet.plan.exclusions):
        lane = protected_lane(sheet.plan, exclusion)
        if lane is None or index in sheet.plan.told:
            continue
        corridor = _corridor_beside(sheet, lane)
        if corridor < 0:
            width = min(sheet.setter.style.mm(120), sum(sheet.columns.lane_w))
        else:
            width = sheet.columns.corridor_w[corridor] - STOP_LINE - 1.5
        kept = _kept_block(sheet, index, lane, corridor, width)
        keys = (exclusion_key(index), *exclusion.parties)
        flags = tuple(dict.fromkeys(f for k in keys for f in sheet.marks.at(k)))
        if flags:
            size = sheet.setter.style.pt(sheet.setter.style.chip)
            flagged = sheet.setter.para("▲ " + " ".join(flags), size, kept.block.width, bold=True)
            kept.block.para(flagged, role="flag", colour=sheet.theme.stop)
        found.append(kept)
    return found


def protected_lane(plan: Plan, exclusion: Exclusion) -> Lane | None:
    """The lane beside which the parties are drawn that are kept out of what it holds."""
    for protected in exclusion.protects:
        lane = plan.lane_of(protected)
        if lane is not None:
            return lane
    wanted = set(exclusion.protects)
    for lane in plan.lanes:
        for actor in lane.actors:
            if wanted & {c.id for c in plan.graph.data_at[actor.id]}:
                return lane
    return plan.lanes[0] if plan.lanes else None


def _corridor_beside(sheet: Sheet, lane: Lane) -> int:
    if len(sheet.plan.lanes) < 2:
        return -1
    sides = [c for c in (lane.index - 1, lane.index) if 0 <= c < sheet.plan.corridors]
    best = max(sides, key=lambda c: sheet.columns.corridor_w[c] + (2 if c < lane.index else 0))
    return best if sheet.columns.corridor_w[best] >= sheet.setter.style.mm(30) else -1


def _kept_block(sheet: Sheet, index: int, lane: Lane, corridor: int, width: float) -> KeptOut:
    style, lang = sheet.setter.style, sheet.lang
    exclusion, said = sheet.plan.exclusions[index], sheet.marks.kept.get(exclusion_key(index))
    inner = width - 2 * PAD
    signs = {p: findings.SIGNS[p in said.reached] if said else "" for p in exclusion.parties}
    names = [
        Chip(signs[p] + sheet.graph.actors[p].label(lang), p, "excluded") for p in exclusion.parties
    ]
    parties = chips(sheet.setter, names, inner)
    block = Block(inner)
    text = localise(exclusion.text, lang)
    if text:
        block.para(sheet.setter.para(text, style.pt(style.note), inner))
    reached = said is not None and bool(said.reached)
    return KeptOut(index, lane, corridor, block, parties, width, reached)


def draw_kept_out(sheet: Sheet, canvas: Canvas, kept: KeptOut, top: float, bottom: float) -> None:  # fmt: skip
    """The kept-out parties in a dashed frame, and the cut line to the lane (or up to it)."""
    theme = sheet.theme
    x, start, meet = _cut(sheet, kept, top, bottom)
    id = f"kept{kept.index}"
    inner = Canvas(theme)
    inner.add(Box(x, top, kept.width, kept.height, "kept", id, "", "", theme.paper, theme.stop, 0.4, 1.0, (1.6, 1.0)))  # fmt: skip
    kept.parties.draw(
        inner,
        x + PAD,
        top + PAD,
        inside=id,
        part="",
        fill=theme.paper,
        frame=theme.stop,
        role="party",
    )
    kept.block.draw(inner, x + PAD, top + PAD + kept.parties.height + 1.2, inside=id, part="")
    if kept.reached:
        inner.add(*findings.rails((start, meet), theme, id))
    inner.add(Line((start, meet), "cut", id, theme.stop, 0.5, (1.6, 1.0)))
    cx, cy, r = (start[0] + meet[0]) / 2, (start[1] + meet[1]) / 2, 2.3
    inner.add(*stop_sign(theme, cx, cy, r, id, reached=kept.reached))
    canvas.group(inner.items, id, KEPT_OUT.text(sheet.lang))


def _cut(
    sheet: Sheet, kept: KeptOut, top: float, bottom: float
) -> tuple[float, tuple[float, float], tuple[float, float]]:
    """The left edge of the frame, and the two ends of the cut line, mm."""
    cols = sheet.columns
    lane_x, lane_w = cols.lane_x[kept.lane.index], cols.lane_w[kept.lane.index]
    if kept.corridor < 0:
        right = max(a + w for a, w in zip(cols.lane_x, cols.lane_w, strict=True))
        x = min(max(MARGIN, lane_x + lane_w / 2 - kept.width / 2), right - kept.width)
        return x, (lane_x + lane_w / 2, top), (lane_x + lane_w / 2, bottom)
    left_side = kept.corridor < kept.lane.index
    cx, cw = cols.corridor_x[kept.corridor], cols.corridor_w[kept.corridor]
    x = cx + 1.5 if left_side else cx + cw - kept.width - 1.5
    middle = top + kept.height / 2
    start = (x + kept.width if left_side else x, middle)
    return x, start, (lane_x if left_side else lane_x + lane_w, middle)


@dataclass(slots=True)
class Foot:
    """Notes, legend and verdict below the lanes."""

    notes: Block
    legend: list[tuple[int, Para]]
    legend_width: float
    height: float
    side_by_side: bool
    verdict: str
    marked: Legend
    """What the marks of the figure mean."""


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
    legend_height = sum(_pitch(sheet, p) for _, p in entries)
    marked = findings.legend(
        sheet.setter, sheet.marks, lang, notes.width, steps=with_steps, signs=signs, closing=closing
    )
    left = notes.height + marked.height
    height = max(left, legend_height) if beside else left + legend_height
    verdict = sheet.marks.verdict if closing else ""
    if verdict:
        height += style.mm(7.4)
    return Foot(notes, entries, legend_width, height, beside, verdict, marked)


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
    """Notes at the left, legend at the right, the verdict below."""
    style = sheet.setter.style
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
