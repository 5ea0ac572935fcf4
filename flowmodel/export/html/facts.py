"""What the page tells of a model: plain values, in one language, ready to be written out."""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.layout.marks import exclusion_key, step_key


@dataclass(frozen=True, slots=True)
class Word:
    """A text, and the part to which it leads."""

    text: str
    key: str = ""
    """Empty for a text that leads nowhere."""

    @property
    def anchor(self) -> str:
        """The id of the section on that part."""
        return anchor(self.key)


@dataclass(frozen=True, slots=True)
class Field:
    """A line of what is stated of a part."""

    name: str
    values: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A control with what is stated of it."""

    name: str
    state: str
    """``in-place``, ``planned`` or ``not-needed``."""
    said: str
    """The state in words."""
    notes: tuple[Field, ...]
    """Evidence, reason and days."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who provides controls, and which."""

    name: Word
    controls: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule asks of a step."""

    rule: str
    title: str
    what: str
    met: bool
    basis: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding."""

    id: str
    """Of its place in the list of all; sections lead there."""
    rule: str
    level: str
    said: str
    """The level in words."""
    title: str
    """The title of the rule; empty where it is not known."""
    why: str
    """Why it matters; empty where the rule is not known."""
    message: str
    lines: tuple[str, ...]
    """What is missing, who could state it, and the basis."""
    place: str
    at: tuple[Word, ...]
    """The parts concerned."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the model with all that is stated of it."""

    key: str
    kind: str
    """``step``, ``actor``, ``channel``, ``zone``, ``data`` or ``exclusion``."""
    said: str
    """The kind in words."""
    title: str
    fields: tuple[Field, ...]
    providers: tuple[Provider, ...] = ()
    asked: tuple[Asked, ...] = ()
    findings: tuple[Found, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of its section."""
        return anchor(self.key)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table of steps."""

    key: str
    title: str
    source: Word
    target: Word
    data: tuple[Word, ...]
    channel: Word
    providers: tuple[tuple[str, tuple[str, ...]], ...]
    findings: tuple[tuple[str, str], ...]
    """Rule and level of each finding at the step itself."""

    @property
    def anchor(self) -> str:
        """The id of the section on the step."""
        return anchor(self.key)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the page tells beside the figure."""

    title: str
    number: str
    verdict: str
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    findings: tuple[Found, ...]
    apart: tuple[str, ...]
    """What was waived and which rules were switched off, a line each."""
    notes: tuple[str, ...]
    categories: tuple[Word, ...]
    """The data categories by which the figure can be filtered."""
    replay: dict[str, object]
    """What the script needs: the steps, and who holds what when."""


def anchor(key: str) -> str:
    """The id of the section on a part. Drawings never make ids with a colon."""
    if key.startswith(step_key("")):
        return f"step:{key[1:]}"
    if key.startswith(KEPT):
        return f"kept:{key[1:]}"
    return f"part:{key}"


KEPT = exclusion_key(0)[:-1]
"""What the keys of exclusions begin with."""
