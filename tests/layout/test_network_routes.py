"""Tracks, heights and pages of graph figures: what holds whatever is drawn."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowmodel.layout.moving import apart_from, moved
from flowmodel.layout.network_pages import halves
from flowmodel.layout.network_tracks import (
    BESIDE,
    ROUND,
    TRACK,
    Net,
    give_tracks,
    rounded,
    set_out,
)
from flowmodel.layout.scene import Box, Group, Line, Shape, Text
from flowmodel.layout.spacing import apart

calm = settings(deadline=None, suppress_health_check=list(HealthCheck))
SPOTS = st.floats(-50, 50, allow_nan=False).map(lambda x: round(x, 2))


@calm
@given(st.lists(SPOTS, max_size=12), st.floats(0.1, 5), SPOTS, st.floats(0, 80))
def test_places_keep_their_order_and_distance_within_their_room(
    wanted: list[float], pitch: float, low: float, room: float
) -> None:
    high = low + room
    found = apart(wanted, pitch, low, high)
    assert len(found) == len(wanted)
    least = min(pitch, room / max(len(wanted) - 1, 1))
    assert all(b - a >= least - 1e-6 for a, b in pairwise(found))
    assert all(low - 1e-6 <= at <= high + 1e-6 for at in found)


@calm
@given(st.lists(SPOTS, min_size=1, max_size=8).map(sorted))
def test_places_that_are_far_enough_apart_stay(wanted: list[float]) -> None:
    spread = [at + 3.0 * i for i, at in enumerate(wanted)]
    assert apart(spread, 3.0, -1e3, 1e3) == pytest.approx(spread)
    # Where two want one place, one of them has it.
    assert 5.0 in apart([5.0, 5.0], 2.0, 0.0, 10.0)


def test_without_room_all_stand_in_the_middle() -> None:
    assert apart([1.0], 2.0, 4.0, 2.0) == [3.0]


@st.composite
def channels(draw: st.DrawFn) -> list[Net]:
    """Nets whose ends at each side are as far apart as ports are."""
    count = draw(st.integers(1, 9))
    sides = [
        [at * BESIDE * 1.01 for at in draw(st.permutations(range(2 * count)))[:count]]
        for _ in range(2)
    ]
    return [Net(a, b) for a, b in zip(*sides, strict=True)]


@calm
@given(channels())
def test_upright_stretches_that_touch_have_tracks_of_their_own(nets: list[Net]) -> None:
    count = give_tracks(nets)
    set_out(nets, 0.0, TRACK * max(count - 1, 0))
    upright = [n for n in nets if not n.level]
    for i, a in enumerate(upright):
        assert 0 <= a.track < count
        assert -1e-6 <= a.at <= TRACK * (count - 1) + 1e-6
        for b in upright[i + 1 :]:
            if max(a.low, b.low) < min(a.high, b.high) + BESIDE:
                assert abs(a.at - b.at) >= TRACK - 1e-6


@calm
@given(st.lists(st.integers(0, 40), min_size=2, max_size=8, unique=True), st.data())
def test_lines_that_keep_their_order_do_not_cross(before: list[int], data: st.DataObject) -> None:
    after = data.draw(st.lists(st.integers(0, 40), min_size=len(before), max_size=len(before), unique=True))  # fmt: skip
    # Half a step aside, so that no end lies at the height of another.
    nets = [Net(a * 2.2, b * 2.2 + 1.1) for a, b in zip(sorted(before), sorted(after), strict=True)]
    count = give_tracks(nets)
    set_out(nets, 0.0, TRACK * max(count - 1, 0))
    for a in nets:
        for b in nets:
            if a is not b:
                assert not (b.low < a.before < b.high and b.at < a.at)
                assert not (b.low < a.after < b.high and b.at > a.at)


def test_corners_are_round_and_ends_stay_straight() -> None:
    points = rounded([(0, 0), (5, 0), (5, 10), (5, 10), (9, 10), (12, 10)], 2.0)
    assert points[0] == (0, 0)
    assert points[-1] == (12, 10)
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 1e-9 for a, b in pairwise(points))
    assert (5 - ROUND, 0) in [(pytest.approx(x), pytest.approx(y)) for x, y in points]
    assert (5, 0) not in points
    # No room for a curve beside the straight ends: the corner stays.
    assert rounded([(0, 0), (2, 0), (2, 1)], 2.0) == [(0, 0), (2, 0), (2, 1)]
    assert rounded([(1, 1)], 1.0) == [(1, 1)]


def test_halves_tear_few_of_a_box_apart() -> None:
    chain = [(i, i + 1) for i in range(9)]
    first, second = halves(chain, lambda c: c, int)
    assert first + second == chain
    assert 3 <= len(first) <= 6
    # Two stars that share one line are parted between them, in whatever order they are told.
    stars = [(0, 10), (20, 11), (0, 12), (20, 13), (0, 14), (20, 15), (0, 20)]
    first, second = halves(stars, lambda c: c, int)
    assert {0 in c for c in first if 20 not in c} == {True}
    assert {20 in c for c in second} == {True}


def test_numbered_lines_are_parted_in_the_order_of_their_numbers() -> None:
    stars = [(0, 10), (20, 11), (0, 12), (20, 13), (0, 14), (20, 15), (0, 20)]
    first, second = halves(stars, lambda c: c, int, lambda c: [stars.index(c)])
    assert first + second == stars


def test_ids_that_stand_on_a_page_are_not_given_twice() -> None:
    box = Box(0, 0, 1, 1, "actor", "actor.a")
    items = [
        Group((box, Text(0, 0, "x", 7.0, 1.0, "name", "actor.a")), "a"),
        Line(((0, 0), (1, 0)), "step", source="actor.a", target="card0"),
        Shape("M0 0L1 1", 0, 0, 1, 1, "icon"),
    ]  # fmt: skip
    assert apart_from([], items) == items
    once = apart_from(items, items)
    group, line, shape = once
    assert isinstance(group, Group)
    assert isinstance(line, Line)
    assert [getattr(i, "id", getattr(i, "inside", "")) for i in group.items] == ["actor.a~2"] * 2
    assert (line.source, line.target) == ("actor.a~2", "card0")
    assert shape == items[2]
    (twice, *_) = apart_from([*items, *once], items)
    assert isinstance(twice, Group)
    assert twice.items[0].id == "actor.a~3"  # type: ignore[union-attr]


@calm
@given(st.floats(0.5, 2), SPOTS, SPOTS)
def test_paths_move_with_their_shapes(scale: float, dx: float, dy: float) -> None:
    shape = moved(Shape("M1 2L3 4", 1, 2, 2, 2, "icon"), scale, dx, dy)
    assert isinstance(shape, Shape)
    numbers = [float(n) for n in shape.d.replace("M", " ").replace("L", " ").split()]
    wanted = [1 * scale + dx, 2 * scale + dy, 3 * scale + dx, 4 * scale + dy]
    assert numbers == pytest.approx(wanted, abs=1e-3)
    assert shape.x == pytest.approx(numbers[0], abs=1e-3)
