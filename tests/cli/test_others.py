"""What lies among models and is none: packs, themes, baselines, reports and schemas."""

from __future__ import annotations

import json

import pytest

from flowmodel.cli import main
from flowmodel.cli.others import other_kind
from flowmodel.lint.samples import SEND, cloud

BARE = cloud("例", "example", SEND).model
PACK = """\
pack: office
version: "1"
prefix: OFF
title: {ja: 決まり, en: Rules}
include: [A04]
"""


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def check(capsys):
    def run(*argv):
        code = main(["check", *argv, "--lang", "en"])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_a_baseline_may_lie_in_the_folder_that_is_checked(put, check):
    put("m.yaml", BARE)
    code, _, err = check(".", "--baseline", "known.json")
    assert code == 0, err
    code, out, err = check(".", "--baseline", "known.json")
    assert code == 0, err
    assert "error" not in out
    assert "known.json: a baseline, not checked as a model" in err


def test_a_pack_a_theme_and_a_report_are_no_models(put, check, tmp_path):
    put("m.yaml", BARE)
    put("office.yaml", PACK)
    put("look.yml", "# dark\ntheme: dark\n")
    alone = check("m.yaml", "--format", "json")
    (tmp_path / "report.json").write_text(alone[1], encoding="utf-8")
    (tmp_path / "report.sarif.json").write_text(check("m.yaml", "--format", "sarif")[1], "utf-8")
    code, out, err = check(".", "--format", "json")
    assert (code, json.loads(out)) == (1, json.loads(alone[1]))
    for name, kind in (
        ("office.yaml", "policy pack"),
        ("look.yml", "theme"),
        ("report.json", "report of a check"),
        ("report.sarif.json", "report of a check"),
    ):
        assert f"{name}: a {kind}, not checked as a model" in err
    assert "not checked" not in check(".", "-q")[2]


def test_a_file_that_was_named_is_meant_for_a_model(put, check):
    put("office.yaml", PACK)
    code, _, err = check("office.yaml")
    assert code == 2
    assert "office.yaml:1:1" in err
    assert check("office.yaml", "--diff")[0] == 2


def test_a_folder_of_nothing_else_is_no_pass(put, check):
    put("office.yaml", PACK)
    code, _, err = check(".")
    assert code == 2
    assert "folder '.' holds no model" in err


def test_fixes_pass_them_over_as_well(put, check):
    put("m.yaml", BARE)
    put("office.yaml", PACK)
    code, _, err = check(".", "--diff")
    assert code in (0, 1)
    assert "office.yaml" not in err


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("m.yaml", "flowmodle: 1\nid: a\n"),
        ("m.yaml", "flowmodel: 1\npack: a\n"),
        ("m.yaml", "id: a\ndata:\n  pack: a\n"),
        ("m.yaml", "pack: a\ntheme: b\n"),
        ("m.json", '{"pack": "a"}'),
        ("m.json", '{"flowmodel": 1, "baseline": 1, "findings": []}'),
        ("m.json", "{"),
        ("m.json", "[]"),
        ("m.json", '{"version": "1", "findings": 3}'),
    ],
)
def test_what_does_not_say_plainly_what_it_is_stays_an_error(put, check, tmp_path, name, text):
    put(name, text)
    assert other_kind(tmp_path / name) is None
    assert check(".")[0] == 2


def test_a_schema_a_mark_of_bytes_and_what_cannot_be_read(tmp_path):
    schema = tmp_path / "s.json"
    schema.write_text('{"$schema": "x", "properties": {}}', "utf-8")
    kind = other_kind(schema)
    assert kind is not None
    assert kind.en == "a JSON Schema"
    marked = tmp_path / "p.yaml"
    marked.write_bytes(b"\xef\xbb\xbfpack: a\r\n")
    assert other_kind(marked) is not None
    assert other_kind(tmp_path / "gone.yaml") is None
