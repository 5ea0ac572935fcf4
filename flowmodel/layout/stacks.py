"""Stacks: how the height of a lane is shared among its actors and gaps."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from itertools import pairwise

from flowmodel.layout.plan import Segment, Slot
from flowmodel.layout.routing import CLEAR

PASS = 4.0
"""Height of a gap for one line that crosses a lane, mm."""


def need_of(slots: Sequence[Slot], gap: float) -> float:
    """The least height of a lane's stack, mm."""
    rooms = sum(s.need + s.lead + s.trail for s in slots)
    return rooms + gap * max(len(slots) - 1, 0)


def share(
    slots: Sequence[Slot], top: float, bottom: float, gap: float, rows: Mapping[Slot, list[float]]
) -> None:
    """Give each slot its extent, so that as many rows as can be meet their box straight.

    `rows` are the ys at which lines want to meet each slot. Boundaries are
    chosen from top to bottom, each where the fewest rows end up on the wrong
    side, within what the needs of the slots above and below leave.
    """
    if not slots:
        return
    below = need_of(slots, gap)
    mine: list[float] = []
    others = sorted(r for s in slots for r in rows.get(s, ()))
    y = top
    for i, slot in enumerate(slots):
        slot.top = y = y + slot.lead
        below -= slot.lead + slot.need + slot.trail
        if i + 1 == len(slots):
            slot.bottom = bottom - slot.trail
            break
        below -= gap
        between = slot.trail + gap + slots[i + 1].lead
        low, high = y + slot.need, bottom - below - slot.trail - gap
        for r in rows.get(slot, ()):
            insort(mine, r)
            del others[bisect_left(others, r)]
        slot.bottom = _boundary(mine, others, low, max(low, high), between)
        y = slot.bottom + slot.trail + gap


def _boundary(
    mine: Sequence[float], others: Sequence[float], low: float, high: float, gap: float
) -> float:
    """The y in [low, high] with the fewest of `mine` below and of `others` above."""
    points = sorted({*_within(mine, low, high + gap), *_within(others, low, high + gap)})
    ideal = [(a + b - gap) / 2 for a, b in pairwise(points)]
    if mine or others:
        every = [*mine[:1], *mine[-1:], *others[:1], *others[-1:]]
        ideal += [min(every) - 3 - gap, max(every) + 3]
    middle = (low + high) / 2
    best, far, at = len(mine) + len(others) + 1, 0.0, middle
    passed = met = 0
    for y in [*ideal, low, high]:
        y = low if y < low else min(y, high)
        # Most ys come in their order, so that what lies above one is near to that of the next.
        passed, met = _count(mine, y, passed), _count(others, y + gap, met)
        wrong = len(mine) - passed + met
        if wrong < best or (wrong == best and abs(y - middle) < far):
            best, far, at = wrong, abs(y - middle), y
    return at


def _count(ys: Sequence[float], limit: float, start: int) -> int:
    """How many of sorted `ys` lie below `limit`, looked for from `start` on."""
    end = len(ys)
    if start and ys[start - 1] >= limit:
        return bisect_left(ys, limit, 0, start)
    while start < end and ys[start] < limit:
        start += 1
    return start


def _within(ys: Sequence[float], low: float, high: float) -> Sequence[float]:
    """Those of sorted ys that lie between `low` and `high`, and the next on either side."""
    return ys[max(bisect_left(ys, low) - 1, 0) : bisect_left(ys, high) + 1]


def set_passes(
    stacks: Sequence[Sequence[Slot]], y: Mapping[Segment, float], used: Sequence[Sequence[float]]
) -> None:
    """Fix the y at which a line crosses each gap: its own row, or the nearest free height.

    `used` are the row heights in the corridors on both sides of each lane.
    """
    wanted: dict[Slot, float] = {}
    for segment, row in y.items():
        for slot in (segment.start, segment.end):
            if slot.actor is None:
                wanted.setdefault(slot, row)
    for lane, slots in enumerate(stacks):
        passed = [s for s in slots if s.actor is None and s in wanted]
        taken = sorted(used[lane]) if passed else []
        for slot in passed:
            at = _clear(wanted[slot], slot.top + 0.6, slot.bottom - 0.6, taken)
            slot.top = slot.bottom = at


def _clear(row: float, low: float, high: float, taken: Sequence[float]) -> float:
    if low <= row <= high:
        return row
    middle = (low + high) / 2
    for shift in (0.0, 0.4, -0.4, 0.8, -0.8, 1.2, -1.2):
        y = middle + shift
        i = bisect_left(taken, y)
        if all(abs(t - y) >= CLEAR / 2 for t in taken[max(i - 1, 0) : i + 1]):
            return y
    return middle + 0.17
