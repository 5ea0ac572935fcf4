"""What a writer is given: a report, fresh from the rules or as it was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, Self

from flowmodel.language import Lang
from flowmodel.lint.finding import Finding, KeptOut, Mendable, RemedyLike, SwitchedOff, Waived
from flowmodel.lint.report.naming import Names
from flowmodel.vocabulary import Level


class Written(Protocol):
    """Where a model was written."""

    @property
    def file(self) -> str | None:
        """The file as it was named; None for text."""
        ...


class Titled(Protocol):
    """A model as far as a report tells of it; `flowmodel.model.Model` is one."""

    @property
    def id(self) -> str:
        """Its short name."""
        ...

    @property
    def lang(self) -> Lang:
        """Its own language."""
        ...

    @property
    def organisation(self) -> str:
        """The department that answers for the paper; empty where none is stated."""
        ...

    @property
    def origin(self) -> Written:
        """Where it was written."""
        ...

    def label(self, lang: Lang) -> str:
        """The title in `lang`."""
        ...


class Told(Protocol):
    """The findings of one model with all that writers print of it."""

    @property
    def model(self) -> Titled:
        """The model."""
        ...

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in the order of the document."""
        ...

    @property
    def checked(self) -> tuple[str, ...]:
        """The ids of the rules that were run."""
        ...

    @property
    def waived(self) -> tuple[Waived, ...]:
        """What a waiver accepts."""
        ...

    @property
    def selected(self) -> tuple[str, ...]:
        """The rules and families that alone were run; empty for all."""
        ...

    @property
    def off(self) -> tuple[SwitchedOff, ...]:
        """The rules that were not run, and why."""
        ...

    @property
    def kept_out(self) -> tuple[KeptOut, ...]:
        """What is answered of each party that must be kept out."""
        ...

    def count(self, level: Level) -> int:
        """How many findings there are at a level."""
        ...

    def names(self, lang: Lang) -> Names:
        """The printed names of parts and controls."""
        ...

    def remedies(self, finding: Finding) -> tuple[RemedyLike, ...]:
        """What could be written for a finding; empty where no text mends it."""
        ...

    def fix(self, finding: Finding) -> Mendable | None:
        """What ``--fix`` does about a finding; None where it leaves it to people."""
        ...

    def having(self, findings: Iterable[Finding]) -> Self:
        """The same with these findings only."""
        ...
