"""The linter: rules over a FlowGraph, findings with place, reason and remedy."""

from flowmodel.lint.engine import Report, RuleBug, check
from flowmodel.lint.rule import Context, Finding, Missing, Rule

__all__ = ["Context", "Finding", "Missing", "Report", "Rule", "RuleBug", "check"]
