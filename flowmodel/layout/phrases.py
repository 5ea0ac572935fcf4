"""How well a line may end between two characters: at phrases (文節), between words, within one.

Phrases of Japanese are told by BudouX, a small model that pip brings; it is loaded when the first
line of Japanese is broken. Words within a compound are told by their script, in kanji by the rule
that most compounds are made of words of two, with affixes of one, and in katakana by a list of
those that are often joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budoux import Parser

PHRASE = 5
"""Between two phrases, or after a blank."""
SEAM = 4
"""Before a bracket, after a mark."""
SCRIPT = 3
"""At a change of script within a compound."""
WORD = 2
"""Between two words of a compound in one script."""
KANA = 1
"""Between a compound and the hiragana that belongs to it."""
TORN = 0
"""Within a word."""

KATAKANA, KANJI, FULL, HIRAGANA, NARROW = range(1, 6)
"""Scripts; 0 is what is none, as marks are."""

_AFFIX = "者等課系用的性化書票簿所局部室係員会体先元別内外間後前中上下毎済付校院館店社費料額権法名表型網線側"
_COMPOUND = re.compile(rf"(?:[第各全本当新旧非未再不無副諸](?=..))?(?:(?:..)[{_AFFIX}]*+)+")
"""Words of two kanji, each with affixes of one."""
_PARTICLE = re.compile("[にと](?:よ[るりっ]|お[けい]|つい|して|する|あた|係|関|対)")
"""Particles of two words, which are read with what stands before them."""
_POLITE = "おご"
"""What stands before a word to make it polite."""
_LOANS = (
    "アカウント", "アクセス", "アドレス", "アプリ", "インターネット", "イントラネット", "ウェブ",
    "オンライン", "カード", "カウンター", "クラウド", "コード", "コンピュータ", "サーバ", "サービス",
    "サイト", "システム", "スキャナ", "ストア", "ストレージ", "スマート", "セキュリティ", "センター",
    "ソフト", "ダウンロード", "データ", "デジタル", "ドライブ", "ネット", "ネットワーク", "ハード",
    "パスワード", "パソコン", "ファイル", "フォルダ", "フォン", "プライバシー", "プリンタ", "ベース", "ポータル", "マーク",
    "マイナンバー", "メール", "メモリ", "ルータ", "ログイン", "ワーク",
)  # fmt: skip
"""Words with which compounds in katakana begin or go on, as papers on data have them."""


@cache
def _parser() -> Parser:
    from budoux import load_default_japanese_parser

    return load_default_japanese_parser()


def seams(tokens: Sequence[str]) -> tuple[int, ...]:
    """What lies before each of the pieces of a line."""
    text = "".join(tokens)
    starts = [0, *accumulate(len(t) for t in tokens[:-1])]
    phrases = _phrases(text)
    return (PHRASE, *(_seam(text, at, phrases) for at in starts[1:]))


def torn(lines: Iterable[str]) -> int:
    """How many line ends cut a word of Japanese in two."""
    return sum(
        bool(a and b)
        and not script(a[-1]) == script(b[0]) == NARROW
        and _seam(a + b, len(a), _phrases(a + b)) == TORN
        for a, b in pairwise(lines)
    )


def torn_words(text: str, lines: Sequence[str]) -> int:
    """How many words the lines of a text tear: those that their script tells, and Latin ones."""
    at, found = 0, torn(lines)
    for line in lines[:-1]:
        at = text.find(line, at) + len(line)
        ends = text[at - 1 : at + 1]
        found += len(ends) == 2 and ends.isascii() and ends.isalnum()
    return found


def _phrases(text: str) -> frozenset[int]:
    """Where phrases of Japanese begin."""
    if all(char < "\u3040" for char in text):
        return frozenset()
    return frozenset(accumulate(len(phrase) for phrase in _parser().parse(text)))


def _seam(text: str, at: int, phrases: frozenset[int]) -> int:
    before, after = text[at - 1], text[at]
    if before.isspace():
        return PHRASE
    if at in phrases:
        return KANA if _PARTICLE.match(text, at - 1) else PHRASE
    one, two = script(before), script(after)
    if not one or not two:
        return SEAM
    if one == two == KANJI:
        return WORD if _between_words(text, at) else TORN
    if one == two == KATAKANA:
        return WORD if _before_loan(text, at) else TORN
    if one == two or (one == KANJI and two == HIRAGANA) or before.isdigit() or before in _POLITE:
        return TORN
    return KANA if HIRAGANA in (one, two) else SCRIPT


def _between_words(text: str, at: int) -> bool:
    """Whether a run of kanji falls into words at a place within it."""
    start, end = at, at
    while start and script(text[start - 1]) == KANJI:
        start -= 1
    while end < len(text) and script(text[end]) == KANJI:
        end += 1
    return all(_COMPOUND.fullmatch(part) for part in (text[start:at], text[at:end]))


def _before_loan(text: str, at: int) -> bool:
    """Whether one of the words that compounds in katakana are made of begins at a place, in none."""
    if not text.startswith(_LOANS, at):
        return False
    return not any(
        text.startswith(word, back)
        for word in _LOANS
        for back in range(max(0, at - len(word) + 1), at)
    )


def script(char: str) -> int:
    """The script of a character; 0 for what belongs to no word."""
    if "ァ" <= char <= "ヺ" or char == "ー":
        return KATAKANA
    if "一" <= char <= "鿿" or char == "々":
        return KANJI
    if "ぁ" <= char <= "ゟ":
        return HIRAGANA
    if "０" <= char <= "ｚ" and char.isalnum():
        return FULL
    return NARROW if char.isascii() and char.isalnum() else 0
