"""The lane layout: zones as lanes, channels as corridors, steps as numbered rows.

The largest type size at which the whole figure fits one page is chosen; where
even the smallest does not fit, the steps are divided among pages, each with
the lanes' heads. A part that is taller than a page makes its page taller:
text is never squeezed below 7 pt, and nothing is cut off. So does a figure with
more lanes than the paper's width can hold: its pages are wider.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout import draw, surround
from flowmodel.layout.canvas import Canvas, Setter
from flowmodel.layout.describe import describe
from flowmodel.layout.marks import NO_MARKS, Marks
from flowmodel.layout.plan import Plan, Step, plan
from flowmodel.layout.rows import RowMaker
from flowmodel.layout.scene import Page, Scene
from flowmodel.layout.sheet import (
    EDGE,
    MARGIN,
    Sheet,
    bare_sheet,
    corridor_wants,
    lane_wants,
    measure,
)
from flowmodel.layout.style import PAPERS, Style
from flowmodel.layout.text import font as load_font
from flowmodel.layout.theme import WARD, Theme
from flowmodel.model import localise

SCALES = (1.35, 1.3, 1.25, 1.2, 1.15, 1.1, 1.05, 1.0)
"""Type sizes that are tried, largest first."""
EASE = 0.25
"""How much of the wished widths must be granted before a larger type is worth it."""


BEFORE = Bilingual(
    "▲ 前のページ（～{step}）から続く", "▲ continued from the page before (to {step})"
)
AFTER = Bilingual("▼ 次のページ（{step}～）へ続く", "▼ continued on the next page (from {step})")
PLACEHOLDER = "▲▼"
"""In place of what a page says of the pages around it, before these are known."""
MANY = 60
"""With more steps than this the smallest type is taken without a search."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One page to be laid out."""

    steps: Sequence[Step]
    number: int
    pages: int
    full: bool
    """Actor boxes with functions and data; names only on continuation pages."""
    closing: bool
    """Whether control boxes, kept-out parties and the verdict stand on this page."""
    continued: str = ""
    """What a page of several says of the steps before and after it."""


@dataclass(slots=True)
class Measured:
    """A page of which every length is known, ready to be drawn."""

    sheet: Sheet
    request: PageRequest
    feet: surround.Foot
    kept: list[tuple[surround.KeptOut, float]]
    """Kept-out parties with the y of their tops."""
    lanes_bottom: float
    flow_end: float
    """The y below lanes and kept-out parties."""
    bottom: float
    """Where the content ends, mm."""
    extents: list[tuple[float, float]]
    """Top and bottom of each slot; the plan has those of the page measured last."""

    @property
    def ease(self) -> float:
        """How much of the wished widths was granted."""
        return self.sheet.columns.ease


class LaneLayout:
    """Lays out one model at one paper size."""

    def __init__(
        self, graph: FlowGraph, lang: Lang, size: tuple[float, float], font: str, marks: Marks,
        theme: Theme = WARD,
    ):  # fmt: skip
        self.graph = graph
        self.lang: Lang = lang
        self.width, self.height = size
        self.font = load_font(font)
        self.marks = marks
        self.theme = theme
        self.plan: Plan = plan(graph)
        self.base = 1.0 if math.isinf(size[1]) else size[0] / PAPERS["a4"][0]
        self.short = 0.0
        self.scales: tuple[float, ...] = SCALES

    def pages(self) -> tuple[Page, ...]:
        """The pages of the figure; wider than the paper where its columns leave no choice."""
        least = self._least_width()
        if least > self.width:
            self.width, self.scales = least, SCALES[-1:]
        while True:
            self.short = 0.0
            pages = self._pages()
            if not self.short:
                return pages
            self.width += self.short + 0.1

    def _least_width(self) -> float:
        """What the columns ask for at the smallest type before any track is reserved, mm."""
        setter = self._setter(SCALES[-1])
        maker = RowMaker(setter, self.graph, self.lang, self.marks)
        lanes = lane_wants(setter, self.plan, self.lang)
        corridors = corridor_wants(setter, self.plan, maker, self.plan.steps)
        return sum(w.least for w in (*lanes, *corridors)) + 2 * EDGE * len(corridors) + 2 * MARGIN

    def _pages(self) -> tuple[Page, ...]:
        steps = self.plan.steps
        limit = self.height - MARGIN + 1.0
        smallest = SCALES[-1] * self.base
        if len(steps) * Style(smallest).mm(3.4) < self.height:
            request = PageRequest(steps, 1, 1, True, True)
            for scale in self.scales:
                setter = self._setter(scale)
                page = self._measure(setter, request)
                if page.bottom <= limit and (page.ease >= EASE or scale == SCALES[-1]):
                    spare = 0.0 if math.isinf(limit) else (limit - page.bottom) * 0.8
                    return (self._draw(self._measure(setter, request, spare)),)
        return self._many(limit)

    def _setter(self, scale: float) -> Setter:
        return Setter(self.font, Style(scale * self.base), self.theme)

    def _many(self, limit: float) -> tuple[Page, ...]:
        """Divide the steps among pages; the closing parts stand on a page of their own.

        The largest type is taken that needs no more pages than the smallest.
        """
        setter = self._setter(SCALES[-1])
        parts = self._divide(setter, limit)
        if len(self.plan.steps) <= MANY:
            for scale in self.scales[:-1]:
                larger = self._setter(scale)
                tried = self._divide(larger, limit, len(parts))
                if tried and len(tried) <= len(parts):
                    setter, parts = larger, tried
                    break
        total = len(parts) + 1
        laid = []
        for i, part in enumerate(parts, 1):
            page = self._tried(setter, part, i == 1)
            said = self._continued(parts, i)
            request = PageRequest(part, i, total, i == 1, False, said)
            if self._title(setter, request) == self._title(setter, page.request):
                page.request = request
                page.feet = surround.foot(page.sheet, self.width, True, False, said)
            else:
                page = self._measure(setter, request)
            laid.append(self._draw(page))
        return (*laid, self._closing(total, limit))

    def _continued(self, parts: Sequence[Sequence[Step]], number: int) -> str:
        """Where the steps before the page `number` and after it stand."""
        said = []
        if number > 1:
            said.append(BEFORE.text(self.lang).format(step=parts[number - 2][-1].flow.printed))
        if number < len(parts):
            said.append(AFTER.text(self.lang).format(step=parts[number][0].flow.printed))
        return ("　" if self.lang == "ja" else "   ").join(said)

    def _closing(self, total: int, limit: float) -> Page:
        request = PageRequest((), total, total, False, True)
        for scale in self.scales:
            page = self._measure(self._setter(scale), request)
            if page.bottom <= limit and page.ease >= EASE:
                break
        return self._draw(page)

    def _divide(self, setter: Setter, limit: float, most: int = 0) -> list[Sequence[Step]]:
        """Cut the steps into pages, as many on each as fit; nothing if that takes over `most`."""
        parts: list[Sequence[Step]] = []
        rest = list(self.plan.steps)
        guess = max(1, int(self.height / setter.style.mm(8.0)))
        while rest:
            if most and len(parts) == most:
                return []
            full = not parts
            count = min(guess, len(rest))
            while count > 1 and self._bottom(setter, rest[:count], full) > limit:
                count -= 1
            if most and self._bottom(setter, rest[:count], full) > limit:
                return []
            while count < len(rest) and count >= guess:
                if self._bottom(setter, rest[: count + 1], full) > limit:
                    break
                count += 1
            guess = max(count, 1)
            parts.append(rest[:count])
            rest = rest[count:]
        return parts

    def _bottom(self, setter: Setter, steps: Sequence[Step], full: bool) -> float:
        return self._tried(setter, steps, full).bottom

    def _tried(self, setter: Setter, steps: Sequence[Step], full: bool) -> Measured:
        """A page of which the number is not known yet, measured once."""
        request = PageRequest(steps, 9, 99, full, False, PLACEHOLDER)
        key = ("page", steps[0].row, len(steps), full)
        return setter.remember(key, lambda: self._measure(setter, request))

    def _title(self, setter: Setter, request: PageRequest) -> float:
        key = ("title", request.number, request.pages)
        return setter.remember(key, lambda: measure_title(self, setter, request))

    def _measure(self, setter: Setter, request: PageRequest, spare: float = 0.0) -> Measured:
        style, closing = setter.style, request.closing
        title = self._title(setter, request)
        area = (MARGIN, MARGIN + title, self.width - 2 * MARGIN)
        sheet = measure(
            setter, self.plan, self.lang, self.marks, area, request.steps, request.full, spare
        )
        parties = surround.kept_out(sheet) if closing else []
        lanes_bottom = self._lanes_bottom(sheet, closing, parties)
        kept, flow_end = self._kept(sheet, parties, lanes_bottom)
        with_steps = bool(request.steps)
        said = request.continued
        feet = setter.remember(
            ("foot", with_steps, closing, said),
            lambda: surround.foot(sheet, self.width, with_steps, closing, said),
        )
        bottom = flow_end + (style.mm(2.4) + feet.height if feet.height else 0.0)
        bottom += surround.footer_height(sheet, self.width)
        extents = [(s.top, s.bottom) for slots in sheet.stacks for s in slots]
        return Measured(sheet, request, feet, kept, lanes_bottom, flow_end, bottom, extents)

    def _draw(self, page: Measured) -> Page:
        sheet, request, canvas = page.sheet, page.request, Canvas(self.theme)
        style = sheet.setter.style
        self.short = max(self.short, sheet.columns.short)
        slots = (s for stack in sheet.stacks for s in stack)
        for slot, (top, bottom) in zip(slots, page.extents, strict=True):
            slot.top, slot.bottom = top, bottom
        surround.title(sheet, canvas, self.width, request.number, request.pages)
        for lane in self.plan.lanes:
            if not request.closing:
                sheet.boxes[lane.index] = []
            drawn = draw.lane(sheet, lane, page.lanes_bottom)
            zone = lane.zone.label(self.lang) if lane.zone else ""
            canvas.group(drawn.items, lane.zone.id if lane.zone else "", zone)
        for i, band in enumerate(sheet.rows.bands):
            draw.band(sheet, band, canvas, i)
        draw.steps(sheet, request.steps, canvas)
        for i, (kept, top) in enumerate(page.kept):
            surround.draw_kept_out(sheet, canvas, kept, i, top, page.lanes_bottom)
        if page.feet.height:
            surround.draw_foot(sheet, canvas, page.feet, page.flow_end + style.mm(2.4), self.width)
        least = 0.0 if math.isinf(self.height) else self.height
        height = max(least, page.bottom + MARGIN - 1.0)
        surround.footer(sheet, canvas, self.width, height)
        return Page(self.width, height, tuple(canvas.items))

    def _lanes_bottom(self, sheet: Sheet, closing: bool, kept: list[surround.KeptOut]) -> float:
        style = sheet.setter.style
        below = style.mm(2.0)
        if closing:
            below += max((draw.boxes_height(sheet, lane) for lane in self.plan.lanes), default=0.0)
            by_corridor: dict[int, float] = {}
            for k in kept:
                if k.corridor >= 0:
                    at = by_corridor.get(k.corridor, style.mm(1.0))
                    by_corridor[k.corridor] = at + k.height + style.mm(2.0)
            below = max([below, *by_corridor.values()])
        return sheet.flow_bottom + below

    def _kept(
        self, sheet: Sheet, parties: list[surround.KeptOut], lanes_bottom: float
    ) -> tuple[list[tuple[surround.KeptOut, float]], float]:
        """The top of each block of kept-out parties, and the y below everything so far."""
        style = sheet.setter.style
        cursor: dict[int, float] = {}
        bottom = lanes_bottom
        placed = []
        for k in parties:
            if k.corridor >= 0:
                top = cursor.get(k.corridor)
                if top is None:
                    top = self._kept_top(sheet, parties, k.corridor, lanes_bottom)
                cursor[k.corridor] = top + k.height + style.mm(2.0)
            else:
                top = bottom + style.mm(7.0)
                bottom = top + k.height
            placed.append((k, top))
        return placed, bottom

    @staticmethod
    def _kept_top(
        sheet: Sheet, kept: list[surround.KeptOut], corridor: int, bottom: float
    ) -> float:
        style = sheet.setter.style
        total = sum(k.height + style.mm(2.0) for k in kept if k.corridor == corridor)
        room = bottom - sheet.flow_bottom
        return sheet.flow_bottom + max(style.mm(1.5), min((room - total) / 2, style.mm(8.0)))


def measure_title(layout: LaneLayout, setter: Setter, request: PageRequest) -> float:
    """Height of a page's title, mm."""
    sheet = bare_sheet(setter, layout.plan, layout.lang, layout.marks)
    return surround.title_height(sheet, layout.width, request.number, request.pages)


def lanes(
    graph: FlowGraph,
    lang: Lang | None = None,
    paper: str = "a4",
    font: str = "",
    marks: Marks = NO_MARKS,
    theme: Theme = WARD,
) -> Scene:
    """Lay out a model as lanes.

    `paper` is a key of `PAPERS`, `font` a font file (empty for the default).
    Raises `RenderError` for a character without a glyph.
    """
    model = graph.model
    chosen: Lang = lang or model.lang
    layout = LaneLayout(graph, chosen, PAPERS[paper], font, marks, theme)
    title = localise(model.figure.title, chosen) or model.label(chosen)
    return Scene(
        id=model.id,
        title=title,
        description=describe(graph, chosen),
        lang=chosen,
        pages=layout.pages(),
        font=font,
        date=model.date.isoformat() if model.date else "",
        ground=theme.paper,
    )
