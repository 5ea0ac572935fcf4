"""Figures with more lanes than the paper is wide: pages by lanes, each complete in itself."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes import shaped

from flowmodel.graph import FlowGraph
from flowmodel.layout.audit import audit
from flowmodel.layout.lanes import lanes
from flowmodel.layout.parts import MISSING
from flowmodel.layout.plan import Plan, plan
from flowmodel.layout.scene import Box, Line, Page, Scene, Text
from flowmodel.layout.style import PAPERS
from flowmodel.model import Model

WIDE = st.builds(
    shaped,
    seed=st.integers(0, 2**32),
    lanes=st.just(12),
    crowd=st.integers(1, 4),
    steps=st.integers(1, 60),
    series=st.integers(1, 4),
    nested=st.booleans(),
    label=st.sampled_from((0, 20, 60, 200)),
)
SAMPLE = shaped(seed=4, lanes=12, crowd=3, steps=40, series=2, nested=False, label=20)


def boxes(page: Page, role: str) -> list[Box]:
    return [i for i in page.flat() if isinstance(i, Box) and i.role == role]


def steps_of(page: Page) -> list[str]:
    return [i.part for i in page.flat() if isinstance(i, Line) and i.role == "step"]


def noted(page: Page) -> str:
    return "".join(i.text for i in page.flat() if isinstance(i, Text) and i.role == "note")


@pytest.fixture(scope="module")
def scene() -> Scene:
    return lanes(FlowGraph.of(SAMPLE))


@pytest.fixture(scope="module")
def whole() -> Plan:
    return plan(FlowGraph.of(SAMPLE))


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=25)
@given(WIDE, st.sampled_from(("a4", "a3")), st.sampled_from(("ja", "en")))
def test_no_page_is_larger_than_its_paper(model: Model, paper: str, lang: str) -> None:
    drawn = lanes(FlowGraph.of(model), lang=lang, paper=paper)  # type: ignore[arg-type]
    assert {(p.width, p.height) for p in drawn.pages} == {PAPERS[paper]}
    assert audit(drawn) == ()
    flow = [s for p in drawn.pages for s in steps_of(p)]
    wanted = [f.transfer.step for fs in FlowGraph.of(model).series.values() for f in fs]
    assert flow == wanted


def test_a_page_shows_the_lanes_and_the_actors_of_its_steps(scene: Scene, whole: Plan) -> None:
    ends = {f.transfer.step: (f.source, f.target) for s in whole.steps for f in (s.flow,)}
    flow = [p for p in scene.pages if steps_of(p)]
    assert len(flow) > 2
    for page in flow:
        actors = {a.id for s in steps_of(page) for a in ends[s]}
        assert {b.part for b in boxes(page, "actor")} == actors
        touched = [x for x in whole.lanes if any(a.id in actors for a in x.actors)]
        heads = [b.part for b in sorted(boxes(page, "head"), key=lambda b: b.x)]
        assert [h for h in heads if h] == [x.zone.id for x in touched if x.zone]
        breaks = sum(b.index > a.index + 1 for a, b in pairwise(touched))
        drawn = [i for i in page.flat() if isinstance(i, Text) and i.role == "head"]
        assert sum(t.text == "…" for t in drawn) == breaks


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_note_names_the_zones_that_are_not_on_the_page(whole: Plan, lang: str) -> None:
    for page in lanes(FlowGraph.of(SAMPLE), lang=lang).pages:  # type: ignore[arg-type]
        shown = {b.part for b in boxes(page, "head")}
        missing = [x for x in whole.lanes if x.zone and x.zone.id not in shown]
        note = noted(page).replace(" ", "")
        assert missing
        for lane in missing:
            assert lane.zone is not None
            assert lane.zone.label(lang).replace(" ", "") in note  # type: ignore[arg-type]
        start = MISSING.format(count=len(missing), names="").text(lang)  # type: ignore[arg-type]
        assert start.replace(" ", "") in note or "free" in {a.id for a in SAMPLE.actors}


def test_the_closing_pages_tell_all_of_every_actor_once(scene: Scene) -> None:
    closing = [p for p in scene.pages if not steps_of(p)]
    told = [b.part for p in closing for b in boxes(p, "actor")]
    outside = {p for e in SAMPLE.exclusions for p in e.parties}
    assert sorted(told) == sorted(a.id for a in SAMPLE.actors if a.id not in outside)
    owners = {b.part for p in closing for b in boxes(p, "box")}
    assert owners == {f"{a.id}-controls" for a in SAMPLE.actors if a.controls}
    kept = [b.id for p in closing for b in boxes(p, "kept")]
    assert kept == [f"kept{i}" for i in range(len(SAMPLE.exclusions))]


def test_a_zone_has_one_ground_on_all_pages(scene: Scene) -> None:
    grounds: dict[str, set[str]] = {}
    for page in scene.pages:
        for box in boxes(page, "lane"):
            if box.part:
                grounds.setdefault(box.part, set()).add(box.fill)
    assert {len(g) for g in grounds.values()} == {1}


def test_steps_whose_tracks_find_no_room_are_divided_among_more_pages() -> None:
    model = shaped(seed=2, lanes=5, crowd=8, steps=300, series=1, nested=False, label=6)
    drawn = lanes(FlowGraph.of(model))
    assert audit(drawn) == ()
    assert {(p.width, p.height) for p in drawn.pages} == {PAPERS["a4"]}


def test_a_screen_is_as_wide_as_the_lanes_ask_for() -> None:
    (page,) = lanes(FlowGraph.of(SAMPLE), paper="screen").pages
    assert page.width > PAPERS["screen"][0]
