from __future__ import annotations

import pytest

from flowmodel.lint import check
from flowmodel.lint.rules import ASSERTED, rule
from flowmodel.source import loads

IDS = sorted(ASSERTED)


@pytest.mark.parametrize("id", IDS)
def test_passing_examples_pass_and_failing_ones_fail(id):
    for example in rule(id).passing:
        assert check(loads(example.model), only=[rule(id)]).findings == ()
    for example in rule(id).failing:
        found = check(loads(example.model), only=[rule(id)]).findings
        assert found
        assert {f.rule for f in found} == {id}
        assert all(f.path == ("assertions", 0) and f.level == "error" for f in found)
        assert all("{" not in f.message.ja + f.message.en for f in found)


def test_the_rules_run_where_there_are_assertions_alone():
    with_claim = loads(rule("N01").passing[0].model)
    assert set(IDS) <= set(check(with_claim).checked)
    without = with_claim.model_copy(update={"assertions": ()})
    assert not set(IDS) & set(check(without).checked)
