"""The READMEs: their code runs, and their commands are those that continuous integration calls."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from snippets import ROOT, Page, blocks

READMES = [ROOT / "README.md", ROOT / "README.ja.md"]
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def commands(path: Path) -> list[str]:
    return [b.code for b in blocks(path) if b.kind == "sh"]


@pytest.mark.parametrize("path", READMES, ids=lambda p: p.name)
def test_blocks_run(path: Path, tmp_path: Path) -> None:
    page = Page(tmp_path)
    kinds = [b.kind for b in blocks(path)]
    assert kinds == ["sh", "sh", "yaml", "console", "python"]
    for block in blocks(path):
        if block.kind != "sh":
            page.run(block)
    assert (tmp_path / "demo.svg").stat().st_size > 1_000


@pytest.mark.parametrize("path", READMES, ids=lambda p: p.name)
def test_examples_have_ten_lines(path: Path) -> None:
    sizes = {b.kind: len(b.code.splitlines()) for b in blocks(path)}
    assert sizes["yaml"] == 10
    assert sizes["python"] == 10


@pytest.mark.parametrize("path", READMES, ids=lambda p: p.name)
def test_commands_are_those_of_ci(path: Path) -> None:
    main, test = commands(path)
    assert f"MAIN_COMMAND='{main}'\n" in CI
    assert f"TEST_COMMAND='{test}'\n" in CI
    assert CI.count('eval "$MAIN_COMMAND"') == CI.count('eval "$TEST_COMMAND"') == 1


@pytest.mark.parametrize("path", [*READMES, ROOT / "CONTRIBUTING.md"], ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = [t for t in re.findall(r"\]\(([^)#\s]+)\)", text) if "://" not in t]
    assert links
    assert [t for t in links if not (ROOT / t).exists()] == []


@pytest.mark.parametrize("path", READMES, ids=lambda p: p.name)
def test_number_of_rules_is_true(path: Path) -> None:
    from flowmodel.lint.rules import RULES

    n = sum(id[0] in "EAPFD" for id in RULES)
    assert re.search(rf"\b{n} rules|規則は{n}件", path.read_text(encoding="utf-8"))
