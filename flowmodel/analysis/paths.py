"""Shortest paths between two parts of a model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flowmodel.analysis.propagate import Information, Reach, information
from flowmodel.analysis.ways import Way
from flowmodel.errors import InputError, Problem, nearest
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual


@dataclass(frozen=True, slots=True)
class Path:
    """One path: the actors in order, and how each is left for the next."""

    actors: tuple[str, ...]
    """Actor ids, first and last included."""
    steps: tuple[str, ...]
    """The steps as printed; a right to material as 共有の設定."""
    channels: tuple[str | None, ...]
    """The id of the channel of each step; None within an actor and for a right."""

    def __str__(self) -> str:
        words = [self.actors[0]]
        for step, actor in zip(self.steps, self.actors[1:], strict=True):
            words.append(f"→ {step} → {actor}")
        return " ".join(words)


def plain_paths(
    info: Information,
    sources: Iterable[str],
    targets: Iterable[str],
    *,
    without: frozenset[int] = frozenset(),
) -> list[tuple[Way, ...]]:
    """For each target that is reached, a shortest path, whatever is carried on it."""
    before = reached_from(info, sources, without)
    return [trail for target in targets if (trail := trail_to(before, target))]


def reached_from(
    info: Information, sources: Iterable[str], without: frozenset[int] = frozenset()
) -> dict[str, Way | None]:
    """Every actor that ways lead to, nearest first, with the last way to it; None for a source."""
    before: dict[str, Way | None] = dict.fromkeys(sources)
    queue = list(before)
    for actor in queue:
        for way in info.onward.get(actor, ()):
            if way.target not in before and way.index not in without:
                before[way.target] = way
                queue.append(way.target)
    return before


def trail_to(before: Mapping[str, Way | None], target: str) -> tuple[Way, ...]:
    """The shortest path to an actor of `reached_from`; empty for a source and for one not reached."""
    trail: list[Way] = []
    last = before.get(target)
    while last is not None:
        trail.append(last)
        last = before[last.source]
    return tuple(reversed(trail))


def paths(
    graph: FlowGraph, source: str, target: str, data: str | Sequence[str] | None = None
) -> tuple[Path, ...]:
    """The shortest paths from a part to another, one for each actor of the target; shortest first.

    Only the shortest are given, so a zone as target gives the actors that are nearest.
    """
    info = information(graph)
    wanted = (data,) if isinstance(data, str) else tuple(data or ())
    _known(graph, source, target, wanted)
    sources = info.places((source,))
    targets = [a for a in info.places((target,)) if a not in sources]
    if wanted:
        bits = info.taxonomy.below(wanted)
        reach = Reach(info, {a: info.may.at[a] & bits for a in sources})
        trails = [t for a in targets if (t := reach.trail(a, bits))]
    else:
        trails = plain_paths(info, sources, targets)
    least = min(map(len, trails), default=0)
    return tuple(path_of(t) for t in trails if len(t) == least)


def path_of(trail: Sequence[Way]) -> Path:
    """Ways as a path."""
    return Path(
        (trail[0].source, *(w.target for w in trail)),
        tuple(w.flow.printed if w.flow else w.printed.ja for w in trail),
        tuple(w.channel for w in trail),
    )


def _known(graph: FlowGraph, source: str, target: str, data: tuple[str, ...]) -> None:
    places = {**graph.actors, **graph.zones}
    problems = [
        Problem(
            Bilingual(f"{ja}「{name}」はありません", f"there is no {en} '{name}'"),
            suggestions=nearest(name, table),
        )
        for names, table, ja, en in (
            ((source, target), places, "主体・区画", "actor or zone"),
            (data, graph.data, "情報区分", "data category"),
        )
        for name in names
        if name not in table
    ]
    if problems:
        raise InputError(problems)
