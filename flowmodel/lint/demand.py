"""What a rule asks, as data: one language for flowmodel's own rules and for those of packs.

Plain values, so that a rule costs nothing until it is judged; `flowmodel.lint.policy.compile`
looks the names up, once, when a model is first checked by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from flowmodel.language import Bilingual
from flowmodel.vocabulary import Level

Subject = Literal["transfers", "actors", "channels", "data", "checklists", "model"]
Side = Literal["effective", "transfer", "channel", "source", "target", "acting", "either", "self"]
Named = str
"""A part that a finding names beside the one that it is about; of the model a field."""


@dataclass(frozen=True, slots=True)
class Need:
    """What must be stated of each part that is chosen. The fields are those of ``require``."""

    controls: tuple[str, ...] = ()
    any_control: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    side: tuple[Side, ...] = ()
    partly: Level | None = None
    fields: tuple[str, ...] = ()
    values: Any = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A choice of parts and what is asked of them."""

    require: Need
    when: Any = None
    message: Bilingual | None = None
    """What a finding says, where it is not the message of the rule."""
    level: Level | None = None
    """The level of its findings, where it is not that of the rule."""
    elsewhere: Bilingual | None = None
    """What they say where a control is stated for something that does not count."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a rule asks: of which kind of part, and one clause or several."""

    subject: Subject
    require: Need
    when: Any = None
    also: tuple[Clause, ...] = ()
    parts: tuple[Named, ...] | None = None
    """What a finding names beside the part; None for what is usual: of a transfer its channel."""
    elsewhere: Bilingual | None = None
    """As of a clause."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses, each judged by itself."""
        return (Clause(self.require, self.when, elsewhere=self.elsewhere), *self.also)


ClaimKind = Literal["never", "always", "every_path", "no_access", "must_delete"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What must hold of the flow as a whole, of whatever parts fulfil conditions."""

    kind: ClaimKind
    where: tuple[tuple[str, Subject, Any], ...]
    """The places of the assertion: name, kind of part, conditions that choose among them."""
    controls: tuple[str, ...] = ()
    """Controls that must be passed, or of which one guards a path."""
