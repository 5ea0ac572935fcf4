"""Figures with more lanes than the page is wide: blocks of lanes, one under the other."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes import shaped

from flowmodel.graph import FlowGraph
from flowmodel.layout import lanes as figure
from flowmodel.layout.audit import audit
from flowmodel.layout.lanes import lanes
from flowmodel.layout.metrics import metrics
from flowmodel.layout.parts import MISSING
from flowmodel.layout.plan import Plan, plan
from flowmodel.layout.scene import Box, Item, Line, Page, Scene, Text
from flowmodel.layout.sections import TOLD, Stacker
from flowmodel.layout.sheet import MARGIN
from flowmodel.layout.style import PAPERS, WIDE
from flowmodel.model import Model
from flowmodel.source import load

EXAMPLES = Path(__file__).parents[2] / "examples"

MODELS = st.builds(
    shaped,
    seed=st.integers(0, 2**32),
    lanes=st.just(12),
    crowd=st.integers(1, 4),
    steps=st.integers(1, 60),
    series=st.integers(1, 4),
    nested=st.booleans(),
    label=st.sampled_from((0, 20, 60, 200)),
)
FAR = shaped(seed=2, lanes=12, crowd=3, steps=120, series=1, nested=False, label=20)
CALM = shaped(seed=1, lanes=3, crowd=1, steps=200, series=1, nested=False, label=20)
CALM = CALM.model_copy(
    update={
        "actors": tuple(
            a.model_copy(update={"controls": ()}) for a in CALM.actors if a.id[0] != "x"
        ),
        "exclusions": (),
    }
)
"""Nobody is kept out, and no actor states controls of its own."""
SAMPLE = shaped(seed=4, lanes=12, crowd=3, steps=40, series=2, nested=False, label=20)


def boxes(page: Page, role: str) -> list[Box]:
    return [i for i in page.flat() if isinstance(i, Box) and i.role == role]


def parts(block: list[Item], kind: type[Box | Line], role: str) -> list[str]:
    return [i.part for i in block if isinstance(i, kind) and i.role == role]


def steps_of(page: Page) -> list[str]:
    return [i.part for i in page.flat() if isinstance(i, Line) and i.role == "step"]


def blocks(page: Page) -> list[list[Item]]:
    """What stands in each block of lanes of a page, from top to bottom."""
    tops = sorted({b.y for b in boxes(page, "lane")})
    found: list[list[Item]] = [[] for _ in tops]
    for item in page.flat():
        y = max(p[1] for p in item.points) if isinstance(item, Line) else item.y
        at = sum(top <= y for top in tops)
        if at:
            found[at - 1].append(item)
    return found


def noted(page: Page) -> str:
    return "".join(i.text for i in page.flat() if isinstance(i, Text) and i.role == "note")


@pytest.fixture(scope="module")
def scene() -> Scene:
    return lanes(FlowGraph.of(SAMPLE))


@pytest.fixture(scope="module")
def whole() -> Plan:
    return plan(FlowGraph.of(SAMPLE))


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=25)
@given(MODELS, st.sampled_from(("a4", "a3")), st.sampled_from(("ja", "en")))
def test_no_page_is_larger_than_its_paper(model: Model, paper: str, lang: str) -> None:
    drawn = lanes(FlowGraph.of(model), lang=lang, paper=paper)  # type: ignore[arg-type]
    assert {(p.width, p.height) for p in drawn.pages} == {PAPERS[paper]}
    assert audit(drawn) == ()
    flow = [s for p in drawn.pages for s in steps_of(p)]
    wanted = [f.transfer.step for fs in FlowGraph.of(model).series.values() for f in fs]
    assert flow == wanted


def test_a_block_shows_the_lanes_and_the_actors_of_its_steps(scene: Scene, whole: Plan) -> None:
    ends = {f.transfer.step: (f.source, f.target) for s in whole.steps for f in (s.flow,)}
    flow = [b for p in scene.pages for b in blocks(p) if parts(b, Line, "step")]
    assert len(flow) > len(scene.pages)
    for block in flow:
        actors = {a.id for s in parts(block, Line, "step") for a in ends[s]}
        assert set(parts(block, Box, "actor")) == actors
        touched = [x for x in whole.lanes if any(a.id in actors for a in x.actors)]
        assert [h for h in parts(block, Box, "head") if h] == [x.zone.id for x in touched if x.zone]
        breaks = sum(b.index > a.index + 1 for a, b in pairwise(touched))
        drawn = [i for i in block if isinstance(i, Text) and i.role == "head"]
        assert sum(t.text == "…" for t in drawn) == breaks


def test_every_block_but_the_first_of_a_page_says_which_steps_it_shows(scene: Scene) -> None:
    printed = {t.step: t.printed for t in SAMPLE.transfers}
    for page in scene.pages:
        tops = sorted({b.y for b in boxes(page, "lane")})
        texts = [i for i in page.flat() if isinstance(i, Text) and i.text.startswith("▼ ")]
        for above, top, block in zip(tops, tops[1:], blocks(page)[1:], strict=False):
            (said,) = [t.text for t in texts if above < t.y < top]
            steps = parts(block, Line, "step")
            for step in (steps[:1] + steps[-1:]) if steps else ():
                assert printed[step] in said
            assert steps or said == TOLD.ja


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
    closing = [b for p in scene.pages for b in blocks(p) if not parts(b, Line, "step")]
    told = [a for b in closing for a in parts(b, Box, "actor")]
    outside = {p for e in SAMPLE.exclusions for p in e.parties}
    assert sorted(told) == sorted(a.id for a in SAMPLE.actors if a.id not in outside)
    owners = {o for b in closing for o in parts(b, Box, "box")}
    assert owners == {f"{a.id}-controls" for a in SAMPLE.actors if a.controls}
    kept = [b.id for p in scene.pages for b in boxes(p, "kept")]
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


def test_a_screen_is_one_page_of_several_blocks_no_wider_than_can_be_read() -> None:
    (page,) = lanes(FlowGraph.of(FAR), paper="screen").pages
    assert page.width == WIDE
    assert len(blocks(page)) > 10
    assert steps_of(page) == [t.step for t in FAR.transfers]
    assert audit(lanes(FlowGraph.of(FAR), paper="screen")) == ()
    ids = [i.id for i in page.flat() if isinstance(i, Box) and i.id]
    assert len(ids) == len(set(ids))
    known = set(ids)
    for line in page.flat():
        if isinstance(line, Line) and line.role == "step":
            assert {line.source, line.target} <= known


def test_a_screen_with_few_steps_shows_one_block_of_lanes() -> None:
    model = shaped(seed=2, lanes=7, crowd=1, steps=8, series=1, nested=False, label=20)
    (page,) = lanes(FlowGraph.of(model), paper="screen").pages
    assert len(blocks(page)) == 1
    assert PAPERS["screen"][0] < page.width <= figure.WIDEST


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=6)
@given(
    st.builds(
        shaped,
        seed=st.integers(0, 2**32),
        lanes=st.integers(2, 12),
        crowd=st.integers(1, 8),
        steps=st.integers(100, 500),
        series=st.integers(1, 4),
        nested=st.booleans(),
        label=st.sampled_from((0, 20, 60)),
    )
)
def test_no_violation_on_a_screen_of_many_steps(model: Model) -> None:
    drawn = lanes(FlowGraph.of(model), paper="screen")
    (page,) = drawn.pages
    assert audit(drawn) == ()
    assert page.width <= figure.WIDEST
    assert sorted(steps_of(page)) == sorted(t.step for t in model.transfers)


def test_a_larger_paper_holds_more_steps_in_type_of_the_same_size() -> None:
    small, large = (lanes(FlowGraph.of(FAR), paper=p) for p in ("a4", "a3"))
    assert 1.5 * len(large.pages) < len(small.pages)
    sizes = [
        {i.size for p in s.pages for i in p.flat() if isinstance(i, Text) and i.role == "label"}
        for s in (small, large)
    ]
    assert sizes[0] == sizes[1]


def test_pages_before_the_last_are_filled() -> None:
    drawn = lanes(FlowGraph.of(FAR))
    flow = [p for p in drawn.pages if len(steps_of(p))]
    for page in flow[:-1]:
        end = max(b.y + b.h for b in boxes(page, "lane"))
        assert end > page.height - MARGIN - 22


def test_a_high_page_has_two_blocks_where_one_has_too_many_lines_side_by_side(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = shaped(seed=2, lanes=5, crowd=8, steps=300, series=1, nested=False, label=6)
    graph = FlowGraph.of(model)
    drawn = lanes(graph, paper="a3")
    assert audit(drawn) == ()
    assert {(p.width, p.height) for p in drawn.pages} == {PAPERS["a3"]}
    zones = len(plan(graph).lanes)
    flow = [p for p in drawn.pages if steps_of(p)]
    for page in flow[1:-1]:
        found = blocks(page)
        assert len(found) == 2
        assert {len(parts(b, Box, "head")) for b in found} == {zones}
    monkeypatch.setattr(figure, "DENSE", 10**6)
    crowded = lanes(graph, paper="a3")
    assert {len(blocks(p)) for p in crowded.pages} == {1}
    assert 2 * metrics(drawn).crossings < metrics(crowded).crossings
    assert len(drawn.pages) <= 1.2 * len(crowded.pages)


def test_a_high_page_has_one_block_where_lines_run_straight() -> None:
    drawn = lanes(FlowGraph.of(load(EXAMPLES / "gallery" / "yearly" / "model.yaml")), paper="a3")
    assert len(drawn.pages) > 1
    assert {len(blocks(p)) for p in drawn.pages} == {1}


def test_what_is_told_of_the_actors_is_not_told_again_after_the_steps() -> None:
    (page,) = lanes(FlowGraph.of(CALM), paper="screen").pages
    assert page.height > figure.TALLEST
    closing = [b for b in blocks(page) if not parts(b, Line, "step")]
    assert closing == []
    first, *others = blocks(page)
    assert parts(first, Box, "data")
    assert not any(parts(b, Box, "data") for b in others)


@pytest.mark.parametrize("paper", ["a4", "screen"])
def test_actors_that_fill_a_page_are_told_on_several(paper: str) -> None:
    model = shaped(seed=6, lanes=12, crowd=40, steps=70, series=1, nested=True, label=20)
    drawn = lanes(FlowGraph.of(model), paper=paper)
    assert audit(drawn) == ()
    if paper != "screen":
        assert {(p.width, p.height) for p in drawn.pages} == {PAPERS[paper]}
    closing = [b for p in drawn.pages for b in blocks(p) if not parts(b, Line, "step")]
    told = [a for b in closing for a in parts(b, Box, "actor")]
    outside = {p for e in model.exclusions for p in e.parties}
    assert sorted(told) == sorted(a.id for a in model.actors if a.id not in outside)


def test_blocks_that_do_not_grow_as_reckoned_keep_their_least_height(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spares = Stacker._spares
    monkeypatch.setattr(Stacker, "_spares", lambda *args: [s + 500.0 for s in spares(*args)])
    drawn = lanes(FlowGraph.of(FAR))
    assert {(p.width, p.height) for p in drawn.pages} == {PAPERS["a4"]}
    assert audit(drawn) == ()
