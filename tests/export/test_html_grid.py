"""The page of a plot: its figure, and the grid as a table that can be heard cell by cell."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.export.html import html
from flowmodel.export.html.page import policy
from flowmodel.layout.grid import Grid

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").rglob("model.yaml"))
VIEWS = ("matrix", "holdings")
HOSTILE = "</script><img src=x onerror=alert(1)>]]>\"'&<b>"


class Table(HTMLParser):
    """The rows of the grid's table, each a list of (tag, attributes, text); ids and links."""

    def __init__(self, text: str):
        super().__init__()
        self.rows: list[list[tuple[str, dict[str, str | None], str]]] = []
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.tags: set[str] = set()
        self.inside = False
        self.caption = ""
        self.open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.ids.add(found.get("id") or "")
        if tag == "a":
            self.links.add((found["href"] or "")[1:])
        if tag == "table":
            self.inside = True
        if self.inside and tag == "tr":
            self.rows.append([])
        if self.inside and tag in ("th", "td"):
            self.rows[-1].append((tag, found, ""))
        self.open = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.inside = False

    def handle_data(self, text: str) -> None:
        if self.inside and self.open == "caption":
            self.caption += text.strip()
        elif self.inside and self.rows and self.rows[-1]:
            tag, found, before = self.rows[-1][-1]
            self.rows[-1][-1] = (tag, found, before + text.strip())


def of(model: fm.Model, view: str, lang: str = "ja") -> tuple[Grid, str]:
    diagram = fm.draw(model, view=view, lang=lang)  # type: ignore[arg-type]
    return diagram.drawing.grid, html(diagram.subject, diagram.drawing).decode()  # type: ignore[union-attr]


def example(name: str, view: str, lang: str = "ja") -> tuple[Grid, str]:
    return of(fm.load(ROOT / "examples" / name / "model.yaml"), view, lang)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.parent.name)
def test_every_cell_stands_in_the_table_in_words_and_leads_to_its_step(path, view):
    grid, text = of(fm.load(path), view)
    table = Table(text)
    assert table.caption == grid.title
    assert table.links <= table.ids
    body = [r for r in table.rows if r[0][1].get("scope") == "row"]
    assert [r[0][2] for r in body] == [row.text for row in grid.rows]
    for i, row in enumerate(body):
        assert len(row) == len(grid.columns) + 1
        for j, (tag, attributes, said) in enumerate(row[1:]):
            assert tag == "td"
            cell = grid.cells.get((i, j))
            look = grid.looks[cell.look] if cell else None
            sign, name = (look.sign, look.name) if look else ("", grid.blank)
            assert said.startswith(sign + name)
            assert ("framed" in (attributes["class"] or "")) == bool(cell and cell.framed)
    heads = [r for r in table.rows if r[-1][1].get("scope") == "col"]
    assert [c[2] for c in heads[0][1:]] == [c.name for c in grid.columns]


def test_rules_that_ask_are_named_in_the_cell_and_told_in_its_step():
    _, text = example("shiryo-59-1", "matrix")
    cell = re.search(
        r'<td class="missing framed" data-at="#1"><a href="#step:1">(.*?)</a></td>', text
    )
    assert cell
    assert "規則が求めるが、記載がありません" in cell[1]
    assert "E05" in cell[1]
    section = text[text.index('id="step:1"') : text.index('id="step:2"')]
    assert "E05 多要素認証" in section


@pytest.mark.parametrize("view", VIEWS)
def test_heads_and_runs_span_what_they_stand_over(view):
    grid, text = example("shiryo-59-1", view)
    table = Table(text)
    runs = [a for row in table.rows for tag, a, _ in row if a.get("scope") == "colgroup"]
    assert sum(int(a["colspan"] or 0) for a in runs) == sum(bool(c.part) for c in grid.columns)
    assert len({sum(int(a.get("colspan") or 1) for _, a, _ in row) for row in table.rows}) == 1
    keys = [key for a in runs for key in (a["data-run"] or "").split()]
    assert keys == [f"#{c.part}" for c in grid.columns if c.part]
    groups = [said for row in table.rows for _, a, said in row if a.get("scope") == "rowgroup"]
    assert groups == list(dict.fromkeys(r.group for r in grid.rows if r.group))


@pytest.mark.parametrize("view", VIEWS)
def test_policy_is_as_strict_as_that_of_every_page(view):
    _, text = example("shiryo-59-1", view)
    (told,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    early, script = re.findall(r'<script(?: type="module")?>(.*?)</script>', text, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert told.replace("&#39;", "'") == policy((early, script), style)
    assert not re.search(r"<[^>]+ style=", text.replace(style, ""))
    assert ".cells" in style
    assert ".cells" in script


def test_the_page_of_a_figure_does_not_carry_what_a_table_needs():
    _, text = example("shiryo-59-1", "matrix")
    lanes = fm.draw(fm.load(ROOT / "examples/shiryo-59-1/model.yaml"))
    assert ".cells" not in html(lanes.subject, lanes.drawing).decode()
    assert "<title>手順ごとの情報保護対策" in text


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_words_stay_words(view):
    b = fm.Builder("x", title=HOSTILE)
    what = b.data("d", HOSTILE)
    a, c = (
        b.actor("a", HOSTILE, kind="terminal", holds=[what]),
        b.actor("c", HOSTILE, kind="storage"),
    )
    b.transfer(1, HOSTILE, a, c, over=b.channel("l", a, c, HOSTILE), data=[what])
    grid, text = of(b.build(), view)
    table = Table(text)
    assert not table.tags & {"img", "iframe"}
    assert grid.columns[-1].text in [c[2].removeprefix("①") for c in table.rows[0]]


@pytest.mark.parametrize("view", VIEWS)
def test_a_grid_without_rows_says_so(view):
    b = fm.Builder("x", title="t")
    a = b.actor("a", kind="person")
    b.transfer(1, "x", a, a, operation="delete")
    grid, text = of(b.build(), view, "en")
    assert f"<p>{grid.empty}</p>" in text
    assert not Table(text).rows
