"""Showing people what their input says, without letting it act on their terminal."""

from __future__ import annotations

from flowmodel.errors import MAX_ECHO, shorten
from flowmodel.language import Bilingual


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
