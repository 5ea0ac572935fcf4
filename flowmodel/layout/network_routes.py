"""A placed network drawn: columns set apart by what runs between them, lines level or upright."""

from __future__ import annotations

from collections.abc import Sequence

from flowmodel.layout.dot_parts import (
    Frame,
    Link,
    Network,
    Node,
    Placement,
    Point,
    Rect,
    Swung,
    cards_in,
    lowered,
)
from flowmodel.layout.network_columns import PASSES, Columns, Hull, Wire
from flowmodel.layout.network_tracks import ROUND, TRACK, Net, give_tracks, rounded, set_out

HEAD = 2.8
"""Stretch before a box that an arrowhead and a little level line take, mm."""
PLAIN = 1.0
"""The same before a card, where no arrowhead stands, mm."""
OFF = 1.0
"""Distance of upright stretches from the edge of a frame, mm."""
LEAST = 3.6
"""Least distance of two columns, mm."""
BAND = 4.2
"""Most height of a white band from side to side beside the lines in it, mm."""


def routed(network: Network, swung: Swung, pad: float, gap: float) -> Placement:
    """The network drawn, with at least `gap` mm between its columns."""
    columns = Columns(network, lowered(network, swung, pad, BAND, PASSES), pad)
    made = _Routes(columns, {link.card for link in network.links}, gap)
    nodes = made.rects()
    lines: dict[Link, list[list[Point]]] = {link: [[], []] for link in network.links}
    for wire in columns.wires:
        points = made.points(wire, nodes)
        back = wire.half == 1 and wire.link.left is wire.link.right
        lines[wire.link][wire.half] = points[::-1] if back else points
    placed = Placement(0.0, 0.0, nodes, {}, {k: (a, b) for k, (a, b) in lines.items()})
    for frame in network.frames:
        framed(network, frame, placed, pad)
    return at_origin(placed)


class _Routes:
    """The gaps between columns: how wide, and where lines turn in them."""

    def __init__(self, columns: Columns, cards: set[Node], gap: float):
        self.columns, self.cards = columns, cards
        self.wide = [max(n.width for n in nodes) for nodes in columns.columns]
        self.nets: dict[tuple[Wire, int], Net] = {}
        self.left = [0.0]
        for g in range(len(self.wide) - 1):
            start = self.left[g] + self.wide[g]
            self.left.append(start + self._gap(g, start, gap))

    def _gap(self, g: int, start: float, gap: float) -> float:
        """The width of a gap; its lines are given their tracks."""
        nets: list[Net] = []
        for wire in self.columns.wires:
            if wire.first <= g < wire.last:
                net = self.nets[wire, g] = Net(wire.at(g), wire.at(g + 1))
                nets.append(net)
        count = give_tracks(nets)
        before, after = self._pad(g, True), self._pad(g + 1, False)
        near, far = self._end(g, before, True), self._end(g + 1, after, False)
        width = max(gap, LEAST, before + after + (OFF if before and after else 0.0))
        if count:
            width = max(width, near + far + TRACK * (count - 1))
        set_out(nets, start + near, start + width - far)
        return width

    def _pad(self, column: int, right: bool) -> float:
        """How far frames reach beyond a column, mm."""

        def over(hull: Hull) -> float:
            nodes = [*hull.frame.nodes, *cards_in(self.columns.network, hull.frame)]
            mine = [
                (n.width - self.wide[column]) / 2 for n in nodes if self.columns.of[n] == column
            ]
            inner = [over(h) for h in self.columns.hulls if h.frame in hull.frame.frames]
            return max([*mine, *inner], default=-1e6) + self.columns.pad

        ends = [h for h in self.columns.hulls if (h.last if right else h.first) == column]
        return max([0.0, *(over(h) for h in ends)])

    def _end(self, column: int, pad: float, right: bool) -> float:
        """How far from a column lines may turn, mm."""
        meeting = any(
            (wire.source if right else wire.target) not in self.cards
            for wire in self.columns.wires
            if (wire.first if right else wire.last) == column
        )
        return max(pad + OFF if pad else 0.0, (HEAD if meeting else PLAIN) + ROUND)

    def rects(self) -> dict[Node, Rect]:
        """Where the boxes stand."""
        found = {}
        for nodes, left, wide in zip(self.columns.columns, self.left, self.wide, strict=True):
            for n in nodes:
                x = left + (wide - n.width) / 2
                found[n] = (x, self.columns.tops[n], n.width, n.height)
        return found

    def points(self, wire: Wire, nodes: dict[Node, Rect]) -> list[Point]:
        """The course of a line, from left to right."""
        source, target = nodes[wire.source], nodes[wire.target]
        points = [(source[0] + source[2], wire.heights[0])]
        for g in range(wire.first, wire.last):
            net = self.nets[wire, g]
            if not net.level:
                points += [(net.at, net.before), (net.at, net.after)]
        points.append((target[0], wire.heights[-1]))
        return rounded(points, PLAIN)


def framed(network: Network, frame: Frame, made: Placement, pad: float) -> Rect:
    """The rectangle of a frame around what it holds, which is noted in `made`."""
    rects = [made.nodes[n] for n in [*frame.nodes, *cards_in(network, frame)]]
    rects += [framed(network, f, made, pad) for f in frame.frames]
    left, top = min(r[0] for r in rects) - pad, min(r[1] for r in rects) - pad - frame.head
    right, bottom = max(r[0] + r[2] for r in rects) + pad, max(r[1] + r[3] for r in rects) + pad
    made.frames[frame] = (left, top, right - left, bottom - top)
    return made.frames[frame]


def at_origin(placed: Placement) -> Placement:
    """The same with its top left corner at the origin, and its size."""
    rects = [*placed.nodes.values(), *placed.frames.values()]
    points = [p for pair in placed.lines.values() for line in pair for p in line]
    left = min([r[0] for r in rects] + [p[0] for p in points])
    top = min([r[1] for r in rects] + [p[1] for p in points])
    right = max([r[0] + r[2] for r in rects] + [p[0] for p in points])
    bottom = max([r[1] + r[3] for r in rects] + [p[1] for p in points])

    def shift(r: Rect) -> Rect:
        return (r[0] - left, r[1] - top, r[2], r[3])

    def moved(line: Sequence[Point]) -> list[Point]:
        return [(x - left, y - top) for x, y in line]

    return Placement(
        right - left,
        bottom - top,
        {n: shift(r) for n, r in placed.nodes.items()},
        {f: shift(r) for f, r in placed.frames.items()},
        {k: (moved(a), moved(b)) for k, (a, b) in placed.lines.items()},
    )
