"""Model → Mermaid flowchart: zones as subgraphs, steps as labelled links."""

from __future__ import annotations

import json
import re

from flowmodel.export.parts import Frame, Node, parts
from flowmodel.layout.theme import Theme
from flowmodel.views import Subject
from flowmodel.vocabulary import ActorKind

SHAPES: dict[ActorKind, tuple[str, str]] = {
    "terminal": ("[", "]"),
    "storage": ("[(", ")]"),
    "service": ("[[", "]]"),
    "gateway": ("{{", "}}"),
    "person": ("([", "])"),
    "organisation": ("[/", "\\]"),
    "carrier": ("[/", "/]"),
}

_KEPT = re.compile(r"[^A-Za-z0-9 ,()/'\u00a1-\U0010ffff]")
"""Of ASCII only this stands in a label as it is: the rest means something to Mermaid, to
Markdown (lists, emphasis), to KaTeX (``$$``), to icons (``fa:``) or to its directives (``%%``)."""


def mermaid(subject: Subject) -> bytes:
    """The model as a Mermaid flowchart in UTF-8."""
    made, theme = parts(subject), subject.theme
    title = json.dumps(made.title, ensure_ascii=False)
    lines = ["---", f"title: {title}", "---", "flowchart LR"]
    for frame in made.frames:
        lines += _frame(frame)
    lines += [_node(n) for n in made.nodes]
    lines += [f"  {a.source} -->|{text(a.lines)}| {a.target}" for a in made.arrows]
    lines += [f"  {c.party} -.-x|{text(c.lines)}| {c.target}" for c in made.cuts]
    if made.notes:
        lines += [f"  notes[{text(made.notes)}]", "  class notes notes"]
    for i, frame in enumerate(made.frames):
        lines += _style(frame, theme, theme.lane(i))
    for i, arrow in enumerate(made.arrows):
        dash = ",stroke-dasharray:6 3" if arrow.ink.dash else ""
        lines.append(f"  linkStyle {i} stroke:{arrow.ink.colour},stroke-width:2px{dash}")
    for i in range(len(made.arrows), len(made.arrows) + len(made.cuts)):
        lines.append(f"  linkStyle {i} stroke:{theme.stop},stroke-width:2px")
    lines += _classes(theme)
    return ("\n".join(lines) + "\n").encode()


def text(lines: tuple[str, ...]) -> str:
    """Lines as a quoted string of Mermaid, with what it could read as code given by number."""
    return '"' + "<br>".join(_KEPT.sub(lambda m: f"#{ord(m[0])};", s) for s in lines) + '"'


def _frame(frame: Frame) -> list[str]:
    inner = [line for child in frame.frames for line in _frame(child)]
    inner += [_node(n) for n in frame.nodes]
    body = [f"  {line}" for line in inner]
    return [f"  subgraph {frame.id}[{text(frame.title)}]", *body, "  end"]


def _node(node: Node) -> str:
    begin, end = SHAPES[node.kind]
    kind = "keptout" if node.kept_out else "actor"
    return f"  {node.id}{begin}{text(node.lines)}{end}:::{kind}"


def _style(frame: Frame, theme: Theme, fill: str) -> list[str]:
    lines = [f"  style {frame.id} fill:{fill},stroke:{theme.frame},color:{theme.ink}"]
    return lines + [line for child in frame.frames for line in _style(child, theme, fill)]


def _classes(theme: Theme) -> list[str]:
    return [
        f"  classDef actor fill:{theme.paper},stroke:{theme.box_frame},color:{theme.ink}",
        f"  classDef keptout fill:{theme.paper},stroke:{theme.stop},color:{theme.ink},"
        "stroke-dasharray:4 3",
        f"  classDef notes fill:{theme.paper},stroke:none,color:{theme.ink}",
    ]
