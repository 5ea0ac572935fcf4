"""Where information may get to, and what it certainly carries when it arrives.

*May* is an over-approximation, for what must never happen: every way may be
taken at any time and any number of times. *Must* is an under-approximation,
for what must always hold: the distinct sets of categories that can arrive are
kept apart as alternatives, so that one that lacks a label is not hidden by
another that has it. Both are linear in ways × categories (or alternatives);
where an actor gathers more than `MOST` alternatives they are joined into one
that carries only what all of them carry.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from flowmodel.analysis.coverage import Coverage
from flowmodel.analysis.holdings import Replay
from flowmodel.analysis.taxonomy import Taxonomy
from flowmodel.analysis.ways import Change, Way, changed, ways_of
from flowmodel.graph import FlowGraph

MOST = 64
"""Alternatives that are kept apart at one actor."""

State = tuple[str, int]
"""An actor and a bit, or an actor and (at most) a set."""


class Information:
    """One graph prepared for questions about the flow of information."""

    def __init__(self, graph: FlowGraph):
        self.graph = graph
        self.taxonomy = Taxonomy(graph)
        self.ways = ways_of(graph, self.taxonomy)
        self.replay = Replay(graph, self.taxonomy).finish()
        self.changes = self.replay.changes
        self.onward: dict[str, list[Way]] = {}
        for way in self.ways:
            self.onward.setdefault(way.source, []).append(way)

    @cached_property
    def coverage(self) -> Coverage:
        """Effective controls of the steps."""
        return Coverage(self.graph)

    def origin(self, way: Way) -> int:
        """What begins with a way: categories that its sender did not have before."""
        if way.flow is None or way.back:
            return 0
        return self.replay.origins.get(way.flow.index, 0)

    @cached_property
    def may(self) -> Reach:
        """Where every category may get to from wherever it begins."""
        starts = {a.id: self.taxonomy.bits(a.holds) for a in self.graph.actors.values()}
        for way in self.ways:
            starts[way.source] |= self.origin(way)
        return Reach(self, starts, emit=True)

    def places(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The actors that are meant by ids of actors and of zones, in the document's order."""
        wanted = set(ids)
        found = []
        for actor in self.graph.actors.values():
            zone = actor.zone
            inside = actor.id in wanted
            while zone is not None and not inside:
                inside = zone in wanted
                zone = self.graph.zones[zone].parent
            if inside:
                found.append(actor.id)
        return tuple(found)


def information(graph: FlowGraph) -> Information:
    """The prepared graph, made once for each graph."""
    return graph.once(Information)


class Reach:
    """Breadth-first search over actors × categories: *may*, with shortest witnesses."""

    def __init__(
        self,
        info: Information,
        starts: dict[str, int],
        *,
        emit: bool = False,
        without: frozenset[int] = frozenset(),
    ):
        self.before: dict[State, tuple[State, Way] | None] = {}
        self.at: dict[str, int] = dict.fromkeys(info.graph.actors, 0)
        """The categories that may be at each actor, those made there included."""
        self._arrived: dict[str, int] = dict.fromkeys(info.graph.actors, 0)
        self._made: dict[State, State] = {}
        self._out: dict[str, int] = {}
        self._queue: deque[State] = deque()
        for actor, bits in starts.items():
            self._arrive(actor, bits, None)
        if emit:
            for way in info.ways:
                origin = info.origin(way)
                if origin:
                    state = (way.source, origin & -origin)
                    self._arrive(way.target, changed(origin, way.changes), (state, way))
        self._run(info, emit, without)

    def _arrive(self, actor: str, bits: int, by: tuple[State, Way] | None) -> None:
        # What has arrived before is left out at once: an actor with many categories is looked at
        # for each of them, and each time all of them would be gone through.
        bits &= ~self._arrived[actor]
        self._arrived[actor] |= bits
        self.at[actor] |= bits
        while bits:
            bit = bits & -bits
            bits ^= bit
            self.before[actor, bit] = by
            self._queue.append((actor, bit))

    def _run(self, info: Information, emit: bool, without: frozenset[int]) -> None:
        seen = dict.fromkeys(info.graph.actors, 0)
        while self._queue:
            state = self._queue.popleft()
            actor, bit = state
            seen[actor] |= bit
            out = changed(seen[actor], info.changes[actor])
            self._out[actor] = out
            self._make(state, out)
            for way in info.onward.get(actor, ()):
                if way.index in without:
                    continue
                passing = out & way.allowed
                if passing and emit:
                    passing |= info.origin(way)
                self._arrive(way.target, changed(passing, way.changes), (state, way))

    def _make(self, state: State, out: int) -> None:
        actor = state[0]
        made = out & ~self.at[actor]
        self.at[actor] |= made
        while made:
            bit = made & -made
            made ^= bit
            self._made[actor, bit] = state

    def leaving(self, actor: str) -> int:
        """The categories that an actor may pass on."""
        return self._out.get(actor, 0)

    def trail(self, actor: str, bits: int) -> tuple[Way, ...] | None:
        """The fewest ways by which any of `bits` gets to an actor; None if none does."""
        best: list[Way] | None = None
        bits &= self.at[actor]
        while bits:
            bit = bits & -bits
            bits ^= bit
            trail = self._back((actor, bit))
            if best is None or len(trail) < len(best):
                best = trail
        return None if best is None else tuple(best)

    def _back(self, state: State) -> list[Way]:
        trail: list[Way] = []
        if state not in self.before:
            state = self._made[state]
        by = self.before[state]
        while by is not None:
            state, way = by
            trail.append(way)
            by = self.before[state]
        trail.reverse()
        return trail


@dataclass(frozen=True, slots=True)
class Packet:
    """What travels together: at least `must`, at most `may`; bits of categories and controls."""

    may: int
    must: int

    def changed(self, change: Change) -> Packet:
        """What a transform makes of it."""
        hit = self.may & change.takes
        if change.kind == "strip" and hit:
            given = change.gives if self.must & change.takes else 0
            return Packet(
                self.may & ~change.takes | change.gives, self.must & ~change.takes | given
            )
        return Packet(change.apply(self.may), change.apply(self.must))


def _through(packets: list[Packet], changes: tuple[Change, ...]) -> list[Packet]:
    for change in changes:
        packets = [p.changed(change) for p in packets] + _combined(packets, change)
    return packets


def _combined(packets: list[Packet], change: Change) -> list[Packet]:
    """What comes of packets that bring the parts of a combination one by one."""
    if change.kind != "combine" or len(packets) < 2:
        return []
    may = must = change.gives
    for one in change.each:
        bringing = [p for p in packets if p.may & one]
        if not bringing:
            return []
        common = -1
        for p in bringing:
            may |= p.may
            common &= p.must
        must |= common
    return [Packet(may, must)]


class Alternatives:
    """The distinct packets that can arrive at each actor, with a shortest way to each.

    `controls` are masks: a packet that took a way on which all of the i-th
    mask is stated carries the i-th bit above those of the categories.
    """

    def __init__(
        self,
        info: Information,
        controls: tuple[int, ...] = (),
    ):
        self.info = info
        self.first = info.taxonomy.all + 1
        self.controls = controls
        self.arrived: dict[str, dict[Packet, tuple[tuple[str, Packet], Way]]] = {}
        """By actor: each packet that came by some way, and whence."""
        self._at: dict[str, dict[Packet, None]] = {id: {} for id in info.graph.actors}
        self._joined: dict[str, Packet] = {}
        self._queue: deque[tuple[str, Packet]] = deque()
        self._seeds: set[tuple[str, Packet]] = set()
        self._roots: set[tuple[str, Packet]] = set()
        self._run()

    def _start(self) -> None:
        info = self.info
        for actor in info.graph.actors.values():
            if actor.holds:
                bits = info.taxonomy.bits(actor.holds)
                self._root(actor.id, Packet(bits, bits))
        emitted: list[tuple[Way, Packet]] = []
        for way in info.ways:
            origin = info.origin(way)
            if origin:
                packet = Packet(origin, origin)
                self._seeds.add((way.source, packet))
                self._root(way.source, packet)
                stated = info.taxonomy.bits(way.flow.transfer.data) if way.flow else 0
                if origin in (stated, info.taxonomy.unsaid):
                    emitted.append((way, packet))
        for way, packet in emitted:
            self._over(way, packet, [packet])

    def _root(self, actor: str, packet: Packet) -> None:
        self._roots.add((actor, packet))
        self._add(actor, packet)

    def _add(self, actor: str, packet: Packet) -> Packet | None:
        """Keep a packet at an actor; the packet kept, or None where nothing is new."""
        at = self._at[actor]
        joined = self._joined.get(actor)
        if joined is None and packet in at:
            return None
        if joined is None and len(at) < MOST:
            at[packet] = None
            self._queue.append((actor, packet))
            return packet
        wide = joined or packet
        for p in (packet, *(at if joined is None else ())):
            wide = Packet(wide.may | p.may, wide.must & p.must)
        if wide == joined:
            return None
        self._joined[actor] = wide
        self._queue.append((actor, wide))
        return wide

    def _bits(self, way: Way) -> int:
        if way.flow is None or not self.controls:
            return 0
        stated = self.info.coverage.masks(way.flow).stated
        return sum(self.first << i for i, m in enumerate(self.controls) if stated & m == m)

    def _over(self, way: Way, cause: Packet, packets: list[Packet]) -> None:
        data = self.info.taxonomy.all
        marks = self._bits(way)
        for p in _through(packets, way.changes):
            if not p.may & data:
                continue
            packet = Packet(p.may | marks, p.must | marks)
            kept = self._add(way.target, packet) or packet
            self.arrived.setdefault(way.target, {}).setdefault(kept, ((way.source, cause), way))

    def _run(self) -> None:
        self._start()
        info = self.info
        data = info.taxonomy.all
        while self._queue:
            actor, cause = self._queue.popleft()
            changes = info.changes[actor]
            ways = info.onward.get(actor, ())
            together = any(c.kind == "combine" for w in ways for c in (*changes, *w.changes))
            joined = self._joined.get(actor)
            whole = [*self._at[actor], *((joined,) if joined else ())]
            leaving = _through(whole if together else [cause], changes)
            for way in ways:
                origin = info.origin(way)
                if not together and cause.may == origin and (actor, cause) in self._seeds:
                    continue
                allowed = way.allowed | ~data
                passing = [
                    Packet(p.may & allowed | origin, p.must & allowed | origin)
                    for p in leaving
                    if p.may & way.allowed
                ]
                self._over(way, cause, passing)

    def trail(self, actor: str, packet: Packet) -> tuple[Way, ...]:
        """The ways by which a packet came to an actor."""
        trail: list[Way] = []
        here: tuple[str, Packet] = (actor, packet)
        gone: set[tuple[str, Packet]] = set()
        while here not in gone and (by := self.arrived.get(here[0], {}).get(here[1])):
            gone.add(here)
            if trail and here in self._roots:
                break
            here, way = by
            trail.append(way)
        trail.reverse()
        return tuple(trail)
