"""The figure in words: for those who do not see it, and for screen readers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Sequence

from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.blocks import KEPT_OUT, MEASURES, item_text, stated
from flowmodel.layout.exclusions import protected_names
from flowmodel.layout.measures import boxes_of
from flowmodel.layout.spans import LISTED
from flowmodel.model import Actor, Channel, Statement, localise
from flowmodel.vocabulary import OPERATIONS, Operation

_STEP = Bilingual("{source}から{target}へ", "{source} to {target}")
_INTERNAL = Bilingual("{source}の中で{operation}", "{operation} within {source}")
_OWN = Bilingual("。この手順の対策: {controls}", ". Controls of this step: {controls}")
_ZONES = Bilingual("区画: {zones}", "Zones: {zones}")
_OUTSIDE = Bilingual("区画の外: {actors}", "Outside every zone: {actors}")
_WITH = Bilingual("{name}（{what}）", "{name} ({what})")
_MEASURES = Bilingual("{owner}の{title}: {controls}", "{title} ({owner}): {controls}")
_BETWEEN = Bilingual("－", " – ")
_CHANNEL = Bilingual("経路 {channel} の対策: {controls}", "Controls of {channel}: {controls}")


class Teller:
    """Tells steps in sentences: who sends what to whom, over what.

    Names are looked up once: a figure of hundreds of steps has few of them.
    """

    def __init__(self, graph: FlowGraph, lang: Lang):
        self.graph = graph
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
        own = named(self.graph, flow.transfer.controls, self.lang)
        tail = _OWN.format(controls=own).text(self.lang) if own else ""
        return f"{label or flow.label(self.lang)}: {route}{data}{tail}"

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


def describe(graph: FlowGraph, lang: Lang, steps: Iterable[str] = (), verdict: str = "") -> str:
    """The whole figure as text: zones, channels, steps in order, who is kept out, notes.

    `steps` are the sentences of the steps where they are known already, `verdict` is the line
    that says what a check found.
    """
    model = graph.model
    if not steps:
        teller = Teller(graph, lang)
        steps = [teller.step(f) for flows in graph.series.values() for f in flows]
    lines = [
        model.label(lang),
        *zone_lines(graph, lang),
        *channel_lines(graph, lang, graph.channels),
        *steps,
        *measure_lines(graph, lang, model.actors),
        *exclusion_lines(graph, lang),
        *note_lines(graph, lang),
        verdict,
    ]
    return sentences(lines, lang)


def sentences(lines: Iterable[str], lang: Lang) -> str:
    """Lines, each ended as a sentence; empty ones are left out."""
    stop = "。" if lang == "ja" else "."
    ends = ("。", "．", ".", "！", "？", "!", "?")
    told = [" ".join(line.split()) for line in lines]
    return "\n".join([t if t.endswith(ends) else t + stop for t in told if t])


def zone_lines(graph: FlowGraph, lang: Lang, shown: Container[str] | None = None) -> list[str]:
    """The zones with who stands in them, and who stands in none.

    `shown` are the actors that a page shows; a zone of which it shows none is left out.
    """
    comma = LISTED.text(lang)
    inside: dict[str, list[str]] = {z.id: [] for z in graph.model.zones}
    outside = []
    kept = {a.id for a in graph.excluded}
    for actor in graph.model.actors:
        if shown is not None and actor.id not in shown:
            continue
        zone = graph.zone_of(actor)
        if zone is not None:
            inside[zone.id].append(actor.label(lang))
        elif actor.id not in kept:
            outside.append(actor.label(lang))
    zones = [
        _WITH.format(name=zone.label(lang), what=comma.join(inside[zone.id])).text(lang)
        if inside[zone.id] else zone.label(lang)
        for zone in graph.model.zones
        if inside[zone.id] or shown is None
    ]  # fmt: skip
    lines = [_ZONES.format(zones=comma.join(zones)).text(lang)] if zones else []
    if outside:
        lines.append(_OUTSIDE.format(actors=comma.join(outside)).text(lang))
    return lines


def named(graph: FlowGraph, statements: Sequence[Statement], lang: Lang) -> str:
    """Controls that are stated, in a line; those that are not needed are left out."""
    if not statements:
        return ""
    said = [stated(graph, s, lang, short=True) for s in statements if s.state != "not-needed"]
    return LISTED.text(lang).join(dict.fromkeys(said))


def channel_title(graph: FlowGraph, channel: Channel, lang: Lang) -> str:
    """A channel with what it joins, which tells it from others of its name."""
    return _titled(graph, (channel,), lang)


def _titled(graph: FlowGraph, channels: Iterable[Channel], lang: Lang) -> str:
    """The one name of some channels, with what they join."""
    channels = tuple(channels)
    ends = [
        _BETWEEN.text(lang).join(graph.actors[a].label(lang) for a in c.between) for c in channels
    ]
    name = channels[0].label(lang)
    return _WITH.format(name=name, what=LISTED.text(lang).join(ends)).text(lang)


def channel_lines(
    graph: FlowGraph, lang: Lang, channels: Iterable[str], known: dict[str, str] | None = None
) -> list[str]:
    """What is stated to protect each of these channels; of those that read the same in one line.

    `known` keeps the controls of each channel for the next call.
    """
    known = {} if known is None else known
    alike: dict[tuple[str, str], list[Channel]] = {}
    for id in channels:
        channel = graph.channels[id]
        if id not in known:
            known[id] = named(graph, channel.controls, lang)
        if known[id]:
            alike.setdefault((channel.label(lang), known[id]), []).append(channel)
    names = Counter(name for name, _ in alike)
    lines = []
    for (name, controls), found in alike.items():
        apart = len(found) > 1 or names[name] > 1
        told = _titled(graph, found, lang) if apart else name
        lines.append(_CHANNEL.format(channel=told, controls=controls).text(lang))
    return lines


APART = Bilingual("；", "; ")
"""Between entries whose own words may hold commas."""


def measure_lines(
    graph: FlowGraph, lang: Lang, actors: Iterable[Actor], shown: Collection[str] | None = None
) -> list[str]:
    """The control boxes of these actors; `shown` are the boxes that a page shows."""
    if shown is not None and not shown:
        return []
    lines = []
    for measures in boxes_of(graph, list(actors), graph.model.boxes, lang):
        box = measures.box
        if shown is not None and box.id not in shown:
            continue
        controls = APART.text(lang).join(item_text(graph, i, lang) for i in box.items)
        title = localise(box.title, lang, MEASURES.text(lang))
        owner = LISTED.text(lang).join(a.label(lang) for a in measures.owners)
        lines.append(_MEASURES.format(owner=owner, title=title, controls=controls).text(lang))
    return lines


def exclusion_lines(graph: FlowGraph, lang: Lang, shown: Container[int] | None = None) -> list[str]:
    """Who is kept out, and of what; `shown` are the positions of the exclusions on a page."""
    comma = LISTED.text(lang)
    lines = []
    for i, exclusion in enumerate(graph.model.exclusions):
        if shown is not None and i not in shown:
            continue
        names = comma.join(graph.actors[p].label(lang) for p in exclusion.parties)
        text = localise(exclusion.text, lang)
        line = f"{KEPT_OUT.text(lang)}: {names}"
        lines.append(_WITH.format(name=line, what=text).text(lang) if text else line)
        lines.append(protected_names(graph, lang, exclusion))
    return lines


def note_lines(graph: FlowGraph, lang: Lang) -> list[str]:
    """The foot-notes."""
    return [f"{n.mark} {localise(n.text, lang)}" for n in graph.model.figure.notes]
