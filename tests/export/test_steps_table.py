"""The table of steps: every step in its order, and nothing that a user wrote is code."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from markdown import markdown as rendered

import flowmodel as fm
from flowmodel.export.steps import HEADS, cells
from flowmodel.graph import FlowGraph
from flowmodel.language import LANGS
from flowmodel.views import Subject

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/model.yaml"))
HOSTILE = "=HYPERLINK(0)|`*_<b>[x](y)\\"


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def written(tmp_path: Path, model: fm.Model, suffix: str, lang: str) -> bytes:
    fm.draw(model, lang=lang).save(tmp_path / f"steps{suffix}")
    return (tmp_path / f"steps{suffix}").read_bytes()


def hostile(name: str) -> fm.Model:
    b = fm.Builder("t", title="t")
    a, c = b.actor("a", name, kind="terminal"), b.actor("c", kind="storage")
    line = b.channel("l", a, c)
    b.transfer(1, "-1+1", a, c, over=line)
    return b.build()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda f: f.parent.name)
def test_every_step_stands_in_its_order_in_both_formats(tmp_path, file, lang):
    model = fm.load(file)
    graph = FlowGraph.of(model)
    steps = [flow.printed for flows in graph.series.values() for flow in flows]
    table = read(written(tmp_path, model, ".csv", lang))
    assert table[0] == [head.text(lang) for head in HEADS]
    assert [row[0] for row in table[1:]] == steps
    assert table == cells(Subject(graph, lang))
    html = rendered(written(tmp_path, model, ".md", lang).decode(), extensions=["tables"])
    assert re.findall(r"<tr>\s*<td>(.*?)</td>", html) == steps
    assert html.count("<th>") == len(HEADS)


def test_what_is_not_stated_is_told(tmp_path):
    row = read(written(tmp_path, hostile("x"), ".csv", "ja"))[1]
    assert row[5] == row[7] == "記載がありません"


@pytest.mark.parametrize("first", [*"=+-@＝＋－＠"])
def test_no_cell_begins_a_formula(tmp_path, first):
    row = read(written(tmp_path, hostile(f"{first}1"), ".csv", "ja"))[1]
    assert row[2] == f"'{first}1"
    assert row[1] == "'-1+1"


def test_marks_of_markdown_are_text(tmp_path):
    text = written(tmp_path, hostile(HOSTILE), ".md", "en").decode()
    page = rendered(text, extensions=["tables"])
    told = [unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", page)]
    assert told[2] == HOSTILE
    assert told[1] == "-1+1"
    assert page.count("<tr>") == 2
    assert "<b>" not in page
