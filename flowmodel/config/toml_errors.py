"""What is wrong with a file that is no TOML, in both languages, and where.

The reasons are those of Python's own reader (`tomllib`); one that it may add later is told in its
own words.
"""

from __future__ import annotations

import re

from flowmodel.errors import Place, shorten
from flowmodel.language import Bilingual

_NO_TOML = Bilingual("TOML として読めません: {why}", "this is no TOML: {why}")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_REASONS = (
    ("Cannot overwrite a value", "同じ名に値が二度書かれています"),
    ("Escaped character is not", "エスケープされた文字が Unicode の文字ではありません"),
    ("Expected '=' after a key", "名のあとに「=」がありません"),
    ("Expected ']' at the end of a table", "表の見出しが「]」で閉じていません"),
    ("Expected ']]' at the end of an array", "表の並びの見出しが「]]」で閉じていません"),
    ("Expected newline or end of document", "一つの指定のあとには改行が要ります"),
    ("Invalid date or datetime", "日付または日時として読めません"),
    ("Invalid hex value", "16 進数として読めません"),
    ("Invalid initial character for a key", "名はこの文字で始められません"),
    ("Invalid statement", "指定の書き方ではありません"),
    ("Invalid value", "値として読めません"),
    ("Unclosed array", "並びが「]」で閉じていません"),
    ("Unclosed inline table", "「{」の表が「}」で閉じていません"),
    ("Unescaped '\\' in a string", "文字列の「\\」がエスケープされていません"),
    ("Unterminated string", "文字列が閉じていません"),
    ("Expected ", "足りない文字があります（{reason}）"),
    ("Cannot declare ", "同じ見出しが二度あります（{reason}）"),
    ("Cannot mutate immutable namespace", "閉じた表に書き足せません（{reason}）"),
    ("Cannot redefine namespace", "同じ見出しが二度あります（{reason}）"),
    ("Duplicate inline table key", "「{」の表に同じ名が二度あります（{reason}）"),
    ("Found invalid character", "使えない文字があります（{reason}）"),
    ("Illegal character", "使えない文字があります（{reason}）"),
)


def no_toml(why: Bilingual) -> Bilingual:
    """The message for a reason."""
    return _NO_TOML.format(why=why)


def _in_both(reason: str) -> Bilingual:
    """A reason in the reader's words, and in Japanese where it is known."""
    for start, ja in _REASONS:
        if reason.startswith(start):
            return Bilingual(ja.replace("{reason}", reason), reason)
    return Bilingual(reason, reason)


def told(file: str, text: str, error: Exception) -> tuple[Bilingual, Place]:
    """The message and the place of an error of the reader."""
    words = str(error)
    at = _AT.search(words)
    message = no_toml(_in_both(shorten(words[: at.start()] if at else words, 200)))
    if at is None:
        return message, Place(file)
    lines = text.splitlines() or [""]
    line = int(at[1]) if at[1] else len(lines)
    excerpt = lines[line - 1] if line <= len(lines) else ""
    column = int(at[2]) if at[2] else len(excerpt) + 1
    return message, Place(file, line, column, column + 1, excerpt)


__all__ = ["no_toml", "told"]
