"""Crossings: the level line hops over the upright one."""

from __future__ import annotations

from flowmodel.layout.hops import RADIUS, with_hops


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
