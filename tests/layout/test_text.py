"""Measured text: widths of the font itself, breaks by Japanese rules."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowmodel.errors import RenderError
from flowmodel.layout.breaking import NO_END, NO_START, tokens_of
from flowmodel.layout.canvas import Setter
from flowmodel.layout.scene import MM_PER_PT
from flowmodel.layout.style import Style
from flowmodel.layout.text import font

SIGNS = "①⑳⑴⒇※○ー＜＞【】’"


def test_a_full_width_character_is_one_em_wide() -> None:
    assert font().width("資料", 10.0) == pytest.approx(2 * 10 * MM_PER_PT)


def test_latin_letters_have_their_own_widths() -> None:
    assert font().width("i", 10.0) < font().width("W", 10.0)


def test_every_sign_of_the_paper_is_in_the_default_font() -> None:
    assert font().missing(SIGNS) == ()


def test_a_missing_glyph_is_named() -> None:
    with pytest.raises(RenderError) as error:
        font().width("a✕b\U0001f600", 8.0)
    assert "U+2715" in str(error.value)
    with pytest.raises(RenderError, match=r"U\+2715.*U\+1F600"):
        font().require("a✕b\U0001f600")
    assert "「✕」(U+2715)" in error.value.text("ja")


def test_a_variation_selector_has_no_width() -> None:
    assert font().width("葛\U000e0100", 8.0) == font().width("葛", 8.0)
    assert font().missing("葛\U000e0100飾") == ()


@settings(max_examples=200)
@given(
    st.text(alphabet="資料の送付ダウンロード、。（）「」ーァ・①’ABc1,%", min_size=1, max_size=60),
    st.floats(8.0, 60.0),
)
def test_wrap_keeps_the_text_the_width_and_the_rules(text: str, limit: float) -> None:
    lines = font().wrap(text, 8.0, limit)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        assert font().width(line, 8.0) <= limit + 1e-9 or len(line) == 1
    for before, after in pairwise(lines):
        if not before or not after:
            continue
        forced = font().width(before, 8.0) + font().width(after[0], 8.0) > limit
        assert after[0] not in NO_START or forced
        assert before[-1] not in NO_END or forced


@given(
    st.text(alphabet="データ共有交換システム（クラウド）利用", min_size=1, max_size=40),
    st.floats(12.0, 60.0),
)
def test_balance_takes_no_more_lines(text: str, limit: float) -> None:
    assert len(font().balance(text, 8.0, limit)) <= len(font().wrap(text, 8.0, limit))


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("データ共有・交換システム（クラウドストレージ）", 45, ["データ共有・交換システム", "（クラウドストレージ）"]),
        ("確認する①’まで", 14.5, ["確認する", "①’まで"]),
        ("LGWAN端末 terminals", 22, ["LGWAN端末", "terminals"]),
        ("一行目\n二行目", 60, ["一行目", "二行目"]),
        ("", 10, [""]),
    ],
)  # fmt: skip
def test_breaks_stand_at_seams(text: str, limit: float, lines: list[str]) -> None:
    assert font().wrap(text, 8.0, limit) == lines


def test_a_word_wider_than_the_line_is_broken_by_force() -> None:
    lines = font().wrap("x" * 200, 8.0, 20.0)
    assert "".join(lines) == "x" * 200
    assert all(font().width(line, 8.0) <= 20.0 for line in lines)


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        (
            "Confidential-material-without-any-space",
            40.0,
            ["Confidential-material-", "without-any-space"],
        ),
        ("https://www.city.example.jp/a/b", 22.0, ["https://www.", "city.example.jp/", "a/b"]),
        # A joint that leaves the line too short is passed over, and so is one within another.
        ("a-" + "b" * 12, 13.0, ["a-bbbbb", "bbbbbbb"]),
        ("aaaaaaa--bbbbbbb", 16.0, ["aaaaaaa--", "bbbbbbb"]),
    ],
)
def test_a_long_run_is_torn_at_its_joints(text: str, limit: float, lines: list[str]) -> None:
    assert font().wrap(text, 8.0, limit) == lines


def test_a_blank_before_a_mark_that_begins_no_line_is_broken_too() -> None:
    assert font().wrap(" 、", 8.0, 2.0) == ["", "、"]


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "no.otf"
    bad.write_text("not a font")
    with pytest.raises(RenderError, match=r"no\.otf"):
        font(str(bad))
    with pytest.raises(RenderError, match="absent"):
        font(str(tmp_path / "absent.otf"))


def test_another_font_may_be_named() -> None:
    path = str(font().path)
    assert font(path).family == font().family == "Noto Sans JP"


@settings(max_examples=200)
@given(
    st.lists(st.sampled_from(("資料", "LGWAN", "①’", "の", "report", " ", "12,345", "（様式）", "データ")), min_size=1, max_size=14).map("".join),
    st.floats(12.0, 60.0),
    st.booleans(),
)  # fmt: skip
def test_no_word_is_torn_that_fits_a_line(text: str, limit: float, even: bool) -> None:
    """Half-width words and numbers with their primes stay whole, in headings as well."""
    used = font()
    lines = (used.balance if even else used.wrap)(text, 8.0, limit)
    if used.longest_word(text, 8.0) > limit:
        return
    for word in ("LGWAN", "①’", "report", "12,345"):
        assert sum(line.count(word) for line in lines) == text.count(word)
    for before, after in pairwise(lines):
        assert not after or after[0] not in NO_START
        assert not before or before[-1] not in NO_END


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("【LGWAN回線】", 18.4, ["【LGWAN", "回線】"]),
        ("健診機関端末", 17.0, ["健診", "機関端末"]),
    ],
)
def test_headings_are_evened_out_without_tearing_a_half_width_word(
    text: str, limit: float, lines: list[str]
) -> None:
    assert font().balance(text, 8.2, limit) == lines


def test_no_single_character_is_left_over_on_a_last_line() -> None:
    text = "９月の振替結果の受取り"
    limit = font().width(text[:-1], 8.0) + 0.1
    assert font().wrap(text, 8.0, limit) == ["９月の振替結果の", "受取り"]
    assert font().wrap("ＡＢ", 8.0, font().width("Ａ", 8.0) + 0.1) == ["Ａ", "Ｂ"]


def test_a_character_left_over_takes_one_along_where_shorter_lines_would_be_more() -> None:
    text = "区の担当課以外は、サービス内の区専用フォルダ及びファイルにアクセスできない"
    for share in range(20, 100):
        lines = font().wrap(text, 8.0, font().width(text, 8.0) * share / 100)
        assert "".join(lines) == text
        assert len(lines[-1]) > 1
        assert not any(line[0] in "、。）" for line in lines)
    torn = font().wrap("名簿の受渡し", 8.0, font().width("名簿の受渡", 8.0) + 0.1)
    assert torn in (["名簿の", "受渡し"], ["名簿の受渡", "し"])
    spaced = "two words at a"
    assert " ".join(font().wrap(spaced, 8.0, font().width("two words at", 8.0) + 0.1)) == spaced


def test_runs_of_katakana_count_as_words_where_columns_are_made() -> None:
    used = font()
    assert used.longest_word("コンビニの店", 8.0) == pytest.approx(used.width("コ", 8.0))
    assert used.longest_word("コンビニの店", 8.0, katakana=True) == pytest.approx(used.width("コンビニ", 8.0))  # fmt: skip
    assert used.longest_word("LGWAN回線", 8.0, katakana=True) == used.width("LGWAN", 8.0)


@settings(max_examples=200)
@given(
    st.text(alphabet="資料の送付、（）ーABc1 \n", max_size=20),
    st.lists(st.floats(2.0, 80.0), min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from(("", "・")),
)
def test_what_is_remembered_of_a_text_breaks_it_as_anew(
    text: str, limits: list[float], bold: bool, bullet: str
) -> None:
    whole = Setter(font(), Style())
    part = Setter(font(), Style(), like=whole)
    natural = whole.para(text, 8.0, 1e6, bold, bullet).width
    for limit in (*limits, natural, natural - 1e-9, natural + 1e-9):
        fresh = Setter(font(), Style())
        assert part.para(text, 8.0, limit, bold, bullet) == fresh._break(
            text, 8.0, limit, bold, bullet
        )


def test_an_arrow_stands_on_the_line_of_what_it_points_at() -> None:
    assert tokens_of("甲 → 乙") == ("甲 ", "→ 乙")
    assert tokens_of("→①②") == ("→①", "②")
    assert tokens_of("←②") == ("←②",)
