"""The table of rules: one line a rule, each in a file of its own."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from flowmodel.errors import InputError, Problem, nearest
from flowmodel.language import Bilingual
from flowmodel.lint.rule import Rule

RULES: dict[str, str] = {
    "E01": "flowmodel.lint.rules.e01_edge_without_controls",
}
"""Rule id → module with a ``RULE``."""


@cache
def rule(id: str) -> Rule:
    """The rule of an id. Raises `InputError` with the nearest ids."""
    module = RULES.get(id.upper())
    if module is None:
        raise InputError(
            Problem(
                Bilingual(f"規則「{id}」はありません", f"there is no rule '{id}'"),
                suggestions=nearest(id, RULES) or tuple(RULES)[:3],
            )
        )
    found: Rule = import_module(module).RULE
    return found


def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the table."""
    return tuple(rule(id) for id in RULES)
