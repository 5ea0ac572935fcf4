"""What a policy pack may say: the shape of the file, before its names are looked up.

Conditions are left as they were written; `compile` reads them, field by field.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Claim, ClaimKind, Clause, Need, Policy, Side, Subject
from flowmodel.model.base import Id, Line, Prose, Strict
from flowmodel.vocabulary import Level

MAX_RULES = 500
"""Most rules of one pack."""
MAX_CLAUSES = 20
"""Most further clauses of one rule."""
MAX_SAMPLES = 20
"""Most examples of a kind that a rule may have."""
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


class Places(Strict):
    """Where data arrive or pass, by conditions."""

    actors: Any = None
    """Conditions on actors."""
    channels: Any = None
    """Conditions on channels."""


class Guards(Places):
    """What must lie on every path."""

    controls: Names = ()
    """Controls of which one is enough."""


class Protected(Strict):
    """What is protected, by conditions."""

    actors: Any = None
    """Conditions on actors."""
    data: Any = None
    """Conditions on data categories."""


class SaidNever(Strict):
    """Data that must never reach places."""

    data: Any = None
    """Conditions on data categories; without any, all personal data."""
    reaches: Places
    """The actors and channels that they must never reach."""


class SaidAlways(Strict):
    """What data must carry along or have passed where they arrive."""

    at: Any
    """Conditions on the actors of arrival."""
    data: Any = None
    """Conditions on data categories; without any, all data."""
    carries: Any = None
    """Conditions on the categories (marks) that must be carried along."""
    passed: Names = ()
    """Controls of which some step on the way must have had each."""


class SaidEveryPath(Strict):
    """What must lie on every path between places."""

    source: Annotated[Any, Field(alias="from")]
    """Conditions on the actors where paths begin."""
    target: Annotated[Any, Field(alias="to")]
    """Conditions on the actors where they end."""
    passes: Guards
    """What must lie on each of them."""
    data: Any = None
    """Conditions on data categories; without any, all paths."""


class SaidNoAccess(Strict):
    """Who must not reach what."""

    parties: Any
    """Conditions on the actors that are kept out."""
    protects: Protected
    """What they must not reach."""


class SaidMustDelete(Strict):
    """Where no copy may be left."""

    at: Any
    """Conditions on actors."""
    data: Any = None
    """Conditions on data categories; without any, all personal data."""


class Further(Strict):
    """One more clause of a rule: other parts, or another thing asked of the same ones."""

    level: Level | None = None
    """The level of its findings, where it is not that of the rule."""
    message: Both | None = None
    """What its findings say, where it is not the message of the rule."""
    elsewhere: Both | None = None
    """As of the rule."""
    when: Any = None
    """Conditions, as of the rule."""
    require: Require
    """What must be stated."""


class Sample(Strict):
    """A small model that shows a rule; the tests of the pack run it."""

    title: Both
    """What it shows."""
    model: Prose
    """The document, as YAML."""


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
    elsewhere: Both | None = None
    """What a finding on a transfer says where an end of it, or a box at it, states what is missing
    and that does not count; may name those in ``{where}``."""
    subject: Annotated[Subject | None, Field(alias="for")] = None
    """The parts that are looked at."""
    when: Any = None
    """Conditions that choose among them; without any, all."""
    require: Require | None = None
    """What must be stated."""
    never: SaidNever | None = None
    """In the place of `for` and `require`: data that never reach some places."""
    always: SaidAlways | None = None
    """In their place: what arrives carries marks or has passed controls."""
    every_path: SaidEveryPath | None = None
    """In their place: every path passes some place or control."""
    no_access: SaidNoAccess | None = None
    """In their place: parties reach neither some actors nor some data."""
    must_delete: SaidMustDelete | None = None
    """In their place: no copy is left when the steps end."""
    also: Annotated[tuple[Further, ...], Field(max_length=MAX_CLAUSES)] = ()
    """Further clauses, each judged by itself."""
    parts: Names | None = None
    """What a finding names beside the part that it is about: of a transfer ``channel`` (the
    default), ``source``, ``target``, ``acting``, of a channel ``first``, ``second``, ``steps``; of
    the model fields, to the first of which it points where no field is asked for."""
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

    passing: Annotated[tuple[Sample, ...], Field(max_length=MAX_SAMPLES)] = ()
    """Models without a finding of this rule."""
    failing: Annotated[tuple[Sample, ...], Field(max_length=MAX_SAMPLES)] = ()
    """Models with one."""

    @property
    def said(self) -> tuple[str, ...]:
        """What the rule asks: ``require`` or kinds of assertions; a sound rule has just one."""
        return tuple(n for n in ("require", *CLAIMS) if getattr(self, n) is not None)

    @property
    def policy(self) -> Policy | None:
        """As it is compiled; None for an assertion."""
        if self.subject is None or self.require is None:
            return None
        also = tuple(
            Clause(f.require.need, f.when, _text(f.message), f.level, _text(f.elsewhere))
            for f in self.also
        )
        elsewhere = _text(self.elsewhere)
        return Policy(self.subject, self.require.need, self.when, also, self.parts, elsewhere)

    @property
    def claim(self) -> Claim | None:
        """As it is compiled; None for a rule that is no assertion."""
        kind = next((name for name in CLAIMS if getattr(self, name) is not None), None)
        if kind is None:
            return None
        said = getattr(self, kind)
        where = [
            (name, subject, value)
            for name, subject in CLAIMS[kind]
            if (value := _at(said, name)) is not None
        ]
        controls = _at(said, "passed") or _at(said, "passes.controls") or ()
        return Claim(kind, tuple(where), controls)


CLAIMS: dict[ClaimKind, tuple[tuple[str, Subject], ...]] = {
    "never": (("data", "data"), ("reaches.actors", "actors"), ("reaches.channels", "channels")),
    "always": (("at", "actors"), ("data", "data"), ("carries", "data")),
    "every_path": (
        ("from", "actors"),
        ("to", "actors"),
        ("passes.actors", "actors"),
        ("passes.channels", "channels"),
        ("data", "data"),
    ),
    "no_access": (("parties", "actors"), ("protects.actors", "actors"), ("protects.data", "data")),
    "must_delete": (("at", "actors"), ("data", "data")),
}
"""The places of each kind of assertion, with the kind of part that conditions choose."""


def _text(both: Both | None) -> Bilingual | None:
    return None if both is None else both.bilingual


def _at(said: Any, name: str) -> Any:
    for step in name.split("."):
        said = getattr(said, {"from": "source", "to": "target"}.get(step, step), None)
    return said


class Included(Strict):
    """A rule of the catalogue that the pack takes up."""

    rule: Line
    """Its id."""
    level: Level | None = None
    """The level of all its findings, where it is not the rule's own."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"rule": value} if isinstance(value, str) else value


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
    include: Annotated[tuple[Included, ...], Field(max_length=MAX_RULES)] = ()
    """Rules of the catalogue that belong to the pack, by id, or with another level."""
    rules: Annotated[tuple[PackRule, ...], Field(max_length=MAX_RULES)] = ()
    """The rules of the pack's own."""
