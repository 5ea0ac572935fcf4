"""What a policy pack may say: the shape of the file, before its names are looked up.

Conditions are left as they were written; `compile` reads them, field by field.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from flowmodel.language import Bilingual
from flowmodel.model.base import Id, Line, Prose, Strict
from flowmodel.vocabulary import Level

MAX_RULES = 500
"""Most rules of one pack."""
MAX_NAMES = 100
"""Most names in one list of a requirement."""

Subject = Literal["transfers", "actors", "channels", "data", "checklists", "model"]
Side = Literal["effective", "transfer", "channel", "source", "target", "acting", "either", "self"]
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
    side: tuple[Side, ...] = ()
    """Where they may be stated; several places count together. For transfers the default is
    ``effective`` (whatever protects the transfer), for actors and channels it is ``self``."""
    partly: Level | None = None
    """The level where some of `controls`, but not all, are stated."""
    fields: Names = ()
    """Fields that must be filled in."""
    values: Any = None
    """Conditions that must hold, written as in `when`."""


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
