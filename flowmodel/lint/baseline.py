"""A baseline: the findings of one day, so that later checks fail on new ones only.

A finding is known again by model, rule, parts and what is missing, never by its line: moving
text about makes no finding new.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from flowmodel.errors import InputError, Problem, shorten
from flowmodel.language import Bilingual
from flowmodel.lint.finding import Finding
from flowmodel.lint.report.told import Told

FORMAT = 1
"""Version of the file: the value of its key ``baseline``."""
MAX_BYTES = 50_000_000
"""Largest baseline that is read."""

Key = tuple[str, str, tuple[str, ...], tuple[str, ...]]
"""Model, rule, parts and missing controls."""

_UNREADABLE = Bilingual(
    "基準の記録「{path}」を読めません: {reason}", "cannot read the baseline '{path}': {reason}"
)
_SHAPE = Bilingual(
    "flowmodel check --baseline が書いた記録ではありません",
    "it was not written by flowmodel check --baseline",
)


def key_of(model: str, finding: Finding) -> Key:
    """By what a finding is known again."""
    return (
        model,
        finding.rule,
        finding.parts,
        tuple(m.control for m in finding.missing if m.control),
    )


@dataclass(frozen=True)
class Compared:
    """A report against a baseline."""

    report: Told
    """The report with the new findings alone."""
    known: tuple[Finding, ...]
    """The findings that the baseline holds."""
    gone: tuple[Key, ...]
    """What the baseline holds of this model and is found no more."""


class Baseline:
    """Findings of an earlier check, each with how often it was found."""

    def __init__(self, keys: Counter[Key] | None = None):
        self.keys: Counter[Key] = Counter() if keys is None else keys

    def add(self, report: Told) -> None:
        """Take in the findings of a report."""
        self.keys.update(key_of(report.model.id, f) for f in report.findings)

    def compare(self, report: Told) -> Compared:
        """Tell new findings from known ones, and what is gone of this model."""
        model = report.model.id
        left = Counter({k: n for k, n in self.keys.items() if k[0] == model})
        new: list[Finding] = []
        known: list[Finding] = []
        for f in report.findings:
            key = key_of(model, f)
            (known if left[key] > 0 else new).append(f)
            left[key] -= 1
        gone = tuple(sorted((+left).elements()))
        return Compared(report.having(new), tuple(known), gone)

    def dump(self) -> bytes:
        """The file: JSON, one finding a line, in the order of its text."""
        lines = [
            json.dumps(
                {"model": model, "rule": rule, "parts": parts, "missing": missing},
                ensure_ascii=False,
            )
            for model, rule, parts, missing in sorted(self.keys.elements())
        ]
        body = ",\n  ".join(lines)
        inner = f"\n  {body}\n" if lines else ""
        return f'{{"baseline": {FORMAT}, "findings": [{inner}]}}\n'.encode()


def read_baseline(path: str | Path) -> Baseline:
    """Read a baseline. Raises `InputError` where it is none or cannot be read."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error)
        raise _error(path, Bilingual(reason, reason)) from None
    try:
        if len(data) > MAX_BYTES:
            raise ValueError
        return Baseline(Counter(_keys(json.loads(data))))
    except (ValueError, RecursionError):
        raise _error(path, _SHAPE) from None


def write_baseline(path: str | Path, baseline: Baseline) -> None:
    """Write a baseline, all of it or nothing. Raises `OutputError`."""
    from flowmodel.files import write_atomic

    write_atomic(path, baseline.dump())


def _error(path: str | Path, reason: Bilingual) -> InputError:
    name = shorten(str(path))
    ja, en = _UNREADABLE.ja, _UNREADABLE.en
    return InputError(
        Problem(
            Bilingual(
                ja.format(path=name, reason=shorten(reason.ja)),
                en.format(path=name, reason=shorten(reason.en)),
            )
        )
    )


def _keys(data: object) -> list[Key]:
    if not isinstance(data, dict) or data.get("baseline") != FORMAT:
        raise ValueError
    found = data.get("findings")
    if not isinstance(found, list):
        raise ValueError
    return [
        (_text(f, "model"), _text(f, "rule"), _texts(f, "parts"), _texts(f, "missing"))
        for f in found
    ]


def _text(entry: object, field: str) -> str:
    value = entry.get(field) if isinstance(entry, dict) else None
    if not isinstance(value, str):
        raise ValueError
    return value


def _texts(entry: object, field: str) -> tuple[str, ...]:
    value = entry.get(field) if isinstance(entry, dict) else None
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise ValueError
    return tuple(value)
