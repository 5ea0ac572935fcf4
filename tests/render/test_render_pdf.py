"""PDF: what it declares, holds and lets be found."""

from __future__ import annotations

import io
import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from scene_samples import WORDS, full, scene, words

from flowmodel.errors import OutputError, RenderError
from flowmodel.layout.scene import Page, Scene, Text
from flowmodel.render.pdf import pdf

EVIL = '#panic("x") #read("/etc/passwd") $x$ *b* \\" ] }'


def read(drawing: Scene) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(drawing)))


def catalog(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def test_what_it_declares() -> None:
    root = catalog(read(full()))
    assert root["/Lang"] == "ja"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    xmp = root["/Metadata"].get_data().decode()
    said = dict(re.findall(r"<(pdf\w+:\w+)>([^<]*)</", xmp))
    assert said["pdfaid:part"] == "2"
    assert said["pdfaid:conformance"] == "A"
    assert said["pdfuaid:part"] == "1"
    assert "/OutputIntents" in root


def test_title_and_date() -> None:
    told = read(full()).metadata
    assert told.title == "試験の図 & <b>"
    assert told.creation_date is not None
    assert told.creation_date.date().isoformat() == "2025-04-01"
    undated = read(scene(())).metadata.creation_date
    assert undated is not None
    assert undated.year == 1970


def test_every_page_has_the_size_of_its_scene() -> None:
    pages = (Page(297, 210, (words("一"),)), Page(420, 297, (words("二"),)))
    reader = read(Scene("a", "題", "説明", "ja", pages))
    sizes = [(float(p.mediabox.width), float(p.mediabox.height)) for p in reader.pages]
    wanted = [(p.width / 25.4 * 72, p.height / 25.4 * 72) for p in pages]
    assert sizes == [pytest.approx(w, abs=0.01) for w in wanted]
    assert [p.extract_text().strip() for p in reader.pages] == ["一", "二"]


def test_the_figure_has_its_alternative_text() -> None:
    def alts(node: Any) -> list[str]:
        node = node.get_object()
        if isinstance(node, list):
            return [a for kid in node for a in alts(kid)]
        if not isinstance(node, dict):
            return []
        own = [str(node["/Alt"])] if "/Alt" in node else []
        return own + (alts(node["/K"]) if "/K" in node else [])

    assert alts(catalog(read(full()))["/StructTreeRoot"]) == ["事業者等から\n新宿区へ"]


def fonts(reader: PdfReader) -> list[Any]:
    things = (reader.get_object(n) for n in range(1, int(reader.trailer["/Size"])))
    return [t for t in things if isinstance(t, dict) and t.get("/Type") == "/FontDescriptor"]


def test_the_font_is_embedded_and_is_the_one_measured_with() -> None:
    descriptors = fonts(read(full()))
    assert descriptors
    for descriptor in descriptors:
        assert "NotoSansJP" in descriptor["/FontName"]
        assert "/FontFile3" in descriptor


def test_words_are_found() -> None:
    text = "".join(p.extract_text() for p in read(full()).pages)
    flat = re.sub(r"\s", "", text)
    assert [w for w in WORDS if re.sub(r"\s", "", w) not in flat] == []


@pytest.mark.needs_program("pdftotext")
def test_words_are_found_by_poppler(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(full()))
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    text = re.sub(r"\s", "", run.stdout.decode())
    assert [w for w in WORDS if re.sub(r"\s", "", w) not in text] == []


def test_nothing_that_a_person_wrote_is_markup() -> None:
    drawing = scene((words(EVIL),), title=EVIL, description=EVIL, id=EVIL)
    reader = read(drawing)
    assert reader.metadata.title == EVIL
    assert re.sub(r"\s", "", EVIL) in re.sub(r"\s", "", reader.pages[0].extract_text())


def test_empty_words_have_a_stand_in() -> None:
    reader = read(scene((words("字"),), title=" ", description="\n"))
    assert reader.metadata.title == "demo"


def test_control_characters_in_the_title() -> None:
    assert read(scene((), title="a\0b\x1b")).metadata.title == "a\ufffdb\ufffd"


@pytest.mark.parametrize("text", ["か゚ﾊﾞ", "あ〪", "あ\u00adい", "e\u0301", "\u20dd"])
def test_characters_that_pdf_a_is_strict_about(text: str) -> None:
    pdf(scene((words(text),)))


def test_a_missing_glyph_is_named() -> None:
    with pytest.raises(RenderError, match=r"U\+1D518"):
        pdf(scene((Text(1, 1, "𝔘", 9, 5, "text"),)))


def test_what_typst_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flowmodel.render.press._MAIN", '#image("none.svg")')
    with pytest.raises(RenderError, match="cannot make the PDF; typst says: file not found"):
        pdf(full())


def test_no_place_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    monkeypatch.setattr(tempfile, "tempdir", str(blocked))
    with pytest.raises(OutputError):
        pdf(full())


def test_temporary_files_are_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pdf(full())
    assert os.listdir(tmp_path) == []
