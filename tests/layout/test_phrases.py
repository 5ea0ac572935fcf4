"""Lines end at phrases and between words, and leave no scrap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowmodel.layout import phrases
from flowmodel.layout.breaking import NO_END, NO_START, tokens_of
from flowmodel.layout.phrases import KANA, PHRASE, SCRIPT, SEAM, TORN, WORD, seams, torn
from flowmodel.layout.text import font

TEXTS = (
    "区及び収納代行会社以外は、連携サービス内の区のフォルダ及びファイルにアクセスできない",
    "給食費の年間の事務に係る個人情報の流れ",
    "委託事業者が申し込みの内容を確認した後、①’の資料を区の担当者へ送付する（様式１）",
    "対象：収納代行システム、収納データ連携サービス、税務システム、収納情報",
    "The contractor's system keeps the file for thirty days, then deletes it",
)


@pytest.mark.parametrize(
    ("before", "after", "lies"),
    [
        ("区の", "フォルダ", PHRASE),
        ("ファイルに", "アクセスできない", PHRASE),
        ("any ", "space", PHRASE),
        ("接続に", "より", KANA),
        ("事務に", "係る個人情報", KANA),
        ("係る", "個人情報", PHRASE),
        ("健診機関", "端末", WORD),
        ("教育", "委員会", WORD),
        ("納付者", "本人", WORD),
        ("健診機", "関端末", TORN),
        ("教育委", "員会", TORN),
        ("イントラネット", "パソコン", WORD),
        ("イントラ", "ネットパソコン", TORN),
        ("スキャ", "ナー", TORN),
        ("窓口", "スキャナー", SCRIPT),
        ("LGWAN", "端末", SCRIPT),
        ("アクセスでき", "ない", TORN),
        ("受", "渡し", TORN),
        ("受渡", "し", TORN),
        ("お", "客様", TORN),
        ("３０", "日間", TORN),
        ("３", "０日間", TORN),
        ("共有・", "交換", SEAM),
        ("申し込み", "書", KANA),
        ("業務システム", "への登録", KANA),
        ("プライバシー", "マーク", WORD),
    ],
)
def test_what_lies_between_two_characters(before: str, after: str, lies: int) -> None:
    text = before + after
    assert phrases._seam(text, len(before), phrases._phrases(text)) == lies
    assert torn([before.strip(), after]) == (lies == TORN)


def test_every_piece_of_a_line_is_judged() -> None:
    tokens = tokens_of(TEXTS[2])
    assert len(seams(tokens)) == len(tokens)
    assert seams(tokens)[0] == PHRASE
    assert seams(("区",)) == (PHRASE,)


def test_english_needs_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "_parser", lambda: pytest.fail("asked"))
    assert set(seams(tokens_of("plain words (two)"))) == {PHRASE}
    with pytest.raises(pytest.fail.Exception):
        seams(tokens_of("区の資料"))


@pytest.mark.parametrize("text", TEXTS)
def test_no_scrap_is_left_over_and_no_word_is_torn_in_a_column_of_any_width(text: str) -> None:
    used = font()
    for most in range(24, 130, 2):
        for lines in (used.wrap(text, 8.0, most), used.balance(text, 8.0, most)):
            assert "".join("".join(lines).split()) == "".join(text.split())
            assert len(lines[-1]) > 2
            assert torn(lines) == 0
            for before, after in pairwise(lines):
                assert after[0] not in NO_START
                assert before[-1] not in NO_END


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        (TEXTS[0], 115.0, [TEXTS[0][:-8], "アクセスできない"]),
        ("窓口スキャナー", 17.0, ["窓口", "スキャナー"]),
        ("パスワード付ファイルの検査", 28.0, ["パスワード付", "ファイルの検査"]),
        ("【外部記録媒体（担当課の職員）】", 30.0, ["【外部記録媒体", "（担当課の職員）】"]),
        ("総合政策部行政管理課、情報システム課", 30.0, ["総合政策部", "行政管理課、", "情報システム課"]),
    ],
)  # fmt: skip
def test_lines_end_where_people_would_end_them(text: str, limit: float, lines: list[str]) -> None:
    assert font().wrap(text, 8.0, limit) == lines


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(("a", "system", "of", "records", "kept")), min_size=8, max_size=30),
    st.floats(20.0, 80.0),
)
def test_lines_of_a_heading_are_as_even_as_may_be(words: list[str], limit: float) -> None:
    used, text = font(), " ".join(words)
    even, ragged = used.balance(text, 8.0, limit), used.wrap(text, 8.0, limit)
    assert len(even) <= len(ragged)
    if len(even) == len(ragged) and len(even[-1]) > 12:
        assert _slack(even, limit) <= _slack(ragged, limit) + 1e-6


def _slack(lines: list[str], limit: float) -> float:
    return sum((limit - font().width(line, 8.0)) ** 2 for line in lines)
