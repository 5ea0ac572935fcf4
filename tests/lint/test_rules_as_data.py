"""Rules of the catalogue that are data: written as a pack they are the same rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flowmodel.lint import check
from flowmodel.lint.policy import loads_pack
from flowmodel.lint.policy.write import policy_yaml
from flowmodel.lint.rules import RULES, every_rule, rule
from flowmodel.source import loads

DATA = [id for id in RULES if rule(id).policy is not None]
HEAD = 'pack: our\nversion: "1"\nprefix: OUR\ntitle: {ja: 写し, en: a copy}\n'


def told(findings):
    return [(f.level, f.message, f.path, f.parts, f.missing, f.basis) for f in findings]


def test_the_rules_that_the_language_can_say_are_data():
    assert " ".join(DATA) == (
        "E02 E03 E04 E06 E07 E09 A01 A02 A03 A04 A05 A06 A08 A09 P01 P02 P04 F05 D05"
    )


@pytest.mark.parametrize("id", DATA)
def test_a_rule_copied_into_a_pack_is_the_same_policy_and_finds_the_same(id):
    own = rule(id)
    (copy,) = loads_pack(HEAD + policy_yaml(own), "our.yaml").rules
    assert copy.policy == own.policy
    assert (copy.title, copy.message, copy.basis) == (own.title, own.message, own.basis)
    for example in (*own.passing, *own.failing):
        model = loads(example.model)
        assert told(check(model, only=[copy])) == told(check(model, only=[own]))


def test_the_documentation_says_of_each_rule_in_python_what_the_language_lacks():
    page = Path(__file__).parents[2] / "docs/explanation/rules-as-data.md"
    text = page.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z]\d\d) \| (.+) \|$", text, re.MULTILINE)
    assert [id for id, _ in rows] == [id for id in RULES if id not in DATA]
    assert f"These are data: {', '.join(DATA)}." in text


def test_a_rule_in_python_is_no_data():
    with pytest.raises(ValueError, match="E01 is no data"):
        policy_yaml(rule("E01"))


def test_every_rule_has_a_policy_or_a_check():
    assert all((r.policy is None) != (r.check.__name__ == "by_policy") for r in every_rule())
