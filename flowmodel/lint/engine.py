"""Running the rules over a model and gathering their findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from flowmodel.errors import Place
from flowmodel.graph import FlowGraph
from flowmodel.lint.rule import Context, Finding, Rule
from flowmodel.lint.rules import rules
from flowmodel.model import Model
from flowmodel.vocabulary import LEVELS, Level


@dataclass(frozen=True)
class Report:
    """The findings of one model, in the order of the document."""

    model: Model
    findings: tuple[Finding, ...]
    checked: tuple[str, ...]
    """The ids of the rules that were run."""

    @property
    def ok(self) -> bool:
        """Whether nothing was found at level error."""
        return not any(f.level == "error" for f in self.findings)

    def count(self, level: Level) -> int:
        """How many findings there are at a level."""
        return sum(f.level == level for f in self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)


def check(model: Model | FlowGraph, only: Iterable[Rule] | None = None) -> Report:
    """Run the rules over a model.

    Raises `ModelError` where references do not hold. An exception inside a
    rule is a bug of that rule and is raised as it is.
    """
    graph = model if isinstance(model, FlowGraph) else FlowGraph.of(model)
    context = Context(graph)
    chosen = rules() if only is None else tuple(only)
    found = [_placed(f, graph) for rule in chosen for f in rule.check(rule, context)]
    order = {r.id: i for i, r in enumerate(chosen)}
    found.sort(key=lambda f: (_where(f.place), list(LEVELS).index(f.level), order[f.rule]))
    return Report(graph.model, tuple(found), tuple(order))


def _placed(finding: Finding, graph: FlowGraph) -> Finding:
    place = graph.model.origin.place(finding.path)
    return finding if place is None else replace(finding, place=place)


def _where(place: Place | None) -> tuple[int, int]:
    return (place.line or 0, place.column or 0) if place else (0, 0)
