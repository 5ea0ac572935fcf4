"""What ``flowmodel config`` prints is what ``flowmodel check`` does."""

from __future__ import annotations

import json

import pytest

from flowmodel.cli import main
from flowmodel.config import OPTIONS
from flowmodel.lint.samples import SEND, cloud


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def write(path, name, text):
    (path / name).write_text(text, encoding="utf-8")


def said(capsys, *argv):
    capsys.readouterr()
    code = main(list(argv))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_every_setting_is_shown_with_its_source(tmp_path, capsys):
    write(
        tmp_path,
        "flowmodel.toml",
        'lang = "ja"\n[levels]\nA09 = {level = "off", reason = "r"}\n',
    )
    code, out, err = said(capsys, "config", "m.yaml", "--format", "json")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "settings file: flowmodel.toml"
    assert 'lang = "ja"  # flowmodel.toml:1:1' in lines
    assert 'format = "json"  # command line' in lines
    assert 'paths = ["m.yaml"]  # command line' in lines
    assert 'levels = {A09 = {level = "off", reason = "r"}}  # flowmodel.toml:2:2' in lines
    assert [t.split(" = ")[0] for t in lines[1:] if not t.startswith(" ")] == list(OPTIONS)
    assert (
        lines[-1] == "    - rule A09 Retention and deletion: warning → off  # flowmodel.toml:3:1: r"
    )


def test_defaults_are_shown_in_japanese(capsys):
    code, out, _ = said(capsys, "config", "--lang", "ja")
    assert code == 0
    assert out.startswith("設定ファイルはありません\n")
    assert 'format = "text"  # 既定値' in out
    assert 'lang = "ja"  # コマンドの引数' in out


def test_check_holds_to_the_settings(tmp_path, capsys):
    write(tmp_path, "m.yaml", cloud("例", "example", SEND).model)
    write(tmp_path, "flowmodel.toml", 'paths = ["m.yaml"]\nformat = "json"\nlang = "en"\n')
    code, out, err = said(capsys, "check")
    assert code == 1
    assert json.loads(out)["models"][0]["file"] == "m.yaml"
    assert err.startswith("checked 1 model(s)")
    levels = "\n".join(f'{f["rule"]} = "note"' for f in {
        f["rule"]: f for f in json.loads(out)["findings"]
    }.values())  # fmt: skip
    write(tmp_path, "flowmodel.toml", f'paths = ["m.yaml"]\nlang = "en"\n[levels]\n{levels}\n')
    code, out, err = said(capsys, "check", "--format", "text")
    assert code == 0
    assert " note E01 " in out
    assert " 0 error(s), 0 warning(s)" in err


def test_without_anything_to_check_the_call_is_wrong(capsys):
    code, out, err = said(capsys, "check")
    assert (code, out) == (2, "")
    assert "name a PATH to check" in err


@pytest.mark.parametrize("command", ["check", "config"])
def test_wrong_settings_are_unusable_input(command, tmp_path, capsys):
    write(tmp_path, "flowmodel.toml", 'lnag = "ja"\n')
    code, out, err = said(capsys, command, "m.yaml")
    assert (code, out) == (2, "")
    assert "flowmodel.toml:1:1: unknown setting 'lnag'" in err
    assert "did you mean 'lang'" in err
