"""Findings on the figure: struck steps, ways to parties kept out, answers, and what they mean."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from drawable import drawable_models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flowmodel as fm
from flowmodel.graph import FlowGraph
from flowmodel.layout.audit import audit
from flowmodel.layout.findings import STRUCK, WITNESS
from flowmodel.layout.lanes import lanes
from flowmodel.layout.marks import Kept, Marks, exclusion_key, step_key
from flowmodel.layout.scene import Box, Line, Page, Scene, Shape, Text
from flowmodel.model import Model

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
WALLS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
LEAK = """\
flowmodel: 1
id: leak
title: leak
lang: {lang}
zones: [{{id: za}}, {{id: zb}}, {{id: zc}}]
actors:
  - {{id: pc, kind: terminal, zone: za}}
  - {{id: store, kind: storage, zone: zb}}
  - {{id: other, kind: organisation, zone: zc}}
channels:
  - {{id: net, between: [pc, store]}}
  - {{id: mail, between: [pc, other], medium: post}}
transfers:
  - {{step: 1, from: store, to: pc, operation: view}}
  - {{step: 2, from: pc, to: other}}
  - {{step: 3, from: pc, to: store}}
exclusions:
  - {{parties: [other], protects: [store]}}
"""


def flat(scene: Scene, role: str, kind: type) -> list:
    return [i for p in scene.pages for i in p.flat() if isinstance(i, kind) and i.role == role]


def joined(scene: Scene, role: str) -> str:
    return "".join(t.text for t in flat(scene, role, Text)).replace(" ", "")


@st.composite
def marks_of(draw: st.DrawFn, model: Model) -> Marks:
    steps = [step_key(t.step) for t in model.transfers]
    flags = {a.id: ("A01", "A02") for a in model.actors} | dict.fromkeys(steps, ("E01", "E02"))
    some = st.frozensets(st.sampled_from(steps))
    kept = {
        exclusion_key(i): Kept(
            tuple(
                (p in reached, f"{p} 届く道筋の記載" * draw(st.integers(1, 8))) for p in e.parties
            ),
            reached,
        )
        for i, e in enumerate(model.exclusions)
        for reached in [draw(st.frozensets(st.sampled_from(e.parties)))]
    }
    rules = {id: f"{id} 規則の題名" for id in ("A01", "A02", "E01", "E02")}
    return Marks(flags, "点検結果", draw(some), draw(some), kept, rules)


@WALLS
@given(st.data(), drawable_models(), st.sampled_from(("a4", "a3", "screen")))
def test_marks_collide_with_nothing(data: st.DataObject, model: Model, paper: str) -> None:
    marks = data.draw(marks_of(model))
    scene = lanes(FlowGraph.of(model), paper=paper, marks=marks)
    assert audit(scene) == ()
    drawn = {i.part: i for i in flat(scene, "step", Line)}
    struck = {step_key(s.part) for s in flat(scene, "strike", Shape) if s.part}
    assert struck == marks.struck
    for shape in flat(scene, "strike", Shape):
        at = (shape.x + shape.w / 2, shape.y + shape.h / 2)
        assert not shape.part or on(at, drawn[shape.part])
    halos = [i for i in flat(scene, "halo", Line) if i.part in drawn]
    assert {step_key(i.part) for i in halos} == marks.witness
    assert all(i.points == drawn[i.part].points for i in halos)
    chips = {b.part: t for p in scene.pages for b, t in parties(p)}
    for kept in (marks.kept[k] for k in marks.kept):
        for party in kept.reached:
            assert chips[party].startswith("×")


def on(at: tuple[float, float], line: Line) -> bool:
    """Whether a point lies on a level stretch of a line."""
    return any(
        abs(y1 - y2) < 1e-6 and abs(y1 - at[1]) < 1e-6 and min(x1, x2) < at[0] < max(x1, x2)
        for (x1, y1), (x2, y2) in zip(line.points, line.points[1:], strict=False)
    )


def parties(page: Page) -> list[tuple[Box, str]]:
    items = list(page.flat())
    boxes = {i.id: i for i in items if isinstance(i, Box) and i.role == "party"}
    first = {}
    for text in (i for i in items if isinstance(i, Text) and i.inside in boxes):
        first.setdefault(text.inside, text.text)
    return [(boxes[id], text) for id, text in first.items()]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_way_to_a_party_is_drawn_step_by_step(lang: str) -> None:
    model = fm.loads(LEAK.format(lang=lang))
    scene = fm.draw(model, marks=True).scene
    assert audit(scene) == ()
    assert {i.part for i in flat(scene, "halo", Line)} == {"1", "2", "kept0", ""}
    said = joined(scene, "answer")
    way = (
        "'store'→step①→'pc'→step②→'other'"
        if lang == "en"
        else "「store」→手順①→「pc」→手順②→「other」"
    )
    assert said.startswith("×")
    assert way in said
    legend = joined(scene, "legend")
    assert STRUCK.text(lang).replace(" ", "") in legend
    assert WITNESS.text(lang).replace(" ", "") in legend
    titles = ("F01Excluded", "E01") if lang == "en" else ("F01除外者", "E01")
    assert all(title in legend for title in titles)


def test_a_proof_stands_on_the_sound_figure_and_nothing_is_struck_that_lacks_nothing() -> None:
    model = fm.load(EXAMPLES / "shiryo-59-1/model.yaml")
    report = fm.check(model)
    scene = fm.draw(model, marks=True, report=report).scene
    assert "他自治体、無関係の事業者等：届く道筋の記載なし" in joined(scene, "answer")
    assert "経路2・共有2・手順7を調査" in joined(scene, "answer")
    assert not flat(scene, "halo", Line)
    lacking = {
        model.transfers[f.path[1]].step
        for f in report
        if f.path[0] == "transfers" and any(m.control for m in f.missing)
    }
    assert {s.part for s in flat(scene, "strike", Shape) if s.part} == lacking
    assert len(scene.pages) == 1


def test_a_party_may_be_reached_while_another_is_not() -> None:
    scene = fm.draw(fm.load(EXAMPLES / "shiryo-59-1/broken.yaml"), marks=True).scene
    chips = {b.part: t[0] for p in scene.pages for b, t in parties(p)}
    assert chips == {"other-municipalities": "○", "unrelated-businesses": "×"}
    answers = joined(scene, "answer")
    assert "○他自治体：届く道筋の記載なし" in answers
    assert "×「無関係の事業者等」に届く道筋の記載があります" in answers
    assert len(scene.pages) == 1


def test_without_marks_the_figure_keeps_quiet() -> None:
    scene = fm.draw(fm.load(EXAMPLES / "shiryo-59-1/broken.yaml")).scene
    for role, kind in (("strike", Shape), ("halo", Line), ("answer", Text), ("flag", Text)):
        assert not flat(scene, role, kind)
    assert "E02" not in joined(scene, "legend")


def test_the_audit_sees_a_cross_on_writing() -> None:
    text = Text(10, 20, "資料", 8, 6, "label", part="1")
    cross = Shape("M10 19L12 21", 10, 18.5, 2, 2, "strike", "1")
    found = audit(Scene("m", "t", "d", "ja", (Page(60, 40, (text, cross)),)))
    assert [v.kind for v in found] == ["strike-on-text"]


@pytest.mark.parametrize("count", [2, 8])
def test_every_page_explains_the_rules_that_are_printed_on_it(count: int) -> None:
    parts = [f"a{i}" for i in range(count)]
    pairs = list(pairwise(parts))
    model = {
        "flowmodel": 1,
        "id": "m",
        "title": "流れ",
        "zones": [{"id": "z", "name": "区"}],
        "actors": [{"id": a, "kind": "terminal", "zone": "z", "party": "ward"} for a in parts],
        "data": [{"id": "d", "name": "申請", "classification": "3B"}],
        "channels": [{"id": f"{a}-{b}", "between": [a, b]} for a, b in pairs],
        "transfers": [
            {"step": i, "from": a, "to": b, "over": f"{a}-{b}", "data": ["d"], "operation": "send"}
            for i, (a, b) in enumerate(pairs * 2, 1)
        ],
    }
    loaded = fm.loads(json.dumps(model))
    scene = fm.draw(loaded, marks=True, report=fm.check(loaded)).scene
    for page in scene.pages:
        texts = [t for t in page.flat() if isinstance(t, Text)]
        rules = [
            {
                i
                for t in texts
                if (t.role == "legend") is told
                for i in re.findall(r"\b[A-Z]\d\d\b", t.text)
            }
            for told in (False, True)
        ]
        assert rules[0] == rules[1]
    assert (len(scene.pages) > 1) is (count == 8)


@pytest.mark.parametrize("name", ["before-box", "lgwan-ai-ocr", "payment-agent", "shiryo-59-1"])
@pytest.mark.parametrize("view", ["lanes", "sequence", "graph"])
def test_a_page_explains_just_the_marks_that_it_shows(name: str, view: str) -> None:
    scene = fm.draw(fm.load(EXAMPLES / name / "broken.yaml"), view=view, marks=True).scene
    struck = 0
    for page in scene.pages:
        items = list(page.flat())
        legend = " ".join(i.text for i in items if isinstance(i, Text) and i.role == "legend")
        crosses = {i.part for i in items if i.role == "strike" and i.part}
        ways = [i for i in items if i.role == "halo" and i.part]
        assert (STRUCK.ja in legend) == bool(crosses)
        assert (WITNESS.ja in legend) == bool(ways)
        struck += bool(crosses)
        drawn = " ".join(i.text for i in items if isinstance(i, Text) and i.role != "legend")
        ids = re.compile(r"\b[AEFPDW]\d\d\b")
        assert set(ids.findall(legend)) == set(ids.findall(drawn))
    assert struck


def test_what_is_answered_of_a_party_takes_the_place_of_the_sign_that_it_is_kept_out() -> None:
    model = fm.load(EXAMPLES / "shiryo-59-1/broken.yaml")
    for marks, signs in ((False, 2), (True, 0)):
        scene = fm.draw(model, marks=marks).scene
        kept = {"other-municipalities", "unrelated-businesses"}
        assert len([s for s in flat(scene, "icon", Shape) if s.part in kept]) == signs
    colours = {t.part: t.fill for t in flat(scene, "party", Text)}
    assert colours["unrelated-businesses"] != colours["other-municipalities"]


def test_rules_at_a_channel_look_as_those_at_an_actor_do() -> None:
    scene = fm.draw(fm.load(EXAMPLES / "before-box/broken.yaml"), marks=True).scene
    flags = flat(scene, "flag", Text)
    assert "▲ P01" in {t.text for t in flags}
    assert len({(t.fill, t.bold) for t in flags}) == 1
    assert not [t for t in flat(scene, "channel", Text) if "P01" in t.text]
