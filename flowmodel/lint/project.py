"""What an organisation makes of the rules: packs for every model, levels, rules switched off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flowmodel.lint.finding import Finding, SwitchedOff
from flowmodel.vocabulary import Level

if TYPE_CHECKING:
    from flowmodel.lint.policy import Loaded
    from flowmodel.lint.rule import Rule


@dataclass(frozen=True)
class Project:
    """The settings of a project as far as they change what a check finds."""

    packs: tuple[Loaded, ...] = ()
    """Packs that are run over every model, beside those that the model names."""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """Rule → the level of all its findings."""
    off: Mapping[str, str] = field(default_factory=dict)
    """Rule that is not run → why."""

    def without_off(
        self, rules: tuple[Rule, ...]
    ) -> tuple[tuple[Rule, ...], tuple[SwitchedOff, ...]]:
        """The rules that are run, and those of `rules` that are switched off."""
        if not self.off:
            return rules, ()
        kept = tuple(r for r in rules if r.id not in self.off)
        return kept, tuple(SwitchedOff(r.id, self.off[r.id]) for r in rules if r.id in self.off)

    def levelled(self, found: list[Finding]) -> list[Finding]:
        """The findings at the levels of the project."""
        levels = self.levels
        if not levels:
            return found
        return [replace(f, level=levels.get(f.rule, f.level)) for f in found]


NO_PROJECT = Project()
"""Nothing is changed."""
