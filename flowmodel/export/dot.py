"""Model → DOT, the language of Graphviz: zones as clusters, steps as labelled edges."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from flowmodel.export.parts import Frame, Node, Parts, parts
from flowmodel.layout.theme import Theme
from flowmodel.views import Subject
from flowmodel.vocabulary import ActorKind

if TYPE_CHECKING:
    from graphviz import Digraph

SHAPES: dict[ActorKind, str] = {
    "terminal": "box",
    "storage": "cylinder",
    "service": "component",
    "gateway": "hexagon",
    "person": "oval",
    "organisation": "folder",
    "carrier": "cds",
}
FONT = "Noto Sans JP, sans-serif"


def dot(subject: Subject) -> bytes:
    """The model as a DOT digraph in UTF-8."""
    from graphviz import Digraph

    made, theme = parts(subject), subject.theme
    graph = Digraph("flow", encoding="utf-8")
    graph.attr(
        rankdir="LR", label=label((made.title,)), labelloc="t", fontname=FONT, fontsize="16",
        fontcolor=theme.ink, bgcolor=theme.paper, newrank="true", nodesep="0.4", ranksep="1.2",
    )  # fmt: skip
    graph.attr("node", fontname=FONT, fontsize="11", fontcolor=theme.ink, color=theme.box_frame)
    graph.attr("edge", fontname=FONT, fontsize="9", fontcolor=theme.ink)
    for i, frame in enumerate(made.frames):
        _frame(graph, frame, theme, theme.lane(i))
    for node in made.nodes:
        _node(graph, node, theme)
    _edges(graph, made, theme)
    if made.notes:
        graph.node("notes", label(made.notes, "\\l"), shape="plaintext")
    source: str = graph.source
    return source.encode()


def label(lines: tuple[str, ...], end: str = "\\n") -> str:
    r"""Lines as a label of DOT: no entity, no escape of Graphviz, no HTML is left in them.

    `end` is the line end of DOT: ``\n`` centred, ``\l`` flush left.
    """
    safe = [escape(line, quote=False).replace("\\", "\\\\") for line in lines]
    return end.join(safe) + (end if end == "\\l" else "")


def _frame(graph: Digraph, frame: Frame, theme: Theme, fill: str) -> None:
    with graph.subgraph(name=f"cluster_{frame.id}") as inner:
        inner.attr(
            label=label(frame.title), style="rounded,filled", fillcolor=fill,
            color=theme.frame, fontcolor=theme.ink, fontsize="13",
        )  # fmt: skip
        for child in frame.frames:
            _frame(inner, child, theme, fill)
        for node in frame.nodes:
            _node(inner, node, theme)
        if not frame.frames and not frame.nodes:
            # Graphviz leaves out a cluster without nodes.
            inner.node(f"{frame.id}_empty", "", shape="point", style="invis")


def _node(graph: Digraph, node: Node, theme: Theme) -> None:
    style = "filled,dashed" if node.kept_out else "filled"
    colour = theme.stop if node.kept_out else theme.box_frame
    graph.node(
        node.id, label(node.lines), shape=SHAPES[node.kind], style=style, color=colour,
        fillcolor=theme.paper,
    )  # fmt: skip


def _edges(graph: Digraph, made: Parts, theme: Theme) -> None:
    for arrow in made.arrows:
        graph.edge(
            arrow.source, arrow.target, label(arrow.lines, "\\l"),
            color=arrow.ink.colour, style="dashed" if arrow.ink.dash else "solid",
            penwidth=f"{arrow.ink.weight * 3:.2g}",
        )  # fmt: skip
    for cut in made.cuts:
        graph.edge(
            cut.party, cut.target, label(cut.lines), color=theme.stop, fontcolor=theme.stop,
            style="dotted", arrowhead="tee", constraint="false",
        )  # fmt: skip
