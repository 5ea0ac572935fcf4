"""Curves between two ranks: level at both ends, never doubling back, free of every box.

Graphviz lets steep lines swing; where nothing stands between the ends, a plain curve is drawn
instead. Lines that begin and end in the same order then do not cross.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Rect = tuple[float, float, float, float]
"""Left, top, width, height, mm."""
PIECES = 20
"""Straight pieces to which a curve is drawn."""
LEAST = 4.0
"""Narrowest stretch in which a curve may rise, mm."""
LEVEL = 3.0
"""Stretch at an end that is level, so that arrowheads stand free, mm."""
STEEP = 1.2
"""A line that rises more than this for each mm to the right is steep."""
CLEAR = 0.8
"""Distance of the rise from boxes beside it, mm."""


def bezier(a: Point, b: Point, c: Point, d: Point) -> list[Point]:
    """A Bézier curve as points; the first is left out."""
    points = []
    for k in range(1, PIECES + 1):
        t = k / PIECES
        u = 1 - t
        points.append(
            (
                u**3 * a[0] + 3 * u * u * t * b[0] + 3 * u * t * t * c[0] + t**3 * d[0],
                u**3 * a[1] + 3 * u * u * t * b[1] + 3 * u * t * t * c[1] + t**3 * d[1],
            )
        )
    return points


@dataclass(slots=True)
class Rise:
    """A line from `start` to `end`, further right, and the stretch in which it may rise or fall."""

    start: Point
    end: Point
    left: float
    right: float

    @property
    def steep(self) -> bool:
        """Whether it needs a track of its own so as not to run into its neighbours."""
        return abs(self.start[1] - self.end[1]) > STEEP * (self.right - self.left)

    def points(self) -> list[Point]:
        """The line, level at both ends."""
        (x1, y1), (x2, y2) = self.start, self.end
        if abs(y1 - y2) < 1e-6:
            return [self.start, self.end]
        left, right = self.left, self.right
        half = (left + right) / 2
        points = [self.start] if left > x1 + 1e-6 else []
        points += [(left, y1), *bezier((left, y1), (half, y1), (half, y2), (right, y2))]
        return points if right >= x2 - 1e-6 else [*points, self.end]


def rise(start: Point, end: Point, boxes: Iterable[Rect], *, at_left: bool) -> Rise | None:
    """Where a line from `start` to `end`, further right, may rise; None where a box is in the way.

    Both ends are level as far as an arrowhead reaches; where there is no room for that, the end
    `at_left` is or the one at the right, where the arrowhead stands.
    """
    (x1, y1), (x2, y2) = start, end
    low, high = min(y1, y2), max(y1, y2)
    both = x2 - x1 >= 2 * LEVEL + LEAST
    left = x1 + LEVEL if both or at_left else x1
    right = x2 if at_left and not both else x2 - LEVEL
    middle = (x1 + x2) / 2
    for x, y, w, h in boxes:
        if x + w <= x1 + 1e-6 or x >= x2 - 1e-6 or y + h <= low - CLEAR or y >= high + CLEAR:
            continue
        before, level = x + w < middle, y1 if x + w < middle else y2
        if y - CLEAR < level < y + h + CLEAR or (not before and x <= middle):
            return None
        if before:
            left = max(left, x + w + CLEAR)
        else:
            right = min(right, x - CLEAR)
    return Rise(start, end, left, right) if right - left >= LEAST else None


def spread(rises: Sequence[Rise]) -> None:
    """Give the steep ones of each stretch a track of its own, so that none crosses another.

    Of those that fall, the lowest turns first; of those that rise, the highest.
    """
    group: list[Rise] = []
    for one in sorted((r for r in rises if r.steep), key=lambda r: (r.left, r.right)):
        if group and one.left > min(r.right for r in group) - LEAST / 2:
            _tracks(group)
            group = []
        group.append(one)
    _tracks(group)


def _tracks(group: list[Rise]) -> None:
    if len(group) < 2:
        return
    left, right = max(r.left for r in group), min(r.right for r in group)
    falling = sorted((r for r in group if r.end[1] > r.start[1]), key=lambda r: -r.start[1])
    rising = sorted((r for r in group if r.end[1] <= r.start[1]), key=lambda r: r.start[1])
    step = (right - left) / (len(group) + 1)
    half = min(max(step * 0.6, 0.8), (right - left) / 3)
    for i, one in enumerate([*falling, *rising], 1):
        at = min(max(left + i * step, left + half), right - half)
        one.left, one.right = at - half, at + half
