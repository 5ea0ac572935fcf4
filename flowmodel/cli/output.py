"""What commands say: problems of the input, and whether colours may be used."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from flowmodel.errors import FlowModelError, did_you_mean
from flowmodel.language import Lang
from flowmodel.lint.report.excerpt import excerpt, printable

MOST_PROBLEMS = 200
"""Problems told one by one; of the rest only the number."""


def problems(error: FlowModelError, lang: Lang) -> None:
    """Print every problem to stderr, each with its line where there is one."""
    told = []
    for p in error.problems[:MOST_PROBLEMS]:
        head = f"{p.place}: " if p.place else ""
        tail = did_you_mean(p.suggestions).text(lang)
        told.append(
            "\n".join(printable(line) for line in f"{head}{p.message.text(lang)}{tail}".split("\n"))
        )
        marked = excerpt(p.place)
        if marked and p.place:
            told += [f"{p.place.line or '':>5} | {marked[0]}", f"      | {marked[1]}"]
    rest = len(error.problems) - MOST_PROBLEMS
    if rest > 0:
        told.append(f"… +{rest}")
    print("\n".join(told), file=sys.stderr)


def colored(stream: TextIO) -> bool:
    """Whether to colour: on a terminal only, and never against NO_COLOR (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
