"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from flowmodel import __version__
from flowmodel.errors import Place
from flowmodel.language import Lang
from flowmodel.lint.finding import Finding, Waived
from flowmodel.lint.report.cards import card
from flowmodel.lint.report.markdown import fenced, markdown
from flowmodel.lint.report.mending import mending, mending_lines, remedies_data
from flowmodel.lint.report.naming import Names
from flowmodel.lint.report.text import details, reason
from flowmodel.lint.report.told import Told
from flowmodel.lint.report.unread import Entry, Unread, said

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write(reports: Iterable[Entry], lang: Lang | None, color: bool = False) -> Iterator[str]:
    """One log with one run for all models."""
    yield json.dumps(document(reports, lang), ensure_ascii=False, indent=2) + "\n"


def document(reports: Iterable[Entry], lang: Lang | None = None) -> dict[str, Any]:
    """The log itself, in `lang` or in each model's own language (rules: the first model's)."""
    results: list[dict[str, Any]] = []
    index: dict[str, int] = {}
    off: dict[str, str] = {}
    first: Lang | None = lang
    unread: list[dict[str, Any]] = []
    other: Lang = "en"
    selected: tuple[str, ...] = ()
    for report in reports:
        if isinstance(report, Unread):
            unread.extend(_notifications(report, lang or report.lang))
            other = report.lang
            continue
        told = lang or report.model.lang
        first = first or told
        names = report.names(told)
        for id in report.checked:
            index.setdefault(id, len(index))
        seen: dict[str, int] = {}
        for f in report.findings:
            position = index.setdefault(f.rule, len(index))
            results.append(_result(report, f, names, told, position, seen))
        for w in report.waived:
            position = index.setdefault(w.finding.rule, len(index))
            result = _result(report, w.finding, names, told, position, seen)
            results.append({**result, "suppressions": [_suppression(w, told)]})
        off.update(report.off)
        selected = selected or report.selected
    for id in off:
        index.setdefault(id, len(index))
    driver = {
        "name": "flowmodel",
        "version": __version__,
        "semanticVersion": __version__,
        "language": first or other,
        "rules": [_rule(id, first or other) for id in index],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
        **({"properties": {"selected": list(selected)}} if selected else {}),
        **({"invocations": [_invocation(off, index, unread)]} if off or unread else {}),
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(
    off: dict[str, str], index: dict[str, int], unread: list[dict[str, Any]]
) -> dict[str, Any]:
    # 3.20.5: rules that were configured at run time, here not to run at all.
    overrides = [
        {
            "descriptor": {"id": id, "index": index[id]},
            "configuration": {"enabled": False},
            "properties": {"reason": why},
        }
        for id, why in off.items()
    ]
    # 3.20.21: a condition of the run, not a finding; the run was not all that it should be.
    return {
        "executionSuccessful": not unread,
        **({"ruleConfigurationOverrides": overrides} if overrides else {}),
        **({"toolExecutionNotifications": unread} if unread else {}),
    }


def _notifications(unread: Unread, lang: Lang) -> Iterator[dict[str, Any]]:
    for p in unread.problems:
        at = unread.place(p)
        physical: dict[str, Any] = {"artifactLocation": {"uri": uri(at.file)}}
        if at.line:
            physical["region"] = _region(at, at.line)
        yield {
            "level": "error",
            "message": {"text": said(p, lang)},
            "locations": [{"physicalLocation": physical}],
        }


def _rule(id: str, lang: Lang) -> dict[str, Any]:
    found = card(id)
    if found is None:
        return {"id": id}
    return {
        "id": id,
        "shortDescription": {"text": found.title.text(lang)},
        "fullDescription": {"text": found.why.text(lang)},
        "help": {"text": f"{found.satisfied.text(lang)}\n{found.basis.text(lang)}"},
        "defaultConfiguration": {"level": found.level},
        "properties": {"kind": found.kind, "origin": list(found.origin)},
    }


def _result(
    report: Told, f: Finding, names: Names, lang: Lang, index: int, seen: dict[str, int]
) -> dict[str, Any]:
    key = "/".join((report.model.id, f.rule, *f.parts))
    seen[key] = seen.get(key, 0) + 1
    return {
        "ruleId": f.rule,
        "ruleIndex": index,
        "level": f.level,
        "message": _message(report, f, names, lang),
        "locations": [_location(report, f, names)],
        "partialFingerprints": {"flowmodel/v1": f"{key}:{seen[key]}"},
        **_mending(report, f, lang),
    }


def _message(report: Told, f: Finding, names: Names, lang: Lang) -> dict[str, str]:
    said = (f.message.text(lang), *details(f, names, lang))
    mends = list(mending(report, f, names, lang))
    if not mends:
        return {"text": "\n".join(said)}
    blocks = (f"\n\n{markdown(m.head)}\n{fenced(m.lines)}" for m in mends)
    return {
        "text": "\n".join((*said, *mending_lines(report, f, names, lang))),
        "markdown": "  \n".join(map(markdown, said)) + "".join(blocks),
    }


def _mending(report: Told, f: Finding, lang: Lang) -> dict[str, Any]:
    """What a tool may apply as a fix; what has blanks to fill in is none, but a property."""
    found: dict[str, Any] = {}
    fix, file = report.fix(f), report.model.origin.file
    if fix is not None and file:
        change = {
            "artifactLocation": {"uri": uri(file)},
            "replacements": [
                {
                    "deletedRegion": {
                        "startLine": r.line,
                        "startColumn": r.column,
                        "endLine": r.end_line,
                        "endColumn": r.end_column,
                    },
                    "insertedContent": {"text": r.text},
                }
                for r in fix.replacements
            ],
        }
        found["fixes"] = [
            {"description": {"text": fix.what.text(lang)}, "artifactChanges": [change]}
        ]
    remedies = remedies_data(report, f)
    return {**found, "properties": {"remedies": remedies}} if remedies else found


def _suppression(waived: Waived, lang: Lang) -> dict[str, Any]:
    # 3.35.2: what is kept apart from the code that was looked at is external.
    return {
        "kind": "external",
        "status": "accepted",
        "justification": reason(waived.waiver, lang),
    }


def _location(report: Told, f: Finding, names: Names) -> dict[str, Any]:
    location: dict[str, Any] = {
        "logicalLocations": [{"name": names.part(p), "fullyQualifiedName": p} for p in f.parts]
    }
    if not f.parts:
        location["logicalLocations"] = [{"name": report.model.id}]
    file = f.place.file if f.place else report.model.origin.file
    if file:
        location["physicalLocation"] = {"artifactLocation": {"uri": uri(file)}}
        if f.place and f.place.line:
            location["physicalLocation"]["region"] = _region(f.place, f.place.line)
    return location


def _region(place: Place, line: int) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": line}
    if place.column:
        region["startColumn"] = place.column
        if place.end_column and place.end_column > place.column:
            region["endColumn"] = place.end_column
    if place.excerpt:
        region["snippet"] = {"text": place.excerpt}
    return region


def uri(file: str) -> str:
    """A file's name as a URI reference: relative as it was given, or ``file:///…``."""
    from pathlib import Path
    from urllib.parse import quote

    path = Path(file)
    if path.is_absolute():
        return path.as_uri()
    # A colon in the first segment would read as a scheme.
    return quote(path.as_posix().encode("utf-8", "surrogateescape"), safe="/")
