"""What is answered of a party that must be kept out: a proof that nothing reaches it, or the way.

A proof says no more than that the paper states no way: it names what was
searched, and for every step or grant that ends at the party why nothing of
what is protected comes by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from flowmodel.analysis.ways import Way
from flowmodel.errors import DocPath
from flowmodel.graph import FlowGraph

Why = Literal["sender", "data", "order", "open"]
"""Why a way brings nothing: nothing protected gets to its sender, it carries other data, what is
protected comes to its sender only after it, or what it carries identifies nobody."""
WHYS: tuple[Why, ...] = ("sender", "data", "order", "open")
How = Literal["reached", "held", "sent", "itself", "granted", "joined"]


@dataclass(frozen=True, slots=True)
class Searched:
    """How much a search looked at: all that the model states of each."""

    actors: int
    channels: int
    grants: int
    steps: int

    @classmethod
    def of(cls, graph: FlowGraph) -> Searched:
        """All of a graph."""
        grants = sum(len(a.grants) for a in graph.actors.values())
        return cls(len(graph.actors), len(graph.channels), grants, len(graph.flows))


@dataclass(frozen=True, slots=True)
class Barrier:
    """Ways that end at the party and bring nothing of what is protected, for one reason."""

    why: Why
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """That no stated way leads to a party, and what was searched for one."""

    claim: DocPath
    """Where the exclusion or the assertion stands in the document."""
    party: str
    protects: tuple[str, ...]
    searched: Searched
    followed: int
    """Steps and grants by which something protected may move: those that were followed."""
    reached: tuple[str, ...]
    """The actors at which something protected may be, in the document's order."""
    channels: tuple[str, ...]
    """The channels that end at the party."""
    barriers: tuple[Barrier, ...]
    """Why nothing comes by the steps and grants that end at the party; empty where none does."""

    @property
    def proven(self) -> bool:
        """Always true: told apart from a `Refutation`."""
        return True


@dataclass(frozen=True, slots=True)
class Refutation:
    """That a way to a party, or something that joins it to what is protected, is stated."""

    claim: DocPath
    party: str
    protects: tuple[str, ...]
    how: How
    path: DocPath
    """Where in the document it is stated."""
    data: tuple[str, ...] = ()
    """The categories that arrive, as far as they are named."""
    trail: tuple[Way, ...] = ()
    """A shortest way to the party; empty where something other than a way joins it."""
    guarded: str = ""
    """The protected actor to which a right or a channel joins the party."""
    channel: str = ""
    """The channel that joins the two."""

    @property
    def proven(self) -> bool:
        """Always false: told apart from a `Proof`."""
        return False


Answer = Proof | Refutation


@dataclass(frozen=True)
class Ends:
    """What ends at each actor, looked up and not searched for each party."""

    graph: FlowGraph
    ways: tuple[Way, ...]

    @cached_property
    def _into(self) -> dict[str, list[Way]]:
        found: dict[str, list[Way]] = {}
        for way in self.ways:
            if way.source != way.target:
                found.setdefault(way.target, []).append(way)
        return found

    @cached_property
    def _channels(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for channel in self.graph.channels.values():
            for end in dict.fromkeys(channel.between):
                found.setdefault(end, []).append(channel.id)
        return found

    def channels(self, actor: str) -> tuple[str, ...]:
        """The channels that end at an actor."""
        return tuple(self._channels.get(actor, ()))

    def barriers(self, party: str, why: Callable[[Way], Why]) -> tuple[Barrier, ...]:
        """The ways that end at a party by the reason why each brings nothing."""
        found: dict[Why, list[Way]] = {w: [] for w in WHYS}
        for way in self._into.get(party, ()):
            found[why(way)].append(way)
        return tuple(Barrier(w, tuple(ways)) for w, ways in found.items() if ways)

    def joined(
        self, claim: DocPath, party: str, protects: tuple[str, ...], guarded: Iterable[str]
    ) -> Refutation | None:
        """A right at a protected actor, or a channel to one; None where nothing joins the two."""
        graph, wanted = self.graph, dict.fromkeys(guarded)
        for id in wanted:
            for i, grant in enumerate(graph.actors[id].grants):
                open_ = [not graph.data[d].personal for d in grant.data]
                if party in grant.to and not (open_ and all(open_)):
                    path: DocPath = (*graph.path_of(graph.actors[id]), "grants", i)
                    return Refutation(claim, party, protects, "granted", path, guarded=id)
        for name in self._channels.get(party, ()):
            channel = graph.channels[name]
            other = channel.between[channel.between[0] == party]
            if other in wanted:
                path = graph.path_of(channel)
                return Refutation(
                    claim, party, protects, "joined", path, guarded=other, channel=name
                )
        return None
