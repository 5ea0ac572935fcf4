"""The linter: rules over a FlowGraph, findings with place, reason and remedy."""

from flowmodel.lint.engine import BrokenRuleError, Report, check
from flowmodel.lint.rule import Context, Finding, Missing, Rule

__all__ = ["BrokenRuleError", "Context", "Finding", "Missing", "Report", "Rule", "check"]
