"""Boxes, frames and links as values, and where Graphviz puts them."""

from __future__ import annotations

from dataclasses import dataclass, field

Point = tuple[float, float]
Rect = tuple[float, float, float, float]
"""Left, top, width, height, mm."""


@dataclass(slots=True, eq=False)
class Node:
    """A box of a known size, mm."""

    width: float
    height: float
    below: float = 0.0
    """Height of what hangs below the box itself, where no line ends, mm."""

    @property
    def reach(self) -> float:
        """Height of the sides at which lines may end, mm."""
        return self.height - self.below


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
class Swung:
    """Where Graphviz puts boxes and which way it lets lines swing, mm with y down."""

    nodes: dict[Node, Rect]
    lines: dict[Link, tuple[list[Point], list[Point]]]
    """For each link the lines from `left` to the card and from the card to `right`, both from
    left to right."""


@dataclass(slots=True)
class Placement:
    """Where everything is, mm from the top left corner of the whole."""

    width: float
    height: float
    nodes: dict[Node, Rect]
    frames: dict[Frame, Rect]
    lines: dict[Link, tuple[list[Point], list[Point]]]
    """For each link the line from `left` to the card and from the card to `right`."""


def inside(frame: Frame, node: Node) -> bool:
    """Whether a frame, or one within it, holds a box."""
    return node in frame.nodes or any(inside(f, node) for f in frame.frames)


def holds_both(frame: Frame, link: Link) -> bool:
    """Whether this frame, and none within it, holds both ends of a link, and so its card."""

    def holds(f: Frame) -> bool:
        return inside(f, link.left) and inside(f, link.right)

    return holds(frame) and not any(holds(f) for f in frame.frames)


def all_frames(network: Network) -> list[Frame]:
    """All frames, each before those within it."""
    found = list(network.frames)
    for frame in found:
        found.extend(frame.frames)
    return found


def cards_in(network: Network, frame: Frame) -> list[Node]:
    """The cards that stand in a frame and in none within it."""
    return [link.card for link in network.links if holds_both(frame, link)]


def lowered(network: Network, swung: Swung, pad: float, gap: float, line: float) -> Swung:
    """The same without white bands from side to side that are higher than `gap`.

    Each line that passes in a band keeps `line` mm of it.
    """
    spans: list[tuple[float, float]] = []
    over: dict[Node, float] = {}
    under: dict[Node, float] = {}

    def margins(frame: Frame) -> list[Node]:
        mine = [*frame.nodes, *cards_in(network, frame)]
        for inner in frame.frames:
            mine += margins(inner)
        first = min(mine, key=lambda n: swung.nodes[n][1])
        last = max(mine, key=lambda n: swung.nodes[n][1] + n.height)
        over[first] = over.get(first, 0.0) + pad + frame.head
        under[last] = under.get(last, 0.0) + pad
        return mine

    for frame in network.frames:
        margins(frame)
    for node, (_, top, _, high) in swung.nodes.items():
        spans.append((top - over.get(node, 0.0), top + high + under.get(node, 0.0)))
    turns = [sum(y for _, y in part) / len(part) for p in swung.lines.values() for part in p]
    cuts: list[tuple[float, float]] = []
    end = None
    for top, bottom in sorted(spans):
        if end is not None and top > end:
            passing = sum(end < y < top for y in turns)
            spare = top - end - gap - line * passing
            if spare > 0:
                cuts.append((top, spare))
        end = bottom if end is None else max(end, bottom)

    def y_at(y: float) -> float:
        return y - sum(min(spare, max(0.0, spare - (top - y))) for top, spare in cuts)

    nodes = {n: (x, y_at(y), w, h) for n, (x, y, w, h) in swung.nodes.items()}
    lines = {
        k: ([(x, y_at(y)) for x, y in a], [(x, y_at(y)) for x, y in b])
        for k, (a, b) in swung.lines.items()
    }
    return Swung(nodes, lines)
