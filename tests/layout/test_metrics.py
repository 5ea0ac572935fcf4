"""What is counted of a drawing, against drawings of which it is known."""

from __future__ import annotations

import pytest

from flowmodel.layout.hops import with_hops
from flowmodel.layout.metrics import audited, metrics
from flowmodel.layout.scene import Box, Item, Line, Page, Scene, Text


def scene(*pages: tuple[Item, ...]) -> Scene:
    return Scene("t", "t", "t", "ja", tuple(Page(100, 80, items) for items in pages))


def step(part: str, *points: tuple[float, float]) -> Line:
    return Line(points, "step", part)


def test_crossings_bends_and_lengths_are_those_of_the_step_lines() -> None:
    bent = step("1", (10, 10), (40, 10), (40, 30), (60, 30))
    across = step("2", (50, 5), (50, 50))
    legend = Line(((10, 70), (90, 70)), "legend")
    found = metrics(scene((bent, across, legend)))
    assert (found.crossings, found.bends, found.pages) == (1, 2, 1)
    assert found.edge_length_mm == 30 + 20 + 20 + 45


def test_a_hop_is_no_bend_and_its_crossing_counts_once() -> None:
    routes = with_hops([((10.0, 10.0), (60.0, 10.0)), ((20.0, 0.0), (20.0, 30.0)), ((30.0, 0.0), (30.0, 30.0))])  # fmt: skip
    found = metrics(scene(tuple(step(str(i), *r) for i, r in enumerate(routes))))
    assert (found.crossings, found.bends) == (2, 0)


def test_ends_that_meet_do_not_cross() -> None:
    assert metrics(scene((step("1", (10, 10), (40, 10)), step("2", (40, 10), (40, 30))))).crossings == 0  # fmt: skip


def test_pages_are_added_up_and_the_smallest_text_is_told() -> None:
    text = Text(10, 20, "文字", 7.5, 10, "body")
    one = step("1", (10, 10), (40, 10))
    found = metrics(scene((one, text), (one,), ()))
    assert (found.pages, found.edge_length_mm, found.min_text_pt) == (3, 60, 7.5)
    assert metrics(scene(())).min_text_pt == 0.0


def test_white_space_is_what_nothing_but_the_ground_covers() -> None:
    lane = Box(0, 0, 100, 80, "lane")
    assert metrics(scene((lane,))).white_space == 1.0
    half = metrics(scene((lane, Box(0, 0, 100, 39, "actor")))).white_space
    assert half == pytest.approx(0.5, abs=0.02)
    assert metrics(scene()).white_space == 1.0


def test_the_audit_as_plain_data_has_all_that_tools_ask_for() -> None:
    found = audited(scene((Text(95, 20, "文字", 6.0, 10, "body"),)))
    assert set(found) == {
        "violations", "crossings", "bends", "edge_length_mm", "white_space", "min_text_pt", "pages",
    }  # fmt: skip
    kinds = {v["kind"]: v for v in found["violations"]}
    assert set(kinds) == {"outside-page", "text-too-small"}
    assert kinds["text-too-small"] == {
        "kind": "text-too-small", "parts": ["文字"], "page": 1, "detail": "6.0 pt",
    }  # fmt: skip
