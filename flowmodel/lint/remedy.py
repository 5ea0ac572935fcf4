"""What could be written so that a finding goes: a form to fill in, never a statement.

Only what is missing is proposed, at the first of the parts for which the rule says it could be
stated, with a blank for the evidence: whether the control is there, nobody but the ward
can know. A finding that asks for another flow, another order or a decision has no remedy.
"""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.errors import DocPath
from flowmodel.graph import FlowGraph
from flowmodel.lint.rule import Finding, Missing
from flowmodel.model.origin import Addition

BLANK = "«記載箇所»"
"""Stands for the evidence that whoever states a control has to give."""
FIELD_BLANK = "«…»"
"""Stands for the value of a field."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """Text that would state one kind of thing that is missing, at one part."""

    part: str
    """Id of the part, or step, for which it would be stated; empty where the finding has it."""
    addition: Addition
    alternatives: tuple[str, ...] = ()
    """Other parts for which it could be stated instead."""


def remedies(finding: Finding, graph: FlowGraph) -> tuple[Remedy, ...]:
    """What could be written for a finding, one for each part; empty where no text mends it."""
    found = []
    for (part, field, path), missing in _gathered(finding, graph).items():
        value: str | tuple[dict[str, str], ...] = FIELD_BLANK
        if field == "controls":
            value = tuple({"control": m.control or "", "evidence": BLANK} for m in missing)
        addition = graph.model.origin.addition(path, field, value)
        if addition is None:
            return ()
        others = dict.fromkeys(p for m in missing for p in m.providers if p != part)
        found.append(Remedy(part, addition, tuple(others)))
    return tuple(found)


def _gathered(finding: Finding, graph: FlowGraph) -> dict[tuple[str, str, DocPath], list[Missing]]:
    """What is missing by part and field; nothing where any of it has no place to be stated."""
    gathered: dict[tuple[str, str, DocPath], list[Missing]] = {}
    for m in finding.missing:
        part = (m.providers or ("",))[0]
        path = _path(part, graph) if part else finding.path
        field = "controls" if m.control else m.field or ""
        if not path or _no_text(path, field, graph, m):
            return {}
        gathered.setdefault((part, field, path), []).append(m)
    return gathered


def _no_text(path: DocPath, field: str, graph: FlowGraph, missing: Missing) -> bool:
    """Whether it takes more than a text or a control: an answer, a list, a field of a field."""
    if missing.control:
        return path[0] == "checklists"
    part: object = graph.model
    for step in path:
        part = part[step] if isinstance(step, int) else getattr(part, step, None)  # type: ignore[index]
    return not hasattr(part, field) or isinstance(getattr(part, field), tuple)


def _path(part: str, graph: FlowGraph) -> DocPath:
    found = graph.channels.get(part) or graph.actors.get(part)
    if found is not None:
        return graph.path_of(found)
    flow = graph.steps.get(part)
    return flow.path if flow else ()
