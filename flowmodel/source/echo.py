"""Showing people what their input says, without letting it act on their terminal."""

from __future__ import annotations

import re

from flowmodel.language import Bilingual

MAX_ECHO = 60
"""Most characters of an offending value that a message repeats."""

UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
"""Characters that are invisible, move the cursor or turn the direction of writing."""

_NAMES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def escape(text: str) -> str:
    """`text` with every unprintable character written out as its code."""
    return UNPRINTABLE.sub(lambda m: _NAMES.get(m[0]) or f"\\u{ord(m[0]):04x}", text)


def shorten(text: str, limit: int = MAX_ECHO) -> str:
    """`text` escaped and cut to `limit` characters, ending in … where it was cut."""
    if len(text) <= limit:
        shown = escape(text)
        return shown if len(shown) <= 2 * limit else shown[: 2 * limit] + "…"
    return shorten(text[: limit - 1], limit) + "…"


def echo(value: object) -> str:
    """A value as the document writes it, short enough for a message."""
    if isinstance(value, str):
        return shorten(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**MAX_ECHO:
        return "…"
    return shorten(str(value)) if isinstance(value, (int, float)) else "…"


def kind(value: object) -> Bilingual:
    """What a value is, in the words of someone who writes documents."""
    if value is None:
        return Bilingual("空欄", "nothing")
    if isinstance(value, bool):
        return Bilingual("真偽値", "a true/false value")
    if isinstance(value, (int, float)):
        return Bilingual("数値", "a number")
    if isinstance(value, str):
        return Bilingual("文字列", "a text")
    if isinstance(value, dict):
        return Bilingual("項目の組（キー: 値）", "a mapping (key: value)")
    if isinstance(value, (list, tuple)):
        return Bilingual("リスト", "a list")
    return Bilingual("読めない値", "a value of another kind")
