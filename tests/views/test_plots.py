"""The plots: what stands in their cells, and files that depend on nothing but the model."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable

import matplotlib as mpl
import pytest
from views_samples import EXAMPLES, ROOT, example, saved_elsewhere, states

import flowmodel as fm
from benchmarks.models import document
from flowmodel.errors import RenderError
from flowmodel.graph import FlowGraph
from flowmodel.language import LANGS
from flowmodel.layout.canvas import Setter
from flowmodel.layout.grid import Row
from flowmodel.layout.grid_pages import grid_pages
from flowmodel.layout.grid_sizes import TASTES, Sizes, parts_of_rows
from flowmodel.layout.scene import Box, Group, Shape, Text
from flowmodel.layout.style import Style
from flowmodel.layout.text import font
from flowmodel.layout.theme import Theme
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


def by_control(model: fm.Model, rows: Iterable[Row]) -> dict[str, int]:
    """The row of each control, by its id."""
    controls = FlowGraph.of(model).controls
    names = {controls.label(c.id, "en"): c.id for c in controls}
    return {names[row.text]: i for i, row in enumerate(rows)}


def test_matrix_states():
    grid = matrix(Subject(FlowGraph.of(states()), "en"))
    row = by_control(states(), grid.rows)
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


def said(drawn: GridPlot) -> list[list[Text]]:
    return [[i for i in page.flat() if isinstance(i, Text)] for page in drawn.scene.pages]


@pytest.mark.parametrize("steps", [4, 20, 40, 200])
@pytest.mark.parametrize("view", PLOTS)
def test_sizes_suit_any_number_of_steps(view, steps):
    drawn = plot(fm.Model.model_validate(document(steps, bare=3)), view)
    assert (
        fm.draw(fm.Model.model_validate(document(steps, bare=3)), view=view).audit()["violations"]
        == []
    )
    sizes = {(page.width, page.height) for page in drawn.scene.pages}
    assert len(sizes) == 1
    assert sizes <= {(297.0, 210.0), (210.0, 297.0)}
    shown = {w.text for page in said(drawn) for w in page}
    assert {c.mark for c in drawn.grid.columns} <= shown
    told = " ".join(shown)
    many = any(
        table.widths and len(sheet.tables) > 1 for sheet in drawn.sheets for table in sheet.tables
    )
    assert ("▼" in told) == ("▲" in told)
    assert ("▼" in told) >= many


def test_a_page_is_turned_upright_where_that_takes_fewer_pages():
    model = fm.Model.model_validate(document(200))
    drawn = plot(model, "matrix")
    assert {page.width for page in drawn.scene.pages} == {210.0}
    flat = plot(fm.Model.model_validate(document(4)), "matrix")
    assert [page.width for page in flat.scene.pages] == [297.0]


def test_many_rows_are_divided_and_a_screen_is_one_page():
    model = fm.Model.model_validate(document(200))
    paper, screen = plot(model, "holdings"), plot(model, "holdings", paper="screen")
    assert len(paper.scene.pages) > 1
    assert len(screen.scene.pages) == 1
    assert fm.draw(model, view="holdings", paper="screen").audit()["violations"] == []


def columns_of(drawn: GridPlot) -> list[list[str]]:
    """The steps of each page."""
    return [
        [w.text for w in page if w.role == "badge"] for page in said(drawn)
    ]  # fmt: skip


def test_every_step_heads_one_column_of_each_part_of_the_rows():
    drawn = plot(fm.Model.model_validate(document(60)), "matrix")
    assert [m for page in columns_of(drawn) for m in page] == [c.mark for c in drawn.grid.columns]


def test_pages_are_filled():
    for steps in (4, 7, 12):
        drawn = plot(fm.Model.model_validate(document(steps, bare=3)), "matrix")
        (page,) = drawn.scene.pages
        bottom = max(i.y + i.h for i in page.flat() if isinstance(i, Box))
        assert bottom > 0.7 * page.height


def test_heads_stand_level_and_tear_no_word_that_has_room():
    for lang in LANGS:
        drawn = plot(example("payment-agent"), "matrix", lang=lang)
        heads = [w for page in said(drawn) for w in page if w.role == "label"]
        assert heads
        assert not any(w.text.endswith("…") for w in heads)
    assert {"smartphone", "reconciliation"} <= {w.text for w in heads}


def test_long_words_are_shortened_and_do_not_name_their_part():
    doc = document(20)
    for t in doc["transfers"]:
        t["label"] = "資料の送付" * 30
    doc["actors"][0]["name"] = "あ" * 80
    for view in PLOTS:
        model = fm.Model.model_validate(doc)
        assert fm.draw(model, view=view).audit()["violations"] == []
        cut = [w for page in said(plot(model, view)) for w in page if w.text.endswith("…")]
        assert cut
        assert {(w.role, w.part) for w in cut} == {("cut-short", "")}


def test_rows_are_cut_between_groups_and_evenly():
    model = fm.Model.model_validate(document(40))
    grid = held(Subject(FlowGraph.of(model), "ja"))
    sizes = Sizes(grid, Setter(font(""), Style(), Theme()), 297.0)
    whole = sum(sizes.row_h)
    parts = parts_of_rows(sizes, whole * 0.6)
    assert [i for p in parts for i in p] == list(range(len(grid.rows)))
    assert {p.start for p in parts} <= {g.start for g in grid.groups()}
    heights = [sum(sizes.row_h[i] for i in p) for p in parts]
    assert max(heights) < 0.6 * whole
    # A group that is higher than a page is cut all the same.
    high = parts_of_rows(sizes, sizes.row_h[0] * 1.2)
    assert [len(p) for p in high] == [1] * len(grid.rows)


def test_columns_are_cut_at_the_beginning_of_a_series_where_one_is_near():
    grid = matrix(Subject(FlowGraph.of(fm.Model.model_validate(document(30))), "ja"))
    sizes = Sizes(grid, Setter(font(""), Style(), Theme()), 297.0, TASTES[0])
    assert [i for cut in sizes.cuts for i in cut] == list(range(len(grid.columns)))
    starts = {run.start for run in grid.series()}
    assert len(sizes.cuts) > 1
    assert starts & {cut.start for cut in sizes.cuts[1:]}


def test_series_have_their_names_over_their_columns():
    drawn = plot(example("shiryo-59-1"), "matrix")
    names = [w.text for page in said(drawn) for w in page if w.role == "series"]
    assert names == ["事業者等 → 区", "区 → 事業者等"]
    held_at = plot(example("shiryo-59-1"), "holdings").scene.pages[0]
    boxes = [i for i in held_at.flat() if isinstance(i, Box)]
    first = next(b for b in boxes if b.role == "series")
    # What is there from the start belongs to no series.
    assert min(b.x for b in boxes if b.role == "column") < first.x
    one = plot(fm.loads(VIEWED), "matrix")
    assert not [w for page in said(one) for w in page if w.role == "series"]


KINDS = """\
flowmodel: 1
id: t
title: t
actors:
  - {id: s, name: Store, kind: storage, holds: [name, file, tax]}
  - {id: r, name: Reader, kind: terminal}
channels: [{id: c, name: line, between: [s, r]}]
data:
  - {id: name, name: Name, parent: file}
  - {id: tax, name: Tax}
  - {id: file, name: File}
transfers:
  - {step: 1, label: send, from: s, to: r, data: [file]}
  - {step: 2, label: delete, from: s, to: s, data: [file], operation: delete}
"""


def test_kinds_stand_below_what_they_are_of_and_go_with_it():
    grid = held(Subject(FlowGraph.of(fm.loads(KINDS)), "en"))
    assert [(r.text, r.depth) for r in grid.rows[:3]] == [("Tax", 0), ("File", 0), ("Name", 1)]
    assert [grid.cells[i, 2].look for i in (1, 2)] == ["ended", "ended"]
    assert grid.cells[0, 2].look == "held"
    assert grid.notes == (
        "Data that stands in is a kind of the data above it. Whoever deletes a category deletes "
        "all of its kinds.",
    )
    drawn = plot(fm.loads(KINDS), "holdings", lang="en")
    x = {w.text: w.left for page in said(drawn) for w in page if w.role == "data"}
    assert x["Name"] > x["File"] == x["Tax"]
    assert any("all of its kinds" in " ".join(w.text for w in page) for page in said(drawn))
    assert held(subject()).notes == ()


def test_what_is_missing_is_told_with_its_rules():
    grid = matrix(Subject(FlowGraph.of(example("shiryo-59-1")), "ja"))
    assert grid.notes[0] == "E05 多要素認証：①、③、②’、③’に記載がありません"
    row = next(i for i, r in enumerate(grid.rows) if r.text == "多要素認証")
    assert grid.words(row, 0) == "規則が求めるが、記載がありません（E05）"
    assert grid.words(row, 1) == "記載がありません"
    assert grid.words(0, 0) == "対策あり（規則が求める）"


def test_what_ends_a_grid_goes_on_a_page_of_its_own_where_it_must():
    from dataclasses import replace

    grid = matrix(Subject(FlowGraph.of(example("shiryo-59-1")), "ja"))
    long = replace(grid, notes=tuple(f"注 {i}" for i in range(60)))
    first, last = grid_pages(long, "a4", "", Theme())
    assert first.tables
    assert not last.tables
    assert any(isinstance(i, Text) and i.text == "・注 59" for i in last.page.flat())


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
    page = plot(states(), "matrix").scene.pages[0]
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


def test_a_missing_glyph_is_named():
    with pytest.raises(RenderError, match="U\\+13000"):
        fm.draw(fm.loads(VIEWED.replace("label: look", "label: 𓀀", 1)), view="matrix")


def test_page_and_verdict_stand_on_each_page_and_on_the_last():
    drawn = plot(fm.Model.model_validate(document(60)), "matrix")
    for i, page in enumerate(said(drawn), 1):
        words = {w.text for w in page}
        assert f"（{i}／{len(drawn.scene.pages)}）" in words
        assert {look.name for look in drawn.grid.looks.values()} <= words
        last = i == len(drawn.scene.pages)
        assert any(t.startswith("記載の点検") for t in words) == last


def test_cells_are_read_one_by_one_in_words():
    drawn = plot(states(), "matrix", lang="en")
    groups = [g for g in drawn.scene.pages[0].items if isinstance(g, Group) and g.title]
    told = [
        g.title for g in groups if any(isinstance(i, Box) and i.role == "cell" for i in g.items)
    ]
    assert len(told) == len(drawn.grid.rows) * len(drawn.grid.columns)
    assert any(t.startswith("①") and "stated in part" in t for t in told)
    (svg,) = fm.draw(states(), view="matrix", lang="en").pages
    titles = [t.text for t in ET.fromstring(svg).iter(f"{SVG}title")]
    assert set(told) <= set(titles)


def test_a_house_prints_around_plots_as_well():
    theme = ROOT / "examples/theme/house.yaml"
    drawn = plot(states(), "matrix", theme=theme)
    items = list(drawn.scene.pages[0].flat())
    assert any(isinstance(i, Shape) and i.role == "logo" for i in items)
    assert any(isinstance(i, Text) and i.role in ("header", "house") for i in items)
    svg = drawn.render(".svg")[0].decode()
    assert all(i.text in svg for i in items if isinstance(i, Text) and i.role == "house")
    assert drawn.render(".png", dpi=40)[0].startswith(b"\x89PNG")


def test_the_list_of_controls_follows_a_plot():
    diagram = fm.draw(states(), view="matrix", controls=True)
    assert len(diagram.pages) == len(diagram.scene.pages) == 2
    assert "手順ごとに求められる対策" in diagram.pages[1]
    assert diagram.audit()["violations"] == []
    assert len(diagram.drawing.render(".pdf")) == 1  # type: ignore[union-attr]


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
    row = by_control(model, grid.rows)["monitoring"]
    assert grid.cells[row, 0].look == "missing"
    assert grid.cells[row, 0].framed
