"""Whether what an exclusion protects can reach the parties that it keeps out.

Each category is followed by itself, along ways that may carry it, and never
back within one series. From a protected actor all personal data are followed.
What an actor does with the material is not looked at: what is removed on the
way counts as arriving.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from flowmodel.analysis.answers import Answer, Ends, How, Proof, Refutation, Searched, Why
from flowmodel.analysis.taxonomy import Taxonomy
from flowmodel.analysis.ways import Way, ways_of
from flowmodel.errors import DocPath
from flowmodel.graph import FlowGraph

ANY = 0
"""Stands for data of any category where a bit stands for one."""


class _Label(NamedTuple):
    """Something arrives at an actor: what, as of which step, and by which way."""

    actor: str
    bit: int
    """A category, or `ANY`."""
    series: str | None = None
    """The series of the last step; None where none moved it, and after a right to it."""
    number: int = 0
    way: Way | None = None
    before: _Label | None = None


class _Spread:
    """Breadth first from what is protected, so that the way back is a shortest one."""

    def __init__(self, ways: dict[str, list[Way]], wanted: int, unsaid: int, personal: bool):
        self.first: dict[str, _Label] = {}
        """By actor, how something came there first."""
        self.at: dict[str, list[_Label]] = {}
        self._ways, self._wanted, self._unsaid = ways, wanted, unsaid
        self._personal = personal
        self._best: dict[tuple[str, int, str | None], int] = {}
        self._queue: deque[_Label] = deque()

    def arrive(self, label: _Label) -> None:
        """Something is at an actor: from the start, or by its way."""
        for bit in (label.bit, ANY):
            known = self._best.get((label.actor, bit, label.series))
            if known is not None and known <= label.number:
                return
        self._best[label.actor, label.bit, label.series] = label.number
        self.first.setdefault(label.actor, label)
        self.at.setdefault(label.actor, []).append(label)
        self._queue.append(label)

    def run(self) -> _Spread:
        """Follow everything."""
        while self._queue:
            label = self._queue.popleft()
            for way in self._ways.get(label.actor, ()):
                if not self.too_late(label, way):
                    t = way.flow.transfer if way.flow else None
                    series, number = (t.series, t.number) if t else (label.series, label.number)
                    for bit in self.carried(label.bit, way):
                        self.arrive(_Label(way.target, bit, series, number, way, label))
        return self

    @staticmethod
    def too_late(label: _Label, way: Way) -> bool:
        """Whether a step ran before what it would have to carry was there."""
        if way.flow is None:
            return False
        t = way.flow.transfer
        return t.series == label.series and t.number <= label.number

    def carries(self, label: _Label, way: Way) -> bool:
        """Whether a way that is followed may carry anything of a label."""
        return bool(self.carried(label.bit, way))

    def carried(self, bit: int, way: Way) -> tuple[int, ...]:
        """What of a category, or of anything at all, a way may carry, if it is followed."""
        if self._personal and not way.personal:
            return ()
        if way.allowed & self._unsaid:
            return (bit,)
        if bit == ANY:
            return tuple(_single(way.allowed & self._wanted))
        return (bit,) if bit & way.allowed else ()


def _single(bits: int) -> Iterator[int]:
    while bits:
        yield bits & -bits
        bits &= bits - 1


class Exclusions:
    """The exclusions of one graph, ready to be asked."""

    def __init__(self, graph: FlowGraph):
        self.graph = graph
        self.taxonomy = Taxonomy(graph)
        every = ways_of(graph, self.taxonomy)
        self.ways = tuple(w for w in every if w.source != w.target)
        self.ends = Ends(graph, self.ways)
        self._onward: dict[str, list[Way]] = {}
        for way in self.ways:
            self._onward.setdefault(way.source, []).append(way)

    @cached_property
    def searched(self) -> Searched:
        """How much there is to search."""
        return Searched.of(self.graph)

    def answers(self, index: int) -> Iterator[Answer]:
        """For each party of an exclusion, a proof or a shortest way to it."""
        protects = self.graph.model.exclusions[index].protects
        for party, refuted, found in self._asked(index):
            yield refuted or self._proof(("exclusions", index), party, protects, found)

    def refutations(self, index: int) -> Iterator[Refutation]:
        """The parties of an exclusion that are reached or joined to what is protected."""
        for _, refuted, _ in self._asked(index):
            if refuted is not None:
                yield refuted

    def _asked(self, index: int) -> Iterator[tuple[str, Refutation | None, list[_Spread]]]:
        exclusion = self.graph.model.exclusions[index]
        claim: DocPath = ("exclusions", index)
        guarded = tuple(p for p in exclusion.protects if p in self.graph.actors)
        data = self.taxonomy.below(p for p in exclusion.protects if p in self.graph.data)
        found = self._spreads(guarded, data)
        for party in dict.fromkeys(exclusion.parties):
            label = next((s.first[party] for s in found if party in s.first), None)
            if label is None:
                joined = self.ends.joined(claim, party, exclusion.protects, guarded)
                yield party, joined, found
            else:
                yield party, _refuted(claim, party, exclusion.protects, label, self.taxonomy), found

    def _spreads(self, guarded: tuple[str, ...], data: int) -> list[_Spread]:
        """From protected actors all personal data are followed, from elsewhere protected ones."""
        unsaid = self.taxonomy.unsaid
        free = _Spread(self._onward, self.taxonomy.personal & ~unsaid, unsaid, True)
        for id in guarded:
            free.arrive(_Label(id, ANY))
        if not data:
            return [free.run()]
        bound = _Spread(self._onward, data, unsaid, False)
        for actor in self.graph.actors.values():
            for bit in _single(self.taxonomy.bits(actor.holds) & data):
                bound.arrive(_Label(actor.id, bit))
        for way in self.ways:
            if way.allowed & unsaid:
                continue
            t = way.flow.transfer if way.flow else None
            for bit in _single(way.allowed & data):
                # Whoever hands it on has it by then, but not before.
                series, number = (t.series, t.number - 1) if t else (None, -1)
                bound.arrive(_Label(way.source, bit, series, number))
        return [free.run(), bound.run()]

    def _proof(
        self, claim: DocPath, party: str, protects: tuple[str, ...], found: list[_Spread]
    ) -> Proof:
        def carries(way: Way, late: bool) -> bool:
            return any(
                s.carries(label, way) and (late or not s.too_late(label, way))
                for s in found
                for label in s.at.get(way.source, ())
            )

        def why(way: Way) -> Why:
            if not any(way.source in s.at for s in found):
                return "sender"
            if carries(way, late=True):
                return "order"
            return "data" if way.personal else "open"

        return Proof(
            claim,
            party,
            protects,
            self.searched,
            len({w.path for w in self.ways if carries(w, late=False)}),
            tuple(a for a in self.graph.actors if any(a in s.at for s in found)),
            self.ends.channels(party),
            self.ends.barriers(party, why),
        )


def _refuted(
    claim: DocPath, party: str, protects: tuple[str, ...], label: _Label, taxonomy: Taxonomy
) -> Refutation:
    trail: list[Way] = []
    at: _Label | None = label
    while at is not None and at.way is not None:
        trail.append(at.way)
        at = at.before
    trail.reverse()
    data = taxonomy.names(label.bit)
    path = trail[-1].path if trail else claim
    how: How = "reached" if trail else "itself"
    return Refutation(claim, party, protects, how, path, data, tuple(trail))


def exclusions(graph: FlowGraph) -> Exclusions:
    """The exclusions of a graph, prepared once for each graph."""
    return graph.once(Exclusions)
