from __future__ import annotations

import json

import pytest

from flowmodel.cli import main
from flowmodel.errors import InputError
from flowmodel.lint import check
from flowmodel.lint.baseline import Baseline, read_baseline, write_baseline
from flowmodel.lint.samples import FETCH, SEND, cloud
from flowmodel.source import loads

BARE = cloud("例", "example", SEND).model


def taken(text):
    baseline = Baseline()
    baseline.add(check(loads(text)))
    return baseline


def test_nothing_is_new_against_the_same_model():
    report = check(loads(BARE))
    compared = taken(BARE).compare(report)
    assert compared.report.findings == ()
    assert compared.known == report.findings
    assert compared.gone == ()


def test_lines_that_move_make_nothing_new():
    moved = "# remark\n\n" + BARE
    assert taken(BARE).compare(check(loads(moved))).report.findings == ()


def test_a_new_step_brings_new_findings_alone():
    more = cloud("例", "example", SEND, FETCH).model
    new = taken(BARE).compare(check(loads(more))).report.findings
    assert new
    assert {f.parts[0] for f in new if f.rule == "E01"} == {"2"}


def test_what_is_mended_is_gone():
    mended = cloud("例", "example", SEND, net="controls: [S1, S2, S3, S6]").model
    gone = taken(BARE).compare(check(loads(mended))).gone
    assert ("E01", "1") in {(rule, parts[0]) for _, rule, parts, _ in gone}


def test_the_same_finding_twice_is_known_once():
    report = check(loads(BARE))
    baseline = taken(BARE)
    doubled = type(report)(report.model, report.findings * 2, report.checked)
    assert baseline.compare(doubled).report.findings == report.findings


def test_other_models_are_not_gone():
    baseline = taken(BARE)
    baseline.keys.update({("elsewhere", "E01", ("1",), ()): 1})
    assert baseline.compare(check(loads(BARE))).gone == ()


def test_a_file_is_read_as_it_was_written(tmp_path):
    baseline = taken(BARE)
    path = tmp_path / "b.json"
    write_baseline(path, baseline)
    assert read_baseline(path).keys == baseline.keys
    first = path.read_bytes()
    write_baseline(path, read_baseline(path))
    assert path.read_bytes() == first
    assert "line" not in json.loads(first)["findings"][0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"baseline": 2, "findings": []}',
        b'{"baseline": 1}',
        b"[" * 5000,
        b'{"baseline": 1, "findings": [{"model": 1}]}',
    ],
)
def test_what_is_no_baseline_is_told(tmp_path, data):
    path = tmp_path / "b.json"
    path.write_bytes(data)
    with pytest.raises(InputError, match="not written by"):
        read_baseline(path)
    with pytest.raises(InputError, match="cannot read"):
        read_baseline(tmp_path / "none.json")


def test_the_command_records_then_fails_on_new_ones_only(tmp_path, capsys):
    model, base = tmp_path / "m.yaml", tmp_path / "b.json"
    model.write_text(BARE, encoding="utf-8")
    call = ["check", str(model), "--baseline", str(base), "--lang", "en"]
    assert main(call) == 0
    assert base.exists()
    before = base.read_bytes()
    assert main(call) == 0
    model.write_text(cloud("例", "example", SEND, FETCH).model, encoding="utf-8")
    assert main(call) == 1
    capsys.readouterr()
    mended = cloud("例", "example", SEND, net="controls: [S1, S2, S3, S6]").model
    model.write_text(mended, encoding="utf-8")
    main(call)
    assert "gone: E01 1 net of example" in capsys.readouterr().err
    assert base.read_bytes() == before


def test_the_day_of_the_check_can_be_given(tmp_path, capsys):
    model = tmp_path / "m.yaml"
    stated = "controls: [S1, {control: encryption, evidence: 契約, expires: 2026-03-31}]"
    model.write_text(cloud("例", "example", SEND, net=stated).model, encoding="utf-8")
    main(["check", str(model), "--today", "2026-03-31"])
    assert "W05" not in capsys.readouterr().out
    main(["check", str(model), "--today", "2026-04-01"])
    assert "W05" in capsys.readouterr().out
    assert main(["check", str(model), "--today", "1.4.2026", "--lang", "en"]) == 2
