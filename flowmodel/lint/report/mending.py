"""How reports show what mends a finding: lines to fill in, or that ``--fix`` does it.

What the lines are is decided elsewhere (`flowmodel.lint.remedy`, `flowmodel.lint.fixes`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from flowmodel.language import Bilingual, Lang
from flowmodel.lint.finding import Finding
from flowmodel.lint.report.excerpt import printable
from flowmodel.lint.report.naming import Names
from flowmodel.lint.report.told import Told

FIXABLE = "[*]"
"""The sign of a finding that ``--fix`` mends."""
MOST_REMEDIES = 20
"""Findings of one model up to which a report for reading shows what could be written for each."""

_IF_SO = Bilingual("そのとおりであれば書き加える", "to add, if it is so")
_BEFORE = Bilingual("{line} 行目の前", "before line {line}")
_WITHIN = Bilingual("{line} 行目の {column} 桁目の前", "line {line}, before column {column}")
_COMMA = Bilingual("、", ", ")
_FIX = Bilingual("--fix で直せます: {what}", "--fix can {what}")


class Shown(NamedTuple):
    """What mends a finding: a sentence, and lines to add; none where a command does it."""

    head: str
    lines: tuple[str, ...] = ()


def few(report: Told) -> bool:
    """Whether the findings are few enough to show what could be written for each."""
    return len(report.findings) <= MOST_REMEDIES


def mending(report: Told, finding: Finding, names: Names, lang: Lang) -> Iterator[Shown]:
    """What mends a finding; nothing where no text does."""
    fix = report.fix(finding)
    if fix is not None:
        yield Shown(printable(f"{FIXABLE} {_FIX.text(lang).format(what=fix.what.text(lang))}"))
    for r in report.remedies(finding) if finding.missing else ():
        a = r.addition
        where = _BEFORE if a.text.endswith("\n") else _WITHIN
        told = where.text(lang).format(line=a.line, column=a.column)
        who = printable(names.part(r.part)) if r.part else ""
        told += f"{_COMMA.text(lang)}{who}" if who else ""
        lines = tuple(printable(line) for line in a.text.rstrip().splitlines())
        yield Shown(f"+ {_IF_SO.text(lang)} ({told}):", lines)


def mending_lines(report: Told, finding: Finding, names: Names, lang: Lang) -> Iterator[str]:
    """The same as plain lines, what is to be added behind a bar."""
    for shown in mending(report, finding, names, lang):
        yield shown.head
        yield from (f"  | {line}" for line in shown.lines)


def remedies_data(report: Told, finding: Finding) -> list[dict[str, Any]]:
    """What could be written, for programs."""
    return [
        {
            "part": r.part or None,
            "line": r.addition.line,
            "column": r.addition.column,
            "text": r.addition.text,
            "alternatives": list(r.alternatives),
        }
        for r in (report.remedies(finding) if finding.missing else ())
    ]
