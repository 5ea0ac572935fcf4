"""Findings as workflow commands of GitHub Actions: annotations at the lines of a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowmodel.errors import Place
from flowmodel.language import Lang
from flowmodel.lint.finding import Finding, SwitchedOff
from flowmodel.lint.report.cards import titled
from flowmodel.lint.report.mending import few, mending_lines
from flowmodel.lint.report.naming import Names
from flowmodel.lint.report.text import details, off_lines, selected_lines
from flowmodel.lint.report.told import Told
from flowmodel.lint.report.unread import UNREAD, Entry, Unread, said
from flowmodel.vocabulary import Level

_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def write(reports: Iterable[Entry], lang: Lang | None, color: bool = False) -> Iterator[str]:
    """One command a finding, nothing for a model without any; one for a rule switched off."""
    off: dict[SwitchedOff | tuple[str, ...], str] = {}
    for report in reports:
        if isinstance(report, Unread):
            yield from _unread(report, lang or report.lang)
            continue
        told = lang or report.model.lang
        names = report.names(told)
        for finding in report.findings:
            yield _command(report, finding, names, told) + "\n"
        for switched, line in zip(report.off, off_lines(report, told), strict=True):
            off.setdefault(switched, line)
        off.update((report.selected, line) for line in selected_lines(report, told))
    yield from (f"::notice ::{_data(line)}\n" for line in off.values())


def _unread(unread: Unread, lang: Lang) -> Iterator[str]:
    """One command a problem."""
    title = UNREAD.text(lang)
    for p in unread.problems:
        yield _annotation("error", unread.place(p), title, said(p, lang)) + "\n"


def _command(report: Told, f: Finding, names: Names, lang: Lang) -> str:
    file = report.model.origin.file
    place = f.place or (Place(file) if file else None)
    mends = mending_lines(report, f, names, lang) if few(report) else ()
    message = "\n".join((f.message.text(lang), *details(f, names, lang), *mends))
    return _annotation(_COMMANDS[f.level], place, titled(f.rule).text(lang), message)


def _annotation(command: str, place: Place | None, title: str, message: str) -> str:
    properties = {
        "file": place.file if place else None,
        "line": place.line if place else None,
        "col": place.column if place else None,
        "endColumn": place.end_column if place else None,
        "title": title,
    }
    told = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items() if v)
    return f"::{command} {told}::{_data(message)}"


def _data(text: str) -> str:
    """`text` as the runner decodes it; a line end would start another command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
