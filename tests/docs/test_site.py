"""The documentation as a site: built strictly, whole, and fetching nothing from elsewhere."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest
from snippets import ROOT

import flowmodel as fm
from flowmodel.cli import COMMANDS
from flowmodel.controls import catalogue
from flowmodel.lint.rules import RULES, rules
from flowmodel.model import Model

FETCHED = re.compile(r"""<(?:script|img|iframe|source)[^>]*\ssrc=["']?(?:https?:)?//""")
STYLED = re.compile(r"""<link[^>]*rel=["']?(?:stylesheet|preconnect|preload)[^>]*href=["']?(?:https?:)?//""")  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(target)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, (run.stdout + run.stderr)[-800:]
    return target


def text(site: Path, page: str) -> str:
    return (site / page / "index.html").read_text(encoding="utf-8")


def test_every_rule_has_a_page_in_both_languages(site: Path) -> None:
    for rule in rules():
        page = text(site, f"reference/rules/{rule.id.lower()}")
        assert rule.title.ja in page
        assert rule.title.en in page
        assert 'id="why-ja"' in page
        assert 'id="why-en"' in page
    index = text(site, "reference/rules")
    assert all(f'href="{id.lower()}/"' in index for id in RULES)


def test_every_command_field_and_control_is_listed(site: Path) -> None:
    commands = text(site, "reference/cli")
    assert all(f'<h2 id="{name}"' in commands for name in COMMANDS)
    fields = text(site, "reference/format")
    names = {f.alias or n for n, f in Model.model_fields.items()}
    assert all(f"<td><code>{name}</code></td>" in fields for name in names)
    controls = text(site, "reference/controls")
    assert all(f"<td><code>{c.id}</code></td>" in controls for c in catalogue())


def test_the_gallery_shows_each_view_beside_its_model(site: Path) -> None:
    for model in ROOT.glob("examples/**/model.yaml"):
        folder = model.parent.relative_to(ROOT / "examples")
        name = "-".join(folder.parts)
        page = text(site, f"gallery/{name}")
        drawn = {f.name: f for f in (ROOT / "diagrams" / folder).glob("*.svg")}
        assert drawn
        images = re.findall(r'<img[^>]*src="([^"]+)"', page)
        assert sorted(images) == sorted(drawn)
        for view in ("figure", "sequence", "graph", "matrix", "holdings"):
            pages = [i for i in images if i.startswith(view)]
            assert pages == sorted(pages, key=lambda i: (len(i), i))
            assert pages
        for file, figure in drawn.items():
            assert (site / "gallery" / name / file).read_bytes() == figure.read_bytes()
        overview = text(site, "gallery")
        assert overview.count(f'href="{name}/"') >= 3  # navigation, card and table
        shown = html.unescape(re.sub(r"<[^>]+>", "", page))
        assert model.read_text(encoding="utf-8").strip() in shown


def test_the_gallery_tells_the_findings_of_each_broken_twin(site: Path) -> None:
    for broken in ROOT.glob("examples/**/broken.yaml"):
        name = "-".join(broken.parent.relative_to(ROOT / "examples").parts)
        page = text(site, f"gallery/{name}")
        found = fm.check(fm.load(broken)).findings
        assert found
        for finding in found:
            assert f'href="../../reference/rules/{finding.rule.lower()}/"' in page


def test_every_shape_of_a_figure_is_in_the_gallery(site: Path) -> None:
    table = re.search(r"<table>.*?</table>", text(site, "gallery"), re.DOTALL)
    assert table
    rows = re.findall(r"<tr>(.*?)</tr>", table[0], re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows[1:]]
    assert len(cells) == len(list(ROOT.glob("examples/**/model.yaml")))
    most = [max(int(c or 0) for c in column) for column in list(zip(*cells, strict=True))[1:]]
    least = [12, 8, 2, 2, 2, 2, 2, 1, 2, 100, 2]
    assert len(most) == len(least)
    assert all(a >= b for a, b in zip(most, least, strict=True))
    assert min(int(row[1]) for row in cells if row[1]) == 1
    landscape = sorted(f.name for f in (ROOT / "diagrams" / "landscape").glob("*.svg"))
    shown = re.findall(r'<img[^>]*src="landscape/([^"]+)"', text(site, "gallery"))
    assert sorted(shown) == landscape


def test_each_figure_of_the_gallery_can_be_walked_through(site: Path) -> None:
    for model in ROOT.glob("examples/**/model.yaml"):
        name = "-".join(model.parent.relative_to(ROOT / "examples").parts)
        assert 'href="figure.html"' in text(site, f"gallery/{name}")
        walk = (site / "gallery" / name / "figure.html").read_text(encoding="utf-8")
        assert 'id="ui:facts"' in walk


def test_bars_in_tables_are_printed_as_bars(site: Path) -> None:
    assert "<code>--lang ja|en</code>" in text(site, "reference/cli")


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in sorted(site.rglob("*.html")):
        source = page.read_text(encoding="utf-8")
        assert not FETCHED.search(source), page
        assert not STYLED.search(source), page
        assert "fonts.googleapis" not in source, page
    for style in sorted(site.rglob("*.css")):
        assert not re.search(r"url\(['\"]?(?:https?:)?//", style.read_text(encoding="utf-8")), style


def test_a_page_that_fetches_is_seen() -> None:
    assert FETCHED.search('<script async src="https://cdn.example/a.js">')
    assert STYLED.search('<link rel="stylesheet" href="//cdn.example/a.css">')
