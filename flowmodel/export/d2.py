"""Model → D2 (d2lang.com): zones as containers, steps as labelled connections."""

from __future__ import annotations

from flowmodel.export.parts import Frame, Node, parts
from flowmodel.layout.theme import Theme
from flowmodel.views import Subject
from flowmodel.vocabulary import ActorKind

SHAPES: dict[ActorKind, str] = {
    "terminal": "rectangle",
    "storage": "cylinder",
    "service": "package",
    "gateway": "hexagon",
    "person": "person",
    "organisation": "page",
    "carrier": "parallelogram",
}


def d2(subject: Subject) -> bytes:
    """The model as D2 source in UTF-8."""
    made, theme = parts(subject), subject.theme
    paths: dict[str, str] = {n.id: n.id for n in made.nodes}
    lines = [
        "direction: right",
        f"title: {text((made.title,))} {{",
        "  shape: text",
        "  near: top-center",
        f'  style: {{font-size: 24; bold: true; font-color: "{theme.ink}"}}',
        "}",
    ]
    for i, frame in enumerate(made.frames):
        lines += _frame(frame, theme, theme.lane(i), "", paths)
    for node in made.nodes:
        lines += _node(node, theme)
    for arrow in made.arrows:
        dash = "; stroke-dash: 4" if arrow.ink.dash else ""
        lines += [
            f"{paths[arrow.source]} -> {paths[arrow.target]}: {text(arrow.lines)} {{",
            f'  style: {{stroke: "{arrow.ink.colour}"; stroke-width: 2{dash}; '
            f'font-color: "{theme.ink}"}}',
            "}",
        ]
    for cut in made.cuts:
        lines += [
            f"{paths[cut.party]} -> {paths[cut.target]}: {text(cut.lines)} {{",
            f'  style: {{stroke: "{theme.stop}"; stroke-dash: 2; font-color: "{theme.stop}"}}',
            "  target-arrowhead: {shape: cross}",
            "}",
        ]
    if made.notes:
        lines += [
            f"notes: {text(made.notes)} {{",
            "  shape: text",
            "  near: bottom-center",
            f'  style: {{font-size: 14; font-color: "{theme.ink}"}}',
            "}",
        ]
    return ("\n".join(lines) + "\n").encode()


def text(lines: tuple[str, ...]) -> str:
    """Lines as a string of D2 in double quotes; ``$`` would begin a substitution."""
    safe = [s.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$") for s in lines]
    return '"' + "\\n".join(safe) + '"'


def _frame(frame: Frame, theme: Theme, fill: str, around: str, paths: dict[str, str]) -> list[str]:
    path = f"{around}{frame.id}"
    lines = [
        f"{frame.id}: {text(frame.title)} {{",
        f'  style: {{fill: "{fill}"; stroke: "{theme.frame}"; font-color: "{theme.ink}"}}',
    ]
    inner: list[str] = []
    for child in frame.frames:
        inner += _frame(child, theme, fill, f"{path}.", paths)
    for node in frame.nodes:
        paths[node.id] = f"{path}.{node.id}"
        inner += _node(node, theme)
    return [*lines, *(f"  {line}" for line in inner), "}"]


def _node(node: Node, theme: Theme) -> list[str]:
    colour = theme.stop if node.kept_out else theme.box_frame
    dash = "; stroke-dash: 4" if node.kept_out else ""
    return [
        f"{node.id}: {text(node.lines)} {{",
        f"  shape: {SHAPES[node.kind]}",
        f'  style: {{fill: "{theme.paper}"; stroke: "{colour}"; font-color: "{theme.ink}"{dash}}}',
        "}",
    ]
