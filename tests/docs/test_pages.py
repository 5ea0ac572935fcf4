"""Every code block of the documentation is run."""

from __future__ import annotations

from pathlib import Path

import pytest
from snippets import ROOT, RUN, SHOWN, Block, Page, blocks, matches

PAGES = [
    p for p in sorted((ROOT / "docs").rglob("*.md")) if "_scripts" not in p.parts
] + [ROOT / "CONTRIBUTING.md"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_blocks_run(path: Path, tmp_path: Path) -> None:
    page = Page(tmp_path)
    for block in blocks(path):
        assert block.kind in RUN + SHOWN or block.skipped, f"{block}: nobody knows how to run it"
        page.run(block)


def test_pages_have_blocks() -> None:
    run = [b for p in PAGES for b in blocks(p) if b.kind in RUN and not b.skipped]
    assert {b.kind for b in run} == set(RUN)


def test_a_fence_left_open_is_no_block() -> None:
    for path in PAGES:
        fences = [t for t in path.read_text(encoding="utf-8").splitlines() if t.startswith("```")]
        assert len(fences) == 2 * len(blocks(path)), path


def test_wrong_output_is_seen(tmp_path: Path) -> None:
    page = Page(tmp_path)
    wrong = Block("page.md", 1, "console", "", "$ flowmodel --version\nflowmodel 0", False)
    with pytest.raises(AssertionError, match="version"):
        page.run(wrong)


@pytest.mark.parametrize(
    ("expected", "said", "same"),
    [
        (["a", "…", "c"], "a\nb\nb\nc\n", True),
        (["a", "…", "c"], "a\nc\n", True),
        (["a", "…", "c"], "a\nb\nd\n", False),
        (["a"], "a\nb\n", False),
        ([], "anything", True),
    ],
)
def test_an_ellipsis_stands_for_lines(expected: list[str], said: str, same: bool) -> None:
    assert matches(expected, said) is same
