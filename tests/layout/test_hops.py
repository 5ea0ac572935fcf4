"""Crossings: the level line hops over the upright one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from shapes import SHAPES

from flowmodel.graph import FlowGraph
from flowmodel.layout.canvas import text_box
from flowmodel.layout.geometry import distance
from flowmodel.layout.hops import BESIDE, RADIUS, with_hops
from flowmodel.layout.lanes import lanes
from flowmodel.layout.scene import Line, Text
from flowmodel.model import Model

Rect = tuple[float, float, float, float]


def test_lines_that_do_not_cross_stay_as_they_are() -> None:
    routes = [((0.0, 10.0), (50.0, 10.0)), ((0.0, 20.0), (50.0, 20.0))]
    assert with_hops(routes) == routes
    beside = [*routes, ((60.0, 0.0), (60.0, 30.0))]
    assert with_hops(beside) == beside


def test_the_level_line_hops_and_the_upright_one_does_not() -> None:
    level, upright = ((0.0, 10.0), (50.0, 10.0)), ((20.0, 0.0), (20.0, 30.0))
    hopping, same = with_hops([level, upright])
    assert same == upright
    assert hopping[0] == level[0]
    assert hopping[-1] == level[-1]
    assert min(y for _, y in hopping) == 10.0 - RADIUS
    assert {round(x, 6) for x, y in hopping if y == 10.0 - RADIUS} == {20.0}
    assert [x for x, _ in hopping] == sorted(x for x, _ in hopping)


def test_a_line_to_the_left_hops_in_its_own_direction() -> None:
    hopping, _ = with_hops([((50.0, 10.0), (0.0, 10.0)), ((20.0, 0.0), (20.0, 30.0))])
    assert [x for x, _ in hopping] == sorted((x for x, _ in hopping), reverse=True)


def test_hops_that_stand_close_share_the_room_between_them() -> None:
    close = [((20.0, 0.0), (20.0, 30.0)), ((21.0, 0.0), (21.0, 30.0))]
    hopping = with_hops([((0.0, 10.0), (50.0, 10.0)), *close])[0]
    tops = sorted(y for _, y in hopping)[:2]
    assert all(10.0 - RADIUS < y < 10.0 - 0.2 for y in tops)
    assert [x for x, _ in hopping] == sorted(x for x, _ in hopping)


def test_where_there_is_no_room_for_a_hop_none_is_drawn() -> None:
    level = ((19.9, 10.0), (50.0, 10.0))
    assert with_hops([level, ((20.0, 0.0), (20.0, 30.0))])[0] == level


def test_a_line_does_not_hop_over_itself_nor_where_ends_only_touch() -> None:
    bent = ((0.0, 10.0), (30.0, 10.0), (30.0, 5.0), (20.0, 5.0), (20.0, 30.0))
    assert with_hops([bent]) == [bent]
    touching = [((0.0, 10.0), (50.0, 10.0)), ((20.0, 10.0), (20.0, 30.0))]
    assert with_hops(touching) == touching


def test_a_hop_that_would_touch_a_line_above_falls_and_between_two_lines_is_smaller() -> None:
    upright = ((20.0, 0.0), (20.0, 30.0))
    level, above, below = (((0.0, y), (50.0, y)) for y in (10.0, 9.2, 10.9))
    alone = with_hops([level, upright])[0]
    falling = with_hops([level, upright, above])[0]
    assert falling[1:-1] == tuple((x, 20.0 - y) for x, y in alone[1:-1])
    squeezed = with_hops([level, upright, above, below])[0]
    assert max(y for _, y in squeezed) == 10.9 - BESIDE
    elsewhere = ((30.0, 9.2), (50.0, 9.2))
    assert with_hops([level, upright, elsewhere])[0] == alone


def hops(line: Line) -> list[Rect]:
    """The places of the hops of a line."""
    found: list[Rect] = []
    slanted = False
    for (x1, y1), (x2, y2) in pairwise(line.points):
        before, slanted = slanted, abs(x1 - x2) > 1e-6 and abs(y1 - y2) > 1e-6
        rect = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
        if slanted and before:
            a = found.pop()
            rect = min(a[0], rect[0]), min(a[1], rect[1]), max(a[2], rect[2]), max(a[3], rect[3])
        if slanted:
            found.append(rect)
    return found


def tip(line: Line) -> Rect:
    """What the arrowhead of a step covers."""
    (x1, _), (x2, y) = line.points[-2:]
    back = x2 - line.head if x2 > x1 else x2 + line.head
    return min(back, x2), y - line.head / 2, max(back, x2), y + line.head / 2


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=25)
@given(SHAPES)
def test_hops_keep_away_from_arrowheads_labels_and_numbers(model: Model) -> None:
    for page in lanes(FlowGraph.of(model)).pages:
        lines = [i for i in page.flat() if isinstance(i, Line) and i.role == "step"]
        texts = [text_box(i) for i in page.flat() if isinstance(i, Text) and i.part]
        for line in lines:
            for hop in hops(line):
                assert distance(hop, tip(line)) > 2.0
                assert all(distance(hop, tip(other)) > 0.5 for other in lines)
                assert all(distance(hop, t) > 0.3 for t in texts)
