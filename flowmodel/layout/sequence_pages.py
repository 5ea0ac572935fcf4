"""Where the rows of a sequence figure are divided among pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

Fits = Callable[[int, int], bool]
"""Whether the rows from one position to before another fit a page."""

FIRST = 10
"""Rows with which the search for a page's end begins."""
WITHIN = 0.09
"""What a page's end within a series costs, against pages that are unevenly filled."""
TIGHTER = (1.0, 0.95, 0.9, 0.85)
"""Shares of a page that are tried: what rows need is known only when they stand on one."""


def filled(count: int, fits: Fits, most: int = 0) -> list[int]:
    """Where the pages end that are filled one after the other; one row stands on each at least.

    Nothing where that takes over `most` pages, or a row that is larger than a page, unless
    `most` is 0.
    """
    ends: list[int] = []
    start, guess = 0, FIRST
    while start < count or not ends:
        if most and len(ends) == most:
            return []
        end = min(start + guess, count)
        first = end
        while end > start + 1 and not fits(start, end):
            end -= 1
        if most and not fits(start, end):
            return []
        while first == end < count and fits(start, end + 1):
            first = end = end + 1
        guess = max(end - start, 1)
        ends.append(end)
        start = end
    return ends


def evened(ends: list[int], heights: Sequence[float], runs: Sequence[int], fits: Fits) -> list[int]:
    """Page ends as many as `ends`, so that pages are filled alike and series stay whole.

    `heights` are what rows take on one endless page, mm, `runs` the series of each.
    """
    fullest = max(sum(heights[a:b]) for a, b in pairwise([0, *ends]))
    for share in TIGHTER:
        found = _best(len(ends), heights, runs, fullest * share)
        if found and all(fits(a, b) for a, b in pairwise([0, *found])):
            return found
    return ends


def _best(pages: int, heights: Sequence[float], runs: Sequence[int], room: float) -> list[int]:
    """The ends of pages of at most `room` mm with the least cost; nothing where there are none."""
    count = len(heights)
    upto = [0.0]
    for height in heights:
        upto.append(upto[-1] + height)
    mean = upto[-1] / pages
    costs = [0.0] + [math.inf] * count
    chosen: list[list[int]] = []
    for _ in range(pages):
        now, starts = [math.inf] * (count + 1), [0] * (count + 1)
        for end in range(1, count + 1):
            within = WITHIN if end < count and runs[end - 1] == runs[end] else 0.0
            for start in range(end - 1, -1, -1):
                tall = upto[end] - upto[start]
                if tall > room and start < end - 1:
                    break
                cost = costs[start] + ((tall - mean) / room) ** 2 + within
                if cost < now[end]:
                    now[end], starts[end] = cost, start
        chosen.append(starts)
        costs = now
    if math.isinf(costs[count]):
        return []
    ends = [count]
    for starts in reversed(chosen):
        ends.append(starts[ends[-1]])
    return ends[-2::-1]
