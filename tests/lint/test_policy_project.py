"""Settings choose packs, set levels and switch rules off; nothing of it is silent."""

from __future__ import annotations

import json
import pickle

import pytest
from jsonschema import Draft202012Validator

from flowmodel.cli import main
from flowmodel.config import load
from flowmodel.errors import InputError, ModelError
from flowmodel.lint import check
from flowmodel.lint.policy import find, loads_pack, policies_of
from flowmodel.lint.project import NO_PROJECT, Project
from flowmodel.lint.report import FORMATS, writer
from flowmodel.lint.samples import SEND, cloud
from flowmodel.source import loads

PACK = """\
pack: own
version: "1.2"
prefix: OWN
title: {ja: 当課の決まり, en: Rules of our section}
rules:
  - id: OWN-1
    level: error
    title: {ja: 所在, en: location}
    message: {ja: "{actor}に、{fields}の記載がありません", en: "{actor}: not stated: {fields}"}
    basis: {ja: 当課の要領, en: our manual}
    origin: [judgement]
    for: actors
    require: {fields: [location]}
"""
MODEL = cloud("例", "example", SEND).model


@pytest.fixture(autouse=True)
def english(put, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def problems():
    with pytest.raises(InputError) as told:
        load(".")
    return told.value.problems


def said(capsys, *argv):
    capsys.readouterr()
    code = main(list(argv))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def rules_of(report):
    return {f.rule for f in report}


def test_a_pack_of_the_settings_is_run_over_every_model(put):
    put("conf/own.yaml", PACK)
    put("conf/flowmodel.toml", 'policies = ["own.yaml@1.2", "sanso-bunri@1.0"]\n')
    config = load("conf")
    assert [(p.pack.pack, p.source) for p in config.packs] == [
        ("own", "file"),
        ("sanso-bunri", "shipped"),
    ]
    report = check(loads(MODEL), project=config.project())
    assert {"OWN-1", "SSB-01"} <= set(report.checked)
    assert "OWN-1" in rules_of(report)
    assert "OWN-1" not in rules_of(check(loads(MODEL)))


def test_settings_reach_another_process_without_their_functions(put):
    put("own.yaml", PACK)
    put("flowmodel.toml", 'policies = ["own.yaml"]\n[levels]\nOWN-1 = "note"\n')
    config = pickle.loads(pickle.dumps(load(".")))
    report = check(loads(MODEL), project=config.project())
    assert {f.level for f in report if f.rule == "OWN-1"} == {"note"}
    assert config.places == {"OWN-1": "flowmodel.toml:3:1"}
    put("own.yaml", PACK.replace("location]", "locatoin]"))
    with pytest.raises(InputError, match="no field 'locatoin'"):
        pickle.loads(pickle.dumps(config)).project()


def test_a_model_may_name_a_pack_of_the_settings_by_its_id(put):
    put("own.yaml", PACK)
    put("flowmodel.toml", 'policies = ["own.yaml"]\n')
    project = load(".").project()
    report = check(loads(MODEL + "policies: ['own@1.2']\n"), project=project)
    assert report.checked.count("OWN-1") == 1
    with pytest.raises(ModelError, match=r"'own' is at version 1\.2"):
        check(loads(MODEL + "policies: ['own@1.3']\n"), project=project)


def test_one_pack_in_two_forms_is_told(put):
    put("own.yaml", PACK)
    put("other/own.yaml", PACK.replace("1.2", "2.0"))
    put("flowmodel.toml", 'policies = ["own.yaml", "other/own.yaml"]\n')
    (problem,) = problems()
    assert "two packs 'own' that differ: 1.2" in problem.message.en
    assert problem.place.line == 1
    put("other/own.yaml", PACK)
    assert len(load(".").packs) == 1


def test_rules_of_packs_of_every_kind_can_be_set(put):
    put("own.yaml", PACK)
    put(
        "flowmodel.toml",
        'policies = ["own.yaml"]\n[levels]\nOWN-1 = "warning"\nSSB-01 = "error"\nN01 = "note"\n'
        'W02 = {level = "off", reason = "we tidy up once a year"}\n',
    )
    project = load(".").project()
    assert project.levels == {"OWN-1": "warning", "SSB-01": "error", "N01": "note"}
    assert project.off == {"W02": "we tidy up once a year"}


def test_an_unknown_rule_is_told_with_the_nearest_of_all(put):
    put("own.yaml", PACK)
    put("flowmodel.toml", 'policies = ["own.yaml"]\n[levels]\nOWN-2 = "note"\nSSB-0l = "note"\n')
    first, second = problems()
    assert first.suggestions[0] == "OWN-1"
    assert second.suggestions[0].startswith("SSB-0")
    assert [p.place.line for p in (first, second)] == [3, 4]


def test_what_is_wrong_with_packs_is_told_with_its_place(put):
    put("own.yaml", PACK.replace("location]", "locatoin]"))
    put(
        "flowmodel.toml",
        'lang = "fr"\npolicies = ["own.yaml", "sanso"]\n[levels]\nOWN-1 = "of"\nOWN-9 = "note"\n',
    )
    found = problems()
    assert [(p.place.file, p.place.line) for p in found] == [
        ("flowmodel.toml", 1),
        ("flowmodel.toml", 2),
        ("flowmodel.toml", 4),
        (str(found[3].place.file), 13),
    ]
    assert found[3].place.file.endswith("own.yaml")


@pytest.mark.parametrize("value", ['"own.yaml"', "[1]", '[""]', f'["{"x" * 5000}"]'])
def test_names_of_packs_are_a_list_of_texts(put, value):
    put("flowmodel.toml", f"policies = {value}\n")
    (problem,) = problems()
    assert "policies" in problem.message.en


def test_too_many_packs_of_a_model_are_told():
    names = ", ".join(["sanso-bunri"] * 60)
    with pytest.raises(ModelError, match="at most 50 packs"):
        check(loads(MODEL + f"policies: [{names}]\n"))


def test_a_rule_that_is_off_is_told_in_every_format(put):
    model = MODEL + "assertions:\n  - {kind: never, reaches: [store]}\n"
    off = {"A01": "another paper <states> it | &", "N01": "not yet", "P05": "1\n2"}
    report = check(loads(model, name="m.yaml"), project=Project(off=off))
    assert dict(report.off) == off
    assert not set(off) & {*report.checked, *rules_of(report)}
    for format in FORMATS:
        text = "".join(writer(format)([report, report], "en", False))
        assert all(id in text for id in off), format
        assert "another paper" in text, format
    lines = report.text("ja").split("\n")
    assert lines[-3] == "点検していない規則 A01: another paper <states> it | &"
    text = "".join(writer("text")([report, report], "en", False))
    assert text.count("switched off A01") == 1
    assert "点検していない規則 A01" in report._repr_html_()


def test_a_rule_that_would_not_have_been_run_is_not_told_as_off():
    assert check(loads(MODEL), project=Project(off={"N01": "x", "W01": "x"})).off == ()
    waived = MODEL + (
        "waivers:\n  - {rule: E02, part: '1', reason: r, approver: a, expires: 2030-01-01}\n"
    )
    assert check(loads(waived), project=Project(off={"W02": "x"})).off == (("W02", "x"),)


def test_json_with_rules_off_holds_to_its_schema():
    from importlib.resources import files

    schema = json.loads(
        files("flowmodel.lint.report").joinpath("findings.schema.json").read_text("utf-8")
    )
    report = check(loads(MODEL), project=Project(off={"A01": "r"}))
    written = json.loads("".join(writer("json")([report], "en", False)))
    Draft202012Validator(schema).validate(written)
    assert written["models"][0]["off"] == [{"rule": "A01", "reason": "r"}]


def test_sarif_tells_rules_off_as_configured_so():
    report = check(loads(MODEL), project=Project(off={"A01": "r"}))
    (run,) = json.loads("".join(writer("sarif")([report], "en", False)))["runs"]
    (override,) = run["invocations"][0]["ruleConfigurationOverrides"]
    assert override["configuration"] == {"enabled": False}
    assert override["properties"] == {"reason": "r"}
    assert run["tool"]["driver"]["rules"][override["descriptor"]["index"]]["id"] == "A01"


def test_nothing_is_changed_without_settings():
    report = check(loads(MODEL))
    assert report.off == ()
    assert check(loads(MODEL), project=NO_PROJECT) == report


def test_config_shows_packs_and_levels_with_their_sources(put, capsys):
    put("own.yaml", PACK)
    put(
        "pyproject.toml",
        '[tool.flowmodel]\npolicies = ["own.yaml", "sanso-bunri"]\n[tool.flowmodel.levels]\n'
        'OWN-1 = {level = "note", reason = "for a start"}\nSSB-01 = "error"\n',
    )
    code, out, _ = said(capsys, "config")
    assert code == 0
    lines = out.splitlines()
    assert 'policies = ["own.yaml", "sanso-bunri"]  # pyproject.toml:2:1' in lines
    assert "    - pack own 1.2 Rules of our section (1 rules, own.yaml)" in lines
    assert any("pack sanso-bunri 1.0" in t and "comes with flowmodel)" in t for t in lines)
    assert "    - rule OWN-1 location: error → note  # pyproject.toml:4:1: for a start" in lines
    assert "    - rule SSB-01 Which model is followed: note → error  # pyproject.toml:5:1" in lines


def test_rules_lists_packs_of_the_settings_and_what_was_made_of_rules(put, capsys):
    put("own.yaml", PACK)
    put(
        "flowmodel.toml",
        'policies = ["own.yaml"]\n[levels]\nOWN-1 = {level = "off", reason = "for now"}\n',
    )
    code, out, _ = said(capsys, "rules", "--format", "json")
    assert code == 0
    whole = json.loads(out)
    pack = next(p for p in whole["packs"] if p["id"] == "own")
    assert pack == {
        "id": "own",
        "version": "1.2",
        "title": {"ja": "当課の決まり", "en": "Rules of our section"},
        "source": "file",
        "file": "own.yaml",
        "chosen": True,
        "includes": [],
        "rules": 1,
    }
    assert [p["chosen"] for p in whole["packs"]].count(True) == 1
    (rule,) = [r for r in whole["rules"] if r["pack"] == "own"]
    assert (rule["level"], rule["set"]) == ("error", {"level": "off", "reason": "for now"})


def test_check_tells_rules_off_and_a_pack_that_is_wrong_ends_with_two(put, capsys):
    put("m.yaml", MODEL)
    put("own.yaml", PACK)
    put(
        "flowmodel.toml",
        'policies = ["own.yaml"]\n[levels]\nOWN-1 = {level = "off", reason = "for now"}\n',
    )
    _, out, _ = said(capsys, "check", "m.yaml", "--lang", "en")
    assert "OWN-1: " not in out.replace("switched off OWN-1: for now", "")
    assert "switched off OWN-1: for now" in out
    put("own.yaml", PACK.replace("location]", "locatoin]"))
    code, out, err = said(capsys, "check", "m.yaml")
    assert (code, out) == (2, "")
    assert "own.yaml:13:" in err


def _broken():
    raise RuntimeError("no such thing")


def test_an_installed_pack_that_cannot_be_loaded_is_told(put, capsys, monkeypatch):
    path = put("own.yaml", PACK)
    put("flowmodel.toml", '[levels]\nOWN-1 = "note"\n')
    monkeypatch.setattr(find.every_pack, "__defaults__", ((), lambda: {"own": lambda: path}))
    assert load(".").project().levels == {"OWN-1": "note"}
    code, out, _ = said(capsys, "rules")
    assert code == 0
    assert "pack own 1.2" in out
    monkeypatch.setattr(find.every_pack, "__defaults__", ((), lambda: {"own": _broken}))
    assert "no rule 'OWN-1'" in problems()[0].message.en
    put("flowmodel.toml", "")
    code, _, err = said(capsys, "rules")
    assert code == 2
    assert "entry point 'own' of flowmodel.policies cannot be loaded: RuntimeError" in err
    with pytest.raises(ModelError, match="cannot be loaded: RuntimeError: no such thing"):
        policies_of(loads(MODEL + "policies: [own]\n"), entry_points=lambda: {"own": _broken})


def test_installed_packs_are_shown_as_such(put, monkeypatch, capsys):
    path = put("own.yaml", PACK)
    put("flowmodel.toml", 'policies = ["own"]\n')
    monkeypatch.setattr(find.chosen_packs, "__defaults__", (lambda: {"own": lambda: path},))
    code, out, _ = said(capsys, "config")
    assert code == 0
    assert f"(1 rules, installed {path})" in out


def test_a_pack_may_not_take_the_id_of_a_rule_of_flowmodel():
    wrong = PACK.replace("OWN-1", "N01").replace("prefix: OWN", "prefix: N01")
    with pytest.raises(ModelError, match="begins with 'N01-'"):
        loads_pack(wrong)


def test_a_pack_that_is_not_there_is_told_where_it_is_named(put, capsys):
    text = f"{MODEL}\npolicies: [sanso-bunri, gone.yaml]\n"
    put("m.yaml", text)
    line = text.count("\n")
    _, _, err = said(capsys, "check", "m.yaml", "--lang", "en")
    assert err.startswith(f"m.yaml:{line}:25: gone.yaml: file not found")
    put("flowmodel.toml", 'policies = ["gone.yaml"]\n')
    (problem,) = problems()
    assert problem.text("en").startswith("flowmodel.toml:1:1: gone.yaml: file not found")


def test_a_version_left_out_after_the_sign_is_told(put, capsys):
    put("m.yaml", f"{MODEL}\npolicies: [sanso-bunri@]\n")
    code, _, err = said(capsys, "check", "m.yaml", "--lang", "en")
    assert code == 2
    assert "'sanso-bunri@' names no version after the @ (did you mean 'sanso-bunri'?)" in err
