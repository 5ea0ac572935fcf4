"""What several rules ask of a graph, found once: profiles of transfers, exposure, who has what.

Transfers that share their ends, channel, operation, data and own controls share
a `Profile`, so that a rule looks at each kind of transfer once and expands only
the failing ones.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from flowmodel.analysis import Coverage
from flowmodel.analysis.coverage import NOTHING, Masks
from flowmodel.graph import Flow, FlowGraph
from flowmodel.lint.wording import Wording
from flowmodel.model import Actor, Channel, localise
from flowmodel.vocabulary import PHYSICAL_MEDIA, WARD_NETWORKS, ActorKind, Network

if TYPE_CHECKING:
    from flowmodel.lint.screen import Screen

ALWAYS = -1
"""The need of a rule where what is lacking is no control: nothing that is stated meets it."""
ON_A_LINE = frozenset({"network", "email"})
"""Media that carry signals, not objects."""
ASIDE = frozenset({"applicant", "public"})
"""Parties whose devices nobody can manage and whose peers nobody can restrict."""
USERS: frozenset[ActorKind] = frozenset({"terminal", "person", "organisation"})
"""Kinds that act by people, who log in."""
SERVERS: frozenset[ActorKind] = frozenset({"storage", "service", "gateway"})
"""Kinds that stand between users: what is not a user can mediate."""
LARGE = 5.0
"""Megabytes from which 資料59 calls data large (5MB以上の大容量)."""


class Limit(NamedTuple):
    """The size that a way is for."""

    mb: float
    inclusive: bool
    """Whether a file of just this size is within it."""

    def holds(self, size: float) -> bool:
        """Whether a file of so many megabytes is within it."""
        return size <= self.mb if self.inclusive else size < self.mb


class Profile:
    """Transfers that are alike in all that the edge rules look at."""

    __slots__ = (
        "actor",
        "channel",
        "flows",
        "largest",
        "operation",
        "own",
        "personal",
        "settled",
        "source",
        "stated",
        "target",
    )

    def __init__(self, flow: Flow, channel: Channel, masks: Masks, own: Masks):
        self.personal = flow.personal
        self.source: Actor = flow.source
        self.target: Actor = flow.target
        self.actor: Actor = flow.actor
        self.channel = channel
        self.operation: str = flow.transfer.operation
        self.stated = masks.stated
        """Bits of the controls stated as in place or planned."""
        self.settled = masks.settled
        """The same, and those stated as not needed."""
        self.own = own
        """What is stated for the transfers themselves."""
        self.largest = 0.0
        """Megabytes of the largest file whose size is stated."""
        self.flows: list[Flow] = []

    @property
    def other(self) -> Actor:
        """The end that does not act."""
        return self.target if self.actor is self.source else self.source

    @property
    def applicant(self) -> bool:
        """Whether an applicant or the public stands at one end."""
        return self.source.party in ASIDE or self.target.party in ASIDE

    @property
    def limit(self) -> Limit | None:
        """The size that the channel is for: its own, or that of mail; None where none is known."""
        own = self.channel.max_size_mb
        if own is not None:
            return Limit(own, inclusive=True)
        return Limit(LARGE, inclusive=False) if self.channel.medium == "email" else None

    @property
    def too_large(self) -> bool:
        """Whether some file is larger than the channel is for."""
        limit = self.limit if self.largest else None
        return limit is not None and not limit.holds(self.largest)


def at_a_screen(flow: Flow) -> bool:
    """Whether a person works at a machine of the same zone: what joins them is no line."""
    return (
        flow.channel is not None
        and flow.channel.medium == "network"
        and flow.channel.network in (None, "closed")
        and flow.source.zone is not None
        and flow.source.zone == flow.target.zone
        and "person" in (flow.source.kind, flow.target.kind)
    )


class Facts:
    """Lazily computed facts of one graph; each takes time linear in the graph."""

    def __init__(self, graph: FlowGraph, coverage: Coverage):
        self.graph = graph
        self.coverage = coverage
        self.screens: dict[tuple[int, ...], Screen] = {}
        """Sets of rules, by the `id` of each, that were asked what they need."""
        self.wording = Wording(graph)

    def mask(self, *controls: str) -> int:
        """The bits of all the named controls."""
        return self.graph.controls.mask(*controls)

    @cached_property
    def profiles(self) -> tuple[Profile, ...]:
        """The transfers of personal data between two actors, gathered by profile."""
        return tuple(p for p in self.every_profile if p.personal)

    @cached_property
    def every_profile(self) -> tuple[Profile, ...]:
        """All transfers between two actors, gathered by profile."""
        found: dict[tuple[object, ...], Profile] = {}
        masks_of, own_of = self.coverage.masks, self.coverage.of
        for flow in self.graph.flows:
            channel = flow.channel
            if channel is None:
                continue
            transfer = flow.transfer
            own = own_of("transfer", transfer.step) if transfer.controls else NOTHING
            key = (
                transfer.source,
                transfer.target,
                flow.actor.id,
                channel.id,
                transfer.operation,
                transfer.data,
                own.stated,
                own.unneeded,
            )
            profile = found.get(key)
            if profile is None:
                profile = found[key] = Profile(flow, channel, masks_of(flow), own)
            profile.flows.append(flow)
            if transfer.size_mb is not None and transfer.size_mb > profile.largest:
                profile.largest = transfer.size_mb
        return tuple(found.values())

    @cached_property
    def handed_on(self) -> dict[str, list[Profile]]:
        """All transfers by the actor that they leave."""
        found: dict[str, list[Profile]] = {}
        for profile in self.every_profile:
            found.setdefault(profile.source.id, []).append(profile)
        return found

    @cached_property
    def _profile_at(self) -> dict[int, Profile]:
        return {flow.index: profile for profile in self.profiles for flow in profile.flows}

    def profile_of(self, flow: Flow) -> Profile | None:
        """The profile of a transfer; None where it moves no personal data between two actors."""
        return self._profile_at.get(flow.index)

    @cached_property
    def boxed(self) -> dict[str, list[tuple[int, str, frozenset[str]]]]:
        """By the part at which they stand, the boxes that say something and name no control.

        Each with its number, its part and, in Japanese, what its bullets say.
        """
        found: dict[str, list[tuple[int, str, frozenset[str]]]] = {}
        for i, box in enumerate(self.graph.model.boxes):
            said = frozenset(localise(b.text, "ja") for b in box.items if not b.controls)
            if said and box.at is not None:
                found.setdefault(box.at, []).append((i, box.at, said))
        return found

    def by_hand(self, profile: Profile) -> bool:
        """Whether objects are handed over from one lane (outermost zone) to another."""
        if profile.channel.medium not in PHYSICAL_MEDIA:
            return False
        lane = self.graph.lane_of(profile.source)
        return lane is None or lane is not self.graph.lane_of(profile.target)

    @cached_property
    def tainted(self) -> frozenset[str]:
        """The actors whose material may have come from the internet without being sanitised."""
        from flowmodel.lint.taint import tainted

        return tainted(self)

    @cached_property
    def situations(self) -> tuple[tuple[Profile, ...], ...]:
        """The profiles between two actors, gathered by what they are without any names."""
        from flowmodel.lint.situations import situations

        return situations(self)

    def wanted(self, profile: Profile) -> tuple[str, ...]:
        """The controls that the edge rules E02, E03, E04, E09 and E10 ask of a profile."""
        medium = profile.channel.medium
        found: list[str] = []
        if medium in ON_A_LINE and not at_a_screen(profile.flows[0]):
            found.append("encryption")
        if medium == "network":
            if not profile.applicant:
                found += ["peer-restriction", "system-restriction"]
            if profile.applicant or profile.actor.kind in USERS:
                found.append("authentication")
        elif medium == "removable":
            found.append("media-password")
        if medium in PHYSICAL_MEDIA:
            found.append("receipt-log")
        if self.stores(profile):
            found.append("access-control")
        return tuple(found)

    def stores(self, profile: Profile) -> bool:
        """Whether the transfer puts files into what keeps them; paper is no file.

        What applicants and the public keep is theirs to protect.
        """
        return (
            profile.operation in ("upload", "send", "edit", "download")
            and profile.channel.medium not in ("post", "paper", "fax")
            and profile.target.id in self.keepers
            and profile.target.party not in ASIDE
        )

    @cached_property
    def networks(self) -> dict[str, Network | None]:
        """The network of each actor's zone."""
        return {id: self.graph.network_of(a) for id, a in self.graph.actors.items()}

    def inside(self, actor: Actor) -> bool:
        """Whether an actor is the ward's.

        Its party says so; where none is stated, standing in LGWAN or the My Number zone does.
        """
        if actor.party is not None:
            return actor.party in ("ward", "staff")
        return self.networks[actor.id] in WARD_NETWORKS

    def outside(self, actor: Actor) -> bool:
        """Whether the model says that an actor is not the ward's: by its party, or by its zone.

        An actor of which neither is stated is neither inside nor outside.
        """
        stated = actor.party is not None or self.networks[actor.id] is not None
        return stated and not self.inside(actor)

    @cached_property
    def holders(self) -> dict[str, Actor]:
        """The actors that hold, send or receive personal data, in the document's order."""
        data = self.graph.data
        touched = {a.id for a in self.graph.model.actors if any(data[d].personal for d in a.holds)}
        for flow in self.graph.flows:
            if flow.personal:
                touched.add(flow.source.id)
                touched.add(flow.target.id)
        return {id: a for id, a in self.graph.actors.items() if id in touched}

    @cached_property
    def keepers(self) -> dict[str, Actor]:
        """The holders that keep material: stores, and services that hold or hand out material."""
        read = {
            f.source.id
            for f in self.graph.flows
            if f.personal and f.transfer.operation in ("view", "download")
        }
        return {
            id: a
            for id, a in self.holders.items()
            if a.kind == "storage" or (a.kind == "service" and (a.holds or id in read))
        }

    def internet(self, channel: Channel) -> bool:
        """Whether a channel is a line over the internet, or leads into an internet zone."""
        if channel.medium not in ON_A_LINE:
            return False
        if channel.network is not None:
            return channel.network == "internet"
        return any(self.networks[end] == "internet" for end in channel.between)

    @cached_property
    def channels_of(self) -> dict[str, list[Channel]]:
        """The channels that end at each actor."""
        found: dict[str, list[Channel]] = {}
        for channel in self.graph.model.channels:
            for end in channel.between:
                found.setdefault(end, []).append(channel)
        return found

    @cached_property
    def internet_channels(self) -> dict[str, list[str]]:
        """The internet channels that end at each actor."""
        found: dict[str, list[str]] = {}
        for channel in self.graph.model.channels:
            if self.internet(channel):
                for end in channel.between:
                    found.setdefault(end, []).append(channel.id)
        return found

    def unsettled(self, actor: Actor, *controls: str) -> tuple[str, ...]:
        """Those of the controls of which nothing is stated for the actor."""
        return self.coverage.missing(self.coverage.actor(actor.id), *controls)
