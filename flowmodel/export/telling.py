"""Model and drawing → the whole flow in sentences, for those who do not see the figure.

Nothing but text: it can be read aloud, sent by mail, or stand beside the figure in a paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowmodel.analysis.access import proofs
from flowmodel.analysis.answers import Proof
from flowmodel.analysis.proofs import SIGNS, searched
from flowmodel.analysis.steps import NONE, Row, rows
from flowmodel.export.parts import plain
from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.layout.blocks import KEPT_OUT, under_name
from flowmodel.layout.describe import APART, measure_lines, named, note_lines, zone_lines
from flowmodel.layout.marks import step_key
from flowmodel.layout.scene import Scene
from flowmodel.layout.spans import LISTED, graph_title, series_entry
from flowmodel.model import Actor, Channel, localise
from flowmodel.render import Drawing
from flowmodel.views import Subject
from flowmodel.vocabulary import INTERNAL_OPERATIONS, MEDIA, OPERATIONS, Operation, circled

HEADS: dict[str, Bilingual] = {
    "zones": Bilingual("区画と主体", "Zones and actors"),
    "actors": Bilingual("主体ごとの記載", "What is said of the actors"),
    "channels": Bilingual("経路", "Channels"),
    "steps": Bilingual("手順", "Steps"),
    "measures": Bilingual("主体ごとの情報保護対策", "Controls of the actors"),
    "kept": KEPT_OUT,
    "notes": Bilingual("注", "Notes"),
    "check": Bilingual("点検", "Check"),
}
_DOES: dict[str, Bilingual] = {
    "source": Bilingual(
        "{actor}が、{data}を、{over}{other}へ{operation}します。",
        "{actor} {operation} {data} to {other}{over}.",
    ),
    "target": Bilingual(
        "{actor}が、{data}を、{over}{other}から{operation}します。",
        "{actor} {operation} {data} from {other}{over}.",
    ),
    "at": Bilingual(
        "{actor}が、{data}を、{over}{other}で{operation}します。",
        "{actor} {operation} {data} at {other}{over}.",
    ),
    "self": Bilingual("{actor}が、{data}を{operation}します。", "{actor} {operation} {data}."),
}
"""Who does what, by who acts."""
_OVER = Bilingual("{channel}を通じて", " over {channel}")
_NO_DATA = Bilingual(
    "情報（区分の記載がないため、個人情報として扱うもの）",
    "data (of no stated category, so taken as personal data)",
)
_CONTROLS = Bilingual("対策は、{controls}。", "Controls: {controls}.")
_PROVIDES = Bilingual("{name}の{controls}", "{controls} ({name})")
_NO_CONTROLS = Bilingual("対策の記載がありません。", "No control is stated.")
_BASIS = Bilingual("根拠は、{text}。", "Ground: {text}.")
_FLAGS = Bilingual("規則 {rules} の指摘があります。", "Findings of the rules {rules}.")
_CHANNEL = Bilingual(
    "{name}（{medium}）: {ends}の間。対策: {controls}",
    "{name} ({medium}): between {ends}; {controls}",
)
_ACTOR = Bilingual("{name}: {facts}", "{name}: {facts}")
_FUNCTIONS = Bilingual("{title}は、{items}", "{title}: {items}")
_FUNCTION_TITLE = Bilingual("機能", "Functions")
_HOLDS = Bilingual("図に示す情報は、{data}", "Data shown: {data}")
_KEPT = Bilingual(
    "{parties}は、{protects}にアクセスできない者とされています。",
    "{parties}: stated to be kept out of {protects}.",
)
_VERBS: dict[Operation, str] = {
    "upload": "uploads", "send": "sends", "view": "views", "edit": "edits",
    "download": "downloads", "delete": "deletes", "process": "processes",
}  # fmt: skip
assert _VERBS.keys() == OPERATIONS.keys()


def text(subject: Subject, drawing: Drawing) -> bytes:
    """The flow in sentences, in UTF-8; of a plot and a landscape, what it shows in sentences."""
    if isinstance(drawing, Scene) and drawing.id == subject.graph.model.id:
        lines = list(_Speaker(subject).lines())
    else:
        lines = [plain(line) for line in drawing.description.split("\n")]
    return "".join(f"{line}\n" for line in lines).encode()


class _Speaker:
    """Tells one subject."""

    def __init__(self, subject: Subject):
        self.subject, self.graph, self.lang = subject, subject.graph, subject.lang

    def say(self, what: Bilingual, **values: object) -> str:
        return what.format(**values).text(self.lang)

    def join(self, texts: Iterable[str]) -> str:
        return LISTED.text(self.lang).join(texts)

    def lines(self) -> Iterator[str]:
        """Title, then each part under its heading; parts of which nothing is said are left out."""
        model = self.graph.model
        yield plain(graph_title(self.graph, self.lang))
        number = model.figure.number
        below = [plain(number)] if number else []
        below += [model.date.isoformat()] if model.date else []
        yield from below
        parts: dict[str, Iterable[str]] = {
            "zones": zone_lines(self.graph, self.lang),
            "actors": filter(None, map(self._actor, model.actors)),
            "channels": map(self._channel, model.channels),
            "steps": self._steps(),
            "measures": measure_lines(self.graph, self.lang, model.actors),
            "kept": self._kept(),
            "notes": note_lines(self.graph, self.lang),
            "check": filter(None, [self.subject.marks.verdict]),
        }
        for key, told in parts.items():
            lines = [plain(line) for line in told]
            if lines:
                yield ""
                yield f"■ {HEADS[key].text(self.lang)}"
                yield from lines

    def _actor(self, actor: Actor) -> str:
        """What the figure writes into the box of an actor; empty where that is its name alone."""
        facts = under_name(actor, self.lang)
        listed = actor.functions
        if listed is not None and listed.items:
            items = APART.text(self.lang).join(
                (f"{circled(i)} " if listed.style == "numbered" else "") + localise(item, self.lang)
                for i, item in enumerate(listed.items, 1)
            )
            title = localise(listed.title, self.lang, _FUNCTION_TITLE.text(self.lang))
            facts.append(self.say(_FUNCTIONS, title=title, items=items))
            facts += [f"※ {localise(note, self.lang)}" for note in listed.notes]
        held = self.graph.data_at.get(actor.id, ())
        if held:
            data = self.join(c.label(self.lang) for c in held)
            facts.append(self.say(_HOLDS, data=data))
        if not facts:
            return ""
        stop, space = ("。", "") if self.lang == "ja" else (".", " ")
        sentences = space.join(f.removesuffix(stop) + stop for f in facts)
        return self.say(_ACTOR, name=actor.label(self.lang), facts=sentences)

    def _channel(self, channel: Channel) -> str:
        ends = [self.graph.actors[a].label(self.lang) for a in channel.between]
        medium = [MEDIA[channel.medium].text(self.lang), localise(channel.carrier, self.lang)]
        controls = named(self.graph, channel.controls, self.lang)
        return self.say(
            _CHANNEL,
            name=channel.label(self.lang),
            medium=self.join(filter(None, medium)),
            ends=("と" if self.lang == "ja" else " and ").join(ends),
            controls=controls or NONE.text(self.lang),
        )

    def _steps(self) -> Iterator[str]:
        series = self.graph.series
        told = iter(rows(self.graph, self.lang))
        for flows in series.values():
            if len(series) > 1:
                yield (
                    f"［{series_entry(self.graph, flows, self.lang)}］"
                    if self.lang == "ja"
                    else (f"[{series_entry(self.graph, flows, self.lang)}]")
                )
            for flow, row in zip(flows, told, strict=False):
                yield (
                    " ".join(self._step(flow, row))
                    if self.lang == "en"
                    else "".join(self._step(flow, row))
                )

    def _step(self, flow: Flow, row: Row) -> Iterator[str]:
        stop = "。" if self.lang == "ja" else "."
        transfer = flow.transfer
        mark = f"({transfer.mark})" if transfer.mark else ""
        label = transfer.text(self.lang)
        if label.endswith(stop):
            stop = ""
        yield row.printed + (f" {label}{mark}{stop}" if label else mark)
        yield self._deed(flow, row)
        provided = [
            self.say(_PROVIDES, name=p.name, controls=self.join(p.controls)) for p in row.providers
        ]
        controls = APART.text(self.lang).join(provided)
        yield self.say(_CONTROLS, controls=controls) if provided else _NO_CONTROLS.text(self.lang)
        if transfer.basis:
            yield self.say(_BASIS, text=transfer.basis)
        flags = self.subject.marks.at(step_key(transfer.step))
        if flags:
            yield self.say(_FLAGS, rules=self.join(flags))

    def _deed(self, flow: Flow, row: Row) -> str:
        """Who sends what to whom over what."""
        operation = flow.transfer.operation
        by_target = flow.actor is flow.target and flow.source is not flow.target
        how = "target" if by_target else "source"
        if flow.source is flow.target:
            how = "self"
        elif operation in INTERNAL_OPERATIONS and not by_target:
            how = "at"
        actor, other = (row.target, row.source) if by_target else (row.source, row.target)
        return self.say(
            _DOES[how],
            actor=actor,
            other=other,
            data=self.join(row.data) or _NO_DATA.text(self.lang),
            over=self.say(_OVER, channel=row.channel) if row.channel else "",
            operation=Bilingual(OPERATIONS[operation].ja, _VERBS[operation]),
        )

    def _kept(self) -> Iterator[str]:
        """Who is kept out of what, with what was searched and why nothing arrives."""
        graph = self.graph
        found = proofs(graph)
        for i, exclusion in enumerate(graph.model.exclusions):
            parties = [graph.actors[p].label(self.lang) for p in exclusion.parties]
            protects = [p.label(self.lang) for id in exclusion.protects if (p := graph.part(id))]
            yield self.say(_KEPT, parties=self.join(parties), protects=self.join(protects))
            yield from filter(None, [localise(exclusion.text, self.lang)])
            for answer in found:
                if answer.claim != ("exclusions", i):
                    continue
                yield f"{SIGNS[answer.proven]} {found.told(answer).text(self.lang)}"
                if isinstance(answer, Proof):
                    yield from (r.text(self.lang) for r in found.reasons(answer))
                    yield searched(answer).text(self.lang)
