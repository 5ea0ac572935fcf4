"""Several models as one: who is the same in them, and what passes between whom.

Actors are one where kind and printed name are equal, after NFKC and without spaces. An id does not
join: it belongs to its document, and ``terminal`` of one is not ``terminal`` of another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from flowmodel.graph import Flow, FlowGraph
from flowmodel.layout.plan import plan
from flowmodel.layout.sequence_columns import stands
from flowmodel.model import Actor, NamedPart, Zone


def folded(part: NamedPart) -> str:
    """A printed name as it is compared."""
    return "".join(unicodedata.normalize("NFKC", part.label("ja")).casefold().split())


@dataclass(slots=True, eq=False)
class Party:
    """An actor of one model or of several."""

    part: str
    """``model/actor``, after the first model that has it."""
    actor: Actor
    zone: Zone | None
    """The outermost zone around it in the first model that has one."""
    models: list[int] = field(default_factory=list)
    """Positions of the models that have it."""
    ranks: list[float] = field(default_factory=list)
    """How far to the right it stands in each of them, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Use:
    """What one model says of two parties."""

    model: int
    ahead: tuple[Flow, ...]
    """From the left party to the right."""
    back: tuple[Flow, ...]


@dataclass(slots=True, eq=False)
class Meeting:
    """Two parties that exchange something, in one model or in several."""

    left: Party
    right: Party
    uses: list[Use] = field(default_factory=list)


@dataclass(slots=True)
class Joined:
    """The models with their parties and meetings."""

    graphs: Sequence[FlowGraph]
    parties: list[Party]
    """From left to right."""
    meetings: list[Meeting]

    def shared(self, model: int) -> list[Party]:
        """The parties of a model that another has as well."""
        return [p for p in self.parties if model in p.models and len(p.models) > 1]

    def groups(self) -> list[tuple[list[Party], list[Meeting], list[int]]]:
        """Parties that hang together, with their meetings and models, the largest first."""
        root = {id(p): p for p in self.parties}

        def find(party: Party) -> Party:
            while root[id(party)] is not party:
                party = root[id(party)]
            return party

        for meeting in self.meetings:
            root[id(find(meeting.right))] = find(meeting.left)
        found: dict[int, tuple[list[Party], list[Meeting], list[int]]] = {}
        for meeting in self.meetings:
            key = id(find(meeting.left))
            _, meetings, models = found.setdefault(key, ([], [], []))
            meetings.append(meeting)
            models.extend(u.model for u in meeting.uses if u.model not in models)
        for party in self.parties:
            if id(find(party)) in found:
                found[id(find(party))][0].append(party)
        for _, _, models in found.values():
            models.sort()
        return sorted(found.values(), key=lambda g: (-len(g[2]), g[2]))


def joined(graphs: Sequence[FlowGraph]) -> Joined:
    """Join models on the actors that they share."""
    parties: dict[tuple[str, str], Party] = {}
    of: list[dict[str, Party]] = []
    ids = [g.model.id for g in graphs]
    # Two states of one flow have one id.
    named = [id if ids.count(id) == 1 else f"{id}-{i}" for i, id in enumerate(ids, 1)]
    for i, graph in enumerate(graphs):
        order = stands(plan(graph))
        mine: dict[str, Party] = {}
        for at, stand in enumerate(order):
            actor, zone = stand.actor, graph.lane_of(stand.actor)
            key = (folded(actor), actor.kind)
            party = parties.setdefault(key, Party(f"{named[i]}/{actor.id}", actor, zone))
            party.zone = party.zone or zone
            if i not in party.models:
                party.models.append(i)
            party.ranks.append(at / max(len(order) - 1, 1))
            mine[actor.id] = party
        of.append(mine)
    ordered = sorted(parties.values(), key=lambda p: sum(p.ranks) / len(p.ranks))
    place = {id(p): i for i, p in enumerate(ordered)}
    return Joined(graphs, ordered, _meetings(graphs, of, place))


def _meetings(
    graphs: Sequence[FlowGraph], of: Sequence[dict[str, Party]], place: dict[int, int]
) -> list[Meeting]:
    """What passes between two different parties, model by model."""
    found: dict[tuple[int, int], Meeting] = {}
    for i, graph in enumerate(graphs):
        ways: dict[tuple[int, int], tuple[list[Flow], list[Flow]]] = {}
        for flow in (f for flows in graph.series.values() for f in flows):
            a, b = of[i][flow.source.id], of[i][flow.target.id]
            if a is b:
                continue
            ahead = place[id(a)] < place[id(b)]
            left, right = (a, b) if ahead else (b, a)
            key = (place[id(left)], place[id(right)])
            found.setdefault(key, Meeting(left, right))
            ways.setdefault(key, ([], []))[0 if ahead else 1].append(flow)
        for key, (there, back) in ways.items():
            found[key].uses.append(Use(i, tuple(there), tuple(back)))
    return [found[key] for key in sorted(found)]
