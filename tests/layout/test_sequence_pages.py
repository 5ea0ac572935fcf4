"""Where the rows of a sequence figure are divided: pages filled alike, series kept whole."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flowmodel.layout.sequence_pages import Fits, evened, filled

HEIGHTS = st.lists(st.integers(1, 30).map(float), min_size=1, max_size=40)


def room(heights: list[float], most: float) -> Fits:
    return lambda start, end: sum(heights[start:end]) <= most


@given(HEIGHTS)
def test_pages_are_filled_as_far_as_they_go(heights: list[float]) -> None:
    fits = room(heights, 50.0)
    ends = filled(len(heights), fits)
    assert ends[-1] == len(heights)
    for start, end in pairwise([0, *ends]):
        assert fits(start, end)
        assert end == len(heights) or not fits(start, end + 1)


def test_a_row_larger_than_a_page_has_one_of_its_own() -> None:
    fits = room([10.0, 80.0, 10.0], 50.0)
    assert filled(3, fits) == [1, 2, 3]
    assert filled(3, fits, most=5) == []


def test_no_more_pages_than_asked_for() -> None:
    fits = room([30.0] * 4, 50.0)
    assert filled(4, fits, most=4) == [1, 2, 3, 4]
    assert filled(4, fits, most=3) == []
    assert filled(0, fits) == [0]


@given(HEIGHTS, st.data())
def test_evened_pages_are_as_many_and_none_is_fuller_than_the_fullest(
    heights: list[float], data: st.DataObject
) -> None:
    runs = sorted(data.draw(st.lists(st.integers(0, 3), min_size=len(heights), max_size=len(heights))))  # fmt: skip
    fits = room(heights, 50.0)
    ends = filled(len(heights), fits)
    found = evened(ends, heights, runs, fits)
    assert len(found) == len(ends)
    assert found[-1] == len(heights)
    for start, end in pairwise([0, *found]):
        assert start < end
        assert fits(start, end)


def test_the_last_page_is_not_left_almost_empty() -> None:
    heights = [10.0] * 11
    fits = room(heights, 100.0)
    assert filled(11, fits) == [10, 11]
    assert evened([10, 11], heights, [0] * 11, fits) in ([5, 11], [6, 11])


def test_a_series_stays_whole_where_that_leaves_no_page_almost_empty() -> None:
    fits = room([10.0] * 12, 100.0)
    assert evened([10, 12], [10.0] * 12, [0] * 8 + [1] * 4, fits) == [8, 12]
    assert evened([10, 12], [10.0] * 12, [0] * 11 + [1], fits) == [6, 12]


def test_pages_stay_as_they_were_where_no_others_fit() -> None:
    """What rows need on a page of their own may be more than on an endless one."""
    fits: Fits = lambda start, end: (start, end) in {(0, 10), (10, 12)}  # noqa: E731
    assert evened([10, 12], [10.0] * 12, [0] * 12, fits) == [10, 12]
