"""Replay of the numbered steps: who holds what after each, since when, by which channel.

Order: the series as the model lists them, then those that it does not
describe in the order of their first step; within a series by number.
A step that states data brings those categories: what the sender has of them
(or of kinds of them), and what it has not begins with this step. A step
without stated data brings all that the sender has. Whoever views material has
seen it and holds no copy. A deletion ends what it names, or everything.
"""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.analysis.taxonomy import Taxonomy
from flowmodel.analysis.ways import Changes, changed, changes_of
from flowmodel.graph import Flow, FlowGraph


@dataclass(frozen=True, slots=True)
class Holding:
    """One category at one actor."""

    category: str
    """The id of the data category; empty for material that nobody named."""
    since: str
    """The step since which it is there, as printed; empty if from the start."""
    step: str
    """The same step as written."""
    channel: str | None
    """The id of the channel by which it came; None for what was there or was made there."""
    copy: bool
    """False where it has only been seen."""


class Replay:
    """The steps run one after the other. Linear in steps × categories."""

    def __init__(self, graph: FlowGraph, taxonomy: Taxonomy):
        self.graph = graph
        self.taxonomy = taxonomy
        self.order: tuple[Flow, ...] = tuple(f for s in graph.series.values() for f in s)
        self.origins: dict[int, int] = {}
        """What begins with each step, by the step's position in the document."""
        self.held: dict[str, dict[int, Holding]] = {id: {} for id in graph.actors}
        self.bits: dict[str, int] = dict.fromkeys(graph.actors, 0)
        self.changes: dict[str, Changes] = {
            a.id: changes_of(taxonomy, a.transforms) for a in graph.actors.values()
        }
        for actor in graph.actors.values():
            self._put(actor.id, taxonomy.bits(actor.holds), None, None, True)

    def out(self, actor: str) -> int:
        """What an actor can pass on now."""
        return changed(self.bits[actor], self.changes[actor])

    def run(self, flow: Flow) -> None:
        """Run one step."""
        t, source, target = flow.transfer, flow.source.id, flow.target.id
        stated = self.taxonomy.bits(t.data)
        allowed = self.taxonomy.below(t.data) if t.data else self.taxonomy.all
        if t.operation == "delete":
            # Whose copy goes when somebody deletes at another: the other's.
            self._delete(target if flow.actor is flow.source else source, allowed)
            return
        passing = self.out(source) & allowed
        origin = sum(
            self.taxonomy.bits((d,))
            for d in dict.fromkeys(t.data)
            if not self.taxonomy.below((d,)) & passing
        )
        if not stated and not passing:
            origin = self.taxonomy.unsaid
        self.origins[flow.index] = origin
        self._put(source, origin, flow, None, True)
        brought = changed(passing | origin, changes_of(self.taxonomy, t.transforms))
        channel = flow.channel.id if flow.channel else None
        if t.operation == "edit" and flow.actor is flow.source:
            self._put(source, self.out(target) & allowed, flow, channel, False)
        self._put(target, brought, flow, channel, t.operation != "view")

    def _put(
        self, actor: str, bits: int, flow: Flow | None, channel: str | None, copy: bool
    ) -> None:
        self._note(actor, bits, flow, channel, copy)
        self.bits[actor] |= bits
        if self.changes[actor]:
            made = self.out(actor) & ~self.bits[actor]
            self._note(actor, made, flow, None, True)

    def _note(
        self, actor: str, bits: int, flow: Flow | None, channel: str | None, copy: bool
    ) -> None:
        held = self.held[actor]
        while bits:
            bit = bits & -bits
            bits ^= bit
            before = held.get(bit)
            if before is None or (copy and not before.copy):
                names = self.taxonomy.names(bit)
                held[bit] = Holding(
                    names[0] if names else "",
                    flow.printed if flow else "",
                    flow.transfer.step if flow else "",
                    channel,
                    copy,
                )

    def _delete(self, actor: str, bits: int) -> None:
        self.bits[actor] &= ~bits
        self.held[actor] = {b: h for b, h in self.held[actor].items() if not b & bits}

    def finish(self) -> Replay:
        """Run all steps."""
        for flow in self.order:
            self.run(flow)
        return self

    def now(self) -> tuple[tuple[str, tuple[Holding, ...]], ...]:
        """What each actor holds now, actors and categories in the document's order."""
        return tuple(
            (actor, tuple(held[b] for b in sorted(held)))
            for actor, held in self.held.items()
            if held
        )


@dataclass(frozen=True, slots=True)
class Moment:
    """What is where after a step; before all steps, `step` is empty."""

    step: str
    printed: str
    held: tuple[tuple[str, tuple[Holding, ...]], ...]
    """Actor id → holdings, for the actors that hold anything."""

    def at(self, actor: str) -> tuple[Holding, ...]:
        """What an actor holds; nothing for one that holds nothing."""
        return dict(self.held).get(actor, ())


@dataclass(frozen=True)
class Holdings:
    """Who holds what after each step; prints and shows itself as a table."""

    graph: FlowGraph
    moments: tuple[Moment, ...]

    @property
    def end(self) -> Moment:
        """What is where after the last step."""
        return self.moments[-1]

    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Step, actor and holdings in words, in the model's language."""
        lang = self.graph.model.lang
        start = "最初" if lang == "ja" else "start"
        return tuple(
            (
                m.printed or start,
                self.graph.actors[actor].label(lang),
                "、".join(map(self._words, held))
                if lang == "ja"
                else ", ".join(map(self._words, held)),
            )
            for m in self.moments
            for actor, held in m.held
        )

    def _words(self, holding: Holding) -> str:
        ja = self.graph.model.lang == "ja"
        lang = self.graph.model.lang
        data = self.graph.data
        unnamed = "（区分の記載なし）" if ja else "(unnamed)"
        name = data[holding.category].label(lang) if holding.category else unnamed
        notes = (
            [f"{holding.since}から" if ja else f"since {holding.since}"] if holding.since else []
        )
        if holding.channel:
            notes.append(self.graph.channels[holding.channel].label(lang))
        if not holding.copy:
            notes.append("閲覧のみ" if ja else "seen only")
        if not notes:
            return name
        return f"{name}（{'・'.join(notes)}）" if ja else f"{name} ({', '.join(notes)})"

    def __str__(self) -> str:
        lines, last = [], ""
        for step, actor, held in self.rows():
            if step != last:
                lines.append(step)
            lines.append(f"  {actor}: {held}")
            last = step
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        from html import escape

        cells = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.rows()
        )
        return f"<table><tbody>{cells}</tbody></table>"


def holdings(graph: FlowGraph) -> Holdings:
    """Replay a model and keep what is where after each step."""
    replay = Replay(graph, Taxonomy(graph))
    moments = [Moment("", "", replay.now())]
    for flow in replay.order:
        replay.run(flow)
        moments.append(Moment(flow.transfer.step, flow.printed, replay.now()))
    return Holdings(graph, tuple(moments))
