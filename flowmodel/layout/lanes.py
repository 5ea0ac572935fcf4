"""The lane layout: zones as lanes, channels as corridors, steps as numbered rows.

The largest type size at which the whole figure fits one page is chosen; where
even the smallest does not fit, the steps are divided among pages, each with
the lanes' heads. Where the paper's width cannot hold all lanes, each page has those
that its steps touch (`parts`). A part that is larger than a page makes its page
larger: text is never squeezed below 7 pt, and nothing is cut off.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.canvas import Setter
from flowmodel.layout.describe import describe
from flowmodel.layout.draw import others_height
from flowmodel.layout.marks import NO_MARKS, Marks
from flowmodel.layout.narrate import narrated
from flowmodel.layout.page import (
    Body,
    Paged,
    below,
    complete,
    draw_body,
    foot,
    title_height,
    titled,
)
from flowmodel.layout.parts import pages_by_lanes
from flowmodel.layout.plan import Plan, Step, plan
from flowmodel.layout.rows import PITCH
from flowmodel.layout.scene import Page, Scene
from flowmodel.layout.sheet import MARGIN, Job, Sheet, bare_sheet, job, measure
from flowmodel.layout.spans import graph_title
from flowmodel.layout.style import PAPERS, SCALES, WIDE, Style, scales
from flowmodel.layout.text import font as load_font
from flowmodel.layout.theme import WARD, Theme
from flowmodel.layout.wording import Wording, wordings

EASE = 0.25
"""How much of the wished widths must be granted before a larger type is worth it."""


BEFORE = Bilingual(
    "▲ 前のページ（～{step}）から続く", "▲ continued from the page before (to {step})"
)
AFTER = Bilingual("▼ 次のページ（{step}～）へ続く", "▼ continued on the next page (from {step})")
MANY = 60
"""With more steps than this the smallest type is taken without a search."""
HIGH = 250.0
"""A page that is as high as this has room for two blocks of lanes, mm."""
DENSE = 5
"""More upright lines side by side than this are hard to follow."""
WIDEST = 640.0
"""A screen shows one block of lanes where that is no wider than this, mm: twice its width."""
TALLEST = 720.0
"""A screen shows one block of lanes where the page is no higher than this, mm."""
ONE_BLOCK = 150
"""A screen shows no more steps than this in one block of lanes."""
ROOMY = 1.3
"""Width of a screen with several blocks, for the least that its columns ask for."""


Counted = tuple[int, int]
UNCOUNTED: Counted = (1 << 30, 1 << 30)


class _TooNarrowError(Exception):
    """The columns of a page ask for more than the width of the paper."""

    def __init__(self, short: float):
        super().__init__(short)
        self.short = short


class LaneLayout:
    """Lays out one model, or a part of it, at one paper size."""

    def __init__(
        self, plan: Plan, lang: Lang, size: tuple[float, float], font: str, marks: Marks,
        theme: Theme = WARD, words: Sequence[Wording] = (),
    ):  # fmt: skip
        self.lang: Lang = lang
        self.size = self.width, self.height = size
        self.font_file, self.font = font, load_font(font)
        self.marks = marks
        self.theme = theme
        self.plan: Plan = plan
        self.words: Sequence[Wording] = words or wordings(plan, lang, marks)
        self.limit = self.height - MARGIN + 1.0
        self.scales = scales(*size)
        self.stacks = math.isinf(self.height)
        """Whether several blocks of all lanes stand one under the other on a page."""
        self.jobs: dict[float, Job] = {}
        self.whole: LaneLayout | None = None
        """The layout of which this is a part."""
        self.actors = [
            [s.actor.id for s in lane.slots if s.actor is not None] for lane in self.plan.lanes
        ]

    def pages(self) -> tuple[Page, ...]:
        """The pages of the figure."""
        least = self.job().least + 2 * MARGIN
        if math.isinf(self.height):
            return self._screen(least)
        if least > self.width:
            return pages_by_lanes(self, len(self.plan.steps) <= MANY)
        try:
            return self._single() or self._many()
        except _TooNarrowError:
            return pages_by_lanes(self, len(self.plan.steps) <= MANY)

    def _screen(self, least: float) -> tuple[Page, ...]:
        """One page: a single block of lanes where it can be taken in, otherwise several."""
        width = self.width
        if least <= WIDEST and len(self.plan.steps) <= ONE_BLOCK:
            if least > width:
                self.width, self.scales = least, SCALES[-1:]
            while self.width <= WIDEST:
                try:
                    pages = self._single()
                except _TooNarrowError as narrow:
                    self.width += narrow.short + 0.1
                    continue
                if pages[0].height <= TALLEST:
                    return pages
                break
        self.width, self.scales = max(width, min(least * ROOMY, WIDE)), SCALES[-1:]
        return pages_by_lanes(self, search=False)

    @cached_property
    def longest(self) -> str:
        """The longest number of a step."""
        return max((w.badge for w in self.words), key=len, default="")

    def part(self, plan: Plan, scale: float) -> LaneLayout:
        """The layout of a part of the figure, in one size of type."""
        made = LaneLayout(
            plan, self.lang, self.size, self.font_file, self.marks, self.theme, self.words
        )
        made.scales, made.whole = (scale,), self
        return made

    def job(self, scale: float = SCALES[-1]) -> Job:
        """The measures at one type size; what was measured before a page was widened holds."""
        made = self.jobs.get(scale)
        if made is None:
            like = self.whole.job(scale).setter if self.whole else None
            setter = Setter(self.font, Style(scale), self.theme, like)
            made = job(setter, self.plan, self.lang, self.marks, self.words)
            self.jobs[scale] = made
        return made

    def _largest(self, fits: Callable[[float], bool]) -> float:
        """The largest scale that `fits`, by bisection; the smallest is taken to fit."""
        low, high = 0, len(self.scales) - 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if fits(self.scales[middle]) else (middle + 1, high)
        return self.scales[high]

    def _single(self) -> tuple[Page, ...]:
        """The figure on one page, at the largest type that allows it; empty if none does."""
        smallest, steps = self.scales[-1], self.plan.steps
        if len(steps) * Style(smallest).mm(PITCH) >= self.height:
            return ()
        page, scale = self._page(smallest, steps), smallest
        if not self._fits(page, anyhow=True):
            return ()
        if len(steps) <= MANY:
            scale = self._largest(lambda s: self._fits(self._page(s, steps)))
            page = self._page(scale, steps)
        if not math.isinf(self.limit):
            page = self._page(scale, steps, (self.limit - page.end) * 0.8)
        self._wide_enough(page.sheet)
        return (
            titled(self.job(scale), draw_body(page, self.width, self.height), self.width, 1, 1),
        )

    def _page(self, scale: float, steps: Sequence[Step], spare: float = 0.0) -> Paged:
        """One page with everything on it, or with the closing parts alone."""
        at, whole = self.job(scale), bool(steps) or not self.words
        pages = 1 if whole else len(self.words) + 1
        feet = foot(at, self.width, whole, True, "")
        sheet = measure(at, self._area(at, pages), steps, whole, spare)
        return complete(sheet, self.width, True, feet, at)

    def _cards(self, start: int, end: int, full: bool, last: bool) -> Paged:
        """A page that tells all of some actors of each lane, and what protects them."""
        at = self.job(self.scales[-1])
        only = frozenset(a for lane in self.actors for a in lane[start:end])
        area = self._area(at, len(self.words) + len(self.plan.graph.actors))
        feet = foot(at, self.width, not self.words, last, "")
        sheet = measure(at, area, (), full, only=only)
        return complete(sheet, self.width, True, feet, at, last)

    def _fits(self, page: Paged, anyhow: bool = False) -> bool:
        return page.end <= self.limit and (anyhow or page.sheet.columns.ease >= EASE)

    def _wide_enough(self, sheet: Sheet) -> None:
        if sheet.columns.short:
            raise _TooNarrowError(sheet.columns.short)

    def _area(self, at: Job, pages: int) -> tuple[float, float, float]:
        """Left, top and width of the lanes."""
        top = MARGIN + title_height(at, self.width, pages)
        return MARGIN, top, self.width - 2 * MARGIN

    def _many(self) -> tuple[Page, ...]:
        """Divide the steps among pages; the closing parts stand on the last, or on their own.

        The largest type is taken that needs no more pages than the smallest. Where not even
        the first step finds room below all that is told of the actors, this is told on pages
        of its own, and the steps stand between names.
        """
        scale = self.scales[-1]
        crowded = not self.plan.steps or self._crowded(scale)
        if not crowded and len(self.plan.steps) <= MANY:
            most = self._count(scale) or UNCOUNTED
            scale = self._largest(lambda tried: self._count(tried, most) is not None)
        at, merged = self.job(scale), False
        bodies: list[Body] = []
        for sheet in self._divided(scale, crowded):
            self._wide_enough(sheet)
            if len(bodies) < 2 and self._dense(sheet):
                self.stacks = True
                return pages_by_lanes(self, search=False)
            page = None if crowded else self._ending(at, sheet)
            if page is None:
                # Drawn at once: the next page gives the lanes other heights.
                page = self._step_page(at, sheet)
            merged = page.closing
            bodies.append(draw_body(page, self.width, self.height))
        for page in () if merged else self._closing(crowded):
            self._wide_enough(page.sheet)
            bodies.append(draw_body(page, self.width, self.height))
        return tuple(
            titled(at, body, self.width, i, len(bodies)) for i, body in enumerate(bodies, 1)
        )

    def _dense(self, sheet: Sheet) -> bool:
        """Whether a page has room for two blocks, and too many lines side by side for one."""
        if self.height < HIGH or len(self.plan.steps) <= MANY:
            return False
        return max((t for sides in sheet.needed for t in sides), default=0) > DENSE

    def _crowded(self, scale: float) -> bool:
        first = next(iter(self._divided(scale, False)))
        return first.flow_bottom > self._room(self.job(scale), True) + 1e-6

    def _count(self, scale: float, most: Counted = UNCOUNTED) -> Counted | None:
        """How many pages bear steps at a type size, and how many there are; None if over `most`."""
        at, count, pages = self.job(scale), 0, 0
        for count, sheet in enumerate(self._divided(scale, False), 1):
            tight = sheet.columns.ease < EASE
            if most is not UNCOUNTED and (
                count > most[0] or tight or sheet.flow_bottom > self._room(at, sheet.full) + 1e-6
            ):
                return None
            pages = count + (self._closed(at, sheet) is None)
        return None if pages > most[1] else (count, pages)

    def _step_page(self, at: Job, sheet: Sheet) -> Paged:
        """A page of steps among several."""
        feet = foot(at, self.width, True, False, self.continued(sheet.steps))
        return complete(sheet, self.width, False, feet, at)

    def _closed(self, at: Job, sheet: Sheet) -> Paged | None:
        """The last page of steps with the closing parts, if it is the last and has the room."""
        if sheet.steps[-1].row + 1 < len(self.words):
            return None
        feet = foot(at, self.width, True, True, self.continued(sheet.steps))
        page = complete(sheet, self.width, True, feet, at)
        if self._fits(page, anyhow=True):
            return page
        sheet.boxes = {}
        return None

    def _ending(self, at: Job, sheet: Sheet) -> Paged | None:
        """The last page as `_closed` gives it, with its rows spread."""
        page = self._closed(at, sheet)
        if page is None:
            return None
        area, spare = self._area(at, len(self.words) + 1), (self.limit - page.end) * 0.8
        for more in (spare, 0.0):
            again = measure(at, area, sheet.steps, sheet.full, more, math.inf, sheet.tracks)
            page = self._closed(at, again)
            if page is not None and not again.columns.short:
                break
        return page

    def _closing(self, crowded: bool) -> Iterable[Paged]:
        """Actors with their controls, the kept-out parties and the verdict, on one page or more.

        One page has the largest type that fits, whatever that of the steps is.
        """
        if not crowded:
            scale = self.scales[-1]
            if len(self.plan.steps) <= 4 * MANY:
                scale = self._largest(lambda s: self._fits(self._page(s, ())))
            page = self._page(scale, ())
            if self._fits(page, anyhow=True):
                yield page
                return
        start, end = 0, max((len(lane) for lane in self.actors), default=0)
        while True:
            page = self._cards(start, end, crowded, last=True)
            if start == end or self._fits(page, anyhow=True):
                yield page
                return
            low, high = start + 1, end
            while low < high:
                middle = (low + high + 1) // 2
                fits = self._fits(self._cards(start, middle, crowded, last=False), anyhow=True)
                low, high = (middle, high) if fits else (low, middle - 1)
            yield self._cards(start, low, crowded, last=False)
            start = low
            if start == end and not (self.plan.exclusions or self.marks.verdict):
                return

    def _divided(self, scale: float, crowded: bool) -> Iterable[Sheet]:
        """The steps at one type size, on as many pages as they need.

        A page starts with the tracks of the one before it, so that lanes keep their places.
        """
        at, start = self.job(scale), 0
        steps, tracks = self.plan.steps, [(0, 0)] * self.plan.corridors
        area = self._area(at, len(self.words) + 1)
        most = int(self.height / at.setter.style.mm(PITCH)) + 2
        while start < len(steps):
            rest = steps[start : start + most]
            full = start == 0 and not crowded
            sheet = measure(at, area, rest, full, 0.0, self._room(at, full), tracks)
            yield sheet
            start, tracks = start + len(sheet.steps), sheet.needed

    def _room(self, at: Job, full: bool) -> float:
        """The y at which the steps of a page of several must end; `full` shows all actors."""
        said = self.said(self.longest, self.longest)
        feet = foot(at, self.width, True, False, said)
        room = self.limit - below(at, self.width, feet) - at.setter.style.mm(2.0)
        if full:
            return room
        return room - others_height(bare_sheet(at.setter, self.plan, self.lang, self.marks))

    def continued(self, steps: Sequence[Step]) -> str:
        """Where the steps before those of a page and after them stand."""
        first, last = steps[0].row, steps[-1].row
        before = self.words[first - 1].badge if first else ""
        after = self.words[last + 1].badge if last + 1 < len(self.words) else ""
        return self.said(before, after)

    def said(self, before: str, after: str) -> str:
        """That steps up to `before` and from `after` on stand on the pages around."""
        said = [
            text.text(self.lang).format(step=step)
            for text, step in ((BEFORE, before), (AFTER, after))
            if step
        ]
        return ("　" if self.lang == "ja" else "   ").join(said)


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
    layout = LaneLayout(plan(graph), chosen, PAPERS[paper], font, marks, theme)
    said = [w.sentence for w in layout.words]
    return Scene(
        id=model.id,
        title=graph_title(graph, chosen),
        description=describe(graph, chosen, said, marks.verdict),
        lang=chosen,
        pages=narrated(graph, chosen, layout.pages(), marks),
        font=font,
        date=model.date.isoformat() if model.date else "",
        ground=theme.paper,
    )
