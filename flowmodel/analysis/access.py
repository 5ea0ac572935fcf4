"""Who is kept out: the answers to all exclusions and `no_access` assertions of a model."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.analysis.answers import Answer, Ends, Proof, Refutation, Searched, Why
from flowmodel.analysis.exclusions import exclusions
from flowmodel.analysis.paths import reached_from, trail_to
from flowmodel.analysis.proofs import Proofs
from flowmodel.analysis.propagate import Information, information
from flowmodel.analysis.ways import Way, changed
from flowmodel.errors import DocPath
from flowmodel.graph import FlowGraph
from flowmodel.model import NoAccess


def proofs(graph: FlowGraph) -> Proofs:
    """A proof or a refutation for each party of each exclusion and `no_access`, in order."""
    model = graph.model
    found = [a for i in range(len(model.exclusions)) for a in exclusions(graph).answers(i)]
    for i, claim in enumerate(model.assertions):
        if isinstance(claim, NoAccess):
            found.extend(Access(information(graph), claim, ("assertions", i)).answers())
    return Proofs(graph, tuple(found))


class Access:
    """One `no_access` assertion, asked of the *may* analysis: any way at any time."""

    def __init__(self, info: Information, claim: NoAccess, path: DocPath = ()):
        self.info, self.claim, self.path = info, claim, path
        graph = info.graph
        self.guarded = tuple(p for p in claim.protects if p in graph.actors)
        self.wanted = info.taxonomy.below(p for p in claim.protects if p in graph.data)
        closed = frozenset(w.index for w in info.ways if not w.personal)
        self.spread = reached_from(info, self.guarded, closed)
        self.ends = Ends(graph, info.ways)

    def answers(self) -> Iterator[Answer]:
        """For each party, the shortest way to it, or what joins it, or a proof of neither."""
        for party in self.info.places(self.claim.parties):
            yield self._refuted(party) or self._proof(party)

    def refutations(self) -> Iterator[Refutation]:
        """The parties that are reached or joined to what is protected."""
        for party in self.info.places(self.claim.parties):
            if refuted := self._refuted(party):
                yield refuted

    def _refuted(self, party: str) -> Refutation | None:
        info, protects = self.info, self.claim.protects
        if party in self.guarded:
            return Refutation(self.path, party, protects, "itself", self.path)
        trail = info.may.trail(party, self.wanted)
        plain = trail_to(self.spread, party)
        if plain and (trail is None or len(plain) < len(trail)):
            trail = plain
        if trail is None:
            return self.ends.joined(self.path, party, protects, self.guarded)
        bits = info.may.at[party] & self.wanted
        data = info.taxonomy.names(bits)
        if trail:
            return Refutation(self.path, party, protects, "reached", trail[-1].path, data, trail)
        for way in info.onward.get(party, ()):
            if info.origin(way) & bits:
                return Refutation(self.path, party, protects, "sent", way.path, data, (way,))
        return Refutation(self.path, party, protects, "held", self.path, data)

    def _carries(self, way: Way) -> bool:
        if way.personal and way.source in self.spread:
            return True
        info = self.info
        passing = info.may.leaving(way.source) & way.allowed | info.origin(way)
        return bool(changed(passing, way.changes) & self.wanted)

    def _proof(self, party: str) -> Proof:
        info = self.info

        def why(way: Way) -> Why:
            there = info.may.at[way.source] & self.wanted
            if way.source not in self.spread and not there:
                return "sender"
            return "data" if way.personal else "open"

        return Proof(
            self.path,
            party,
            self.claim.protects,
            Searched.of(info.graph),
            len({w.path for w in info.ways if self._carries(w)}),
            tuple(a for a in info.graph.actors if a in self.spread or info.may.at[a] & self.wanted),
            self.ends.channels(party),
            self.ends.barriers(party, why),
        )
