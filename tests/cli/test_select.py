"""Some rules only: chosen and left out by id or family, and told in every report."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from flowmodel.cli import main
from flowmodel.lint import check
from flowmodel.lint.project import Project, family
from flowmodel.lint.report import FORMATS, writer
from flowmodel.lint.samples import SEND, cloud
from flowmodel.source import loads

BARE = cloud("例", "example", SEND).model
WAIVER = "waivers:\n  - {{rule: {rule}, part: {part}, reason: 試行, approver: 課長, expires: 2100-03-31}}\n"


@pytest.fixture
def run(put, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    put("m.yaml", BARE + "policies: [completeness, shinjuku-gaibu-ketsugo]\n")

    def check(*argv, settings=""):
        put("flowmodel.toml", settings)
        code = main(["check", "m.yaml", "--lang", "en", *argv])
        return code, *capsys.readouterr()

    return check


def found(said):
    return {f["rule"] for f in json.loads(said[1])["findings"]}


@pytest.mark.parametrize(
    ("id", "name"),
    [("E01", "E"), ("N05", "N"), ("KAN-01", "KAN"), ("SJK-E03A", "SJK"), ("SSB-06", "SSB")],
)
def test_family(id, name):
    assert family(id) == name


@pytest.mark.parametrize(
    ("argv", "families", "absent"),
    [
        (["--select", "E"], {"E"}, ()),
        (["--select", "e,a01"], {"E", "A"}, {"A05"}),
        (["--select", "E", "--select", "KAN"], {"E", "KAN"}, ()),
        (["--select", "E,A", "--ignore", "E01"], {"E", "A"}, {"E01"}),
        (["--select", "E01", "--ignore", "E"], {"E"}, {"E05"}),
        (["--ignore", "KAN", "--ignore", "SSB,D,F,W"], {"E", "A"}, ()),
    ],
)
def test_what_is_run(run, argv, families, absent):
    ids = found(run(*argv, "--format", "json"))
    assert {family(id) for id in ids} == families
    assert not ids & set(absent)


def test_settings_choose_and_the_command_line_goes_over_them(run):
    settings = 'select = ["A"]\n[ignore]\nA05 = "another paper"\n'
    said = run("--format", "json", settings=settings)
    assert {family(id) for id in found(said)} == {"A"}
    (model,) = json.loads(said[1])["models"]
    assert model["selected"] == ["A"]
    assert model["off"] == [{"rule": "A05", "reason": "another paper"}]
    # What is left out with a reason cannot be taken back, only added to.
    said = run("--format", "json", "--select", "E", "--ignore", "E05", settings=settings)
    assert {family(id) for id in found(said)} == {"E"}
    (model,) = json.loads(said[1])["models"]
    assert {o["rule"]: o["reason"] for o in model["off"]} == {
        "A05": "another paper",
        "E05": "--ignore E05",
    }


def test_a_level_is_no_way_round_a_rule_that_is_off(run):
    settings = '[levels]\nE01 = {level = "off", reason = "trial"}\n'
    assert "E01" not in found(run("--format", "json", "--select", "E01", settings=settings))


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_told_with_the_nearest(run, option):
    code, out, told = run(option, "E1,KNA-01,Q77")
    assert (code, out) == (2, "")
    assert "there is no rule 'E1' (did you mean 'E11' or 'E10' or 'E01'?)" in told
    assert "there is no rule 'KNA-01' (did you mean 'KAN-01'" in told
    assert "there is no rule 'Q77'; a rule of a pack that only models name is known where" in told


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('select = ["KNA"]', "there is no rule 'KNA' (did you mean 'KAN'"),
        ('[ignore]\nE001 = "x"', "there is no rule 'E001' (did you mean 'E01'"),
        ('select = "E"', "a list of rules and families"),
        ("select = [1]", "a list of rules and families"),
        ('ignore = ["E"]', "a table of rules or families and reasons"),
        ('ignore = {E = " "}', 'rule E is ignored without a reason; write E = "…"'),
    ],
)
def test_wrong_settings_are_told_with_their_place(run, settings, message):
    code, _, told = run(settings=settings)
    assert code == 2
    assert message in told
    assert "flowmodel.toml:1" in told


@pytest.mark.parametrize("format", FORMATS)
def test_every_report_tells_what_was_not_run(run, format):
    _, out, _ = run("--select", "E,A", "--ignore", "E05", "--format", format)
    if format == "sarif":
        (log,) = json.loads(out)["runs"]
        assert log["properties"] == {"selected": ["E", "A"]}
    else:
        assert "E05" in out
        assert "E A" in out or json.loads(out)["models"][0]["selected"] == ["E", "A"]
    if format == "junit":
        (suite,) = etree.fromstring(out.encode())
        assert suite[0].tag == "properties"


def test_the_report_of_python_tells_it_too():
    report = check(loads(BARE), project=Project(select=("E",)))
    assert report.text("en").split("\n")[-1] == "checked against these rules only: E"
    assert "only: E" in report._repr_html_() or "だけを点検: E" in report._repr_html_()
    once = "".join(writer("text")([report, report], "en", False))
    assert once.count("rules only: E") == 1


@pytest.mark.parametrize(
    ("rule", "part", "policies"),
    [("E01", "store", ""), ("KAN-09", "store", "policies: [completeness]\n")],
)
def test_a_waiver_of_a_rule_that_was_not_run_is_not_judged(rule, part, policies):
    model = loads(BARE + policies + WAIVER.format(rule=rule, part=part))
    assert {f.rule for f in check(model)} & {"W02", "W04"}
    for project in (
        Project(select=("W",)),
        Project(ignore={family(rule): "x"}),
        Project(off={rule: "x"}),
    ):
        assert not {f.rule for f in check(model, project=project)} & {"W02", "W04"}
    unknown = loads(BARE + WAIVER.format(rule="E99", part="store"))
    assert "W04" in {f.rule for f in check(unknown, project=Project(select=("W",)))}


def test_statistics_alone(put, capsys):
    put("m.yaml", BARE)
    put("n.yaml", BARE)
    assert main(["check", ".", "--lang", "en", "--statistics", "--select", "E"]) == 1
    out, told = capsys.readouterr()
    assert told == ""
    first, *rules = out.splitlines()
    assert first.startswith("checked 2 model(s)")
    assert rules[0].startswith("  E01 ")


def test_quiet(run):
    code, out, told = run("-q")
    assert code == 1
    assert "E01" in out
    assert told == ""


def test_config_shows_both(run, capsys):
    main(["config", "m.yaml", "--lang", "en", "--select", "E", "--ignore", "KAN"])
    lines = capsys.readouterr().out.splitlines()
    assert 'select = ["E"]  # command line' in lines
    assert 'ignore = {KAN = "--ignore KAN"}  # command line' in lines
