"""What a remedy says: written into the source, it ends its finding, and it claims nothing."""

from __future__ import annotations

import json

import pytest

from flowmodel.graph import FlowGraph
from flowmodel.lint import check
from flowmodel.lint.remedy import BLANK, FIELD_BLANK, remedies
from flowmodel.lint.report.json import document
from flowmodel.lint.rules import rule, rules
from flowmodel.lint.samples import SEND, cloud
from flowmodel.source import loads

EXAMPLES = [pytest.param(r, e.model, id=r.id) for r in rules() for e in r.failing]
VALUES = {"network": "lgwan"}
GIVES = {"E01", "E02", "E03", "E04", "E09", "E10", "A01", "A02", "A03", "A04", "D01"}
"""Rules of which text can mend at least one failing example."""

BLOCK = """flowmodel: 1
id: m
title: 資料の受渡し
actors:
  - id: a  # 事業者
    kind: terminal
  - id: b
    kind: storage
channels:
  - id: line
    between: [a, b]
    network: internet
transfers:
  - step: 1
    from: a
    to: b
    operation: upload
"""


def filled(text, finding, found):
    """The source with what the remedies say, as somebody would fill it in."""
    value = next((VALUES[m.field] for m in finding.missing if m.field in VALUES), "日本")
    for r in sorted(found, key=lambda r: (-r.addition.line, -r.addition.column)):
        text = r.addition.applied(text)
    return text.replace(BLANK, "仕様書 3 章").replace(FIELD_BLANK, value)


def mended(text, of, name="m.yaml"):
    """How many findings of a rule have remedies; each of them ends its finding."""
    model = loads(text, name)
    graph, count = FlowGraph.of(model), 0
    for finding in check(model, only=[of]):
        found = remedies(finding, graph)
        count += bool(found)
        if found:
            after = check(loads(filled(text, finding, found), name), only=[of])
            assert (finding.path, finding.message) not in [(f.path, f.message) for f in after]
    return count


@pytest.mark.parametrize(("of", "text"), EXAMPLES)
def test_a_remedy_ends_its_finding(of, text):
    mended(text, of)


@pytest.mark.parametrize("id", sorted(GIVES))
def test_text_mends_what_lacks_a_statement(id):
    assert sum(mended(e.model, rule(id)) for e in rule(id).failing)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("controls", ["", "    controls: [S1]\n", "    controls:\n    - S1\n"])
def test_a_remedy_follows_the_style_of_the_document(controls, end):
    text = BLOCK.replace("    network", controls + "    network").replace("\n", end)
    assert mended(text, rule("E02")) == 1


def test_a_remedy_has_the_indentation_of_the_document():
    model = loads(BLOCK, "m.yaml")
    (finding,) = check(model, only=[rule("E02")])
    (remedy,) = remedies(finding, FlowGraph.of(model))
    assert remedy.addition.text == (
        "    controls:\n      - control: encryption\n        evidence: «記載箇所»\n"
    )
    assert remedy.part in ("line", "1")
    assert {remedy.part, *remedy.alternatives} == {"line", "1"}


def test_a_field_that_is_missing_is_left_blank():
    zones = "zones:\n  - {id: w, network: lgwan}\n  - {id: o, network: internet}\nactors:"
    text = BLOCK.replace("actors:", zones).replace("    network: internet\n", "")
    text = text.replace("kind: terminal", "kind: terminal\n    zone: w")
    text = text.replace("kind: storage", "kind: storage\n    zone: o")
    assert mended(text, rule("P01")) == 1


def test_json_gets_json():
    import yaml_rs

    text = json.dumps(yaml_rs.loads(BLOCK), ensure_ascii=False, indent=1)
    assert mended(text, rule("E02"), "m.json") == 1
    assert mended(json.dumps(yaml_rs.loads(BLOCK)), rule("E02"), "m.json") == 1


@pytest.mark.parametrize("controls", ["controls: []", "controls: *c"])
def test_what_would_change_more_than_one_place_has_no_remedy(controls):
    text = BLOCK.replace("    kind: terminal", "    kind: terminal\n    controls: &c []")
    text = text.replace("    network", f"    {controls}\n    network")
    text = text.replace("    operation", f"    {controls}\n    operation")
    assert mended(text, rule("E02")) == 0


@pytest.mark.parametrize(
    "head",
    [
        "  - between: [a, b]\n    id: line\n",
        "  - between:\n      - a\n      - b\n    id: line\n",
        "  - name: >\n      回線\n    id: line\n    between: [a, b]\n",
        "  - name: 回線\n      の名\n    id: line\n    between: [a, b]\n",
    ],
)
def test_a_part_that_begins_with_more_than_a_word_has_no_remedy(head):
    text = BLOCK.replace("  - id: line\n    between: [a, b]\n", head)
    assert len(check(loads(text), only=[rule("E02")])) == 1
    assert mended(text, rule("E02")) == 0


def test_a_list_that_stands_elsewhere_has_no_remedy():
    text = BLOCK.replace("    kind: terminal", "    kind: terminal\n    controls: &c [S1]")
    text = text.replace("    network", "    controls: *c\n    network")
    assert mended(text, rule("E02")) == 0


@pytest.mark.parametrize("path", [("channels", 7), ("channels", 0, "between"), ("figure",)])
def test_what_does_not_stand_in_the_text_has_no_addition(path):
    assert loads(BLOCK).origin.addition(path, "note", "«…»") is None


def test_a_model_made_in_python_has_no_remedy():
    model = loads(BLOCK, "m.yaml").model_copy()
    bare = type(model).model_validate(model.model_dump())
    (finding,) = check(bare, only=[rule("E02")])
    assert remedies(finding, FlowGraph.of(bare)) == ()


def test_text_says_if_it_is_so_and_leaves_a_blank():
    report = check(loads(BLOCK, "m.yaml"), only=[rule("E02")])
    assert "そのとおりであれば書き加える" in report.text("ja")
    assert "to add, if it is so (before line" in report.text("en")
    assert "evidence: «記載箇所»" in report.text("en")


def test_text_marks_the_column_within_brackets():
    report = check(loads(cloud("例", "example", SEND).model, "m.yaml"), only=[rule("E02")])
    assert "before column" in report.text("en")


def test_text_of_very_many_findings_shows_none():
    steps = "".join(f"  - {{step: {n}, from: a, to: b, operation: upload}}\n" for n in range(2, 23))
    report = check(loads(BLOCK + steps, "m.yaml"), only=[rule("E02")])
    assert len(report) == 22
    assert "if it is so" not in report.text("en")


def test_json_reports_the_text_and_its_place():
    report = check(loads(BLOCK, "m.yaml"), only=[rule("E02")])
    (finding,) = document([report], "en")["findings"]
    (remedy,) = finding["remedies"]
    assert BLANK in remedy["text"]
    assert remedy["line"] > 1 == remedy["column"]
