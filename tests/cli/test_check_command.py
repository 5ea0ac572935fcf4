from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from flowmodel.cli import main
from flowmodel.lint.samples import SEND, cloud

BARE = cloud("例", "example", SEND).model
WARNED = cloud(
    "例",
    "example",
    "{step: 1, from: pc, to: desk}",
    more="figure: {title: BOX, footer: Box}",
).model.replace(
    "channels:\n", "channels:\n  - {id: c, between: [pc, desk], controls: [S3, S1, S2, S6]}\n"
)


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def put(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name

    return put


@pytest.fixture
def fine(write):
    main(["new", "fine", "--lang", "ja"])
    return "fine/model.yaml"


def checked(capsys, *argv):
    capsys.readouterr()
    code = main(["check", *argv])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_fine_model_ends_with_zero(fine, capsys):
    code, out, err = checked(capsys, fine)
    assert code == 0
    assert out == "fine/model.yaml: 指摘はありません\n"
    assert err == "1 件のモデルを点検: エラー 0 件、警告 0 件、注記 0 件\n"


def test_an_error_ends_with_one_and_is_placed(write, capsys):
    code, out, err = checked(capsys, write("bare.yaml", BARE))
    line = BARE.split("\n").index(f"  - {SEND}") + 1
    assert code == 1
    assert f"bare.yaml:{line}:5: エラー E01 手順①「資料の送信」" in out
    assert "件のモデルを点検" in err
    assert "点検" not in out


def test_the_place_of_block_style_yaml(write, capsys):
    block = BARE.replace(
        f"  - {SEND}\n",
        "  # 送る\n  - step: ④\n    label: 資料の送信\n    from: pc\n    to: store\n",
    )
    code, out, _ = checked(capsys, write("block.yaml", block), "--format", "json")
    (finding,) = [f for f in json.loads(out)["findings"] if f["rule"] == "E01"]
    assert code == 1
    assert (finding["line"], finding["column"]) == (block.split("\n").index("  - step: ④") + 1, 5)
    assert "④" in finding["message"]


def test_warnings_alone_end_with_zero(write, capsys):
    actors = WARNED.replace("party: contractor", "party: applicant").replace(
        "kind: terminal, zone: ward", "kind: person"
    )
    code, out, _ = checked(capsys, write("w.yaml", actors))
    assert " 警告 D04 " in out
    assert code == 0


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_language_over_the_models(lang, fine, capsys):
    _, out, err = checked(capsys, fine, "--lang", lang)
    assert ("no findings" in out) == (lang == "en")
    assert ("checked 1 model(s)" in err) == (lang == "en")


def test_json_goes_to_stdout_alone(write, fine, capsys):
    code, out, err = checked(capsys, write("bare.yaml", BARE), fine, "--format", "json")
    found = json.loads(out)
    assert code == 1
    assert [m["file"] for m in found["models"]] == ["bare.yaml", "fine/model.yaml"]
    assert {f["file"] for f in found["findings"]} == {"bare.yaml"}
    counts = found["models"][0]
    assert len(found["findings"]) == counts["errors"] + counts["warnings"] + counts["notes"]
    assert err.startswith("2 件のモデルを点検")


def test_a_folder_is_every_model_below_in_order(write, capsys):
    for name in ("d/b.yml", "d/a/z.json", "d/a/y.yaml", "d/.hidden/x.yaml", "d/.h.yaml", "d/n.txt"):
        text = BARE
        if name.endswith(".json"):
            import yaml

            text = json.dumps(yaml.safe_load(BARE), ensure_ascii=False)
        write(name, text)
    _, out, _ = checked(capsys, "d", "--format", "json")
    files = [m["file"] for m in json.loads(out)["models"]]
    assert files == [
        os.path.join("d", "a", "y.yaml"),
        os.path.join("d", "a", "z.json"),
        os.path.join("d", "b.yml"),
    ]


def test_what_others_installed_is_passed_over(write, capsys):
    for name in ("d/a.yaml", "d/env/x.yaml", "d/env/pyvenv.cfg", "d/node_modules/p/x.yaml"):
        write(name, BARE)
    _, out, _ = checked(capsys, "d", "--format", "json")
    assert [m["file"] for m in json.loads(out)["models"]] == [os.path.join("d", "a.yaml")]
    # A folder that is named may be an environment itself; what is installed in it counts not.
    write("d/env/lib/site-packages/y.yaml", BARE)
    _, out, _ = checked(capsys, os.path.join("d", "env"), "--format", "json")
    assert [m["file"] for m in json.loads(out)["models"]] == [os.path.join("d", "env", "x.yaml")]


def test_a_file_named_twice_is_checked_once(write, capsys):
    write("d/m.yaml", BARE)
    _, out, _ = checked(capsys, "d", "d/m.yaml", "d", "--format", "json")
    assert len(json.loads(out)["models"]) == 1


def test_a_folder_without_models_is_unusable(write, capsys):
    write("d/n.txt", "")
    code, out, err = checked(capsys, "d")
    assert code == 2
    assert out == ""
    assert "folder 'd' holds no model file" in err


def test_all_unusable_files_are_told_and_the_others_checked(write, fine, capsys):
    paths = [write("broken.yaml", "a: [1"), "missing.yaml", write("bare.yaml", BARE), fine]
    code, out, err = checked(capsys, *paths)
    assert code == 2
    assert "broken.yaml" in err
    assert "missing.yaml" in err
    assert "bare.yaml:" in out
    assert "fine/model.yaml" in out
    assert "読めないファイル 2 件" in err
    assert "Traceback" not in err


def test_unknown_ids_are_told_with_place_line_and_nearest_name(write, capsys):
    text = BARE.replace("to: store", "to: stroe")
    code, out, err = checked(capsys, write("typo.yaml", text))
    line = text.split("\n").index(f"  - {SEND.replace('to: store', 'to: stroe')}") + 1
    assert code == 2
    assert out == ""
    assert f"typo.yaml:{line}:" in err
    assert "did you mean 'store'" in err
    assert f"{line:>5} | " in err
    assert "^^^^^" in err


def test_hostile_names_do_not_reach_the_terminal(write, capsys):
    text = BARE.replace("to: store", 'to: "\\e[31mred"')
    code, _, err = checked(capsys, write("evil.yaml", text))
    assert code == 2
    assert "\x1b" not in err


def test_no_colour_off_a_terminal(write, capsys):
    _, out, _ = checked(capsys, write("bare.yaml", BARE))
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("env", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_on_a_terminal_unless_refused(env, colored, monkeypatch):
    from flowmodel.cli.output import colored as may

    class Terminal:
        def isatty(self):
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert may(Terminal()) is colored


def test_the_command_itself(fine, tmp_path):
    code = "import sys; from flowmodel.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", fine, "--format", "json"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["findings"] == []
    assert done.stderr.decode().startswith("1 件のモデルを点検")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a folder closed to us")
def test_a_closed_folder_is_told(write, tmp_path, capsys):
    write("d/inner/m.yaml", BARE)
    (tmp_path / "d/inner").chmod(0)
    try:
        assert checked(capsys, "d")[0] == 2
    finally:
        (tmp_path / "d/inner").chmod(0o755)
