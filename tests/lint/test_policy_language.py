"""Every operator, side and requirement of the language of packs."""

from __future__ import annotations

import pytest

from flowmodel.graph import FlowGraph
from flowmodel.lint import check
from flowmodel.lint.policy import loads_pack
from flowmodel.lint.policy.conditions import FITTING, GROUPS, OPERATORS
from flowmodel.lint.policy.fields import fields
from flowmodel.lint.remedy import remedies
from flowmodel.source import loads

MODEL = """
flowmodel: 1
id: demo
title: 資料の受渡し
separation: alpha
zones:
  - {id: out, network: internet}
  - {id: cloud}
  - {id: ward, network: lgwan}
actors:
  - {id: pc, name: 事業者パソコン, kind: terminal, zone: out, party: contractor, controls: [S5]}
  - {id: store, name: 共有システム, kind: storage, zone: cloud, location: 日本国内, controls: [S1, S7.folder-rights]}
  - {id: desk, name: 区の端末, kind: terminal, zone: ward, party: ward,
     controls: [S6, {control: S2, state: planned, date: 2026-04-01}]}
data:
  - {id: personal, name: 個人情報}
  - {id: special, name: 特定個人情報, parent: personal}
  - {id: public, name: 公開資料, personal: false}
channels:
  - {id: net, between: [pc, store], network: internet, controls: [S3]}
  - {id: lgwan, between: [store, desk], network: lgwan,
     controls: [{control: S3, state: not-needed, reason: 閉域網}]}
  - {id: direct, between: [pc, desk], network: internet}
transfers:
  - {step: 1, from: pc, to: store, operation: upload, data: [special], controls: [sanitisation]}
  - {step: 2, label: 確認, from: store, to: desk, operation: view, data: [personal]}
  - {step: 3, from: pc, to: desk, data: [public]}
checklists:
  - {side: ward, answers: [{item: S3, answer: ○}, {item: S4, answer: ー}]}
agenda: {cover: {subject: 件名}}
"""


def pack(subject, when="", require="{controls: [O1]}", message="不足", **more):
    extra = "".join(f"    {k}: {v}\n" for k, v in more.items())
    chosen = f"    when: {when}\n" if when else ""
    return (
        'pack: own\nversion: "1"\nprefix: OWN\ntitle: {ja: 試験, en: test}\nrules:\n'
        "  - id: OWN-1\n    level: error\n    title: {ja: 題, en: title}\n"
        f"    message: {{ja: '{message}', en: '{message}'}}\n"
        "    basis: {ja: なし, en: none}\n    origin: [judgement]\n"
        f"    for: {subject}\n{chosen}    require: {require}\n{extra}"
    )


def found(*args, **kwargs):
    return check(loads(MODEL), only=loads_pack(pack(*args, **kwargs)).rules).findings


def parts(*args, **kwargs):
    return [f.parts[0] for f in found(*args, **kwargs)]


# A requirement that nothing meets, so that the findings show what `when` has chosen.
NEVER = {
    "transfers": "{values: {field: certainty, is: inferred}}",
    "actors": "{values: {field: kind, is: carrier}}",
    "channels": "{values: {field: medium, is: fax}}",
    "data": "{values: {field: classification, is: 3A}}",
    "checklists": "{values: {field: answered, has: O1}}",
    "model": "{values: {field: stage, is: as-is}}",
}


def chosen(subject, when):
    return parts(subject, when, NEVER[subject].replace("3A", "'3A'"))


@pytest.mark.parametrize(
    ("subject", "when", "expected"),
    [
        ("transfers", "", ["1", "2", "3"]),
        ("transfers", "{field: operation, is: view}", ["2"]),
        ("transfers", "{field: operation, in: [view, upload]}", ["1", "2"]),
        ("transfers", "{field: data, has: 個人情報}", ["2"]),
        ("transfers", "{field: data, lacks: personal}", ["1", "3"]),
        ("transfers", "{field: data, under: personal}", ["1", "2"]),
        ("transfers", "{field: data, under: [特定個人情報]}", ["1"]),
        ("transfers", "{field: data, under: 知らない種類}", []),
        ("transfers", "{field: personal, is: false}", ["3"]),
        ("transfers", "{field: label, is: 確認}", ["2"]),
        ("transfers", "{has: label}", ["2"]),
        ("transfers", "{lacks: label}", ["1", "3"]),
        ("transfers", "{crosses: zones}", ["1", "2", "3"]),
        ("transfers", "{crosses: networks}", ["3"]),
        ("transfers", "{crosses: [internet, lgwan]}", ["3"]),
        ("transfers", "{crosses: [lgwan, internet]}", []),
        ("transfers", "{field: controls, has: S3}", ["1"]),
        ("transfers", "{field: controls, lacks: S3}", ["3"]),
        ("transfers", "{field: controls, has: [S1, S2]}", ["2"]),
        ("transfers", "{field: source.kind, is: terminal}", ["1", "3"]),
        ("transfers", "{field: acting.party, is: ward}", ["2"]),
        ("transfers", "{field: target.network, is: lgwan}", ["2", "3"]),
        ("transfers", "{field: channel.network, is: lgwan}", ["2"]),
        ("transfers", "{field: model.separation, is: alpha}", ["1", "2", "3"]),
        ("transfers", "[{field: by_user, is: true}, {field: operation, is: view}]", ["2"]),
        ("transfers", "{all: [{has: label}, {crosses: networks}]}", []),
        ("transfers", "{any: [{has: label}, {crosses: networks}]}", ["2", "3"]),
        ("transfers", "{not: {any: [{has: label}, {crosses: networks}]}}", ["1"]),
        ("transfers", "{not: [{has: label}, {field: operation, is: view}]}", ["1", "3"]),
        ("actors", "{field: kind, is: terminal}", ["pc", "desk"]),
        ("actors", "{has: location}", ["store"]),
        ("actors", "{field: controls, has: S2}", ["desk"]),
        ("actors", "{field: controls, lacks: S7}", ["pc", "store", "desk"]),
        ("actors", "{field: data, under: special}", ["pc", "store"]),
        ("actors", "{field: exposed, is: true}", ["pc", "store", "desk"]),
        ("channels", "{crosses: networks}", ["direct"]),
        ("channels", "{crosses: [lgwan, internet]}", ["direct"]),
        ("channels", "{crosses: [lgwan, mynumber]}", []),
        ("channels", "{field: ends.kind, has: storage}", ["net", "lgwan"]),
        ("channels", "{field: ends.network, lacks: lgwan}", ["net"]),
        ("channels", "{field: mediated, is: false}", ["direct"]),
        ("channels", "{field: personal, is: true}", ["net", "lgwan"]),
        ("data", "{field: self, under: personal}", ["personal", "special"]),
        ("data", "{field: parent, is: personal}", ["special"]),
        ("checklists", "{field: in_place, has: S3}", ["ward"]),
        ("checklists", "{field: not_needed, has: S3}", []),
        ("checklists", "{field: without_reason, has: S4}", ["ward"]),
        ("model", "{field: networks, has: [internet, lgwan]}", ["demo"]),
        ("model", "{has: agenda.cover.subject}", ["demo"]),
        ("model", "{has: agenda.cover.basis}", []),
    ],
)  # fmt: skip
def test_conditions_choose(subject, when, expected):
    assert chosen(subject, when) == expected


def test_every_operator_is_said_of_some_kind_of_field():
    assert {o for fitting in FITTING.values() for o in fitting} == set(OPERATORS)
    assert GROUPS == ("all", "any", "not")


@pytest.mark.parametrize("subject", NEVER)
def test_every_field_can_be_read_of_every_part(subject):
    for name, field in fields(subject).items():
        word = {"flag": f"field: {name}, is: true", "controls": "field: controls, has: S3"}.get(
            field.kind, f"has: {name}"
        )
        chosen(subject, f"{{{word}}}")


@pytest.mark.parametrize(
    ("side", "control", "failing"),
    [
        ("effective", "S1", ["3"]),
        ("effective", "S3", ["3"]),
        ("transfer", "sanitisation", ["2", "3"]),
        ("channel", "S3", ["3"]),
        ("source", "S5", ["2"]),
        ("target", "S6", ["1"]),
        ("acting", "S6", ["1", "3"]),
        ("either", "S1", ["3"]),
        ("either", "S6", ["1"]),
        ("[channel, source]", "S1", ["1", "3"]),
    ],
)
def test_a_control_counts_on_the_side_that_is_asked(side, control, failing):
    sides = side if side.startswith("[") else f"[{side}]"
    assert parts("transfers", "", f"{{controls: [{control}], side: {sides}}}") == failing


@pytest.mark.parametrize(
    ("subject", "side", "control", "failing"),
    [
        ("actors", "[self]", "S4", ["pc", "store", "desk"]),
        ("actors", "[self]", "S5", ["store", "desk"]),
        ("channels", "[self]", "S3", ["direct"]),
        ("channels", "[either]", "S6", ["net"]),
        ("channels", "[self, either]", "S1", ["direct"]),
    ],
)
def test_controls_of_actors_and_channels(subject, side, control, failing):
    assert parts(subject, "", f"{{controls: [{control}], side: {side}}}") == failing


def test_an_internet_line_counts_for_an_actor_only_if_all_its_lines_do():
    text = MODEL.replace("network: internet, controls: [S3]", "network: internet, controls: [S4]")
    rules = loads_pack(pack("actors", "", "{controls: [S4], side: [self, channel]}")).rules
    assert [f.parts[0] for f in check(loads(text), only=rules)] == ["pc", "desk"]


def test_planned_and_not_needed_satisfy_and_what_is_not_stated_is_named_with_its_providers():
    (finding,) = found("transfers", "", "{controls: [S3]}", "{step} {channel} {controls}")
    assert finding.parts == ("3", "direct")
    assert [(m.control, m.providers) for m in finding.missing] == [("encryption", ("direct", "3"))]
    assert finding.path == ("transfers", 2)
    assert finding.message.en.startswith("step ③ 'direct' 'Traffic encrypted'")
    assert finding.place is not None
    assert "to: desk, data" in (finding.place.excerpt or "")


def test_one_of_several_controls_is_enough():
    assert parts("actors", "", "{any_control: [S5, S6]}") == ["store"]
    (finding,) = found("actors", "", "{any_control: [S5, S6]}")
    assert [m.control for m in finding.missing] == ["anti-malware"]


def test_half_a_control_can_weigh_less():
    need = "{controls: [S7], side: [source, target], partly: note}"
    assert [(f.parts[0], f.level) for f in found("transfers", "", need)] == [
        ("1", "note"),
        ("2", "note"),
        ("3", "error"),
    ]


def test_fields_that_are_empty_are_named():
    (finding,) = found(
        "actors",
        "{field: kind, is: storage}",
        "{fields: [location, governing_law, operator]}",
        "{actor}: {fields}",
    )
    assert (
        finding.message.ja == "「共有システム」: 適用される法（governing_law）・運営者（operator）"
    )
    assert finding.message.en == "'共有システム': governing law and operator"
    assert [(m.field, m.providers, m.label.en) for m in finding.missing] == [
        ("governing_law", ("store",), "governing law"),
        ("operator", ("store",), "operator"),
    ]


def test_a_field_of_the_paper_points_into_the_paper():
    (finding,) = found("model", "", "{fields: [agenda.cover.subject, agenda.cover.basis]}")
    assert finding.path == ("agenda", "cover")
    assert finding.parts == ("agenda.cover.basis",)
    assert [(m.field, m.providers) for m in finding.missing] == [("basis", ())]
    (remedy,) = remedies(finding, FlowGraph.of(loads(MODEL)))
    assert "basis" in remedy.addition.text


def test_a_sheet_that_is_not_there_is_told_at_its_first_field():
    (finding,) = found("model", "", "{fields: [agenda.annex.form, figure.number]}")
    assert finding.path == ("agenda", "annex", "form")
    assert [m.field for m in finding.missing] == ["agenda.annex.form", "figure.number"]
    assert remedies(finding, FlowGraph.of(loads(MODEL))) == ()


def test_alike_transfers_are_told_apart_in_the_findings():
    more = "\n".join(f"  - {{step: {n}, from: pc, to: desk}}" for n in range(4, 30))
    text = MODEL.replace("checklists:", more + "\nchecklists:")
    rules = loads_pack(pack("transfers", "", "{controls: [S3]}")).rules
    steps = [f.parts[0] for f in check(loads(text), only=rules)]
    assert steps == [str(n) for n in range(3, 30)]


def test_braces_in_the_model_are_not_placeholders():
    text = MODEL.replace("name: 区の端末", "name: '区の{step}端末'")
    rules = loads_pack(pack("actors", "{field: party, is: ward}", message="{actor}")).rules
    (finding,) = check(loads(text), only=rules).findings
    assert finding.message.ja == "「区の{step}端末」"


@pytest.mark.parametrize(
    "own",
    ["S3", "{control: S3, state: not-needed, reason: 平文でよい}"],
    ids=["stated", "not-needed"],
)
def test_alike_transfers_that_state_controls_of_their_own_are_kept_apart(own):
    more = f"  - {{step: 4, from: pc, to: desk, data: [public], controls: [{own}]}}\n"
    text = MODEL.replace("checklists:", more + "checklists:")
    rules = loads_pack(pack("transfers", "", "{controls: [S3]}")).rules
    assert [f.parts[0] for f in check(loads(text), only=rules)] == ["3"]
