"""SVG: structure, escaping, places."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from scene_samples import WORDS, full, scene, words

from flowmodel.errors import RenderError
from flowmodel.layout.scene import Box, Group, Line, Page, Scene, Shape
from flowmodel.layout.text import font
from flowmodel.render.svg import escape, svg

SVG = "{http://www.w3.org/2000/svg}"
XML = "{http://www.w3.org/XML/1998/namespace}"
PLAIN = {"svg", "title", "desc", "defs", "style", "rect", "g", "path", "text"}


def parsed(drawing: Scene, **options: object) -> etree._Element:
    return etree.fromstring(svg(drawing, **options))


def tags(root: etree._Element) -> set[str]:
    return {str(e.tag).removeprefix(SVG) for e in root.iter()}


def test_the_profile_is_plain() -> None:
    root = parsed(full())
    assert tags(root) <= PLAIN
    styles = root.findall(f".//{SVG}style")
    assert [s.getparent().tag for s in styles] == [f"{SVG}defs"]
    assert re.fullmatch(r"@font-face\{[^{}]*\}", styles[0].text)
    assert not [e for e in root.iter() if "style" in e.attrib or "class" in e.attrib]


def test_the_page_has_its_size_in_mm() -> None:
    root = parsed(Scene("a", "t", "d", "en", (Page(420, 296.95, ()),)))
    assert (root.get("width"), root.get("height")) == ("420mm", "296.95mm")
    assert root.get("viewBox") == "0 0 420 296.95"
    assert (root.get("lang"), root.get(f"{XML}lang"), root.get("role")) == ("en", "en", "img")


def test_a_screen_reader_is_told_the_title_and_the_description() -> None:
    root = parsed(full())
    named = [root.get("aria-labelledby"), root.get("aria-describedby")]
    told = [root.xpath(f"//*[@id='{name}']")[0].text for name in named]
    assert told == ["試験の図 & <b>", "事業者等から\n新宿区へ"]


def test_all_words_are_there_as_they_were_written() -> None:
    found = [t.text for t in parsed(full()).iter(f"{SVG}text")]
    assert [w for w in WORDS if w not in found] == []
    assert b"<script" not in svg(full())


def test_ids_carry_the_name_of_the_drawing_and_the_page() -> None:
    drawing = scene((words("一"),), (words("二"),), id="資料 59/1")
    first, second = parsed(drawing), parsed(drawing, page=1)
    ids = [i for root in (first, second) for i in root.xpath("//@id")]
    assert len(set(ids)) == len(ids) == 4
    assert all(i.startswith("資料_59_1-") for i in ids)
    assert parsed(scene((), id="59-1")).xpath("//@id")[0] == "f59-1-title"


def test_groups_have_their_part_and_their_title() -> None:
    groups = parsed(full()).findall(f".//{SVG}g")
    assert [g.get("data-part") for g in groups] == ["t1", "pc"]
    assert groups[0].find(f"{SVG}title").text == '① 資料の送信 "<&>"'
    # What the group says its items need not repeat.
    assert not [e for g in groups for e in g.iter() if e is not g and "data-part" in e.attrib]


def test_an_item_of_another_part_says_so_inside_a_group() -> None:
    group = Group((Box(0, 0, 1, 1, "a", part="x"), Box(0, 0, 1, 1, "a", part="y")), part="x")
    boxes = parsed(scene((group,))).findall(f".//{SVG}g/{SVG}rect")
    assert [b.get("data-part") for b in boxes] == [None, "y"]


def test_a_box_in_all_its_attributes() -> None:
    box = Box(1, 2.34567, 3.1, 1e-9, "a", fill="#ffffff", stroke="#000000", weight=0.25)
    box2 = Box(-0.0001, 2, 3, 4, "a", radius=1.5, stroke="#123456", weight=1, dash=(2, 0.5))
    one, two = parsed(scene((box, box2))).findall(f"{SVG}rect")[1:]
    assert dict(one.attrib) == {
        "x": "1",
        "y": "2.346",
        "width": "3.1",
        "height": "0",
        "fill": "#ffffff",
        "stroke": "#000000",
        "stroke-width": "0.25",
    }
    assert two.get("x") == "0"
    assert two.get("rx") == "1.5"
    assert two.get("fill") == "none"
    assert two.get("stroke-dasharray") == "2 0.5"


def test_a_line_without_weight_is_not_stroked() -> None:
    (box,) = parsed(scene((Box(1, 2, 3, 4, "a", stroke="#000000"),))).findall(f"{SVG}rect")[1:]
    assert box.get("stroke") is None


def test_a_length_that_is_no_number_is_a_bug_and_told() -> None:
    with pytest.raises(ValueError, match="nan"):
        svg(scene((Box(float("nan"), 0, 1, 1, "a"),)))


def test_bold_is_a_stroke_of_the_same_colour() -> None:
    drawing = scene((words("太字", bold=True, fill="#1f4e79"), words("細字")))
    bold, plain = parsed(drawing).iter(f"{SVG}text")
    assert bold.get("stroke") == bold.get("fill") == "#1f4e79"
    assert float(bold.get("stroke-width")) == pytest.approx(0.03 * 9 * 25.4 / 72, abs=0.001)
    assert plain.get("stroke") is None
    assert float(plain.get("font-size")) == pytest.approx(9 * 25.4 / 72, abs=0.001)


@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_merging_characters_get_a_place_each(anchor: str) -> None:
    item = words("ﾊﾞｸ", x=50, anchor=anchor)
    (text,) = parsed(scene((item,))).iter(f"{SVG}text")
    places = [float(x) for x in text.get("x").split()]
    size = font().width("ﾊ", 9)
    left = item.left
    assert places == pytest.approx([left, left + size, left + 2 * size], abs=0.001)
    assert text.get("text-anchor") == "start"
    (plain,) = parsed(scene((words("バク", x=50, anchor=anchor),))).iter(f"{SVG}text")
    assert (plain.get("x"), plain.get("text-anchor")) == ("50", anchor)


@pytest.mark.parametrize(("text", "kept"), [("  字", True), ("字  字", True), ("字 字", False)])
def test_spaces_are_kept(text: str, kept: bool) -> None:
    (found,) = parsed(scene((words(text),))).iter(f"{SVG}text")
    assert found.get(f"{XML}space") == ("preserve" if kept else None)
    assert found.text == text


def test_markup_in_every_field_that_a_person_can_fill() -> None:
    evil = '"/><script>x</script>&'
    items = (
        Group((words(evil, part=evil, fill=evil),), part=evil, title=evil, also=(evil,)),
        Box(0, 0, 1, 1, "a", part=evil, fill=evil, stroke=evil, weight=1),
        Line(((0, 0), (9, 9)), "a", part=evil, stroke=evil, head=1),
        Shape(evil, 0, 0, 1, 1, "a", part=evil, fill=evil, stroke=evil, weight=1),
    )
    drawing = Scene(evil, evil, evil, evil, (Page(297, 210, items),))
    assert tags(parsed(drawing)) <= PLAIN


def test_a_missing_glyph_is_named() -> None:
    text = words("あ", fill="#000000")
    bad = scene((text.__class__(1, 1, "鮨𝔘", 9, 5, "text"),))
    for fonts in ("embed", "name"):
        with pytest.raises(RenderError, match=r"U\+1D518") as caught:
            svg(bad, fonts=fonts)
        assert "鮨" not in caught.value.text("ja")


def test_the_font_can_be_named_only() -> None:
    root = parsed(full(), fonts="name")
    assert root.find(f"{SVG}defs") is None
    assert root.get("font-family") == "'Noto Sans JP'"
    embedded = parsed(full()).get("font-family").split(", ")
    assert embedded[1:] == ["'Noto Sans JP'", "sans-serif"]
    assert f'font-family:"{embedded[0]}"' in parsed(full()).find(f".//{SVG}style").text


def test_drawings_with_other_letters_have_another_font() -> None:
    one, two = (parsed(scene((words(t),))).get("font-family") for t in "一二")
    assert one != two


# The characters are those of the font, so that the text can be drawn at all.
ALPHABET = st.sampled_from("<>&\"'\\#$*_`]]{}%/ 　あ漢ﾊﾞｶ゙①’éAVfi-")


@given(st.text(ALPHABET, min_size=1, max_size=30))
def test_any_text_is_read_back(text: str) -> None:
    (found,) = parsed(scene((words(text),)), fonts="name").iter(f"{SVG}text")
    assert found.text == text


@given(st.text())
def test_any_title_is_valid_and_read_back_but_for_what_xml_cannot_hold(text: str) -> None:
    drawing = scene((Group((), part=text, title=text),), id=text, title=text, description=text)
    root = parsed(drawing, fonts="name")
    held = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    assert (root.find(f"{SVG}title").text or "") == held
    assert (root.find(f"{SVG}desc").text or "") == held
    assert (root.find(f"{SVG}g").get("data-part") or "") == held


@given(st.text())
def test_escaped_text_survives_as_content_and_as_attribute(text: str) -> None:
    safe = escape(text)
    root = etree.fromstring(f'<a b="{safe}">{safe}</a>'.encode())
    assert root.get("b") == (root.text or "")
