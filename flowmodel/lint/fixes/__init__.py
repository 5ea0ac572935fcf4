"""What can be mended without knowing more than the document says: one file and one line a kind.

Spellings, numbers and order are mechanical. What a paper does not state, nobody can mend but
those who know: for that there are remedies, forms to be filled in (`flowmodel.lint.remedy`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from flowmodel.errors import DocPath
from flowmodel.language import Bilingual
from flowmodel.lint.finding import Finding, Mendable, Replacement
from flowmodel.model.origin import Edit

if TYPE_CHECKING:
    from flowmodel.graph import FlowGraph
    from flowmodel.lint.engine import Report

KEY_ORDER = "key-order"
"""The kind of fix that mends no finding: keys as the published format lists them."""


@dataclass(frozen=True)
class Fix:
    """Edits of a source that mend one thing, and what they change of the model."""

    kind: str
    """The rule that it is for, or `KEY_ORDER`."""
    what: Bilingual
    """What is done."""
    edits: tuple[Edit, ...]
    values: dict[DocPath, str] = field(default_factory=dict)
    """The values of the model that change, as they are afterwards; nothing else does."""
    printed: tuple[tuple[str, str], ...] = ()
    """Numbers that texts may speak of, before and after: told to people, changed by nobody."""


Find = Callable[["FlowGraph", "tuple[Finding, ...]"], Iterator[tuple["Finding | None", Fix]]]
"""The fixes of a kind for the findings of its rule that stand in a report."""

FIXES: dict[str, str] = {
    "D04": "flowmodel.lint.fixes.spelling",
    "P05": "flowmodel.lint.fixes.steps",
    KEY_ORDER: "flowmodel.lint.fixes.keys",
}
"""Kind → module with ``find``, in the order in which they are made."""


def fixes(report: Report, kind: str) -> list[tuple[Finding | None, Fix]]:
    """The fixes of one kind that the source of a model allows."""
    found = tuple(f for f in report.findings if f.rule == kind)
    if not found and kind != KEY_ORDER:
        return []
    find: Find = import_module(FIXES[kind]).find
    return [(f, fix) for f, fix in find(report.graph, found) if fix.edits]


def mendable(report: Report) -> dict[Finding, Mendable]:
    """What is done about each finding of a report that can be mended, and where."""
    rules = {f.rule for f in report.findings}
    found: dict[Finding, Mendable] = {}
    for kind in FIXES:
        for finding, fix in fixes(report, kind) if kind in rules else ():
            spans = [(report.model.origin.region(e.start, e.end), e.text) for e in fix.edits]
            edits = tuple(Replacement(*region, text) for region, text in spans if region)
            if finding is not None and len(edits) == len(spans):
                found[finding] = Mendable(fix.what, edits)
    return found
