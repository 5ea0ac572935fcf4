"""What a check has to say on the figure. The layout prints it and judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Kept:
    """What is answered of the parties of one exclusion."""

    lines: tuple[tuple[bool, str], ...]
    """What to print, each with whether it tells of a way to a party."""
    reached: frozenset[str]
    """The parties to whom a way is stated; of all others none is."""


@dataclass(frozen=True)
class Marks:
    """Rule ids to print at parts, and the line that sums up the check."""

    flagged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Rule ids by `step_key` or `exclusion_key`, or by the id of an actor or channel."""
    verdict: str = ""
    """The verification line; empty for none."""
    struck: frozenset[str] = frozenset()
    """The keys of steps that are struck, as a control that is asked of them is not stated."""
    witness: frozenset[str] = frozenset()
    """The keys of steps that lead to a party that must be kept out."""
    kept: Mapping[str, Kept] = field(default_factory=dict)
    """By `exclusion_key`, what is answered of its parties."""
    rules: Mapping[str, str] = field(default_factory=dict)
    """The legend: rule id → id and title, in the order of the ids."""

    def at(self, part: str) -> tuple[str, ...]:
        """The rule ids at a part."""
        return self.flagged.get(part, ())

    def titles(self, parts: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """The rule ids at these parts, each with its line of the legend."""
        ids = {id for part in parts for id in self.at(part)}
        return tuple((id, text) for id, text in self.rules.items() if id in ids)


def step_key(step: str) -> str:
    """The key of a step, apart from all ids: ``#1'``."""
    return f"#{step}"


def exclusion_key(index: int) -> str:
    """The key of the exclusion at a position in the document, apart from all ids."""
    return f"!{index}"


def kept_id(index: int) -> str:
    """The name of what draws that exclusion, in figures."""
    return f"kept{index}"


NO_MARKS = Marks()
