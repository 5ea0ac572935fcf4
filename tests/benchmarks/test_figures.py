from __future__ import annotations

import math

import pytest

import flowmodel as fm
from benchmarks.figures import dot, ours, subjects
from benchmarks.figures.__main__ import exponent, main, rows
from benchmarks.figures.drawn import Drawn, quality
from flowmodel.layout.audit import audit


@pytest.mark.parametrize("per_zone", subjects.PER_ZONE)
@pytest.mark.parametrize("n", [1, 10, 60])
def test_the_models_hold_and_our_figure_of_them_has_no_collision(n, per_zone):
    made = ours.graph(subjects.document(n, per_zone))
    assert len(made.flows) == n
    _, scene = ours.draw(made, 1)
    assert audit(scene) == ()
    found = ours.counted(scene)
    assert (found.label_overlaps, found.labels_on_lines) == (0, 0)
    assert {t["step"] for t in subjects.document(n, per_zone)["transfers"]} <= ours.sizes(
        scene
    ).keys()


def test_what_collides_is_counted():
    flat, steep = ((0.0, 0.0), (10.0, 0.0)), ((5.0, -5.0), (5.0, 5.0), (8.0, 5.0))
    apart = ((0.0, 20.0), (9.0, 20.0))
    labels = (
        (0, (4.0, 3.0, 7.0, 4.5)),  # the steep line runs through it
        (1, (6.0, 3.5, 9.0, 6.5)),  # overlaps the one before; its own line may run through
        (2, (0.0, 18.0, 9.0, 19.0)),
        (2, (1.0, 18.0, 5.0, 19.0)),  # of the same arrow: no overlap
    )
    found = quality(Drawn((flat, steep, apart), labels))
    assert (found.crossings, found.bends) == (1, 1)
    assert (found.label_overlaps, found.labels_on_lines) == (1, 1)
    assert quality(Drawn((flat, steep), (), curved=True)).bends is None


def test_growth_is_the_slope_of_the_logarithms():
    assert exponent([(10, 1.0), (100, 10.0), (1000, 100.0)]) == pytest.approx(1)
    assert exponent([(10, 1.0), (100, 100.0), (1000, math.inf)]) == pytest.approx(2)
    assert exponent([(10, 1.0)]) is None


@pytest.mark.needs_program("dot")
def test_dot_draws_the_same_model():
    document = subjects.document(12, 4)
    _, scene = ours.draw(ours.graph(document), 1)
    boxes = ours.sizes(scene)
    labels = [boxes[t["step"]] for t in document["transfers"]]
    seconds, drawn = dot.draw(dot.source(document, boxes), labels, 60)
    assert seconds < 60
    assert drawn is not None
    assert len(drawn.routes) == len(drawn.labels) == 12
    assert quality(drawn).bends is None
    assert dot.draw("no graph", [], 60)[1] is None


def test_the_table_tells_what_is_not_there(monkeypatch, tmp_path, capsys):
    import benchmarks.figures.__main__ as page

    monkeypatch.setattr(page.dot, "version", lambda: None)
    monkeypatch.setattr(page.elk, "install", lambda folder: None)
    kept = tmp_path / "figures.md"
    kept.write_text(f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n")
    monkeypatch.setattr(page, "PAGE", kept)
    assert main(["10", "20", "--write"]) == 0
    table = capsys.readouterr().out
    assert "dot is not installed · elkjs is not there" in table
    for actors in (4, 16):
        assert f"### 4 zones, {actors} actors" in table
    assert table.count("| 20 | flowmodel (") == 2
    assert table.count("flowmodel: time grows like N^") == 2
    text = kept.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert table in text
    assert "old" not in text
    assert len(list(rows((10,), 1, tmp_path))) == 1 + 2 * 7


def test_the_model_of_a_comparison_is_one_that_a_reader_can_write():
    assert fm.check(ours.graph(subjects.document(10, 4)).model).checked
