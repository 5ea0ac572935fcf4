"""What conditions look at: the parts of one graph, and facts about them found once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from flowmodel.analysis.coverage import Masks, Provided, ProviderKind
from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.demand import Subject
from flowmodel.lint.facts import USERS, Profile
from flowmodel.lint.rule import Context
from flowmodel.model import Actor, Annex, Channel, Checklist, localise
from flowmodel.vocabulary import WARD_NETWORKS

Group = tuple[Any, tuple[Any, ...], int | None]
"""A part, all the parts that are like it in everything but themselves, and the bits of what is
stated of each of a profile's transfers, either way."""


def of_profile(profile: Profile) -> Group:
    """The transfers of a profile as a group."""
    return profile.flows[0], tuple(profile.flows), profile.settled


class View:
    """One graph as packs see it. Shared by all the packs of one run."""

    def __init__(self, ctx: Context):
        self.ctx = ctx
        self.graph = ctx.graph
        self.facts = ctx.facts
        self.coverage = ctx.coverage
        self.model = ctx.graph.model
        self.lang = ctx.graph.model.lang
        self._elsewhere: dict[tuple[str, str, str, tuple[str, ...]], Bilingual | None] = {}
        self._lacking: dict[tuple[tuple[int, ...], int], tuple[str, ...]] = {}

    @classmethod
    def of(cls, ctx: Context) -> View:
        """The view of a context, made once for what is known of its graph."""
        kept = ctx.facts.__dict__
        found: View | None = kept.get("policy_view")
        if found is None:
            found = kept["policy_view"] = cls(ctx)
        return found

    def groups(self, subject: Subject, single: bool) -> tuple[Group, ...]:
        """The parts of a kind; transfers gathered where no field of a single one is asked for."""
        if subject == "transfers" and not single:
            return self._alike
        if subject == "model":
            return ((self.model, (self.model,), None),)
        parts = self.graph.flows if subject == "transfers" else getattr(self.model, subject)
        return tuple((p, (p,), None) for p in parts)

    @cached_property
    def _alike(self) -> tuple[Group, ...]:
        groups = (*map(of_profile, self.facts.every_profile), *self.within)
        return tuple(sorted(groups, key=lambda group: group[0].index))

    @cached_property
    def within(self) -> tuple[Group, ...]:
        """The transfers within one actor, gathered as those between two are."""
        found: dict[tuple[object, ...], list[Flow]] = {}
        for flow in self.graph.flows:
            if flow.channel is None:
                t = flow.transfer
                own = self.coverage.of("transfer", t.step)
                key = (t.source, t.target, t.operation, t.data, own.stated, own.unneeded)
                found.setdefault(key, []).append(flow)
        return tuple((flows[0], tuple(flows), None) for flows in found.values())

    def masks(self, part: Any) -> Masks:
        """What is stated of a part: of a transfer all that protects it, else its own."""
        if isinstance(part, Flow):
            return self.coverage.masks(part)
        return self.coverage.of("channel" if isinstance(part, Channel) else "actor", part.id)

    def lacking(self, controls: tuple[int, ...], unsettled: int) -> tuple[str, ...]:
        """The ids of what is not stated of some controls, each given by its bits."""
        found = self._lacking.get((controls, unsettled))
        if found is None:
            split = self.graph.controls.split
            found = tuple(id for m in controls if m & unsettled for id in split(m & unsettled))
            self._lacking[controls, unsettled] = found
        return found

    def elsewhere(self, flow: Flow, controls: tuple[str, ...]) -> Bilingual | None:
        """The parts for which controls are stated where that does not protect a transfer."""
        from flowmodel.lint.edges import elsewhere

        channel = flow.channel.id if flow.channel else ""
        key = (flow.source.id, flow.target.id, channel, controls)
        if key not in self._elsewhere:
            self._elsewhere[key] = elsewhere(self.ctx, flow, *controls)
        return self._elsewhere[key]

    def bits(self, part: Any, of: str) -> int:
        """The controls stated of a part that are planned, or that give a field, as bits."""
        found = 0
        for p in self._statements(part):
            s = p.statement
            if s.state == "planned" if of == "planned" else getattr(s, of):
                found |= self.graph.controls.mask(p.control)
        return found

    def _statements(self, part: Any) -> tuple[Provided, ...]:
        if isinstance(part, Flow):
            return self.coverage.effective(part)
        kind: ProviderKind = "channel" if isinstance(part, Channel) else "actor"
        return self.coverage.stated(kind, part.id)

    def expired(self, part: Any) -> int:
        """The controls of which a statement for the part itself has expired, as bits."""
        kind, id = ("channel" if isinstance(part, Channel) else "actor"), ""
        if isinstance(part, Flow):
            kind, id = "transfer", part.transfer.step
        found = 0
        for p in self.coverage.expired:
            if (p.kind, p.provider) == (kind, id or part.id):
                found |= self.graph.controls.mask(p.control)
        return found

    @cached_property
    def my_number(self) -> frozenset[str]:
        """The data categories that are 特定個人情報, kinds and combinations of them included."""
        from flowmodel.lint.rules.f04_my_number import my_number

        return frozenset(my_number(self.ctx))

    @cached_property
    def excluded(self) -> frozenset[str]:
        """The actors that some exclusion keeps out."""
        return frozenset(a.id for a in self.graph.excluded)

    def around(self, actor: Actor) -> tuple[str, ...]:
        """The zone of an actor, and those that hold it, from within."""
        found: list[str] = []
        at = actor.zone
        while at is not None and at not in found:
            found.append(at)
            at = self.graph.zones[at].parent
        return tuple(found)

    def series_name(self, flow: Flow) -> str | None:
        """What the legend calls the series of a transfer."""
        mark = flow.transfer.series
        names = (s.name for s in self.model.series if s.mark == mark)
        return localise(next(names, None), self.lang) or None

    @cached_property
    def deleted(self) -> frozenset[str]:
        """The actors at which some transfer deletes."""
        return frozenset(
            end
            for f in self.graph.flows
            if f.transfer.operation == "delete"
            for end in (f.source.id, f.target.id)
        )

    @cached_property
    def undeleted(self) -> dict[str, tuple[str, ...]]:
        """The personal categories that an actor keeps and no step deletes, as `retention` says."""
        from flowmodel.lint.retention import undeleted

        return undeleted(self.graph)

    @cached_property
    def of_the_ward(self) -> int:
        """The bits of the controls of which some actor of the ward states something."""
        found = 0
        for actor in self.model.actors:
            if actor.party == "ward":
                found |= self.coverage.actor(actor.id).settled
        return found

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """What those that handle personal data are to the ward, each once."""
        found = (a.party for a in self.facts.holders.values())
        return tuple(dict.fromkeys(p for p in found if p is not None))

    @cached_property
    def used(self) -> dict[str, list[Flow]]:
        """The transfers over each channel and of each data category."""
        found: dict[str, list[Flow]] = {}
        for flow in self.graph.flows:
            if flow.channel is not None:
                found.setdefault(flow.channel.id, []).append(flow)
            for category in flow.data:
                found.setdefault(category.id, []).append(flow)
        return found

    @cached_property
    def kinds_of(self) -> dict[str, frozenset[str]]:
        """For each data category the ids and names of itself and of all that it is a kind of."""
        data = self.graph.data
        found: dict[str, frozenset[str]] = {}
        for id in data:
            names: set[str] = set()
            at: str | None = id
            while at is not None and at in data and at not in names:
                names.update((at, localise(data[at].name, "ja"), localise(data[at].name, "en")))
                at = data[at].parent
            found[id] = frozenset(names - {""})
        return found

    def networks_of(self, channel: Channel) -> tuple[str, ...]:
        """The networks in which the ends of a channel stand, as far as they are stated."""
        return tuple(n for e in channel.between if (n := self.facts.networks[e]) is not None)

    def mediated(self, channel: Channel) -> bool:
        """Whether a store, service or gateway stands between a ward network and the internet."""
        ends = [self.graph.actors[e] for e in channel.between]
        inside = [a for a in ends if self.facts.networks[a.id] in WARD_NETWORKS]
        if not inside:
            return True
        if channel.network == "internet":
            return all(a.kind == "gateway" for a in inside)
        outside = [a for a in ends if self.facts.networks[a.id] == "internet"]
        if not outside or inside[0].kind == "gateway":
            return True
        return outside[0].kind not in USERS and channel.network is not None

    def answers(self, checklist: Checklist, answer: str = "") -> frozenset[str]:
        """The items that a checklist answers, or answers so, by their numbers."""
        return frozenset(
            self._item(a.item) for a in checklist.answers if not answer or a.answer == answer
        )

    def silent(self, checklist: Checklist, answer: str, field: str) -> frozenset[str]:
        """The items answered so that leave a field empty."""
        return frozenset(
            self._item(a.item)
            for a in checklist.answers
            if a.answer == answer and not (getattr(a, field) or "").strip()
        )

    def _item(self, name: str) -> str:
        controls = self.graph.controls
        return (controls.control(name).item if controls.canonical(name) else None) or name

    @property
    def joint(self) -> bool:
        """Whether the paper is one on 外部結合: it has a checklist, or fields of the 別紙."""
        return bool(self.model.checklists) or self.annexed

    @property
    def annexed(self) -> bool:
        """Whether anything of the 別紙 is filled in."""
        agenda = self.model.agenda
        return agenda is not None and agenda.annex != Annex()

    def lines(self, part: Any) -> Iterator[Masks]:
        """What is stated of each internet channel of an actor."""
        for id in self.facts.internet_channels.get(part.id, ()):
            yield self.coverage.of("channel", id)
