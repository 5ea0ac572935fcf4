"""Stacks: how the height of a lane is shared among its actors and gaps."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from flowmodel.layout.plan import Segment, Slot
from flowmodel.layout.routing import APART, CLEAR, PORT_INSET
from flowmodel.layout.rows import RETURN_GAP

PASS = 4.0
"""Height of a gap for one line that crosses a lane, mm."""
GAP = 2.4
"""Distance of the boxes in a lane, mm at scale 1."""
EDGE = 0.6
"""Least distance of a line from the ends of its gap, mm."""
SLIGHT = 1e-6
"""What sums of lengths may differ by, mm."""
MOST = 32
"""Most bottoms that are kept for a slot."""


def need_of(slots: Sequence[Slot], gap: float) -> float:
    """The least height of a lane's stack, mm."""
    rooms = sum(s.need + s.lead + s.trail for s in slots)
    return rooms + gap * max(len(slots) - 1, 0)


class Ends:
    """The ys at which lines want to meet a slot, and what it costs where the slot does not span them.

    Each row that a box does not span costs a bend to and fro: one point. Each row that it spans, but
    only where the lines that come from beyond must have their ports, costs a crossing: one point.
    So the points depend on the slot's top and on its bottom, each for itself.
    """

    __slots__ = ("bottoms", "inset", "sides")

    def __init__(self, slot: Slot, sides: Iterable[Sequence[float]] = ()):
        """For each side of the lane the ys, in any order."""
        self.sides = [sorted(ys) for ys in sides]
        self.inset = EDGE if slot.actor is None else PORT_INSET
        self.bottoms = self._bottoms()
        """The bottoms from which on the points are fewer, with the points, from top to bottom."""

    def _bottoms(self) -> list[tuple[float, int]]:
        inset = self.inset
        tried: set[float] = set()
        for ys in self.sides:
            for beyond, y in enumerate(reversed(ys)):
                tried.add(y + inset)
                for missed in range(1, beyond + 1):
                    free = y + _reach(missed)
                    if ys[-missed - 1] <= free < ys[-missed]:
                        tried.add(free + inset)
        return [(y, self.below(y)) for y in sorted(tried)]

    def above(self, top: float) -> int:
        """The points of a slot that begins at `top`."""
        least, points = top + self.inset - SLIGHT, 0
        for ys in self.sides:
            missed = bisect_left(ys, least)
            if missed:
                points += bisect_left(ys, least + _reach(missed), missed)
        return points

    def below(self, bottom: float) -> int:
        """The points of a slot that ends at `bottom`."""
        most, points = bottom - self.inset + SLIGHT, 0
        for ys in self.sides:
            count = len(ys)
            met = bisect_right(ys, most)
            if met < count:
                points += count - bisect_right(ys, most - _reach(count - met), 0, met)
        return points

    def room(self, top: float) -> float:
        """How far a top may move down before it costs more points, mm."""
        least, room = top + self.inset - SLIGHT, math.inf
        for ys in self.sides:
            missed = bisect_left(ys, least)
            if missed < len(ys):
                room = min(room, ys[missed] - least - _reach(missed))
        return max(room, 0.0)


def _reach(count: int) -> float:
    """The room that so many ports need before the first row that meets the box straight, mm."""
    return count * APART


def share(
    slots: Sequence[Slot], top: float, bottom: float, gap: float, ends: Mapping[Slot, Ends]
) -> None:
    """Give each slot its extent, so that as many rows as can be meet their box straight.

    The boundaries with the fewest points are found from top to bottom (dynamic programming). Then
    each moves to the middle of the room in which the points stay the same.
    """
    if not slots:
        return
    tops, last = _between(slots, gap), bottom - slots[-1].trail
    found = [*_best(slots, ends, top, last, tops), last]
    for i in range(len(slots) - 2, -1, -1):
        below = slots[i + 1]
        free = found[i + 1] - below.need - tops[i + 1] - found[i]
        straight = ends[below].room(found[i] + tops[i + 1])
        if free > 0 and straight > 0:
            found[i] += straight / 2 if straight < free else free * (i + 1) / (i + 2)
    y = top
    for slot, between, end in zip(slots, tops, found, strict=True):
        slot.top, slot.bottom = y + between, end
        y = end


def points_of(
    slots: Sequence[Slot], top: float, bottom: float, gap: float, ends: Mapping[Slot, Ends]
) -> int:
    """The points of slots that stand in this order, at the best boundaries."""
    tops, last = _between(slots, gap), bottom - slots[-1].trail
    found, y = 0, top
    bottoms = [*_best(slots, ends, top, last, tops), last]
    for slot, between, end in zip(slots, tops, bottoms, strict=True):
        found += ends[slot].above(y + between) + ends[slot].below(end)
        y = end
    return found


def _between(slots: Sequence[Slot], gap: float) -> list[float]:
    """The distance of each slot from the one above it, of the first from the top, mm."""
    return [slots[0].lead, *[a.trail + gap + b.lead for a, b in pairwise(slots)]]


Front = list[tuple[float, int, int]]
"""Bottoms of a slot, each with the least points so far and the bottom before it; the lower the
fewer points."""


def _best(
    slots: Sequence[Slot], ends: Mapping[Slot, Ends], top: float, last: float, tops: Sequence[float]
) -> list[float]:
    """The bottoms of all slots but the last that cost the fewest points, each as high as can be."""
    fronts: list[Front] = []
    before: Front = [(top, 0, 0)]
    room = last - sum([s.need for s in slots]) - sum(tops) - top
    most = top + max(room, 0.0) + SLIGHT / 2
    starts: list[tuple[float, int]] = []
    for slot, between in zip(slots, tops, strict=True):
        above = ends[slot].above
        starts = [(u + between, points + above(u + between)) for u, points, _ in before]
        if len(fronts) == len(slots) - 1:
            break
        most += between + slot.need
        before = _front(slot.need, ends[slot], starts, most)
        fronts.append(before)
    at = min(range(len(starts)), key=lambda k: starts[k][1])
    found: list[float] = []
    for front in reversed(fronts):
        u, _, at = front[at]
        found.append(u)
    return found[::-1]


def _front(need: float, ends: Ends, starts: Sequence[tuple[float, int]], most: float) -> Front:
    """The bottoms at which a slot may end, up to `most`, for the tops at which it may begin."""
    leasts = [t + need for t, _ in starts]
    first, below = leasts[0], ends.below
    bottoms = [at for at in ends.bottoms if first < at[0] <= most]
    bottoms += [(y, below(y)) for y in leasts if y <= most] or [(first, below(first))]
    bottoms.sort()
    front: Front = []
    best, who, known = starts[0][1], 0, 1
    least = math.inf
    for u, points in bottoms:
        while known < len(leasts) and leasts[known] <= u:
            if starts[known][1] < best:
                best, who = starts[known][1], known
            known += 1
        if best + points < least:
            least = best + points
            front.append((u, least, who))
    return front if len(front) <= MOST else [front[0], *front[1 - MOST :]]


def set_passes(slots: Iterable[Slot], y: Mapping[Segment, float]) -> None:
    """Fix the y at which a line crosses each gap of a lane: its own row, or the nearest free height.

    `y` are the rows in the corridors on both sides of the lane.
    """
    wanted: dict[Slot, float] = {}
    taken: list[float] = []
    for segment, row in y.items():
        taken += (row, row + RETURN_GAP) if segment.returns else (row,)
        for slot in (segment.start, segment.end):
            if slot.actor is None:
                wanted.setdefault(slot, row)
    taken.sort()
    for slot in slots:
        if slot.actor is None and slot in wanted:
            at = _clear(wanted[slot], slot.top + EDGE, slot.bottom - EDGE, taken)
            slot.top = slot.bottom = at


def _clear(row: float, low: float, high: float, taken: Sequence[float]) -> float:
    if low - 2 * SLIGHT <= row <= high + 2 * SLIGHT:
        return row
    middle = (low + high) / 2
    for shift in (0.0, 0.4, -0.4, 0.8, -0.8, 1.2, -1.2):
        y = middle + shift
        i = bisect_left(taken, y)
        if all(abs(t - y) >= CLEAR / 2 for t in taken[max(i - 1, 0) : i + 1]):
            return y
    return middle + 0.17
