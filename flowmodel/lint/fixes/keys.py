"""Keys in the order of the published format; no finding asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual
from flowmodel.lint.fixes import KEY_ORDER, Fix
from flowmodel.lint.rule import Finding

_WHAT = Bilingual("項目を文書形式の順に並べる", "put keys in the order of the format")


def find(graph: FlowGraph, found: tuple[Finding, ...]) -> Iterator[tuple[Finding | None, Fix]]:
    """One fix for each mapping that is out of order."""
    for edit in graph.model.origin.reordered(graph.model):
        yield None, Fix(KEY_ORDER, _WHAT, (edit,))
