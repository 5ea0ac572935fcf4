"""Pages of blocks of lanes that stand one under the other, each with its heads.

Where the lanes of all steps are more than find room side by side, the steps are gathered in
blocks (`parts`), and a page holds as many of these as are high enough for it. A screen is one
page of this kind that is as high as all of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flowmodel.language import Bilingual
from flowmodel.layout.canvas import Canvas, Para
from flowmodel.layout.draw import others_height
from flowmodel.layout.page import (
    Body,
    Section,
    below,
    draw_section,
    finished,
    foot,
    section,
    title_height,
    titled,
)
from flowmodel.layout.plan import Step
from flowmodel.layout.scene import Page
from flowmodel.layout.sheet import MARGIN, Sheet, bare_sheet, measure
from flowmodel.layout.spans import LISTED, runs, span
from flowmodel.layout.surround import Foot

if TYPE_CHECKING:
    from flowmodel.layout.lanes import LaneLayout

ON = Bilingual("▼ 続き　{steps}", "▼ continued   {steps}")
"""Above a block of steps that is not the first on its page."""
TOLD = Bilingual("▼ 主体と情報保護対策", "▼ actors and their controls")
"""Above a block of actors that is not the first on its page."""
APART = 2.4
"""Distance of a block from what stands above it, mm at scale 1."""
STRETCH = 0.35
"""How much higher the blocks of the last page may grow."""


@dataclass(slots=True)
class Block:
    """Some lanes with the heads: either of some steps, or of actors with their controls."""

    layout: LaneLayout
    lanes: frozenset[int]
    """The lanes, by their places in the whole figure."""
    steps: Sequence[Step]
    full: bool
    """Whether all is told of the actors."""
    only: frozenset[str] | None = None
    """The actors that it shows, where it has no steps."""
    last: bool = True
    """Whether kept-out parties stand in it."""
    height: float = 0.0
    """The least height, mm."""

    def section(self, top: float, width: float, spare: float = 0.0) -> Section:
        """The block with its lanes starting at `top`, on a page of `width` mm."""
        return section(self.sheet(top, width, spare), not self.steps, self.last)

    def sheet(self, top: float, width: float, spare: float = 0.0, limit: float = math.inf) -> Sheet:
        """The lanes, measured; with a `limit` as many steps as end above it."""
        area = (MARGIN, top, width - 2 * MARGIN)
        at = self.layout.job(self.layout.scales[-1])
        return measure(at, area, self.steps, self.full, spare, limit, only=self.only)


@dataclass(slots=True)
class Stack:
    """A page of blocks."""

    width: float
    bottom: float
    """Where its blocks end, mm."""
    blocks: list[Block] = field(default_factory=list)
    lanes: frozenset[int] = frozenset()
    """The lanes that it shows."""
    steps: list[Step] = field(default_factory=list)
    """The steps that it shows."""


class Stacker:
    """Puts blocks on pages at one type size."""

    def __init__(self, whole: LaneLayout, scale: float, note: Callable[[Container[int]], str]):
        self.whole, self.at, self.note = whole, whole.job(scale), note
        style = self.at.setter.style
        self.caption = style.leading(style.pt(style.note)) + style.mm(0.8)
        self.gap, self.end = style.mm(APART), style.mm(2.0)
        self.top = MARGIN + title_height(self.at, whole.width, len(whole.words) + 1)
        self.others = others_height(bare_sheet(self.at.setter, whole.plan, whole.lang, whole.marks))
        self.pages: list[Stack] = []
        self.fresh()

    def copy(self) -> list[Stack]:
        """The pages so far, to go on from again."""
        return [
            replace(page, blocks=list(page.blocks), steps=list(page.steps)) for page in self.pages
        ]

    def fresh(self) -> Stack:
        """A new page."""
        self.pages.append(Stack(self.whole.width, self.top))
        return self.pages[-1]

    def next_top(self, page: Stack) -> float:
        """Where the lanes of the next block of a page start, mm."""
        return page.bottom + self.gap + self.caption if page.blocks else self.top

    def put(self, block: Block, bottom: float) -> None:
        """Put a block that ends at `bottom` on the last page."""
        page = self.pages[-1]
        block.height = bottom - self.next_top(page)
        page.bottom = bottom
        page.blocks.append(block)
        page.lanes |= block.lanes
        page.steps.extend(block.steps)

    def room(self, page: Stack, more: Block, closing: bool = False) -> float:
        """The y at which `more` must end on a page."""
        words = self.whole.said(self.whole.longest, self.whole.longest)
        steps = bool(page.steps or more.steps or not self.whole.words)
        feet = self._foot(page, page.lanes | more.lanes, words if steps else "", steps, closing)
        return self.whole.limit - below(self.at, page.width, feet)

    def steps_room(self, page: Stack, more: Block, closing: bool = False) -> float:
        """The y at which the rows of `more` must end on a page."""
        some = any(lane.others for lane in more.layout.plan.lanes) or not more.full
        return self.room(page, more, closing) - self.end - self.others * some

    def _foot(
        self, page: Stack, lanes: frozenset[int], words: str, steps: bool, closing: bool
    ) -> Foot:
        said = "\n".join(filter(None, (words, self.note(lanes))))
        return foot(self.at, page.width, steps, closing, said)

    def drawn(self) -> tuple[Page, ...]:
        """The pages."""
        bodies = [self._body(page) for page in self.pages]
        return tuple(
            titled(self.at, body, page.width, i, len(bodies))
            for i, (page, body) in enumerate(zip(self.pages, bodies, strict=True), 1)
        )

    def _body(self, page: Stack) -> Body:
        steps, last = page.steps, page is self.pages[-1]
        words = self.whole.continued(steps) if steps and len(self.pages) > 1 else ""
        shown = bool(steps or not self.whole.words)
        feet = self._foot(page, page.lanes, words, shown, last)
        room = self.whole.limit - below(self.at, page.width, feet)
        made = self._blocks(page, self._spares(page, room, last), room)
        canvas, bottom = made or self._blocks(page, [0.0] * len(page.blocks)) or (Canvas(), 0.0)
        end = bottom + below(self.at, page.width, feet)
        size = (page.width, self.whole.height)
        bare = bare_sheet(self.at.setter, self.whole.plan, self.whole.lang, self.whole.marks)
        return finished(bare, canvas, feet, bottom, end, size, steps)

    def _spares(self, page: Stack, room: float, last: bool) -> list[float]:
        """How much higher each block grows, so that the steps fill the page."""
        if math.isinf(room):
            return [0.0] * len(page.blocks)
        spare = max(0.0, room - page.bottom - 1e-3)
        flow = [b.height if b.steps else 0.0 for b in page.blocks]
        if last:
            spare = min(spare * 0.8, sum(flow) * STRETCH)
        return [spare * h / max(sum(flow), 1e-9) for h in flow]

    def _blocks(
        self, page: Stack, spares: Iterable[float], room: float = math.inf
    ) -> tuple[Canvas, float] | None:
        """The blocks of a page, drawn, and where they end; None if they need more than `room`."""
        canvas, y = Canvas(self.whole.theme), self.top
        for i, (block, spare) in enumerate(zip(page.blocks, spares, strict=True)):
            top = y
            if i:
                self._caption(canvas, block, y + self.gap)
                top += self.gap + self.caption
            made = block.section(top, page.width, spare)
            made.sheet.suffix = f"~{i}" if i else ""
            y = made.bottom
            if not math.isinf(room) and (y > room or made.sheet.columns.short):
                return None
            draw_section(made, canvas)
        return canvas, y

    def _caption(self, canvas: Canvas, block: Block, y: float) -> None:
        setter, lang = self.at.setter, self.whole.lang
        words = TOLD.text(lang)
        if block.steps:
            shown = runs(s.flow for s in block.steps)
            spans = [span(run[0].printed, run[-1].printed, lang) for run in shown]
            words = ON.format(steps=LISTED.text(lang).join(spans)).text(lang)
        para: Para = setter.para(words, setter.style.pt(setter.style.note), math.inf)
        canvas.para(para, MARGIN, y, role="note", fill=setter.theme.soft)
