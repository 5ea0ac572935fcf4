"""The width that some steps ask for, added up step by step: what their own page would ask for."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from shapes import SHAPES, shaped

from flowmodel.graph import FlowGraph
from flowmodel.layout.gather import TRACKS, Gathering
from flowmodel.layout.lanes import LaneLayout
from flowmodel.layout.marks import NO_MARKS
from flowmodel.layout.parts import _least, part_of
from flowmodel.layout.plan import plan
from flowmodel.layout.style import PAPERS
from flowmodel.layout.wants import corridor_wants, lane_wants, with_tracks
from flowmodel.model import Model


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=30)
@given(SHAPES)
def test_the_width_is_that_of_a_page_with_these_steps(model: Model) -> None:
    whole = LaneLayout(plan(FlowGraph.of(model)), "ja", PAPERS["a4"], "", NO_MARKS)
    job = whole.job()
    lane_of = {a.id: lane.index for lane in whole.plan.lanes for a in lane.actors}
    least = _least(whole, whole.scales[-1])
    steps = whole.plan.steps[:12]
    for count in range(1, len(steps) + 1):
        taken = Gathering(job, lane_of, least, "ja")
        assert taken.room_for(steps[:count], 1e9) == count
        actors = {a.id for s in steps[:count] for a in (s.flow.source, s.flow.target)}
        part = part_of(whole.plan, taken.lanes, steps[:count], actors)
        writing = corridor_wants(job.setter, part, job.maker, "ja")
        between = with_tracks(job.setter, writing, [(TRACKS // 2, TRACKS // 2)] * part.corridors)
        wants = [*lane_wants(job.setter, part, "ja"), *between]
        assert taken.width == pytest.approx(sum(w.least for w in wants))


def test_steps_are_taken_as_long_as_they_find_room_and_one_always() -> None:
    whole = LaneLayout(plan(FlowGraph.of(shaped(4, 12, 3, 40, 2, False, 20))), "ja", PAPERS["a4"], "", NO_MARKS)  # fmt: skip
    lane_of = {a.id: lane.index for lane in whole.plan.lanes for a in lane.actors}
    least = _least(whole, whole.scales[-1])
    counts = [
        Gathering(whole.job(), lane_of, least, "ja").room_for(whole.plan.steps, room)
        for room in (0.0, 200.0, 400.0, 1e9)
    ]
    assert counts[0] == 1
    assert counts == sorted(counts)
    assert counts[-1] == len(whole.plan.steps)
    assert len(set(counts)) > 2
