"""Findings as one JSON object, for other programs. Its keys do not change within a version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from flowmodel import __version__
from flowmodel.language import Lang
from flowmodel.lint.finding import Finding, Waived
from flowmodel.lint.report.mending import remedies_data
from flowmodel.lint.report.naming import Names
from flowmodel.lint.report.told import Told
from flowmodel.lint.report.unread import Entry, Unread, said


def write(reports: Iterable[Entry], lang: Lang | None, color: bool = False) -> Iterator[str]:
    """One object for all models: ``version``, ``models``, ``findings``, ``unreadable``."""
    yield json.dumps(document(reports, lang), ensure_ascii=False, indent=2) + "\n"


def document(reports: Iterable[Entry], lang: Lang | None = None) -> dict[str, Any]:
    """The object itself, in `lang` or in each model's own language."""
    models: list[dict[str, Any]] = []
    findings: list[dict[str, Any]] = []
    unread: list[dict[str, Any]] = []
    for report in reports:
        if isinstance(report, Unread):
            unread.append(_unread(report, lang or report.lang))
            continue
        told = lang or report.model.lang
        names = report.names(told)
        waived = [_waived(report, w, names, told) for w in report.waived]
        models.append(
            {
                "id": report.model.id,
                "title": report.model.label(told),
                "file": report.model.origin.file,
                "errors": report.count("error"),
                "warnings": report.count("warning"),
                "notes": report.count("note"),
                **({"waived": waived} if waived else {}),
                **({"proofs": proofs} if (proofs := _proofs(report, told)) else {}),
                **({"off": [o._asdict() for o in report.off]} if report.off else {}),
                **({"selected": list(report.selected)} if report.selected else {}),
            }
        )
        findings.extend(_finding(report, f, names, told) for f in report.findings)
    return {
        "version": __version__,
        "models": models,
        "findings": findings,
        **({"unreadable": unread} if unread else {}),
    }


def _unread(unread: Unread, lang: Lang) -> dict[str, Any]:
    return {
        "file": unread.file,
        "problems": [
            {"message": said(p, lang), "file": at.file, "line": at.line, "column": at.column}
            for p in unread.problems
            for at in (unread.place(p),)
        ],
    }


def _proofs(report: Told, lang: Lang) -> list[dict[str, Any]]:
    """What is answered of each party that is kept out."""
    return [
        {
            **k._asdict(),
            "message": k.message.text(lang),
            "reasons": [r.text(lang) for r in k.reasons],
            "searched": k.searched,
        }
        for k in report.kept_out
    ]


def _waived(report: Told, waived: Waived, names: Names, lang: Lang) -> dict[str, Any]:
    return {
        "reason": waived.waiver.reason,
        "approver": waived.waiver.approver,
        "expires": waived.waiver.expires.isoformat(),
        "finding": _finding(report, waived.finding, names, lang),
    }


def _finding(report: Told, finding: Finding, names: Names, lang: Lang) -> dict[str, Any]:
    place = finding.place
    return {
        "rule": finding.rule,
        "level": finding.level,
        "message": finding.message.text(lang),
        "parts": list(finding.parts),
        "file": place.file if place else report.model.origin.file,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "missing": [
            {
                "control": m.control,
                "name": names.control(m),
                "providers": list(m.providers),
                **({"field": m.field} if m.field else {}),
            }
            for m in finding.missing
        ],
        "basis": finding.basis.text(lang),
        **_mending(report, finding),
    }


def _mending(report: Told, finding: Finding) -> dict[str, Any]:
    found: dict[str, Any] = {"fixable": False}
    fix = report.fix(finding)
    if fix is not None:
        found = {"fixable": True, "fix": [r._asdict() for r in fix.replacements]}
    remedies = remedies_data(report, finding)
    return {**found, "remedies": remedies} if remedies else found
