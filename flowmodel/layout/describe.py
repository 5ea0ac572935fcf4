"""The figure in words: for those who do not see it, and for screen readers."""

from __future__ import annotations

from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.model import localise
from flowmodel.vocabulary import OPERATIONS

_STEP = Bilingual(
    "{label}: {source}から{target}へ{over}{data}", "{label}: {source} to {target}{over}{data}"
)
_INTERNAL = Bilingual(
    "{label}: {source}の中で{operation}{data}", "{label}: {operation} within {source}{data}"
)


def step_sentence(graph: FlowGraph, flow: Flow, lang: Lang) -> str:
    """One step in a sentence: who sends what to whom, over what."""
    data = ("、" if lang == "ja" else ", ").join(c.label(lang) for c in flow.data)
    over = flow.channel.label(lang) if flow.channel else ""
    brackets = ("（{}）", "、{}で") if lang == "ja" else (" ({})", " over {}")
    template = _STEP if flow.source is not flow.target else _INTERNAL
    return template.text(lang).format(
        label=flow.label(lang),
        source=flow.source.label(lang),
        target=flow.target.label(lang),
        operation=OPERATIONS[flow.transfer.operation].text(lang),
        over=brackets[1].format(over) if over else "",
        data=brackets[0].format(data) if data else "",
    )


def describe(graph: FlowGraph, lang: Lang) -> str:
    """The whole figure as text: lanes, steps in order, who is kept out."""
    model = graph.model
    zones = ("、" if lang == "ja" else ", ").join(z.label(lang) for z in model.zones)
    lines = [model.label(lang)]
    if zones:
        lines.append(f"区画: {zones}" if lang == "ja" else f"Zones: {zones}")
    for flows in graph.series.values():
        lines.extend(step_sentence(graph, f, lang) for f in flows)
    for exclusion in model.exclusions:
        names = ("、" if lang == "ja" else ", ").join(
            graph.actors[p].label(lang) for p in exclusion.parties
        )
        text = localise(exclusion.text, lang)
        head = "アクセスできない者" if lang == "ja" else "Kept out"
        tail = (f"（{text}）" if lang == "ja" else f" ({text})") if text else ""
        lines.append(f"{head}: {names}{tail}")
    stop = "。" if lang == "ja" else "."
    return "\n".join(line + stop for line in lines)
