"""Model → PlantUML deployment diagram: zones as rectangles, steps as labelled arrows."""

from __future__ import annotations

import re

from flowmodel.export.parts import Frame, Node, parts
from flowmodel.layout.theme import Ink, Theme
from flowmodel.views import Subject
from flowmodel.vocabulary import ActorKind

SHAPES: dict[ActorKind, str] = {
    "terminal": "node",
    "storage": "database",
    "service": "component",
    "gateway": "hexagon",
    "person": "person",
    "organisation": "folder",
    "carrier": "queue",
}

_KEPT = re.compile(r"[^A-Za-z0-9 ,().\u00a1-\U0010ffff]|(?<=\.)\.")
"""Of ASCII only this stands in a text as it is: the rest means something to the preprocessor
(``%getenv()``, ``$name``, ``!include``), to Creole (``**``, ``[[``, ``<``) or to the grammar."""


def plantuml(subject: Subject) -> bytes:
    """The model as PlantUML source in UTF-8."""
    made, theme = parts(subject), subject.theme
    lines = ["@startuml", f"title {text((made.title,))}", "left to right direction"]
    lines += _look(theme)
    for i, frame in enumerate(made.frames):
        lines += _frame(frame, theme, theme.lane(i))
    lines += [_node(n, theme) for n in made.nodes]
    for a in made.arrows:
        lines.append(f"{a.source} -[{_line(a.ink)}]-> {a.target} : {text(a.lines)}")
    for c in made.cuts:
        lines.append(f"{c.party} .[{theme.stop}]..x {c.target} : {text(c.lines)}")
    if made.notes:
        lines += ["legend", *(text((note,)) for note in made.notes), "endlegend"]
    return ("\n".join([*lines, "@enduml"]) + "\n").encode()


def text(lines: tuple[str, ...]) -> str:
    """Lines as text of PlantUML, with what it could read as code given by number.

    A first letter is given so as well: no line begins with a word of the grammar.
    """
    safe = [_KEPT.sub(lambda m: f"<U+{ord(m[0]):04X}>", line) for line in lines]
    return "\\n".join(
        f"<U+{ord(s[0]):04X}>{s[1:]}" if s[:1].isascii() and s[:1].isalnum() else s for s in safe
    )


def _look(theme: Theme) -> list[str]:
    return [
        f"skinparam backgroundColor {theme.paper}",
        f"skinparam defaultFontColor {theme.ink}",
        "skinparam shadowing false",
    ]


def _line(ink: Ink) -> str:
    return f"{ink.colour},dashed" if ink.dash else ink.colour


def _frame(frame: Frame, theme: Theme, fill: str) -> list[str]:
    inner = [line for child in frame.frames for line in _frame(child, theme, fill)]
    inner += [_node(n, theme) for n in frame.nodes]
    head = f'rectangle "{text(frame.title)}" as {frame.id} {fill};line:{theme.frame[1:]} {{'
    return [head, *(f"  {line}" for line in inner), "}"]


def _node(node: Node, theme: Theme) -> str:
    line = f"line:{theme.stop[1:]};line.dashed" if node.kept_out else f"line:{theme.box_frame[1:]}"
    return f'{SHAPES[node.kind]} "{text(node.lines)}" as {node.id} {theme.paper};{line}'
