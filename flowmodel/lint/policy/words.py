"""Messages of rules and their ``{placeholders}``: filled in by name, with no reach into values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from flowmodel.language import Bilingual

Piece = tuple[str, str | None]
"""Words, and the name of what stands after them; None where nothing does."""


@lru_cache(4096)
def pieces(text: str) -> tuple[Piece, ...] | None:
    """A message cut at its placeholders; None where its braces do not match.

    ``{{`` and ``}}`` stand for a brace. `str.format` would take ``{actor.name}`` for a way into
    a value; here a name is only a name.
    """
    found: list[Piece] = []
    words, rest = "", text
    while True:
        head, brace, tail = _next(rest)
        words += head
        if not brace:
            return (*found, (words, None))
        if tail.startswith(brace):
            words, rest = words + brace, tail[1:]
            continue
        name, closed, rest = tail.partition("}")
        if brace == "}" or not closed or "{" in name:
            return None
        found.append((words, name))
        words = ""


def _next(text: str) -> tuple[str, str, str]:
    """A text around its first brace of either kind."""
    before, brace, after = text.partition("{")
    if "}" in before:
        before, brace, after = text.partition("}")
    return before, brace, after


@lru_cache(4096)
def asked(message: Bilingual) -> frozenset[str]:
    """The names of the placeholders of a message, in either language."""
    return frozenset(n for text in message for _, n in pieces(text) or () if n is not None)


def filled(message: Bilingual, values: Mapping[str, Bilingual]) -> Bilingual:
    """Both texts of a message with each placeholder in their own language."""
    ja, en = (pieces(text) or () for text in message)
    return Bilingual(
        "".join([w if n is None else w + values[n].ja for w, n in ja]),
        "".join([w if n is None else w + values[n].en for w, n in en]),
    )
