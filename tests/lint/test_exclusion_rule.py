from __future__ import annotations

import pytest

from flowmodel.lint import check
from flowmodel.lint.rules import rule
from flowmodel.lint.samples import plain
from flowmodel.source import loads

ACTORS = (
    "{id: pc, name: 事業者, kind: terminal}",
    "{id: store, name: 保存先, kind: storage, holds: [secret]}",
    "{id: mid, name: 中継, kind: organisation}",
    "{id: other, name: 他自治体, kind: organisation}",
)
CHANNELS = (
    "{id: a, between: [pc, store]}",
    "{id: b, between: [pc, mid]}",
    "{id: c, name: 専用線, between: [mid, other]}",
    "{id: d, between: [pc, other]}",
)
DATA = ("{id: secret}", "{id: kind, parent: secret}", "{id: else}", "{id: open, personal: false}")


def found(*transfers, protects="[store]", parties="[other]", actors=ACTORS, channels=CHANNELS):
    example = plain(
        "例",
        "example",
        actors=actors,
        data=DATA,
        channels=channels,
        transfers=transfers,
        exclusions=(f"{{parties: {parties}, protects: {protects}}}",),
    )
    return check(loads(example.model), only=[rule("F01")]).findings


VIEW = "{step: ①, from: store, to: pc, operation: view, data: [secret]}"
PASS = "{step: ②, from: pc, to: mid, data: [secret]}"
LEAK = "{step: ③, from: mid, to: other, data: [secret]}"


def test_the_witness_is_the_path_with_printed_steps():
    (finding,) = found(VIEW, PASS, LEAK)
    assert finding.message.ja == (
        "除外された「他自治体」に届く道筋の記載があります: "
        "「保存先」 → 手順① → 「事業者」 → 手順② → 「中継」 → 手順③ → 「他自治体」"
    )
    assert finding.parts == ("other", "1", "2", "3")
    assert finding.path == ("transfers", 2)


def test_the_shortest_witness_is_told():
    (finding,) = found(VIEW, PASS, LEAK, "{step: ④, from: pc, to: other}")
    assert finding.parts == ("other", "1", "4")


def test_a_broken_chain_reaches_nobody():
    assert found(VIEW, LEAK) == ()


def test_what_identifies_nobody_is_not_followed():
    assert found(VIEW, PASS, LEAK.replace("secret", "open")) == ()


def test_deleting_moves_nothing():
    assert found("{step: ①, from: store, to: pc, operation: delete}", PASS, LEAK) == ()


def test_who_edits_sees_what_lies_there():
    edit = "{step: ①, from: pc, to: store, operation: edit}"
    assert len(found(edit, PASS, LEAK)) == 1
    assert found(edit.replace("edit", "upload"), PASS, LEAK) == ()


@pytest.mark.parametrize(
    ("carried", "findings"), [("[secret]", 1), ("[kind]", 1), ("[else]", 0), ("[]", 1)]
)
def test_protected_data_are_followed_where_they_may_be_carried(carried, findings):
    leak = f"{{step: ②, from: pc, to: other, data: {carried}}}"
    assert len(found(VIEW, leak, protects="[secret]")) == findings


def granting(grant):
    return (ACTORS[0], ACTORS[1].replace("}", f", grants: [{grant}]}}"), *ACTORS[2:])


def test_a_share_is_a_way():
    grant = "{to: [other], folder: 共有}"
    (finding,) = found(VIEW, actors=granting(grant))
    assert finding.path == ("actors", 1, "grants", 0)
    assert "「保存先」 → 共有の設定「共有」 → 「他自治体」" in finding.message.ja


def test_a_share_leads_on_through_others():
    grant = "{to: [mid], rights: [download]}"
    (finding,) = found(LEAK.replace("③", "①"), actors=granting(grant))
    assert finding.parts == ("other", "store", "1")


def test_a_right_to_write_is_told_apart():
    (finding,) = found(VIEW, actors=granting("{to: [other], rights: [upload]}"))
    assert "権限の記載があります" in finding.message.ja
    assert finding.path == ("actors", 1, "grants", 0)


def test_a_channel_to_a_protected_actor_is_told():
    line = "{id: e, name: 専用線, between: [other, store]}"
    (finding,) = found(VIEW, channels=(*CHANNELS, line))
    assert finding.parts == ("other", "e", "store")
    assert finding.path == ("channels", 4)
    inbound = "{step: ②, from: other, to: store}"
    assert len(found(VIEW, inbound, channels=(*CHANNELS, line))) == 1


def test_one_finding_for_each_party():
    findings = found(VIEW, PASS, LEAK, parties="[other, mid]")
    assert [f.parts[0] for f in findings] == ["mid", "other"]


def test_a_party_named_twice_is_told_once():
    assert len(found(VIEW, PASS, LEAK, parties="[other, other]")) == 1
    second = "[store]}\n  - {parties: [other], protects: [store]"
    assert len(found(VIEW, PASS, LEAK, protects=second)) == 1


def test_a_party_that_is_itself_protected_is_told():
    (finding,) = found(VIEW, parties="[store]")
    assert "守られる側にも" in finding.message.ja


def test_a_very_long_path_is_told_by_its_ends():
    n = 300
    example = plain(
        "例",
        "example",
        actors=tuple(f"{{id: a{i}, name: 主体{i}, kind: service}}" for i in range(n)),
        channels=tuple(f"{{id: c{i}, between: [a{i}, a{i + 1}]}}" for i in range(n - 1)),
        transfers=tuple(f"{{step: {i + 1}, from: a{i}, to: a{i + 1}}}" for i in range(n - 1)),
        exclusions=(f"{{parties: [a{n - 1}], protects: [a0]}}",),
    )
    (finding,) = check(loads(example.model), only=[rule("F01")]).findings
    assert len(finding.parts) == 41
    assert finding.message.ja.count("…") == 1
    assert finding.message.ja.endswith("「主体299」")
    assert "「主体0」 → 手順① → 「主体1」" in finding.message.ja


SEEN = "{step: ②, from: store, to: pc, operation: view, data: [secret]}"


@pytest.mark.parametrize(
    ("carried", "findings"), [("[else]", 0), ("[secret]", 1), ("[kind]", 1), ("[]", 1)]
)
def test_a_way_carries_one_category_all_along(carried, findings):
    assert len(found(SEEN, f"{{step: ③, from: pc, to: other, data: {carried}}}")) == findings


def test_a_category_is_followed_through_steps_that_do_not_say_theirs():
    def way(last):
        return found(
            SEEN,
            "{step: ③, from: pc, to: mid}",
            f"{{step: ④, from: mid, to: other, data: {last}}}",
        )

    assert len(way("[secret]")) == 1
    assert way("[else]") == ()


def test_a_way_does_not_run_backwards_within_a_series():
    assert found(SEEN, "{step: ①, from: pc, to: other, data: [secret]}") == ()
    assert len(found(SEEN, "{step: ①’, from: pc, to: other, data: [secret]}")) == 1
    early = "{step: ①, from: pc, to: other}"
    late = "{step: ③, from: pc, to: mid, data: [secret]}"
    assert found(early, late, protects="[kind]") == ()


def test_a_later_way_is_found_where_an_earlier_step_came_too_soon():
    fast = "{step: ⑤, from: store, to: mid, data: [secret]}"
    leak = "{step: ④, from: mid, to: other, data: [secret]}"
    ways = ("{id: f, between: [store, mid]}", *CHANNELS)
    slow = ("{step: ②, from: store, to: pc}", "{step: ③, from: pc, to: mid}")
    assert found(fast, leak, channels=ways) == ()
    said = tuple(step.replace("}", ", data: [secret]}") for step in slow)
    for steps in (slow, said):
        (finding,) = found(fast, *steps, leak, channels=ways)
        assert finding.parts == ("other", "2", "3", "4")


def test_sharing_what_identifies_nobody_is_no_way():
    assert found(VIEW, actors=granting("{to: [other], data: [open]}")) == ()
    assert len(found(VIEW, actors=granting("{to: [other], data: [open, secret]}"))) == 1


def test_protected_data_that_identify_nobody_are_followed_too():
    leak = "{step: ②, from: pc, to: other, data: [open]}"
    assert len(found(VIEW, leak, protects="[open]")) == 1
    assert found(VIEW, leak, protects="[secret]") == ()
