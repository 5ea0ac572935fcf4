"""What could be written so that a finding goes: a form to fill in, never a statement.

Only what is missing is proposed, at the first of the parts for which the rule says it could be
stated, with a blank for the evidence: whether the control is there, nobody but the ward
can know. A finding that asks for another flow, another order or a decision has no remedy;
`flowmodel.lint.decisions` says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flowmodel.errors import DocPath
from flowmodel.graph import FlowGraph
from flowmodel.lint.rule import Finding, Missing
from flowmodel.lint.texts import value_at
from flowmodel.model import Model
from flowmodel.model.origin import Addition, Form, Value

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


Target = tuple[str, str, DocPath]
"""A part, a field of it, and where the part stands."""


def remedies(finding: Finding, graph: FlowGraph) -> tuple[Remedy, ...]:
    """What could be written for a finding, one for each part; empty where no text mends it."""
    found = []
    for (part, field, path), missing in _gathered(finding, graph).items():
        value = _value(field, path, missing, finding, graph)
        addition = graph.model.origin.addition(path, field, value)
        if addition is None:
            return ()
        others = dict.fromkeys(p for m in missing for p in m.providers if p != part)
        found.append(Remedy(part, addition, tuple(others)))
    return tuple(found)


def _gathered(finding: Finding, graph: FlowGraph) -> dict[Target, list[Missing]]:
    """What is missing by part and field; nothing where any of it has no place to be stated."""
    gathered: dict[Target, list[Missing]] = {}
    for m in finding.missing:
        target = _target(m, finding, graph)
        if target is None:
            return {}
        gathered.setdefault(target, []).append(m)
    return gathered


def _target(missing: Missing, finding: Finding, graph: FlowGraph) -> Target | None:
    if missing.control and finding.path[:1] == ("checklists",):
        # An answer of the checklist is missing, or a whole side of it.
        return ("", "answers", finding.path) if len(finding.path) > 1 else ("", "checklists", ())
    part = (missing.providers or ("",))[0]
    path = _path(part, graph) if part else None
    field = "controls" if missing.control else (missing.field or "").partition(".")[0]
    if path is None:
        part, path = "", finding.path
        if not missing.control and field not in _fields(graph.model, path):
            path = ()
    return (part, field, path) if field in _fields(graph.model, path) else None


def _fields(model: Model, path: DocPath) -> tuple[str, ...]:
    return tuple(getattr(type(value_at(model, path)), "model_fields", ()))


def _path(part: str, graph: FlowGraph) -> DocPath | None:
    found = graph.channels.get(part) or graph.actors.get(part) or graph.data.get(part)
    if found is not None:
        return graph.path_of(found)
    flow = graph.steps.get(part)
    return flow.path if flow else None


def _value(
    field: str, path: DocPath, missing: list[Missing], finding: Finding, graph: FlowGraph
) -> Value:
    """What is to be written into a field: blanks, in the form that the field has."""
    form = _FORMS.get(field)
    if form is not None:
        return form(missing, finding, graph)
    listed = isinstance(value_at(graph.model, (*path, field)), tuple)
    return (FIELD_BLANK,) if listed else FIELD_BLANK


def _controls(missing: list[Missing], finding: Finding, graph: FlowGraph) -> Value:
    return tuple({"control": m.control or "", "evidence": BLANK} for m in missing)


def _answers(missing: list[Missing], finding: Finding, graph: FlowGraph) -> tuple[Form, ...]:
    # The parts of the finding are the side and the items as the form prints them.
    return tuple({"item": item, "answer": FIELD_BLANK} for item in finding.parts[1:])


def _checklist(missing: list[Missing], finding: Finding, graph: FlowGraph) -> Value:
    return ({"side": finding.parts[0], "answers": _answers(missing, finding, graph)},)


def _certificate(missing: list[Missing], finding: Finding, graph: FlowGraph) -> Value:
    return (dict.fromkeys(("name", "standard", "date"), FIELD_BLANK),)


def _series(missing: list[Missing], finding: Finding, graph: FlowGraph) -> Value:
    mark = graph.steps[finding.parts[0]].transfer.series
    return ({**({"mark": mark} if mark else {}), "name": FIELD_BLANK},)


_FORMS: dict[str, Callable[[list[Missing], Finding, FlowGraph], Value]] = {
    "controls": _controls,
    "answers": _answers,
    "checklists": _checklist,
    "certifications": _certificate,
    "series": _series,
}
"""Fields whose entries are more than a text."""
