"""A report written down: all that any writer prints of it, as plain data, and read again.

What is read may have been damaged or written by others: every value is held to its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from flowmodel.errors import Place
from flowmodel.language import LANGS, Bilingual, Lang
from flowmodel.lint.finding import (
    SILENT,
    Finding,
    KeptOut,
    Mendable,
    Missing,
    RemedyLike,
    Replacement,
    SwitchedOff,
    Waived,
)
from flowmodel.lint.report.mending import MOST_REMEDIES as MOST_REMEDIES
from flowmodel.lint.report.naming import RecordedNames
from flowmodel.vocabulary import LEVELS, Level

if TYPE_CHECKING:
    from flowmodel.lint.engine import Report


T = TypeVar("T")


class File(NamedTuple):
    """Where a model was written."""

    file: str | None


class Head(NamedTuple):
    """A model as far as reports tell of it."""

    id: str
    lang: Lang
    title: Bilingual
    origin: File
    organisation: str

    def label(self, lang: Lang) -> str:
        """The title in `lang`."""
        return self.title.text(lang)


class Accepted(NamedTuple):
    """A waiver as reports tell of it."""

    rule: str
    part: str
    reason: str
    approver: str
    expires: date


class Text(NamedTuple):
    """Text that could be added to a source."""

    line: int
    column: int
    text: str


class Remedy(NamedTuple):
    """What could be written for a finding."""

    part: str
    addition: Text
    alternatives: tuple[str, ...]


class Recorded(NamedTuple):
    """What was written down of a report."""

    model: Head
    findings: tuple[Finding, ...]
    checked: tuple[str, ...]
    waived: tuple[Waived, ...]
    off: tuple[SwitchedOff, ...]
    selected: tuple[str, ...]
    kept_out: tuple[KeptOut, ...]
    whole: bool
    """Whether the remedies of all findings are here, or were left out for their number."""
    parts: dict[str, Bilingual]
    controls: dict[str, Bilingual]
    remedies: dict[Finding, tuple[Remedy, ...]]
    fixes: dict[Finding, Mendable]


class Sheet:
    """A report that was written down; writers take it as they take a `Report`."""

    def __init__(self, recorded: Recorded):
        self._recorded = recorded
        self.model = recorded.model
        self.findings = recorded.findings
        self.checked = recorded.checked
        self.waived = recorded.waived
        self.off = recorded.off
        self.selected = recorded.selected
        self.kept_out = recorded.kept_out
        self.whole = recorded.whole

    def count(self, level: Level) -> int:
        """How many findings there are at a level."""
        return sum(f.level == level for f in self.findings)

    def names(self, lang: Lang) -> RecordedNames:
        """The printed names of parts and controls."""
        return RecordedNames(self._recorded.parts, self._recorded.controls, lang)

    def remedies(self, finding: Finding) -> tuple[RemedyLike, ...]:
        """What could be written for a finding. Raises LookupError where that was left out."""
        if not self.whole:
            raise LookupError("remedies were not recorded")
        return self._recorded.remedies.get(finding, ())

    def fix(self, finding: Finding) -> Mendable | None:
        """What ``--fix`` does about a finding; None where it leaves it to people."""
        return self._recorded.fixes.get(finding)

    def having(self, findings: Iterable[Finding]) -> Sheet:
        """The same with these findings only."""
        return Sheet(self._recorded._replace(findings=tuple(findings)))


def record(report: Report, *, remedies: bool) -> dict[str, Any]:
    """A report as data for `read`.

    `remedies` asks for those of all findings, however many there are: they take longer to find
    than the findings themselves.
    """
    model = report.model
    whole = remedies or len(report.findings) <= MOST_REMEDIES
    told = (*report.findings, *(w.finding for w in report.waived))
    parts = {p: None for f in told for p in f.parts}
    parts |= {p: None for f in told for m in f.missing for p in m.providers}
    controls = {m.control: m for f in told for m in f.missing if m.control}
    found = {f: report.remedies(f) for f in told if f.missing} if whole else {}
    parts |= {r.part: None for rs in found.values() for r in rs}
    ja, en = (report.names(lang) for lang in LANGS)
    return {
        "id": model.id,
        "lang": model.lang,
        "title": [model.label(lang) for lang in LANGS],
        "file": model.origin.file,
        "organisation": model.organisation,
        "findings": [_finding(f, found) for f in report.findings],
        "checked": report.checked,
        "waived": [
            [
                _finding(w.finding, found),
                *(w.waiver.rule, w.waiver.part, w.waiver.reason, w.waiver.approver),
                w.waiver.expires.isoformat(),
            ]
            for w in report.waived
        ],
        "fixes": [
            [i, fix.what, fix.replacements]
            for i, f in enumerate(report.findings)
            if (fix := report.fix(f)) is not None
        ],
        "off": report.off,
        "selected": report.selected,
        "kept_out": report.kept_out,
        "whole": whole,
        "parts": {p: [ja.part(p), en.part(p)] for p in parts},
        "controls": {c: [ja.control(m), en.control(m)] for c, m in controls.items()},
    }


def _finding(f: Finding, remedies: dict[Finding, tuple[RemedyLike, ...]]) -> list[Any]:
    p = f.place
    return [
        *(f.rule, f.level, f.message, f.parts, f.path),
        [[m.control, m.providers, m.field, m.label] for m in f.missing],
        *(f.basis, f.quote),
        p and [p.file, p.line, p.column, p.end_column, p.excerpt],
        [
            [r.part, r.addition.line, r.addition.column, r.addition.text, r.alternatives]
            for r in remedies.get(f, ())
        ],
    ]


def read(data: Any) -> Sheet:
    """The report that `record` wrote down.

    Raises TypeError, ValueError, KeyError or AttributeError where `data` is none.
    """
    remedies: dict[Finding, tuple[Remedy, ...]] = {}
    lang = data["lang"]
    if lang not in LANGS:
        raise ValueError
    head = Head(
        _str(data["id"]),
        lang,
        _both(data["title"]),
        File(_optional(_str, data["file"])),
        _str(data["organisation"]),
    )
    waived = []
    for finding, rule, part, reason, approver, expires in data["waived"]:
        texts = (_str(rule), _str(part), _str(reason), _str(approver))
        accepted = Accepted(*texts, date.fromisoformat(expires))
        waived.append(Waived(_read(finding, remedies), accepted))
    findings = tuple(_read(f, remedies) for f in data["findings"])
    recorded = Recorded(
        head,
        findings,
        _strs(data["checked"]),
        tuple(waived),
        tuple(SwitchedOff(_str(rule), _str(why)) for rule, why in data["off"]),
        _strs(data["selected"]),
        tuple(map(_kept_out, data["kept_out"])),
        data["whole"] is True,
        {p: _both(name) for p, name in data["parts"].items()},
        {c: _both(name) for c, name in data["controls"].items()},
        remedies,
        {findings[_int(i)]: _mendable(what, edits) for i, what, edits in data["fixes"]},
    )
    return Sheet(recorded)


def _mendable(what: Any, edits: Any) -> Mendable:
    return Mendable(
        _both(what),
        tuple(
            Replacement(_int(line), _int(column), _int(end_line), _int(end_column), _str(text))
            for line, column, end_line, end_column, text in edits
        ),
    )


def _read(data: Any, remedies: dict[Finding, tuple[Remedy, ...]]) -> Finding:
    rule, level, message, parts, path, missing, basis, quote, place, mend = data
    if level not in LEVELS:
        raise ValueError
    finding = Finding(
        _str(rule),
        level,
        _both(message),
        _strs(parts),
        tuple(p if isinstance(p, int) else _str(p) for p in path),
        tuple(
            Missing(_optional(_str, c), _strs(who), _optional(_str, f), _both(label))
            for c, who, f, label in missing
        ),
        _both(basis),
        _str(quote),
        _place(place),
    )
    if mend:
        remedies[finding] = tuple(
            Remedy(_str(part), Text(_int(line), _int(column), _str(text)), _strs(others))
            for part, line, column, text, others in mend
        )
    return finding


def _kept_out(data: Any) -> KeptOut:
    claim, party, protects, proven, message, reasons, searched, witness = data
    return KeptOut(
        _str(claim),
        _str(party),
        _strs(protects),
        proven is True,
        _both(message),
        tuple(map(_both, reasons)),
        None if searched is None else {_str(k): _int(n) for k, n in searched.items()},
        _strs(witness),
    )


def _place(data: Any) -> Place | None:
    if data is None:
        return None
    file, line, column, end, excerpt = data
    numbers = (_optional(_int, line), _optional(_int, column), _optional(_int, end))
    return Place(_str(file), *numbers, _optional(_str, excerpt))


def _str(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _int(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _optional(read: Callable[[Any], T], value: Any) -> T | None:
    return None if value is None else read(value)


def _strs(value: Any) -> tuple[str, ...]:
    return tuple(map(_str, value))


def _both(value: Any) -> Bilingual:
    ja, en = value
    return Bilingual(_str(ja), _str(en)) if ja or en else SILENT
