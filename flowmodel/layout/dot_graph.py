"""Boxes, frames around them and links between them, placed by Graphviz.

Graphviz never sees a word of a model: every box has a size that was measured and a name that is
made here (``n0``). What stands at a link is a box as well, its card, through which the link
passes; so no writing can lie on a line. Links are given from left to right whatever way they are
drawn, so that no ring turns the figure about. A box has a port for each of its links.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flowmodel.layout.curves import Point, Rect, bezier
from flowmodel.layout.dot_parts import Frame, Link, Network, Node, Placement, Ports, squeezed
from flowmodel.layout.dot_run import FAILED, DotError, lay_out
from flowmodel.layout.scene import MM_PER_PT

PAD = 2.4
"""Distance of a frame from what it holds, mm at scale 1."""


def place(network: Network, pad: float, widen: float, splines: str, gap: float) -> Placement:
    """Let Graphviz place a network; `widen` stretches the distances, `gap` is the least of ranks.

    It is asked twice: what it made of the cards' places is how the links are sorted at the sides
    of the boxes the second time, and the better of the two is taken. Raises `DotError`.
    """
    names = _names(network)
    ports = _ports(network)
    first = _placed(network, names, ports, pad, widen, splines, gap)
    tangled = _inversions(ports, first)
    if tangled:
        again = _sorted(ports, first)
        second = _placed(network, names, again, pad, widen, splines, gap)
        if _inversions(again, second) < tangled:
            first = second
    made = squeezed(first, gap * widen)
    for frame in network.frames:
        _frame(network, frame, made, pad)
    return _moved(made)


def _placed(
    network: Network,
    names: dict[Node, str],
    ports: Ports,
    pad: float,
    widen: float,
    splines: str,
    gap: float,
) -> Placement:
    read = lay_out(_source(network, names, ports, pad, widen, splines, gap))
    try:
        return _read(network, names, read, pad)
    except (KeyError, TypeError, ValueError, IndexError):
        raise DotError(FAILED.format(said="JSON")) from None


def _height(link: Link, way: str, placed: Placement) -> tuple[float, bool]:
    """Where a link's card stands; the two ends of a loop one after the other."""
    rect = placed.nodes[link.card]
    return rect[1] + rect[3] / 2, way == "back"


def _sorted(ports: Ports, placed: Placement) -> Ports:
    """The links at each side of each box in the order of their cards."""

    def key(port: tuple[Link, str]) -> tuple[float, bool]:
        return _height(*port, placed)

    return {n: (sorted(a, key=key), sorted(b, key=key)) for n, (a, b) in ports.items()}


def _inversions(ports: Ports, placed: Placement) -> int:
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
    network: Network,
    names: dict[Node, str],
    ports: Ports,
    pad: float,
    widen: float,
    splines: str,
    gap: float,
) -> str:
    """The network in DOT."""
    from graphviz import Digraph

    graph = Digraph("network")
    graph.attr(
        rankdir="LR", splines=splines, nodesep=_inches(4.2 * widen),
        ranksep=_inches(gap * widen),
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
                if _both(frame, link):
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


def _both(frame: Frame, link: Link) -> bool:
    """Whether this frame, and none within it, holds both ends of a link."""

    def holds(f: Frame) -> bool:
        return all(_inside(f, n) for n in (link.left, link.right))

    return holds(frame) and not any(holds(f) for f in frame.frames)


def _inside(frame: Frame, node: Node) -> bool:
    return node in frame.nodes or any(_inside(f, node) for f in frame.frames)


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


def _inches(mm: float) -> str:
    return f"{mm / 25.4:.4f}"


def _read(network: Network, names: dict[Node, str], read: dict[str, Any], pad: float) -> Placement:
    """What Graphviz answered, in mm with y down; frames as tight as their content allows."""
    high = float(str(read["bb"]).split(",")[3])
    at = {o["name"]: o["pos"] for o in read["objects"] if "pos" in o}
    nodes: dict[Node, Rect] = {}
    for node, name in names.items():
        x, y = (float(n) for n in at[name].split(","))
        nodes[node] = (
            x * MM_PER_PT - node.width / 2, (high - y) * MM_PER_PT - node.height / 2,
            node.width, node.height,
        )  # fmt: skip
    drawn = {e["comment"]: _curve(e["pos"], high) for e in read["edges"]}
    lines: dict[Link, tuple[list[Point], list[Point]]] = {}
    for i, link in enumerate(network.links):
        first, second = drawn[f"{i}a"], drawn[f"{i}b"]
        _meet(first, 0, nodes[link.left], right=True)
        _meet(first, -1, nodes[link.card], right=False)
        if link.left is link.right:
            second.reverse()
            _meet(second, 0, nodes[link.card], right=False)
            _meet(second, -1, nodes[link.left], right=True)
            apart = link.card.height / 4
            first[-1] = (first[-1][0], first[-1][1] - apart)
            second[0] = (second[0][0], second[0][1] + apart)
        else:
            _meet(second, 0, nodes[link.card], right=True)
            _meet(second, -1, nodes[link.right], right=False)
        lines[link] = (first, second)
    made = Placement(0.0, 0.0, nodes, {}, lines)
    for frame in network.frames:
        _frame(network, frame, made, pad)
    return made


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


def _meet(line: list[Point], end: int, box: Rect, *, right: bool) -> None:
    """Let a line end exactly on the side of its box: Graphviz rounds what it writes."""
    line[end] = (box[0] + box[2] if right else box[0], line[end][1])


def _frame(network: Network, frame: Frame, made: Placement, pad: float) -> Rect:
    """The rectangle of a frame around what it holds."""
    inside = [made.nodes[n] for n in frame.nodes]
    inside += [_frame(network, f, made, pad) for f in frame.frames]
    inside += [made.nodes[link.card] for link in network.links if _both(frame, link)]
    left, top = min(r[0] for r in inside) - pad, min(r[1] for r in inside) - pad - frame.head
    right, bottom = max(r[0] + r[2] for r in inside) + pad, max(r[1] + r[3] for r in inside) + pad
    made.frames[frame] = (left, top, right - left, bottom - top)
    return made.frames[frame]


def _moved(placed: Placement) -> Placement:
    """The same with its top left corner at the origin, and its size."""
    rects = [*placed.nodes.values(), *placed.frames.values()]
    points = [p for pair in placed.lines.values() for line in pair for p in line]
    left = min([r[0] for r in rects] + [p[0] for p in points])
    top = min([r[1] for r in rects] + [p[1] for p in points])
    right = max([r[0] + r[2] for r in rects] + [p[0] for p in points])
    bottom = max([r[1] + r[3] for r in rects] + [p[1] for p in points])

    def shift(r: Rect) -> Rect:
        return (r[0] - left, r[1] - top, r[2], r[3])

    def moved(line: list[Point]) -> list[Point]:
        return [(x - left, y - top) for x, y in line]

    return Placement(
        right - left,
        bottom - top,
        {n: shift(r) for n, r in placed.nodes.items()},
        {f: shift(r) for f, r in placed.frames.items()},
        {k: (moved(a), moved(b)) for k, (a, b) in placed.lines.items()},
    )
