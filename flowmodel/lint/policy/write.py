"""A rule that is data, written as a rule of a pack: to be read, copied and changed."""

from __future__ import annotations

from typing import Any

from flowmodel.language import Bilingual
from flowmodel.lint.demand import Claim, Clause, Need, Policy
from flowmodel.lint.rule import Rule

_CONTROLS = {"always": "passed", "every_path": "passes.controls"}
"""Where assertions name controls."""
PREFIX = "OUR"
"""What the id of a copy begins with; a rule of a pack is not one of flowmodel's own."""


def policy_yaml(rule: Rule) -> str:
    """The rule as an entry of ``rules`` of a pack.

    Raises ValueError for a rule that is written in Python.
    """
    if rule.policy is not None:
        asked = _policy(rule.policy)
    elif rule.claim is not None:
        asked = _claim(rule.claim)
    else:
        raise ValueError(f"{rule.id} is no data")
    from flowmodel.source.dump import yaml_text

    return yaml_text({"rules": [{**_head(rule), **asked}]})


def _head(rule: Rule) -> dict[str, Any]:
    own = rule.id if "-" in rule.id else f"{PREFIX}-{rule.id}"
    return {
        "id": own,
        "level": rule.level,
        "title": _both(rule.title),
        "message": _both(rule.message),
        "basis": _both(rule.basis),
        "origin": list(rule.origin),
    }


def _policy(policy: Policy) -> dict[str, Any]:
    written = {"for": policy.subject, **_clause(policy.clauses[0])}
    if policy.also:
        written["also"] = [_clause(c) for c in policy.also]
    if policy.parts is not None:
        written["parts"] = list(policy.parts)
    return written


def _claim(claim: Claim) -> dict[str, Any]:
    """An assertion: its places by their names, as ``reaches.actors``, each with its conditions."""
    written: dict[str, Any] = {}
    places = [(name, value) for name, _, value in claim.where]
    if claim.controls:
        places.append((_CONTROLS[claim.kind], list(claim.controls)))
    for name, value in places:
        *outer, last = name.split(".")
        at = written
        for step in outer:
            at = at.setdefault(step, {})
        at[last] = value
    return {claim.kind: written}


def _both(text: Bilingual) -> dict[str, str]:
    return text._asdict()


def _clause(clause: Clause) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if clause.level is not None:
        written["level"] = clause.level
    if clause.message is not None:
        written["message"] = _both(clause.message)
    if clause.elsewhere is not None:
        written["elsewhere"] = _both(clause.elsewhere)
    if clause.when is not None:
        written["when"] = clause.when
    written["require"] = _need(clause.require)
    return written


def _need(need: Need) -> dict[str, Any]:
    values = ((name, getattr(need, name)) for name in Need.__slots__)
    return {n: list(v) if isinstance(v, tuple) else v for n, v in values if v not in ((), None)}
