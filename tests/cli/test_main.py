from __future__ import annotations

import os
import subprocess
import sys

import pytest

from flowmodel import __version__, cli
from flowmodel.cli import COMMANDS, main, ui_lang


def run(*argv, **options):
    code = "import sys; from flowmodel.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, *argv], capture_output=True, text=True, check=False, **options
    )


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"flowmodel {__version__}\n"


@pytest.mark.parametrize("argv", [["--help"], ["-h"]])
def test_help_lists_every_command_in_both_languages(argv, capsys):
    assert main(argv) == 0
    out = capsys.readouterr().out
    for name, command in COMMANDS.items():
        assert f"  {name} " in out
        assert command.summary.ja in out
        assert command.summary.en in out


def test_no_command_is_a_wrong_call(capsys):
    assert main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "check" in captured.err


def test_unknown_command_is_told_with_the_nearest(capsys):
    assert main(["chek"]) == 2
    err = capsys.readouterr().err
    assert "unknown command 'chek' (did you mean 'check'" in err
    assert main(["zzz"]) == 2
    assert ", ".join(COMMANDS) in capsys.readouterr().err


def test_unknown_option_before_a_command(capsys):
    assert main(["--versoin"]) == 2
    assert "(did you mean '--version'?)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["check", "--formt", "json", "x"], "unknown option '--formt' (did you mean '--format'?)"),
        (["check", "--formt=json", "x"], "unknown option '--formt'"),
        (["check", "--format", "jso", "x"], "'jso' is not among text, json, "),
        (["check", "--format", "jso", "x"], "(did you mean 'json'?)"),
        (["check", "--lang", "fr", "x"], "'fr' is not among ja, en"),
        (["check"], "PATH"),
        (["rules", "extra"], "unexpected argument 'extra'"),
        (["check", "--form", "json", "x"], "unknown option '--form'"),
    ],
)
def test_wrong_calls_end_with_two_and_without_traceback(argv, told, capsys):
    assert main(argv) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert told in captured.err
    assert f"see: flowmodel {argv[0]} --help" in captured.err
    assert "Traceback" not in captured.err


def test_wrong_calls_are_told_in_japanese(capsys):
    assert main(["check", "--lang", "ja", "--formt", "x", "y"]) == 2
    assert (
        "オプション「--formt」はありません（'--format' ではありませんか）"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_each_command_has_help(name, lang, capsys):
    assert main([name, "--help", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert f"usage: flowmodel {name}" in out
    assert "--lang" in out


@pytest.mark.parametrize(
    ("argv", "env", "lang"),
    [
        (["--lang", "ja"], {"LANG": "en_US"}, "ja"),
        (["--lang=en"], {"LANG": "ja_JP.UTF-8"}, "en"),
        ([], {"LANG": "ja_JP.UTF-8"}, "ja"),
        ([], {"LANG": "ja_JP.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ([], {"LANG": ""}, "en"),
        (["--lang"], {"LANG": "C"}, "en"),
        (["--lang", "fr"], {"LANG": "ja_JP"}, "ja"),
    ],
)
def test_language_of_the_command_line(argv, env, lang, monkeypatch):
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert ui_lang(argv) == lang


def test_a_bug_of_a_rule_is_named_and_ends_with_three(monkeypatch, capsys, tmp_path):
    from dataclasses import replace

    import flowmodel.lint.engine as engine
    from flowmodel.lint.rules import rule

    def fails(rule, ctx):
        raise RuntimeError("boom")

    broken = replace(rule("E04"), check=fails)
    monkeypatch.setattr(engine, "rules", lambda: (broken,))
    assert main(["new", str(tmp_path / "m")]) == 0
    assert main(["check", str(tmp_path), "--lang", "ja"]) == 3
    err = capsys.readouterr().err
    assert "規則 E04 の不具合です" in err
    assert "RuntimeError: boom" in err


def test_any_other_bug_ends_with_three(monkeypatch, capsys):
    def fails(argv, lang):
        raise RuntimeError("boom")

    monkeypatch.setattr(cli, "_dispatch", fails)
    assert main(["check"]) == 3
    assert "this is a bug of flowmodel" in capsys.readouterr().err


def test_interrupted(monkeypatch):
    def stop(argv, lang):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_dispatch", stop)
    assert main(["check"]) == 130


def test_plug_ins_of_pydantic_stay_out_unless_asked_for(monkeypatch):
    monkeypatch.delenv("PYDANTIC_DISABLE_PLUGINS", raising=False)
    main(["--version"])
    assert os.environ["PYDANTIC_DISABLE_PLUGINS"] == "__all__"
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "one")
    main(["--version"])
    assert os.environ["PYDANTIC_DISABLE_PLUGINS"] == "one"


def test_garbage_collection_is_as_before():
    import gc

    assert gc.isenabled()
    main(["--version"])
    assert gc.isenabled()


def test_the_reader_may_go_away():
    code = (
        "import sys; sys.stdin.read(); from flowmodel.cli import main\n"
        "sys.exit(main(['rules', '--format', 'json']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_no_bug():
    code = "import sys; from flowmodel.cli import main; sys.exit(main(['rules']))"
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", code],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("cannot write the output: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize("closing", [">&-", "2>&-"])
def test_closed_streams_are_no_bug(closing):
    code = "import sys; from flowmodel.cli import main; sys.exit(main(['rules']))"
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -c "$1" {closing}', sys.executable, code],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""


def test_output_is_unicode_whatever_the_code_page():
    env = {**os.environ, "PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", "from flowmodel.cli import main; main(['rules', '--lang', 'ja'])"],
        env=env,
        capture_output=True,
        check=True,
    )
    assert "通信の暗号化" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["nonsense"]])
def test_light_calls_import_nothing_heavy(argv):
    heavy = ("pydantic", "matplotlib", "networkx", "lxml", "typst", "jinja2", "yaml", "argparse")
    code = (
        f"import sys; from flowmodel.cli import main; main({argv!r}); "
        f"sys.stderr.write('LOADED' + repr([m for m in {heavy!r} if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.endswith("LOADED[]")


def test_check_imports_no_renderer(tmp_path):
    main(["new", str(tmp_path / "m")])
    heavy = (
        "matplotlib",
        "networkx",
        "lxml",
        "typst",
        "jinja2",
        "graphviz",
        "fontTools",
        "difflib",
    )
    code = (
        f"import sys; from flowmodel.cli import main; main(['check', {str(tmp_path)!r}]); "
        f"sys.stderr.write('LOADED' + repr([m for m in {heavy!r} if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.endswith("LOADED[]")
