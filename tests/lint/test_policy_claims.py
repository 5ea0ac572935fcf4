"""Assertions of packs: places by conditions, violations with their shortest witness; includes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flowmodel.lint import check
from flowmodel.lint.policy import levels_of, loads_pack
from flowmodel.lint.project import Project
from flowmodel.source import loads

MODEL = """
flowmodel: 1
id: t
title: t
zones: [{id: ward, network: lgwan}, {id: out, network: internet}]
data:
  - {id: tax, name: 税情報, my_number: true}
  - {id: roll, name: 名簿}
actors:
  - {id: db, name: 台帳, kind: storage, zone: ward, party: ward, holds: [tax, roll]}
  - {id: relay, name: 中継, kind: gateway, zone: ward, party: ward}
  - {id: firm, name: 委託先, kind: terminal, zone: out, party: contractor}
  - {id: cloud, name: クラウド, kind: storage, zone: out, party: provider}
  - {id: lone, name: 別の会社, kind: organisation, party: other}
channels:
  - {id: a, name: 庁内, between: [db, relay], network: lgwan}
  - {id: b, name: 回線, between: [relay, firm], network: internet}
  - {id: c, name: 外部, between: [firm, cloud], network: internet}
transfers:
  - {step: 1, label: 抽出, from: db, to: relay, data: [tax]}
  - {step: 2, label: 送付, from: relay, to: firm}
  - {step: 3, label: 保存, from: firm, to: cloud, operation: upload}
"""


def pack(said, more=""):
    return loads_pack(
        'pack: own\nversion: "1"\nprefix: OWN\ntitle: {ja: 試験, en: test}\n'
        f"{more}rules:\n  - id: OWN-1\n    level: warning\n    title: {{ja: 題, en: title}}\n"
        "    message: {ja: '{place}。{witness}', en: '{place}: {witness}'}\n"
        f"    basis: {{ja: 要領, en: manual}}\n    origin: [judgement]\n    {said}\n"
    )


def found(said, model=MODEL):
    return check(loads(model), only=pack(said).rules).findings


def test_never_tells_each_place_with_the_shortest_way():
    first, second = found(
        "never: {data: {field: my_number, is: true}, "
        "reaches: {actors: {field: network, is: internet}}}"
    )
    assert first.rule == "OWN-1"
    assert first.level == "warning"
    assert first.path == ("actors", 2)
    assert first.parts == ("firm", "1", "2")
    assert first.basis.en == "manual"
    assert first.message.en.startswith("'委託先': '税情報' may reach '委託先': '台帳' → ")
    assert second.parts == ("cloud", "1", "2", "3")


def test_never_on_channels_and_with_all_personal_data():
    (one,) = found("never: {reaches: {channels: {field: id, is: c}}}")
    assert one.parts[0] == "c"
    assert one.path == ("channels", 2)


@pytest.mark.parametrize(
    "said",
    [
        "never: {data: {field: id, is: gone}, reaches: {actors: {has: name}}}",
        "never: {reaches: {actors: {field: party, is: public}}}",
        "always: {at: {field: party, is: public}, passed: [S3]}",
        "every_path: {from: {field: party, is: public}, to: {has: name}, passes: {controls: [S3]}}",
        "no_access: {parties: {field: id, is: lone}, protects: {data: {field: id, is: tax}}}",
        "must_delete: {at: {field: party, is: public}}",
    ],
)
def test_an_assertion_on_places_that_are_not_there_says_nothing(said):
    assert found(said) == ()


def test_always_asks_for_a_control_on_the_way():
    said = "always: {at: {field: party, is: contractor}, passed: [sanitisation]}"
    (one,) = found(said)
    assert one.parts[0] == "firm"
    text = MODEL.replace("to: firm}", "to: firm, controls: [sanitisation]}")
    assert found(said, text) == ()


def test_always_asks_for_a_mark():
    said = "always: {at: {field: id, is: firm}, carries: {field: id, is: roll}}"
    (one,) = found(said)
    assert "名簿" in one.message.ja


def test_every_path_tells_each_end_that_is_reached_past_the_guards():
    said = (
        "every_path: {from: {field: kind, is: storage}, to: {field: network, is: internet}, "
        "passes: {actors: {field: kind, is: gateway}}}"
    )
    assert found(said) == ()
    past = MODEL.replace("between: [relay, firm]", "between: [db, firm]").replace(
        "from: relay, to: firm", "from: db, to: firm"
    )
    assert [f.parts[0] for f in found(said, past)] == ["firm"]


def test_every_path_of_some_data_and_by_a_control():
    said = (
        "every_path: {from: {field: id, is: db}, to: {field: zone, is: out}, "
        "passes: {controls: [encryption]}, data: {field: my_number, is: true}}"
    )
    assert [f.parts[0] for f in found(said)] == ["firm", "cloud"]
    assert found(said, MODEL.replace("network: lgwan}\n  - {id: b", "network: lgwan, controls: [S3]}\n  - {id: b")) == ()  # fmt: skip


def test_no_access_and_must_delete():
    (one,) = found(
        "no_access: {parties: {field: party, is: contractor}, protects: {data: {field: id, is: tax}}}"
    )
    assert one.parts[0] == "firm"
    (two,) = found("must_delete: {at: {field: party, is: contractor}}")
    assert two.parts[0] == "firm"
    assert two.path == ("actors", 2)


def test_a_pack_gives_levels_to_rules_of_the_catalogue_below_the_settings():
    model = loads(MODEL)
    own = pack("must_delete: {at: {has: name}}", "include: [A01, {rule: A02, level: note}]\n")
    assert own.levels == {"A02": "note"}
    levels = {f.rule: f.level for f in check(model, project=Project(packs=(own,)))}
    assert levels["A02"] == "note"
    assert levels["A01"] == "error"
    assert "OWN-1" in levels
    stricter = Project(packs=(own,), levels={"A02": "warning"})
    assert {f.level for f in check(model, project=stricter) if f.rule == "A02"} == {"warning"}
    assert check(model, project=Project(packs=(own,))).checked.count("A02") == 1


def test_of_two_packs_the_stricter_level_counts():
    def levels(*given):
        return levels_of(
            replace(
                pack("must_delete: {at: {has: name}}", f"include: [{{rule: A02, level: {x}}}]\n")
            )
            for x in given
        )

    assert levels("note", "warning") == levels("warning", "note") == {"A02": "warning"}


def test_a_mark_that_no_category_is_does_not_pass():
    (told,) = found("always: {at: {field: id, is: firm}, carries: {field: name, is: 匿名加工情報}}")
    assert told.parts == ("firm", "1", "2")
    assert "without any data that the conditions ask for: " in told.message.en
    assert "条件に合う情報の記載がありません" in told.message.ja
    assert not found(
        "always: {at: {field: id, is: lone}, carries: {field: name, is: 匿名加工情報}}"
    )


@pytest.mark.parametrize(
    "said",
    [
        "never: {reaches: {actors: {field: id, is: gone}, channels: {field: id, is: gone}}}",
        "no_access: {parties: {field: id, is: firm}, protects: {data: {field: id, is: gone}}}",
    ],
)
def test_nothing_to_keep_apart_is_no_violation(said):
    assert not found(said)
