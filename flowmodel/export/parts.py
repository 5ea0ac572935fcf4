"""What the text formats share: a model as nodes in nested frames, numbered arrows and cuts.

Names are made here (``z1``, ``a1``), so that no word of a model can be taken for a word of a
format; texts are cleaned of what moves a cursor or turns the direction of writing, and broken
into short lines. Each format escapes them in its own way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from flowmodel.analysis.steps import Row, rows
from flowmodel.errors import UNPRINTABLE
from flowmodel.language import Bilingual
from flowmodel.layout.blocks import KEPT_OUT
from flowmodel.layout.breaking import NO_END, NO_START
from flowmodel.layout.marks import exclusion_key, step_key
from flowmodel.layout.theme import Ink
from flowmodel.model import Actor, Exclusion, Zone, localise
from flowmodel.views import Subject
from flowmodel.vocabulary import ActorKind

CELLS = 40
"""Longest line of a label in half-width cells; a full-width character takes two."""
NOTE_CELLS = 120
"""The same for the notes below the figure."""

DATA = Bilingual("情報: {what}", "Data: {what}")
NO_DATA = Bilingual(
    "情報: 記載がありません（個人情報として扱う）", "Data: not stated (taken as personal data)"
)
OPERATION = Bilingual("操作: {what}", "Operation: {what}")
CHANNEL = Bilingual("経路: {what}", "Channel: {what}")
CONTROLS = Bilingual("対策［{who}］: {what}", "Controls [{who}]: {what}")
NO_CONTROLS = Bilingual("対策: 記載がありません", "Controls: none stated")
HELD = Bilingual("初めから保有: {what}", "Holds from the start: {what}")
PROTECTS = Bilingual("対象: {what}", "Protected: {what}")


@dataclass(frozen=True, slots=True)
class Node:
    """An actor."""

    id: str
    lines: tuple[str, ...]
    kind: ActorKind
    kept_out: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A zone with the zones and actors within it."""

    id: str
    title: tuple[str, ...]
    frames: tuple[Frame, ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A step, from node to node."""

    source: str
    target: str
    lines: tuple[str, ...]
    ink: Ink


@dataclass(frozen=True, slots=True)
class Cut:
    """A party that is kept out of a node."""

    party: str
    target: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A model for a text format: everything in the order in which it is written."""

    title: str
    frames: tuple[Frame, ...]
    nodes: tuple[Node, ...]
    """Actors outside every zone."""
    arrows: tuple[Arrow, ...]
    """The steps in the order of their series and numbers."""
    cuts: tuple[Cut, ...]
    notes: tuple[str, ...]
    """Lines below the figure: exclusions, foot-notes, what the check found."""


def plain(text: str) -> str:
    """`text` on one line, without characters that are invisible or move a cursor."""
    return " ".join(UNPRINTABLE.sub(" ", text).split())


def wrapped(text: str, cells: int = CELLS) -> tuple[str, ...]:
    """`plain` text in lines of at most `cells` half-width cells, words and 禁則 respected.

    A word that is longer than a line is left whole.
    """
    lines: list[str] = []
    line, width = "", 0
    for piece in _pieces(plain(text)):
        size = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in piece)
        if line and width + size > cells:
            lines.append(line.strip())
            line, width = "", 0
        line += piece
        width += size
    return (*lines, line.strip())


def _pieces(text: str) -> list[str]:
    """What is not to be broken: words with the space after them, single wide characters."""
    found: list[str] = []
    for c in text:
        before = found[-1][-1] if found else ""
        words = c < "\u2e80" and before < "\u2e80" and before != " "
        if found and (c == " " or words or c in NO_START or before in NO_END):
            found[-1] += c
        else:
            found.append(c)
    return found


@dataclass(slots=True)
class _Reader:
    """Reads one subject; names its parts by their order."""

    subject: Subject
    nodes: dict[str, Node] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)

    def say(self, text: Bilingual, **values: object) -> str:
        return text.text(self.subject.lang).format(**values)

    def join(self, texts: Iterable[str]) -> str:
        return ("、" if self.subject.lang == "ja" else ", ").join(texts)

    def read(self) -> Parts:
        graph, lang = self.subject.graph, self.subject.lang
        kept_out = {a.id for a in graph.excluded}
        for i, actor in enumerate(graph.model.actors, 1):
            self.nodes[actor.id] = self._node(f"a{i}", actor, actor.id in kept_out)
        self.zones = {z.id: f"z{i}" for i, z in enumerate(graph.model.zones, 1)}
        figure = graph.model.figure
        title = plain(localise(figure.title, lang) or graph.model.label(lang))
        if figure.number:
            title += f"（{plain(figure.number)}）" if lang == "ja" else f" ({plain(figure.number)})"
        return Parts(
            title,
            tuple(self._frame(z) for z in graph.model.zones if not z.parent),
            tuple(n for a, n in self.nodes.items() if not graph.actors[a].zone),
            tuple(self._arrow(row, i) for row, i in self._rows()),
            tuple(self._cuts()),
            tuple(self._notes()),
        )

    def _node(self, id: str, actor: Actor, kept_out: bool) -> Node:
        lang = self.subject.lang
        lines = [*wrapped(actor.label(lang))]
        operator = localise(actor.operator, lang)
        if operator and operator not in actor.label(lang):
            lines += wrapped(operator)
        if actor.holds:
            held = (self.subject.graph.data[d].label(lang) for d in actor.holds)
            lines += wrapped(self.say(HELD, what=self.join(held)))
        return Node(id, (*lines, *self._flags(actor.id)), actor.kind, kept_out)

    def _flags(self, *keys: str) -> tuple[str, ...]:
        ids = dict.fromkeys(i for k in keys for i in self.subject.marks.at(k))
        return wrapped("▲ " + " ".join(ids)) if ids else ()

    def _frame(self, zone: Zone) -> Frame:
        graph, lang = self.subject.graph, self.subject.lang
        return Frame(
            self.zones[zone.id],
            wrapped(zone.label(lang)),
            tuple(self._frame(z) for z in graph.model.zones if z.parent == zone.id),
            tuple(n for a, n in self.nodes.items() if graph.actors[a].zone == zone.id),
        )

    def _rows(self) -> Iterable[tuple[Row, int]]:
        graph = self.subject.graph
        order = {mark: i for i, mark in enumerate(graph.series)}
        return ((r, order[r.flow.transfer.series]) for r in rows(graph, self.subject.lang))

    def _arrow(self, row: Row, series: int) -> Arrow:
        lines = [*wrapped(row.printed + row.label)]
        lines += wrapped(
            self.say(DATA, what=self.join(row.data)) if row.data else self.say(NO_DATA)
        )
        lines += wrapped(self.say(OPERATION, what=row.acting))
        if row.channel:
            lines += wrapped(self.say(CHANNEL, what=row.channel))
        for provider in row.providers:
            what = self.join(provider.controls)
            lines += wrapped(self.say(CONTROLS, who=provider.name, what=what))
        if not row.providers:
            lines += wrapped(self.say(NO_CONTROLS))
        flow = row.flow
        keys = [step_key(flow.transfer.step)] + ([flow.channel.id] if flow.channel else [])
        return Arrow(
            self.nodes[flow.source.id].id,
            self.nodes[flow.target.id].id,
            (*lines, *self._flags(*keys)),
            self.subject.theme.series(series),
        )

    def _cuts(self) -> Iterable[Cut]:
        for i, exclusion in enumerate(self.subject.graph.model.exclusions):
            lines = (*wrapped(f"× {self.say(KEPT_OUT)}"), *self._flags(exclusion_key(i)))
            for party in exclusion.parties:
                for target in self._protected(exclusion):
                    yield Cut(self.nodes[party].id, self.nodes[target].id, lines)

    def _protected(self, exclusion: Exclusion) -> list[str]:
        """The actors that are protected; where only data are, the others that hold them."""
        graph, wanted = self.subject.graph, set(exclusion.protects)
        named = [a.id for a in graph.model.actors if a.id in wanted]
        return named or [
            a.id
            for a in graph.model.actors
            if a.id not in exclusion.parties and wanted & {c.id for c in graph.data_at[a.id]}
        ]

    def _notes(self) -> Iterable[str]:
        graph, lang = self.subject.graph, self.subject.lang
        colon = "：" if lang == "ja" else ": "
        for exclusion in graph.model.exclusions:
            parties = self.join(graph.actors[p].label(lang) for p in exclusion.parties)
            protected = [graph.part(p) for p in exclusion.protects]
            names = self.join(p.label(lang) for p in protected if p is not None)
            said = [parties, localise(exclusion.text, lang), self.say(PROTECTS, what=names)]
            head = self.say(KEPT_OUT) + colon
            yield from wrapped(
                head + ("　" if lang == "ja" else "; ").join(filter(None, said)), NOTE_CELLS
            )
        for note in graph.model.figure.notes:
            yield from wrapped(f"{note.mark} {localise(note.text, lang)}", NOTE_CELLS)
        if self.subject.marks.verdict:
            yield from wrapped(self.subject.marks.verdict, NOTE_CELLS)


def parts(subject: Subject) -> Parts:
    """The model of `subject` for a text format."""
    return _Reader(subject).read()
