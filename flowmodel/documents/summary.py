"""The one-page summary: the steps as a table, with who provides each control.

It answers what a meeting asks of a figure: what is sent, over what, protected
by what, and where that is stated.
"""

from __future__ import annotations

from flowmodel.analysis.steps import NONE, rows
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.lint import Report
from flowmodel.lint.report.text import waived_lines
from flowmodel.model import localise
from flowmodel.templating import environment
from flowmodel.vocabulary import LEVELS

WORDS: dict[str, Bilingual] = {
    "step": Bilingual("手順", "Step"),
    "route": Bilingual("送り側 → 受け側", "From → to"),
    "data": Bilingual("情報", "Data"),
    "channel": Bilingual("経路", "Channel"),
    "controls": Bilingual("情報保護対策（記載箇所ごと）", "Controls, by who provides them"),
    "none": NONE,
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
