"""Drawings made by hand, for what the renderers must show."""

from __future__ import annotations

from typing import Any

from flowmodel.layout.scene import Box, Group, Item, Line, Page, Scene, Shape, Text
from flowmodel.layout.text import font

WORDS = (
    "資料59-1　情報の流れ",
    "ＩＤ／パスワード等認証",
    "【インターネット回線】（※）",
    "①’⑴⒇㉑ー＜＞",
    "AVAToy To. fi ffi",
    "<script>alert('&')</script>",
    "ﾊﾞﾝｸとﾊﾟｽﾜｰﾄﾞ",
)


def words(text: str, x: float = 20, y: float = 20, size: float = 9, **fields: Any) -> Text:
    return Text(x, y, text, size, font().width(text, size), "text", **fields)


def scene(*pages: tuple[Item, ...], **fields: Any) -> Scene:
    known = {"id": "demo", "title": "題", "description": "説明", "lang": "ja", **fields}
    return Scene(pages=tuple(Page(297, 210, items) for items in pages), **known)


def full() -> Scene:
    """One of everything."""
    lines = tuple(words(t, y=30 + 8 * i, part="pc") for i, t in enumerate(WORDS))
    items: tuple[Item, ...] = (
        Box(10, 20, 100, 120, "lane", "lane1", part="ward", fill="#f2f6fb", radius=2),
        Group(
            (
                Line(
                    ((120, 40), (140, 40), (140, 60), (200, 60)),
                    "flow",
                    "t1",
                    "#1f4e79",
                    0.5,
                    (2, 1),
                    3,
                ),
                words("送信 & <受信>", 150, 58, bold=True, anchor="middle", fill="#1f4e79"),
                Shape("M130 90L140 90L140 100Z", 130, 90, 10, 10, "mark", "t1", fill="#b00020"),
            ),
            part="t1",
            title='① 資料の送信 "<&>"',
        ),
        Group(lines, part="pc"),
    )
    return scene(
        items, title="試験の図 & <b>", description="事業者等から\n新宿区へ", date="2025-04-01"
    )
