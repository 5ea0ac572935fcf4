"""Models of every shape: no violation, every page complete, nothing told twice or not at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shapes import LARGE, SHAPES, shaped

from flowmodel.graph import FlowGraph
from flowmodel.layout.audit import audit
from flowmodel.layout.lanes import AFTER, BEFORE, lanes
from flowmodel.layout.scene import Box, Line, Page, Scene, Text
from flowmodel.layout.style import PAPERS
from flowmodel.model import Model

QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck))
SHIFTED = shaped(seed=727556, lanes=2, crowd=1, steps=277, series=4, nested=False, label=20)
"""Two pages on which a band has one place for its writing and two widths."""
CROWD = shaped(seed=3, lanes=2, crowd=8, steps=150, series=2, nested=False, label=20)


def texts(page: Page, role: str) -> list[str]:
    return [i.text for i in page.flat() if isinstance(i, Text) and i.role == role]


@settings(QUICK, max_examples=40)
@given(SHAPES, st.sampled_from(tuple(PAPERS)), st.sampled_from(("ja", "en")))
def test_no_violation(model: Model, paper: str, lang: str) -> None:
    assert audit(lanes(FlowGraph.of(model), lang=lang, paper=paper)) == ()  # type: ignore[arg-type]


@settings(QUICK, max_examples=4)
@given(LARGE, st.sampled_from(("a4", "a3")))
@example(SHIFTED, "a4")
def test_no_violation_on_many_pages(model: Model, paper: str) -> None:
    scene = lanes(FlowGraph.of(model), paper=paper)
    assert audit(scene) == ()
    assert len(scene.pages) > 2


@settings(QUICK, max_examples=10)
@given(SHAPES, st.sampled_from(("a4", "a3")))
def test_every_page_has_the_heads_of_its_steps_and_the_legend(model: Model, paper: str) -> None:
    graph = FlowGraph.of(model)
    scene = lanes(graph, paper=paper)
    for page in scene.pages:
        heads = {i.part for i in page.flat() if isinstance(i, Box) and i.role == "head"}
        told = [graph.lane_of(graph.actors[a]) for a in actors_of(page)]
        assert {z.id if z else "" for z in told} <= heads
        if not any("…" in i for i in texts(page, "head")):
            names = [z.id for z in graph.model.zones if z.id in heads]
            said = [i for i in texts(page, "note") if i.startswith("… ほか")]
            drawn = {graph.lane_of(a) for a in graph.model.actors if a.zone}
            assert bool(said) == (len(names) < len(drawn)) or "free" in graph.actors
        if any(isinstance(i, Line) and i.role == "step" for i in page.flat()):
            assert len([i for i in page.flat() if isinstance(i, Line) and i.role == "legend"]) == (
                len(graph.series)
            )


def steps_of(page: Page) -> list[str]:
    return [i.part for i in page.flat() if isinstance(i, Line) and i.role == "step"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_pages_say_where_the_steps_go_on(lang: str) -> None:
    graph = FlowGraph.of(CROWD)
    scene = lanes(graph, lang=lang)  # type: ignore[arg-type]
    printed = {t.step: t.printed for t in CROWD.transfers}
    flow = [p for p in scene.pages if steps_of(p)]
    assert len(flow) > 3
    for before, page in pairwise(flow):
        said = " ".join(i.text for i in page.flat() if isinstance(i, Text))
        assert BEFORE.text(lang).format(step=printed[steps_of(before)[-1]]) in said  # type: ignore[arg-type]
        told = " ".join(i.text for i in before.flat() if isinstance(i, Text))
        assert AFTER.text(lang).format(step=printed[steps_of(page)[0]]) in told  # type: ignore[arg-type]
    first = " ".join(i.text for i in flow[0].flat() if isinstance(i, Text))
    assert BEFORE.text(lang)[:2] not in first  # type: ignore[arg-type]


def actors_of(page: Page) -> set[str]:
    return {i.part for i in page.flat() if isinstance(i, Box) and i.role == "actor"}


def crowded() -> Scene:
    """Forty actors in a lane: more than a page holds."""
    model = shaped(seed=5, lanes=2, crowd=1, steps=1, series=1, nested=False, label=20)
    desk = model.actors[0]
    many = [desk.model_copy(update={"id": f"m{i}", "name": f"担当{i}"}) for i in range(40)]
    step = model.transfers[0]
    channel = {"name": "庁内LAN", "medium": "network"}
    target = model.actors[1]
    transfers = [
        step.model_copy(update={
            "step": str(i + 1), "source": m.id, "target": target.id, "over": f"c{i}",
            "operation": "send",
        })
        for i, m in enumerate(many)
    ]  # fmt: skip
    data = model.model_dump(by_alias=True, exclude_unset=True)
    data["actors"] = [*data["actors"], *(m.model_dump(exclude_unset=True) for m in many)]
    data["transfers"] = [t.model_dump(by_alias=True, exclude_unset=True) for t in transfers]
    data["channels"] = [
        {**channel, "id": f"c{i}", "between": [m.id, target.id]} for i, m in enumerate(many)
    ]
    return lanes(FlowGraph.of(Model.model_validate(data)))


def test_a_crowded_lane_shows_who_takes_part_and_says_how_many_more_there_are() -> None:
    scene = crowded()
    assert audit(scene) == ()
    assert {(p.width, p.height) for p in scene.pages} == {PAPERS["a4"]}
    flow = [p for p in scene.pages if steps_of(p)]
    closing = [p for p in scene.pages if not steps_of(p)]
    assert len(flow) > 2
    assert len(closing) > 1
    for page in flow:
        ends = {e.removeprefix("actor.") for i in page.flat() if isinstance(i, Line) and i.role == "step"
                for e in (i.source, i.target)}  # fmt: skip
        assert actors_of(page) == ends
        absent = 41 - len(actors_of(page) - {"a1-0"})
        assert f"ほか {absent} 主体" in texts(page, "more")
    everyone = [a for page in closing for a in sorted(actors_of(page))]
    assert sorted(everyone) == sorted({a for p in flow for a in actors_of(p)} | {"a0-0"})


def test_each_page_of_several_is_described_by_its_own_steps() -> None:
    scene = lanes(FlowGraph.of(CROWD))
    for page in scene.pages:
        for step in steps_of(page):
            assert next(t for t in CROWD.transfers if t.step == step).printed in page.description
    sizes = [len(p.description) for p in scene.pages]
    assert max(sizes) < len(scene.description) / 2


def test_five_hundred_transfers_on_one_page_for_a_screen() -> None:
    model = shaped(seed=11, lanes=3, crowd=2, steps=500, series=2, nested=True, label=20)
    scene = lanes(FlowGraph.of(model), paper="screen")
    (page,) = scene.pages
    assert sorted(steps_of(page)) == sorted(t.step for t in model.transfers)
    assert audit(scene) == ()
