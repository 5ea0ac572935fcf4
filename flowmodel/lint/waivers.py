"""Waivers: findings that somebody accepted, for one rule at one exact part.

A waiver holds from the day it is written to the last day that it names. It holds only with a
reason and an approver. What is waived is listed apart, never lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flowmodel.graph import FlowGraph
from flowmodel.lint.finding import Finding, Waived
from flowmodel.lint.rule import Context
from flowmodel.model import Waiver
from flowmodel.vocabulary import parse_step, step_id


def expired(waiver: Waiver, today: date | None) -> bool:
    """Whether the waiver's last day lies before `today`."""
    return today is not None and waiver.expires < today


def complete(waiver: Waiver) -> bool:
    """Whether reason and approver are more than blanks."""
    return bool(waiver.reason.strip() and waiver.approver.strip())


def part_of(graph: FlowGraph, written: str) -> str:
    """A part as findings name it: a step as printed becomes the step as written."""
    step = parse_step(written)
    if step is not None and step_id(*step) in graph.steps:
        return step_id(*step)
    return written


def blamed(finding: Finding, graph: FlowGraph) -> str:
    """The part that is to blame: a waiver of the same rule for this part is for this finding.

    A finding about no part is about the model, known by its id.
    """
    return finding.parts[0] if finding.parts else graph.model.id


def split(found: Iterable[Finding], ctx: Context) -> tuple[list[Finding], list[Waived]]:
    """The findings that stand, and those that a waiver in force accepts."""
    graph = ctx.graph
    table: dict[tuple[str, str], Waiver] = {}
    for waiver in graph.model.waivers:
        if complete(waiver) and not expired(waiver, ctx.today):
            table.setdefault((waiver.rule.upper(), part_of(graph, waiver.part)), waiver)
    standing: list[Finding] = []
    waived: list[Waived] = []
    for f in found:
        held = table.get((f.rule, blamed(f, graph)))
        if held is None:
            standing.append(f)
        else:
            waived.append(Waived(f, held))
    return standing, waived
