from __future__ import annotations

from dataclasses import replace

import pytest

from flowmodel.errors import ModelError
from flowmodel.graph import FlowGraph
from flowmodel.lint import BrokenRuleError, check
from flowmodel.lint.rules import RULES, rule, rules
from flowmodel.lint.samples import FETCH, SEND, cloud
from flowmodel.model import Model
from flowmodel.source import loads
from flowmodel.vocabulary import LEVELS

BARE = cloud("例", "example", SEND, FETCH).model


def test_all_rules_run_in_the_order_of_the_table():
    assert check(loads(BARE)).checked == tuple(RULES)


def test_findings_stand_in_the_order_of_the_document():
    found = check(loads(BARE), only=[rule("E01"), rule("A01"), rule("A02")]).findings
    assert [(f.rule, f.parts[0]) for f in found] == [
        ("A01", "pc"),
        ("A01", "store"),
        ("A02", "store"),
        ("A01", "desk"),
        ("E01", "1"),
        ("E01", "2"),
    ]
    assert [f.place.line for f in found] == sorted(f.place.line for f in found)


def test_without_places_the_order_is_the_same():
    model = loads(BARE)
    placed = [(f.rule, f.parts) for f in check(model)]
    bare = Model.model_validate(model.model_dump())
    assert [(f.rule, f.parts) for f in check(bare)] == placed
    assert all(f.place is None for f in check(bare))


def test_ten_transfers_stand_in_the_order_of_numbers():
    steps = [SEND.replace("①", f"({n})") for n in range(1, 13)]
    model = Model.model_validate(loads(cloud("例", "example", *steps).model).model_dump())
    found = check(model, only=[rule("E01")]).findings
    assert [f.parts[0] for f in found] == [str(n) for n in range(1, 13)]


def test_a_finding_points_at_the_line_of_its_transfer():
    report = check(loads(BARE), only=[rule("E01")])
    first = report.findings[0].place
    lines = BARE.split("\n")
    assert "step: ①" in lines[first.line - 1]
    assert first.excerpt == lines[first.line - 1]
    assert first.column == lines[first.line - 1].index("{") + 1


def test_a_report_knows_whether_it_is_fine():
    fine = check(loads(BARE), only=[rule("D01")])
    assert fine.ok
    assert len(fine) == 0
    warned = check(loads(BARE), only=[rule("A09")])
    assert warned.ok
    assert {level: warned.count(level) for level in LEVELS} == {"error": 0, "warning": 1, "note": 0}
    assert not check(loads(BARE), only=[rule("E01")]).ok


def test_a_graph_may_be_given_instead_of_a_model():
    model = loads(BARE)
    assert check(FlowGraph.of(model)).findings == check(model).findings


def test_a_model_that_does_not_hold_together_is_refused():
    model = loads(BARE)
    lost = model.model_copy(update={"channels": ()})
    with pytest.raises(ModelError):
        check(lost)


def test_a_broken_rule_is_named_and_never_a_pass():
    def fails(rule, ctx):
        yield from ()
        raise KeyError("boom")

    with pytest.raises(BrokenRuleError, match="A01") as caught:
        check(loads(BARE), only=[rule("E01"), replace(rule("A01"), check=fails)])
    assert caught.value.rule == "A01"
    assert isinstance(caught.value.__cause__, KeyError)


def test_an_echo_needs_the_same_part_and_no_other_control():
    only = [rule("E01"), rule("E02")]
    assert {f.rule for f in check(loads(BARE), only=only)} == {"E01"}
    stated = BARE.replace(
        "network: internet}\n  - {id: lgwan", "network: internet, controls: [S1]}\n  - {id: lgwan"
    )
    assert [(f.rule, f.parts[0]) for f in check(loads(stated), only=only)] == [
        ("E02", "1"),
        ("E01", "2"),
    ]


@pytest.mark.parametrize("r", rules(), ids=lambda r: r.id)
def test_every_text_of_a_rule_is_there_in_both_languages(r):
    texts = [r.title, r.message, r.why, r.applies, r.satisfied, r.basis, r.false_positives]
    texts += [*r.options.values(), *(e.title for e in r.passing + r.failing)]
    assert all(t.ja.strip() and t.en.strip() for t in texts)
    assert all(t.ja != t.en for t in texts)
    assert r.origin


@pytest.mark.parametrize("r", rules(), ids=lambda r: r.id)
def test_findings_speak_of_what_the_paper_says(r):
    for text in (r.message, *r.options.values()):
        assert "安全で" not in text.ja
        assert "safe" not in text.en


@pytest.mark.parametrize("r", rules(), ids=lambda r: r.id)
def test_a_finding_is_filled_in_both_languages(r):
    for example in r.failing:
        for f in check(loads(example.model), only=[r]):
            assert "{" not in f.message.ja + f.message.en
            assert f.basis == r.basis
            assert f.place is not None


def test_checking_twice_gives_the_same():
    model = loads(BARE)
    assert check(model) == check(model)
