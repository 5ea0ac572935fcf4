"""At which side of its lane a transfer within the lane runs: where it crosses fewer lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from flowmodel.layout.order import meetings, ordered, ranked

if TYPE_CHECKING:
    from flowmodel.layout.plan import Lane, Plan, Segment

MOST_STEPS = 60
"""With more steps than this in a figure, loops stay at the side at which they are."""
ROUNDS = 4
"""Most passes in which loops change sides."""
CROSSING = 2
"""What a crossing costs, in channel heads."""
OPENING = 2
"""What a further corridor beside the only lane costs, in channel heads."""


def spread(plan: Plan) -> None:
    """Let loops change sides while that saves crossings, and order what stands in their lanes again.

    The only lane of a figure gets a corridor at its left if a loop takes it. A channel that has to
    be named once more, or a corridor that is opened, must be worth it.
    """
    if len(plan.steps) > MOST_STEPS:
        return
    for lane in plan.lanes:
        left, right = _corridors(plan, lane)
        loops = [
            s
            for step in plan.steps
            for s in step.segments
            if s.returns and s.start.lane == lane.index
        ]
        if left is None or right is None or not loops:
            continue
        for _ in range(ROUNDS):
            if not _changed(plan, lane, loops, left, right):
                break
            met = meetings(plan.steps)
            lane.slots = ordered(ranked(lane.slots, met), met)
        if len(plan.lanes) == 1 and any(s.corridor == left for s in loops):
            plan.corridors = 2


def _corridors(plan: Plan, lane: Lane) -> tuple[int | None, int | None]:
    """The corridors at the left and at the right of a lane; one beyond the last is yet to open."""
    if len(plan.lanes) == 1:
        return 1, 0
    last = lane.index == len(plan.lanes) - 1
    return lane.index - 1 if lane.index else None, None if last else lane.index


def _changed(plan: Plan, lane: Lane, loops: Sequence[Segment], left: int, right: int) -> bool:
    """Move loops to the other side, those that save the most first; whether one was moved."""
    place = {slot: at for at, slot in enumerate(lane.slots)}
    segments = [s for step in plan.steps for s in step.segments]
    met = [
        (s, [place[slot] for slot in (s.start, s.end) if slot in place])
        for s in segments
        if lane.index in (s.start.lane, s.end.lane)
    ]

    def crossings(loop: Segment) -> int:
        row, legs = loop.step.row, (place[loop.start], place[loop.end])
        return sum(
            [
                (other.step.row - row) * (there - here) < 0
                for other, ends in met
                if other.corridor == loop.corridor and other is not loop
                for here in legs
                for there in ends
            ]
        )

    def heads() -> int:
        """The heads of channels at both sides, and what it costs to open a corridor."""
        over = {
            c: [s.step.flow.transfer.over for s in segments if s.corridor == c]
            for c in (left, right)
        }
        told = sum(
            b is not None and a != b for ids in over.values() for a, b in pairwise((None, *ids))
        )
        return told + (OPENING if over[left] and len(plan.lanes) == 1 else 0)

    def saved(loop: Segment) -> int:
        before = CROSSING * crossings(loop) + heads()
        _turn(loop, left, right)
        after = CROSSING * crossings(loop) + heads()
        _turn(loop, left, right)
        return before - after

    moved = False
    for loop in sorted(loops, key=saved, reverse=True):
        if saved(loop) > 0:
            _turn(loop, left, right)
            moved = True
    return moved


def _turn(loop: Segment, left: int, right: int) -> None:
    """Let a loop run at the other side of its lane."""
    loop.corridor = right if loop.corridor == left else left
    loop.start_side = loop.end_side = "right" if loop.corridor == left else "left"
