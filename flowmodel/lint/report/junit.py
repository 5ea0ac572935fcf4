"""Findings as JUnit XML, which build servers show: one suite a model, one case a rule.

A case fails where something was found at level error; warnings and notes are its output.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from flowmodel.language import Lang
from flowmodel.lint.finding import Finding
from flowmodel.lint.report.cards import titled
from flowmodel.lint.report.mending import few, mending_lines
from flowmodel.lint.report.naming import Names
from flowmodel.lint.report.text import details, off_lines, selected_lines, waived_lines
from flowmodel.lint.report.told import Told
from flowmodel.lint.report.unread import UNREAD, Entry, Unread, said
from flowmodel.vocabulary import LEVELS

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(reports: Iterable[Entry], lang: Lang | None, color: bool = False) -> Iterator[str]:
    """One ``<testsuites>`` element with a suite for each model."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="flowmodel">\n'
    for report in reports:
        if isinstance(report, Unread):
            yield _unread(report, lang or report.lang)
            continue
        yield from _suite(report, lang or report.model.lang)
    yield "</testsuites>\n"


def _unread(unread: Unread, lang: Lang) -> str:
    """A suite of one case that could not be run, which is neither a pass nor a failure."""
    file, told = _xml(unread.file), UNREAD.text(lang)
    lines = (f"{unread.place(p)}: {said(p, lang)}" for p in unread.problems)
    return (
        f'  <testsuite name="{file}" tests="1" failures="0" errors="1" skipped="0">\n'
        f'    <testcase classname="{file}" name="{_xml(told)}" file="{file}">\n'
        f'      <error type="InputError" message="{_xml(told)}">{_xml(chr(10).join(lines))}</error>\n'
        "    </testcase>\n  </testsuite>\n"
    )


def _suite(report: Told, lang: Lang) -> Iterator[str]:
    by_rule: dict[str, list[Finding]] = {id: [] for id in report.checked}
    for f in report.findings:
        by_rule.setdefault(f.rule, []).append(f)
    failing = sum(any(f.level == "error" for f in found) for found in by_rule.values())
    # A skipped case is one that was not judged to have failed: never where something else failed.
    accepted: dict[str, list[str]] = {}
    for w, line in zip(report.waived, waived_lines(report, lang), strict=True):
        accepted.setdefault(w.finding.rule, []).append(line)
        by_rule.setdefault(w.finding.rule, [])
    for off, line in zip(report.off, off_lines(report, lang), strict=True):
        accepted[off.rule] = [line]
        by_rule[off.rule] = []
    skipped = sum(not by_rule[id] for id in accepted)
    name = report.model.origin.file or report.model.id
    yield (
        f'  <testsuite name="{_xml(name)}" tests="{len(by_rule)}" failures="{failing}" '
        f'errors="0" skipped="{skipped}">\n'
    )
    for line in selected_lines(report, lang):
        yield (f'    <properties><property name="selected" value="{_xml(line)}"/></properties>\n')
    names = report.names(lang)
    for id, found in by_rule.items():
        yield from _case(report, id, found, accepted.get(id, []), names, lang)
    yield "  </testsuite>\n"


def _case(
    report: Told,
    id: str,
    found: list[Finding],
    accepted: list[str],
    names: Names,
    lang: Lang,
) -> Iterator[str]:
    file = report.model.origin.file
    where = f' file="{_xml(file)}"' if file else ""
    head = f'    <testcase classname="{_xml(report.model.id)}" name="{_xml(titled(id).text(lang))}"{where}'
    if not found and not accepted:
        yield head + "/>\n"
        return
    yield head + ">\n"
    if not found:
        yield f'      <skipped message="{_xml("; ".join(accepted))}"/>\n'
    errors = [f for f in found if f.level == "error"]
    others = [f for f in found if f.level != "error"]
    if errors:
        first = _xml(errors[0].message.text(lang))
        body = _xml("\n".join(_told(report, f, names, lang) for f in errors))
        yield f'      <failure type="{_xml(id)}" message="{first}">{body}</failure>\n'
    if others or (found and accepted):
        body = _xml("\n".join((*(_told(report, f, names, lang) for f in others), *accepted)))
        yield f"      <system-out>{body}</system-out>\n"
    yield "    </testcase>\n"


def _told(report: Told, f: Finding, names: Names, lang: Lang) -> str:
    head = f"{f.place}: " if f.place else ""
    mends = mending_lines(report, f, names, lang) if few(report) else ()
    said = f"{LEVELS[f.level].text(lang)}: {f.message.text(lang)}"
    lines = (said, *details(f, names, lang), *mends)
    return head + "\n  ".join(lines)


def _xml(text: str) -> str:
    """`text` for XML; characters that XML cannot hold are written as their codes."""
    return escape(_NOT_XML.sub(lambda m: f"<U+{ord(m[0]):04X}>", text))
