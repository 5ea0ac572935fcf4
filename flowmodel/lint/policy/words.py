"""Messages of rules and their ``{placeholders}``: filled in by name, with no reach into values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from flowmodel.language import Bilingual

_NONE: Mapping[str, Bilingual] = {}
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


@lru_cache(4096)
def _ready(text: str) -> tuple[str, tuple[str, ...]]:
    """A message as a format of ``%``, and the names of what goes into it in order."""
    cut = pieces(text) or ()
    names = tuple(n for _, n in cut if n is not None)
    return "".join(w.replace("%", "%%") + ("%s" if n else "") for w, n in cut), names


def filled(
    message: Bilingual, values: Mapping[str, Bilingual], known: Mapping[str, Bilingual] = _NONE
) -> Bilingual:
    """Both texts of a message with each placeholder in their own language.

    What `values` do not name is taken from what is `known` of a part.
    """
    (ja, names), (en, others) = _ready(message.ja), _ready(message.en)
    return Bilingual(
        ja % tuple([(values[n] if n in values else known[n]).ja for n in names]),
        en % tuple([(values[n] if n in values else known[n]).en for n in others]),
    )
