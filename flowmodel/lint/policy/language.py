"""What a policy pack may say: the shape of the file, before its names are looked up.

Conditions are left as they were written; `compile` reads them, field by field.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Clause, Named, Need, Policy, Side, Subject
from flowmodel.model.base import Id, Line, Prose, Strict
from flowmodel.vocabulary import Level

MAX_RULES = 500
"""Most rules of one pack."""
MAX_CLAUSES = 20
"""Most further clauses of one rule."""
MAX_NAMES = 100
"""Most names in one list of a requirement."""

Ground = Literal["seed", "guidance", "judgement"]


class Both(Strict):
    """A text in both languages; a pack has no language of its own."""

    ja: Prose
    """The Japanese text."""
    en: Prose
    """The English text."""

    @property
    def bilingual(self) -> Bilingual:
        """As texts of flowmodel's own are kept."""
        return Bilingual(self.ja, self.en)


Names = Annotated[tuple[Line, ...], Field(max_length=MAX_NAMES)]


class Require(Strict):
    """What must be stated of each part that `when` chooses."""

    controls: Names = ()
    """Controls of which each must be stated, by id or checklist item."""
    any_control: Names = ()
    """Controls of which one is enough."""
    part_of: Names = ()
    """Controls of each of which one part is enough, as 冗長化 or バックアップ of S9."""
    side: tuple[Side, ...] = ()
    """Where they may be stated; several places count together. For transfers the default is
    ``effective`` (whatever protects the transfer), for actors and channels it is ``self``. For a
    channel ``effective`` is what protects every transfer over it."""
    partly: Level | None = None
    """The level where some of `controls`, but not all, are stated."""
    fields: Names = ()
    """Fields that must be filled in."""
    values: Any = None
    """Conditions that must hold, written as in `when`."""

    @property
    def need(self) -> Need:
        """As it is compiled."""
        return Need(*(getattr(self, name) for name in Need.__slots__))


class Further(Strict):
    """One more clause of a rule: other parts, or another thing asked of the same ones."""

    level: Level | None = None
    """The level of its findings, where it is not that of the rule."""
    message: Both | None = None
    """What its findings say, where it is not the message of the rule."""
    when: Any = None
    """Conditions, as of the rule."""
    require: Require
    """What must be stated."""


class PackRule(Strict):
    """One rule of a pack."""

    id: Line
    """The pack's prefix, a hyphen and a name: ``SJK-E02``."""
    level: Level
    """``error``, ``warning`` or ``note``."""
    title: Both
    """What the rule is about."""
    message: Both
    """What a finding says, with ``{placeholders}``."""
    basis: Both
    """The paper, law or guideline, or that there is none."""
    origin: Annotated[tuple[Ground, ...], Field(min_length=1, max_length=3)]
    """On what ground: ``seed`` (資料59), ``guidance`` (official), ``judgement``."""
    subject: Annotated[Subject, Field(alias="for")]
    """The parts that are looked at."""
    when: Any = None
    """Conditions that choose among them; without any, all."""
    require: Require
    """What must be stated."""
    also: Annotated[tuple[Further, ...], Field(max_length=MAX_CLAUSES)] = ()
    """Further clauses, each judged by itself."""
    parts: tuple[Named, ...] | None = None
    """What a finding names beside the part that it is about: of a transfer ``channel`` (the
    default), ``source``, ``target``, ``acting``, of a channel ``first``, ``second``, ``steps``."""
    why: Both | None = None
    """Why it matters."""
    applies: Both | None = None
    """When it applies, in words."""
    satisfied: Both | None = None
    """What satisfies it, in words."""
    catalogue: Line | None = None
    """The rule of the catalogue that it restates."""
    echo_of: Names = ()
    """Rules whose findings make one of this rule a mere repetition."""

    @property
    def policy(self) -> Policy:
        """As it is compiled."""
        also = (
            Clause(f.require.need, f.when, f.message.bilingual if f.message else None, f.level)
            for f in self.also
        )
        return Policy(self.subject, self.require.need, self.when, tuple(also), self.parts)


class Pack(Strict):
    """A policy pack."""

    pack: Id
    """The name by which models call for it."""
    version: Line
    """Its version, in quotes: ``"1.0"``."""
    prefix: Id
    """What the ids of its rules begin with."""
    title: Both
    """What the pack asks for, in a line."""
    rules: Annotated[tuple[PackRule, ...], Field(min_length=1, max_length=MAX_RULES)]
    """The rules."""
