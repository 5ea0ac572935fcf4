"""The landscape: who is joined and who is not, nothing lost, nothing collides, pages for many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from drawable import drawable_models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_graph_figure import needs_dot

import flowmodel as fm
from flowmodel.cli import main
from flowmodel.errors import DrawingWarning, InputError, RenderError
from flowmodel.graph import FlowGraph
from flowmodel.layout import network
from flowmodel.layout.audit import audit
from flowmodel.layout.landscape import landscape
from flowmodel.layout.landscape_join import joined
from flowmodel.layout.scene import Box, Line, Scene, Text
from flowmodel.model import Model

ROOT = Path(__file__).parents[2]
FILES = sorted(ROOT.glob("examples/**/model.yaml"))


def items(scene: Scene, kind: type) -> list[Any]:
    return [i for page in scene.pages for i in page.flat() if isinstance(i, kind)]


def small(id: str, *names: str, kind: str = "terminal", step: str = "送信") -> Model:
    """A chain of actors of these names."""
    ids = [f"a{i}" for i in range(len(names))]
    return Model.model_validate(
        {
            "flowmodel": 1,
            "id": id,
            "title": f"事務 {id}",
            "zones": [{"id": f"z{i}", "name": f"区画 {n}"} for i, n in enumerate(names)],
            "actors": [
                {"id": a, "name": n, "kind": kind, "zone": f"z{i}"}
                for i, (a, n) in enumerate(zip(ids, names, strict=True))
            ],
            "data": [{"id": "d", "name": f"情報{id}"}],
            "channels": [
                {"id": f"c{i}", "name": "回線", "between": [ids[i], ids[i + 1]]}
                for i in range(len(ids) - 1)
            ],
            "transfers": [
                {"step": i + 1, "label": step, "from": ids[i], "to": ids[i + 1], "data": ["d"]}
                for i in range(len(ids) - 1)
            ],
        }
    )


def parties(*models: Model) -> list[tuple[str, list[int]]]:
    made = joined([FlowGraph.of(m) for m in models])
    return sorted((p.actor.label("ja"), p.models) for p in made.parties)


def test_actors_are_one_by_name_and_kind_and_not_by_id() -> None:
    one, two = small("m", "受付端末", "Ａシステム"), small("n", "Aシス テム", "保管庫")
    assert parties(one, two) == [("保管庫", [1]), ("受付端末", [0]), ("Ａシステム", [0, 1])]
    other = small("n", "Aシステム", "保管庫", kind="service")
    assert len(parties(one, other)) == 4


def test_meetings_bundle_what_passes_between_two_in_all_models() -> None:
    one, two = small("m", "甲", "乙"), small("n", "甲", "乙", "丙")
    back = small("k", "乙", "甲")
    made = joined([FlowGraph.of(m) for m in (one, two, back)])
    pair = next(m for m in made.meetings if {m.left.actor.name, m.right.actor.name} == {"甲", "乙"})
    assert [u.model for u in pair.uses] == [0, 1, 2]
    ways = {(bool(u.ahead), bool(u.back)) for u in pair.uses}
    assert ways == {(True, False), (False, True)}
    assert len(made.groups()) == 1
    assert [p.actor.name for p in made.shared(1)] != []


@needs_dot
def test_the_figure_tells_models_steps_and_data() -> None:
    scene = fm.landscape(
        [small("m", "甲", "乙"), small("n", "甲", "乙"), small("k", "丁", "戊")]
    ).scene
    assert audit(scene) == ()
    said = "".join(t.text for t in items(scene, Text))
    assert "［1］事務 m" in said
    assert "［2］事務 n" in said
    assert "情報m" in said
    assert "情報n" in said
    # The third shares nobody: it stands in the index alone.
    assert [b.part for b in items(scene, Box) if b.role == "actor"] == ["m/a0", "m/a1"]
    assert "他と共通の主体はありません" in said
    lines = [i for i in items(scene, Line) if i.role == "step"]
    assert [bool(line.head) for line in lines] == [False, True]
    assert "甲 → 乙" in scene.description
    assert scene.description.count("［3］") == 2


@needs_dot
def test_both_ways_have_a_head_at_each_end() -> None:
    scene = fm.landscape([small("m", "甲", "乙"), small("n", "乙", "甲")], lang="en").scene
    lines = [i for i in items(scene, Line) if i.role == "step"]
    assert [bool(line.head) for line in lines] == [True, True]
    assert {line.source for line in lines} == {"card0"}
    assert scene.lang == "en"
    assert scene.title == "Landscape of 2 flows of personal data"


@needs_dot
@pytest.mark.parametrize("paper", ["a4", "a3", "screen"])
def test_examples(paper: str) -> None:
    scene = fm.landscape([fm.load(f) for f in FILES], paper=paper).scene
    assert audit(scene) == ()
    said = "".join("".join(t.text.split()) for t in items(scene, Text))
    for i, file in enumerate(FILES, 1):
        assert f"［{i}］{''.join(fm.load(file).label('ja').split())}" in said
    assert min(t.size for t in items(scene, Text)) >= 7


@needs_dot
def test_fifty_models_around_one_system_stay_legible() -> None:
    models = [
        small(f"m{i}", f"担当課{i % 30}の端末", "共通基盤", f"外部{i % 7}") for i in range(50)
    ]
    scene = fm.landscape(models).scene
    assert audit(scene) == ()
    assert min(t.size for t in items(scene, Text)) >= 7
    assert len(scene.pages) > 2
    said = "".join(t.text for t in items(scene, Text))
    assert all(f"［{i}］" in said for i in range(1, 51))
    heavy = {b.weight for b in items(scene, Box) if b.role == "actor"}
    assert len(heavy) <= 2


@needs_dot
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(drawable_models(most_zones=3, most_steps=6), min_size=1, max_size=4),
    st.sampled_from(["a4", "a3", "screen"]),
)
def test_no_violation_whatever_the_models(models: list[Model], paper: str) -> None:
    scene, failed = landscape([FlowGraph.of(m) for m in models], "ja", paper)
    assert failed == []
    assert audit(scene) == ()


@needs_dot
def test_the_same_models_give_the_same_scene() -> None:
    models = [fm.load(f) for f in FILES[:4]]
    assert fm.landscape(models).scene == fm.landscape(models).scene


@needs_dot
def test_where_there_is_too_much_a_list_stands_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network, "MOST", 1)
    models = [small("m", "甲", "乙"), small("n", "乙", "丙")]
    with pytest.warns(DrawingWarning, match="a list stands in place"):
        scene = fm.landscape(models).scene
    assert audit(scene) == ()
    assert not items(scene, Line)
    said = "".join(t.text for t in items(scene, Text))
    assert "甲 → 乙" in said
    assert "情報n" in said


@needs_dot
def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ward.pdf"
    files = [str(f) for f in FILES[:2]]
    assert main(["render", *files, "--view", "landscape", "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"%PDF")
    capsys.readouterr()
    assert main(["render", *files, "-o", str(out), "--lang", "en"]) == 2
    assert "only --view landscape draws several models" in capsys.readouterr().err
    steps = tmp_path / "x.md"
    assert main(["render", *files, "--view", "landscape", "-o", str(steps), "--lang", "en"]) == 2
    assert ".md holds one model, not several" in capsys.readouterr().err
    assert not steps.exists()


def test_what_cannot_be_drawn_is_an_error() -> None:
    with pytest.raises(InputError, match="no model"):
        fm.landscape([])
    with pytest.raises(RenderError, match="a4"):
        fm.landscape([small("m", "甲", "乙")], paper="a5")


@needs_dot
def test_one_model_is_drawn_as_it_is() -> None:
    scene = fm.draw(small("m", "甲", "乙"), view="landscape").scene
    assert audit(scene) == ()
    assert [b for b in items(scene, Box) if b.role == "card"]


@needs_dot
def test_small_groups_share_a_page() -> None:
    """Four pairs of models that share nothing with the other pairs; each actor's id is its own."""
    pairs = [
        (small(f"m{i}", f"甲{i}", f"乙{i}"), small(f"n{i}", f"乙{i}", f"丙{i}")) for i in range(4)
    ]
    scene = fm.landscape([m for pair in pairs for m in pair]).scene
    assert audit(scene) == ()
    assert len(scene.pages) < 5
    for page in scene.pages:
        assert (page.width, page.height) == (297.0, 210.0)
        ids = [b.id for b in page.flat() if isinstance(b, Box) and b.id]
        assert len(ids) == len(set(ids))
        lines = [i for i in page.flat() if isinstance(i, Line) and i.role == "step"]
        assert {end for line in lines for end in (line.source, line.target)} <= set(ids)
