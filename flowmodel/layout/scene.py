"""A drawing that knows no privacy vocabulary: positioned shapes, in millimetres.

Origin at the top left, x to the right, y down. Text sizes are in points.
Items are drawn in the order in which they stand, which is also the order of
reading. Every item names the model part that it draws, so that a finding, a
title for screen readers or a click can be led back to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar, dataclass_transform

MM_PER_PT = 25.4 / 72
_COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")

GROUND = "#ffffff"
"""The usual colour of paper."""

Anchor = Literal["start", "middle", "end"]
Hatch = Literal["", "/", "\\", "x", ".", "-", "|"]
"""Strokes that fill a box besides its colour; empty for none."""

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True)
def _item(cls: type[Made]) -> type[Made]:
    """An immutable value, held so by the type checker alone.

    To be held so at run time as well would take six times as long for each item that is made, and
    a drawing has thousands.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


@_item
class Box:
    """A rectangle, filled or not, with straight or rounded corners."""

    x: float
    y: float
    w: float
    h: float
    role: str
    """What it is for the layout: ``lane``, ``actor``, ``chip`` …; the audit judges by it."""
    id: str = ""
    """Name by which texts say that they stand inside it; unique on its page, or empty."""
    inside: str = ""
    """The id of the box that holds this one."""
    part: str = ""
    """The model part that it draws."""
    fill: str = "none"
    stroke: str = "none"
    weight: float = 0.0
    """Width of the outline, mm."""
    radius: float = 0.0
    dash: tuple[float, ...] = ()
    hatch: Hatch = ""
    hatch_ink: str = ""
    """Colour of the hatch."""

    @property
    def unseen(self) -> bool:
        """Whether nothing is painted or stands there: it says which part a place belongs to."""
        bare = self.fill == "none" and (self.stroke == "none" or self.weight <= 0)
        return bare and not self.id


@_item
class Line:
    """A polyline, with an arrowhead at its end where `head` says so."""

    points: tuple[tuple[float, float], ...]
    role: str
    part: str = ""
    stroke: str = "#000000"
    weight: float = 0.3
    dash: tuple[float, ...] = ()
    head: float = 0.0
    """Length of the arrowhead in mm; 0 for none. Its tip is the last point."""
    source: str = ""
    """The id of the box at which it begins, where it joins two."""
    target: str = ""
    """The id of the box at which it ends."""


@_item
class Text:
    """One line of text, already measured and broken."""

    x: float
    y: float
    """The baseline."""
    text: str
    size: float
    """Points."""
    width: float
    """Measured width, mm."""
    role: str
    inside: str = ""
    """The id of the box that it must stay within."""
    part: str = ""
    anchor: Anchor = "start"
    bold: bool = False
    fill: str = "#000000"

    @property
    def left(self) -> float:
        """The left edge, mm."""
        return self.x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]


@_item
class Shape:
    """A filled or stroked path: an icon, a badge, a mark."""

    d: str
    """SVG path data with absolute commands M, L, C, Z only, in mm on the page."""
    x: float
    y: float
    w: float
    h: float
    """The bounding box."""
    role: str
    part: str = ""
    fill: str = "none"
    stroke: str = "none"
    weight: float = 0.0

    def commands(self) -> Iterator[tuple[str, list[tuple[float, float]]]]:
        """The commands of its path, each with its points."""
        for command, rest in _COMMAND.findall(self.d):
            numbers = [float(n) for n in rest.replace(",", " ").split()]
            yield command, list(zip(numbers[::2], numbers[1::2], strict=True))


@_item
class Group:
    """Items that are one thing to a reader, with what a screen reader says of it."""

    items: tuple[Item, ...]
    part: str = ""
    title: str = ""
    also: tuple[str, ...] = ()
    """Further parts of the model that it draws."""


Item = Box | Line | Text | Shape | Group


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a drawing."""

    width: float
    height: float
    items: tuple[Item, ...]
    description: str = ""
    """This page in words; empty where that is the drawing's own description."""
    outline: tuple[str, ...] = ()
    """What bookmarks call this page, then what they list below it; without any, the title."""

    def flat(self) -> Iterator[Box | Line | Text | Shape]:
        """All items, groups opened, in the order of drawing."""
        stack: list[Iterator[Item]] = [iter(self.items)]
        while stack:
            item = next(stack[-1], None)
            if item is None:
                stack.pop()
            elif isinstance(item, Group):
                stack.append(iter(item.items))
            else:
                yield item


@dataclass(frozen=True)
class Scene:
    """A whole drawing."""

    id: str
    """Short name: prefixes ids in SVG, so that several figures share a page."""
    title: str
    description: str
    """The drawing in words, for those who do not see it."""
    lang: str
    """``ja`` or ``en``."""
    pages: tuple[Page, ...]
    font: str = ""
    """Path of the font file with which texts were measured; empty for the default."""
    date: str = ""
    """ISO date that the drawing carries; empty for none."""
    ground: str = GROUND
    """Colour of the paper."""

    @cached_property
    def characters(self) -> str:
        """Every character drawn, each once, in the order of Unicode: what the font must have."""
        texts = {i.text for page in self.pages for i in page.flat() if isinstance(i, Text)}
        return "".join(sorted(set().union(*texts)))

    def as_dict(self) -> dict[str, Any]:
        """The drawing as plain data, each item with its ``type``; for goldens and tools."""

        def plain(item: Item) -> dict[str, Any]:
            if isinstance(item, Group):
                return {
                    "type": "group",
                    "part": item.part,
                    "title": item.title,
                    **({"also": list(item.also)} if item.also else {}),
                    "items": [plain(i) for i in item.items],
                }
            told = {k: v for k, v in asdict(item).items() if v or not k.startswith("hatch")}
            return {"type": type(item).__name__.lower(), **told}

        own = {"ground": self.ground} if self.ground != GROUND else {}
        return {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "lang": self.lang,
            "date": self.date,
            **own,
            "pages": [
                {
                    "width": p.width,
                    "height": p.height,
                    "description": p.description,
                    **({"outline": list(p.outline)} if p.outline else {}),
                    "items": [plain(i) for i in p.items],
                }
                for p in self.pages
            ],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Scene:
        """The drawing that `as_dict` gave; its font is the default.

        Raises `KeyError` or `TypeError` for data of another shape.
        """
        kinds: dict[str, type[Box | Line | Text | Shape]] = {
            "box": Box, "line": Line, "text": Text, "shape": Shape,
        }  # fmt: skip

        def item(told: dict[str, Any]) -> Item:
            fields = {k: v for k, v in told.items() if k != "type"}
            if told["type"] == "group":
                also = tuple(fields.pop("also", ()))
                return Group(tuple(map(item, fields.pop("items"))), also=also, **fields)
            if "points" in fields:
                fields["points"] = tuple((float(x), float(y)) for x, y in fields["points"])
            if "dash" in fields:
                fields["dash"] = tuple(fields["dash"])
            return kinds[told["type"]](**fields)

        pages = tuple(
            Page(
                **{
                    **p,
                    "items": tuple(map(item, p["items"])),
                    "outline": tuple(p.get("outline", ())),
                }
            )
            for p in data["pages"]
        )
        return cls(**{**data, "pages": pages})
