"""Plots as slides: a native table with its heads, merged names, frames and fonts."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from office import office_pdf
from pptx import Presentation

import flowmodel as fm
from flowmodel.layout.scene import Text
from flowmodel.render import render

ROOT = Path(__file__).parents[2]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VIEWS = ("matrix", "holdings")
EMU = 36_000


def drawn(view: str, name: str = "shiryo-59-1", **options: Any) -> Any:
    return fm.draw(fm.load(ROOT / "examples" / name / "model.yaml"), view=view, **options).drawing


def tables(drawing: Any) -> list[list[Any]]:
    """The tables of each slide."""
    deck = Presentation(io.BytesIO(render(drawing, ".pptx")[0]))
    return [[s for s in slide.shapes if s.has_table] for slide in deck.slides]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", ["shiryo-59-1", "payment-agent", "gallery/yearly"])
def test_every_block_is_a_table_where_it_is_drawn(view, name):
    drawing = drawn(view, name)
    found = tables(drawing)
    assert [len(t) for t in found] == [len(s.tables) for s in drawing.sheets]
    for shapes, sheet in zip(found, drawing.sheets, strict=True):
        for shape, told in zip(shapes, sheet.tables, strict=True):
            assert shape.left == pytest.approx(told.x * EMU, abs=2)
            assert shape.top == pytest.approx(told.y * EMU, abs=2)
            assert len(list(shape.table.columns)) == len(told.widths)
            assert len(list(shape.table.rows)) == len(told.heights)
            assert shape.table.first_row
            assert shape.table.first_col


def test_cells_say_what_the_grid_says():
    drawing = drawn("matrix")
    ((shape,),) = tables(drawing)
    grid, table = drawing.grid, shape.table
    assert [table.cell(0, j).text for j in (1, 5)] == ["事業者等 → 区", "区 → 事業者等"]
    assert table.cell(0, 1).span_width == 4
    assert (table.cell(0, 0).span_height, table.cell(0, 0).is_merge_origin) == (2, True)
    for j, column in enumerate(grid.columns, 1):
        assert table.cell(1, j).text.replace("\v", "") == column.name
    for i, row in enumerate(grid.rows):
        assert table.cell(i + 2, 0).text == row.text
        for j in range(len(grid.columns)):
            cell = grid.cells.get((i, j))
            assert table.cell(i + 2, j + 1).text == (grid.looks[cell.look].sign if cell else "")


def test_names_of_groups_are_merged_cells():
    drawing = drawn("holdings")
    ((shape,),) = tables(drawing)
    rows, top = drawing.grid.rows, 2
    for group in drawing.grid.groups():
        cell = shape.table.cell(group.start + top, 0)
        assert cell.text == rows[group.start].group
        assert cell.span_height == len(group)
        for i in list(group)[1:]:
            assert shape.table.cell(i + top, 0).is_spanned


def test_heavy_frames_are_borders_and_fonts_are_named():
    drawing = drawn("matrix")
    ((shape,),) = tables(drawing)
    framed = next(at for at, cell in drawing.grid.cells.items() if cell.framed)
    look = shape.table.cell(framed[0] + 2, framed[1] + 1)._tc.tcPr
    weights = {int(look.find(f"{A}{side}").get("w")) for side in ("lnL", "lnR", "lnT", "lnB")}
    assert min(weights) > 18_000
    faces = {e.get("typeface") for e in shape._element.iter(f"{A}ea")}
    assert faces == {"Noto Sans JP"}
    assert {e.get("lang") for e in shape._element.iter(f"{A}rPr")} == {"ja-JP"}


def test_hatches_are_patterns():
    ((shape,),) = tables(drawn("holdings", "lgwan-ai-ocr"))
    assert list(shape._element.iter(f"{A}pattFill"))


@pytest.mark.parametrize("view", VIEWS)
def test_what_stands_around_is_there_once_and_what_follows_as_well(view):
    drawing = drawn(view, controls=True, theme=ROOT / "examples/theme/house.yaml")
    deck = Presentation(io.BytesIO(render(drawing, ".pptx")[0]))
    assert len(deck.slides) == len(drawing.scene.pages) > len(drawing.sheets)
    slide = deck.slides[0]
    assert slide.shapes.title.text_frame.text == drawing.title
    texts = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
    flat = list(drawing.scene.pages[0].flat())
    for word in (i for i in flat if isinstance(i, Text) and i.role in ("legend", "house")):
        assert texts.count(word.text) == 1
    assert slide.notes_slide.notes_text_frame.text.startswith(drawing.title)


@pytest.mark.needs_program("soffice", "pdftotext")
@pytest.mark.parametrize("view", VIEWS)
def test_office_shows_every_word_on_one_page(view, tmp_path):
    drawing = drawn(view)
    pdf = office_pdf(render(drawing, ".pptx")[0], tmp_path)
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)  # fmt: skip
    assert said.stdout.count("\f") == len(drawing.scene.pages)
    plain = "".join(said.stdout.split())
    for column in drawing.grid.columns:
        assert column.mark in plain
    for row in drawing.grid.rows:
        assert "".join(row.text.split()) in plain
