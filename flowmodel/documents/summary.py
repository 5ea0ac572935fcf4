"""The one-page summary: the steps as a table, with who provides each control.

It answers what a meeting asks of a figure: what is sent, over what, protected
by what, and where that is stated.
"""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.analysis import Coverage, Provided
from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.lint import Report
from flowmodel.lint.report.text import waived_lines
from flowmodel.model import localise
from flowmodel.templating import environment
from flowmodel.vocabulary import LEVELS, OPERATIONS, STATES

OWN = Bilingual("この手順", "this step")
ACTS: dict[str, Bilingual] = {
    "source": Bilingual("送り側が{operation}", "sender: {operation}"),
    "target": Bilingual("受け側が{operation}", "receiver: {operation}"),
    "self": Bilingual("{operation}", "{operation}"),
}
"""Who acts in a step, and what is done."""

WORDS: dict[str, Bilingual] = {
    "step": Bilingual("手順", "Step"),
    "route": Bilingual("送り側 → 受け側", "From → to"),
    "data": Bilingual("情報", "Data"),
    "channel": Bilingual("経路", "Channel"),
    "controls": Bilingual("情報保護対策（記載箇所ごと）", "Controls, by who provides them"),
    "none": Bilingual("記載がありません", "none stated"),
    "no_data": Bilingual(
        "記載がありません（個人情報として扱う）", "not stated (taken as personal data)"
    ),
    "kept_out": Bilingual("アクセスできない者", "Kept out"),
    "findings": Bilingual("点検の指摘", "Findings"),
    "no_findings": Bilingual("指摘はありません", "No findings"),
    "rule": Bilingual("規則", "Rule"),
    "level": Bilingual("区分", "Level"),
    "message": Bilingual("内容", "Message"),
    "place": Bilingual("行", "Line"),
    "notes": Bilingual("注", "Notes"),
}


@dataclass(frozen=True, slots=True)
class Provider:
    """A part that provides controls to a step, with the controls as printed."""

    name: str
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One step of the table."""

    printed: str
    label: str
    source: str
    target: str
    acting: str
    data: tuple[str, ...]
    channel: str
    providers: tuple[Provider, ...]


def rows(graph: FlowGraph, lang: Lang) -> tuple[Row, ...]:
    """The steps in the order of their series and numbers, with their effective controls."""
    coverage = Coverage(graph)
    return tuple(
        _row(graph, coverage, flow, lang) for flows in graph.series.values() for flow in flows
    )


def _row(graph: FlowGraph, coverage: Coverage, flow: Flow, lang: Lang) -> Row:
    mark = f"({flow.transfer.mark})" if flow.transfer.mark else ""
    return Row(
        flow.printed,
        flow.transfer.text(lang) + mark,
        flow.source.label(lang),
        flow.target.label(lang),
        _acting(flow).text(lang),
        tuple(c.label(lang) for c in flow.data),
        flow.channel.label(lang) if flow.channel else "",
        _providers(graph, coverage.effective(flow), lang),
    )


def _acting(flow: Flow) -> Bilingual:
    end = "source" if flow.actor is flow.source else "target"
    who = "self" if flow.source is flow.target else end
    return ACTS[who].format(operation=OPERATIONS[flow.transfer.operation])


def _providers(
    graph: FlowGraph, provided: tuple[Provided, ...], lang: Lang
) -> tuple[Provider, ...]:
    """Effective controls by who provides them: the step itself, its channel, its ends."""
    found: dict[str, list[str]] = {}
    for p in provided:
        name = localise(p.statement.label, lang) or graph.controls.label(p.control, lang, True)
        if p.statement.state != "in-place":
            state = STATES[p.statement.state].text(lang)
            name += f"［{state}］" if lang == "ja" else f" [{state}]"
        names = found.setdefault(_provider(graph, p, lang), [])
        if name not in names:
            names.append(name)
    return tuple(Provider(who, tuple(names)) for who, names in found.items())


def _provider(graph: FlowGraph, provided: Provided, lang: Lang) -> str:
    if provided.kind == "transfer":
        return OWN.text(lang)
    table = graph.channels if provided.kind == "channel" else graph.actors
    return table[provided.provider].label(lang)


def summary(graph: FlowGraph, report: Report, verdict: str, lang: Lang) -> str:
    """The summary as a self-contained HTML page: no script, nothing fetched, all text escaped."""
    model = graph.model
    exclusions = [
        (
            tuple(graph.actors[p].label(lang) for p in e.parties),
            localise(e.text, lang),
        )
        for e in model.exclusions
    ]
    findings = [(f, LEVELS[f.level].text(lang), f.message.text(lang)) for f in report.findings]
    return (
        environment("flowmodel.documents")
        .get_template("summary.html.j2")
        .render(
            lang=lang,
            title=localise(model.figure.title, lang) or model.label(lang),
            number=model.figure.number or "",
            verdict=verdict,
            rows=rows(graph, lang),
            exclusions=exclusions,
            findings=findings,
            waived=list(waived_lines(report, lang)),
            notes=[(n.mark, localise(n.text, lang)) for n in model.figure.notes],
            word={key: text.text(lang) for key, text in WORDS.items()},
        )
    )
