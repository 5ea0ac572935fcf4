"""Sequence figures of many steps: rows that stand side by side, channels told once a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shapes import shaped

import flowmodel as fm
from flowmodel.graph import FlowGraph
from flowmodel.layout.audit import audit
from flowmodel.layout.canvas import text_box
from flowmodel.layout.marks import Marks, step_key
from flowmodel.layout.scene import Box, Line, Page, Scene, Shape, Text
from flowmodel.layout.sequence import sequence
from flowmodel.model import Model

ROOT = Path(__file__).parents[2]
YEARLY = fm.load(ROOT / "examples/gallery/yearly/model.yaml")
HEAPS = st.builds(
    shaped,
    seed=st.integers(0, 2**32),
    lanes=st.integers(1, 4),
    crowd=st.integers(1, 3),
    steps=st.integers(40, 120),
    series=st.integers(1, 4),
    nested=st.booleans(),
    label=st.sampled_from((0, 20, 60)),
)


def texts(page: Page, role: str) -> list[Text]:
    return [i for i in page.flat() if isinstance(i, Text) and i.role == role]


def lines(page: Page, role: str) -> list[Line]:
    return [i for i in page.flat() if isinstance(i, Line) and i.role == role]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(HEAPS, st.sampled_from(["a4", "a3"]), st.booleans())
@example(shaped(1095424, lanes=4, crowd=2, steps=51, series=4, nested=False, label=20), "a3", False)
def test_no_violation_and_every_step_told_once(model: Model, paper: str, struck: bool) -> None:
    keys = frozenset(step_key(t.step) for t in model.transfers)
    marks = Marks(struck=keys, witness=keys) if struck else Marks()
    scene = sequence(FlowGraph.of(model), paper=paper, marks=marks)
    assert audit(scene) == ()
    told = [line.part for page in scene.pages for line in lines(page, "step")]
    assert sorted(told) == sorted(t.step for t in model.transfers)
    for page in scene.pages:
        ys = [line.points[0][1] for line in lines(page, "step")]
        assert ys == sorted(ys)


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_a_year_of_steps_takes_few_pages_each_of_which_tells_its_channels(paper: str) -> None:
    scene = fm.draw(YEARLY, view="sequence", paper=paper).scene
    assert len(scene.pages) == 5
    counts = [len(lines(page, "step")) for page in scene.pages]
    assert max(counts) - min(counts) <= 2
    names = {"【教育系閉域網】", "【LGWAN経由の接続】", "【金融機関専用線】"}
    for page in scene.pages:
        assert {t.text for t in texts(page, "channel")} == names
        assert len(texts(page, "channel")) == 3
        controls = [t.text for t in texts(page, "control")]
        assert controls.count("通信暗号化") == 3
        assert max(t.y for t in texts(page, "channel")) < min(t.y for t in texts(page, "badge"))


def test_what_is_written_between_other_life_lines_stands_beside_it() -> None:
    model = fm.load(ROOT / "examples/shiryo-59-1/model.yaml")
    page = fm.draw(model, view="sequence").scene.pages[0]
    first, second, third = lines(page, "step")[:3]
    channel = texts(page, "channel")[0]
    assert channel.text == "【インターネット回線】"
    two, three = (
        text_box(next(t for t in texts(page, "label") if t.part == line.part))
        for line in (second, third)
    )
    assert first.points[0][1] < two[1] < text_box(channel)[3]
    # The third runs between the life lines of the first: it stands below all that is told there.
    assert text_box(channel)[3] < three[1]


def forked(channels: int) -> Scene:
    """Sixty steps between two actors, over one channel or by turns over two."""
    ends = [{"id": i, "name": i.upper(), "kind": "terminal", "zone": f"z{i}"} for i in ("a", "b")]
    doc = {
        "flowmodel": 1, "id": "t", "title": "t", "actors": ends,
        "zones": [{"id": "za", "name": "Za"}, {"id": "zb", "name": "Zb"}],
        "channels": [{"id": f"c{i}", "name": f"line {i}", "between": ["a", "b"], "controls": ["encryption"]}
                     for i in range(2)],
        "transfers": [{"step": i + 1, "label": "send", "from": "a", "to": "b", "over": f"c{i % channels}",
                       "controls": ["authentication"]} for i in range(60)],
    }  # fmt: skip
    return fm.draw(Model.model_validate(doc), view="sequence", lang="en").scene


def test_steps_name_their_channel_where_their_actors_have_several() -> None:
    alone, several = forked(1), forked(2)
    for page in alone.pages:
        assert [t.text for t in texts(page, "channel")] == ["[line 0]"]
    for page in several.pages:
        named = [t.text for t in texts(page, "channel")]
        assert named[:2] in (["[line 0]", "[line 1]"], ["[line 1]", "[line 0]"])
        assert len(named) == 2 + len(lines(page, "step"))
        assert len(lines(page, "channel")) == 4
    assert len(alone.pages) < len(several.pages) or len(alone.pages) > 2
    # What a step states of its own is told at the step, in either case.
    for page in (*alone.pages, *several.pages):
        own = [t for t in texts(page, "control") if t.part not in ("c0", "c1")]
        assert len(own) == len(lines(page, "step"))


def test_the_icons_of_a_page_stand_at_one_height_and_no_name_is_torn() -> None:
    for name in ("lgwan-ai-ocr", "gallery/nested-zones", "gallery/shelters", "payment-agent"):
        model = fm.load(ROOT / "examples" / name / "model.yaml")
        for page in fm.draw(model, view="sequence").scene.pages:
            heads = {b.id: b for b in page.flat() if isinstance(b, Box) and b.role == "actor"}
            icons = [s for s in page.flat() if isinstance(s, Shape) and s.role == "icon"]
            at = [s.y + s.h / 2 for s in icons if s.part in {b.part for b in heads.values()}]
            assert len(at) == len(heads)
            assert max(at) - min(at) < 0.7
            assert len({(b.y, b.h) for b in heads.values()}) == 1


@pytest.mark.parametrize("name", ["payment-agent", "gallery/twelve-zones", "before-box"])
def test_no_word_of_a_head_is_torn_in_english(name: str) -> None:
    model = fm.load(ROOT / "examples" / name / "model.yaml")
    words = {w for a in model.actors for w in a.label("en").split()}
    for page in fm.draw(model, view="sequence", lang="en").scene.pages:
        assert {w for t in texts(page, "name") for w in t.text.split()} <= words
