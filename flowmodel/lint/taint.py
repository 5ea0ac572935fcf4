"""Where material that may have come from the internet gets to without being sanitised."""

from __future__ import annotations

from collections import deque

from flowmodel.graph import Flow
from flowmodel.lint.facts import ON_A_LINE, USERS, Facts, Profile
from flowmodel.model import Actor
from flowmodel.vocabulary import WARD_NETWORKS

_STAYS = frozenset({"view", "delete"})
"""Operations that bring no file to the other side."""


def imports(facts: Facts, flow: Flow) -> bool:
    """Whether the transfer brings files into a ward network from outside that network."""
    inside, channel = facts.networks[flow.target.id], flow.channel
    if inside not in WARD_NETWORKS or facts.networks[flow.source.id] == inside or channel is None:
        return False
    if flow.transfer.operation in _STAYS or flow.transfer.operation == "edit":
        return False
    if channel.medium == "network" and flow.source.kind in USERS:
        return facts.internet(channel) and passes_on(facts, flow.target)
    return channel.medium in ("email", "network")


def passes_on(facts: Facts, actor: Actor) -> bool:
    """Whether an actor is a gateway that hands on without sanitising."""
    if actor.kind != "gateway":
        return False
    onward = [p for p in facts.handed_on.get(actor.id, ()) if p.operation not in _STAYS]
    wanted = facts.mask("sanitisation")
    return not onward or any(not p.settled & wanted for p in onward)


def _from_outside(facts: Facts, profile: Profile) -> bool:
    """Whether the internet writes into the target: a user does, or anybody into an outside server.

    What the ward fetches from a server over the internet is judged by what that server got.
    """
    return (
        facts.internet(profile.channel)
        and not facts.inside(profile.source)
        and (profile.source.kind in USERS or not facts.inside(profile.target))
    )


def tainted(facts: Facts) -> frozenset[str]:
    """The actors whose material may have come from the internet without being sanitised.

    A transfer that E06 reports is not followed: what comes behind it is its consequence.
    """
    sanitised = facts.mask("sanitisation")
    onward: dict[str, list[str]] = {}
    found: dict[str, None] = {}
    for profile in facts.every_profile:
        moves = profile.operation not in _STAYS
        digital = profile.channel.medium in ON_A_LINE or profile.channel.medium == "removable"
        if not moves or not digital or profile.settled & sanitised:
            continue
        source, target = profile.source.id, profile.target.id
        if facts.networks[source] == "internet":
            found[source] = None
        if _from_outside(facts, profile):
            found[target] = None
        if not profile.personal or not imports(facts, profile.flows[0]):
            onward.setdefault(source, []).append(target)
    queue = deque(found)
    while queue:
        for target in onward.get(queue.popleft(), ()):
            if target not in found:
                found[target] = None
                queue.append(target)
    return frozenset(found)
