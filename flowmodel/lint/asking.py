"""What the rules ask of steps, met or not: those of the catalogue and those of packs alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flowmodel.graph import Flow, FlowGraph
from flowmodel.lint.engine import asked_rules
from flowmodel.lint.project import NO_PROJECT, Project
from flowmodel.lint.rule import Context, Requirement, Rule

Asks = tuple[Rule, Requirement]


def asks_of(
    graph: FlowGraph,
    flows: Iterable[Flow],
    today: date | None = None,
    *,
    project: Project = NO_PROJECT,
) -> tuple[dict[int, tuple[Asks, ...]], frozenset[str]]:
    """By the index of each flow what is asked of it, in the order of the rules; and who asks.

    The rules are those of the catalogue and of the packs that the model and the `project` name,
    without those that the project switches off. The second value has the ids of all rules that
    could ask, whether or not they do, those that are off as well. `today` is the day on which
    expiry is judged; without it the model's own. Raises `ModelError` for packs that do not hold.
    """
    every, *_ = asked_rules(graph, project)
    chosen, _ = project.without_off(every)
    asking = [(rule, rule.requires) for rule in chosen if rule.requires is not None]
    ctx = Context(graph, today or graph.model.date, chosen)
    found = {
        flow.index: tuple(
            (rule, asks) for rule, requires in asking for asks in requires(rule, ctx, flow)
        )
        for flow in flows
    }
    return found, frozenset(rule.id for rule in every if rule.requires is not None)
