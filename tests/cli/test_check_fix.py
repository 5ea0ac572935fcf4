"""``flowmodel check --fix`` and ``--diff`` on files."""

from __future__ import annotations

import os

import pytest

from flowmodel.cli import main
from flowmodel.lint.samples import SEND, cloud

SOUND = cloud("例", "example", SEND).model
WRONG = SOUND + "figure: {title: ウイルス、ウイルス, footer: ウィルス}\n"
GAP = SOUND.replace("①", "③") + "figure: {footer: ③の後}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name, text in (("a", SOUND), ("b", WRONG), ("c", GAP)):
        path = tmp_path / f"{name}.yaml"
        path.write_bytes(text.encode())
        os.utime(path, (1, 1))
    return tmp_path


def test_fix_mends_and_reports_what_is_left(folder, capsys):
    code = main(["check", ".", "--fix", "--fixable", "D04,P05", "--lang", "en"])
    captured = capsys.readouterr()
    assert (folder / "b.yaml").read_text("utf-8") == WRONG.replace("ィ", "イ")
    assert (folder / "c.yaml").read_text("utf-8") == SOUND + "figure: {footer: ③の後}\n"
    assert (folder / "a.yaml").stat().st_mtime == 1
    assert captured.err.splitlines()[:3] == [
        "b.yaml: fixed D04 in 1 place(s)",
        "c.yaml: fixed P05 in 1 place(s)",
        "  c.yaml:19:18: step ③ became ①, and a text has '③': please check",
    ]
    assert "D04" not in captured.out
    assert "E01" in captured.out
    assert code == main(["check", ".", "--lang", "en"]) == 1
    assert capsys.readouterr().out == captured.out


def test_fix_of_what_needs_nothing_writes_nothing(folder, capsys):
    main(["check", ".", "--fix", "--lang", "en"])
    for path in folder.glob("*.yaml"):
        os.utime(path, (1, 1))
    capsys.readouterr()
    main(["check", ".", "--fix", "--lang", "en"])
    assert [p.stat().st_mtime for p in folder.glob("*.yaml")] == [1, 1, 1]
    assert capsys.readouterr().err.startswith("nothing can be fixed mechanically")


def test_diff_writes_nothing(folder, capsys):
    assert main(["check", ".", "--diff", "--fixable", "d04", "--lang", "ja"]) == 1
    captured = capsys.readouterr()
    assert captured.out.startswith("--- b.yaml\n+++ b.yaml\n@@ ")
    assert "\n-figure: {title: ウイルス、ウイルス, footer: ウィルス}\n" in captured.out
    assert captured.err == "b.yaml: D04 1 か所 を直せます\n"
    assert [p.stat().st_mtime for p in folder.glob("*.yaml")] == [1, 1, 1]
    assert main(["check", "a.yaml", "--diff", "--fixable", "D04"]) == 0


def test_what_cannot_be_read_is_told_once_and_the_others_are_mended(folder, capsys):
    (folder / "x.yaml").write_text("flowmodel: 9\n", encoding="utf-8")
    assert main(["check", ".", "--diff", "--lang", "en"]) == 2
    assert capsys.readouterr().err.count("x.yaml") == 1
    assert main(["check", ".", "--fix", "--lang", "en"]) == 2
    captured = capsys.readouterr()
    assert captured.err.count("x.yaml") == 1
    assert "ィ" not in (folder / "b.yaml").read_text("utf-8")
    assert main(["check", "b.yaml", "nowhere", "--fix"]) == 2
    assert main(["check", "nowhere", "--diff"]) == 2


@pytest.mark.parametrize("kinds", ["D4", "E01", "", ","])
def test_a_kind_that_does_not_exist_is_told(folder, capsys, kinds):
    assert main(["check", ".", "--fix", "--fixable", kinds, "--lang", "en"]) == 2
    assert "there is no fix" in capsys.readouterr().err
    assert (folder / "b.yaml").stat().st_mtime == 1


def test_settings_that_switch_a_rule_off_hold_for_fixes(folder):
    (folder / "flowmodel.toml").write_text(
        '[levels]\nD04 = {level = "off", reason = "原文のまま"}\n', encoding="utf-8"
    )
    assert main(["check", ".", "--fix", "--fixable", "D04"]) == 1
    assert (folder / "b.yaml").stat().st_mtime == 1


def test_where_one_file_cannot_be_written_none_is(folder, capsys, monkeypatch):
    import errno

    def full(path, *args):
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("flowmodel.files._store", full)
    assert main(["check", ".", "--fix", "--lang", "en"]) != 0
    assert "disk is full" in capsys.readouterr().err
    assert [p.stat().st_mtime for p in folder.glob("*.yaml")] == [1, 1, 1]
    assert not list(folder.glob(".fm-*"))
