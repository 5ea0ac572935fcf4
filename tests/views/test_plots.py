"""The plots: what stands in their cells, and files that depend on nothing but the model."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET

import matplotlib as mpl
import pytest
from views_samples import EXAMPLES, example, saved_elsewhere, states

import flowmodel as fm
from benchmarks.models import document
from flowmodel.errors import RenderError
from flowmodel.graph import FlowGraph
from flowmodel.language import LANGS
from flowmodel.layout.grid import GridPage, Patch, Word, collisions
from flowmodel.render.grid import GridPlot, painted
from flowmodel.views import Subject
from flowmodel.views.holdings import held
from flowmodel.views.matrix import matrix

PLOTS = ("matrix", "holdings")
SVG = "{http://www.w3.org/2000/svg}"


def plot(model: fm.Model, view: str, **options: object) -> GridPlot:
    drawing = fm.draw(model, view=view, **options).drawing  # type: ignore[arg-type]
    assert isinstance(drawing, GridPlot)
    return drawing


def words(svg: str) -> list[str]:
    return [t.text or "" for t in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("view", PLOTS)
def test_examples_have_every_step_and_no_violation(view, name, lang):
    model = example(name)
    diagram = fm.draw(model, view=view, lang=lang)
    assert diagram.audit()["violations"] == []
    assert diagram.audit()["min_text_pt"] >= 7
    said = [w for page in diagram.pages for w in words(page)]
    for flow in FlowGraph.of(model).flows:
        assert said.count(flow.printed) == 1


@pytest.mark.parametrize("name", EXAMPLES)
def test_broken_examples_show_what_is_missing(name):
    grid = matrix(Subject(FlowGraph.of(example(name, "broken.yaml")), "ja"))
    assert any(cell.look == "missing" for cell in grid.cells.values())


def test_matrix_states():
    grid = matrix(Subject(FlowGraph.of(states()), "en"))
    row = {r.part: i for i, r in enumerate(grid.rows)}
    first = {part: grid.cells[i, 0].look for part, i in row.items() if (i, 0) in grid.cells}
    assert first["encryption"] == "in-place"
    assert first["peer-restriction"] == "planned"
    assert first["system-restriction"] == "not-needed"
    assert first["anti-malware"] == "part"
    assert first["authentication"] == "missing"
    assert grid.cells[row["authentication"], 0].framed
    assert grid.cells[row["encryption"], 0].framed
    assert not grid.cells[row["anti-malware"], 0].framed
    assert "authentication" in grid.description.lower()
    # Nobody acts over the channel in a step of which nothing is asked: the cell is blank.
    assert [c.mark for c in grid.columns] == ["①", "②", "③", "①’"]


def test_signs_alone_tell_the_states_apart():
    for grid in (matrix(subject()), held(subject())):
        shown = [(look.sign, look.hatch) for look in grid.looks.values()]
        assert len(set(shown)) == len(shown)


def subject() -> Subject:
    return Subject(FlowGraph.of(states()), "ja")


def test_holdings_states():
    grid = held(subject())
    at = {(r.group_part, r.part): i for i, r in enumerate(grid.rows)}
    terminal, store = at["a", "d"], at["b", "d"]
    looks = lambda i: [grid.cells[i, j].look if (i, j) in grid.cells else "" for j in range(5)]  # noqa: E731
    assert looks(terminal) == ["held"] * 5
    assert looks(store) == ["", "new", "held", "ended", "new"]
    assert "端末（申請情報）、保存先（申請情報）" in grid.description


def test_who_only_sees_holds_nothing():
    model = fm.loads(VIEWED)
    grid = held(Subject(FlowGraph.of(model), "en"))
    reader = next(i for i, r in enumerate(grid.rows) if r.group_part == "r")
    assert [grid.cells[reader, j].look for j in (1, 2)] == ["saw", "seen"]
    assert "Reader" not in grid.description


VIEWED = """\
flowmodel: 1
id: t
title: t
actors:
  - {id: s, name: Store, kind: storage, holds: [d]}
  - {id: r, name: Reader, kind: terminal}
channels: [{id: c, name: line, between: [s, r]}]
data: [{id: d, name: Data}]
transfers:
  - {step: 1, label: look, from: s, to: r, data: [d], operation: view}
  - {step: 2, label: look, from: s, to: r, operation: view}
"""


BARE = """\
flowmodel: 1
id: t
title: t
actors: [{id: a, name: A, kind: person}]
transfers: [{step: 1, from: a, to: a, operation: delete}]
"""


@pytest.mark.parametrize("view", PLOTS)
def test_nothing_to_show_is_said(view):
    model = fm.loads(BARE)
    (page,) = fm.draw(model, view=view, lang="en").pages
    assert any(w.startswith(("No step", "No category")) for w in words(page))
    assert fm.draw(model, view=view).audit()["violations"] == []


def test_material_without_a_category_is_told():
    model = fm.loads(VIEWED.replace(", holds: [d]", "").replace(", data: [d]", ""))
    assert [r.text for r in held(Subject(FlowGraph.of(model), "en")).rows] == ["(unnamed)"] * 2


@pytest.mark.parametrize("steps", [4, 20, 40, 200])
@pytest.mark.parametrize("view", PLOTS)
def test_sizes_suit_any_number_of_steps(view, steps):
    drawn = plot(fm.Model.model_validate(document(steps, bare=3)), view)
    assert drawn.audit()["violations"] == []
    if view == "matrix":
        assert len(drawn.pages) <= 1 + steps // 25
    for page in drawn.pages:
        assert (page.width, page.height) == (297.0, 210.0)
    shown = {w.text for p in drawn.pages for w in p.words}
    assert {c.mark for c in drawn.grid.columns} <= shown
    told = " ".join(shown)
    assert ("▼" in told) == ("▲" in told) == (len(drawn.grid.columns) > 30)


def test_many_rows_are_divided_and_a_screen_is_one_page():
    model = fm.Model.model_validate(document(200))
    paper, screen = plot(model, "holdings"), plot(model, "holdings", paper="screen")
    assert len(paper.pages) > 1
    assert len(screen.pages) == 1
    assert screen.audit()["violations"] == []


def test_long_words_are_shortened_where_they_stand_upright():
    doc = document(20)
    for t in doc["transfers"]:
        t["label"] = "資料の送付" * 30
    doc["actors"][0]["name"] = "あ" * 80
    for view in PLOTS:
        drawn = plot(fm.Model.model_validate(doc), view)
        assert drawn.audit()["violations"] == []
        assert any(w.text.endswith("…") for p in drawn.pages for w in p.words if w.upright)


@pytest.mark.parametrize("view", PLOTS)
def test_the_same_model_gives_the_same_bytes(view, tmp_path):
    model = states()
    for suffix in (".svg", ".pdf", ".png"):
        first, second = (tmp_path / f"{n}{suffix}" for n in "ab")
        fm.draw(model, view=view).save(first)
        fm.draw(model, view=view).save(second)
        assert first.read_bytes() == second.read_bytes()
    assert saved_elsewhere(view, "1") == saved_elsewhere(view, "2")


def test_settings_of_the_reader_do_not_reach_the_figure():
    page = plot(states(), "matrix").pages[0]
    plain = painted(page, "")
    with mpl.rc_context({"svg.fonttype": "path", "patch.linewidth": 9, "text.color": "red",
                         "savefig.dpi": 17, "axes.facecolor": "black"}):  # fmt: skip
        assert painted(page, "") == plain


@pytest.mark.parametrize("view", PLOTS)
def test_svg_is_plain_and_complete(view):
    (svg,) = fm.draw(states(), view=view).pages
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("width") == "297mm"
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    said = [root.get(f"aria-{by}") for by in ("labelledby", "describedby")]
    assert said == ids[:2] == ["t-title", "t-desc"]
    assert len(set(ids)) == len(ids)
    assert all(i.startswith("t-") for i in ids)
    assert "Matplotlib" not in svg
    assert "@font-face" in svg
    # Nothing comes from elsewhere but the letters, which are in the file.
    assert svg.count("http") == svg.count('xmlns="http://www.w3.org/2000/svg"') == 1
    assert {e.get("data-part") for e in root.iter()} >= {"1", "2", "3", "1'"}
    named = fm.draw(states(), view=view).drawing.render(".svg", fonts="name")  # type: ignore[union-attr]
    assert b"@font-face" not in named[0]


def test_hatches_are_defined_in_the_file_under_the_name_of_the_figure():
    (svg,) = fm.draw(fm.loads(VIEWED), view="holdings").pages
    names = [p.get("id") for p in ET.fromstring(svg).iter(f"{SVG}pattern")]
    assert names
    for name in names:
        assert f"url(#{name})" in svg


def test_words_of_users_are_neither_mathematics_nor_markup():
    model = fm.loads(VIEWED.replace("label: look", 'label: "$x^2$ <b>&{}"', 1))
    for view in PLOTS:
        assert "$x^2$ <b>&{}" in " ".join(words(fm.draw(model, view=view).pages[0]))


@pytest.mark.parametrize("steps", [3, 40])
@pytest.mark.parametrize("view", PLOTS)
def test_half_width_sound_marks_keep_their_place_in_every_format(view, steps, tmp_path):
    made = document(steps)
    for actor in made["actors"]:
        actor["name"] = "ﾊﾞｯｸｱｯﾌﾟ端末"
    for transfer in made["transfers"]:
        transfer["label"] = "ﾃﾞｰﾀの送付"
    drawing = plot(fm.loads(json.dumps(made)), view)
    root = ET.fromstring(drawing.render(".svg")[0])
    marked = [t for t in root.iter(f"{SVG}text") if "ﾞ" in (t.text or "")]
    assert marked
    for text in marked:
        places = [float(x) for x in text.get("x", "").split()]
        assert len(places) == len(text.text or "")
        assert places == sorted(set(places))
        assert text.get("text-anchor") == "start"
    assert drawing.render(".pdf")[0].startswith(b"%PDF")


def test_other_formats_are_refused_and_a_missing_glyph_is_named(tmp_path):
    with pytest.raises(RenderError, match="pptx"):
        fm.draw(states(), view="matrix").save(tmp_path / "x.pptx")
    with pytest.raises(RenderError, match="U\\+13000"):
        fm.draw(fm.loads(VIEWED.replace("label: look", "label: 𓀀", 1)), view="matrix")


def test_page_and_verdict_stand_on_each_page_and_on_the_last():
    drawn = plot(fm.Model.model_validate(document(60)), "matrix")
    for i, page in enumerate(drawn.pages, 1):
        said = {w.text for w in page.words}
        assert f"（{i}／{len(drawn.pages)}）" in said
        assert {look.name for look in drawn.grid.looks.values()} <= said
        assert any(t.startswith("記載の点検") for t in said) == (page is drawn.pages[-1])


def test_collisions_are_seen():
    def word(x: float, room: tuple[float, float, float, float], upright: bool = False) -> Word:
        return Word(x, 10, "abc", 10, 20, room, upright=upright)

    wide = (0.0, 0.0, 100.0, 100.0)
    page = GridPage(60, 60, (Patch(0, 0, 1, 1),), (word(5, wide), word(20, wide)))
    assert [v["kind"] for v in collisions(page, 1)] == ["text-overlap"]
    page = GridPage(60, 60, (), (word(5, (0.0, 0.0, 10.0, 60.0)),))
    assert [v["kind"] for v in collisions(page, 1)] == ["text-outside"]
    page = GridPage(60, 60, (), (word(5, wide, upright=True),))
    assert [v["kind"] for v in collisions(page, 1)] == ["outside-page", "text-outside"]


def test_matplotlib_is_imported_only_to_paint():
    code = (
        "import sys, flowmodel as fm;"
        f"d = fm.draw(fm.loads({VIEWED!r}), view='matrix'); d.audit();"
        "assert 'matplotlib' not in sys.modules; d.pages; assert 'matplotlib' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


PACK = """\
pack: own
version: "1.0"
prefix: OWN
title: {ja: 決まり, en: Own rules}
rules:
  - id: OWN-01
    level: error
    title: {ja: 控え, en: Backup}
    message: {ja: "{step}に、{controls}の記載がありません", en: "{step}: not stated: {controls}"}
    basis: {ja: 要領, en: manual}
    origin: [judgement]
    for: transfers
    when: [{field: personal, is: true}]
    require: {controls: [monitoring]}
"""


def test_packs_that_a_model_names_ask_in_the_matrix_and_in_explanations_alike(tmp_path):
    from flowmodel.lint.asking import asks_of

    (tmp_path / "own.yaml").write_text(PACK, encoding="utf-8")
    text = VIEWED.replace("title: t\n", "title: t\npolicies: [own.yaml]\n", 1)
    (tmp_path / "model.yaml").write_text(text, encoding="utf-8")
    model = fm.load(tmp_path / "model.yaml")
    graph = FlowGraph.of(model)
    asked, ids = asks_of(graph, graph.flows)
    assert "OWN-01" in ids
    assert "OWN-01" in {rule.id for rule, _ in asked[0]}
    assert "OWN-01" in {a.rule.id for a in fm.explain(model, 1).asked}
    grid = matrix(Subject(graph, "en"))
    row = next(i for i, r in enumerate(grid.rows) if r.part == "monitoring")
    assert grid.cells[row, 0].look == "missing"
    assert grid.cells[row, 0].framed
