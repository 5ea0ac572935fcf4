"""The subset of the font: the letters asked for, no more, and as wide as measured."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from scene_samples import WORDS, full, scene, words

from flowmodel.errors import RenderError
from flowmodel.layout.text import Font, font
from flowmodel.render.fonts import subset, web_face
from flowmodel.render.woff2 import woff2

LETTERS = "".join(sorted(set("".join(WORDS))))


def opened(data: bytes) -> TTFont:
    return TTFont(io.BytesIO(data))


def test_characters_of_all_pages_and_groups_sorted() -> None:
    drawing = scene((words("うあ"),), (words("いあ"),))
    assert drawing.characters == "あいう"
    assert set(full().characters) >= set(LETTERS)


def test_the_subset_has_these_letters_and_no_layout_features() -> None:
    small = opened(subset(font(), LETTERS))
    assert set(small.getBestCmap()) == {ord(c) for c in LETTERS}
    assert not {"GSUB", "GPOS", "GDEF", "kern", "vmtx"} & set(small.keys())
    assert small["name"].getDebugName(1) == font().family == "Noto Sans JP"


@pytest.mark.parametrize("word", WORDS)
def test_an_engine_sets_a_word_as_wide_as_it_was_measured(word: str) -> None:
    small = hb.Font(hb.Face(subset(font(), LETTERS)))
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    hb.shape(small, buffer)
    advance = sum(p.x_advance for p in buffer.glyph_positions) / small.face.upem
    assert advance * 25.4 / 72 * 10 == pytest.approx(font().width(word, 10))


def test_a_letter_that_the_font_lacks_is_named() -> None:
    with pytest.raises(RenderError, match=r"U\+1D518"):
        subset(font(), "あ𝔘")


def test_woff2_holds_the_same_font() -> None:
    sfnt = subset(font(), LETTERS)
    packed = woff2(sfnt)
    assert len(packed) < len(sfnt)
    assert len(packed) == int.from_bytes(packed[8:12], "big")
    plain, web = opened(sfnt), opened(packed)
    assert web.flavor == "woff2"
    assert web.keys() == plain.keys()
    for tag in set(plain.keys()) - {"GlyphOrder", "head"}:
        assert web.reader[tag] == plain.reader[tag], tag
    assert web["head"].flags == plain["head"].flags | 1 << 11


def truetype(path: Path) -> Path:
    """A font with TrueType outlines, which WOFF2 treats otherwise than CFF."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 0))
    pen.lineTo((250, 700))
    pen.closePath()
    glyph = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A", "B"])
    builder.setupCharacterMap({65: "A", 66: "B"})
    builder.setupGlyf({".notdef": glyph, "A": glyph, "B": glyph})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (600, 0), "B": (700, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": 'It\'s "Mine"', "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)
    return path


def test_woff2_of_truetype_outlines(tmp_path: Path) -> None:
    own = Font(truetype(tmp_path / "own.ttf"))
    web = opened(woff2(subset(own, "B")))
    assert set(web.getBestCmap()) == {66}
    name = web.getBestCmap()[66]
    assert web["hmtx"][name][0] == 700
    assert len(web["glyf"][name].getCoordinates(web["glyf"])[0]) == 3


def test_the_css_rule_names_the_font_by_its_content() -> None:
    rule, name = web_face(font(), "あ")
    assert rule.startswith(f'@font-face{{font-family:"{name}";src:url(data:font/woff2;base64,')
    assert web_face(font(), "い")[1] != name
