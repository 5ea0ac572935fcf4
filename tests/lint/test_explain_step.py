from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.cli import main
from flowmodel.errors import InputError
from flowmodel.graph import FlowGraph
from flowmodel.lint import check
from flowmodel.lint.explain import explain, explain_steps
from flowmodel.lint.policy import loads_pack
from flowmodel.lint.project import Project
from flowmodel.lint.rule import Context
from flowmodel.lint.rules import rule, rules
from flowmodel.lint.samples import FETCH, SEND, cloud
from flowmodel.source import loads

EDGE = [r for r in rules() if r.requires is not None]
EXAMPLES = [(r, e.model) for r in EDGE for e in (*r.passing, *r.failing)]
ROOT = Path(__file__).parents[2]
FILES = sorted(ROOT.glob("examples/*/model*.yaml"))
PRIMED = SEND.replace("①", "①’")


def by_finding(rule, graph):
    """The steps of each finding: its own, or all that a finding on a pair of actors names."""
    steps = {flow.transfer.step for flow in graph.flows}
    return sorted(
        (step, tuple(m.control for m in f.missing if m.control))
        for f in check(graph, only=[rule])
        for step in f.parts
        if step in steps
    )


def by_requirement(rule, graph):
    ctx = Context(graph)
    return sorted(
        (flow.transfer.step, asks.lacking)
        for flow in graph.flows
        for asks in rule.requires(rule, ctx, flow)
        if not asks.met
    )


def agree(rule, graph):
    found, unmet = by_finding(rule, graph), by_requirement(rule, graph)
    if rule.id == "E01":  # names in its findings what the other rules would ask
        found = [(step, ()) for step, _ in found]
    assert found == unmet


@pytest.mark.parametrize(("rule", "model"), EXAMPLES, ids=lambda v: getattr(v, "id", ""))
def test_what_is_required_and_not_met_is_what_the_rule_finds(rule, model):
    agree(rule, FlowGraph.of(loads(model)))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_requirements_and_findings_agree_on_the_examples(path):
    graph = FlowGraph.of(fm.load(path))
    for each in EDGE:
        agree(each, graph)


def test_all_edge_rules_of_single_controls_tell_what_they_require():
    assert {"E01", "E02", "E03", "E04", "E06", "E08", "E09", "E10"} <= {r.id for r in EDGE}


@pytest.mark.parametrize("written", ["①’", "1'", "①'", "1’"])
def test_a_step_is_named_as_printed_or_as_written(written):
    model = loads(cloud("例", "example", SEND, PRIMED).model)
    assert explain(model, written).step == "①’"
    assert explain(model, 1).step == "①"


def test_a_step_that_is_not_there_is_told_with_those_that_are():
    model = loads(cloud("例", "example", SEND, PRIMED).model)
    with pytest.raises(InputError, match="steps: ①, ①’"):
        explain(model, "⑨")
    with pytest.raises(InputError, match="no step 'zzz'"):
        explain(model, "zzz")


def test_who_provides_a_control_is_told_with_the_line():
    text = cloud("例", "example", SEND, net="controls: [encryption]").model
    told = explain(loads(text, "m.yaml"), "①")
    line = next(i for i, t in enumerate(text.split("\n"), 1) if "controls: [encryption]" in t)
    encryption = next(a for a in told.asked if a.rule.id == "E02")
    assert encryption.requirement.met
    assert [(p.provider, place.line) for p, place in _pairs(encryption)] == [("net", line)]
    assert f"m.yaml:{line}" in told.text("en")
    assert "provided by channel 'インターネット回線'" in told.text("en")


def _pairs(asked):
    return zip(asked.requirement.counted, asked.places, strict=True)


def test_what_nothing_states_is_told_with_where_it_could_be():
    told = explain(loads(cloud("例", "example", SEND).model), "①")
    assert not told.met
    text = told.text("ja")
    assert "記載なし: 通信内容の暗号化" in text
    assert "記載できる箇所: 経路「インターネット回線」、手順①" in text


def test_not_needed_counts_with_its_reason():
    stated = "controls: [{control: S3, state: not-needed, reason: 閉じた回線のため}]"
    told = explain(loads(cloud("例", "example", SEND, net=stated).model), "①")
    assert next(a for a in told.asked if a.rule.id == "E02").requirement.met
    assert not next(a for a in told.asked if a.rule.id == "E01").requirement.met
    assert "閉じた回線のため" in told.text("ja")


def test_other_findings_at_the_step_are_told():
    told = explain(loads(rule("P05").failing[1].model), "③")
    assert [f.rule for f in told.findings] == ["P05"]
    assert "P05" in told.text("en")


def test_all_steps_are_explained_where_none_is_named():
    model = loads(cloud("例", "example", SEND, FETCH).model)
    assert [t.step for t in explain_steps(model)] == ["①", "②"]


def test_a_notebook_sees_it_escaped():
    model = loads(cloud("例", "example", SEND.replace("資料の送信", "<b>")).model)
    html = fm.explain(model, "①")._repr_html_()
    assert "&lt;b&gt;" in html
    assert "<script" not in html


def test_the_command_explains_a_step(tmp_path, capsys):
    path = tmp_path / "m.yaml"
    path.write_text(cloud("例", "example", SEND).model, encoding="utf-8")
    assert main(["explain", str(path), "①", "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Step ① 資料の送信")
    assert main(["explain", str(path), "2", "--lang", "en"]) == 2
    assert "no step '2'" in capsys.readouterr().err
    assert main(["explain", "E02", "--lang", "en"]) == 0


EXPIRING = "controls: [{control: encryption, evidence: 仕様書, expires: 2026-04-01}]"


@pytest.mark.parametrize(("day", "met"), [("2026-04-01", True), ("2026-04-02", False)])
def test_the_day_decides_on_expiry(day, met, tmp_path, capsys):
    text = cloud("例", "example", SEND, net=EXPIRING).model
    told = fm.explain(loads(text), "①", today=date.fromisoformat(day))
    asked = next(a for a in told.asked if a.rule.id == "E02")
    assert asked.requirement.met is met
    path = tmp_path / "m.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["explain", str(path), "①", "--lang", "en", "--today", day]) == 0
    shown = capsys.readouterr().out
    assert [line.partition(" — ")[0] for line in shown.splitlines()] == [
        line.partition(" — ")[0] for line in told.text("en").splitlines()
    ]


def test_a_day_that_is_none_is_told(capsys):
    assert main(["explain", "m.yaml", "①", "--today", "tomorrow", "--lang", "en"]) == 2
    assert "2026-04-01" in capsys.readouterr().err


PACK = """\
pack: own
version: "1"
prefix: OWN
title: {ja: 決まり, en: Rules}
rules:
  - id: OWN-1
    level: error
    title: {ja: 当課の暗号化, en: Our encryption}
    message: {ja: "{step}に{controls}", en: "{step}: {controls}"}
    basis: {ja: 要領, en: manual}
    origin: [judgement]
    for: transfers
    require: REQUIRE
"""
REQUIRE = [
    "{controls: [encryption, S6]}",
    "{controls: [encryption], side: [transfer, channel]}",
    "{controls: [S1], side: [source]}",
    "{controls: [S1], side: [acting, target]}",
    "{controls: [S1], side: [either]}",
    "{any_control: [multi-factor, access-control], side: [effective, target]}",
    "{part_of: [access-control], side: [target]}",
    "{part_of: [access-control]}",
]
STATED = [
    {},
    {"net": "controls: [encryption, S6]"},
    {"net": "controls: [S1]", "store": "controls: [access-control.folder-rights]"},
    {"store": "controls: [S1, multi-factor]"},
    {"pc": "controls: [S1, S6, access-control]"},
]


def own(require):
    return loads_pack(PACK.replace("REQUIRE", require))


@pytest.mark.parametrize("require", REQUIRE)
@pytest.mark.parametrize("stated", STATED, ids=str)
def test_rules_of_packs_are_required_and_found_alike(require, stated):
    (rule,) = own(require).rules
    graph = FlowGraph.of(loads(cloud("例", "example", SEND, **stated).model))
    assert bool(by_finding(rule, graph)) is bool(by_requirement(rule, graph))


def test_what_packs_ask_is_told_though_it_is_stated():
    model = loads(cloud("例", "example", SEND, net="controls: [encryption]").model)
    project = Project(packs=(own(REQUIRE[1]),), off={"E03": "another paper"})
    told = explain(model, "①", project=project)
    (asked,) = [a for a in told.asked if a.rule.id == "OWN-1"]
    assert asked.requirement.met
    assert [p.provider for p in asked.requirement.counted] == ["net"]
    assert "    asked for by OWN-1 Our encryption\n    basis: manual\n" in told.text("en")
    assert "E03" not in [a.rule.id for a in told.asked]
    assert told.text("en").endswith("\nswitched off E03: another paper")


def test_what_is_waived_at_the_step_is_told():
    waiver = "waivers: [{rule: E01, part: ①, reason: 試行, approver: 課長, expires: 2030-03-31}]"
    told = explain(loads(cloud("例", "example", SEND, more=waiver).model), "①")
    assert told.text("en").endswith("\nwaived: E01 試行 (by 課長, until 2030-03-31)")


def test_the_command_follows_packs_and_settings(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_text(PACK.replace("REQUIRE", REQUIRE[0]), encoding="utf-8")
    (tmp_path / "flowmodel.toml").write_text('policies = ["own.yaml"]', encoding="utf-8")
    text = cloud("例", "example", SEND, net="controls: [encryption, S6]").model
    (tmp_path / "m.yaml").write_text(text, encoding="utf-8")
    assert main(["explain", "m.yaml", "①", "--lang", "en"]) == 0
    assert "asked for by OWN-1 Our encryption" in capsys.readouterr().out
    asking = [a.rule.id for a in fm.explain(loads(text), "①", settings=tmp_path).asked]
    assert "OWN-1" in asking
    assert "OWN-1" not in [a.rule.id for a in fm.explain(loads(text), "①").asked]
