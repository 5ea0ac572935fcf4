"""The order of actors in a lane: close to the fewest crossings that any order has."""

from __future__ import annotations

from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st
from shapes import shaped

from flowmodel.graph import FlowGraph
from flowmodel.layout.lanes import LaneLayout
from flowmodel.layout.marks import NO_MARKS
from flowmodel.layout.metrics import metrics
from flowmodel.layout.plan import crossed, plan
from flowmodel.layout.scene import Scene
from flowmodel.layout.style import PAPERS

MOST_ORDERS = 40


def crossings(graph: FlowGraph, order: tuple[tuple[str, ...], ...] = ()) -> int:
    """Crossings of the figure with the actors of each lane as they are, or in `order`."""
    layout = LaneLayout(plan(graph), "ja", PAPERS["screen"], "", NO_MARKS)
    layout.scales = layout.scales[-1:]
    for lane, wanted in zip(layout.plan.lanes, order, strict=False):
        mine = {s.actor.id: s for s in lane.slots if s.actor is not None}
        rest = iter([mine[id] for id in wanted])
        lane.slots = [s if s.actor is None else next(rest) for s in lane.slots]
    return metrics(Scene("t", "t", "t", "ja", layout.pages())).crossings


def test_crossings_are_close_to_the_least_of_all_orders() -> None:
    ours = least = worst = 0
    for seed in range(24):
        graph = FlowGraph.of(shaped(seed, 3, 3, 9, 1, False, 6))
        actors = [[a.id for a in lane.actors] for lane in plan(graph).lanes]
        orders = list(product(*map(permutations, actors)))
        if len(orders) > MOST_ORDERS:
            continue
        every = [crossings(graph, order) for order in orders]
        ours, least, worst = ours + crossings(graph), least + min(every), worst + max(every)
    assert worst > 1.3 * least > 0
    assert ours <= 1.04 * least


@given(st.lists(st.integers(0, 30), max_size=8), st.lists(st.integers(0, 30), max_size=8))
def test_crossings_are_counted_as_by_hand(above: list[int], below: list[int]) -> None:
    counted = sum(b < a for a in above for b in below)
    assert crossed({0: sorted(above)}, {0: sorted(below), 1: [0]}) == counted
