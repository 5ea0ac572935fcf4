"""Whatever the model, its figure has no collision, overflow or struck label."""

from __future__ import annotations

from drawable import drawable_models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowmodel.graph import FlowGraph
from flowmodel.layout.audit import audit
from flowmodel.layout.lanes import lanes
from flowmodel.layout.marks import Marks, step_key
from flowmodel.layout.scene import Line, Text
from flowmodel.model import Model


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawable_models(), st.sampled_from(("a4", "a3")), st.booleans())
def test_no_violation(model: Model, paper: str, flagged: bool) -> None:
    flags = {a.id: ("A01", "A02") for a in model.actors}
    flags |= {step_key(t.step): ("E01",) for t in model.transfers}
    marks = Marks(flags if flagged else {}, "点検結果：指摘はありません")
    scene = lanes(FlowGraph.of(model), paper=paper, marks=marks)
    assert audit(scene) == ()


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawable_models())
def test_every_step_is_drawn_once_with_its_number(model: Model) -> None:
    scene = lanes(FlowGraph.of(model))
    items = [i for p in scene.pages for i in p.flat()]
    drawn = [i.part for i in items if isinstance(i, Line) and i.role == "step"]
    assert sorted(drawn) == sorted(t.step for t in model.transfers)
    numbers = {i.part: i.text for i in items if isinstance(i, Text) and i.role == "badge"}
    assert numbers == {t.step: t.printed for t in model.transfers}


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawable_models())
def test_no_word_of_a_label_is_lost(model: Model) -> None:
    scene = lanes(FlowGraph.of(model))
    said: dict[str, str] = {}
    for page in scene.pages:
        for item in page.flat():
            if isinstance(item, Text) and item.role == "label" and not item.text.startswith("［"):
                said[item.part] = said.get(item.part, "") + item.text
    for t in model.transfers:
        wanted = "".join(t.text("ja").split())
        assert "".join(said.get(t.step, "").split()).startswith(wanted)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawable_models())
def test_the_same_model_gives_the_same_scene(model: Model) -> None:
    first = lanes(FlowGraph.of(model)).as_dict()
    again = Model.model_validate(model.model_dump())
    assert lanes(FlowGraph.of(again)).as_dict() == first
