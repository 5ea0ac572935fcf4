"""The sequence layout: actors as life lines in their zones, steps as messages from top to bottom.

The largest type at which everything fits one page is taken. Where even the smallest does not,
the rows are divided among pages with heads on each; where not all actors stand side by side, each
page has those that take part in its steps. Nothing that crosses a life line is drawn over it: the
line has a gap there, so that an arrow ends only where a bar stands.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from copy import copy
from functools import partial
from itertools import groupby, pairwise

from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout import surround
from flowmodel.layout.canvas import Canvas, Setter
from flowmodel.layout.describe import describe
from flowmodel.layout.lanes import AFTER, BEFORE, MANY
from flowmodel.layout.marks import NO_MARKS, Marks
from flowmodel.layout.narrate import narrated
from flowmodel.layout.plan import plan
from flowmodel.layout.scene import Page, Scene
from flowmodel.layout.sequence_columns import LifeLine, Stand, least_width, life_lines, stands
from flowmodel.layout.sequence_draw import Ladder, Run, ladder, tiers
from flowmodel.layout.sequence_heads import heads
from flowmodel.layout.sequence_heights import Distances, Shelf, occupied, settle
from flowmodel.layout.sequence_pages import evened, filled
from flowmodel.layout.sequence_rows import KEPT_OUT, Known, Row, Writer, rows_of
from flowmodel.layout.sequence_signs import hang, shared, signs
from flowmodel.layout.sheet import MARGIN, Sheet, bare_sheet
from flowmodel.layout.spans import graph_title
from flowmodel.layout.style import PAPERS, SCALES, Style
from flowmodel.layout.text import font as load_font
from flowmodel.layout.theme import WARD, Theme

AIR = 9.0
"""Most room that is added between two rows, mm at scale 1."""
ABSENT = Bilingual("手順に現れない主体：{names}", "In no step: {names}")
PLAIN = 2
"""On more pages than this, channels are told once a page, if that saves any."""
HALVES = 7
"""How often the search for the room between rows halves what it has found."""
MOST_EVENED = 250
"""Most rows whose pages are filled alike."""


class SequenceLayout:
    """Lays out one model at one paper size."""

    def __init__(
        self, graph: FlowGraph, lang: Lang, size: tuple[float, float], font: str, marks: Marks,
        theme: Theme = WARD,
    ):  # fmt: skip
        self.graph = graph
        self.lang: Lang = lang
        self.width, self.height = size
        self.font = load_font(font)
        self.marks, self.theme = marks, theme
        self.plan = plan(graph)
        self.stands = stands(self.plan)
        self.rows = rows_of(self.plan)
        self.dense, self.shared = False, shared(self.plan)
        self.base = 1.0 if math.isinf(size[1]) else size[0] / PAPERS["a4"][0]

    def pages(self) -> tuple[Page, ...]:
        """The pages of the figure."""
        setter = self._setter(SCALES[-1])
        if math.isinf(self.height):
            self.width = max(
                self.width, least_width(setter, self.stands, self.lang) + 2 * self._edge(setter)
            )
        parts = self._divide(setter, 0)
        if len(parts) > PLAIN:
            self.dense = True
            setter = self._setter(SCALES[-1])
            denser = self._divide(setter, 0)
            self.dense = len(denser) < len(parts)
            parts = denser if self.dense else parts
        if len(self.rows) <= MANY:
            for scale in SCALES[:-1]:
                larger = self._setter(scale)
                tried = self._divide(larger, len(parts))
                if tried and self._everyone(larger) == self._everyone(setter):
                    setter, parts = larger, tried
                    break
        pages = []
        for i in range(1, len(parts) + 1):
            pages.append(self._draw(self._spread(setter, parts[i - 1]), i, len(parts), parts))
        return tuple(pages)

    def _setter(self, scale: float) -> Setter:
        return Setter(self.font, Style(scale * self.base), self.theme)

    def _edge(self, setter: Setter) -> float:
        """Distance of the first head from the edge of the page, mm."""
        return MARGIN + setter.style.mm(2.0)

    def _everyone(self, setter: Setter) -> bool:
        """Whether all actors stand side by side."""
        return setter.remember("everyone", lambda: self._side_by_side(setter, self.stands))

    def _side_by_side(self, setter: Setter, some: Sequence[Stand]) -> bool:
        room = self.width - 2 * self._edge(setter)
        return least_width(setter, some, self.lang) <= room

    def _shown(self, setter: Setter, rows: Sequence[Row]) -> list[Stand]:
        """The life lines of a page with these rows."""
        if self._everyone(setter):
            return self.stands
        used = {id for row in rows for id in row.actors}
        return [s for s in self.stands if s.actor.id in used]

    def _divide(self, setter: Setter, most: int) -> list[Sequence[Row]]:
        """Cut the rows into pages; nothing if that takes over `most`, unless that is 0."""

        def fits(start: int, end: int) -> bool:
            return self._spare(setter, self._measure(setter, self.rows[start:end])) >= 0.0

        ends = filled(len(self.rows), fits, most)
        if len(ends) > 1 and len(self.rows) <= MOST_EVENED:
            whole = self._measure(setter, self.rows)
            tops = [row.y for row in whole.rows]
            heights = [b - a for a, b in pairwise([*tops, whole.bottom])]
            ends = evened(ends, heights, [row.run for row in self.rows], fits)
        return [self.rows[a:b] for a, b in pairwise([0, *ends])] if ends else []

    def _spare(self, setter: Setter, page: Ladder) -> float:
        """What height is left on a page, mm; less than nothing where a page is too small."""
        rows = [placed.row for placed in page.rows]
        if len(rows) > 1 and not self._everyone(setter):
            shown = self._shown(setter, rows)
            if not self._side_by_side(setter, shown):
                return -math.inf
        last = not rows or rows[-1] is self.rows[-1]
        foot = self._foot_height(setter, len(rows) < len(self.rows), last)
        return self.height - MARGIN + 1.0 - page.bottom - foot

    def _foot_height(self, setter: Setter, divided: bool, last: bool) -> float:
        """Room for all that may stand below the life lines, mm."""

        def measured() -> float:
            sheet = bare_sheet(setter, self.plan, self.lang, self.marks)
            said = ("▲▼" if divided else "") + (self._absent(setter) if last else "")
            feet = surround.foot(sheet, self.width, True, last, said, legend=False, signs=True)
            gap = setter.style.mm(2.4) if feet.height else 0.0
            return gap + feet.height + surround.footer_height(sheet, self.width)

        return setter.remember(("foot", divided, last), measured)

    def _absent(self, setter: Setter) -> str:
        """The actors that no page shows, in a line of its own."""
        if self._everyone(setter):
            return ""
        used = {id for row in self.rows for id in row.actors}
        names = [s.actor.label(self.lang) for s in self.stands if s.actor.id not in used]
        joined = ("、" if self.lang == "ja" else ", ").join(names)
        return "\n" + ABSENT.format(names=joined).text(self.lang) if names else ""

    def _measure(self, setter: Setter, rows: Sequence[Row]) -> Ladder:
        """A page with these rows, no farther apart than they must be."""
        writer = setter.remember(
            "writer",
            lambda: Writer(setter, self.plan, self.lang, self.marks, self.dense, self.shared),
        )
        shown = self._shown(setter, rows)
        key = ("frame", *(s.actor.id for s in shown))
        frame, known = setter.remember(key, lambda: (self._frame(setter, writer, shown), Known()))
        page = copy(frame)
        page.runs = []
        page.signs = signs(writer, rows, page.lines) if self.dense else []
        page.rows = writer.place(rows, page.lines, page.left, page.right, known)
        for row in (*page.signs, *page.rows):
            row.spots = row.spots or occupied(row, setter.style, row.row.railed(self.marks))
        self._arrange(page, 0.0)
        return page

    def _frame(self, setter: Setter, writer: Writer, shown: Sequence[Stand]) -> Ladder:
        """A page with life lines and heads alone."""
        sheet = bare_sheet(setter, self.plan, self.lang, self.marks)
        lines = self._lines(setter, writer, shown)
        page = Ladder(
            sheet, lines, heads(sheet, lines), tiers(sheet, lines), MARGIN, self.width - MARGIN
        )
        page.top = MARGIN + surround.title_height(sheet, self.width, 99, 100)
        self._heads(page)
        return page

    def _arrange(self, page: Ladder, air: float) -> None:
        """Give the rows of a page their heights, `air` mm more between them than they need."""
        style = page.sheet.setter.style
        shelf = Shelf(page.head_bottom + style.mm(1.0), Distances.of(style, air))
        named = self._named(page.sheet)
        hang(page.signs, shelf)
        page.runs.clear()
        for run, rows in groupby(page.rows, lambda row: row.row.run):
            if named or run == KEPT_OUT:
                top = shelf.bottom + shelf.distances.row - air / 2
                page.runs.append(self._run(page, run, top))
                shelf.close(top + page.runs[-1].height)
            settle(list(rows), shelf)
        page.bottom = shelf.bottom + style.mm(2.0) + air / 2

    def _lines(self, setter: Setter, writer: Writer, shown: Sequence[Stand]) -> list[LifeLine]:
        """The life lines of a page, in their places."""
        at = {s.actor.id: i for i, s in enumerate(shown)}
        plates: dict[int, float] = {}
        for step in self.plan.steps:
            a, b = at.get(step.flow.source.id, -9), at.get(step.flow.target.id, -9)
            if abs(a - b) == 1 and min(a, b) >= 0:
                wide = setter.remember(("natural", step.row), partial(writer.natural, step))
                plates[min(a, b)] = max(plates.get(min(a, b), 0.0), wide)
        edge = self._edge(setter)
        return life_lines(setter, shown, plates, self.lang, edge, self.width - 2 * edge)

    @staticmethod
    def _heads(page: Ladder) -> None:
        """Give the names of zones and the heads their heights; all heads are as high as the highest."""
        y, mm = page.top, page.sheet.setter.style.mm
        for depth in range(1 + max((t.depth for t in page.tiers), default=-1)):
            level = [t for t in page.tiers if t.depth == depth]
            height = max(t.height for t in level)
            for tier in level:
                tier.top, tier.height = y, height
            y += height + mm(1.0)
        page.head_top = y + (mm(0.4) if page.tiers else 0.0)
        page.head_height = page.heads.height

    def _named(self, sheet: Sheet) -> bool:
        """Whether series have heads."""
        return bool(surround.legend_of(sheet, self.width))

    def _run(self, page: Ladder, series: int, y: float) -> Run:
        style, setter = page.sheet.setter.style, page.sheet.setter
        room = page.right - page.left - style.mm(17)
        if series == KEPT_OUT:
            size = style.pt(style.note)
            para = setter.para(surround.KEPT_OUT.text(self.lang), size, room, bold=True)
        else:
            para = surround.legend_of(page.sheet, room + style.mm(13))[series][1]
        return Run(series, para, y, para.height + style.mm(1.6))

    def _spread(self, setter: Setter, rows: Sequence[Row]) -> Ladder:
        """A page with what height is left shared among its rows."""
        page = self._measure(setter, rows)
        if math.isinf(self.height) or not rows:
            return page
        low, high = 0.0, setter.style.mm(AIR)
        for _ in range(HALVES):
            air = (low + high) / 2
            self._arrange(page, air)
            low, high = (air, high) if self._spare(setter, page) >= 0.0 else (low, air)
        self._arrange(page, low)
        page.bottom += max(0.0, self._spare(setter, page) - 0.01)
        return page

    def _draw(self, page: Ladder, number: int, pages: int, parts: Sequence[Sequence[Row]]) -> Page:
        sheet, canvas = page.sheet, Canvas(self.theme)
        style = sheet.setter.style
        surround.title(sheet, canvas, self.width, number, pages)
        ladder(page, canvas)
        last = number == pages
        said = self._continued(parts, number) + (self._absent(sheet.setter) if last else "")
        feet = surround.foot(
            sheet, self.width, True, last, said.strip("\n"), legend=False, signs=True
        )
        bottom = page.bottom
        if feet.height:
            surround.draw_foot(sheet, canvas, feet, page.bottom + style.mm(2.4), self.width)
            bottom += style.mm(2.4) + feet.height
        bottom += surround.footer_height(sheet, self.width)
        least = 0.0 if math.isinf(self.height) else self.height
        height = max(least, bottom + MARGIN - 1.0)
        surround.footer(sheet, canvas, self.width, height)
        return Page(self.width, height, tuple(canvas.items))

    def _continued(self, parts: Sequence[Sequence[Row]], number: int) -> str:
        """Where the steps before a page and after it stand."""
        said = []
        before = parts[number - 2][-1].step if number > 1 else None
        after = parts[number][0].step if number < len(parts) else None
        if before is not None:
            said.append(BEFORE.text(self.lang).format(step=before.flow.printed))
        if after is not None:
            said.append(AFTER.text(self.lang).format(step=after.flow.printed))
        return ("　" if self.lang == "ja" else "   ").join(said)


def sequence(
    graph: FlowGraph, lang: Lang | None = None, paper: str = "a4", font: str = "",
    marks: Marks = NO_MARKS, theme: Theme = WARD,
) -> Scene:  # fmt: skip
    """Lay out a model as life lines and messages.

    `paper` is a key of `PAPERS`, `font` a font file (empty for the default).
    Raises `RenderError` for a character without a glyph.
    """
    model = graph.model
    chosen: Lang = lang or model.lang
    layout = SequenceLayout(graph, chosen, PAPERS[paper], font, marks, theme)
    return Scene(
        id=model.id,
        title=graph_title(graph, chosen),
        description=describe(graph, chosen, verdict=marks.verdict),
        lang=chosen,
        pages=narrated(graph, chosen, layout.pages(), marks),
        font=font,
        date=model.date.isoformat() if model.date else "",
        ground=theme.paper,
    )
