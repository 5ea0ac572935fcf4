"""Which controls protect each transfer, and who provides them.

Effective controls of a transfer = those stated for the transfer itself, for
its channel, and for an endpoint where the control is of a kind that an
endpoint can provide. The plan named the acting endpoint alone; some controls
(restriction of peers, authentication, rights per file) are enforced by the
side that is called, so the catalogue says for each control which endpoint
counts (`Control.endpoint`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from flowmodel.errors import DocPath
from flowmodel.model import Statement

if TYPE_CHECKING:
    from flowmodel.graph.flowgraph import Flow, FlowGraph

ProviderKind = Literal["transfer", "channel", "actor"]


@dataclass(frozen=True, slots=True)
class Provided:
    """One control in force, and who provides it."""

    control: str
    """Canonical id of the control or of one of its parts."""
    statement: Statement
    """What is stated of it."""
    kind: ProviderKind
    """The kind of part that provides it."""
    provider: str
    """The id of the actor or channel, or the step of the transfer."""
    path: DocPath
    """Where the statement stands in the document."""


@dataclass(frozen=True, slots=True)
class Masks:
    """The controls of one part as bits: stated as in place or planned, and as not needed."""

    stated: int = 0
    unneeded: int = 0

    def __or__(self, other: Masks) -> Masks:
        return Masks(self.stated | other.stated, self.unneeded | other.unneeded)

    def only(self, mask: int) -> Masks:
        """The part of both that lies within `mask`."""
        return Masks(self.stated & mask, self.unneeded & mask)

    @property
    def settled(self) -> int:
        """All that is stated, either way; the rest is unknown."""
        return self.stated | self.unneeded


NOTHING = Masks()


class Coverage:
    """Effective controls of every transfer, actor and channel of a graph."""

    def __init__(self, graph: FlowGraph, today: date | None = None):
        """A statement that expired before `today` counts as not stated; without it none does."""
        self.graph = graph
        self.expired: list[Provided] = []
        """The statements that expired, in the order of the document."""
        self._today = today
        self._written: dict[
            tuple[ProviderKind, str], list[tuple[tuple[Statement, ...], DocPath]]
        ] = {}
        self._masks: dict[tuple[ProviderKind, str], Masks] = {}
        self._combined: dict[tuple[str, str, str | None], Masks] = {}
        self._either, self._acting = self._endpoint_masks()
        self._collect()

    def _endpoint_masks(self) -> tuple[int, int]:
        controls = self.graph.controls
        either = acting = 0
        for control in controls:
            if control.endpoint == "either":
                either |= controls.mask(control.id)
            elif control.endpoint == "acting":
                acting |= controls.mask(control.id)
        return either, acting | either

    def _collect(self) -> None:
        model = self.graph.model
        for i, actor in enumerate(model.actors):
            self._state("actor", actor.id, actor.controls, ("actors", i))
        for i, channel in enumerate(model.channels):
            self._state("channel", channel.id, channel.controls, ("channels", i))
        for i, transfer in enumerate(model.transfers):
            if transfer.controls:
                self._state("transfer", transfer.step, transfer.controls, ("transfers", i))
        for i, box in enumerate(model.boxes):
            kind: ProviderKind = "channel" if box.at in self.graph.channels else "actor"
            for j, item in enumerate(box.items):
                self._state(kind, box.at, item.controls, ("boxes", i, "items", j))

    def _state(
        self, kind: ProviderKind, id: str, statements: tuple[Statement, ...], path: DocPath
    ) -> None:
        if not statements:
            return
        mask = self.graph.controls.mask
        stated = unneeded = 0
        for s in statements:
            if s.expires is not None and self._gone(s):
                self.expired += (
                    p for p in self._told(kind, id, statements, path) if p.statement is s
                )
            elif s.state == "not-needed":
                unneeded |= mask(s.control)
            else:
                stated |= mask(s.control)
        key = (kind, id)
        self._written.setdefault(key, []).append((statements, path))
        if stated or unneeded:
            before = self._masks.get(key)
            masks = Masks(stated, unneeded)
            self._masks[key] = masks if before is None else before | masks

    def _gone(self, statement: Statement) -> bool:
        expires = statement.expires
        return expires is not None and self._today is not None and expires < self._today

    def _told(
        self, kind: ProviderKind, id: str, statements: tuple[Statement, ...], path: DocPath
    ) -> Iterator[Provided]:
        canonical = self.graph.controls.canonical
        for k, s in enumerate(statements):
            yield Provided(canonical(s.control) or s.control, s, kind, id, (*path, "controls", k))

    def of(self, kind: ProviderKind, id: str) -> Masks:
        """What is stated for one part by itself, boxes included."""
        return self._masks.get((kind, id), NOTHING)

    def actor(self, id: str) -> Masks:
        """What is stated for an actor."""
        return self._masks.get(("actor", id), NOTHING)

    def masks(self, flow: Flow) -> Masks:
        """The effective controls of a transfer as bits. Constant time per flow."""
        other = flow.target if flow.actor is flow.source else flow.source
        key = (flow.actor.id, other.id, flow.channel.id if flow.channel else None)
        inherited = self._combined.get(key)
        if inherited is None:
            inherited = self.actor(key[0]).only(self._acting) | self.actor(key[1]).only(
                self._either
            )
            if key[2] is not None:
                inherited |= self.of("channel", key[2])
            self._combined[key] = inherited
        own = self._masks.get(("transfer", flow.transfer.step))
        return inherited if own is None else inherited | own

    def stated(self, kind: ProviderKind, id: str) -> tuple[Provided, ...]:
        """The statements for one part by itself, in the order of the document."""
        return tuple(
            p
            for statements, path in self._written.get((kind, id), ())
            for p in self._told(kind, id, statements, path)
            if not self._gone(p.statement)
        )

    def effective(self, flow: Flow) -> tuple[Provided, ...]:
        """The effective controls of a transfer with their providers: own, channel, endpoints."""
        return tuple(self._effective(flow))

    def _effective(self, flow: Flow) -> Iterator[Provided]:
        yield from self.stated("transfer", flow.transfer.step)
        if flow.channel:
            yield from self.stated("channel", flow.channel.id)
        controls = self.graph.controls
        for actor in dict.fromkeys((flow.actor.id, flow.source.id, flow.target.id)):
            counted = self._acting if actor == flow.actor.id else self._either
            for p in self.stated("actor", actor):
                if controls.mask(p.control) & counted:
                    yield p

    def has(self, masks: Masks, *controls: str) -> bool:
        """Whether all the named controls are stated, or stated as not needed."""
        wanted = self.graph.controls.mask(*controls)
        return masks.settled & wanted == wanted

    def missing(self, masks: Masks, *controls: str) -> tuple[str, ...]:
        """Those of the named controls (or their parts) of which nothing is stated."""
        wanted = self.graph.controls.mask(*controls)
        return self.graph.controls.split(wanted & ~masks.settled)
