"""Problems of an input as people read them: in a terminal, or in a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flowmodel.errors import FlowModelError, did_you_mean
from flowmodel.language import Lang
from flowmodel.lint.report.excerpt import excerpt, printable

MOST_PROBLEMS = 200
"""Problems told one by one; of the rest only the number."""


class Wrong(NamedTuple):
    """One problem."""

    text: str
    """Place, message and nearest names; lines as the message has them."""
    excerpt: str
    """The line of the source with the place marked below it; empty where there is none."""


def wrongs(error: FlowModelError, lang: Lang) -> Iterator[Wrong]:
    """Every problem of an error, up to `MOST_PROBLEMS`; then how many more there are."""
    for p in error.problems[:MOST_PROBLEMS]:
        head = f"{p.place}: " if p.place else ""
        tail = did_you_mean(p.suggestions).text(lang)
        lines = f"{head}{p.message.text(lang)}{tail}".split("\n")
        marked = excerpt(p.place)
        shown = ""
        if marked and p.place:
            shown = f"{p.place.line or '':>5} | {marked[0]}\n      | {marked[1]}"
        yield Wrong("\n".join(map(printable, lines)), shown)
    rest = len(error.problems) - MOST_PROBLEMS
    if rest > 0:
        yield Wrong(f"… +{rest}", "")
