"""Plots as tables: Markdown and CSV hold what the grid shows, and nothing in them is code."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from markdown import markdown as rendered

import flowmodel as fm
from flowmodel.export.tables import grid_cells
from flowmodel.language import LANGS

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/model.yaml"))
HOSTILE = "=HYPERLINK(0)|`*_<b>[x](y)"


def written(tmp_path: Path, model: fm.Model, view: str, suffix: str, lang: str = "ja") -> str:
    fm.draw(model, view=view, lang=lang).save(tmp_path / f"t{suffix}")  # type: ignore[arg-type]
    return (tmp_path / f"t{suffix}").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("view", ["matrix", "holdings"])
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda f: f.parent.name)
def test_both_formats_hold_every_cell(tmp_path, file, view, lang):
    model = fm.load(file)
    grid = fm.draw(model, view=view, lang=lang).drawing.grid  # type: ignore[union-attr]
    rows = list(csv.reader(io.StringIO(written(tmp_path, model, view, ".csv", lang), newline="")))
    heads = 2 if view == "holdings" else 1
    assert rows[0][heads:] == [c.name for c in grid.columns]
    assert len(rows) == len(grid.rows) + 1
    for i, row in enumerate(rows[1:]):
        assert row[heads - 1] == grid.rows[i].text
        assert row[heads:] == [grid.words(i, j) for j in range(len(grid.columns))]
        assert all(row)
    html = rendered(written(tmp_path, model, view, ".md", lang), extensions=["tables"])
    assert html.count("<td>") == sum(map(len, rows[1:]))


def test_other_views_give_the_table_of_the_steps(tmp_path):
    model = fm.load(EXAMPLES[0])
    assert written(tmp_path, model, "sequence", ".csv") == written(tmp_path, model, "lanes", ".csv")
    assert written(tmp_path, model, "matrix", ".csv") != written(tmp_path, model, "lanes", ".csv")


@pytest.mark.parametrize("view", ["matrix", "holdings"])
def test_words_of_users_are_no_formula_and_no_markup(tmp_path, view):
    b = fm.Builder("t", title="t")
    what = b.data("d", HOSTILE)
    a, c = b.actor("a", HOSTILE, kind="terminal", holds=[what]), b.actor("c", kind="storage")
    line = b.channel("l", a, c, controls=["encryption"])
    b.transfer(1, HOSTILE, a, c, over=line, data=[what])
    model = b.build()
    cells = [c for r in csv.reader(io.StringIO(written(tmp_path, model, view, ".csv"))) for c in r]
    assert any("HYPERLINK" in c for c in cells)
    assert not [c for c in cells if c.startswith("=")]
    html = rendered(written(tmp_path, model, view, ".md"), extensions=["tables"])
    assert "<b>" not in html
    assert "<a " not in html


def test_a_grid_without_rows_has_its_heads(tmp_path):
    model = fm.loads(BARE)
    assert grid_cells(fm.draw(model, view="holdings").drawing.grid) == [["情報", "最初", "①削除"]]  # type: ignore[union-attr]


BARE = """\
flowmodel: 1
id: t
title: t
actors: [{id: a, name: A, kind: person}]
transfers: [{step: 1, label: 削除, from: a, to: a, operation: delete}]
"""
