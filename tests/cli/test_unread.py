"""Files that cannot be used: told with their places in every report that a machine reads."""

from __future__ import annotations

import json

import pytest
from lxml import etree, html

from flowmodel.cli import main
from flowmodel.lint.report import FORMATS
from flowmodel.lint.samples import SEND, cloud

BARE = cloud("例", "example", SEND).model
TYPO = BARE.replace("to: store", "to: stroe")
LINE = TYPO.split("\n").index(f"  - {SEND.replace('to: store', 'to: stroe')}") + 1
COLUMN = TYPO.split("\n")[LINE - 1].index("stroe") + 1


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def told(put, tmp_path, capsys):
    put("bare.yaml", BARE)
    put("typo.yaml", TYPO)
    (tmp_path / "empty").mkdir()

    def check(format, *argv):
        paths = argv or ("bare.yaml", "typo.yaml", "missing.yaml", "empty")
        assert main(["check", *paths, "--format", format]) == 2
        captured = capsys.readouterr()
        assert f"typo.yaml:{LINE}:{COLUMN}: unknown actor 'stroe'" in captured.err
        return captured.out

    return check


def test_json(told):
    found = json.loads(told("json"))
    assert [m["file"] for m in found["models"]] == ["bare.yaml"]
    assert [u["file"] for u in found["unreadable"]] == ["empty", "typo.yaml", "missing.yaml"]
    (typo,) = found["unreadable"][1]["problems"]
    assert (typo["file"], typo["line"], typo["column"]) == ("typo.yaml", LINE, COLUMN)
    assert typo["message"] == "unknown actor 'stroe' (did you mean 'store'?)"
    assert found["unreadable"][2]["problems"][0]["line"] is None


def test_json_says_nothing_of_what_can_be_read(put, capsys):
    put("bare.yaml", BARE)
    main(["check", "bare.yaml", "--format", "json"])
    assert "unreadable" not in json.loads(capsys.readouterr().out)


def test_sarif(told):
    (run,) = json.loads(told("sarif"))["runs"]
    assert run["results"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    _, typo, missing = invocation["toolExecutionNotifications"]
    (at,) = typo["locations"]
    place = at["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "typo.yaml"}
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (LINE, COLUMN)
    assert "region" not in missing["locations"][0]["physicalLocation"]
    assert {n["level"] for n in (typo, missing)} == {"error"}


def test_sarif_of_nothing_else_is_in_the_language_of_the_call(told):
    (run,) = json.loads(told("sarif", "typo.yaml"))["runs"]
    assert run["tool"]["driver"]["language"] == "en"


def test_junit(told):
    root = etree.fromstring(told("junit").encode())
    suites = {s.get("name"): s for s in root}
    assert list(suites) == ["empty", "bare.yaml", "typo.yaml", "missing.yaml"]
    typo = suites["typo.yaml"]
    assert (typo.get("tests"), typo.get("errors"), typo.get("failures")) == ("1", "1", "0")
    (error,) = typo.iter("error")
    assert error.text.startswith(f"typo.yaml:{LINE}:{COLUMN}: unknown actor")


def test_github(told):
    lines = told("github").splitlines()
    assert any(
        line.startswith(f"::error file=typo.yaml,line={LINE},col={COLUMN},")
        and line.endswith("::unknown actor 'stroe' (did you mean 'store'?)")
        for line in lines
    )
    assert any(line.startswith("::error file=empty,title=") for line in lines)


def test_markdown(told):
    text = told("markdown")
    assert "## typo\\.yaml\n\nnot checked: the file cannot be used\n\n" in text
    assert f"- typo\\.yaml\\:{LINE}\\:{COLUMN}\\: unknown actor 'stroe'" in text


def test_html(told):
    page = html.fromstring(told("html"))
    sections = page.findall(".//section[@class='unread']")
    assert [s.find("h2").text_content() for s in sections] == ["empty", "typo.yaml", "missing.yaml"]
    assert "stroe" in sections[1].find(".//pre").text_content()
    assert "点検していないファイル 3 件" in page.find(".//header").text_content()


def test_html_of_nothing_else(told):
    assert html.fromstring(told("html", "typo.yaml")).get("lang") == "en"


def test_text_is_told_beside(told):
    assert "typo.yaml" not in told("text")


@pytest.mark.parametrize("format", FORMATS)
def test_a_hostile_name_and_text_are_written_out(put, capsys, format):
    put("a<b>&%0A::error::,c.yaml", BARE.replace("to: store", 'to: "<s>]]>\\e[31m|x::"'))
    main(["check", "a<b>&%0A::error::,c.yaml", "--format", format])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    if format in ("html", "junit", "markdown"):
        assert "a<b>" not in out
        assert "<s>" not in out
    if format == "github":
        assert all(t.startswith("::error file=a<b>&%250A%3A%3A") for t in out.splitlines())
    if format == "junit":
        etree.fromstring(out.encode())
