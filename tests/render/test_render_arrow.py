"""Arrowheads: where they point and what of the line stays."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from scene_samples import scene

from flowmodel.layout.scene import Line
from flowmodel.render.arrow import ASPECT, OVERLAP, arrow
from flowmodel.render.svg import svg

place = st.tuples(*[st.floats(-500, 500)] * 2)


def test_a_head_to_the_right() -> None:
    shaft, head = arrow(Line(((0, 0), (10, 0)), "flow", head=2))
    assert head == ((10, 0), (8, ASPECT), (8, -ASPECT))
    assert shaft == ((0, 0), (10 - 2 * (1 - OVERLAP), 0))


def test_a_head_down_after_a_bend() -> None:
    shaft, head = arrow(Line(((0, 0), (5, 0), (5, 9)), "flow", head=1))
    assert head[0] == (5, 9)
    assert {y for _, y in head[1:]} == {8}
    assert shaft[:2] == ((0, 0), (5, 0))


def test_a_last_stretch_shorter_than_the_head_is_left_out() -> None:
    shaft, head = arrow(Line(((0, 0), (5, 0), (5, 0.5)), "flow", head=3))
    assert shaft == ((0, 0), (5, 0))
    assert head[0] == (5, 0.5)
    assert head[1][1] == pytest.approx(-2.5)


def test_repeated_points_do_not_hide_the_direction() -> None:
    _, head = arrow(Line(((0, 0), (5, 0), (5, 0), (5, 0)), "flow", head=1))
    assert head[0] == (5, 0)
    assert head[1][0] == pytest.approx(4)


@pytest.mark.parametrize("points", [(), ((1, 1),), ((1, 1), (1, 1))])
def test_no_length_no_head(points: tuple[tuple[float, float], ...]) -> None:
    assert arrow(Line(points, "flow", head=1)) == (points, ())
    svg(scene((Line(points, "flow", head=1),)))


def test_without_a_head_the_line_is_whole() -> None:
    points = ((0.0, 0.0), (5.0, 5.0))
    assert arrow(Line(points, "flow")) == (points, ())


@given(place, place, st.floats(0.1, 10))
def test_the_head_has_its_size_whatever_the_direction(
    start: tuple[float, float], end: tuple[float, float], size: float
) -> None:
    if math.dist(start, end) <= 1e-3:
        return
    shaft, (tip, left, right) = arrow(Line((start, end), "flow", head=size))
    assert tip == end
    assert math.dist(left, right) == pytest.approx(size * ASPECT)
    middle = ((left[0] + right[0]) / 2, (left[1] + right[1]) / 2)
    assert math.dist(middle, tip) == pytest.approx(size)
    # The line comes no nearer to the tip than where it is hidden by the head.
    assert min(math.dist(p, tip) for p in shaft) >= min(
        size * (1 - OVERLAP) - 1e-6, math.dist(start, end)
    )


def test_it_is_drawn_as_a_filled_path() -> None:
    line = Line(((0, 0), (10, 0)), "flow", stroke="#123456", weight=0.5, dash=(2, 1), head=2)
    root = etree.fromstring(svg(scene((line,))))
    shaft, head = root.findall("{http://www.w3.org/2000/svg}path")
    assert dict(shaft.attrib) == {
        "d": "M0 0L8.5 0",
        "fill": "none",
        "stroke": "#123456",
        "stroke-width": "0.5",
        "stroke-dasharray": "2 1",
    }
    assert dict(head.attrib) == {"d": "M10 0L8 0.72L8 -0.72Z", "fill": "#123456"}
