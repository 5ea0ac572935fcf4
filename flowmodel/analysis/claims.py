"""Whether assertions hold of the flow: violations with shortest witnesses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flowmodel.analysis.access import Access
from flowmodel.analysis.paths import plain_paths
from flowmodel.analysis.propagate import Alternatives, Information, Reach
from flowmodel.analysis.ways import Way
from flowmodel.model import Always, EveryPath, MustDelete, Never, NoAccess

Problem = Literal[
    "reached", "held", "sent", "crossed", "lacks", "unpassed", "unguarded", "itself", "joined", "granted",
    "kept",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which an assertion does not hold."""

    problem: Problem
    part: str
    """The actor or channel concerned."""
    data: tuple[str, ...] = ()
    """The categories concerned; empty for material that nobody named, or for anything."""
    lacking: tuple[str, ...] = ()
    """Categories or controls that are not carried or not passed."""
    trail: tuple[Way, ...] = ()
    """A shortest witness; empty where none is needed."""
    other: str = ""
    """The actor, channel or step at the other end of the matter."""


def never(info: Information, claim: Never) -> Iterator[Violation]:
    """Every place that any of the categories may get to, once each."""
    wanted = _wanted(info, claim.data)
    channels = info.graph.channels
    for actor in info.places(claim.reaches):
        bits = info.may.at[actor] & wanted
        trail = info.may.trail(actor, bits)
        if trail is not None:
            yield _there(info, actor, bits, trail)
    for id in dict.fromkeys(claim.reaches):
        if id in channels:
            found = _crossing(info, id, wanted)
            if found:
                yield found


def _there(info: Information, actor: str, bits: int, trail: tuple[Way, ...]) -> Violation:
    """That categories may be at an actor: got there, there from the start, or sent from there."""
    names = info.taxonomy.names(bits)
    if trail:
        return Violation("reached", actor, names, trail=trail)
    for way in info.onward.get(actor, ()):
        if info.origin(way) & bits:
            return Violation("sent", actor, names, trail=(way,))
    return Violation("held", actor, names)


def _crossing(info: Information, channel: str, wanted: int) -> Violation | None:
    """The shortest way by which any of `wanted` is moved over a channel."""
    best: Violation | None = None
    for way in info.ways:
        if way.channel != channel:
            continue
        out = info.may.leaving(way.source)
        bits = (out & way.allowed | info.origin(way)) & wanted
        if not bits:
            continue
        start = info.may.trail(way.source, bits)
        trail = (*(start or ()), way)
        if best is None or len(trail) < len(best.trail):
            best = Violation("crossed", channel, info.taxonomy.names(bits), trail=trail)
    return best


def always(info: Information, claim: Always) -> Iterator[Violation]:
    """The first packet to arrive at each place that lacks a mark or has not passed a control."""
    return unmarked(info, claim.at, claim.data, claim.carries, claim.passed)


def unmarked(
    info: Information,
    at: tuple[str, ...],
    data: tuple[str, ...],
    carries: tuple[str, ...],
    passed: tuple[str, ...],
    *,
    markless: bool = False,
) -> Iterator[Violation]:
    """As `always`; `markless` asks for a mark that no category of the model is."""
    controls = info.graph.controls
    packets = Alternatives(info, tuple(controls.mask(c) for c in passed))
    wanted = info.taxonomy.below(data) if data else info.taxonomy.all
    for actor in info.places(at):
        for packet in packets.arrived.get(actor, {}):
            if not packet.may & wanted:
                continue
            marks = tuple(c for c in carries if not packet.must & info.taxonomy.below((c,)))
            missed = tuple(c for i, c in enumerate(passed) if not packet.must & packets.first << i)
            if marks or missed or markless:
                names = info.taxonomy.names(packet.may & wanted & info.taxonomy.all)
                trail = packets.trail(actor, packet)
                problem: Problem = "lacks" if marks or markless else "unpassed"
                lacking = () if markless else marks or missed
                yield Violation(problem, actor, names, lacking, trail)
                break


def every_path(info: Information, claim: EveryPath) -> Iterator[Violation]:
    """The shortest path that passes none of the guards: delete them, then search once."""
    found = unguarded(info, (claim.source,), (claim.target,), claim.passes, claim.data)
    shortest = min(found, key=lambda v: len(v.trail), default=None)
    if shortest is not None:
        yield shortest


def unguarded(
    info: Information,
    starts: tuple[str, ...],
    ends: tuple[str, ...],
    passes: tuple[str, ...],
    data: tuple[str, ...],
) -> Iterator[Violation]:
    """To each end that is reached past the guards, a shortest such path from any start."""
    guards = set(info.places(passes)) | {c for c in passes if c in info.graph.channels}
    controls = info.graph.controls
    masks = [controls.mask(c) for c in passes if controls.canonical(c) is not None]
    cut = frozenset(way.index for way in info.ways if _guarded(info, way, guards, masks))
    sources = [a for a in info.places(starts) if a not in guards]
    targets = [a for a in info.places(ends) if a not in guards and a not in sources]
    trails: list[tuple[Way, ...]] = []
    if not data:
        trails = plain_paths(info, sources, targets, without=cut)
    else:
        wanted = info.taxonomy.below(data)
        first = {a: info.may.at[a] & wanted for a in sources}
        reach = Reach(info, first, without=cut)
        trails = [t for a in targets if (t := reach.trail(a, wanted))]
    for trail in trails:
        yield Violation("unguarded", trail[-1].target, data, passes, trail)


def _guarded(info: Information, way: Way, guards: set[str], masks: list[int]) -> bool:
    if way.source in guards or way.target in guards or way.channel in guards:
        return True
    if way.flow is None or not masks:
        return False
    stated = info.coverage.masks(way.flow).stated
    return any(stated & m == m for m in masks)


def no_access(info: Information, claim: NoAccess) -> Iterator[Violation]:
    """For each party that is reached, the shortest way to it, or what joins it."""
    for found in Access(info, claim).refutations():
        other = found.channel or found.guarded
        yield Violation(found.how, found.party, found.data, trail=found.trail, other=other)


def must_delete(info: Information, claim: MustDelete) -> Iterator[Violation]:
    """The copies that are still there when the steps end; one violation for each actor."""
    wanted = _wanted(info, claim.data)
    by_step = {w.part: w for w in info.ways if w.flow is not None and not w.back}
    for actor in dict.fromkeys(claim.at):
        held = {b: h for b, h in info.replay.held[actor].items() if b & wanted and h.copy}
        if held:
            since = next(iter(held.values())).step
            trail = (by_step[since],) if since in by_step else ()
            names = tuple(h.category for h in held.values() if h.category)
            yield Violation("kept", actor, names, trail=trail, other=since)


def _wanted(info: Information, data: tuple[str, ...]) -> int:
    return info.taxonomy.below(data) if data else info.taxonomy.personal
