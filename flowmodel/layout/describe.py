"""The figure in words: for those who do not see it, and for screen readers."""

from __future__ import annotations

from collections.abc import Iterable

from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.model import localise
from flowmodel.vocabulary import OPERATIONS, Operation

_STEP = Bilingual("{source}から{target}へ", "{source} to {target}")
_INTERNAL = Bilingual("{source}の中で{operation}", "{operation} within {source}")


class Teller:
    """Tells steps in sentences: who sends what to whom, over what.

    Names are looked up once: a figure of hundreds of steps has few of them.
    """

    def __init__(self, graph: FlowGraph, lang: Lang):
        self.lang = lang
        self.comma = "、" if lang == "ja" else ", "
        self.brackets, self.over = ("（{}）", "、{}で") if lang == "ja" else (" ({})", " over {}")
        self.actors = {id: a.label(lang) for id, a in graph.actors.items()}
        self.channels = {id: self.over.format(c.label(lang)) for id, c in graph.channels.items()}
        self.data = {id: d.label(lang) for id, d in graph.data.items()}
        self.listed: dict[tuple[str, ...], str] = {(): ""}
        self.routes: dict[tuple[str, str, str, str], str] = {}

    def step(self, flow: Flow, label: str = "") -> str:
        """One step; `label` is its number and wording where these are known already."""
        ids = flow.transfer.data
        data = self.listed.get(ids)
        if data is None:
            names = self.comma.join([self.data[d] for d in ids])
            data = self.listed[ids] = self.brackets.format(names)
        channel, operation = flow.channel, flow.transfer.operation
        key = (flow.source.id, flow.target.id, channel.id if channel else "", operation)
        route = self.routes.get(key)
        if route is None:
            route = self.routes[key] = self._route(flow, operation)
        return f"{label or flow.label(self.lang)}: {route}{data}"

    def _route(self, flow: Flow, operation: Operation) -> str:
        """From where to where a step goes, and over what."""
        source, target = self.actors[flow.source.id], self.actors[flow.target.id]
        if flow.source is flow.target:
            done = OPERATIONS[operation].text(self.lang)
            return _INTERNAL.text(self.lang).format(source=source, operation=done)
        over = self.channels[flow.channel.id] if flow.channel else ""
        return _STEP.text(self.lang).format(source=source, target=target) + over


def step_sentence(graph: FlowGraph, flow: Flow, lang: Lang) -> str:
    """One step in a sentence: who sends what to whom, over what."""
    return Teller(graph, lang).step(flow)


def describe(graph: FlowGraph, lang: Lang, steps: Iterable[str] = ()) -> str:
    """The whole figure as text: lanes, steps in order, who is kept out.

    `steps` are the sentences of the steps where they are known already.
    """
    model = graph.model
    lines = [model.label(lang), *zone_line(graph, lang)]
    if not steps:
        teller = Teller(graph, lang)
        steps = [teller.step(f) for flows in graph.series.values() for f in flows]
    lines.extend(steps)
    lines.extend(exclusion_lines(graph, lang))
    return sentences(lines, lang)


def sentences(lines: Iterable[str], lang: Lang) -> str:
    """Lines, each ended as a sentence."""
    stop = "。" if lang == "ja" else "."
    return "\n".join([line + stop for line in lines])


def zone_line(graph: FlowGraph, lang: Lang) -> list[str]:
    """The zones in a line; none where there are none."""
    zones = ("、" if lang == "ja" else ", ").join(z.label(lang) for z in graph.model.zones)
    if not zones:
        return []
    return [f"区画: {zones}" if lang == "ja" else f"Zones: {zones}"]


def exclusion_lines(graph: FlowGraph, lang: Lang) -> list[str]:
    """Who is kept out, a line for each exclusion."""
    lines = []
    for exclusion in graph.model.exclusions:
        names = ("、" if lang == "ja" else ", ").join(
            graph.actors[p].label(lang) for p in exclusion.parties
        )
        text = localise(exclusion.text, lang)
        head = "アクセスできない者" if lang == "ja" else "Kept out"
        tail = (f"（{text}）" if lang == "ja" else f" ({text})") if text else ""
        lines.append(f"{head}: {names}{tail}")
    return lines
