"""The boxes of a placed network in columns, and the heights at which lines meet and pass them.

Graphviz says which boxes stand in one column and in which order; how far columns stand apart
follows from the lines between them, and a line goes level wherever its ends allow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from flowmodel.layout.dot_parts import (
    Frame,
    Link,
    Network,
    Node,
    Swung,
    all_frames,
    cards_in,
    inside,
)
from flowmodel.layout.spacing import apart

INSET, CARD_INSET = 1.6, 1.1
"""Least distance of a line from the corner of the box, and of the card, that it meets, mm."""
PORTS = 3.2
"""Distance of lines that meet one side of a box, mm."""
PASSES = 2.0
"""Distance of lines that pass a column, mm."""
CLEAR = 1.6
"""Least distance of a line that passes from boxes and frames, mm."""
ROUNDS = 3
"""So often heights are brought nearer to those beside them."""


@dataclass(slots=True, eq=False)
class Wire:
    """One half of a link: from the right side of a box to the left side of one further right."""

    link: Link
    half: int
    """0 or 1: towards the card, or from it."""
    source: Node
    target: Node
    first: int = 0
    """The column of the source."""
    last: int = 0
    """The column of the target."""
    heights: list[float] = field(default_factory=list)
    """At the source, in each column that it passes, at the target, mm."""
    lanes: list[tuple[float, float]] = field(default_factory=list)
    """The free stretch in which it passes each of those columns."""

    def at(self, column: int) -> float:
        """Its height at a column."""
        return self.heights[column - self.first]


@dataclass(slots=True, eq=False)
class Hull:
    """The rows and columns that a frame covers."""

    frame: Frame
    first: int
    last: int
    top: float
    """Of its name."""
    bottom: float

    def blocks(self, wire: Wire, column: int) -> bool:
        """Whether a line has no business within the frame where it passes a column."""
        if not self.first <= column <= self.last:
            return False
        return not (inside(self.frame, wire.source) or inside(self.frame, wire.target))


class Columns:
    """The columns of a network with its lines."""

    def __init__(self, network: Network, swung: Swung, pad: float):
        self.network, self.pad = network, pad
        self.tops = {n: r[1] for n, r in swung.nodes.items()}
        self.columns = _columns(swung)
        self.of = {n: c for c, nodes in enumerate(self.columns) for n in nodes}
        self.cards = {link.card for link in network.links}
        self._untangle()
        self.hulls: list[Hull] = []
        for frame in network.frames:
            self._hull(frame)
        self.wires = list(self._wires())
        for wire in self.wires:
            self._first_heights(wire, swung)
        for _ in range(ROUNDS):
            self._settle()

    def _untangle(self) -> None:
        """Let two cards that stand below one another change places where their lines cross less."""
        links = {link.card: link for link in self.network.links}
        home = {
            c: i for i, f in enumerate(all_frames(self.network)) for c in cards_in(self.network, f)
        }
        for nodes in self.columns:
            for _ in nodes:
                for i, (a, b) in enumerate(pairwise(nodes)):
                    cards = a in links and b in links and home.get(a) == home.get(b)
                    if cards and self._tangle(links[a], links[b]) > self._tangle(
                        links[b], links[a]
                    ):
                        end = self.tops[b] + b.height
                        self.tops[b], self.tops[a] = self.tops[a], end - a.height
                        nodes[i : i + 2] = [b, a]
                        break
                else:
                    break

    def _tangle(self, upper: Link, lower: Link) -> int:
        """How often the lines of two cards cross, one of them above the other."""
        return sum(
            self.tops[p] + p.reach / 2 > self.tops[q] + q.reach / 2 + 1e-6
            for p, q in ((upper.left, lower.left), (upper.right, lower.right))
        )

    def _wires(self) -> Iterable[Wire]:
        for link in self.network.links:
            ends = [(link.left, link.card), (link.card, link.right)]
            if link.left is link.right:
                ends[1] = (link.left, link.card)
            for half, (source, target) in enumerate(ends):
                wire = Wire(link, half, source, target)
                wire.first, wire.last = self.of[source], self.of[target]
                yield wire

    def _hull(self, frame: Frame) -> Hull:
        nodes = [*frame.nodes, *cards_in(self.network, frame)]
        inner = [self._hull(f) for f in frame.frames]
        columns = [self.of[n] for n in nodes]
        first = min([*columns, *(h.first for h in inner)])
        last = max([*columns, *(h.last for h in inner)])
        top = min([*(self.tops[n] for n in nodes), *(h.top for h in inner)])
        bottom = max([*(self.tops[n] + n.height for n in nodes), *(h.bottom for h in inner)])
        hull = Hull(frame, first, last, top - self.pad - frame.head, bottom + self.pad)
        self.hulls.append(hull)
        return hull

    def _first_heights(self, wire: Wire, swung: Swung) -> None:
        """Where Graphviz lets a line pass, in the free stretch that is nearest."""
        drawn = swung.lines[wire.link][wire.half]
        middle = self.tops[wire.target] + wire.target.height / 2
        wire.heights = [self.tops[wire.source] + wire.source.height / 2]
        for column in range(wire.first + 1, wire.last):
            rect = swung.nodes[self.columns[column][0]]
            y = _height_at(drawn, rect[0] + rect[2] / 2)
            lanes = self._free(wire, column)
            lane = min(lanes, key=lambda s: (max(s[0] - y, y - s[1], 0.0), s))
            wire.lanes.append(lane)
            wire.heights.append(min(max(y, lane[0]), lane[1]))
        wire.heights.append(middle)

    def _free(self, wire: Wire, column: int) -> list[tuple[float, float]]:
        """The stretches of a column that a line may pass."""
        taken = [(self.tops[n], self.tops[n] + n.height) for n in self.columns[column]]
        for hull in self.hulls:
            if hull.blocks(wire, column):
                taken.append((hull.top, hull.bottom))
            elif hull.first <= column <= hull.last:
                taken.append((hull.top, hull.top + hull.frame.head))
        free: list[tuple[float, float]] = []
        at = -1e6
        for top, bottom in sorted(taken):
            if top - CLEAR - (at + CLEAR) >= 0.0:
                free.append((at + CLEAR, top - CLEAR))
            at = max(at, bottom)
        return [*free, (at + CLEAR, at + 1e6)]

    def _settle(self) -> None:
        """Let lines meet boxes and pass columns as near as may be to where they come from."""
        for column in range(len(self.columns)):
            self._passes(column)
            for node in self.columns[column]:
                self._ports(node, column)

    def _passes(self, column: int) -> None:
        """Lines that pass a column, in their order, each as level as may be."""
        passing = [w for w in self.wires if w.first < column < w.last]
        groups: dict[tuple[float, float], list[Wire]] = {}
        for wire in sorted(passing, key=lambda w: w.at(column)):
            groups.setdefault(wire.lanes[column - wire.first - 1], []).append(wire)
        for lane, wires in groups.items():
            wanted = [w.at(column - 1) for w in wires]
            for wire, y in zip(wires, apart(wanted, PASSES, *lane), strict=True):
                wire.heights[column - wire.first] = y

    def _ports(self, node: Node, column: int) -> None:
        """Lines that meet a box, in the order in which they come, as level as may be."""
        inset = CARD_INSET if node in self.cards else INSET
        top, bottom = self.tops[node] + inset, self.tops[node] + node.reach - inset
        leaving = [(w, 0, w.heights[1]) for w in self.wires if w.source is node]
        coming = [(w, -1, w.heights[-2]) for w in self.wires if w.target is node]
        for side in (leaving, coming):
            side.sort(key=lambda s: (s[2], s[0].half))
            wanted = [s[2] for s in side]
            if len(side) == 1 and not top <= wanted[0] <= bottom:
                wanted = [(top + bottom) / 2]
            for (wire, end, _), y in zip(side, apart(wanted, PORTS, top, bottom), strict=True):
                wire.heights[end] = y


def _columns(swung: Swung) -> list[list[Node]]:
    """The boxes by the middle of their columns, from left to right, each from top to bottom."""
    middle = {n: r[0] + r[2] / 2 for n, r in swung.nodes.items()}
    found: list[list[Node]] = []
    at = -1e9
    for node in sorted(swung.nodes, key=lambda n: middle[n]):
        if middle[node] - at > 1.0:
            found.append([])
        at = middle[node]
        found[-1].append(node)
    for nodes in found:
        nodes.sort(key=lambda n: swung.nodes[n][1])
    return found


def _height_at(line: Sequence[tuple[float, float]], x: float) -> float:
    """The height of a line that goes from left to right at an x."""
    for (x1, y1), (x2, y2) in pairwise(line):
        if x1 <= x <= x2 and x2 > x1:
            return y1 + (y2 - y1) * (x - x1) / (x2 - x1)
    return line[-1][1] if x > line[-1][0] else line[0][1]
