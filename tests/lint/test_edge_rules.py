from __future__ import annotations

import pytest

from flowmodel.lint import check
from flowmodel.lint.rules import rule
from flowmodel.lint.samples import FETCH, SEND, VIEW, cloud, plain
from flowmodel.source import loads


def found(example, *ids):
    return check(loads(example.model), only=[rule(i) for i in ids] if ids else None).findings


def found_in(text, id):
    return check(loads(text), only=[rule(id)]).findings


def only(example, id):
    (finding,) = found(example, id)
    return finding


def missing(finding):
    return {m.control: m.providers for m in finding.missing}


def send(*transfers, **extra):
    return cloud("例", "example", *(transfers or (SEND,)), **extra)


def test_e01_names_the_transfer_by_its_printed_number():
    step = SEND.replace("①", "④").replace("資料の送信", "資料のダウンロード")
    finding = only(send(step), "E01")
    assert finding.level == "error"
    assert finding.message.ja == (
        "手順④「資料のダウンロード」（「事業者パソコン」→「共有システム」）に、"
        "情報保護対策の記載がありません"
    )
    assert finding.message.en.startswith("step ④ '資料のダウンロード' ('事業者パソコン' → ")
    assert finding.parts == ("4", "net")
    assert finding.path == ("transfers", 0)


def test_e01_says_what_is_wanted_and_who_could_provide_it():
    assert missing(only(send(), "E01")) == {
        "encryption": ("net", "1"),
        "peer-restriction": ("net", "pc", "store", "1"),
        "system-restriction": ("net", "pc", "store", "1"),
        "authentication": ("net", "pc", "store", "1"),
        "access-control": ("pc", "store", "1"),
    }


def test_e01_prints_primes():
    assert "手順①’" in only(send(SEND.replace("①", "1'")), "E01").message.ja


@pytest.mark.parametrize(
    "extra",
    [
        {"net": "controls: [encryption]"},
        {"store": "controls: [peer-restriction]"},
        {"pc": "controls: [access-control.file-password]"},
        {"store": "controls: [access-control]"},
        {"net": "controls: [{control: S3, state: planned, date: 2025-04-01}]"},
    ],
)
def test_e01_is_settled_by_one_control_that_protects_the_transfer(extra):
    assert found(send(**extra), "E01") == ()


@pytest.mark.parametrize(
    "extra",
    [
        {"store": "controls: [entry-control]"},
        {"pc": "controls: [encryption]"},
        {"lgwan": "controls: [encryption]"},
    ],
)
def test_e01_is_not_settled_by_what_does_not_protect_this_transfer(extra):
    assert len(found(send(**extra), "E01")) == 1


def test_e01_speaks_of_personal_data_only():
    assert found(send(data="personal: false"), "E01") == ()
    nothing_said = SEND.replace(", data: [application]", "")
    assert len(found(send(nothing_said, data="personal: false"), "E01")) == 1


def test_where_e01_fires_the_rules_for_single_controls_are_echoes():
    by_transfer = [f.rule for f in found(send()) if f.path == ("transfers", 0)]
    assert by_transfer == ["E01"]


def test_echoes_are_judged_transfer_by_transfer():
    bare = SEND.replace("①", "②").replace("}", ", over: other}")
    model = send(SEND.replace("}", ", over: net}"), bare, net="controls: [S1]").model.replace(
        "channels:\n", "channels:\n  - {id: other, between: [pc, store]}\n"
    )
    rules = {(f.rule, f.parts[0]) for f in check(loads(model)).findings if f.rule[0] == "E"}
    single = {("E02", "1"), ("E03", "1"), ("E04", "1"), ("E09", "1"), ("E05", "pc")}
    assert rules == {*single, ("E01", "2")}


def test_e02_takes_no_encryption_of_an_actor():
    finding = only(send(net="controls: [S1]", store="controls: [S3]"), "E02")
    assert missing(finding) == {"encryption": ("net", "1")}
    assert "通信の暗号化の記載がありません" in finding.message.ja


def test_e02_asks_for_mail_but_not_for_paper():
    assert len(found(send(net="medium: email"), "E02")) == 1
    without_network = send().model.replace(
        ", network: internet}\n  - {id: lgwan,", "}\n  - {id: lgwan,"
    )
    paper = without_network.replace("between: [pc, store]", "between: [pc, store], medium: post")
    assert check(loads(paper), only=[rule("E02")]).findings == ()


BOX = "boxes:\n  - {{id: b, at: {}, items: [{{text: 通信内容の暗号化}}]}}"


@pytest.mark.parametrize(
    ("extra", "where"),
    [
        ({"store": "controls: [S3]"}, "「共有システム」"),
        ({"more": BOX.format("store")}, "「共有システム」"),
        ({"more": BOX.format("net")}, "「インターネット回線」"),
        ({"more": BOX.format("desk")}, None),
    ],
)
def test_e01_and_e02_say_where_else_encryption_is_stated(extra, where):
    second = only(send(net="controls: [S1]", **extra), "E02")
    first = only(send(**extra), "E01")
    if where is None:
        assert "には" not in first.message.ja + second.message.ja
    else:
        assert second.message.ja.endswith(
            f"の手順・経路に、通信の暗号化の記載がありません（{where}には記載あり）"
        )
        assert first.message.ja.endswith(f"（{where}には通信の暗号化の記載あり）")


@pytest.mark.parametrize(
    ("person", "zone", "network", "asked"),
    [
        ("person", "ward", "closed", False),
        ("person", "out", "closed", True),
        ("terminal", "ward", "closed", True),
        ("person", "ward", "internet", True),
    ],
)
def test_no_line_is_there_between_a_person_and_the_machine(person, zone, network, asked):
    example = plain(
        "例",
        "example",
        zones=("{id: out}", "{id: ward}"),
        actors=(f"{{id: a, kind: {person}, zone: {zone}}}", "{id: b, kind: terminal, zone: ward}"),
        channels=(f"{{id: c, between: [a, b], network: {network}}}",),
        transfers=("{step: 1, from: a, to: b}",),
    )
    assert bool(found(example, "E02")) is asked
    assert ("encryption" in missing(only(example, "E01"))) is asked


def test_e03_names_only_the_half_that_is_not_stated():
    finding = only(send(net="controls: [S1]"), "E03")
    assert list(missing(finding)) == ["system-restriction"]
    assert finding.level == "error"


def test_e03_asks_applicants_for_proof_of_identity_as_a_warning():
    example = send(pc="controls: []").model.replace("party: contractor", "party: applicant")
    (finding,) = check(loads(example), only=[rule("E03")]).findings
    assert finding.level == "warning"
    assert list(missing(finding)) == ["authentication"]
    assert "本人を確かめる方法" in finding.message.ja


def test_e03_is_an_echo_where_e04_asks_an_applicant_for_the_same():
    model = send(net="controls: [S3]").model.replace("party: contractor", "party: applicant")
    rules = [f.rule for f in check(loads(model)).findings]
    assert "E04" in rules
    assert "E03" not in rules


def test_e04_leaves_links_between_systems_out():
    step = SEND.replace("}", ", by: store}")
    assert found(send(step, net="controls: [S3]"), "E04") == ()
    assert len(found(send(net="controls: [S3]"), "E04")) == 1


def test_e04_takes_what_goes_from_a_store_to_a_user_for_fetched():
    out = "{step: ②, from: store, to: desk, data: [application]}"
    assert [f.parts[0] for f in found(send(SEND, out, net="controls: [S6]"), "E04")] == ["2"]
    pushed = out.replace("}", ", by: store}")
    assert found(send(SEND, pushed, net="controls: [S6]"), "E04") == ()


def test_e06_follows_material_through_stores_and_stops_at_sanitisation():
    def model(first):
        return plain(
            "例",
            "example",
            zones=("{id: out, network: internet}", "{id: ward, network: lgwan}"),
            actors=(
                "{id: pc, kind: terminal, zone: out}",
                "{id: a, kind: storage}",
                "{id: b, kind: service}",
                "{id: desk, kind: terminal, zone: ward}",
            ),
            channels=(
                "{id: c1, between: [pc, a], network: internet}",
                f"{{id: c2, between: [a, b], network: closed{first}}}",
                "{id: c3, between: [b, desk], network: lgwan}",
            ),
            transfers=(
                "{step: 1, from: pc, to: a, operation: upload}",
                "{step: 2, from: a, to: b}",
                "{step: 3, from: b, to: desk, operation: download}",
            ),
        )

    (finding,) = found(model(""), "E06")
    assert finding.parts == ("3", "c3")
    assert missing(finding) == {"sanitisation": ("c3", "desk", "b", "3")}
    assert found(model(", controls: [sanitisation]"), "E06") == ()


@pytest.mark.parametrize(
    "extra",
    [
        {"lgwan": "controls: [sanitisation]"},
        {"desk": "controls: [sanitisation]"},
        {"store": "controls: [sanitisation]"},
        {"lgwan": "controls: [{control: sanitisation, state: not-needed, reason: 画面転送のため}]"},
    ],
)
def test_e06_is_settled_on_the_line_or_at_either_end(extra):
    assert found(send(SEND, FETCH, **extra), "E06") == ()


def test_e06_lets_viewing_pass_and_ignores_encryption():
    assert found(send(SEND, VIEW), "E06") == ()
    assert len(found(send(SEND, FETCH, lgwan="controls: [S3]"), "E06")) == 1


@pytest.mark.parametrize(("first", "told"), [("", ["2"]), (", operation: view", ["3"])])
def test_e06_is_not_told_again_behind_the_first_finding(first, told):
    example = plain(
        "例",
        "example",
        zones=(
            "{id: out, network: internet}",
            "{id: ward, network: lgwan}",
            "{id: my, network: mynumber}",
        ),
        actors=(
            "{id: pc, kind: terminal, zone: out}",
            "{id: cloud, kind: storage}",
            "{id: files, kind: storage, zone: ward}",
            "{id: core, kind: storage, zone: my}",
        ),
        channels=(
            "{id: c1, between: [pc, cloud], network: internet}",
            "{id: c2, between: [cloud, files], network: lgwan}",
            "{id: c3, between: [files, core], network: closed}",
            "{id: c4, between: [pc, files], medium: removable}",
        ),
        transfers=(
            "{step: 1, from: pc, to: cloud}",
            f"{{step: 2, from: cloud, to: files{first}}}",
            "{step: 3, from: files, to: core}",
            *(["{step: 4, from: pc, to: files}"] if first else []),
        ),
    )
    assert [f.parts[0] for f in found(example, "E06")] == told


def through_a_gateway(more="", first="data: [application]"):
    return plain(
        "例",
        "example",
        zones=("{id: out, network: internet}", "{id: ward, network: lgwan}"),
        actors=(
            "{id: pc, kind: terminal, zone: out}",
            "{id: gate, kind: gateway, zone: ward}",
            "{id: desk, kind: terminal, zone: ward}",
        ),
        data=("{id: application}", "{id: open, personal: false}"),
        channels=(
            "{id: net, between: [pc, gate], network: internet}",
            f"{{id: inner, between: [gate, desk], network: lgwan{more}}}",
        ),
        transfers=(
            f"{{step: 1, from: pc, to: gate, {first}}}",
            "{step: 2, from: gate, to: desk, data: [application]}",
        ),
    )


def test_e06_asks_a_user_who_sends_into_a_gateway_inside():
    (finding,) = found(through_a_gateway(), "E06")
    assert finding.parts == ("1", "net")
    assert "インターネットから届き得るファイルを" in finding.message.ja
    assert found(through_a_gateway(", controls: [sanitisation]"), "E06") == ()


def test_e06_follows_files_without_personal_data_as_well():
    up = SEND.replace("[application]", "[open]")
    model = send(up, FETCH, lgwan="controls: [S3]").model
    text = model.replace("data:\n", "data:\n  - {id: open, personal: false}\n", 1)
    assert [f.parts[0] for f in found_in(text, "E06")] == ["2"]


def test_e06_leaves_moves_within_a_network_alone():
    model = send(SEND, FETCH, lgwan="controls: [S3]").model
    within = model.replace("zone: cloud", "zone: ward")
    assert check(loads(within), only=[rule("E06")]).findings == ()


def test_e06_does_not_take_the_wards_own_upload_for_an_outsiders():
    up = "{step: ①, from: desk, to: store, operation: upload}"
    model = send(up, FETCH, lgwan="controls: [S3]").model
    over_internet = model.replace("network: lgwan, controls", "network: internet, controls")
    assert check(loads(over_internet), only=[rule("E06")]).findings == ()


def test_e06_asks_mail_from_the_internet():
    example = plain(
        "例",
        "example",
        zones=("{id: out, network: internet}", "{id: ward, network: lgwan}"),
        actors=("{id: pc, kind: terminal, zone: out}", "{id: desk, kind: terminal, zone: ward}"),
        channels=("{id: mail, between: [pc, desk], medium: email}",),
        transfers=("{step: 1, from: pc, to: desk}",),
    )
    assert len(found(example, "E06")) == 1


PUT = "{step: ①’, from: desk, to: store, operation: upload, data: [application]}"
TAKE = "{step: ②’, from: store, to: pc, operation: download, data: [application]}"


def test_e08_wants_rights_at_the_store_or_the_transfer():
    finding = only(send(PUT, TAKE, pc="controls: [edit-right, download-limit]"), "E08")
    assert finding.level == "warning"
    assert missing(finding) == {"download-limit": ("store", "2'"), "edit-right": ("store", "2'")}
    stated = TAKE.replace("}", ", controls: [edit-right, download-limit]}")
    assert found(send(PUT, stated), "E08") == ()


def test_e08_concerns_only_what_the_ward_put_there():
    other = TAKE.replace("[application]", "[other]")
    model = send(PUT, other).model.replace("data:\n", "data:\n  - {id: other}\n", 1)
    assert check(loads(model), only=[rule("E08")]).findings == ()
    assert found(send(SEND, TAKE), "E08") == ()
    unsaid = PUT.replace(", data: [application]", "")
    model = send(unsaid, other).model.replace("data:\n", "data:\n  - {id: other}\n", 1)
    assert len(check(loads(model), only=[rule("E08")]).findings) == 1


def test_e08_takes_unstated_material_for_the_wards():
    unsaid = TAKE.replace(", data: [application]", "")
    assert len(found(send(PUT, unsaid), "E08")) == 1
    assert found(send(unsaid), "E08") == ()


def test_e08_compares_within_one_series():
    edit = "{step: ③, from: pc, to: store, operation: edit, data: [application]}"
    assert found(send(SEND, VIEW, edit, PUT), "E08") == ()
    assert [f.parts[0] for f in found(send(SEND, VIEW, edit, PUT, TAKE), "E08")] == ["2'"]


def test_e08_takes_a_contractor_in_the_wards_zone_for_a_contractor():
    look = "{step: ②’, from: store, to: desk, operation: view, data: [application]}"
    put = PUT.replace("desk", "office")
    model = send(put, look).model.replace("party: ward", "party: contractor")
    model = model.replace(
        "actors:\n", "actors:\n  - {id: office, kind: terminal, zone: ward}\n"
    ).replace("channels:\n", "channels:\n  - {id: c, between: [office, store], network: lgwan}\n")
    assert len(found_in(model, "E08")) == 1
    assert found_in(model.replace("party: contractor", "party: ward"), "E08") == ()


def test_e08_does_not_ask_the_ward():
    look = "{step: ②’, from: store, to: desk, operation: view, data: [application]}"
    assert found(send(PUT, look), "E08") == ()


def test_e09_is_an_error_without_both_halves_and_a_warning_without_one():
    both = only(send(), "E09")
    assert (both.level, missing(both)) == ("error", {"access-control": ("pc", "store", "1")})
    half = only(send(store="controls: [S7.file-password]"), "E09")
    assert half.level == "warning"
    assert list(missing(half)) == ["access-control.folder-rights"]
    assert "「アクセス制御」の記載がありません" in half.message.ja


def test_e09_counts_store_sender_and_transfer_together():
    step = SEND.replace("}", ", controls: [S7.file-password]}")
    assert found(send(step, store="controls: [S7.folder-rights]"), "E09") == ()


def test_e09_asks_downloads_into_a_store_and_services_that_keep():
    pull = "{step: ①, from: pc, to: store, operation: download, by: store, data: [application]}"
    assert len(found(send(pull), "E09")) == 1
    service = send(SEND, VIEW).model.replace("kind: storage", "kind: service")
    assert [f.parts[0] for f in found_in(service, "E09")] == ["1"]
    passing = send(SEND).model.replace("kind: storage", "kind: service")
    assert found_in(passing, "E09") == ()


@pytest.mark.parametrize("party", ["applicant", "public"])
def test_e09_leaves_the_stores_of_applicants_alone(party):
    assert found_in(send().model.replace("party: provider", f"party: {party}"), "E09") == ()


def handed_over(medium, extra="", zone="ward"):
    return plain(
        "例",
        "example",
        zones=("{id: out}", "{id: ward}"),
        actors=(
            "{id: a, kind: organisation, zone: out}",
            f"{{id: b, kind: organisation, zone: {zone}}}",
        ),
        channels=(f"{{id: c, between: [a, b], medium: {medium}{extra}}}",),
        transfers=("{step: 1, from: a, to: b}",),
    )


@pytest.mark.parametrize(
    ("medium", "wanted"),
    [
        ("removable", [("media-password", "receipt-log")]),
        ("fax", [("receipt-log",)]),
        ("paper", [("receipt-log",)]),
        ("post", [("carrier",), ("receipt-log",)]),
    ],
)
def test_e10_asks_each_medium_for_its_own(medium, wanted):
    findings = found(handed_over(medium), "E10")
    asked = [tuple(m.control or m.field for m in f.missing) for f in findings]
    assert sorted(asked) == wanted


@pytest.mark.parametrize("medium", ["paper", "removable", "fax", "post"])
def test_e10_lets_everything_pass_within_a_lane(medium):
    assert found(handed_over(medium, zone="out"), "E10") == ()
    inner = handed_over(medium, zone="room").model.replace(
        "- {id: ward}", "- {id: room, parent: out}"
    )
    assert found_in(inner, "E10") == ()
    assert found(handed_over(medium), "E10") != ()


def test_e10_takes_a_carrier_among_the_ends_for_the_named_one():
    by_carrier = handed_over("post").model.replace(
        "id: b, kind: organisation", "id: b, kind: carrier"
    )
    assert [m.control for f in check(loads(by_carrier), only=[rule("E10")]) for m in f.missing] == [
        "receipt-log"
    ]
    assert len(check(loads(by_carrier), only=[rule("E10")]).findings) == 1


def test_e10_knows_no_common_zone_where_none_is_stated():
    nowhere = handed_over("paper", zone="out").model.replace(", zone: out", "")
    assert len(check(loads(nowhere), only=[rule("E10")]).findings) == 1


@pytest.mark.parametrize(("medium", "findings"), [("post", 0), ("removable", 1), ("email", 1)])
def test_e09_asks_for_files_not_for_paper(medium, findings):
    example = plain(
        "例",
        "example",
        actors=("{id: a, kind: organisation}", "{id: b, kind: storage}"),
        channels=(f"{{id: c, between: [a, b], medium: {medium}}}",),
        transfers=("{step: 1, from: a, to: b}",),
    )
    assert len(found(example, "E09")) == findings


def test_e10_asks_for_the_carrier_even_where_e01_fires():
    rules = [f.rule for f in found(handed_over("post")) if f.rule[0] == "E"]
    assert sorted(rules) == ["E01", "E10"]
    assert found(handed_over("post", ", carrier: 日本郵便, controls: [receipt-log]"), "E10") == ()
