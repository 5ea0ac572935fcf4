"""The packs that ship: sound, and the checklist's pack judges as the rules in Python do."""

from __future__ import annotations

from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.lint import check
from flowmodel.lint.policy import SHIPPED, shipped
from flowmodel.lint.rules import rule
from flowmodel.source import loads

EXAMPLES = Path(__file__).parents[2] / "examples"
OWN = [(name, r) for name in SHIPPED for r in shipped(name).rules]
SAMPLES = [(r, e, bad) for _, r in OWN for bad, es in ((0, r.passing), (1, r.failing)) for e in es]


def _label(value):
    return str(getattr(value, "id", value) if not hasattr(value, "title") else value.title.en)


@pytest.mark.parametrize(("rule", "example", "bad"), SAMPLES, ids=_label)
def test_the_examples_of_a_pack_show_its_rules(rule, example, bad):
    found = check(loads(example.model), only=[rule]).findings
    assert bool(found) is bool(bad)
    assert {f.rule for f in found} <= {rule.id}


@pytest.mark.parametrize("rule", [r for _, r in OWN], ids=_label)
def test_a_rule_of_a_pack_has_two_examples_of_each_kind(rule):
    assert len(rule.passing) >= 2
    assert len(rule.failing) >= 2
    assert len({e.model for e in (*rule.passing, *rule.failing)}) >= 4


def test_packs_take_up_rules_of_the_catalogue_and_restate_none():
    taken = {name: shipped(name).included for name in SHIPPED}
    assert set(taken["shinjuku-gaibu-ketsugo"]) >= {"E02", "A04", "D01"}
    assert set(taken["sanso-bunri"]) >= {"P01", "P02", "P03", "P04"}
    assert [r.id for _, r in OWN if r.catalogue] == []
    assert shipped("sanso-bunri").all_rules[0] is rule("P01")


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_pack_is_sound_and_says_why(name):
    loaded = shipped(name)
    assert loaded.pack.pack == name
    for r in loaded.rules:
        assert r.basis.ja
        assert r.basis.en
        assert "安全では" not in r.message.ja
        assert (
            r.message.ja.endswith("ありません")
            or "記載のない" in r.message.ja
            or "{witness}" in r.message.ja
        )


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("example", [p.parent.name for p in EXAMPLES.glob("*/model.yaml")])
def test_a_compliant_example_has_no_error_by_a_shipped_pack(name, example):
    model = fm.load(EXAMPLES / example / "model.yaml")
    found = check(model, only=shipped(name).rules)
    assert [f.message.en for f in found if f.level == "error"] == []


SEPARATED = """
flowmodel: 1
id: t
title: t
{separation}
zones:
  - {{id: ward, network: {inside}}}
  - {{id: out, network: internet}}
actors:
  - {{id: desk, kind: terminal, zone: ward, party: ward}}
  - {{id: pc, kind: terminal, zone: out, party: {party}}}
channels:
  - {{id: line, between: [desk, pc], network: internet}}
transfers:
  - {{step: 1, from: desk, to: pc}}
"""


@pytest.mark.parametrize(
    ("separation", "inside", "party", "rules"),
    [
        ("", "lgwan", "contractor", {"SSB-01", "P01"}),
        ("separation: alpha", "lgwan", "contractor", {"P01"}),
        ("separation: alpha-prime", "lgwan", "contractor", set()),
        ("separation: beta", "lgwan", "ward", {"P04"}),
        ("separation: beta-prime", "lgwan", "contractor", set()),
        ("separation: beta-prime", "mynumber", "staff", {"P01", "P02", "P04"}),
    ],
)
def test_separation_is_judged_by_the_model_that_is_declared(separation, inside, party, rules):
    model = loads(SEPARATED.format(separation=separation, inside=inside, party=party))
    found = check(model, only=shipped("sanso-bunri").all_rules)
    assert {f.rule for f in found} - {"E05", "E06"} == rules


PERSONAL = """
flowmodel: 1
id: t
title: t
actors:
  - {id: office, kind: organisation, party: contractor, location: Ireland}
  - {id: desk, kind: terminal, party: ward, location: 本庁}
data:
  - {id: special, name: 特定個人情報}
  - {id: number, name: 個人番号票, parent: special}
channels: [{id: line, between: [office, desk]}]
transfers: [{step: 1, from: office, to: desk, data: [number]}]
"""


def test_the_privacy_pack_sees_every_one_of_its_matters():
    found = check(loads(PERSONAL), only=shipped("kojin-joho").rules)
    assert sorted((f.rule, f.parts[0]) for f in found) == [
        ("KJH-01", "number"),
        ("KJH-02", "office"),
        ("KJH-03", "office"),
        ("KJH-04", "1"),
        ("KJH-05", "agenda.annex.reason"),
    ]


def test_the_completeness_pack_names_every_empty_field():
    text = """
flowmodel: 1
id: t
title: t
actors: [{id: a, kind: storage}, {id: b, kind: terminal}]
channels: [{id: line, between: [a, b]}]
data: [{id: d}]
transfers: [{step: 1, from: b, to: a, operation: upload, data: [d]}, {step: 2, from: a, to: b}]
agenda: {cover: {subject: 件名}}
checklists: [{side: ward, answers: [{item: S3, answer: ー}]}]
"""
    found = {f.rule: f for f in check(loads(text), only=shipped("completeness").rules)}
    assert set(found) == {f"KAN-{n:02}" for n in (1, 2, 3, 4, *range(8, 16))}
    assert "agenda.cover.subject" not in found["KAN-01"].parts
    assert "agenda.cover.basis" in found["KAN-01"].parts
    assert "要綱の根拠" in found["KAN-01"].message.ja


def test_a_paper_of_another_kind_is_not_asked_for_its_fields():
    model = loads(
        "{flowmodel: 1, id: t, title: t, zones: [{id: z, network: lgwan}], data: [{id: d, name: 台帳}],"
        " actors: [{id: a, name: 台帳システム, kind: storage, party: ward, zone: z}],"
        " transfers: [{step: 1, from: a, to: a, operation: edit, data: [d]}]}"
    )
    assert check(model, only=shipped("completeness").rules).findings == ()
