"""The resolved model: every reference followed, every part found by its id.

Rules, layouts and exporters take only a `FlowGraph`, so that a dangling name
cannot reach them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from flowmodel.controls import ControlSet
from flowmodel.errors import DocPath, ModelError
from flowmodel.graph.coverage import Coverage, Provided
from flowmodel.graph.resolve import Index, resolve
from flowmodel.language import Lang
from flowmodel.model import (
    Actor,
    Channel,
    DataCategory,
    Model,
    NamedPart,
    Series,
    Transfer,
    Zone,
)
from flowmodel.vocabulary import Medium, Network

if TYPE_CHECKING:
    import networkx

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """One transfer with its parts in place of their names."""

    index: int
    """Position among the model's transfers."""
    transfer: Transfer
    source: Actor
    target: Actor
    actor: Actor
    """The acting endpoint."""
    channel: Channel | None
    """None only for what an actor does with its own material."""
    data: tuple[DataCategory, ...]
    personal: bool
    """Whether personal data may be moved: true as well where no data are stated."""

    @property
    def printed(self) -> str:
        """The step as printed: ④, ①’."""
        return self.transfer.printed

    @property
    def medium(self) -> Medium | None:
        """How the material travels; None within an actor."""
        return self.channel.medium if self.channel else None

    @property
    def other(self) -> Actor:
        """The end that does not act."""
        return self.target if self.actor is self.source else self.source

    @property
    def path(self) -> DocPath:
        """Where the transfer stands in the document."""
        return ("transfers", self.index)

    def label(self, lang: Lang) -> str:
        """Step and wording: ``④資料のダウンロード``."""
        return self.printed + self.transfer.text(lang)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A flow that leaves one zone for another; None is outside every zone."""

    flow: Flow
    source: Zone | None
    target: Zone | None


class FlowGraph:
    """A model whose references all hold. Built by `FlowGraph.of`."""

    def __init__(self, model: Model, index: Index):
        self.model = model
        self.controls: ControlSet = index.controls
        self.zones: dict[str, Zone] = index.zones
        self.actors: dict[str, Actor] = index.actors
        self.channels: dict[str, Channel] = index.channels
        self.data: dict[str, DataCategory] = index.data
        self._paths = index.paths
        self._over = index.over
        self._once: dict[Callable[[FlowGraph], Any], Any] = {}

    @classmethod
    def of(cls, model: Model) -> FlowGraph:
        """Resolve `model`. Raises `ModelError` with every problem there is."""
        index = resolve(model)
        if index.problems:
            origin = model.origin
            raise ModelError(index.placed(origin))
        return cls(model, index)

    def once(self, make: Callable[[FlowGraph], T]) -> T:
        """What `make` prepares of this graph, made once and kept as long as the graph.

        It may refer to the graph: a table elsewhere, from graphs to such values, would keep
        every graph that was ever checked.
        """
        if make not in self._once:
            self._once[make] = make(self)
        found: T = self._once[make]
        return found

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """The transfers in the order of the document."""
        actors, channels, data = self.actors, self.channels, self.data
        flows = []
        for i, t in enumerate(self.model.transfers):
            source, target = actors[t.source], actors[t.target]
            actor = actors[t.by] if t.by else self._default_actor(t, source, target)
            categories = tuple([data[d] for d in t.data])
            over = t.over or self._over.get(i)
            channel = channels[over] if over else None
            personal = not categories or any([c.personal for c in categories])  # noqa: C419
            flows.append(Flow(i, t, source, target, actor, channel, categories, personal))
        return tuple(flows)

    @staticmethod
    def _default_actor(transfer: Transfer, source: Actor, target: Actor) -> Actor:
        """Who acts where ``by`` is not stated: the source, or whoever fetches.

        Whoever views or downloads acts. What goes from a store or service to a terminal or a
        person by ``send``, which is also meant where the operation is left out, is fetched as
        well: a store does nothing by itself. A system that does send is named in ``by``.
        """
        if transfer.operation in ("view", "download"):
            return target
        fetched = (
            transfer.operation == "send"
            and source.kind in ("storage", "service")
            and target.kind in ("terminal", "person")
        )
        return target if fetched else source

    @cached_property
    def steps(self) -> dict[str, Flow]:
        """Flows by their step as written (``1'``)."""
        return {f.transfer.step: f for f in self.flows}

    @cached_property
    def series(self) -> dict[str, tuple[Flow, ...]]:
        """Flows by series mark, each series in the order of its numbers."""
        marks: dict[str, list[Flow]] = {s.mark: [] for s in self.model.series}
        for flow in self.flows:
            marks.setdefault(flow.transfer.series, []).append(flow)
        return {
            mark: tuple(sorted(flows, key=lambda f: f.transfer.number))
            for mark, flows in marks.items()
            if flows
        }

    @cached_property
    def series_parts(self) -> dict[str, Series]:
        """What the model says of each series that it describes."""
        return {s.mark: s for s in self.model.series}

    @cached_property
    def crossings(self) -> tuple[Crossing, ...]:
        """The flows between different zones."""
        found = []
        for flow in self.flows:
            source, target = self.zone_of(flow.source), self.zone_of(flow.target)
            if source is not target:
                found.append(Crossing(flow, source, target))
        return tuple(found)

    @cached_property
    def excluded(self) -> tuple[Actor, ...]:
        """The actors that some exclusion keeps out, in the order of the document."""
        ids = {p for e in self.model.exclusions for p in e.parties}
        return tuple(a for a in self.model.actors if a.id in ids)

    def zone_of(self, actor: Actor) -> Zone | None:
        """The zone in which an actor stands."""
        return self.zones[actor.zone] if actor.zone else None

    def lane_of(self, actor: Actor) -> Zone | None:
        """The outermost zone around an actor."""
        zone = self.zone_of(actor)
        while zone is not None and zone.parent:
            zone = self.zones[zone.parent]
        return zone

    def network_of(self, actor: Actor) -> Network | None:
        """The network of the actor's zone, or of the nearest zone around it that has one."""
        zone = self.zone_of(actor)
        while zone is not None:
            if zone.network:
                return zone.network
            zone = self.zones[zone.parent] if zone.parent else None
        return None

    @cached_property
    def data_at(self) -> dict[str, tuple[DataCategory, ...]]:
        """The categories that each actor holds, sends or receives, in the document's order."""
        held: dict[str, set[str]] = {a.id: set(a.holds) for a in self.model.actors}
        for flow in self.flows:
            ids = [c.id for c in flow.data]
            held[flow.source.id].update(ids)
            held[flow.target.id].update(ids)
        return {
            actor: tuple(c for c in self.model.data if c.id in ids) for actor, ids in held.items()
        }

    @cached_property
    def coverage(self) -> Coverage:
        """What is stated for each part, and what that makes of each transfer."""
        return Coverage(self)

    def effective(self, flow: Flow) -> tuple[Provided, ...]:
        """The effective controls of a transfer, each with its provider."""
        return self.coverage.effective(flow)

    def path_of(self, part: NamedPart) -> DocPath:
        """Where a part stands in the document."""
        return self._paths[part.id]

    def part(self, id: str) -> NamedPart | None:
        """The zone, actor, channel or data category of an id."""
        for table in (self.actors, self.channels, self.zones, self.data):
            if id in table:
                return table[id]
        return None

    @cached_property
    def networkx(self) -> networkx.MultiDiGraph[str]:
        """The actors as nodes (attribute ``actor``) and the transfers as edges.

        Edges carry ``flow``, ``transfer``, ``channel`` and ``data``; the edge
        key is the step as written. Raises nothing that `of` did not raise.
        """
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(name=self.model.id)
        for actor in self.model.actors:
            graph.add_node(actor.id, actor=actor, kind=actor.kind, zone=actor.zone)
        for flow in self.flows:
            graph.add_edge(
                flow.source.id,
                flow.target.id,
                key=flow.transfer.step,
                flow=flow,
                transfer=flow.transfer,
                channel=flow.channel,
                data=flow.data,
            )
        return graph
