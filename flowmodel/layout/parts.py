"""Pages with some of the lanes, where the paper's width cannot hold all of them.

Steps are gathered in the order of time while the lanes that they touch find room side by
side. Where a page leaves lanes out between two that it shows, a narrow lane with a break
mark takes their place; a note names them. The closing pages tell of every lane.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from flowmodel.language import Bilingual, Lang
from flowmodel.layout.gather import Gathering
from flowmodel.layout.page import Body, titled
from flowmodel.layout.plan import Lane, Plan, Step, arranged
from flowmodel.layout.rows import PITCH
from flowmodel.layout.scene import Page
from flowmodel.layout.sheet import MARGIN
from flowmodel.layout.spans import LISTED
from flowmodel.layout.surround import protected_lane
from flowmodel.layout.wants import lane_name, with_tracks

if TYPE_CHECKING:
    from flowmodel.layout.lanes import LaneLayout

MISSING = Bilingual("… ほか {count} 区画：{names}", "… {count} more zones: {names}")
"""On a page that does not show all lanes."""
AND_MORE = Bilingual("など", " and others")
NAMED = 16
"""Most zones that the note names."""

Drawn = tuple["LaneLayout", Body]


def pages_by_lanes(whole: LaneLayout) -> tuple[Page, ...]:
    """The pages of a figure with more lanes than the paper is wide.

    No page is wider than the paper unless the lanes of a single step are, or a single lane.
    """
    drawn = [*_step_pages(whole), *_closing_pages(whole)]
    return tuple(
        titled(layout.job(), body, layout.width, number, len(drawn))
        for number, (layout, body) in enumerate(drawn, 1)
    )


def _step_pages(whole: LaneLayout) -> Iterator[Drawn]:
    """Pages of steps, each with the lanes that its own steps touch."""
    start, steps = 0, whole.plan.steps
    while start < len(steps):
        room = whole.width - 2 * MARGIN
        chunk = _gathered(whole, start, room)
        while True:
            layout = _layout(whole, chunk)
            sheet = layout.first_sheet()
            short, taken = sheet.columns.short, len(sheet.steps)
            if taken < len(chunk):
                chunk = chunk[:taken]
            elif short and len(chunk) > 1:
                room -= short + 1.0
                fewer = _gathered(whole, start, room)
                chunk = fewer if len(fewer) < len(chunk) else chunk[: len(chunk) // 2]
            else:
                break
        while sheet.columns.short:
            layout.width += sheet.columns.short + 0.1
            sheet = layout.first_sheet()
        yield layout, layout.step_body(layout.job(), sheet)
        start += len(chunk)


def _layout(whole: LaneLayout, steps: Sequence[Step]) -> LaneLayout:
    """The layout of some steps with the lanes and the actors that they touch."""
    actors = {a.id for s in steps for a in (s.flow.source, s.flow.target)}
    lanes = {lane.index for lane in whole.plan.lanes if any(a.id in actors for a in lane.actors)}
    part = part_of(whole.plan, lanes, steps, actors)
    return whole.part(part, _note(whole.plan, lanes, whole.lang))


def _gathered(whole: LaneLayout, start: int, room: float) -> Sequence[Step]:
    """The steps from `start` on, one at least, whose lanes find room side by side."""
    at = whole.job()
    steps = whole.plan.steps[start : start + int(whole.height / at.setter.style.mm(PITCH)) + 2]
    index = {a.id: lane.index for lane in whole.plan.lanes for a in lane.actors}
    taken = Gathering(at, index, whole.lang).room_for(steps, room)
    return steps[:taken]


def part_of(
    whole: Plan, lanes: Iterable[int], steps: Sequence[Step], actors: Container[str] | None
) -> Plan:
    """The plan of some lanes and steps, in the order of the model.

    Where `actors` is given, others are left out. Lanes left out in between give place to one.
    """
    columns: list[Lane] = []
    last = -1
    for at in sorted(lanes):
        lane = whole.lanes[at]
        if columns and at > last + 1:
            between = tuple(whole.lanes[last + 1 : at])
            columns.append(Lane(len(columns), None, [], stands_for=between))
        mine = [a for a in lane.actors if actors is None or a.id in actors]
        others = len(lane.actors) - len(mine)
        columns.append(Lane(len(columns), lane.zone, mine, look=lane.look, others=others))
        last = at
    own = [Step(s.flow, s.row, s.series) for s in steps]
    plan = arranged(whole.graph, columns, own, [])
    plan.partial = True
    return plan


def _note(plan: Plan, lanes: Container[int], lang: Lang) -> str:
    """Which zones a page does not show."""
    names = [lane_name(lane, lang) for lane in plan.lanes if lane.index not in lanes]
    if not names:
        return ""
    listed = LISTED.text(lang).join(names[:NAMED])
    more = AND_MORE.text(lang) if len(names) > NAMED else ""
    return MISSING.format(count=len(names), names=listed + more).text(lang)


def _closing_pages(whole: LaneLayout) -> Iterator[Drawn]:
    """Pages that tell all of every lane, with what protects it and who is kept out of it."""
    groups = _groups(whole)
    for group in groups:
        plan = part_of(whole.plan, group, (), None)
        plan.told = _told_elsewhere(whole.plan, group)
        note = _note(whole.plan, group, whole.lang)
        layout = whole.part(plan, note, verdict=group is groups[-1])
        layout.width = max(layout.width, layout.job().least + 2 * MARGIN)
        for body in layout.closing_bodies(True):
            yield layout, body


def _groups(whole: LaneLayout) -> list[range]:
    """Neighbouring lanes that find room side by side, as evenly as that allows."""
    at, room = whole.job(), whole.width - 2 * MARGIN
    between = with_tracks(at.setter, (), [(0, 0)])[0].least
    widths = [lane.least for lane in at.lanes]
    cut = _cut_at(widths, between, room)
    least, most = max(widths), room
    for _ in range(12):
        middle = (least + most) / 2
        tried = _cut_at(widths, between, middle)
        if len(tried) <= len(cut):
            cut, most = tried, middle
        else:
            least = middle
    return cut


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
