"""What mends a finding, in every format of a report."""

from __future__ import annotations

import json
from html import unescape

import pytest

from flowmodel.lint import check
from flowmodel.lint.report import FORMATS, writer
from flowmodel.lint.report.markdown import fenced
from flowmodel.lint.report.sheet import read, record
from flowmodel.lint.rules import rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.mend import mend
from flowmodel.source import loads

BARE = cloud("例", "example", SEND).model
WRONG = (
    BARE.replace("①", "③")
    + "figure:\n  title: ウイルス、ウイルス\n  footer: |\n    次の\n    ウィルス\n"
)


def report(text: str = WRONG, *ids: str):
    return check(loads(text, "model.yaml"), only=[rule(id) for id in ids or ("E02", "D04", "P05")])


def said(format: str, *reports) -> str:
    return "".join(writer(format)(list(reports), "en", False))


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_every_format_shows_the_lines_to_add_and_what_fix_does(format):
    text = said(format, report())
    shown = unescape(text.replace("%0A", "\n").replace("\\", ""))
    assert "controls: [{control: encryption, evidence: «記載箇所»}]," in shown
    if format != "json":
        assert "to add, if it is so" in shown
        assert "[*] --fix can write 'ウイルス' for 'ウィルス'" in shown
        assert "[*] --fix can renumber steps: ③→①" in shown
    assert "E02 [*]" not in shown


def test_a_notebook_shows_them_too():
    html = report()._repr_html_()
    assert "そのとおりであれば書き加える" in html
    assert "--fix で直せます" in html


def test_text_signs_what_can_be_fixed():
    lines = report().text("en").split("\n")
    assert [line.split()[2:4] for line in lines if line.startswith("model.yaml")] == [
        ["E02", "step"],
        ["P05", "[*]"],
        ["D04", "[*]"],
    ]


@pytest.mark.parametrize("format", ["text", "markdown", "github", "junit"])
def test_reports_for_reading_show_lines_only_where_findings_are_few(format):
    step = "  - {step: %d, from: pc, to: store, operation: upload}\n"
    many = BARE.replace(f"  - {SEND}\n", "".join(step % n for n in range(1, 22)))
    assert len(report(many, "E02")) == 21
    assert "to add" not in said(format, report(many, "E02"))
    assert "to add" in said("html", report(many, "E02"))


def replaced(text: str, edits) -> str:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for line, column, end_line, end_column, new in sorted(edits, reverse=True):
        start, end = starts[line - 1] + column - 1, starts[end_line - 1] + end_column - 1
        text = text[:start] + new + text[end:]
    return text


def test_json_and_sarif_carry_the_edits_that_fix_makes():
    expected = mend(WRONG.encode(), "model.yaml", kinds=["D04", "P05"]).after
    found = json.loads(said("json", report()))["findings"]
    assert [f["fixable"] for f in found] == [False, True, True]
    edits = [tuple(e.values()) for f in found for e in f.get("fix", ())]
    assert replaced(WRONG, edits) == expected
    results = json.loads(said("sarif", report()))["runs"][0]["results"]
    fixes = [fix for r in results for fix in r.get("fixes", ())]
    edits = []
    for fix in fixes:
        (change,) = fix["artifactChanges"]
        assert change["artifactLocation"] == {"uri": "model.yaml"}
        for r in change["replacements"]:
            d = r["deletedRegion"]
            edits.append(
                (d["startLine"], d["startColumn"], d["endLine"], d["endColumn"],
                 r["insertedContent"]["text"])
            )  # fmt: skip
    assert replaced(WRONG, edits) == expected
    assert [f["description"]["text"] for f in fixes] == [
        "renumber steps: ③→①",
        "write 'ウイルス' for 'ウィルス'",
    ]


def test_sarif_keeps_what_has_blanks_out_of_its_fixes():
    results = json.loads(said("sarif", report(BARE, "E02")))["runs"][0]["results"]
    assert "fixes" not in results[0]
    (remedy,) = results[0]["properties"]["remedies"]
    assert "«記載箇所»" in remedy["text"]
    assert "```yaml\n" in results[0]["message"]["markdown"]


def test_a_model_without_a_file_has_no_fixes_in_sarif():
    found = check(loads(WRONG, ""), only=[rule("D04")])
    assert "fixes" not in json.loads(said("sarif", found))["runs"][0]["results"][0]


def test_what_was_recorded_shows_the_same():
    whole = report()
    sheet = read(json.loads(json.dumps(record(whole, remedies=True))))
    for format in FORMATS:
        assert said(format, sheet) == said(format, whole)


def test_a_fence_is_longer_than_any_within():
    assert fenced(()) == ""
    assert (
        fenced(
            (
                "a",
                "```` b ```",
            )
        )
        == "\n`````yaml\na\n```` b ```\n`````\n"
    )
