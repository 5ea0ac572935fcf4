"""The formats of a report: one file a format, one line in the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from flowmodel.language import Lang
from flowmodel.lint.report.unread import Entry

FORMATS: dict[str, str] = {
    "text": "flowmodel.lint.report.text",
    "json": "flowmodel.lint.report.json",
    "sarif": "flowmodel.lint.report.sarif",
    "junit": "flowmodel.lint.report.junit",
    "github": "flowmodel.lint.report.github",
    "markdown": "flowmodel.lint.report.markdown",
    "html": "flowmodel.lint.report.html",
}
"""Format → module with ``write(reports, lang, color) -> Iterator[str]``.

`write` takes the reports one by one as they come, so that a thousand models
need not be held at once, and files that could not be checked (`Unread`); `lang` None
means each model's own language.
"""

CARDED = frozenset(("sarif", "junit", "github"))
"""Formats that print titles of rules."""
ALL_REMEDIES = frozenset(("json", "sarif", "html"))
"""Formats that print what could be written for every finding, however many there are."""

Write = Callable[[Iterable[Entry], Lang | None, bool], Iterator[str]]


def writer(format: str) -> Write:
    """The `write` of a format. Raises KeyError for a format that is not in the table."""
    write: Write = import_module(FORMATS[format]).write
    return write
