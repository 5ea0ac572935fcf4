"""Subject → facts: the parts in the order of reading, the table, and who holds what when."""

from __future__ import annotations

from flowmodel.analysis.steps import Row, rows
from flowmodel.export.html.facts import Facts, Found, Line, Word
from flowmodel.export.html.findings import findings
from flowmodel.export.html.replay import replay
from flowmodel.export.html.sections import Sections
from flowmodel.layout.marks import step_key
from flowmodel.lint.report.text import apart_lines
from flowmodel.model import localise
from flowmodel.views import Subject


def gather(subject: Subject) -> Facts:
    """All that the page tells of `subject`."""
    graph, lang, report = subject.graph, subject.lang, subject.report
    figure = graph.model.figure
    found = findings(subject)
    at: dict[str, list[Found]] = {}
    for f in found:
        for word in f.at:
            at.setdefault(word.key, []).append(f)
    table = rows(graph, lang)
    return Facts(
        title=localise(figure.title, lang) or graph.model.label(lang),
        number=figure.number or "",
        verdict=subject.marks.verdict,
        parts=tuple(Sections(subject, table, at).all()),
        lines=tuple(_line(row, at) for row in table),
        findings=found,
        apart=tuple(apart_lines(report, lang)) if report else (),
        notes=tuple(f"{n.mark} {localise(n.text, lang)}" for n in figure.notes),
        categories=tuple(Word(c.label(lang), c.id) for c in graph.model.data),
        replay=replay(graph, table, lang),
    )


def _line(row: Row, at: dict[str, list[Found]]) -> Line:
    flow = row.flow
    key = step_key(flow.transfer.step)
    return Line(
        key,
        row.printed + row.label,
        Word(row.source, flow.source.id),
        Word(row.target, flow.target.id),
        tuple(Word(name, c.id) for name, c in zip(row.data, flow.data, strict=True)),
        Word(row.channel, flow.channel.id if flow.channel else ""),
        tuple((p.name, p.controls) for p in row.providers),
        tuple((f.rule, f.level) for f in at.get(key, ())),
    )
