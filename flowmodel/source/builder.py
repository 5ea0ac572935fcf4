"""The builder: models written in Python, one call a part.

Each call returns the handle that later calls take. What is wrong in a call is
an error at that call; what can only be judged as a whole, at `Builder.build`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flowmodel.language import Lang
from flowmodel.model import (
    Actor,
    Agenda,
    BoxItem,
    Certification,
    Channel,
    Checklist,
    ChecklistAnswer,
    Control,
    ControlBox,
    DataCategory,
    Exclusion,
    Figure,
    FunctionList,
    Grant,
    Model,
    Series,
    Statement,
    Term,
    Transfer,
    Waiver,
    Zone,
)
from flowmodel.model.control import ProviderKind
from flowmodel.source.ledger import Handle, Ledger, Ref
from flowmodel.vocabulary import (
    ActorKind,
    Certainty,
    Medium,
    Network,
    Operation,
    Side,
)

Words = str | Mapping[str, str]
"""A text, or ``{"ja": …, "en": …}``."""
Controls = Iterable[Handle | str | Mapping[str, Any] | Statement]


class Builder:
    """Makes a `Model` part by part. Raises `ModelError` at the call that is wrong."""

    def __init__(self, id: str, title: Words, lang: Lang = "ja", **fields: Any):
        self._book = Ledger({"id": id, "title": title, "lang": lang, **fields})

    def zone(
        self,
        id: str,
        name: Words | None = None,
        *,
        network: Network | None = None,
        parent: Ref | None = None,
        note: str | None = None,
        certainty: Certainty | None = None,
    ) -> Handle:
        """Add a trust boundary, drawn as a lane."""
        return self._book.part(
            "zones",
            Zone,
            id=id,
            name=name,
            network=network,
            parent=self._book.ref(parent, "zones"),
            note=note,
            certainty=certainty,
        )

    def actor(
        self,
        id: str,
        name: Words | None = None,
        *,
        kind: ActorKind,
        zone: Ref | None = None,
        functions: FunctionList | Mapping[str, Any] | Iterable[Words] | None = None,
        certifications: Iterable[Certification | Mapping[str, Any] | str] = (),
        controls: Controls = (),
        holds: Ref | Iterable[Ref] = (),
        grants: Iterable[Grant | Mapping[str, Any]] = (),
        **fields: Any,
    ) -> Handle:
        """Add who sends, keeps or receives. `grants` may name actors of later calls.

        `fields` are the other fields of `flowmodel.model.Actor`: ``party``,
        ``operator``, ``location``, ``governing_law``, ``country``,
        ``parent_country``, ``support_countries``, ``foreign_law``, ``note``, ``certainty``.
        """
        return self._book.part(
            "actors",
            Actor,
            id=id,
            name=name,
            kind=kind,
            zone=self._book.ref(zone, "zones"),
            functions=functions,
            certifications=certifications,
            controls=controls,
            holds=self._book.refs(holds, "data"),
            grants=grants,
            **fields,
        )

    def data(
        self,
        id: str,
        name: Words | None = None,
        *,
        items: Iterable[Words] = (),
        subjects: Iterable[Words] = (),
        personal: bool | None = None,
        parent: Ref | None = None,
        **fields: Any,
    ) -> Handle:
        """Add a data category.

        `fields`: ``classification``, ``my_number``, ``assessment``, ``note``, ``certainty``.
        """
        return self._book.part(
            "data",
            DataCategory,
            id=id,
            name=name,
            items=items,
            subjects=subjects,
            personal=personal,
            parent=self._book.ref(parent, "data"),
            **fields,
        )

    def channel(
        self,
        id: str,
        a: Ref,
        b: Ref,
        name: Words | None = None,
        *,
        medium: Medium | None = None,
        network: Network | None = None,
        controls: Controls = (),
        carrier: Words | None = None,
        **fields: Any,
    ) -> Handle:
        """Add a way between actors `a` and `b`.

        `fields`: ``max_size_mb``, ``note``, ``certainty``.
        """
        return self._book.part(
            "channels",
            Channel,
            id=id,
            between=[self._book.ref(a, "actors"), self._book.ref(b, "actors")],
            name=name,
            medium=medium,
            network=network,
            controls=controls,
            carrier=carrier,
            **fields,
        )

    def series(self, mark: str, name: Words | None = None, **fields: Any) -> Handle:
        """Say what the steps of one mark stand for: nothing, ``'`` or a letter."""
        return self._book.part("series", Series, mark=mark, name=name, **fields)

    def transfer(
        self,
        step: str | int,
        label: Words | None,
        source: Ref,
        target: Ref,
        *,
        over: Ref | None = None,
        by: Ref | None = None,
        data: Ref | Iterable[Ref] = (),
        operation: Operation | None = None,
        controls: Controls = (),
        mark: str | None = None,
        note: str | None = None,
        certainty: Certainty | None = None,
        **fields: Any,
    ) -> Handle:
        """Add a numbered step from `source` to `target`.

        `fields`: ``size_mb``, ``basis``, ``consent``.
        """
        return self._book.part(
            "transfers",
            Transfer,
            step=step,
            label=label,
            source=self._book.ref(source, "actors"),
            target=self._book.ref(target, "actors"),
            over=self._book.ref(over, "channels"),
            by=self._book.ref(by, "actors"),
            data=self._book.refs(data, "data"),
            operation=operation,
            controls=controls,
            mark=mark,
            note=note,
            certainty=certainty,
            **fields,
        )

    def exclude(
        self,
        parties: Ref | Iterable[Ref],
        protects: Ref | Iterable[Ref],
        text: Words | None = None,
        **fields: Any,
    ) -> Handle:
        """Say that `parties` must never reach the actors or data in `protects`."""
        return self._book.part(
            "exclusions",
            Exclusion,
            parties=self._book.refs(parties, "actors"),
            protects=self._book.refs(protects, "actors", "data"),
            text=text,
            **fields,
        )

    def box(
        self,
        id: str,
        at: Ref,
        items: Iterable[BoxItem | Mapping[str, Any] | str | Handle],
        title: Words | None = None,
        **fields: Any,
    ) -> Handle:
        """Add a control box of the figure for an actor or a channel."""
        owner = self._book.ref(at, "actors", "channels")
        return self._book.part(
            "boxes", ControlBox, id=id, at=owner, items=items, title=title, **fields
        )

    def checklist(
        self,
        side: Side,
        answers: Iterable[ChecklistAnswer | Mapping[str, Any]],
        actors: Ref | Iterable[Ref] = (),
        **fields: Any,
    ) -> Handle:
        """Add the checklist of one side."""
        return self._book.part(
            "checklists",
            Checklist,
            side=side,
            answers=answers,
            actors=self._book.refs(actors, "actors"),
            **fields,
        )

    def control(
        self,
        id: str,
        name: Words,
        *,
        item: str | None = None,
        provided_by: Iterable[ProviderKind] | None = None,
        **fields: Any,
    ) -> Handle:
        """Add a control of the model's own, beside the catalogue's.

        `fields` are the other fields of `flowmodel.model.Control`.
        """
        return self._book.part(
            "controls", Control, id=id, name=name, item=item, provided_by=provided_by, **fields
        )

    def term(self, preferred: str, variants: Iterable[str]) -> Handle:
        """Say which name is used for one thing, and which are not."""
        return self._book.part("terms", Term, preferred=preferred, variants=variants)

    def waiver(self, rule: str, part: Ref, *, reason: str, approver: str, expires: Any) -> Handle:
        """Accept a finding of `rule` at `part` until the day `expires`."""
        return self._book.part(
            "waivers",
            Waiver,
            rule=rule,
            part=str(part),
            reason=reason,
            approver=approver,
            expires=expires,
        )

    def figure(self, **fields: Any) -> None:
        """Set title, number, notes and footer of the figure. A second call replaces the first."""
        self._book.single("figure", Figure, fields)

    def agenda(self, agenda: Agenda | Mapping[str, Any]) -> None:
        """Set the fields of the paper set. A second call replaces the first."""
        self._book.single("agenda", Agenda, agenda)

    def build(self) -> Model:
        """The model. Raises `ModelError` with all that does not hold and the lines concerned."""
        return self._book.model()
