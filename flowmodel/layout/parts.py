"""Pages with some of the lanes, where the page is too narrow for all of them.

Steps are gathered in the order of time while the lanes that they touch find room side by
side. Where a block leaves lanes out between two that it shows, a narrow lane with a break
mark takes their place; a note names the zones that a page does not show. Blocks stand one
under the other (`sections`); the last ones tell of every actor.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flowmodel.language import Bilingual, Lang
from flowmodel.layout.canvas import Setter
from flowmodel.layout.gather import Gathering
from flowmodel.layout.kept import protected_lane
from flowmodel.layout.page import section
from flowmodel.layout.plan import Lane, Plan, Step, arranged
from flowmodel.layout.rows import PITCH
from flowmodel.layout.scene import Page
from flowmodel.layout.sections import Block, Stack, Stacker
from flowmodel.layout.sheet import MARGIN, Job
from flowmodel.layout.spans import LISTED
from flowmodel.layout.wants import (
    lane_boxes,
    lane_name,
    lane_wants,
    with_tracks,
)

if TYPE_CHECKING:
    from flowmodel.layout.lanes import LaneLayout

MISSING = Bilingual("… ほか {count} 区画：{names}", "… {count} more zones: {names}")
"""On a page that does not show all lanes."""
AND_MORE = Bilingual("など", " and others")
NAMED = 16
"""Most zones that the note names."""
BLOCK = 180.0
"""Height of a block of steps on a screen, mm: what is seen at once of a page 320 mm wide."""
EASED = 0.7
"""How much of the width that suits them lanes with controls are given, if that needs no page."""
HALF = 8.0
"""What stands around two blocks that share a page, for each of them, mm at scale 1."""
LOW = 24.0
"""A page that has less room left than this gets no further block, mm at scale 1."""


def pages_by_lanes(whole: LaneLayout, search: bool) -> tuple[Page, ...]:
    """The pages of a figure with more lanes than the page is wide.

    No page is wider than the paper unless the lanes of a single step are, or a single lane. With
    `search`, all is told of the actors beside their steps where that needs no more pages than
    telling it in the end, and the largest type is taken that needs no more of them either.
    """
    best = _Parts(whole, whole.scales[-1], full=False).stacked()
    if not search:
        return best.drawn()
    told = _Parts(whole, whole.scales[-1], full=True).stacked()
    full = len(told.pages) <= len(best.pages)
    best = told if full else best
    most = len(best.pages), _blocks(best)
    low, high = 0, len(whole.scales) - 1
    while low < high:
        middle = (low + high) // 2
        tried = _Parts(whole, whole.scales[middle], full).stacked()
        if len(tried.pages) <= most[0] and _blocks(tried) <= most[1]:
            best, high = tried, middle
        else:
            low = middle + 1
    return best.drawn()


def _blocks(stacker: Stacker) -> int:
    return sum(len(page.blocks) for page in stacker.pages)


class _Parts:
    """Divides a figure into blocks at one type size."""

    def __init__(self, whole: LaneLayout, scale: float, full: bool):
        self.whole, self.scale, self.full = whole, scale, full
        self.at = whole.job(scale)
        self.style = self.at.setter.style
        lanes = whole.plan.lanes
        self.index = {a.id: lane.index for lane in lanes for a in lane.actors}
        self.least = _least(whole, scale)
        self.stack = Stacker(whole, scale, lambda shown: _note(whole.plan, shown, whole.lang))
        self.undivided = self.at.least + 2 * MARGIN <= whole.width and whole.stacks
        """Whether each block has all lanes."""
        self.high = BLOCK
        """Most height of a block, mm."""
        if not math.isinf(whole.height):
            room = whole.limit - self.stack.top
            self.high = room / 2 - self.style.mm(HALF) if self.undivided else room
        ends = {a.id for s in whole.plan.steps for a in (s.flow.source, s.flow.target)}
        self.told = self.undivided or (full and len(ends) == len(self.index))
        """Whether the steps tell all of every actor."""

    def stacked(self) -> Stacker:
        """All blocks on their pages."""
        start, steps = 0, self.whole.plan.steps
        bare = self._bare()
        while start < len(steps):
            block = self._steps(start, bare)
            if block is None:
                self.stack.fresh()
            else:
                start += len(block.steps)
        if not bare or not steps:
            self._closing()
        return self.stack

    def _bare(self) -> bool:
        """Whether nothing is left to tell after the steps."""
        whole, at = self.whole, self.at
        if whole.plan.exclusions or not self.told:
            return False
        return not any(
            lane_boxes(at.setter, whole.plan, lane, whole.lang) for lane in whole.plan.lanes
        )

    def _steps(self, start: int, closing: bool) -> Block | None:
        """Put the steps from `start` on that make a block on the last page; None if none fits."""
        page = self.stack.pages[-1]
        top = self.stack.next_top(page)
        if page.blocks and self.whole.limit - top < self.style.mm(LOW):
            return None
        chunk, full = self._gathered(start, page.width - 2 * MARGIN), self._tells(start)
        narrow = 0.0
        while True:
            block = self._block(chunk, full)
            room = self.stack.steps_room(page, block, closing) + 1e-6
            limit = min(room, max(top + self.high, self._end(block, top, page.width)))
            sheet = block.sheet(top, page.width, limit=limit)
            short, taken = sheet.columns.short, len(sheet.steps)
            if taken < len(chunk):
                chunk = chunk[:taken]
            elif short and len(chunk) > 1:
                narrow += short + 1.0
                fewer = self._gathered(start, page.width - 2 * MARGIN - narrow)
                chunk = fewer if len(fewer) < len(chunk) else chunk[: len(chunk) * 3 // 4]
            elif page.blocks and (short or sheet.flow_bottom > room):
                return None
            elif short:
                page.width += short + 0.1
            elif full and sheet.flow_bottom > room:
                full = self.told = False
            else:
                self.stack.put(block, section(sheet, closing=False).bottom)
                return block

    def _end(self, block: Block, top: float, width: float) -> float:
        """Where all that is told of all actors ends at least; 0 where a block tells of its own."""
        if not (self.undivided and block.full):
            return 0.0
        one = replace(block, steps=block.steps[:1])
        return one.sheet(top, width).flow_bottom + 1e-6

    def _tells(self, start: int) -> bool:
        """Whether a block tells all of its actors."""
        return not start if self.undivided else self.full

    def _block(self, steps: Sequence[Step], full: bool) -> Block:
        """The block of some steps, with the lanes and the actors that they touch."""
        whole = self.whole
        if self.undivided:
            return Block(whole, frozenset(range(len(whole.plan.lanes))), steps, full)
        actors = {a.id for s in steps for a in (s.flow.source, s.flow.target)}
        lanes = frozenset(self.index[a] for a in actors)
        part = whole.part(part_of(whole.plan, lanes, steps, actors), self.scale)
        return Block(part, lanes, part.plan.steps, full)

    def _gathered(self, start: int, room: float) -> Sequence[Step]:
        """The steps from `start` on, one at least, whose lanes find room side by side."""
        steps = self.whole.plan.steps[start : start + int(self.high / self.style.mm(PITCH)) + 2]
        if self.undivided:
            return steps
        gathering = Gathering(self.at, self.index, self.least, self.whole.lang)
        return steps[: gathering.room_for(steps, room)]

    def _closing(self) -> None:
        """Put blocks that tell all of every lane, with what protects it and who is kept out of it.

        What the steps have told of the actors is not told again. Where that needs no more pages,
        fewer lanes stand side by side than could, each with more width.
        """
        pages = self.stack.copy()
        room = pages[-1].width - 2 * MARGIN
        cut = _groups(self.at, room)
        found: list[Stack] = []
        while True:
            for group in cut:
                plan = part_of(self.whole.plan, group, (), None)
                plan.told = _told_elsewhere(self.whole.plan, group)
                part = self.whole.part(plan, self.scale)
                self._cards(part, frozenset(group), group is cut[-1])
            if found and len(self.stack.pages) > len(found):
                self.stack.pages = found
                return
            found, wide = self.stack.pages, _groups(self.at, room, len(cut) + 1)
            if len(wide) == len(cut) or _eased(self.at, cut, room):
                return
            self.stack.pages, cut = pages, wide
            pages = self.stack.copy()

    def _cards(self, layout: LaneLayout, lanes: frozenset[int], final: bool) -> None:
        """Put the actors of some lanes; on several pages where one has no room for all of them."""
        start, end = 0, max((len(lane) for lane in layout.actors), default=0)
        kept = len(layout.plan.exclusions) > len(layout.plan.told)
        while True:
            block = self._told_block(layout, lanes, start, end, last=True)
            if self._put(block, final, anyhow=start == end):
                return
            if self.stack.pages[-1].blocks:
                self.stack.fresh()
                continue
            low, high = start + 1, end
            while low < high:
                middle = (low + high + 1) // 2
                some = self._told_block(layout, lanes, start, middle, last=False)
                low, high = (middle, high) if self._bottom(some, False)[1] else (low, middle - 1)
            self._put(self._told_block(layout, lanes, start, low, last=False), False, anyhow=True)
            start = low
            if start == end and not (kept or final):
                return
            self.stack.fresh()

    def _told_block(
        self, layout: LaneLayout, lanes: frozenset[int], start: int, end: int, last: bool
    ) -> Block:
        only = frozenset(a for lane in layout.actors for a in lane[start:end])
        return Block(layout, lanes, (), not self.told, only, last)

    def _bottom(self, block: Block, final: bool) -> tuple[float, bool]:
        """Where a block would end on the last page, and whether it has the room there."""
        page = self.stack.pages[-1]
        made = block.section(self.stack.next_top(page), page.width)
        short = made.sheet.columns.short
        if short and not page.blocks:
            page.width += short + 0.1
            return self._bottom(block, final)
        return made.bottom, not short and made.bottom <= self.stack.room(page, block, final)

    def _put(self, block: Block, final: bool, anyhow: bool) -> bool:
        """Put a block on the last page if it has the room there."""
        bottom, fits = self._bottom(block, final)
        fits = fits or (anyhow and not self.stack.pages[-1].blocks)
        if fits:
            self.stack.put(block, bottom)
        return fits


def _least(whole: LaneLayout, scale: float) -> dict[str, float]:
    """The least width of the lane of each actor if it is alone in it, mm."""
    at = whole.job(scale)
    alone = [
        Lane(i, lane.zone, [a], boxes=[b for b in lane.boxes if b.at == a.id])
        for i, (lane, a) in enumerate((lane, a) for lane in whole.plan.lanes for a in lane.actors)
    ]
    plan = Plan(whole.plan.graph, alone, [], [], (), 0)
    wants = lane_wants(
        Setter(whole.font, at.setter.style, whole.theme, at.setter), plan, whole.lang
    )
    return {lane.actors[0].id: want.least for lane, want in zip(alone, wants, strict=True)}


def part_of(
    whole: Plan, lanes: Iterable[int], steps: Sequence[Step], actors: Container[str] | None
) -> Plan:
    """The plan of some lanes and steps, in the order of the model.

    Where `actors` is given, others are left out. Where lanes are left out in between, the corridor is a break.
    """
    columns: list[Lane] = []
    breaks: list[int] = []
    last = -1
    for at in sorted(lanes):
        lane = whole.lanes[at]
        if columns and at > last + 1:
            breaks.append(len(columns) - 1)
        mine = [a for a in lane.actors if actors is None or a.id in actors]
        others = len(lane.actors) - len(mine)
        columns.append(Lane(len(columns), lane.zone, mine, look=lane.look, others=others))
        last = at
    own = [Step(s.flow, s.row, s.series) for s in steps]
    plan = arranged(whole.graph, columns, own, [])
    plan.partial, plan.breaks = True, frozenset(breaks)
    return plan


def _note(plan: Plan, lanes: Container[int], lang: Lang) -> str:
    """Which zones a page does not show."""
    names = [lane_name(lane, lang) for lane in plan.lanes if lane.index not in lanes]
    if not names:
        return ""
    listed = LISTED.text(lang).join(names[:NAMED])
    more = AND_MORE.text(lang) if len(names) > NAMED else ""
    return MISSING.format(count=len(names), names=listed + more).text(lang)


def _groups(at: Job, room: float, count: int = 1) -> list[range]:
    """Neighbouring lanes that find room side by side, as evenly as that allows.

    They are `count` groups at least, if there are lanes enough.
    """
    between = with_tracks(at.setter, (), [(0, 0)])[0].least
    widths = [lane.least for lane in at.lanes]
    cut = _cut_at(widths, between, room)
    least, most, count = max(widths), room, max(count, len(cut))
    for _ in range(12):
        middle = (least + most) / 2
        tried = _cut_at(widths, between, middle)
        if len(tried) <= count:
            cut, most = tried, middle
        else:
            least = middle
    return cut


def _eased(at: Job, groups: Iterable[range], room: float) -> bool:
    """Whether the lanes of all groups have most of the width that suits them."""
    lanes = [[at.lanes[i] for i in group] for group in groups]
    return all(sum(w.least + (w.good - w.least) * EASED for w in g) <= room for g in lanes)


def _cut_at(widths: Sequence[float], between: float, room: float) -> list[range]:
    """Runs of columns, each as long as finds `room`."""
    runs: list[range] = []
    start, used = 0, 0.0
    for i, width in enumerate(widths):
        if i > start and used + between + width > room:
            runs.append(range(start, i))
            start, used = i, 0.0
        used += width + (between if i > start else 0.0)
    return [*runs, range(start, len(widths))]


def _told_elsewhere(whole: Plan, lanes: Container[int]) -> frozenset[int]:
    """Positions of the exclusions that stand beside other lanes than these."""
    found = []
    for i, exclusion in enumerate(whole.exclusions):
        lane = protected_lane(whole, exclusion)
        if lane is not None and lane.index not in lanes:
            found.append(i)
    return frozenset(found)
