"""Findings as a small table for a notebook: escaped, without script or style sheet."""

from __future__ import annotations

from html import escape

from flowmodel.language import Bilingual, Lang
from flowmodel.lint.finding import Finding
from flowmodel.lint.report.mending import few, mending_lines
from flowmodel.lint.report.naming import Names
from flowmodel.lint.report.text import apart_lines
from flowmodel.lint.report.told import Told
from flowmodel.vocabulary import LEVELS

_HEADS = (
    Bilingual("水準", "level"),
    Bilingual("規則", "rule"),
    Bilingual("指摘", "finding"),
    Bilingual("記載のない対策", "not stated"),
    Bilingual("場所", "place"),
)
_NOTHING = Bilingual("{title}: 指摘はありません（{n} 規則）", "{title}: no findings ({n} rules)")
_SOME = Bilingual(
    "{title}: エラー {errors} 件、警告 {warnings} 件、注記 {notes} 件",
    "{title}: {errors} error(s), {warnings} warning(s), {notes} note(s)",
)
_FINDING = 2
"""The column of the finding."""
MOST_ROWS = 200
"""Rows shown in a notebook; the caption has the full count."""


def report_html(report: Told, lang: Lang) -> str:
    """The report as one ``<table>``, or one ``<p>`` where nothing was found."""
    title = escape(report.model.label(lang))
    accepted = "".join(f"<li>{escape(line)}</li>" for line in apart_lines(report, lang))
    accepted = f"<ul>{accepted}</ul>" if accepted else ""
    if not report.findings:
        return f"<p>{_NOTHING.text(lang).format(title=title, n=len(report.checked))}</p>{accepted}"
    names = report.names(lang)
    caption = _SOME.text(lang).format(
        title=title,
        errors=report.count("error"),
        warnings=report.count("warning"),
        notes=report.count("note"),
    )
    heads = "".join(f'<th scope="col">{h.text(lang)}</th>' for h in _HEADS)
    rows = "".join(_row(report, f, names, lang) for f in report.findings[:MOST_ROWS])
    more = len(report.findings) - MOST_ROWS
    tail = f'<tr><td colspan="5">… +{more}</td></tr>' if more > 0 else ""
    return (
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}{tail}</tbody></table>{accepted}"
    )


def _row(report: Told, finding: Finding, names: Names, lang: Lang) -> str:
    mends = "\n".join(mending_lines(report, finding, names, lang)) if few(report) else ""
    mends = f'<pre style="margin:4px 0 0">{escape(mends)}</pre>' if mends else ""
    cells = (
        LEVELS[finding.level].text(lang),
        finding.rule,
        finding.message.text(lang),
        "\n".join(names.control(m) for m in finding.missing),
        str(finding.place) if finding.place else "",
    )
    return (
        "<tr>"
        + "".join(
            f'<td style="text-align:left">{escape(c).replace(chr(10), "<br>")}'
            f"{mends if i == _FINDING else ''}</td>"
            for i, c in enumerate(cells)
        )
        + "</tr>"
    )
