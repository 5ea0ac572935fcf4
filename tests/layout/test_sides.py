"""Loops run at the side of their lane where they cross fewer lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes import shaped

import flowmodel as fm
from flowmodel.graph import FlowGraph
from flowmodel.layout import plan as planning
from flowmodel.layout.audit import audit
from flowmodel.layout.lanes import lanes
from flowmodel.layout.metrics import metrics
from flowmodel.layout.order import crossings_of, meetings
from flowmodel.layout.plan import Plan, plan
from flowmodel.layout.scene import Box, Line
from flowmodel.layout.sides import CROSSING, MOST_STEPS

ONE_ZONE = Path(__file__).parents[2] / "examples" / "gallery" / "one-zone" / "model.yaml"


def crossings(made: Plan) -> int:
    met = meetings(made.steps)
    return sum(crossings_of(lane.slots, met) for lane in made.lanes)


def heads(made: Plan) -> int:
    """How often a channel is named, over all corridors."""
    found = 0
    for c in range(made.corridors):
        last = None
        for step in made.steps:
            for segment in step.segments:
                if segment.corridor == c:
                    over = step.flow.transfer.over
                    found += over is not None and over != last
                    last = over
    return found


def one_sided(graph: FlowGraph, monkeypatch: pytest.MonkeyPatch) -> Plan:
    with monkeypatch.context() as patched:
        patched.setattr(planning, "spread", lambda made: None)
        return plan(graph)


def test_the_loops_of_the_only_lane_stand_at_both_sides_and_hardly_cross(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = FlowGraph.of(fm.load(ONE_ZONE))
    assert crossings(one_sided(graph, monkeypatch)) > 10
    made = plan(graph)
    assert (crossings(made), made.corridors) == (1, 2)
    sides = {s.step.flow.transfer.step: s.start_side for step in made.steps for s in step.segments}
    assert {step for step, side in sides.items() if side == "right"} == {"6"}
    scene = lanes(graph, paper="a3")
    assert audit(scene) == ()
    assert metrics(scene).crossings == 1
    (page,) = scene.pages
    lane = next(i for i in page.flat() if isinstance(i, Box) and i.role == "lane")
    ends = {
        i.part: {x < lane.x + lane.w / 2 for x, _ in i.points}
        for i in page.flat()
        if isinstance(i, Line) and i.role == "step"
    }
    assert {part for part, left in ends.items() if True in left} == {"6"}


def test_a_lane_whose_loops_do_not_cross_keeps_one_corridor() -> None:
    model = shaped(seed=0, lanes=1, crowd=1, steps=6, series=1, nested=False, label=6)
    assert plan(FlowGraph.of(model)).corridors == 1


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(2, 5), st.booleans())
def test_changing_sides_never_costs_more_than_it_saves(
    seed: int, count: int, crowd: int, nested: bool
) -> None:
    graph = FlowGraph.of(shaped(seed, count, crowd, 20, 1, nested, 6))
    with pytest.MonkeyPatch.context() as patched:
        before = one_sided(graph, patched)
    made = plan(graph)
    spared = CROSSING * (crossings(before) - crossings(made))
    assert spared >= heads(made) - heads(before)
    assert crossings(made) <= crossings(before)


def test_many_steps_stay_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    model = shaped(seed=3, lanes=1, crowd=4, steps=MOST_STEPS + 1, series=1, nested=False, label=6)
    graph = FlowGraph.of(model)
    made, before = plan(graph), one_sided(graph, monkeypatch)
    assert (made.corridors, crossings(made)) == (1, crossings(before))
