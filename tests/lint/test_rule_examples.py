from __future__ import annotations

import pytest

from flowmodel.lint import check
from flowmodel.lint.rules import RULES, rule
from flowmodel.source import loads

PASSING = [(id, e) for id in RULES for e in rule(id).passing]
FAILING = [(id, e) for id in RULES for e in rule(id).failing]


def _name(value):
    return value if isinstance(value, str) else value.title.en


@pytest.mark.parametrize(("id", "example"), PASSING, ids=_name)
def test_a_passing_example_passes(id, example):
    assert check(loads(example.model), only=[rule(id)]).findings == ()


@pytest.mark.parametrize(("id", "example"), FAILING, ids=_name)
def test_a_failing_example_yields_findings_of_its_rule_alone(id, example):
    found = check(loads(example.model), only=[rule(id)]).findings
    assert found
    assert {f.rule for f in found} == {id}


@pytest.mark.parametrize(("id", "example"), FAILING, ids=_name)
def test_a_failing_example_is_found_when_all_rules_run(id, example):
    assert id in {f.rule for f in check(loads(example.model))}


@pytest.mark.parametrize("id", RULES)
def test_a_rule_has_two_examples_of_each_kind(id):
    assert len(rule(id).passing) >= 2
    assert len(rule(id).failing) >= 2
