"""Settings: found upwards, complete in their errors, and never silently without effect."""

from __future__ import annotations

import pytest

from flowmodel.config import MAX_BYTES, OPTIONS, RuleLevel, load, toml_errors
from flowmodel.errors import InputError
from flowmodel.lint import check
from flowmodel.lint.samples import SEND, cloud
from flowmodel.source import loads


def problems(path="."):
    with pytest.raises(InputError) as told:
        load(path)
    return told.value.problems


def test_without_a_file_all_is_default(put):
    config = load(".")
    assert config.file is None
    assert {n: s.value for n, s in config.settings.items()} == {
        n: o.default for n, o in OPTIONS.items()
    }
    assert {s.source for s in config.settings.values()} == {"default"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("flowmodel.toml", 'lang = "en"\n'),
        ("pyproject.toml", '[project]\nname = "x"\n\n[tool.flowmodel]\nlang = "en"\n'),
        ("pyproject.toml", '["tool"."flowmodel"]\nlang = "en"\n'),
        ("pyproject.toml", '[tool]\nflowmodel.lang = "en"\n'),
        ("pyproject.toml", 'tool.flowmodel.lang = "en"\n'),
    ],
)
def test_settings_are_read_with_their_place(put, name, text):
    put(name, text)
    config = load(".")
    assert config["lang"] == "en"
    source = config.settings["lang"].source
    assert source.startswith(name)
    if text.splitlines()[-1].startswith("lang"):
        assert source == f"{name}:{len(text.splitlines())}:1"


def test_the_nearest_file_upwards_counts(put):
    put("flowmodel.toml", 'lang = "en"\n')
    put("a/pyproject.toml", "[tool.other]\nx = 1\n")
    put("a/b/m.yaml", "")
    assert load("a/b/m.yaml")["lang"] == "en"
    put("a/flowmodel.toml", 'format = "json"\n')
    near = load("a/b/m.yaml")
    assert (near["lang"], near["format"]) == (None, "json")
    put("a/pyproject.toml", '[tool.flowmodel]\nlang = "ja"\n')
    assert load("a/b")["lang"] is None


def test_a_repository_ends_the_search(put):
    put("flowmodel.toml", 'lang = "en"\n')
    put("inner/.git/HEAD", "")
    put("inner/m.yaml", "")
    assert load("inner/m.yaml").file is None


def test_paths_are_of_the_folder_of_the_file(put, monkeypatch, tmp_path):
    put("flowmodel.toml", 'paths = ["models", "x.yaml"]\n')
    put("models/a.yaml", "")
    assert load(".")["paths"] == ["models", "x.yaml"]
    monkeypatch.chdir(tmp_path / "models")
    assert load(".")["paths"] == [str(tmp_path / "models"), str(tmp_path / "x.yaml")] or load(".")[
        "paths"
    ] == [".", str(tmp_path / "x.yaml")]


def test_the_command_line_goes_over_the_file(put):
    put("flowmodel.toml", 'lang = "en"\nformat = "json"\n')
    config = load(".").over(lang="ja", format=None)
    assert (config["lang"], config.settings["lang"].source) == ("ja", "command line")
    assert (config["format"], config.settings["format"].source) == ("json", "flowmodel.toml:2:1")


def test_all_problems_are_told_with_lines_and_nearest_names(put):
    put(
        "flowmodel.toml",
        'lnag = "en"\nformat = "jsn"\npaths = "x"\n[levels]\nE0l = "off"\nE02 = "of"\nE03 = "off"\n'
        'E04 = {level = "note", why = "x"}\nA09 = {level = "off", reason = " "}\n',
    )
    found = problems()
    assert [p.place.line for p in found] == [1, 2, 3, 5, 6, 7, 8, 9]
    assert [p.suggestions[:1] for p in found[:2]] == [("lang",), ("json",)]
    assert found[3].suggestions
    assert all("reason" in found[i].message.en for i in (5, 7))
    assert all(p.message.ja != p.message.en for p in found)


@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("lang = ", (1, 8), "値として"),
        ("[[[", (1, 3), "この文字で始められ"),
        ("a" * 10, (1, 11), "「=」がありません"),
        ('lang = "ja', (1, 11), "閉じていません"),
        ("x = 1\nx = 2", (2, 6), "二度"),
        ("[levels\nE01 = 1", (1, 8), "閉じていません"),
        ("x = 1 y = 2", (1, 7), "改行が要ります"),
        ("x = {a = 1, a = 2}", (1, 18), "「{」の表に同じ名"),
        ("x = [1,", (1, 8), "値として"),
    ],
)
def test_no_toml_is_told_with_its_place_in_both_languages(put, text, at, reason):
    put("flowmodel.toml", text)
    (problem,) = problems()
    assert problem.place.file == "flowmodel.toml"
    assert (problem.place.line, problem.place.column) == at
    assert problem.place.excerpt == text.splitlines()[at[0] - 1]
    assert reason in problem.message.ja
    assert "(at " not in problem.message.en


def test_a_reason_that_is_not_known_is_told_in_its_own_words():
    message, place = toml_errors.told("f.toml", "", ValueError("What now"))
    assert message.ja.endswith(": What now")
    assert place.line is None


def test_bytes_that_are_no_text_and_files_too_large_are_told(put, tmp_path):
    (tmp_path / "flowmodel.toml").write_bytes(b'lang = "\xff"')
    assert "UTF-8" in problems()[0].message.en
    assert problems()[0].place.line == 1
    (tmp_path / "flowmodel.toml").write_bytes(b"#" * (MAX_BYTES + 1))
    assert "too large" in problems()[0].message.en


def test_levels_change_findings_and_off_runs_no_rule(put):
    model = loads(cloud("例", "example", SEND).model)
    before = check(model)
    assert {f.level for f in before if f.rule == "E01"} == {"error"}
    put(
        "flowmodel.toml",
        'levels = {E01 = "note", A01 = {level = "off", reason = "stated in another paper"}}\n',
    )
    config = load(".")
    assert config["levels"]["A01"] == RuleLevel("off", "stated in another paper")
    after = check(model, project=config.project())
    assert {f.level for f in after if f.rule == "E01"} == {"note"}
    assert any(f.rule == "A01" for f in before)
    assert not any(f.rule == "A01" for f in after)
    assert "A01" not in after.checked
    assert after.off == (("A01", "stated in another paper"),)
    others = [f for f in before if f.rule not in ("E01", "A01")]
    assert [f for f in after if f.rule != "E01"] == others


def test_without_levels_nothing_changes(put):
    report = check(loads(cloud("例", "example", SEND).model))
    assert check(report.model, project=load(".").project()) == report
