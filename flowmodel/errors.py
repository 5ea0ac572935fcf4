"""What can go wrong, told so that a person can mend it.

Every error carries all its problems at once; each problem knows its place in
the file, the offending text, what was expected and the nearest names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from flowmodel.language import Bilingual, Lang

DocPath = tuple[str | int, ...]
"""Where a value stands in a document: ``("transfers", 3, "over")``."""


class Place(NamedTuple):
    """A place in a source file. Lines and columns count from 1, in characters."""

    file: str
    line: int | None = None
    column: int | None = None
    end_column: int | None = None
    excerpt: str | None = None
    """The source line itself, without its line end."""

    def __str__(self) -> str:
        return ":".join(str(p) for p in (self.file, self.line, self.column) if p is not None)


class Problem(NamedTuple):
    """One thing that is wrong with an input."""

    message: Bilingual
    path: DocPath = ()
    place: Place | None = None
    suggestions: tuple[str, ...] = ()

    def text(self, lang: Lang = "en") -> str:
        """Place, message and nearest names on one line."""
        head = f"{self.place}: " if self.place else ""
        return head + self.message.text(lang) + did_you_mean(self.suggestions).text(lang)


class FlowModelError(Exception):
    """Base of all errors that are the input's or the surroundings' fault, not flowmodel's."""

    def __init__(self, problems: Iterable[Problem] | Problem):
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.text("en"))

    def text(self, lang: Lang = "en") -> str:
        """All problems, one a line."""
        return "\n".join(p.text(lang) for p in self.problems)

    def __reduce__(self) -> tuple[type[FlowModelError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class DrawingWarning(UserWarning):
    """A figure was drawn otherwise than asked; `message` says why."""

    def __init__(self, message: Bilingual):
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return self.message.en


class InputError(FlowModelError):
    """A file cannot be read: missing, not text, not YAML or JSON, too large, too deep."""


class ModelError(FlowModelError):
    """A document was read, but it is not a model: wrong fields, unknown ids, duplicates."""


class RenderError(FlowModelError):
    """A figure cannot be drawn: a character that no font has, an unknown suffix."""


class AbsentError(RenderError):
    """A drawing needs a program or a library that is not installed."""


class GlyphError(RenderError):
    """A figure cannot be drawn in its font; the layout that raises it knows no places."""


class OutputError(FlowModelError):
    """A result cannot be written; what was there before is untouched."""


MAX_ECHO = 60
"""Most characters of an offending value that a message repeats."""

UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
"""Characters that are invisible, move the cursor or turn the direction of writing."""

_NAMES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def escape(text: str) -> str:
    """`text` with every unprintable character written out as its code."""
    return UNPRINTABLE.sub(lambda m: _NAMES.get(m[0]) or f"\\u{ord(m[0]):04x}", text)


def shorten(text: str, limit: int = MAX_ECHO) -> str:
    """`text` cut to `limit` characters, ending in … where it was cut, and escaped."""
    return escape(text if len(text) <= limit else text[: limit - 1] + "…")


MAX_POOL = 1_000
"""Comparing names is slow: beyond so many, only those of like length and start are compared."""


def nearest(name: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The known names most like `name`, best first; empty when none is near."""
    from difflib import get_close_matches

    wanted = name.casefold()[:MAX_ECHO]
    pool: dict[str, str] = {}
    for k in known:
        pool.setdefault(k.casefold(), k)
    names = list(pool)
    if len(names) > MAX_POOL:
        names = [n for n in names if abs(len(n) - len(wanted)) <= 2 and n[:1] == wanted[:1]]
    return tuple(pool[m] for m in get_close_matches(wanted, names[:MAX_POOL], limit, 0.6))


def did_you_mean(suggestions: tuple[str, ...]) -> Bilingual:
    """The tail of a message that offers the nearest names; empty without any."""
    if not suggestions:
        return Bilingual("", "")
    ja = "、".join(f"'{s}'" for s in suggestions)
    en = " or ".join(f"'{s}'" for s in suggestions)
    return Bilingual(f"（{ja} ではありませんか）", f" (did you mean {en}?)")
