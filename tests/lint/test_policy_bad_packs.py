"""Packs that are wrong are refused when they are loaded, with place and nearest names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from flowmodel.errors import FlowModelError, InputError, ModelError
from flowmodel.lint.policy import load_pack, loads_pack, policies_of
from flowmodel.lint.policy.conditions import WORDS
from flowmodel.lint.policy.load import MAX_PACK
from flowmodel.source import load, loads

GOOD = """\
pack: own
version: "1.0"
prefix: OWN
title: {ja: 試験, en: test}
rules:
  - id: OWN-1
    level: error
    title: {ja: 題, en: title}
    message: {ja: "{step}に{controls}", en: "{step}: {controls}"}
    basis: {ja: なし, en: none}
    origin: [judgement]
    for: transfers
    when: {field: operation, is: send}
    require: {controls: [encryption], side: [channel]}
"""
MODEL = """\
flowmodel: 1
id: t
title: t
actors: [{id: a, kind: terminal}, {id: b, kind: storage}]
channels: [{id: c, between: [a, b]}]
transfers: [{step: 1, from: a, to: b}]
policies: [POLICY]
"""


def problems(text):
    with pytest.raises(FlowModelError) as caught:
        loads_pack(text, "p.yaml")
    return caught.value.problems


@pytest.mark.parametrize(
    ("old", "new", "line", "said", "near"),
    [
        ("field: operation", "field: operaton", 13, "no field 'operaton'", "operation"),
        ("field: operation", "field: medium", 13, "no field 'medium'", "channel.medium"),
        ("is: send", "is: sent", 13, "allowed: upload", "send"),
        ("is: send", "iss: send", 13, "unknown operator 'iss'", "is"),
        ("is: send", "is: 3", 13, "expected a text", None),
        ("is: send", "in: send", 13, "takes a list", None),
        ("is: send", "has: send", 13, "it takes is, in", None),
        ("is: send", "is: send, in: [send]", 13, "exactly one operator", None),
        ("{field: operation, is: send}", "{is: send}", 13, "needs a 'field'", None),
        ("{field: operation, is: send}", "send", 13, "a condition is written", None),
        ("{field: operation, is: send}", "{all: {has: label}}", 13, "list of conditions", None),
        ("{field: operation, is: send}", "{any: []}", 13, "list of conditions", None),
        ("{field: operation, is: send}", "{crosses: zone}", 13, "'crosses' takes", "zones"),
        ("{field: operation, is: send}", "{crosses: [lgwan]}", 13, "'crosses' takes", None),
        ("{field: operation, is: send}", "{has: controls}", 13, "controls are asked", None),
        (
            "{field: operation, is: send}",
            "{field: controls, has: encrypton}",
            13,
            "no control 'encrypton'",
            "encryption",
        ),
        ("{field: operation, is: send}", "{field: personal, is: 'yes'}", 13, "true or false", None),
        ("[encryption]", "[encrypton]", 14, "no control 'encrypton'", "encryption"),
        ("[encryption]", "[entry-control]", 14, "can never be stated", None),
        ("[channel]", "[self]", 14, "no side of 'transfers'", None),
        ("[channel]", "[chanel]", 14, "", "channel"),
        ("side: [channel]", "partly: errr", 14, "", "error"),
        ("controls: [encryption], side: [channel]", "fields: [labl]", 14, "no field", "label"),
        ("controls: [encryption], side: [channel]", "fields: [personal]", 14, "filled in", None),
        ("controls: [encryption], side: [channel]", "side: [channel]", 14, "'require' needs", None),
        ("en: \"{step}: {controls}\"", "en: '{stp}'", 9, "unknown placeholder '{stp}'", "step"),
        ("en: \"{step}: {controls}\"", "en: '{step.graph}'", 9, "unknown placeholder", None),
        ("en: \"{step}: {controls}\"", "en: '{step!r}'", 9, "unknown placeholder", None),
        ("en: \"{step}: {controls}\"", "en: '{step:>999999999}'", 9, "unknown placeholder", None),
        ("en: \"{step}: {controls}\"", "en: '{step'", 9, "braces", None),
        ("level: error", "level: eror", 7, "", "error"),
        ("level: error", "level: error\n    levle: x", 8, "unknown field 'levle'", "level"),
        ("for: transfers", "for: transfer", 12, "", "transfers"),
        ("for: transfers", "for: data", 14, "cannot be asked of 'data'", None),
        ("id: OWN-1", "id: E02", 6, "begins with 'OWN-'", None),
        ("origin: [judgement]", "origin: [judgement]\n    echo_of: [E0Z]", 12, "no rule 'E0Z'", None),
        ("version: \"1.0\"", "version: 1.0", 2, "in quotes", None),
        ("basis: {ja: なし, en: none}", "basis: {ja: なし}", 10, "'en' is missing", None),
        ("pack: own", "pack: '../x'", 1, "is no name", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(old, new, line, said, near):
    assert old in GOOD
    found = problems(GOOD.replace(old, new))
    assert any(said in p.message.en for p in found), [p.text() for p in found]
    assert all(p.message.ja for p in found)
    (first, *_) = [p for p in found if said in p.message.en]
    assert first.place is not None
    assert (first.place.file, first.place.line) == ("p.yaml", line)
    assert first.place.column
    if near:
        assert near in first.suggestions


def test_the_good_pack_is_good():
    assert [r.id for r in loads_pack(GOOD).rules] == ["OWN-1"]


def test_all_problems_are_told_at_once():
    text = GOOD.replace("operation", "operaton").replace("[encryption]", "[encrypton, S99]")
    assert [p.place.line for p in problems(text)] == [13, 14, 14]


def test_a_rule_written_twice_is_refused():
    rules = GOOD.partition("rules:\n")[2]
    (problem,) = problems(GOOD + rules)
    assert "written twice" in problem.message.en


@pytest.mark.parametrize(
    "text", ["- a", "x", "pack: [", "", "a: 1\na: 2\n", "!!python/name:os.system"]
)
def test_what_is_no_pack_is_refused(text):
    assert problems(text)


def test_a_huge_pack_is_refused():
    with pytest.raises(InputError, match="too large"):
        loads_pack(GOOD + "# " + "x" * MAX_PACK)


@pytest.mark.parametrize("depth", [17, 300])
def test_deep_conditions_are_refused(depth):
    deep = "{not: " * depth + "{has: label}" + "}" * depth
    assert any(
        "too deep" in p.message.en
        for p in problems(GOOD.replace("{field: operation, is: send}", deep))
    )


def test_too_many_conditions_are_refused_once():
    many = "[" + ", ".join(["{has: label}"] * 2000) + "]"
    found = problems(GOOD.replace("{field: operation, is: send}", many))
    assert len(found) == 1


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.sampled_from(["label", "send", "zones", "S3", "{}"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*WORDS, "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def _has_places(error):
    assert all(p.place for p in error.problems)


@hypothesis_settings(max_examples=150, deadline=None)
@given(VALUES, VALUES)
def test_any_condition_is_read_or_refused(when, values):
    import json

    text = GOOD.replace("{field: operation, is: send}", json.dumps(when)).replace(
        "side: [channel]", f"values: {json.dumps(values)}"
    )
    try:
        rules = loads_pack(text).rules
    except FlowModelError as e:
        _has_places(e)
    else:
        from flowmodel.lint import check

        check(loads(MODEL.replace("POLICY", "")), only=rules)


def _model(tmp_path, policy):
    path = tmp_path / "model.yaml"
    path.write_text(MODEL.replace("POLICY", policy), encoding="utf-8")
    return load(path)


def _ids(model, **kwargs):
    return [r.id for r in policies_of(model, **kwargs)]


def test_packs_are_named_by_id_version_or_path(tmp_path):
    (tmp_path / "own.yaml").write_text(GOOD, encoding="utf-8")
    assert _ids(_model(tmp_path, "sanso-bunri")) == ["SSB-01", "SSB-06"]
    assert _ids(_model(tmp_path, "'sanso-bunri@1.0'")) == ["SSB-01", "SSB-06"]
    assert _ids(_model(tmp_path, "./own.yaml")) == ["OWN-1"]
    assert _ids(_model(tmp_path, ""), packs=[load_pack(tmp_path / "own.yaml")]) == ["OWN-1"]


def test_installed_packs_are_found_by_entry_point(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(GOOD, encoding="utf-8")
    model = _model(tmp_path, "own")
    assert _ids(model, entry_points=lambda: {"own": lambda: path}) == ["OWN-1"]
    assert _ids(model, entry_points=lambda: {"own": lambda: lambda: str(path)}) == ["OWN-1"]
    with pytest.raises(ModelError, match="gives no path"):
        _ids(model, entry_points=lambda: {"own": lambda: 3})
    with pytest.raises(ModelError, match="leads to the pack 'own'"):
        _ids(_model(tmp_path, "other"), entry_points=lambda: {"other": lambda: path})


def test_real_entry_points_are_read(tmp_path, monkeypatch):
    path = tmp_path / "x.yaml"
    path.write_text(GOOD, encoding="utf-8")
    (tmp_path / "own_policies.py").write_text(f"PATH = {str(path)!r}\n", encoding="utf-8")
    info = tmp_path / "own_policies-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: own-policies\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(
        "[flowmodel.policies]\nown = own_policies:PATH\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    assert _ids(_model(tmp_path, "own")) == ["OWN-1"]


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("sanso-bunry", "did you mean 'sanso-bunri'"),
        ("'sanso-bunri@9'", "is at version 1.0"),
        ("missing.yaml", "file not found"),
        ("/etc/passwd.yaml", "relative to the model's file"),
    ],
)
def test_a_policy_that_leads_nowhere_is_told(tmp_path, policy, said):
    model = _model(tmp_path, policy)
    with pytest.raises(FlowModelError) as caught:
        policies_of(model, entry_points=dict)
    (problem,) = caught.value.problems
    assert said in problem.text("en")
    assert problem.place is not None


def test_two_packs_with_one_rule_id_are_told(tmp_path):
    (tmp_path / "own.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "two.yaml").write_text(GOOD.replace("pack: own", "pack: two"), encoding="utf-8")
    with pytest.raises(ModelError, match="in both 'own' and 'two'"):
        policies_of(_model(tmp_path, "own.yaml, two.yaml"))


def test_a_pack_file_tells_its_own_place(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(GOOD.replace("operation", "operaton"), encoding="utf-8")
    with pytest.raises(ModelError, match=r"bad\.yaml:13:"):
        load_pack(path)


@pytest.mark.parametrize(
    ("include", "said", "near"),
    [
        ("[E02, E99]", "the catalogue has no rule 'E99'", "E09"),
        ("[E02, {rule: E02, level: note}]", "rule 'E02' is included twice", None),
        ("[N01]", "the catalogue has no rule 'N01'", "P01"),
        ("[{rule: E02, level: grave}]", "error", "note"),
    ],
)
def test_what_is_included_is_a_rule_of_the_catalogue(include, said, near):
    found = problems(GOOD.replace("rules:", f"include: {include}\nrules:"))
    (problem,) = found
    assert said in problem.message.en
    assert problem.place.line == 5
    if near and said != "error":
        assert near in problem.suggestions


def test_a_pack_has_a_rule_of_some_kind():
    head = GOOD[: GOOD.index("rules:")]
    (problem,) = problems(head)
    assert "give rules under 'rules' or 'include'" in problem.message.en
    assert loads_pack(head + "include: [E02]\n").included == ("E02",)


CLAIM = """\
pack: own
version: "1.0"
prefix: OWN
title: {ja: 試験, en: test}
rules:
  - id: OWN-1
    level: error
    title: {ja: 題, en: title}
    message: {ja: "{place}: {witness}", en: "{place}: {witness}"}
    basis: {ja: なし, en: none}
    origin: [judgement]
    never:
      data: {field: my_number, is: true}
      reaches: {actors: {field: network, is: internet}}
"""


@pytest.mark.parametrize(
    ("old", "new", "said", "near"),
    [
        ("field: network,", "field: networks,", "'actors' have no field 'networks'", "network"),
        ("field: my_number", "field: mynumber", "'data' have no field 'mynumber'", "my_number"),
        ("{witness}", "{way}", "the message names {witness}", None),
        ("{place}", "{actor}", "only {place} is known", None),
        (
            "{actors: {field: network, is: internet}}",
            "{}",
            "needs conditions under 'reaches'",
            None,
        ),
        (
            "    never:",
            "    for: actors\n    require: {controls: [S3]}\n    never:",
            "just one of",
            None,
        ),
        ("    never:", "    nevre:", "nevre", "never"),
        ("reaches:", "reach:", "reach", "reaches"),
        (
            CLAIM[CLAIM.index("    never") :],
            "    always: {at: {has: name}}\n",
            "under 'carries'",
            None,
        ),
        (
            CLAIM[CLAIM.index("    never") :],
            "    always: {at: {has: name}, passed: [S33]}\n",
            "no control 'S33'",
            "S3",
        ),
        (
            CLAIM[CLAIM.index("    never") :],
            "    every_path: {from: {has: name}, to: {has: zone}, passes: {controls: [S33]}}\n",
            "no control 'S33'",
            "S3",
        ),
        (
            CLAIM[CLAIM.index("    never") :],
            "    no_access: {parties: {has: name}, protects: {}}\n",
            "under 'protects'",
            None,
        ),
    ],
)
def test_an_assertion_that_is_wrong_is_refused(old, new, said, near):
    found = problems(CLAIM.replace(old, new))
    assert any(said in p.message.en for p in found), [p.message.en for p in found]
    assert near is None or any(near in p.suggestions for p in found)
    assert all(p.place is not None and p.place.line for p in found)


def test_an_element_of_a_list_is_told_by_the_list():
    (origin,) = problems(GOOD.replace("[judgement]", "[guess]"))
    assert origin.text("en").startswith("p.yaml:11:14: 'guess' is no 'origin'; allowed: seed")
    (side,) = problems(GOOD.replace("side: [channel]", "side: [transfer, chanel]"))
    assert "'chanel' is no 'side'" in side.text("en")


def test_a_pack_that_is_read_as_a_model_is_told_in_one_line():
    with pytest.raises(InputError) as caught:
        loads(GOOD)
    (problem,) = caught.value.problems
    assert "this is a policy pack, not a model" in problem.message.en
    assert problem.place.line == 1
