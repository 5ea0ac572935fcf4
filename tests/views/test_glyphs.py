from __future__ import annotations

from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.errors import RenderError
from flowmodel.views.glyphs import shown
from flowmodel.views.themes import theme

TEXT = """\
flowmodel: 1
id: x
title: {ja: 図, en: "Figure \U0001f600"}
zones:
  - {id: z, name: "区 ✕と✕"}
actors:
  - {id: a, kind: person, zone: z, name: "担当\\u2715", operator: 課, note: "\U0001f600"}
  - id: b
    kind: storage
    name: |
      保管
      庫 \U0001f5c4✕
  - {id: 野\U00020001, kind: person, location: 国✕}
channels: [{id: c, between: [a, b], name: {ja: 回線, en: "line ✕"}, controls: [{control: encryption, evidence: ✕}]}]
data: [{id: d, name: 申請, items: [氏名 ✕]}]
transfers:
  - {step: 1, from: a, to: b, label: 送付 ✉, data: [d], over: c, mark: ✪}
figure: {notes: [{mark: ✪, text: "注"}]}
agenda: {overview: {subjects: ✕}}
"""
PLACES = {
    "zones[0].name": "x.yaml:5:22",
    "actors[0].name": "x.yaml:7:45",
    "actors[1].name": "x.yaml:12:9",
    "actors[2].id": "x.yaml:13:11",
    "transfers[0].label": "x.yaml:17:41",
    "transfers[0].mark": "x.yaml:17:70",
    "figure.notes[0].mark": "x.yaml:18:25",
}
"""Where the drawn characters stand: the first in each text."""


def refused(tmp_path: Path, text: str = TEXT, **options: object) -> RenderError:
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RenderError) as error:
        fm.draw(fm.load(tmp_path / "x.yaml"), **options)  # type: ignore[arg-type]
    return error.value


def places(error: RenderError) -> dict[str, str]:
    assert all(p.place for p in error.problems[1:])
    return {shown(p.path): str(p.place).replace("\\", "/").rsplit("/", 1)[-1]
            for p in error.problems[1:]}  # fmt: skip


@pytest.mark.parametrize("view", ["lanes", "sequence", "graph", "matrix", "holdings"])
def test_every_place_of_a_character_without_a_glyph_is_told_at_once(view, tmp_path):
    error = refused(tmp_path, view=view)
    assert "'Noto Sans JP' lacks characters" in error.problems[0].message.en
    assert places(error) == PLACES


def test_what_the_language_prints_is_told(tmp_path):
    found = places(refused(tmp_path, lang="en"))
    assert found == {
        "title.en": "x.yaml:3:28",
        **PLACES,
        "channels[0].name.en": "x.yaml:14:62",
    }


def test_a_sign_is_told_with_code_and_name_in_both_languages(tmp_path):
    told = {shown(p.path): p for p in refused(tmp_path).problems}
    drawer = told["actors[1].name"]
    signs = "U+1F5C4 FILE CABINET", "U+2715 MULTIPLICATION X"
    assert drawer.text("ja").endswith(
        f": actors[1].name の「\U0001f5c4」({signs[0]})、「✕」({signs[1]}) に字形がありません"
    )
    assert drawer.text("en").endswith(
        f": no glyph for '\U0001f5c4' ({signs[0]}), '✕' ({signs[1]}) in actors[1].name"
    )
    assert "U+20001" in told["actors[2].id"].text("ja")


def test_a_composed_letter_is_not_told(tmp_path):
    error = refused(tmp_path, TEXT.replace("operator: 課", "operator: 課e\u0301"))
    assert places(error) == PLACES


def test_a_model_without_a_source_names_the_keys(tmp_path):
    (tmp_path / "x.yaml").write_text(TEXT, encoding="utf-8")
    model = fm.Model.model_validate(fm.load(tmp_path / "x.yaml").model_dump())
    with pytest.raises(RenderError, match="in transfers\\[0\\]\\.label") as error:
        fm.draw(model)
    assert error.value.problems[-1].place is None


def test_each_model_of_a_landscape_is_told(tmp_path):
    for name in ("x", "y"):
        (tmp_path / f"{name}.yaml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(RenderError) as error:
        fm.landscape([fm.load(tmp_path / f"{n}.yaml") for n in "xy"])
    files = {Path(p.place.file).name for p in error.value.problems if p.place}
    assert files == {"x.yaml", "y.yaml"}


def test_the_words_of_a_theme_are_told_as_they_are(tmp_path):
    (tmp_path / "t.yaml").write_text("theme: t\nfooter: ✕\n", encoding="utf-8")
    with pytest.raises(RenderError, match=r"no glyph for '✕' \(U\+2715\)") as error:
        fm.draw(fm.load("examples/shiryo-59-1/model.yaml"), theme=theme(str(tmp_path / "t.yaml")))
    assert len(error.value.problems) == 1
