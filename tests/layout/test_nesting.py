"""Zones within a lane: a frame around their actors, each within the frame that holds it."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes import shaped

from flowmodel.graph import FlowGraph
from flowmodel.layout.geometry import Rect, within
from flowmodel.layout.lanes import lanes
from flowmodel.layout.scene import Box, Text


def rect(box: Box) -> Rect:
    return box.x, box.y, box.x + box.w, box.y + box.h


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(1, 20))
def test_every_actor_stands_in_the_frames_of_its_zones(seed: int, count: int, steps: int) -> None:
    model = shaped(seed, count, 6, steps, 2, True, 20)
    graph = FlowGraph.of(model)
    (page,) = lanes(graph, paper="screen").pages
    boxes = [i for i in page.flat() if isinstance(i, Box)]
    frames = {b.part: b for b in boxes if b.role == "zone"}
    for box in boxes:
        if box.role != "actor":
            continue
        zone = graph.zone_of(graph.actors[box.part])
        around = []
        while zone is not None and zone.parent:
            around.append(zone.id)
            zone = graph.zones[zone.parent]
        for id, frame in frames.items():
            assert within(rect(box), rect(frame)) == (id in around)
    for id, frame in frames.items():
        parent = graph.zones[id].parent
        if parent in frames:
            assert within(rect(frame), rect(frames[parent]))
        names = [
            i for i in page.flat() if isinstance(i, Text) and i.role == "zone" and i.part == id
        ]
        assert "".join(n.text for n in names).replace(" ", "") == graph.zones[id].label("ja").replace(" ", "")  # fmt: skip


def test_one_zone_has_one_frame() -> None:
    for seed in range(12):
        (page,) = lanes(FlowGraph.of(shaped(seed, 3, 8, 12, 1, True, 6)), paper="screen").pages
        parts = [i.part for i in page.flat() if isinstance(i, Box) and i.role == "zone"]
        assert len(parts) == len(set(parts))
