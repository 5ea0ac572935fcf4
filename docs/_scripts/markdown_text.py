"""Writing Markdown from the project's own texts."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable


def cell(text: object) -> str:
    """A text for a cell of a table: on one line, its bars and tags made harmless."""
    flat = re.sub(r"\s+", " ", str(text)).strip()
    flat = re.sub(r"``([^`]+)``", r"`\1`", flat)
    return flat.replace("|", "\\|").replace("<", "&lt;")


def prose(text: str | None) -> str:
    """A docstring as Markdown: code in single backticks, lines joined by paragraph."""
    clean = inspect.cleandoc(text or "")
    paragraphs = [re.sub(r"\s*\n\s*", " ", p) for p in clean.split("\n\n")]
    return "\n\n".join(re.sub(r"``([^`]+)``", r"`\1`", p).replace("<", "&lt;") for p in paragraphs)


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table, ended by an empty line."""
    names = list(head)
    lines = [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    lines += [f"| {' | '.join(cell(c) for c in row)} |" for row in rows]
    return "\n".join(lines) + "\n\n"
