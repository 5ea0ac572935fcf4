"""What the edge rules see of a transfer: no names, so that few situations hold many transfers.

A situation is all that an edge rule may ask of a transfer: what kind of actors its ends are, what
is stated of them and of the line, what is done, and with which data. Rules are asked what they
need once for each situation, however many transfers are in it.
"""

from __future__ import annotations

from flowmodel.lint.facts import Facts, Profile
from flowmodel.lint.taint import passes_on


def situations(facts: Facts) -> tuple[tuple[Profile, ...], ...]:
    """The profiles between two actors, gathered by situation, in the order of the document."""
    actors, channels = _actors(facts), _channels(facts)
    found: dict[tuple[object, ...], list[Profile]] = {}
    for p in facts.every_profile:
        key = (
            actors[p.source.id],
            actors[p.target.id],
            p.actor is p.source,
            channels[p.channel.id],
            p.operation,
            p.flows[0].transfer.data,
            p.own.stated,
            p.own.unneeded,
            p.largest and p.too_large,
        )
        gathered = found.get(key)
        if gathered is None:
            found[key] = [p]
        else:
            gathered.append(p)
    return tuple(map(tuple, found.values()))


def _actors(facts: Facts) -> dict[str, int]:
    """A number for each actor: the same for those that are alike.

    The zone stands for its network, its lane and whether two actors stand in one place.
    """
    numbers: dict[tuple[object, ...], int] = {}
    found = {}
    for id, a in facts.graph.actors.items():
        masks = facts.coverage.actor(id)
        key = (
            a.kind,
            a.party,
            a.zone,
            id in facts.holders,
            id in facts.keepers,
            id in facts.tainted,
            a.kind == "gateway" and passes_on(facts, a),
            masks.stated,
            masks.unneeded,
        )
        found[id] = numbers.setdefault(key, len(numbers))
    return found


def _channels(facts: Facts) -> dict[str, int]:
    """A number for each channel: the same for those that are alike between like ends."""
    numbers: dict[tuple[object, ...], int] = {}
    found = {}
    for id, c in facts.graph.channels.items():
        masks = facts.coverage.of("channel", id)
        key = (c.medium, c.network, c.carrier is None, masks.stated, masks.unneeded)
        found[id] = numbers.setdefault(key, len(numbers))
    return found
