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


def family(id: str) -> str:
    """The family of a rule: ``E`` of ``E01``; of a pack's rules its prefix, ``KAN`` of ``KAN-01``."""
    head, dash, _ = id.partition("-")
    return head if dash else id.rstrip("0123456789")


@dataclass(frozen=True)
class Project:
    """The settings of a project as far as they change what a check finds."""

    packs: tuple[Loaded, ...] = ()
    """Packs that are run over every model, beside those that the model names."""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """Rule → the level of all its findings."""
    off: Mapping[str, str] = field(default_factory=dict)
    """Rule that is not run → why."""
    select: tuple[str, ...] = ()
    """The rules and families that alone are run; empty for all."""
    ignore: Mapping[str, str] = field(default_factory=dict)
    """Rule or family that is not run → why. A rule that `select` names counts for more than a
    family here."""

    def without_off(
        self, rules: tuple[Rule, ...]
    ) -> tuple[tuple[Rule, ...], tuple[SwitchedOff, ...]]:
        """The rules that are run, and those of `rules` that are switched off.

        Those that are not selected are in neither.
        """
        if not (self.off or self.select or self.ignore):
            return rules, ()
        why = {r.id: self._why_off(r.id) for r in rules}
        kept = tuple(r for r in rules if why[r.id] is None and self._selected(r.id))
        return kept, tuple(SwitchedOff(id, reason) for id, reason in why.items() if reason)

    def _why_off(self, id: str) -> str | None:
        reason = self.off.get(id) or self.ignore.get(id)
        if reason is None and id not in self.select:
            reason = self.ignore.get(family(id))
        return reason

    def _selected(self, id: str) -> bool:
        return not self.select or id in self.select or family(id) in self.select

    def under(self, levels: Mapping[str, Level]) -> Project:
        """The same settings, and these levels where the settings give none."""
        return replace(self, levels={**levels, **self.levels}) if levels else self

    def levelled(self, found: list[Finding]) -> list[Finding]:
        """The findings at the levels of the project."""
        levels = self.levels
        if not levels:
            return found
        return [f._replace(level=levels.get(f.rule, f.level)) for f in found]


NO_PROJECT = Project()
"""Nothing is changed."""
