"""All edge rules over all transfers in one pass: only those that lack something are looked at.

Each rule says for a situation (`flowmodel.lint.situations`) which controls it needs there. The
needs of all rules are or-ed into one mask, and situations of which the same is needed and stated
are put together, so that where nothing is lacking one comparison is made for all of them, whatever
the number of rules and of transfers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flowmodel.lint.facts import Profile
    from flowmodel.lint.rule import Context, Rule


class Screen:
    """What some rules need of the transfers of a graph. Made once, run any number of times."""

    def __init__(self, ctx: Context, rules: Iterable[Rule]):
        self._broken: dict[int, Exception] = {}
        self.rules = tuple(rules)
        asking = [(rule, rule.needed) for rule in self.rules if rule.needed is not None]
        self._rows: list[tuple[int, int, tuple[tuple[Rule, int], ...], list[Profile]]] = []
        alike: dict[tuple[int, ...], list[Profile]] = {}
        for profiles in ctx.facts.situations:
            first, each, all_ = profiles[0], [], 0
            for rule, needs in asking:
                try:
                    need = needs(ctx, first)
                except Exception as error:
                    # Told in the rule's own turn, and with its name.
                    self._broken.setdefault(id(rule), error)
                    continue
                if need:
                    each.append((rule, need))
                    all_ |= need
            if not each:
                continue
            key = (first.settled, *(n for rule, need in each for n in (id(rule), need)))
            gathered = alike.get(key)
            if gathered is None:
                gathered = alike[key] = []
                self._rows.append((all_, ~first.settled, tuple(each), gathered))
            gathered.extend(profiles)

    def hold(self, rule: Rule) -> None:
        """Raise what a rule raised when it was asked what it needs."""
        error = self._broken.get(id(rule))
        if error is not None:
            raise error

    def run(self) -> dict[int, list[Profile]]:
        """By the `id` of each rule, the profiles of which something that it needs is not stated.

        In the order of the document. Rules without any are left out.
        """
        found: dict[int, list[Profile]] = {}
        for need, unstated, each, profiles in self._rows:
            if need & unstated:
                for rule, own in each:
                    if own & unstated:
                        found.setdefault(id(rule), []).extend(profiles)
        for suspects in found.values():
            suspects.sort(key=lambda profile: profile.flows[0].index)
        return found


def screen(ctx: Context, rules: tuple[Rule, ...]) -> Screen:
    """The screen of some rules for a context, made once for what is known of its graph."""
    screens = ctx.facts.screens
    key = tuple(map(id, rules))
    found = screens.get(key)
    if found is None:
        found = screens[key] = Screen(ctx, rules)
    return found
