"""Items enlarged, moved and renamed: what was drawn at the origin is brought to its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from flowmodel.layout.scene import Box, Group, Item, Line, Shape, Text

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def moved(item: Item, scale: float, dx: float, dy: float) -> Item:
    """An item enlarged about the origin, then moved, mm."""
    if isinstance(item, Group):
        return replace(item, items=tuple(moved(i, scale, dx, dy) for i in item.items))
    if isinstance(item, Line):
        return replace(item, points=tuple((x * scale + dx, y * scale + dy) for x, y in item.points))
    x, y = item.x * scale + dx, item.y * scale + dy
    if isinstance(item, Text):
        return replace(item, x=x, y=y, size=item.size * scale, width=item.width * scale)
    w, h = item.w * scale, item.h * scale
    if isinstance(item, Shape):
        return replace(item, x=x, y=y, w=w, h=h, d=_path(item.d, scale, dx, dy))
    return replace(item, x=x, y=y, w=w, h=h, radius=item.radius * scale)


def _path(d: str, scale: float, dx: float, dy: float) -> str:
    """Path data enlarged and moved; numbers are x and y in turn."""
    upright = False

    def number(match: re.Match[str]) -> str:
        nonlocal upright
        value = float(match.group()) * scale + (dy if upright else dx)
        upright = not upright
        return f"{value:.3f}".rstrip("0").rstrip(".")

    return _NUMBER.sub(number, d)


def apart_from(others: Iterable[Item], items: Sequence[Item]) -> list[Item]:
    """Items that come to stand on a page with `others`: ids that these have get a number."""
    taken = set(_ids(others))
    own = list(_ids(items))
    names: dict[str, str] = {}
    for id in own:
        count = 2
        while id in taken and f"{id}~{count}" in taken:
            count += 1
        if id in taken:
            names[id] = f"{id}~{count}"
    return [_renamed(i, names) for i in items] if names else list(items)


def _ids(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Group):
            yield from _ids(item.items)
        elif isinstance(item, Box) and item.id:
            yield item.id


def _renamed(item: Item, names: Mapping[str, str]) -> Item:
    if isinstance(item, Group):
        return replace(item, items=tuple(_renamed(i, names) for i in item.items))
    if isinstance(item, Box):
        id, inside = names.get(item.id, item.id), names.get(item.inside, item.inside)
        return replace(item, id=id, inside=inside)
    if isinstance(item, Line):
        source, target = (names.get(end, end) for end in (item.source, item.target))
        return replace(item, source=source, target=target)
    if isinstance(item, Text):
        return replace(item, inside=names.get(item.inside, item.inside))
    return item
