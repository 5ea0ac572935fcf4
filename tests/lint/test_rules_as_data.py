"""Rules of the catalogue that are data: written as a pack they are the same rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flowmodel.lint import check
from flowmodel.lint.policy import SHIPPED, loads_pack, shipped
from flowmodel.lint.policy.write import policy_yaml
from flowmodel.lint.report.page import page
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


PACKED = [(name, r) for name in SHIPPED for r in shipped(name).rules]


@pytest.mark.parametrize(("pack", "own"), PACKED, ids=lambda v: getattr(v, "id", v))
def test_a_rule_of_a_pack_is_shown_as_it_can_be_written(pack, own):
    shown = policy_yaml(own)
    assert policy_yaml(own).rstrip().splitlines()[-1].strip() in page(own, "ja")
    head = (
        f'pack: p\nversion: "1"\nprefix: {shipped(pack).pack.prefix}\ntitle: {{ja: 写し, en: a}}\n'
    )
    (copy,) = loads_pack(head + shown, "copy.yaml").rules
    assert (copy.policy, copy.claim) == (own.policy, own.claim)
    for example in (*own.passing, *own.failing):
        model = loads(example.model)
        assert told(check(model, only=[copy])) == told(check(model, only=[own]))


CLAIMS = """
rules:
  - id: OUR-1
    level: note
    title: {ja: 題, en: title}
    message: {ja: "{place}{witness}", en: "{place}{witness}"}
    basis: {ja: なし, en: none}
    origin: [judgement]
"""


@pytest.mark.parametrize(
    "claim",
    [
        "always: {at: {field: kind, is: storage}, passed: [encryption]}",
        "every_path: {from: {field: kind, is: person}, to: {field: kind, is: storage}, "
        "passes: {actors: {field: kind, is: gateway}, controls: [sanitisation]}}",
        "no_access: {parties: {field: party, is: public}, protects: {data: {field: personal, is: true}}}",
        "must_delete: {at: [{field: kind, is: storage}]}",
    ],
)
def test_every_kind_of_assertion_is_shown_as_it_can_be_written(claim):
    (own,) = loads_pack(f"{HEAD}{CLAIMS}    {claim}\n", "our.yaml").rules
    (copy,) = loads_pack(HEAD + policy_yaml(own), "our.yaml").rules
    assert copy.claim == own.claim
    assert own.is_data


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
