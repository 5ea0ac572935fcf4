"""A file that could not be checked: told in every report, so that none takes it for a pass."""

from __future__ import annotations

from typing import NamedTuple

from flowmodel.errors import Place, Problem, did_you_mean
from flowmodel.language import Bilingual, Lang
from flowmodel.lint.report.excerpt import printable
from flowmodel.lint.report.told import Told

UNREAD = Bilingual("読めないため、点検していません", "not checked: the file cannot be used")


class Unread(NamedTuple):
    """A file, or folder, that is no sound model, and why."""

    file: str
    problems: tuple[Problem, ...]
    lang: Lang
    """The language for a report that has none of its own: the model's cannot be known."""

    def place(self, problem: Problem) -> Place:
        """Where the problem is; the file itself where that is not known."""
        return problem.place or Place(self.file)


Entry = Told | Unread
"""What a report tells of one file."""


def said(problem: Problem, lang: Lang) -> str:
    """What is wrong, with the nearest names, on one line."""
    tail = did_you_mean(problem.suggestions).text(lang)
    return printable(f"{problem.message.text(lang)}{tail}")
