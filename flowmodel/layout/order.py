"""The order in which actors, and gaps for lines, are stacked in a lane: the fewest crossings.

Two lines that meet a lane on one side cross once if their rows stand the other way round than the
slots that they meet, and never otherwise (`routing` sees to that). So the crossings of an order are
a sum over pairs of slots, and those of one lane do not depend on any other lane.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flowmodel.layout.plan import Slot, Step

ROUNDS = 20
"""Most passes in which neighbours in a lane change places."""
EXACT = 9
"""Up to so many slots, or zones within a lane, the order with the fewest crossings is found."""

Rows = Mapping[int, Sequence[int]]
"""The rows at which lines meet a slot, by corridor, from top to bottom."""
Meetings = Mapping["Slot", Rows]


def meetings(steps: Iterable[Step]) -> Meetings:
    """The rows at which lines meet each slot."""
    met: dict[Slot, dict[int, list[int]]] = {}
    for step in steps:
        for segment in step.segments:
            for slot in (segment.start, segment.end):
                met.setdefault(slot, {}).setdefault(segment.corridor, []).append(step.row)
    return met


def ranked(stack: Sequence[Slot], met: Meetings) -> list[Slot]:
    """Slots by the mean row of their lines, those without lines last."""
    last = max((rows[-1] for sides in met.values() for rows in sides.values()), default=0) + 1
    rank: dict[Slot, float] = {}
    for position, slot in enumerate(stack):
        mine = [row for rows in met.get(slot, {}).values() for row in rows]
        rank[slot] = sum(mine) / len(mine) if mine else last + position
    return _by_rank(stack, 0, rank)


def _by_rank(stack: Sequence[Slot], depth: int, rank: Mapping[Slot, float]) -> list[Slot]:
    blocks = [
        block if len(block) == 1 else _by_rank(block, depth + 1, rank)
        for block in _blocks(stack, depth)
    ]
    blocks.sort(key=lambda block: sum([rank[slot] for slot in block]) / len(block))
    return [slot for block in blocks for slot in block]


def ordered(stack: Sequence[Slot], met: Meetings, depth: int = 0) -> list[Slot]:
    """Slots in an order with the fewest crossings, those of one zone within the lane together.

    Where the order given has no more crossings than any other, it stays. Beyond `EXACT` slots
    it is only as good as exchanging neighbours makes it.
    """
    if len(stack) < 2:
        return list(stack)
    blocks = _blocks(stack, depth)
    if any(len(block) > 1 for block in blocks):
        blocks = [ordered(block, met, depth + 1) for block in blocks]
    rows = [_rows(block, met) for block in blocks]
    order = _least(rows) if len(blocks) <= EXACT else _exchanged(rows)
    return [slot for i in order for slot in blocks[i]]


def orders(
    stack: Sequence[Slot], met: Meetings, most: float, depth: int = 0
) -> Iterator[tuple[int, list[Slot]]]:
    """Every order with fewer crossings than `most`, with these.

    Those of one zone within the lane stay together.
    """
    blocks = _blocks(stack, depth)
    inner = [
        [(0, block)] if len(block) == 1 else list(orders(block, met, most, depth + 1))
        for block in blocks
    ]
    rows = [_rows(block, met) for block in blocks]
    cost = [[crossed(a, b) for b in rows] for a in rows]
    flat = all(len(block) == 1 for block in blocks)
    for between, places in _permuted(cost, most, (), 0):
        if flat:
            yield between, [stack[i] for i in places]
            continue
        for chosen in product(*[inner[i] for i in places]):
            crossings = between + sum([within for within, _ in chosen])
            if crossings < most:
                yield crossings, [slot for _, block in chosen for slot in block]


def _permuted(
    cost: Sequence[Sequence[int]], most: float, above: tuple[int, ...], paid: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Every order that begins with `above` and costs less than `most`, with what it costs."""
    if len(above) == len(cost):
        yield paid, above
        return
    for i, _ in enumerate(cost):
        if i not in above:
            total = paid + sum([cost[j][i] for j in above])
            if total < most:
                yield from _permuted(cost, most, (*above, i), total)


def _blocks(stack: Sequence[Slot], depth: int) -> list[list[Slot]]:
    """The slots of each zone at a depth, and each other slot by itself, in the order given."""
    blocks: list[list[Slot]] = []
    zones: dict[str, list[Slot]] = {}
    for slot in stack:
        if len(slot.zones) <= depth:
            blocks.append([slot])
            continue
        zone = slot.zones[depth].id
        if zone not in zones:
            zones[zone] = []
            blocks.append(zones[zone])
        zones[zone].append(slot)
    return blocks


def _rows(block: Sequence[Slot], met: Meetings) -> Rows:
    """The rows at which lines meet the slots of a block."""
    if len(block) == 1:
        return met.get(block[0], {})
    found: dict[int, list[int]] = {}
    for slot in block:
        for corridor, rows in met.get(slot, {}).items():
            found.setdefault(corridor, []).extend(rows)
    return {corridor: sorted(rows) for corridor, rows in found.items()}


def _least(rows: Sequence[Rows]) -> list[int]:
    """An order with the fewest crossings; the one given, if it is such an order."""
    count = len(rows)
    cost = [[crossed(a, b) for b in rows] for a in rows]
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    if all(cost[i][j] <= cost[j][i] for i, j in pairs):
        return list(range(count))
    order = sorted(range(count), key=lambda i: sum([cost[j][i] < cost[i][j] for j in range(count)]))
    if all(cost[a][b] <= cost[b][a] for k, a in enumerate(order) for b in order[k + 1 :]):
        return order
    return _searched(cost)


def _searched(cost: Sequence[Sequence[int]]) -> list[int]:
    """The order whose pairs cost the least, over all sets that can stand above the rest."""
    count = len(cost)
    best: list[tuple[int, int]] = [(0, -1)] * (1 << count)
    for above in range(1, 1 << count):
        members = [i for i in range(count) if above >> i & 1]
        best[above] = min(
            (
                best[above & ~(1 << last)][0] + sum([cost[i][last] for i in members if i != last]),
                last,
            )
            for last in members
        )
    order: list[int] = []
    above = (1 << count) - 1
    while above:
        order.append(best[above][1])
        above &= ~(1 << order[-1])
    given = sum([cost[i][j] for j in range(count) for i in range(j)])
    return order[::-1] if best[-1][0] < given else list(range(count))


def _exchanged(rows: Sequence[Rows]) -> list[int]:
    """Let neighbours change places while that saves crossings.

    From the order of the mean rows, this is the usual way to few crossings between two rows of
    nodes of which one is fixed (Eades, Wormald: Edge crossings in drawings of bipartite graphs).
    """
    order = list(range(len(rows)))
    for _ in range(ROUNDS):
        changed = False
        for i in range(len(order) - 1):
            a, b = rows[order[i]], rows[order[i + 1]]
            if crossed(a, b) > crossed(b, a):
                order[i], order[i + 1] = order[i + 1], order[i]
                changed = True
        if not changed:
            break
    return order


def crossed(above: Rows, below: Rows) -> int:
    """How many pairs of lines cross where `above` stands above `below`."""
    return sum(
        [
            bisect_left(below[corridor], row)
            for corridor, rows in above.items()
            if corridor in below
            for row in rows
        ]
    )


def crossings_of(order: Sequence[Slot], met: Meetings) -> int:
    """How many pairs of lines cross at slots that stand in this order."""
    rows = [met.get(slot, {}) for slot in order]
    return sum([crossed(a, b) for i, a in enumerate(rows) for b in rows[i + 1 :]])
