"""What a check yields: findings, and those that a waiver accepts.

Nothing here needs the model or the rules, so that findings that were recorded can be told
without loading either.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, Protocol

from flowmodel.errors import DocPath, Place
from flowmodel.language import Bilingual
from flowmodel.vocabulary import Level

SILENT = Bilingual("", "")


class Missing(NamedTuple):
    """A control or a field that is not stated, and the parts for which it could be."""

    control: str | None
    """Canonical id of the control or part of a control; None where a field is missing."""
    providers: tuple[str, ...]
    """Ids of actors and channels, or steps of transfers, for which it could be stated."""
    field: str | None = None
    """The field of the document that is missing, as ``location``."""
    label: Bilingual = SILENT
    """The printed name of the field."""


class Finding(NamedTuple):
    """One thing that the paper does not say, or says in two ways."""

    rule: str
    level: Level
    message: Bilingual
    parts: tuple[str, ...]
    """The parts concerned, the one to blame first: ids, or steps as written (``1'``)."""
    path: DocPath
    """Where in the document the finding points."""
    missing: tuple[Missing, ...] = ()
    basis: Bilingual = SILENT
    quote: str = ""
    """The words within the value at `path` that the finding is about; empty for all of it."""
    place: Place | None = None
    """Where in the source; filled in by the engine."""
    at: int = 0
    """Where in the value the quoted words begin, in characters. The engine narrows the place by
    it and sets it back, so that a finding equals the same one that was recorded."""


class Acceptance(Protocol):
    """A waiver as reports tell of it; `flowmodel.model.Waiver` is one."""

    @property
    def rule(self) -> str:
        """The id of the rule."""
        ...

    @property
    def part(self) -> str:
        """The part, by id or step."""
        ...

    @property
    def reason(self) -> str:
        """Why the finding is accepted."""
        ...

    @property
    def approver(self) -> str:
        """Who accepted it."""
        ...

    @property
    def expires(self) -> date:
        """The last day on which it holds."""
        ...


class Waived(NamedTuple):
    """A finding that a waiver accepts."""

    finding: Finding
    waiver: Acceptance


class SwitchedOff(NamedTuple):
    """A rule that is not run, and why."""

    rule: str
    reason: str


class KeptOut(NamedTuple):
    """What is answered of one party that must be kept out, as reports tell it."""

    claim: str
    """Where the exclusion or assertion stands: ``exclusions.0``."""
    party: str
    """The id of the actor."""
    protects: tuple[str, ...]
    proven: bool
    """Whether no way to the party is stated."""
    message: Bilingual
    reasons: tuple[Bilingual, ...]
    """Why nothing arrives; empty where a way is stated."""
    searched: dict[str, int] | None
    """How much of each was searched; None where a way is stated."""
    witness: tuple[str, ...]
    """Steps and granting actors of a shortest way; empty for a proof."""


class Replacement(NamedTuple):
    """A piece of a source that is to be written otherwise; lines and columns from 1."""

    line: int
    column: int
    end_line: int
    end_column: int
    """The column after the last character."""
    text: str
    """What stands there afterwards."""


class Mendable(NamedTuple):
    """What ``--fix`` does about a finding."""

    what: Bilingual
    replacements: tuple[Replacement, ...]


class AdditionLike(Protocol):
    """Text that could be added to a source; `flowmodel.model.origin.Addition` is one."""

    @property
    def line(self) -> int:
        """The line, from 1."""
        ...

    @property
    def column(self) -> int:
        """The column, from 1."""
        ...

    @property
    def text(self) -> str:
        """What to add."""
        ...


class RemedyLike(Protocol):
    """What could be written for a finding; `flowmodel.lint.remedy.Remedy` is one."""

    @property
    def part(self) -> str:
        """The part, by id or step."""
        ...

    @property
    def addition(self) -> AdditionLike:
        """Where and what."""
        ...

    @property
    def alternatives(self) -> tuple[str, ...]:
        """Other parts for which it could be stated."""
        ...
