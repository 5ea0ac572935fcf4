"""The packs that ship: sound, and the checklist's pack judges as the rules in Python do."""

from __future__ import annotations

from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.lint import check
from flowmodel.lint.policy import SHIPPED, shipped
from flowmodel.lint.rules import RULES, rule
from flowmodel.source import loads

EXAMPLES = Path(__file__).parents[2] / "examples"
CHECKLIST = shipped("shinjuku-gaibu-ketsugo")
TWINS = list(dict.fromkeys(r.catalogue for r in CHECKLIST.rules))
OF_EXAMPLES = [(p.relative_to(EXAMPLES).as_posix(), fm.load(p)) for p in EXAMPLES.glob("*/*.yaml")]
OF_RULES = [
    (f"{id}: {e.title.en}", loads(e.model))
    for id in RULES
    for e in (*rule(id).passing, *rule(id).failing)
]


def _verdicts(model, rules):
    """Level, place, parts and missing controls with their providers, of each rule by itself."""
    found = [f for r in rules for f in check(model, only=[r])]
    return sorted(
        (f.level, f.path, f.parts, sorted((m.control, m.providers) for m in f.missing if m.control))
        for f in found
    )


def _both(model, id):
    mine = [r for r in CHECKLIST.rules if r.catalogue == id]
    return _verdicts(model, mine), _verdicts(model, [rule(id)])


@pytest.mark.parametrize("id", TWINS)
@pytest.mark.parametrize(
    ("name", "model"), OF_EXAMPLES, ids=lambda v: v if isinstance(v, str) else ""
)
def test_the_checklist_pack_judges_as_the_python_rules_on_the_examples(id, name, model):
    pack, python = _both(model, id)
    assert pack == python


@pytest.mark.parametrize(("name", "model"), OF_RULES, ids=lambda v: v if isinstance(v, str) else "")
def test_the_checklist_pack_judges_as_the_python_rules_on_their_examples(name, model):
    for id in TWINS:
        pack, python = _both(model, id)
        assert pack == python, id


@pytest.mark.parametrize("id", TWINS)
def test_the_comparison_sees_findings_and_passes(id):
    verdicts = [bool(_both(m, id)[0]) for _, m in OF_RULES]
    assert {True, False} == set(verdicts)


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
            or "回答のない" in r.message.ja
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
        ("", "lgwan", "contractor", {"SSB-01", "SSB-02"}),
        ("separation: alpha", "lgwan", "contractor", {"SSB-02"}),
        ("separation: alpha-prime", "lgwan", "contractor", {"SSB-04"}),
        ("separation: beta", "lgwan", "ward", {"SSB-05"}),
        ("separation: beta-prime", "lgwan", "contractor", set()),
        ("separation: beta-prime", "mynumber", "staff", {"SSB-03", "SSB-05"}),
    ],
)
def test_separation_is_judged_by_the_model_that_is_declared(separation, inside, party, rules):
    model = loads(SEPARATED.format(separation=separation, inside=inside, party=party))
    found = check(model, only=shipped("sanso-bunri").rules)
    assert {f.rule for f in found} == rules


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
    assert set(found) == {f"KAN-{n:02}" for n in range(1, 16)}
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
