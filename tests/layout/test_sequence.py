"""Sequence figures: no collision whatever the model, every step told once, pages that read alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawable import drawable_models
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import flowmodel as fm
from benchmarks.models import document
from flowmodel.graph import FlowGraph
from flowmodel.layout.audit import audit
from flowmodel.layout.canvas import text_box
from flowmodel.layout.marks import Marks, exclusion_key, step_key
from flowmodel.layout.scene import Box, Line, Page, Scene, Shape, Text
from flowmodel.layout.sequence import sequence
from flowmodel.layout.style import PAPERS
from flowmodel.model import Model
from flowmodel.views.themes import theme

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(
    p.parent.relative_to(ROOT / "examples").as_posix() for p in ROOT.glob("examples/**/model.yaml")
)
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def drawn(name: str, **options: object) -> Scene:
    model = fm.load(ROOT / "examples" / name / "model.yaml")
    return fm.draw(model, view="sequence", **options).scene  # type: ignore[arg-type]


def texts(page: Page, role: str) -> list[Text]:
    return [i for i in page.flat() if isinstance(i, Text) and i.role == role]


def boxes(page: Page, role: str) -> list[Box]:
    return [i for i in page.flat() if isinstance(i, Box) and i.role == role]


def lines(page: Page, role: str) -> list[Line]:
    return [i for i in page.flat() if isinstance(i, Line) and i.role == role]


@settings(max_examples=50, **QUIET)
@given(drawable_models(), st.sampled_from(sorted(PAPERS)), st.booleans())
def test_no_violation(model: Model, paper: str, flagged: bool) -> None:
    flags = {a.id: ("A01", "A02") for a in model.actors} | {exclusion_key(0): ("F01",)}
    flags |= {step_key(t.step): ("E01",) for t in model.transfers}
    marks = Marks(flags if flagged else {}, "点検結果：指摘はありません")
    found = audit(sequence(FlowGraph.of(model), paper=paper, marks=marks))
    assert found == ()


@settings(max_examples=20, **QUIET)
@given(drawable_models(most_zones=7, most_steps=30))
def test_every_step_is_told_once_from_its_source_to_its_target(model: Model) -> None:
    scene = sequence(FlowGraph.of(model))
    seen = []
    for page in scene.pages:
        at = {b.id: b for b in boxes(page, "bar")}
        for line in lines(page, "step"):
            seen.append(line.part)
            step = FlowGraph.of(model).steps[line.part]
            assert at[line.source].part == step.source.id
            assert at[line.target].part == step.target.id
            for end, bar in ((line.points[0], line.source), (line.points[-1], line.target)):
                box = at[bar]
                assert min(abs(end[0] - box.x), abs(end[0] - box.x - box.w)) < 1e-6
                assert box.y <= end[1] <= box.y + box.h
        rows = [line.points[0][1] for line in lines(page, "step")]
        assert rows == sorted(rows)
    series = FlowGraph.of(model).series.values()
    assert seen == [f.transfer.step for flows in series for f in flows]


@settings(max_examples=20, **QUIET)
@given(drawable_models())
def test_no_life_line_is_crossed(model: Model) -> None:
    """An arrow that passes a life line passes through a gap of it."""
    for page in sequence(FlowGraph.of(model)).pages:
        for life in lines(page, "life"):
            (x, top), (_, bottom) = life.points
            for line in lines(page, "step"):
                for (x1, y1), (x2, _) in zip(line.points, line.points[1:], strict=False):
                    assert not (min(x1, x2) < x < max(x1, x2) and top < y1 < bottom)


def full_lines(label: str, zone: str) -> Model:
    """Two actors far apart, to and fro between whom a wording goes that fills every line."""
    doc = {
        "flowmodel": 1, "id": "t", "title": "t", "zones": [{"id": "z", "name": zone}],
        "actors": [{"id": a, "name": a, "kind": "person", "zone": "z"} for a in "abc"],
        "channels": [{"id": "way", "name": "line", "between": ["a", "b"]}],
        "transfers": [
            {"step": 1, "label": label, "from": "a", "to": "b", "over": "way"},
            {"step": 2, "label": label, "from": "b", "to": "a", "over": "way"},
        ],
    }  # fmt: skip
    return Model.model_validate(doc)


@settings(max_examples=20, **QUIET)
@given(drawable_models(), st.sampled_from(["ward", "mono"]))
@example(full_lines("i" * 200, "（"), "ward")
@example(full_lines("i" * 200, "（"), "mono")
def test_no_writing_stands_above_or_below_an_arrowhead(model: Model, look: str) -> None:
    """However near to the arrow the writing is: it ends before the head begins."""
    for page in sequence(FlowGraph.of(model), theme=theme(look)).pages:
        heads = {}
        for line in lines(page, "step"):
            if len(line.points) == 2:
                (x1, _), (x2, _) = line.points
                inward = line.head if x1 > x2 else -line.head
                heads[line.part] = sorted((x2, x2 + inward))
        for text in [*texts(page, "label"), *texts(page, "badge")]:
            if text.part in heads:
                low, high = heads[text.part]
                box = text_box(text)
                assert box[2] <= low or box[0] >= high


@settings(max_examples=20, **QUIET)
@given(drawable_models(), st.sampled_from(sorted(PAPERS)))
def test_crosses_and_ways_hit_nothing_and_stand_at_every_step(model: Model, paper: str) -> None:
    keys = frozenset(step_key(t.step) for t in model.transfers)
    scene = sequence(FlowGraph.of(model), paper=paper, marks=Marks(struck=keys, witness=keys))
    assert audit(scene) == ()
    for page in scene.pages:
        told = {line.part for line in lines(page, "step")}
        crosses = {s.part for s in page.flat() if isinstance(s, Shape) and s.role == "strike"}
        ways = {line.part for line in lines(page, "halo")}
        assert crosses - {""} == ways - {""} == told


@settings(max_examples=20, **QUIET)
@given(drawable_models())
def test_no_word_of_a_label_is_lost(model: Model) -> None:
    said: dict[str, str] = {}
    for page in sequence(FlowGraph.of(model)).pages:
        for text in texts(page, "label"):
            said[text.part] = said.get(text.part, "") + text.text
    for t in model.transfers:
        mark = f"({t.mark})" if t.mark else ""
        wanted = "".join((t.text("ja") + mark).split())
        assert "".join(said.get(t.step, "").split()) == wanted


@settings(max_examples=10, **QUIET)
@given(drawable_models())
def test_the_same_model_gives_the_same_scene(model: Model) -> None:
    again = Model.model_validate(model.model_dump())
    first = sequence(FlowGraph.of(model)).as_dict()
    assert sequence(FlowGraph.of(again)).as_dict() == first


PAPERS_OF = [(n, p) for n in EXAMPLES for p in PAPERS if p == "a4" or "/" not in n]
"""The examples of the gallery, which are larger, on one paper only."""


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("name", "paper"), PAPERS_OF)
def test_examples(name: str, paper: str, lang: str) -> None:
    scene = drawn(name, lang=lang, paper=paper, marks=True)
    assert audit(scene) == ()
    for page in scene.pages:
        assert min(i.size for i in page.flat() if isinstance(i, Text)) >= 7
        if paper != "screen":
            assert (page.width, page.height) == PAPERS[paper]
    assert len(scene.pages) == 1 or paper != "screen"


def test_the_figure_of_the_paper_stands_on_one_page() -> None:
    (page,) = drawn("shiryo-59-1").pages
    told = {t.text for t in page.flat() if isinstance(t, Text)}
    assert {"資料の送信", "【インターネット回線】", "通信暗号化", "ファイルの無害化", "申請情報",
            "他自治体", "無関係の事業者等", "アクセスできない者", "①～④ 事業者等 → 区"} <= told  # fmt: skip
    inks = {(line.stroke, line.dash) for line in lines(page, "step")}
    assert len(inks) == len({dash for _, dash in inks}) == 2
    (cut,) = lines(page, "cut")
    (kept,) = boxes(page, "kept")
    bar = next(b for b in boxes(page, "bar") if b.id == "kept0.bar")
    assert bar.part == "box"
    assert cut.points[0][0] == kept.x
    assert cut.points[1][0] == pytest.approx(bar.x + bar.w)


def test_many_actors_and_steps_are_divided_each_page_with_heads() -> None:
    doc = document(500, bare=3)
    base = doc["actors"][0]
    doc["zones"] += [{"id": f"n{i}", "name": f"区画{i}"} for i in range(8)]
    for i in range(24):
        doc["actors"].append({**base, "id": f"more{i}", "name": f"端末{i}", "zone": f"n{i % 8}"})
    for i, t in enumerate(doc["transfers"]):
        if i % 2:
            t.update({"from": f"more{i % 23}", "to": f"more{i % 23 + 1}", "over": f"w{i % 23}"})
            t.pop("by", None)
    doc["channels"] += [
        {"id": f"w{i}", "name": f"回線{i}", "between": [f"more{i}", f"more{i + 1}"]}
        for i in range(23)
    ]
    model = Model.model_validate(doc)
    scene = fm.draw(model, view="sequence").scene
    assert audit(scene) == ()
    assert len(scene.pages) > 20
    for page in scene.pages:
        assert (page.width, page.height) == (297.0, 210.0)
        heads = {b.part for b in boxes(page, "actor")}
        bars = {b.part for b in boxes(page, "bar")}
        assert bars
        assert bars <= heads
        if page is not scene.pages[0]:
            assert any("▲" in t.text for t in texts(page, "note"))
    numbers = [t.text for page in scene.pages for t in texts(page, "badge")]
    graph = FlowGraph.of(model)
    assert sorted(numbers) == sorted(f.printed for f in graph.flows)


ABSENT = """\
flowmodel: 1
id: t
title: t
zones:
  - {id: z, name: Zone}
  - {id: y, name: Inner, parent: z}
actors:
  - {id: a, name: Alpha, kind: person, zone: z}
  - {id: b, name: Beta, kind: storage, zone: y}
  - {id: x, name: Outsider, kind: organisation, zone: z}
channels: [{id: c, name: line, between: [a, b]}]
transfers: [{step: 1, label: go, from: a, to: b, over: c}]
exclusions: [{parties: [x], protects: [b]}]
"""


def test_a_life_line_of_one_who_is_kept_out_is_cut_off() -> None:
    (page,) = fm.draw(fm.loads(ABSENT), view="sequence", lang="en").scene.pages
    assert {line.part for line in lines(page, "life")} == {"a", "b"}
    assert [line.part for line in lines(page, "cut")] == ["actor.x", "kept0"]
    head = next(b for b in boxes(page, "actor") if b.part == "x")
    assert head.dash
    assert {t.text for t in texts(page, "head")} == {"Zone", "Inner"}


def test_who_takes_part_in_nothing_is_named_where_not_all_stand_side_by_side() -> None:
    doc = document(10)
    zone = doc["actors"][0]["zone"]
    doc["actors"] += [
        {"id": f"idle{i}", "name": f"控え{i}", "kind": "person", "zone": zone} for i in range(12)
    ]
    scene = fm.draw(Model.model_validate(doc), view="sequence").scene
    assert audit(scene) == ()
    said = "".join(t.text for t in texts(scene.pages[-1], "note"))
    assert "手順に現れない主体：控え0、" in said
    assert said.endswith("控え11")
    wide = fm.draw(Model.model_validate(doc), view="sequence", paper="screen").scene
    assert wide.pages[0].width > 320
    assert audit(wide) == ()


NOBODY = """\
flowmodel: 1
id: t
title: t
actors: [{id: a, name: Alpha, kind: person}]
transfers: [{step: 1, from: a, to: a, operation: process}]
exclusions: [{parties: [a], protects: [], text: kept away}]
"""


def test_an_exclusion_that_protects_no_life_line_has_no_cut() -> None:
    scene = fm.draw(fm.loads(NOBODY), view="sequence").scene
    (page,) = scene.pages
    assert audit(scene) == ()
    assert "kept away" in {t.text for t in page.flat() if isinstance(t, Text)}
    assert not lines(page, "cut")


def test_a_loop_at_the_right_edge_is_written_at_its_left_and_touches_nothing() -> None:
    doc = ABSENT.replace("exclusions: [{parties: [x], protects: [b]}]", "").replace(
        "  - {id: x, name: Outsider, kind: organisation, zone: z}\n", ""
    )
    doc = doc.replace(
        "transfers: [", "transfers: [{step: 2, label: think hard, from: b, to: b, operation: process}, "
    )  # fmt: skip
    (page,) = fm.draw(fm.loads(doc), view="sequence").scene.pages
    loop = next(line for line in lines(page, "step") if line.part == "2")
    label = next(t for t in texts(page, "label") if t.part == "2")
    assert len(loop.points) == 4
    assert text_box(label)[2] < min(x for x, _ in loop.points)
