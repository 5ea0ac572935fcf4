"""What is asked of one transfer: by which rule and why, and who provides it where.

Built on what each rule says it requires (`Rule.requires`); the findings of all
other rules that point at the transfer are told after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flowmodel.errors import DocPath, InputError, Place, Problem, nearest
from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.lint.asking import asks_of
from flowmodel.lint.engine import asked_rules, check
from flowmodel.lint.finding import SwitchedOff, Waived
from flowmodel.lint.project import NO_PROJECT, Project
from flowmodel.lint.rule import Finding, Requirement, Rule
from flowmodel.model import Model
from flowmodel.vocabulary import parse_step, step_id

_UNKNOWN = Bilingual(
    "手順「{name}」はありません。ある手順: {known}", "there is no step '{name}'; steps: {known}"
)
MOST_STEPS = 40
"""Steps that the message on an unknown one lists."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement, with the rule behind it and where the statements stand."""

    rule: Rule
    requirement: Requirement
    places: tuple[Place | None, ...]
    """Where each of the statements that count stands in the source."""


@dataclass(frozen=True)
class Explanation:
    """What is asked of one transfer and who provides it. Prints as text, shows in notebooks."""

    graph: FlowGraph
    flow: Flow
    asked: tuple[Asked, ...]
    """The requirements, in the order of the rules."""
    findings: tuple[Finding, ...]
    """What other rules found at this transfer."""
    waived: tuple[Waived, ...] = ()
    """What is accepted at this transfer, by whom and until when."""
    off: tuple[SwitchedOff, ...] = ()
    """Rules on transfers that the settings switch off, and why."""

    @property
    def step(self) -> str:
        """The step as printed: ④."""
        return self.flow.printed

    @property
    def met(self) -> bool:
        """Whether all that is asked is stated."""
        return all(a.requirement.met for a in self.asked)

    def text(self, lang: Lang | None = None) -> str:
        """As plain text, in `lang` or in the model's own language."""
        from flowmodel.lint.report.explanation import explanation_text

        return explanation_text(self, lang or self.graph.model.lang)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from flowmodel.lint.report.explanation import explanation_html

        return explanation_html(self, self.graph.model.lang)


def explain(
    model: Model | FlowGraph,
    step: str | int,
    *,
    today: date | None = None,
    project: Project = NO_PROJECT,
) -> Explanation:
    """What the rules ask of one transfer and who provides it.

    `step` is written as printed (``④``, ``①’``) or as in documents (``4``, ``1'``).
    `today` is the day on which expiry is judged, as for `check`. Raises `InputError` for a step
    that the model does not have.
    """
    return explain_steps(model, (step,), today=today, project=project)[0]


def explain_steps(
    model: Model | FlowGraph,
    steps: Iterable[str | int] = (),
    *,
    today: date | None = None,
    project: Project = NO_PROJECT,
) -> tuple[Explanation, ...]:
    """The explanation of each step, or of all where none is named. Raises as `explain` does.

    `today` is the day on which expiry is judged, as for `check`; the rules are those of a check:
    those of the packs that the model and the `project` name as well, those that are off are told.
    """
    graph = model if isinstance(model, FlowGraph) else FlowGraph.of(model)
    flows = [find_step(graph, str(step)) for step in steps] or graph.flows
    asked, ids = asks_of(graph, flows, today, project=project)
    _, off = project.without_off(asked_rules(graph, project)[0])
    off = tuple(one for one in off if one.rule in ids)
    place = graph.model.origin.place
    others: dict[DocPath, list[Finding]] = {}
    report = check(graph, today=today, project=project)
    for f in report:
        if f.rule not in ids:
            others.setdefault(f.path[:2], []).append(f)
    waived: dict[DocPath, list[Waived]] = {}
    for w in report.waived:
        waived.setdefault(w.finding.path[:2], []).append(w)
    return tuple(
        Explanation(
            graph,
            flow,
            tuple(
                Asked(rule, asks, tuple(place(p.path) for p in asks.counted))
                for rule, asks in asked[flow.index]
            ),
            tuple(others.get(flow.path, ())),
            tuple(waived.get(flow.path, ())),
            off,
        )
        for flow in flows
    )


def find_step(graph: FlowGraph, written: str) -> Flow:
    """The transfer of a step as a person writes it. Raises `InputError` with the nearest ones."""
    read = parse_step(written)
    flow = graph.steps.get(step_id(*read) if read else written)
    if flow is None:
        printed = [f.printed for f in graph.flows]
        known = ", ".join(printed[:MOST_STEPS]) + (" …" if len(printed) > MOST_STEPS else "")
        raise InputError(
            Problem(
                _UNKNOWN.format(name=written[:60], known=known or "-"),
                suggestions=nearest(step_id(*read), graph.steps) if read else (),
            )
        )
    return flow
