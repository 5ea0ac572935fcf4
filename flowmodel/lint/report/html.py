"""Findings as one self-contained HTML page: no script, nothing fetched, all text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from flowmodel.language import Bilingual, Lang
from flowmodel.lint.finding import Finding
from flowmodel.lint.report.excerpt import excerpt, printable
from flowmodel.lint.report.markdown import COUNTS, HEADS, NOTHING
from flowmodel.lint.report.mending import mending
from flowmodel.lint.report.naming import Names
from flowmodel.lint.report.text import apart_lines, details
from flowmodel.lint.report.told import Told
from flowmodel.lint.report.unread import UNREAD, Entry, Unread, said
from flowmodel.templating import environment
from flowmodel.vocabulary import LEVELS

TITLE = Bilingual("点検結果", "Findings")
TOTAL = Bilingual("モデル {n} 件", "{n} model(s)")

NOT_CHECKED = Bilingual("点検していないファイル {n} 件", "{n} file(s) not checked")


def write(reports: Iterable[Entry], lang: Lang | None, color: bool = False) -> Iterator[str]:
    """The page; its own words are in `lang`, or in the language of the first model."""
    models = []
    unread: list[Unread] = []
    first: Lang | None = lang
    for report in reports:
        if isinstance(report, Unread):
            unread.append(report)
            continue
        first = first or report.model.lang
        models.append(_model(report, lang or report.model.lang))
    told: Lang = first or (unread[0].lang if unread else "en")
    yield (
        environment("flowmodel.lint.report")
        .get_template("findings.html.j2")
        .render(
            lang=told,
            title=TITLE.text(told),
            total=TOTAL.text(told).format(n=len(models)),
            not_checked=NOT_CHECKED.text(told).format(n=len(unread)),
            unread=[_unread(u, told) for u in unread],
            models=models,
        )
    )


def _unread(unread: Unread, lang: Lang) -> dict[str, Any]:
    return {
        "file": printable(unread.file),
        "told": UNREAD.text(lang),
        "problems": [
            {
                "place": printable(str(unread.place(p))),
                "message": said(p, lang),
                "excerpt": "\n".join(excerpt(p.place) or ()),
            }
            for p in unread.problems
        ],
    }


def _model(report: Told, lang: Lang) -> dict[str, Any]:
    names = report.names(lang)
    return {
        "lang": lang,
        "title": printable(report.model.label(lang)),
        "file": printable(report.model.origin.file or ""),
        "counts": COUNTS.text(lang).format(
            errors=report.count("error"),
            warnings=report.count("warning"),
            notes=report.count("note"),
        ),
        "nothing": NOTHING.text(lang).format(n=len(report.checked)),
        "heads": [h.text(lang) for h in HEADS],
        "apart": list(apart_lines(report, lang)),
        "findings": [_finding(report, f, names, lang) for f in report.findings],
    }


def _finding(report: Told, f: Finding, names: Names, lang: Lang) -> dict[str, Any]:
    place = f.place
    return {
        "level": f.level,
        "label": LEVELS[f.level].text(lang),
        "rule": f.rule,
        "line": str(place.line) if place and place.line else "–",
        "message": printable(f.message.text(lang)),
        "details": list(details(f, names, lang)),
        "mending": [(m.head, "\n".join(m.lines)) for m in mending(report, f, names, lang)],
        "excerpt": "\n".join(excerpt(place) or ()),
    }
