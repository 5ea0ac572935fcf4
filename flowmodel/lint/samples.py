"""Small documents for the examples of rules: a partner, a cloud store and the ward.

An example states only what matters to its rule; everything else is the same
in all of them, so that two examples of a page can be compared at a glance.
"""

from __future__ import annotations

from collections.abc import Iterable

from flowmodel.language import Bilingual
from flowmodel.lint.rule import Example

_ZONES = (
    "{id: out, name: 事業者等, network: internet}",
    "{id: cloud, name: クラウド}",
    "{id: ward, name: 区, network: lgwan}",
)
_ACTORS = {
    "pc": "id: pc, name: 事業者パソコン, kind: terminal, zone: out, party: contractor",
    "store": "id: store, name: 共有システム, kind: storage, zone: cloud, party: provider",
    "desk": "id: desk, name: 区の端末, kind: terminal, zone: ward, party: ward",
}
_CHANNELS = {
    "net": "id: net, name: インターネット回線, between: [pc, store], network: internet",
    "lgwan": "id: lgwan, name: LGWAN回線, between: [store, desk], network: lgwan",
}
_DATA = "id: application, name: 申請情報, items: [氏名, 住所]"

SEND = "{step: ①, label: 資料の送信, from: pc, to: store, operation: upload, data: [application]}"
"""The partner puts material into the store."""
VIEW = "{step: ②, label: 資料の確認, from: store, to: desk, operation: view, data: [application]}"
"""The ward looks at it there."""
FETCH = (
    "{step: ②, label: 資料のダウンロード, from: store, to: desk, operation: download, "
    "data: [application]}"
)
"""The ward takes it out of the store."""


def cloud(ja: str, en: str, *transfers: str, more: str = "", **extra: str) -> Example:
    """A partner, a store and the ward.

    `extra` adds fields to an actor (``pc``, ``store``, ``desk``), a channel (``net``,
    ``lgwan``) or the data category (``data``); `more` is added at the end as it is.
    """
    parts = [
        *_section("zones", _ZONES),
        *_section("actors", (_with(text, extra.get(id)) for id, text in _ACTORS.items())),
        *_section("data", [_with(_DATA, extra.get("data"))]),
        *_section("channels", (_with(text, extra.get(id)) for id, text in _CHANNELS.items())),
        *_section("transfers", transfers),
    ]
    return _example(ja, en, parts, more)


def plain(ja: str, en: str, /, **sections: tuple[str, ...] | str) -> Example:
    """A document of its own: each section a tuple of lines, or one value."""
    parts: list[str] = []
    for name, value in sections.items():
        parts += [f"{name}: {value}"] if isinstance(value, str) else _section(name, value)
    return _example(ja, en, parts)


def _example(ja: str, en: str, parts: list[str], more: str = "") -> Example:
    lines = ["flowmodel: 1", "id: example", "title: 資料の受渡し", *parts]
    if more:
        lines.append(more.rstrip("\n"))
    return Example(Bilingual(ja, en), "\n".join(lines) + "\n")


def _section(name: str, lines: Iterable[str]) -> list[str]:
    return [f"{name}:", *(f"  - {line}" for line in lines)]


def _with(text: str, extra: str | None) -> str:
    return f"{{{text}, {extra}}}" if extra else f"{{{text}}}"
