"""Where packs look and point: networks crossed, lines as a whole, what is stated elsewhere."""

from __future__ import annotations

import pytest

from flowmodel.lint import check
from flowmodel.lint.policy import loads_pack
from flowmodel.lint.rules import rule
from flowmodel.source import loads

HEAD = """
flowmodel: 1
id: demo
title: 資料の受渡し
zones:
  - {id: out, network: internet}
  - {id: ward, network: lgwan}
  - {id: core, network: mynumber}
  - {id: bare}
"""
ACTORS = """
actors:
  - {id: pc, name: 事業者, kind: terminal, zone: out, party: contractor}
  - {id: desk, name: 区の端末, kind: terminal, zone: ward, party: ward}
  - {id: tax, name: 税務システム, kind: storage, zone: core, party: ward}
  - {id: backup, name: 控え, kind: storage, zone: core, party: ward}
  - {id: loose, name: 倉庫, kind: storage, zone: bare, party: provider}
data: [{id: form, name: 申請書}]
"""
LINES = """
channels:
  - {id: a, between: [pc, desk]}
  - {id: b, between: [desk, tax]}
  - {id: c, between: [tax, backup]}
  - {id: d, between: [tax, loose]}
transfers:
  - {step: 1, from: pc, to: desk, data: [form]}
  - {step: 2, from: desk, to: tax, data: [form]}
  - {step: 3, from: tax, to: backup, data: [form]}
  - {step: 4, from: loose, to: tax, data: [form]}
"""


def pack(subject, require, *, when="", message="不足", **more):
    chosen = f"    when: {when}\n" if when else ""
    return (
        'pack: own\nversion: "1"\nprefix: OWN\ntitle: {ja: 試験, en: test}\nrules:\n'
        "  - id: OWN-1\n    level: error\n    title: {ja: 題, en: title}\n"
        f"    message: {{ja: '{message}', en: '{message}'}}\n"
        "    basis: {ja: なし, en: none}\n    origin: [judgement]\n"
        f"    for: {subject}\n{chosen}    require: {require}\n"
        + "".join(f"    {key}: {value}\n" for key, value in more.items())
    )


def found(model, *args, **kwargs):
    return check(loads(model), only=loads_pack(pack(*args, **kwargs)).rules).findings


@pytest.mark.parametrize(
    ("network", "channels", "steps"),
    [
        ("mynumber", ["b", "d"], ["2", "4"]),
        ("lgwan", ["a", "b"], ["1", "2"]),
        ("internet", ["a"], ["1"]),
        ("closed", [], []),
    ],
)
def test_just_one_end_in_a_network_crosses_out_of_it(network, channels, steps):
    model = HEAD + ACTORS + LINES
    when = f"{{crosses: {network}}}"
    of_lines = found(model, "channels", "{controls: [S3]}", when=when)
    assert sorted(f.parts[0] for f in of_lines) == channels
    of_steps = found(model, "transfers", "{controls: [S3]}", when=when)
    assert sorted(f.parts[0] for f in of_steps) == steps


def line(channel="", first="", second="", desk=""):
    """One line with two steps; what is stated of it, of either step, and of the ward's end."""

    def stated(controls):
        return f", controls: [{controls}]" if controls else ""

    return (
        HEAD
        + f"actors:\n  - {{id: pc, kind: terminal, zone: out{stated('')}}}\n"
        + f"  - {{id: desk, kind: terminal, zone: ward{stated(desk)}}}\n"
        + f"channels: [{{id: a, between: [pc, desk]{stated(channel)}}}]\n"
        + f"transfers:\n  - {{step: 1, from: pc, to: desk{stated(first)}}}\n"
        + f"  - {{step: 2, from: desk, to: pc{stated(second)}}}\n"
    )


@pytest.mark.parametrize(
    ("stated", "lacking"),
    [
        ({}, ["encryption", "authentication"]),
        ({"channel": "S3, S6"}, []),
        ({"first": "S3, S6"}, ["encryption", "authentication"]),
        ({"first": "S3, S6", "second": "S3"}, ["authentication"]),
        ({"first": "S3, S6", "second": "S3, S6"}, []),
        ({"channel": "S3", "desk": "S6"}, []),
        # Encryption of an end says not for which line.
        ({"desk": "S3, S6"}, ["encryption"]),
    ],
)
def test_a_line_has_what_protects_every_step_over_it(stated, lacking):
    told = found(line(**stated), "channels", "{controls: [S3, S6], side: [effective]}")
    assert [m.control for f in told for m in f.missing] == lacking
    assert {p for f in told for m in f.missing for p in m.providers} <= {"a"}


def test_a_line_that_no_step_uses_has_what_it_states_itself():
    unused = line(channel="S3").replace(
        "transfers:",
        "transfers:\n  - {step: 3, from: pc, to: pc, operation: process}\nboxes: []\nexclusions:",
    )
    unused = unused.split("exclusions:")[0]
    (told,) = found(unused, "channels", "{controls: [S3, S6], side: [effective]}")
    assert [m.control for m in told.missing] == ["authentication"]


ELSEWHERE = "{ja: '{step}。{where}にはある', en: '{step}; but {where}'}"


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("", "不足"),
        ("boxes: [{id: x, at: pc, title: 対策, items: [{text: 通信の暗号化}]}]", "不足"),
        (
            "boxes: [{id: x, at: pc, title: 対策, items: [{text: 通信暗号化}]}]",
            "「事業者」にはある",
        ),
    ],
)
def test_a_box_in_the_words_of_a_control_is_told(extra, said):
    model = HEAD + ACTORS + LINES + extra
    told = found(model, "transfers", "{controls: [S3]}", elsewhere=ELSEWHERE)
    assert said in next(f for f in told if f.parts[0] == "1").message.ja


def test_an_end_that_states_what_does_not_count_is_told():
    told = found(line(desk="S3"), "transfers", "{controls: [S3]}", elsewhere=ELSEWHERE)
    assert [f.message.ja for f in told] == ["手順①。「desk」にはある", "手順②。「desk」にはある"]
    told = found(line(desk="S6"), "transfers", "{controls: [S3]}", elsewhere=ELSEWHERE)
    assert [f.message.ja for f in told] == ["不足", "不足"]


def test_a_clause_may_say_where_else_as_well():
    also = f"[{{when: {{has: step}}, require: {{controls: [S3]}}, elsewhere: {ELSEWHERE}}}]"
    told = found(line(desk="S3"), "transfers", "{controls: [S1]}", also=also)
    assert [f.message.ja for f in told if f.missing[0].control == "encryption"] == [
        "手順①。「desk」にはある",
        "手順②。「desk」にはある",
    ]


@pytest.mark.parametrize(
    ("subject", "require", "more", "said"),
    [
        ("channels", "{controls: [S3]}", {"elsewhere": "{ja: x, en: x}"}, "for transfers of which"),
        (
            "transfers",
            "{fields: [data]}",
            {"elsewhere": "{ja: x, en: x}"},
            "for transfers of which",
        ),
        (
            "transfers",
            "{controls: [S3]}",
            {"elsewhere": "{ja: '{were}', en: x}"},
            "unknown placeholder '{were}'",
        ),
        ("model", "{fields: [title]}", {"parts": "[agenda.patern]"}, "'agenda.pattern'"),
        ("data", "{fields: [name]}", {"parts": "[channel]"}, "allowed: -"),
    ],
)
def test_what_cannot_be_said_there_is_refused(subject, require, more, said):
    from flowmodel.errors import ModelError

    with pytest.raises(ModelError) as caught:
        loads_pack(pack(subject, require, **more))
    assert said in caught.value.text("en")


def test_where_is_unknown_to_the_message_itself():
    from flowmodel.errors import ModelError

    with pytest.raises(ModelError, match="where"):
        loads_pack(pack("transfers", "{controls: [S3]}", message="{where}"))


def test_a_rule_on_the_model_points_at_the_field_that_it_is_about():
    model = HEAD + ACTORS + LINES + "agenda: {pattern: 3}\n"
    require = "{values: {field: agenda.pattern, is: '1'}}"
    (told,) = found(model, "model", require, parts="[agenda.pattern, agenda.cover.subject]")
    assert told.path == ("agenda", "pattern")
    assert told.parts == ("agenda.pattern", "agenda.cover.subject")
    (told,) = found(model, "model", require)
    assert (told.path, told.parts) == ((), ("demo",))
    # A field that is asked for and empty is nearer.
    (told,) = found(model, "model", "{fields: [agenda.cover.subject]}", parts="[agenda.pattern]")
    assert told.parts == ("agenda.cover.subject",)


TERMINALS = """
flowmodel: 1
id: demo
title: β
separation: {separation}
zones: [{{id: biz, network: internet}}, {{id: in, network: lgwan}}]
actors:
  - {{id: desk, name: 端末, kind: terminal, zone: biz, party: staff, controls: {desk}}}
  - {{id: hall, name: 庁舎, kind: organisation, party: ward, controls: {hall}}}
  - {{id: maker, name: 事業者, kind: storage, party: provider, controls: [external-audit]}}
channels: [{{id: a, between: [desk, maker]}}]
transfers: [{{step: 1, from: desk, to: maker}}]
"""


@pytest.mark.parametrize("separation", ["beta", "beta-prime", "alpha"])
@pytest.mark.parametrize("desk", ["[]", "[endpoint-detection]", "[external-audit]"])
@pytest.mark.parametrize("hall", ["[]", "[external-audit]"])
def test_an_audit_of_the_ward_counts_for_all_its_terminals(separation, desk, hall):
    model = loads(TERMINALS.format(separation=separation, desk=desk, hall=hall))
    lacking = {m.control for f in check(model, only=[rule("P04")]) for m in f.missing}
    wanted = {"endpoint-detection", "external-audit"} if separation != "alpha" else set()
    assert lacking == wanted - {desk.strip("[]"), hall.strip("[]")}


STORE = """
flowmodel: 1
id: demo
title: 保存
data: [{{id: all, name: 申請情報}}, {{id: tax, name: 税情報, parent: all}}, {{id: form, name: 様式}}]
actors:
  - {{id: pc, name: 端末, kind: terminal, party: ward}}
  - {{id: store, name: 共有, kind: storage, party: provider}}
channels: [{{id: a, between: [pc, store]}}]
transfers:
  - {{step: 1, from: pc, to: store, data: [tax]}}
  - {{step: 2, from: pc, to: store{more}}}
  - {{step: 3, from: store, to: store, operation: delete{gone}}}
"""


@pytest.mark.parametrize(
    ("more", "gone", "said"),
    [
        (", data: [form]", ", data: [all]", "保存した「様式」を"),
        (", data: [form]", ", data: [form]", "保存した「税情報」を"),
        ("", ", data: [all]", "情報区分の記載のない手順で"),
        ("", "", None),
        (", data: [tax]", ", data: [all]", None),
        # What is looked at from the store is not put there.
        (", data: [form], operation: view", ", data: [all]", None),
    ],
)
def test_what_is_kept_and_not_deleted_is_named(more, gone, said):
    found = check(loads(STORE.format(more=more, gone=gone)), only=[rule("A09")]).findings
    told = [f.message.ja for f in found if f.parts[0] == "store"]
    assert [said in t for t in told] == ([True] if said else []), told
