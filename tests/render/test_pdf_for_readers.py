"""PDF for those who listen or jump: bookmarks, words of each page, text in the order of steps."""

from __future__ import annotations

import io
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

import flowmodel as fm
from flowmodel.language import Lang
from flowmodel.layout.scene import Page, Scene
from flowmodel.render import render

EXAMPLES = Path(__file__).parents[2] / "examples"
NUMBER = re.compile(r"(?:[①-⑳㉑-㊿]|\(\d+\))’*")
DRAWN = [
    ("before-box", "lanes"), ("before-box", "sequence"), ("gallery/yearly", "lanes"),
    ("gallery/yearly", "matrix"), ("gallery/yearly", "holdings"), ("shiryo-59-1", "lanes"),
]  # fmt: skip


@cache
def drawn(name: str, view: str, lang: Lang = "ja") -> tuple[fm.Diagram, bytes]:
    diagram = fm.draw(fm.load(EXAMPLES / name / "model.yaml"), view=view, lang=lang)
    return diagram, render(diagram.drawing, ".pdf")[0]


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def bookmarks(reader: PdfReader) -> list[tuple[int, int, str]]:
    """Level, page and name of each."""

    def walk(entries: list[Any], level: int) -> list[tuple[int, int, str]]:
        found = []
        for e in entries:
            if isinstance(e, list):
                found += walk(e, level + 1)
            else:
                page = reader.get_destination_page_number(e)
                assert page is not None
                found.append((level, page, str(e.title)))
        return found

    return walk(reader.outline, 1)


def alternatives(node: Any) -> list[str]:
    node = node.get_object()
    if isinstance(node, list):
        return [a for kid in node for a in alternatives(kid)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + (alternatives(node["/K"]) if "/K" in node else [])


def numbers(diagram: fm.Diagram) -> list[str]:
    """The printed numbers in the order of series and steps."""
    return [f.printed for flows in diagram.subject.graph.series.values() for f in flows]


@pytest.mark.parametrize(("name", "view"), DRAWN)
def test_every_page_has_its_bookmark_and_its_words(name: str, view: str) -> None:
    diagram, data = drawn(name, view)
    reader = read(data)
    pages = len(diagram.pages)
    assert len(reader.pages) == pages
    first = [(page, title) for level, page, title in bookmarks(reader) if level == 1]
    assert [page for page, _ in first] == list(range(pages))
    if pages == 1:
        assert first == [(0, diagram.drawing.title)]
    else:
        assert [t.split("　")[0] for _, t in first] == [
            f"{i}／{pages}" for i in range(1, pages + 1)
        ]
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "ja"
    told = alternatives(root["/StructTreeRoot"])
    assert len(told) == pages
    found = [NUMBER.match(line) for page in told for line in page.split("\n")]
    assert [m[0] for m in found if m] == numbers(diagram)


@pytest.mark.parametrize(("name", "view", "lang", "wanted"), [
    ("before-box", "lanes", "ja", [
        (1, 0, "1／2　①～⑥、①’～③’"), (2, 0, "①～⑥ 事業者等 → 区"), (2, 0, "①’～③’ 区 → 事業者等"),
        (1, 1, "2／2　情報保護対策"),
    ]),
    ("payment-agent", "sequence", "en", [
        (1, 0, "1/2  ①–⑧"), (2, 0, "①–⑧ Payments, from taxpayer to ward"), (1, 1, "2/2  ①’–④’"),
        (2, 1, "①’–④’ Queries of the ward and their answers"), (2, 1, "Kept out"),
    ]),
    ("lgwan-ai-ocr", "sequence", "en", [(1, 0, "1/2  ①–⑦"), (1, 1, "2/2  ⑧–⑩"), (2, 1, "Kept out")]),
])  # fmt: skip
def test_bookmarks_name_pages_and_series(
    name: str, view: str, lang: Lang, wanted: list[tuple[int, int, str]]
) -> None:
    reader = read(drawn(name, view, lang)[1])
    assert bookmarks(reader) == wanted
    assert reader.trailer["/Root"]["/Lang"] == lang  # type: ignore[index]


def test_headings_leave_no_mark_on_the_page() -> None:
    page = Page(100, 50, (), outline=("#panic()", " ", "二 *b*"))
    reader = read(render(Scene("a", "題", "説明", "ja", (page,)), ".pdf")[0])
    assert bookmarks(reader) == [(1, 0, "#panic()"), (2, 0, "二 *b*")]
    assert len(reader.pages) == 1
    assert reader.pages[0].extract_text() == ""


@pytest.mark.needs_program("pdftotext")
@pytest.mark.parametrize(("name", "view"), [d for d in DRAWN if d[1] in ("lanes", "sequence")])
def test_text_comes_in_the_order_of_the_steps(name: str, view: str, tmp_path: Path) -> None:
    diagram, data = drawn(name, view)
    file = tmp_path / "a.pdf"
    file.write_bytes(data)
    call = ["pdftotext", "-raw", file, "-"]
    text = subprocess.run(call, capture_output=True, check=True).stdout.decode()
    flat = re.sub(r"\s", "", text)
    at = -1
    for flows in diagram.subject.graph.series.values():
        for flow in flows:
            words = re.sub(r"\s", "", flow.printed + flow.transfer.text("ja")[:4])
            at = flat.find(words, at + 1)
            assert at >= 0, words
