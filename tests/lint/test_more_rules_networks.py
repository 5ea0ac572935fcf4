"""Rules on e-mail, break-out, terminals under β, stores and partners that share one."""

from __future__ import annotations

import pytest

from flowmodel.lint import check
from flowmodel.lint.rules import rule
from flowmodel.source import loads


def found(example, id, old="", new=""):
    model = getattr(example, "model", example)
    assert old in model
    return check(loads(model.replace(old, new) if old else model), only=[rule(id)]).findings


MAIL = rule("E11").passing[0]


@pytest.mark.parametrize(("size", "limit", "expected"), [
    (4.9, None, 0), (5, None, 1), (5, 5, 0), (5.1, 5, 1), (8, 10, 0),
])  # fmt: skip
def test_e11_compares_the_size_with_the_limit_of_the_way(size, limit, expected):
    text = MAIL.model.replace("size_mb: 2", f"size_mb: {size}")
    if limit:
        text = text.replace("medium: email", f"medium: email, max_size_mb: {limit}")
    assert len(found(text, "E11")) == expected


def test_e11_says_nothing_of_size_without_a_limit_on_a_line():
    assert found(MAIL, "E11", "medium: email, network: internet", "medium: network") == ()


def test_e11_points_at_the_size():
    (finding,) = found(MAIL, "E11", "size_mb: 2", "size_mb: 7.5")
    assert finding.path == ("transfers", 0, "size_mb")
    assert "7.5MB" in finding.message.ja


def test_a04_takes_not_needed_with_its_reason():
    text = rule("A04").failing[0].model
    stated = "party: provider, controls: [{control: S9, state: not-needed, reason: 中継のみ}]"
    assert len(found(text, "A04")) == 1
    assert found(text, "A04", "party: provider", stated) == ()


@pytest.mark.parametrize("declared", ["", "separation: alpha\n"])
def test_p03_leaves_an_undeclared_breakout_to_p01(declared):
    text = rule("P03").failing[0].model.replace("separation: alpha-prime\n", declared)
    assert found(text, "P03") == ()
    assert len(found(text, "P01")) == 1


def test_p03_names_each_condition_that_is_not_stated():
    text = rule("P03").failing[0].model.replace(", controls: [S1]", "")
    (finding,) = found(text, "P03")
    assert [m.control for m in finding.missing] == ["peer-restriction", "endpoint-detection"]
    assert finding.missing[1].providers == ("desk",)


def test_p04_takes_an_audit_stated_for_another_actor_of_the_ward():
    text = rule("P04").failing[1].model
    assert len(found(text, "P04")) == 1
    office = (
        "actors:\n  - {id: office, kind: organisation, party: ward, controls: [external-audit]}"
    )
    assert found(text, "P04", "actors:", office) == ()


@pytest.mark.parametrize("party", ["applicant", "provider", "ward"])
def test_f07_counts_partners_alone(party):
    text = rule("F07").failing[0].model
    assert found(text, "F07", "party: contractor, operator: 乙社", f"party: {party}") == ()


def test_f07_leaves_excluded_parties_to_f01():
    text = rule("F07").failing[0].model
    out = "exclusions: [{parties: [b], protects: [store]}]\ntransfers:"
    assert found(text, "F07", "transfers:", out) == ()


def test_f07_names_the_partner_that_came_first():
    (finding,) = found(rule("F07").failing[1], "F07")
    assert finding.parts == ("store", "b", "a")
