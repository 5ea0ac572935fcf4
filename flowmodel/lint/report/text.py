"""Findings as text: place, message, the marked line, what is missing and who could provide it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowmodel.language import Bilingual, Lang
from flowmodel.lint.finding import Acceptance, Finding, SwitchedOff
from flowmodel.lint.report.excerpt import excerpt, printable
from flowmodel.lint.report.mending import FIXABLE, few, mending_lines
from flowmodel.lint.report.naming import Names
from flowmodel.lint.report.told import Told
from flowmodel.lint.report.unread import Entry, Unread
from flowmodel.vocabulary import LEVELS, Level

_MISSING = Bilingual("記載のない対策", "not stated")
_FIELD = Bilingual("記載のない項目", "field not stated")
_PROVIDERS = Bilingual("（記載できる箇所: {names}）", " (could be stated for: {names})")
_BASIS = Bilingual("根拠", "basis")
_NOTHING = Bilingual("指摘はありません", "no findings")
_COMMA = Bilingual("、", ", ")
_WAIVED = Bilingual(
    "例外として承認済み {rule}「{part}」: {reason}",
    "waived {rule} at '{part}': {reason}",
)
_OFF = Bilingual("点検していない規則 {rule}: {reason}", "switched off {rule}: {reason}")
_SELECTED = Bilingual("選んだ規則だけを点検: {rules}", "checked against these rules only: {rules}")
_REASON = Bilingual(
    "{reason}（承認 {approver}、{day} まで）", "{reason} (by {approver}, until {day})"
)

_COLORS: dict[Level, str] = {"error": "31", "warning": "33", "note": "36"}


def write(reports: Iterable[Entry], lang: Lang | None, color: bool) -> Iterator[str]:
    """One block of text a model; then, once each, the rules that are switched off."""
    off: dict[SwitchedOff | tuple[str, ...], str] = {}
    for report in reports:
        if isinstance(report, Unread):
            continue  # told at once, beside the text
        told = lang or report.model.lang
        yield _report(report, told, color) + "\n"
        for rule, line in zip(report.off, off_lines(report, told), strict=True):
            off.setdefault(rule, line)
        off.update((report.selected, line) for line in selected_lines(report, told))
    yield from (f"{line}\n" for line in off.values())


def report_text(report: Told, lang: Lang, *, color: bool = False) -> str:
    """The findings of one model; one line that says so where there are none.

    Then what a waiver accepts, and the rules that are switched off.
    """
    return "\n".join(
        (_report(report, lang, color), *off_lines(report, lang), *selected_lines(report, lang))
    )


def _report(report: Told, lang: Lang, color: bool) -> str:
    waived = "".join(f"\n{_source(report)}: {line}" for line in waived_lines(report, lang))
    if not report.findings:
        return f"{_source(report)}: {_NOTHING.text(lang)}{waived}"
    names = report.names(lang)
    mend = few(report)
    found = (
        line for f in report.findings for line in _finding(report, f, names, lang, color, mend)
    )
    return "\n".join(found) + waived


def waived_lines(report: Told, lang: Lang) -> Iterator[str]:
    """One line for each finding that was accepted: by whom, why and until when."""
    for w in report.waived:
        yield printable(
            _WAIVED.text(lang).format(
                rule=w.finding.rule, part=w.waiver.part, reason=reason(w.waiver, lang)
            )
        )


def off_lines(report: Told, lang: Lang) -> Iterator[str]:
    """One line for each rule that the settings switch off, with the reason."""
    for rule, why in report.off:
        yield printable(_OFF.text(lang).format(rule=rule, reason=why))


def selected_lines(report: Told, lang: Lang) -> Iterator[str]:
    """One line where only some of the rules were asked for."""
    if report.selected:
        yield printable(_SELECTED.text(lang).format(rules=" ".join(report.selected)))


def apart_lines(report: Told, lang: Lang) -> Iterator[str]:
    """What is told beside the findings, so that nothing is left out in silence."""
    yield from waived_lines(report, lang)
    yield from off_lines(report, lang)
    yield from selected_lines(report, lang)


def reason(waiver: Acceptance, lang: Lang) -> str:
    """Why a finding was accepted, by whom, and until when."""
    return _REASON.text(lang).format(
        reason=waiver.reason, approver=waiver.approver, day=waiver.expires
    )


def _source(report: Told) -> str:
    return printable(report.model.origin.file or report.model.id)


def _finding(
    report: Told, finding: Finding, names: Names, lang: Lang, color: bool, mend: bool
) -> Iterator[str]:
    place = printable(str(finding.place)) if finding.place else _source(report)
    level = _paint(LEVELS[finding.level].text(lang), _COLORS[finding.level], color)
    rule = _paint(finding.rule, "1", color)
    sign = f" {FIXABLE}" if report.fix(finding) else ""
    yield f"{place}: {level} {rule}{sign} {printable(finding.message.text(lang))}"
    gutter = " " * 6
    marked = excerpt(finding.place)
    if marked and finding.place:
        yield f"{finding.place.line or '':>5} | {marked[0]}"
        yield f"{gutter}| {_paint(marked[1], _COLORS[finding.level], color)}"
    for line in details(finding, names, lang):
        yield f"{gutter}= {line}"
    if mend:
        for line in mending_lines(report, finding, names, lang):
            yield f"{gutter}{line}"


def details(finding: Finding, names: Names, lang: Lang) -> Iterator[str]:
    """What is missing, who could provide it, and on what ground: one line each."""
    for m in finding.missing:
        who = _COMMA.text(lang).join(names.part(p) for p in m.providers)
        tail = _PROVIDERS.text(lang).format(names=who) if who else ""
        head = _MISSING if m.control else _FIELD
        yield printable(f"{head.text(lang)}: {names.control(m)}{tail}")
    basis = finding.basis.text(lang)
    if basis:
        yield printable(f"{_BASIS.text(lang)}: {basis}")


def _paint(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text
