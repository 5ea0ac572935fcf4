"""Boxes, frames and links as values, and what is done to a placement afterwards."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace

from flowmodel.layout.curves import Point, Rect, Rise, rise, spread


@dataclass(slots=True, eq=False)
class Node:
    """A box of a known size, mm."""

    width: float
    height: float


@dataclass(slots=True, eq=False)
class Frame:
    """A frame around boxes and further frames, with room for its name at the top."""

    head: float
    """Height of the name with the space around it, mm."""
    nodes: list[Node] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Link:
    """A line from one box through a card to another; `left` stands before `right`.

    A box that is linked to itself is both, and the line comes back to it.
    """

    left: Node
    card: Node
    right: Node


@dataclass(slots=True)
class Network:
    """What is to be placed."""

    nodes: list[Node]
    """The boxes that stand in no frame, cards left out."""
    frames: list[Frame]
    links: list[Link]


Ports = dict[Node, tuple[list[tuple[Link, str]], list[tuple[Link, str]]]]
"""The links that meet the left and the right side of each box, from top to bottom."""


@dataclass(slots=True)
class Placement:
    """Where everything is, mm from the top left corner of the whole."""

    width: float
    height: float
    nodes: dict[Node, Rect]
    frames: dict[Frame, Rect]
    lines: dict[Link, tuple[list[Point], list[Point]]]
    """For each link the line from `left` to the card and from the card to `right`."""


def straightened(placed: Placement, but: Container[Link] = ()) -> Placement:
    """The same, with a plain curve wherever nothing stands between two ends.

    The links of `but` keep the curves of Graphviz.
    """
    boxes = list(placed.nodes.values())
    lines = {k: list(pair) for k, pair in placed.lines.items()}
    found: list[tuple[Link, int, bool, Rise]] = []
    for link, pair in lines.items():
        for i, line in enumerate(pair) if link not in but else ():
            ahead = line[-1][0] > line[0][0]
            start, end = (line[0], line[-1]) if ahead else (line[-1], line[0])
            made = rise(start, end, boxes, at_left=not ahead)
            if made is not None:
                found.append((link, i, ahead, made))
    spread([made for *_, made in found])
    for link, i, ahead, made in found:
        points = made.points()
        lines[link][i] = points if ahead else points[::-1]
    return replace(placed, lines={k: (a, b) for k, (a, b) in lines.items()})


def squeezed(placed: Placement, gap: float) -> Placement:
    """The same, with no more than `gap` between the ranks beside what their frames need.

    The frames are left out: they are to be drawn anew around what they hold.
    """
    spans = sorted((r[0], r[0] + r[2]) for r in placed.nodes.values())
    cuts: list[tuple[float, float, float]] = []
    end = spans[0][1] if spans else 0.0
    edges = [(r[0], r[0] + r[2]) for r in placed.frames.values()]
    for left, right in spans:
        most = gap + sum(
            max((w for w in widths if 0 < w < left - end), default=0.0)
            for widths in ([r - end for _, r in edges], [left - x for x, _ in edges])
        )
        if left > end + most:
            cuts.append((end, left, most))
        end = max(end, right)

    def x_at(x: float) -> float:
        gone = 0.0
        for left, right, most in cuts:
            if x <= left:
                break
            gone += (min(x, right) - left) * (1 - most / (right - left))
        return x - gone

    def shift(r: Rect) -> Rect:
        left = x_at(r[0])
        return left, r[1], x_at(r[0] + r[2]) - left, r[3]

    return Placement(
        placed.width,
        placed.height,
        {n: shift(r) for n, r in placed.nodes.items()},
        {},
        {
            k: ([(x_at(x), y) for x, y in a], [(x_at(x), y) for x, y in b])
            for k, (a, b) in placed.lines.items()
        },
    )
