from __future__ import annotations

import json

import pytest

from flowmodel.lint import check
from flowmodel.lint.report import writer
from flowmodel.lint.rules import rule
from flowmodel.lint.samples import SEND, cloud, plain
from flowmodel.source import loads


def found(example, id):
    model = example if isinstance(example, str) else example.model
    return check(loads(model), only=[rule(id)]).findings


def send(*transfers, **extra):
    return cloud("例", "example", *(transfers or (SEND,)), **extra)


def names(findings):
    return [f.parts[0] for f in findings]


def test_a01_asks_terminals_and_stores_that_touch_personal_data():
    assert names(found(send(), "A01")) == ["pc", "store"]
    assert found(send(data="personal: false"), "A01") == ()


def test_a01_names_the_half_that_is_not_stated():
    (finding,) = found(send(pc="controls: [S5]", store="controls: [S5.software]"), "A01")
    assert [m.control for m in finding.missing] == ["anti-malware.patterns"]
    assert finding.missing[0].providers == ("store",)
    assert (
        finding.message.ja
        == "「共有システム」に、「最新のパターンファイルの適用」の記載がありません"
    )
    assert finding.path == ("actors", 1)


def test_a01_takes_not_needed_with_a_reason():
    stated = "controls: [{control: S5, state: not-needed, reason: 専用機のため}]"
    assert found(send(pc=stated, store=stated), "A01") == ()


@pytest.mark.parametrize("party", ["applicant", "public"])
def test_a01_does_not_ask_devices_that_nobody_manages(party):
    model = send().model.replace("party: contractor", f"party: {party}")
    assert names(found(model, "A01")) == ["store"]


def test_a01_asks_who_holds_data_without_moving_them():
    assert "desk" in names(found(send(desk="holds: [application]"), "A01"))


@pytest.mark.parametrize("kind", ["storage", "service", "gateway"])
def test_a02_asks_servers(kind):
    model = send().model.replace("kind: storage", f"kind: {kind}")
    assert names(found(model, "A02")) == ["store"]


def test_a02_takes_a_box_of_the_figure():
    boxes = "boxes:\n  - {id: b, at: store, items: [S8.access-log, S8.system-state]}"
    assert found(send(more=boxes), "A02") == ()


def test_a03_asks_only_servers_that_face_the_internet():
    assert names(found(send(), "A03")) == ["store"]
    closed = send().model.replace("[pc, store], network: internet", "[pc, store], network: closed")
    assert found(closed, "A03") == ()
    unsaid = send().model.replace("[pc, store], network: internet", "[pc, store]")
    assert names(found(unsaid, "A03")) == ["store"]


def test_a03_takes_the_defence_of_every_internet_line():
    assert found(send(net="controls: [S4]"), "A03") == ()
    second = send(net="controls: [S4]").model.replace(
        "channels:\n", "channels:\n  - {id: more, between: [desk, store], network: internet}\n"
    )
    (finding,) = found(second, "A03")
    assert finding.missing[0].providers == ("store", "more", "net")


@pytest.mark.parametrize(
    ("extra", "level", "told"),
    [
        ("location: 日本", "error", "国内法が適用されるサーバ環境であることの記載がありません"),
        ("controls: [S11]", "warning", "所在（location）・適用される法（governing_law）の記載が"),
        ("location: 日本, controls: [S11]", "warning", "適用される法（governing_law）の記載が"),
    ],
)
def test_a06_asks_for_law_and_place(extra, level, told):
    (finding,) = found(send(store=extra), "A06")
    assert finding.level == level
    assert told in finding.message.ja


def test_a06_names_the_fields_that_are_missing():
    report = check(loads(send(store="controls: [S11]").model), only=[rule("A06")])
    (finding,) = report.findings
    assert [(m.control, m.field) for m in finding.missing] == [
        (None, "location"),
        (None, "governing_law"),
    ]
    assert (
        "記載のない項目: 所在（location）（記載できる箇所: 主体「共有システム」）" in report.text()
    )
    (told,) = json.loads("".join(writer("json")([report], "ja", False)))["findings"]
    assert told["missing"][0] == {
        "control": None,
        "name": "所在（location）",
        "providers": ["store"],
        "field": "location",
    }


def test_a06_asks_a_service_that_hands_out_material():
    model = send("{step: 1, from: store, to: pc, operation: view}").model
    assert names(found(model.replace("kind: storage", "kind: service"), "A06")) == ["store"]
    passing = send().model.replace("kind: storage", "kind: service")
    assert found(passing, "A06") == ()


@pytest.mark.parametrize("control", ["auto-deletion", "deletion-report", "O3"])
def test_a09_takes_either_statement(control):
    assert found(send(store=f"controls: [{control}]"), "A09") == ()


def test_a09_takes_a_step_that_deletes():
    delete = "{step: ②, from: pc, to: store, operation: delete}"
    assert found(send(SEND, delete), "A09") == ()
    (finding,) = found(send(), "A09")
    assert finding.level == "warning"


def deleting(data, **extra):
    more = "[application, sub, other, open]"
    text = send(
        SEND.replace("[application]", more),
        f"{{step: ②, from: pc, to: store, operation: delete{data}}}",
        **extra,
    ).model
    return text.replace(
        "data:\n",
        "data:\n  - {id: sub, name: 別表, parent: application}\n  - {id: other, name: 財産情報}\n"
        "  - {id: open, personal: false}\n",
        1,
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (", data: [application, other]", None),
        ("", None),
        (", data: [application]", "保存した「財産情報」を"),
        (", data: [other]", "保存した「別表」「申請情報」を"),
        (", data: [sub, other]", "保存した「申請情報」を"),
    ],
)
def test_a09_asks_of_what_no_step_deletes(data, told):
    findings = found(deleting(data), "A09")
    assert len(findings) == (told is not None)
    assert all(told in f.message.ja for f in findings)


def test_a09_asks_of_material_whose_category_is_not_stated():
    unsaid = SEND.replace(", data: [application]", "")
    delete = "{step: ②, from: pc, to: store, operation: delete, data: [application]}"
    (finding,) = found(send(unsaid, delete), "A09")
    assert "情報区分の記載のない手順" in finding.message.ja


@pytest.mark.parametrize("id", ["A01", "A02", "A03", "A06", "A09"])
@pytest.mark.parametrize("party", ["applicant", "public"])
def test_a_store_of_applicants_is_not_the_wards_to_manage(id, party):
    assert "store" in names(found(send(), id))
    model = send().model.replace("party: provider", f"party: {party}")
    assert "store" not in names(found(model, id))


def test_persons_and_organisations_are_asked_nothing():
    example = plain(
        "例",
        "example",
        actors=("{id: a, kind: person}", "{id: b, kind: organisation}"),
        channels=("{id: c, between: [a, b]}",),
        transfers=("{step: 1, from: a, to: b}",),
    )
    for id in ("A01", "A02", "A03", "A06", "A09"):
        assert found(example, id) == ()
