"""Findings as Markdown, for comments and job summaries; nothing in a model acts as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flowmodel.language import Bilingual, Lang
from flowmodel.lint.finding import Finding
from flowmodel.lint.report.excerpt import printable
from flowmodel.lint.report.mending import few, mending
from flowmodel.lint.report.naming import Names
from flowmodel.lint.report.text import apart_lines, details
from flowmodel.lint.report.told import Told
from flowmodel.lint.report.unread import UNREAD, Entry, Unread, said
from flowmodel.vocabulary import LEVELS

HEADS = (
    Bilingual("水準", "level"),
    Bilingual("規則", "rule"),
    Bilingual("場所", "place"),
    Bilingual("指摘", "finding"),
)
COUNTS = Bilingual(
    "エラー {errors} 件、警告 {warnings} 件、注記 {notes} 件",
    "{errors} error(s), {warnings} warning(s), {notes} note(s)",
)
NOTHING = Bilingual("指摘はありません（{n} 規則）", "No findings ({n} rules)")

_MARKUP = re.compile(r"[!-/:-@\[-`{-~]")
_PLAIN = "\"'%,/;="
"""Signs that mean nothing to Markdown where they stand here."""


def write(reports: Iterable[Entry], lang: Lang | None, color: bool = False) -> Iterator[str]:
    """A section with a table for each model."""
    for i, report in enumerate(reports):
        if isinstance(report, Unread):
            section = _unread(report, lang or report.lang)
        else:
            section = _section(report, lang or report.model.lang)
        yield ("\n" if i else "") + section


def _unread(unread: Unread, lang: Lang) -> str:
    lines = "".join(
        f"- {markdown(f'{unread.place(p)}: {said(p, lang)}')}\n" for p in unread.problems
    )
    return f"## {markdown(unread.file)}\n\n{UNREAD.text(lang)}\n\n{lines}"


def _section(report: Told, lang: Lang) -> str:
    file = report.model.origin.file
    head = markdown(report.model.label(lang)) + (f" ({markdown(file)})" if file else "")
    waived = "".join(f"\n- {markdown(line)}" for line in apart_lines(report, lang))
    waived = f"{waived}\n" if waived else ""
    if not report.findings:
        return f"## {head}\n\n{NOTHING.text(lang).format(n=len(report.checked))}\n{waived}"
    counts = COUNTS.text(lang).format(
        errors=report.count("error"), warnings=report.count("warning"), notes=report.count("note")
    )
    names = report.names(lang)
    rows = [
        f"| {' | '.join(h.text(lang) for h in HEADS)} |",
        "|---|---|---|---|",
        *(_row(f, names, lang) for f in report.findings),
    ]
    mends = "".join(_mending(report, f, names, lang) for f in report.findings if few(report))
    return f"## {head}\n\n{counts}\n\n" + "\n".join(rows) + "\n" + mends + waived


def _mending(report: Told, f: Finding, names: Names, lang: Lang) -> str:
    """Below the table: a block of lines cannot stand in a cell."""
    place = f" ({f.place})" if f.place else ""
    return "".join(
        f"\n{markdown(f'{f.rule}{place} {shown.head}')}\n" + fenced(shown.lines)
        for shown in mending(report, f, names, lang)
    )


def fenced(lines: tuple[str, ...]) -> str:
    """Lines as a block of YAML, fenced by more backticks than are in them; nothing for none."""
    if not lines:
        return ""
    runs = (len(run) for line in lines for run in re.findall("`+", line))
    fence = "`" * max(3, 1 + max(runs, default=0))
    return "\n".join((f"\n{fence}yaml", *lines, fence, ""))


def _row(f: Finding, names: Names, lang: Lang) -> str:
    told = "<br>".join(markdown(t) for t in (f.message.text(lang), *details(f, names, lang)))
    place = markdown(str(f.place)) if f.place else ""
    return f"| {LEVELS[f.level].text(lang)} | {markdown(f.rule)} | {place} | {told} |"


def markdown(text: str) -> str:
    """`text` on one line, shown as it is: no links, images, mentions, tags or cells."""
    return _MARKUP.sub(lambda m: _escaped(m[0]), printable(" ".join(text.split("\n"))))


def _escaped(sign: str) -> str:
    if sign in _PLAIN:
        return sign
    if sign in "<>&":
        return {"<": "&lt;", ">": "&gt;", "&": "&amp;"}[sign]
    # An empty comment between keeps @name from notifying a person of that name.
    return "@<!-- -->" if sign == "@" else "\\" + sign
