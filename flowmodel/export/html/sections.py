"""What is stated of each part, as the sections of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from flowmodel.analysis.holdings import holdings
from flowmodel.analysis.proofs import SIGNS
from flowmodel.analysis.steps import OWN, Row
from flowmodel.export.html.facts import Asked, Field, Found, Part, Provider, Stated, Word
from flowmodel.export.html.findings import label
from flowmodel.export.html.replay import gained, lost
from flowmodel.export.html.words import FIELDS, KINDS, PAGE, VALUES
from flowmodel.graph import Flow
from flowmodel.graph.coverage import Provided
from flowmodel.layout.marks import exclusion_key, step_key
from flowmodel.model import Actor, Channel, DataCategory, Exclusion, Text, Zone, localise
from flowmodel.model import Part as Stands
from flowmodel.views import Subject
from flowmodel.vocabulary import (
    ACTOR_KINDS,
    CERTAINTIES,
    MEDIA,
    NETWORKS,
    RIGHTS,
    STATES,
)

Value = str | Word | None
Named = tuple[str, Value | Iterable[Value]]
"""A key of `FIELDS`, and what the line says; nothing leaves the line out."""


class Sections:
    """Writes the sections of one subject."""

    def __init__(
        self, subject: Subject, table: Sequence[Row], found: Mapping[str, Sequence[Found]]
    ):
        self.subject = subject
        self.graph, self.lang = subject.graph, subject.lang
        self.table = table
        self.found = found
        self.moments = holdings(subject.graph).moments
        self.asked = self._asked()

    def all(self) -> Iterator[Part]:
        """Steps in their order, then actors, channels, data, zones, exclusions."""
        for i, row in enumerate(self.table, 1):
            yield self._step(row, i)
        model = self.graph.model
        yield from map(self._actor, model.actors)
        yield from map(self._channel, model.channels)
        yield from map(self._data, model.data)
        yield from map(self._zone, model.zones)
        for j, exclusion in enumerate(model.exclusions):
            yield self._exclusion(exclusion, exclusion_key(j))

    def _part(
        self,
        kind: str,
        key: str,
        stands: Stands,
        fields: Iterable[Named],
        providers: tuple[Provider, ...] = (),
    ) -> Part:
        lines = [*fields, ("note", stands.note)]
        if stands.certainty != "certain":
            lines.append(("inferred", CERTAINTIES[stands.certainty].text(self.lang)))
        return Part(
            key,
            kind,
            KINDS[kind].text(self.lang),
            label(self.graph, key, self.lang),
            tuple(self._fields(lines)),
            providers,
            self.asked.get(key, ()),
            tuple(self.found.get(key, ())),
        )

    def _fields(self, lines: Iterable[Named]) -> Iterator[Field]:
        for name, value in lines:
            several = [value] if isinstance(value, str | Word) or value is None else value
            words = [v if isinstance(v, Word) else Word(v) for v in several if v]
            if words:
                yield Field(FIELDS[name].text(self.lang), tuple(words))

    def say(self, text: Text | None) -> str:
        """A text of the model."""
        return localise(text, self.lang)

    def to(self, *keys: str) -> list[Word]:
        """The names of parts, each leading to its section."""
        return [Word(label(self.graph, key, self.lang), key) for key in keys]

    def _step(self, row: Row, number: int) -> Part:
        flow, t = row.flow, row.flow.transfer
        moved = self.to(*(c.id for c in flow.data)) or [Word(VALUES["no_data"].text(self.lang))]
        channel = flow.channel
        fields: list[Named] = [
            ("source", self.to(flow.source.id)),
            ("target", self.to(flow.target.id) if flow.target is not flow.source else None),
            ("acting", row.acting),
            ("channel", self.to(channel.id) if channel else VALUES["inside"].text(self.lang)),
            ("medium", MEDIA[channel.medium].text(self.lang) if channel else None),
            ("data", moved),
            ("size", _megabytes(t.size_mb)),
            ("basis", t.basis),
            ("consent", t.consent),
            *self._changes(number),
        ]
        return self._part("step", step_key(t.step), t, fields, self._providers(flow))

    def _changes(self, number: int) -> Iterator[tuple[str, list[Word]]]:
        """What the step at a position changes in who holds what."""
        before, after = self.moments[number - 1 : number + 1]
        new = tuple(gained(before, after))
        yield "gain", self._held((a, c) for a, c, copy in new if copy)
        yield "see", self._held((a, c) for a, c, copy in new if not copy)
        yield "lose", self._held(lost(before, after))

    def _held(self, pairs: Iterable[tuple[str, str]]) -> list[Word]:
        found: dict[str, list[str]] = {}
        for actor, category in pairs:
            found.setdefault(actor, []).append(category)
        comma, colon = ("、", "：") if self.lang == "ja" else (", ", ": ")
        return [
            Word(
                self.graph.actors[actor].label(self.lang)
                + colon
                + comma.join(self._category(c) for c in categories),
                actor,
            )
            for actor, categories in found.items()
        ]

    def _category(self, id: str) -> str:
        return self.graph.data[id].label(self.lang) if id else PAGE["unnamed"].text(self.lang)

    def _actor(self, actor: Actor) -> Part:
        zone, lang = self.graph.zone_of(actor), self.lang
        held = [Word(self._category(h.category), h.category) for h in self.moments[-1].at(actor.id)]
        fields: list[Named] = [
            ("kind", ACTOR_KINDS[actor.kind].text(lang)),
            ("zone", self.to(zone.id) if zone else None),
            ("operator", self.say(actor.operator)),
            ("location", actor.location),
            ("law", actor.governing_law),
            ("country", actor.country),
            ("parent_country", actor.parent_country),
            ("support", actor.support_countries),
            ("foreign_law", actor.foreign_law),
            ("functions", map(self.say, actor.functions.items) if actor.functions else None),
            ("certificates", [self._dated(c.name, c.expires) for c in actor.certifications]),
            ("rights", self._grants(actor)),
            ("start", self.to(*actor.holds)),
            ("end", held),
            ("steps", self._steps(lambda f: actor in (f.source, f.target))),
        ]
        return self._part("actor", actor.id, actor, fields, self._own("actor", actor.id))

    def _dated(self, name: Text, until: object) -> str:
        return self.say(name) + (f" (~ {until})" if until else "")

    def _grants(self, actor: Actor) -> Iterator[Word]:
        comma, colon = ("・", "：") if self.lang == "ja" else (", ", ": ")
        for grant in actor.grants:
            rights = comma.join(RIGHTS[r].text(self.lang) for r in grant.rights)
            folder = f" / {grant.folder}" if grant.folder else ""
            for to in grant.to:
                name = self.graph.actors[to].label(self.lang)
                yield Word(f"{name}{colon}{rights}{folder}", to)

    def _steps(self, concerned: Callable[[Flow], bool]) -> list[Word]:
        return self.to(*(step_key(r.flow.transfer.step) for r in self.table if concerned(r.flow)))

    def _channel(self, channel: Channel) -> Part:
        fields: list[Named] = [
            ("between", self.to(*channel.between)),
            ("medium", MEDIA[channel.medium].text(self.lang)),
            ("network", NETWORKS[channel.network].text(self.lang) if channel.network else None),
            ("carrier", self.say(channel.carrier)),
            ("max_size", _megabytes(channel.max_size_mb)),
            ("steps", self._steps(lambda f: f.channel is channel)),
        ]
        return self._part("channel", channel.id, channel, fields, self._own("channel", channel.id))

    def _data(self, data: DataCategory) -> Part:
        yes, no = VALUES["yes"].text(self.lang), VALUES["no"].text(self.lang)
        held = [
            a for a, found in self.moments[-1].held if any(h.category == data.id for h in found)
        ]
        fields: list[Named] = [
            ("items", map(self.say, data.items)),
            ("subjects", map(self.say, data.subjects)),
            ("personal", yes if data.personal else no),
            ("my_number", yes if data.my_number else None),
            ("assessment", data.assessment),
            ("class", data.classification),
            ("part_of", self.to(data.parent) if data.parent else None),
            ("steps", self._steps(lambda f: data in f.data)),
            ("held_by", self.to(*held)),
        ]
        return self._part("data", data.id, data, fields)

    def _zone(self, zone: Zone) -> Part:
        actors = [a.id for a in self.graph.model.actors if a.zone == zone.id]
        fields: list[Named] = [
            ("network", NETWORKS[zone.network].text(self.lang) if zone.network else None),
            ("zone", self.to(zone.parent) if zone.parent else None),
            ("actors", self.to(*actors)),
        ]
        return self._part("zone", zone.id, zone, fields)

    def _exclusion(self, exclusion: Exclusion, key: str) -> Part:
        fields: list[Named] = [
            ("parties", self.to(*exclusion.parties)),
            ("protects", self.to(*exclusion.protects)),
            ("text", self.say(exclusion.text)),
            ("proof", self._answers(f"exclusions.{key[1:]}")),
        ]
        return self._part("exclusion", key, exclusion, fields)

    def _answers(self, claim: str) -> Iterator[Word]:
        """What is answered of those whom an exclusion or assertion keeps out, with reasons."""
        report = self.subject.report
        for answer in report.kept_out if report else ():
            if answer.claim == claim:
                yield Word(f"{SIGNS[answer.proven]} {answer.message.text(self.lang)}")
                bullet = "・" if self.lang == "ja" else "• "
                yield from (Word(bullet + reason.text(self.lang)) for reason in answer.reasons)

    def _providers(self, flow: Flow) -> tuple[Provider, ...]:
        """Effective controls by who provides them: the step itself, its channel, its ends."""
        found: dict[tuple[str, str], list[Provided]] = {}
        for p in self.graph.effective(flow):
            found.setdefault((p.kind, p.provider), []).append(p)
        return tuple(
            Provider(
                Word(OWN.text(self.lang)) if kind == "transfer" else self.to(id)[0],
                tuple(dict.fromkeys(map(self._stated, given))),
            )
            for (kind, id), given in found.items()
        )

    def _own(self, kind: object, id: str) -> tuple[Provider, ...]:
        """What is stated for a part by itself."""
        given = self.graph.coverage.stated("channel" if kind == "channel" else "actor", id)
        stated = tuple(dict.fromkeys(map(self._stated, given)))
        return (Provider(Word(""), stated),) if stated else ()

    def _stated(self, provided: Provided) -> Stated:
        s = provided.statement
        day = "planned" if s.state == "planned" else "date"
        notes = [
            ("reason", s.reason),
            ("evidence", s.evidence),
            (day, str(s.date) if s.date else None),
            ("expires", str(s.expires) if s.expires else None),
        ]
        name = self.say(s.label) or self.graph.controls.label(provided.control, self.lang, True)
        return Stated(name, s.state, STATES[s.state].text(self.lang), tuple(self._fields(notes)))

    def _asked(self) -> dict[str, tuple[Asked, ...]]:
        """What the rules ask of each step; nothing where no check was made."""
        if self.subject.report is None:
            return {}
        from flowmodel.lint.explain import explain_steps

        lang, controls = self.lang, self.graph.controls
        comma = "、" if lang == "ja" else ", "
        return {
            step_key(told.flow.transfer.step): tuple(
                Asked(
                    a.rule.id,
                    a.rule.title.text(lang),
                    comma.join(controls.label(c, lang) for c in a.requirement.controls)
                    or a.requirement.text.text(lang),
                    a.requirement.met,
                    a.rule.basis.text(lang),
                )
                for a in told.asked
            )
            for told in explain_steps(self.graph)
        }


def _megabytes(size: float | None) -> str | None:
    return None if size is None else f"{size:g} MB"
