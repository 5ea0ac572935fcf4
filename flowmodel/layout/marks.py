"""What a check has to say on the figure. The layout prints it and judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Marks:
    """Rule ids to print at parts, and the line that sums up the check."""

    flagged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Rule ids by `step_key` or `exclusion_key`, or by the id of an actor or channel."""
    verdict: str = ""
    """The verification line; empty for none."""

    def at(self, part: str) -> tuple[str, ...]:
        """The rule ids at a part."""
        return self.flagged.get(part, ())


def step_key(step: str) -> str:
    """The key of a step, apart from all ids: ``#1'``."""
    return f"#{step}"


def exclusion_key(index: int) -> str:
    """The key of the exclusion at a position in the document, apart from all ids."""
    return f"!{index}"


NO_MARKS = Marks()
