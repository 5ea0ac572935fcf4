"""Boxes, frames around them and links between them, placed by Graphviz.

Graphviz never sees a word of a model: every box has a size that was measured and a name that is
made here (``n0``). What stands at a link is a box as well, its card, through which the link
passes; so no writing can lie on a line. Links are given from left to right whatever way they are
drawn, so that no ring turns the figure about. A box has a port for each of its links.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from flowmodel.layout.curves import bezier
from flowmodel.layout.dot_parts import (
    Frame,
    Link,
    Network,
    Node,
    Point,
    Ports,
    Rect,
    Swung,
    holds_both,
)
from flowmodel.layout.dot_run import lay_out
from flowmodel.layout.scene import MM_PER_PT

PAD = 2.4
"""Distance of a frame from what it holds, mm at scale 1."""
NODES = 4.2
"""Distance of two boxes in one column, mm."""
IDLE = 5
"""Most boxes side by side that no line meets."""
RANKS = 10.0
"""Distance of two columns while Graphviz places them; it is set anew afterwards, mm."""


def place(network: Network, pad: float, widen: float, splines: str) -> Swung:
    """Let Graphviz place a network; `widen` stretches the distances within a column.

    It is asked twice: what it made of the cards' places is how the links are sorted at the sides
    of the boxes the second time, and the better of the two is taken. Raises `DotError`.
    """
    names = _names(network)
    ports = _ports(network)
    first = _placed(network, names, ports, pad, widen, splines)
    tangled = _inversions(ports, first)
    if tangled:
        again = _sorted(ports, first)
        second = _placed(network, names, again, pad, widen, splines)
        if _inversions(again, second) < tangled:
            first = second
    return first


def _placed(
    network: Network, names: dict[Node, str], ports: Ports, pad: float, widen: float, splines: str
) -> Swung:
    source = _source(network, names, ports, pad, widen, splines)
    return lay_out(source, lambda read: _read(network, names, read))


def _height(link: Link, way: str, placed: Swung) -> tuple[float, bool]:
    """Where a link's card stands; the two ends of a loop one after the other."""
    rect = placed.nodes[link.card]
    return rect[1] + rect[3] / 2, way == "back"


def _sorted(ports: Ports, placed: Swung) -> Ports:
    """The links at each side of each box in the order of their cards."""

    def key(port: tuple[Link, str]) -> tuple[float, bool]:
        return _height(*port, placed)

    return {n: (sorted(a, key=key), sorted(b, key=key)) for n, (a, b) in ports.items()}


def _inversions(ports: Ports, placed: Swung) -> int:
    """How many pairs of links at one side of a box are not in the order of their cards."""
    count = 0
    for sides in ports.values():
        for side in sides:
            at = [_height(link, way, placed) for link, way in side]
            count += sum(a > b for i, a in enumerate(at) for b in at[i + 1 :])
    return count


def _names(network: Network) -> dict[Node, str]:
    """A name for each box, in the order in which they are written."""
    found: dict[Node, str] = {}

    def within(frame: Frame) -> None:
        for node in frame.nodes:
            found[node] = f"n{len(found)}"
        for inner in frame.frames:
            within(inner)

    for frame in network.frames:
        within(frame)
    for node in network.nodes:
        found[node] = f"n{len(found)}"
    for i, link in enumerate(network.links):
        found[link.card] = f"c{i}"
    return found


def _ports(network: Network) -> Ports:
    """The links that meet the left and the right side of each box, from top to bottom."""
    order = {id(n): i for i, n in enumerate(_names(network))}
    ports: Ports = {}
    for link in network.links:
        ports.setdefault(link.left, ([], []))[1].append((link, "out"))
        if link.left is link.right:
            ports[link.left][1].append((link, "back"))
        else:
            ports.setdefault(link.right, ([], []))[0].append((link, "in"))
    place = {id(link): i for i, link in enumerate(network.links)}
    for before, after in ports.values():
        before.sort(key=lambda p: (order[id(p[0].left)], place[id(p[0])]))
        after.sort(key=lambda p: (order[id(p[0].right)], place[id(p[0])]))
    return ports


def _source(
    network: Network, names: dict[Node, str], ports: Ports, pad: float, widen: float, splines: str
) -> str:
    """The network in DOT."""
    from graphviz import Digraph

    graph = Digraph("network")
    graph.attr(
        rankdir="LR", splines=splines, nodesep=_inches(NODES * widen), ranksep=_inches(RANKS),
        newrank="true",
    )  # fmt: skip
    graph.attr("node", fixedsize="true", label="", shape="box")
    graph.attr("edge", dir="none")
    within: dict[str, Any] = {}
    counter = [0]

    def write(into: Any, frame: Frame) -> None:
        counter[0] += 1
        with into.subgraph(name=f"cluster_{counter[0]}") as inner:
            inner.attr(margin=f"{(frame.head + pad) / MM_PER_PT:.0f}")
            for node in frame.nodes:
                _node(inner, names[node], node, ports.get(node))
                within[names[node]] = frame
            for child in frame.frames:
                write(inner, child)
            for i, link in enumerate(network.links):
                if holds_both(frame, link):
                    _node(inner, f"c{i}", link.card, None)
                    within[f"c{i}"] = frame

    for frame in network.frames:
        write(graph, frame)
    for node in network.nodes:
        _node(graph, names[node], node, ports.get(node))
    for i, link in enumerate(network.links):
        if f"c{i}" not in within:
            _node(graph, f"c{i}", link.card, None)
    _edges(graph, network, names, ports)
    source: str = graph.source
    return source


def _idle(network: Network) -> list[list[Node]]:
    """The boxes that no line meets, in rows; Graphviz would put all of them in one column."""
    met = {n for link in network.links for n in (link.left, link.right)}
    groups = [_boxes(frame) for frame in network.frames] + [[n] for n in network.nodes]
    rows: list[list[Node]] = [[]]
    for group in groups:
        idle = [n for n in group if n not in met]
        if len(rows[-1]) + len(idle) > IDLE:
            rows.append([])
        for node in idle:
            if len(rows[-1]) == IDLE:
                rows.append([])
            rows[-1].append(node)
    return rows


def _boxes(frame: Frame) -> list[Node]:
    return [*frame.nodes, *(n for inner in frame.frames for n in _boxes(inner))]


def _node(
    graph: Any, name: str, node: Node, ports: tuple[Sequence[Any], Sequence[Any]] | None
) -> None:
    size = {"width": _inches(node.width), "height": _inches(node.height)}
    if ports is None:
        graph.node(name, **size)
        return
    before = "|".join(f"<l{i}>" for i in range(len(ports[0]))) or ""
    after = "|".join(f"<r{i}>" for i in range(len(ports[1]))) or ""
    graph.node(name, f"{{{{{before}}}||{{{after}}}}}", shape="record", **size)


def _edges(
    graph: Any, network: Network, names: dict[Node, str],
    ports: Ports,
) -> None:  # fmt: skip
    at: dict[tuple[int, str], str] = {}
    for node, (before, after) in ports.items():
        for i, (link, way) in enumerate(before):
            at[id(link), way] = f"{names[node]}:l{i}:w"
        for i, (link, way) in enumerate(after):
            at[id(link), way] = f"{names[node]}:r{i}:e"
    for i, link in enumerate(network.links):
        graph.edge(at[id(link), "out"], f"c{i}:w", comment=f"{i}a")
        if link.left is link.right:
            graph.edge(at[id(link), "back"], f"c{i}:w", comment=f"{i}b")
        else:
            graph.edge(f"c{i}:e", at[id(link), "in"], comment=f"{i}b")
    for row in _idle(network):
        for a, b in pairwise(row):
            graph.edge(names[a], names[b], style="invis", weight="0")


def _inches(mm: float) -> str:
    return f"{mm / 25.4:.4f}"


def _read(network: Network, names: dict[Node, str], read: dict[str, Any]) -> Swung:
    """What Graphviz answered, in mm with y down."""
    high = float(str(read["bb"]).split(",")[3])
    at = {o["name"]: o["pos"] for o in read["objects"] if "pos" in o}
    nodes: dict[Node, Rect] = {}
    for node, name in names.items():
        x, y = (float(n) for n in at[name].split(","))
        nodes[node] = (
            x * MM_PER_PT - node.width / 2, (high - y) * MM_PER_PT - node.height / 2,
            node.width, node.height,
        )  # fmt: skip
    edges = [e for e in read.get("edges", ()) if "comment" in e]
    drawn = {e["comment"]: _curve(e["pos"], high) for e in edges}
    lines = {k: (drawn[f"{i}a"], drawn[f"{i}b"]) for i, k in enumerate(network.links)}
    return Swung(nodes, lines)


def _curve(pos: str, high: float) -> list[Point]:
    """A Bézier path of Graphviz as a line of short straight pieces."""
    numbers = [
        (float(x) * MM_PER_PT, (high - float(y)) * MM_PER_PT)
        for x, y in (p.split(",") for p in pos.split() if p[0] not in "es")
    ]
    points = numbers[:1]
    for i in range(0, len(numbers) - 3, 3):
        a, b, c, d = numbers[i : i + 4]
        points.extend(bezier(a, b, c, d))
    return points
