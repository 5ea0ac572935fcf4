"""Between two columns of boxes: which line turns where, so that lines are level or upright.

A gap between two columns is a channel in the sense of VLSI channel routing, with one end of each
line at its left and one at its right. Upright stretches that would touch stand in tracks of their
own, in the order that needs no crossing which the ends do not ask for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

TRACK = 1.7
"""Least distance of two tracks, mm."""
WIDEST = 3.0
"""Most distance of two tracks, mm."""
BESIDE = 1.0
"""Upright stretches that come nearer than this end to end do not share a track, mm."""
LEVEL_AT = 1e-6
"""Ends whose heights differ by no more than this are level, mm."""
ROUND = 1.4
"""Radius of a corner, mm."""
_QUARTER = tuple((math.sin(math.pi * k / 12), math.cos(math.pi * k / 12)) for k in range(1, 6))


@dataclass(slots=True, eq=False)
class Net:
    """A line on its way through a gap: the heights at which it comes and goes, mm."""

    before: float
    after: float
    track: int = -1
    """Counted from the left; −1 for one that is level."""
    at: float = 0.0
    """The x of its upright stretch, once it is known."""

    @property
    def level(self) -> bool:
        """Whether it passes without an upright stretch."""
        return abs(self.before - self.after) <= LEVEL_AT

    @property
    def low(self) -> float:
        """The upper end of the upright stretch."""
        return min(self.before, self.after)

    @property
    def high(self) -> float:
        """The lower end of the upright stretch."""
        return max(self.before, self.after)


def give_tracks(nets: Sequence[Net]) -> int:
    """Number the tracks of all lines that rise or fall; how many there are."""
    upright = [n for n in nets if not n.level]
    count = 0
    placed: list[Net] = []
    for net in _in_order(upright):
        beside = [p.track for p in placed if _touch(p, net)]
        net.track = max(beside, default=-1) + 1
        count = max(count, net.track + 1)
        placed.append(net)
    return count


def _in_order(nets: Sequence[Net]) -> list[Net]:
    """From left to right: first what must be, then what saves crossings."""
    must: dict[Net, set[int]] = {n: set() for n in nets}
    want: dict[Net, set[int]] = {n: set() for n in nets}
    for i, a in enumerate(nets):
        for j, b in enumerate(nets):
            if i == j:
                continue
            if abs(a.before - b.after) < BESIDE:
                # `a` has to leave the height at which `b` arrives.
                must[b].add(i)
            elif i < j and _touch(a, b):
                first, after = (i, b) if _turns_first(a, b) else (j, a)
                want[after].add(first)
    order: list[Net] = []
    rest = dict(enumerate(nets))
    while rest:
        best = min(
            rest, key=lambda k: (len(must[rest[k]] & rest.keys()), len(want[rest[k]] & rest.keys()), k)
        )  # fmt: skip
        order.append(rest.pop(best))
    return order


def _touch(a: Net, b: Net) -> bool:
    """Whether two upright stretches need a track each."""
    return max(a.low, b.low) < min(a.high, b.high) + BESIDE


def _turns_first(a: Net, b: Net) -> bool:
    """Whether `a` turns left of `b` so that the two do not cross where they need not."""
    falls = (a.after > a.before, b.after > b.before)
    if falls == (True, True):
        return a.before > b.before
    if falls == (False, False):
        return a.before < b.before
    return falls[0]


def set_out(nets: Sequence[Net], left: float, right: float) -> None:
    """Fix the x of each upright stretch between `left` and `right`.

    Those that touch one another stand together in the middle.
    """
    for group in _groups([n for n in nets if not n.level]):
        used = sorted({n.track for n in group})
        count = used[-1] + 1
        pitch = min(WIDEST, (right - left) / max(count - 1, 1))
        first = (left + right) / 2 - pitch * (count - 1) / 2
        for net in group:
            net.at = first + pitch * net.track


def _groups(nets: Sequence[Net]) -> list[list[Net]]:
    """Lines whose upright stretches hang together."""
    groups: list[list[Net]] = []
    bottom = -math.inf
    for net in sorted(nets, key=lambda n: n.low):
        if net.low < bottom + BESIDE and groups:
            groups[-1].append(net)
        else:
            groups.append([net])
        bottom = max(bottom, net.high)
    return groups


def rounded(points: Sequence[Point], ends: float) -> list[Point]:
    """A line of level and upright runs with round corners; `ends` mm at both ends stay straight."""
    kept: list[Point] = []
    for point in points:
        if kept and math.dist(kept[-1], point) < LEVEL_AT:
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    made = kept[:1]
    last = len(kept) - 1
    for i in range(1, last):
        before, corner, after = kept[i - 1], kept[i], kept[i + 1]
        into, out = math.dist(before, corner), math.dist(corner, after)
        room = [into - ends if i == 1 else into / 2, out - ends if i == last - 1 else out / 2]
        r = min(ROUND, *room)
        made += _corner(before, corner, after, r) if r > 0.1 else [corner]
    return [*made, kept[-1]] if last > 0 else made


def _in_line(a: Point, b: Point, c: Point) -> bool:
    level = abs(a[1] - b[1]) < LEVEL_AT and abs(b[1] - c[1]) < LEVEL_AT
    return level or (abs(a[0] - b[0]) < LEVEL_AT and abs(b[0] - c[0]) < LEVEL_AT)


def _corner(before: Point, corner: Point, after: Point, r: float) -> list[Point]:
    """A quarter of a circle in place of a corner."""
    a, b = _unit(corner, before), _unit(corner, after)
    x, y = corner
    start, end = (x + a[0] * r, y + a[1] * r), (x + b[0] * r, y + b[1] * r)
    arc = [
        (x + r * ((1 - s) * a[0] + (1 - c) * b[0]), y + r * ((1 - s) * a[1] + (1 - c) * b[1]))
        for s, c in _QUARTER
    ]
    return [start, *arc, end]


def _unit(a: Point, b: Point) -> Point:
    far = math.dist(a, b)
    return (b[0] - a[0]) / far, (b[1] - a[1]) / far
