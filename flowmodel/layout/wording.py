"""What the figure says at each step, put together once for all type sizes and pages."""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.blocks import stated
from flowmodel.layout.describe import Teller
from flowmodel.layout.marks import Marks, step_key
from flowmodel.layout.plan import Plan, Step


@dataclass(slots=True)
class Wording:
    """The writing at one step."""

    badge: str
    """Its number as printed."""
    text: str
    """The wording, with its foot-note mark."""
    own: str
    """Controls stated for this step alone."""
    flags: str
    """Ids of rules with findings."""
    sentence: str
    """The whole step in words, for those who do not see it."""
    struck: bool = False
    """Whether a control that is asked of it is not stated."""


def wordings(plan: Plan, lang: Lang, marks: Marks) -> list[Wording]:
    """The writing at every step, by its row."""
    teller = Teller(plan.graph, lang)
    return [wording(plan.graph, step, lang, marks, teller) for step in plan.steps]


def wording(
    graph: FlowGraph, step: Step, lang: Lang, marks: Marks, teller: Teller | None = None
) -> Wording:
    """The writing at one step."""
    transfer = step.flow.transfer
    badge, text = transfer.printed, transfer.text(lang)
    sentence = (teller or Teller(graph, lang)).step(step.flow, badge + text)
    if transfer.mark:
        text += f"({transfer.mark})" if lang == "ja" else f" ({transfer.mark})"
    own = ""
    if transfer.controls:
        said = [
            stated(graph, s, lang, short=True) for s in transfer.controls if s.state != "not-needed"
        ]
        if said:
            own = f"［{'・'.join(said)}］" if lang == "ja" else f"[{', '.join(said)}]"
    flags = " ".join(marks.at(step_key(transfer.step))) if marks.flagged else ""
    struck = bool(marks.struck) and step_key(transfer.step) in marks.struck
    return Wording(badge, text, own, flags, sentence, struck)
