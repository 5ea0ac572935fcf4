"""What a remedy says: written into the source, it ends its finding, and it claims nothing."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from flowmodel.errors import ModelError
from flowmodel.graph import FlowGraph
from flowmodel.lint import check
from flowmodel.lint.decisions import DECISIONS
from flowmodel.lint.remedy import BLANK, FIELD_BLANK, remedies
from flowmodel.lint.report.json import document
from flowmodel.lint.report.page import page
from flowmodel.lint.rules import asserted, rule, rules, upkeep
from flowmodel.lint.samples import SEND, cloud
from flowmodel.source import loads

RULES = (*rules(), *asserted(), *upkeep())
EXAMPLES = [pytest.param(r, e.model, id=r.id) for r in RULES for e in r.failing]
TODAY = date(2026, 11, 1)
VALUES = {
    "network": "lgwan",
    "separation": "alpha-prime",
    "name": "ISMAP",
    "date": "2026-04-01",
    "start": "2026-04-01",
    "answer": "○",
    "data": "application",
    "actors": "store",
    "basis": "番号法第19条第8号",
    "items": "氏名",
}
"""What somebody fills in; another text for any other field."""

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


def written(text, found):
    """The source with what the remedies say, and nobody has filled it in."""
    for r in sorted(found, key=lambda r: (-r.addition.line, -r.addition.column)):
        text = r.addition.applied(text)
    return text


def filled(text, found):
    """The source with what the remedies say, as somebody would fill it in."""
    text = written(text, found)
    text = text.replace(BLANK, "仕様書 3 章")
    blank = re.compile(rf'(\w+)("?:(?: |\n +- )\[?"?){FIELD_BLANK}')
    return blank.sub(lambda m: m[1] + m[2] + VALUES.get(m[1], "日本"), text)


def mended(text, of, name="m.yaml"):
    """How many findings of a rule have remedies; each of them ends its finding."""
    model = loads(text, name)
    graph, count = FlowGraph.of(model), 0
    for finding in check(model, only=[of], today=TODAY):
        found = remedies(finding, graph)
        count += bool(found)
        if found:
            with pytest.raises(ModelError):
                loads(written(text, found), name)
            after = check(loads(filled(text, found), name), only=[of], today=TODAY)
            assert (finding.path, finding.message) not in [(f.path, f.message) for f in after]
    return count


@pytest.mark.parametrize(("of", "text"), EXAMPLES)
def test_a_remedy_ends_its_finding(of, text):
    mended(text, of)


@pytest.mark.parametrize("of", RULES, ids=lambda r: r.id)
def test_every_finding_has_lines_to_fill_in_or_its_rule_says_why_not(of):
    decided = 0
    for example in of.failing:
        report = check(loads(example.model, "m.yaml"), only=[of], today=TODAY)
        assert len(report)
        for finding in report:
            decided += not (report.remedies(finding) or report.fix(finding))
    assert bool(decided) == (of.id in DECISIONS)


def test_the_table_of_decisions_names_rules_and_is_on_their_pages():
    assert set(DECISIONS) <= {r.id for r in RULES}
    for id, why in DECISIONS.items():
        assert why.ja
        assert why.en
        assert why.ja in page(rule(id), "ja")
        assert why.en in page(rule(id), "en")


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


@pytest.mark.parametrize("controls", ["controls: []", "controls: [ ]"])
def test_an_empty_list_takes_entries(controls):
    text = BLOCK.replace("    network", f"    {controls}\n    network")
    assert mended(text, rule("E02")) == 1
    assert mended(text.replace("[a, b]", "[a, b] "), rule("E02")) == 1


SIDES = BLOCK + "checklists:\n  - side: ward\n    answers:\n      - {item: O1, answer: ○}\n"
SERIES = (
    BLOCK
    + """  - step: 1'
    from: b
    to: a
    operation: view
"""
)
ITEMS = """agenda: {annex: {items: [氏名], subject: x}}
data: [{id: application, items: [氏名]}]
"""
CERTIFIED = BLOCK.replace("storage", "storage\n    party: provider\n    certifications: [ISMAP]")


@pytest.mark.parametrize(
    ("id", "text", "part", "lines"),
    [
        ("D01", SIDES, "", 30),
        ("D06", SERIES, "", 3),
        ("A07", CERTIFIED, "b", 1),
        ("F02", SERIES + ITEMS, "1'", 2),
    ],
)
def test_forms_of_more_than_a_text(id, text, part, lines):
    import yaml_rs

    for written in (text, json.dumps(yaml_rs.loads(text), indent=1)):
        name = "m.json" if written.startswith("{") else "m.yaml"
        assert mended(written, rule(id), name)
    model = loads(text)
    found = [r for f in check(model, only=[rule(id)]) for r in remedies(f, FlowGraph.of(model))]
    assert found[-1].part == part
    assert found[-1].addition.text.rstrip("\n").count("\n") + 1 == lines


def test_an_answer_is_asked_for_item_by_item():
    model = loads(SIDES)
    found = [r for f in check(model, only=[rule("D01")]) for r in remedies(f, FlowGraph.of(model))]
    counterpart, ward = sorted(found, key=lambda r: r.addition.text.count("item"), reverse=True)
    assert counterpart.addition.text.startswith(
        "  - side: counterpart\n    answers:\n      - item: O1\n"
    )
    assert "      - item: O2\n        answer: «…»\n" in ward.addition.text
    assert "item: O1\n" not in ward.addition.text


def test_a_mark_is_quoted_where_yaml_would_take_it_for_a_quote():
    model = loads(SERIES)
    found = [
        remedies(f, FlowGraph.of(model))[0].addition.text
        for f in check(model, only=[rule("D06")])
        if f.missing[0].field == "series"
    ]
    assert found == ["series:\n  - name: «…»\n", 'series:\n  - mark: "\'"\n    name: «…»\n']


def test_json_gets_json():
    import yaml_rs

    text = json.dumps(yaml_rs.loads(BLOCK), ensure_ascii=False, indent=1)
    assert mended(text, rule("E02"), "m.json") == 1
    assert mended(json.dumps(yaml_rs.loads(BLOCK)), rule("E02"), "m.json") == 1


@pytest.mark.parametrize("controls", ["controls: &d []", "controls: *c"])
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
