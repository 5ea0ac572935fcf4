"""The linter: rules over a FlowGraph, findings with place, reason and remedy.

Names are imported when they are first used: findings that were recorded are told without rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flowmodel.lint.engine import BrokenRuleError, Report, check
    from flowmodel.lint.finding import Finding, Missing
    from flowmodel.lint.rule import Context, Rule

__all__ = ["BrokenRuleError", "Context", "Finding", "Missing", "Report", "Rule", "check"]

_LAZY = {
    "BrokenRuleError": "engine",
    "Context": "rule",
    "Finding": "finding",
    "Missing": "finding",
    "Report": "engine",
    "Rule": "rule",
    "check": "engine",
}


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'flowmodel.lint' has no attribute '{name}'")
    from importlib import import_module

    value = getattr(import_module(f"flowmodel.lint.{_LAZY[name]}"), name)
    globals()[name] = value
    return value
