"""Many files: a bar on a terminal, and what each rule found in all of them."""

from __future__ import annotations

import io
import pickle
import re
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from flowmodel.cli import main, pool
from flowmodel.cli.pool import Work
from flowmodel.cli.progress import FEWEST, Progress
from flowmodel.config import Config
from flowmodel.lint import BrokenRuleError
from flowmodel.lint.samples import SEND, cloud

BARE = cloud("例", "example", SEND).model


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def write(count):
        for n in range(count):
            (tmp_path / f"m{n:02}.yaml").write_text(BARE, encoding="utf-8")

    return write


def test_several_models_end_with_a_line_a_rule(folder, capsys):
    folder(3)
    assert main(["check", ".", "--lang", "en"]) == 1
    captured = capsys.readouterr()
    first, *rules = captured.err.splitlines()
    assert first.startswith("checked 3 model(s)")
    counted = dict(
        re.fullmatch(r"  (\w+) .*: (\d+) finding.* in 3 model\(s\)", r).groups() for r in rules
    )
    for id, count in counted.items():
        assert captured.out.count(f" {id} ") == int(count)
    assert list(counted) == sorted(counted)
    assert "E01" in counted


def test_one_model_ends_with_one_line(folder, capsys):
    folder(1)
    main(["check", "."])
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_no_bar_off_a_terminal(folder, capsys):
    folder(FEWEST)
    main(["check", "."])
    assert "\r" not in capsys.readouterr().err


def test_a_bar_on_a_terminal_that_is_gone_at_the_end(folder, capsys, monkeypatch):
    folder(FEWEST)
    monkeypatch.setattr("sys.stderr", told := Terminal())
    main(["check", ".", "--lang", "en"])
    text = told.getvalue()
    assert f"] {FEWEST}/{FEWEST}" in text
    last = text.rsplit("\r", 1)
    assert last[1].startswith("checked")
    assert set(last[0].rsplit("\r", 1)[1]) == {" "}


def test_few_files_need_no_bar(monkeypatch):
    monkeypatch.setattr("sys.stderr", told := Terminal())
    progress = Progress(FEWEST - 1)
    progress.step()
    progress.clear()
    assert told.getvalue() == ""


def test_many_processes_say_what_one_says(folder, tmp_path, capsys, monkeypatch):
    folder(6)
    (tmp_path / "m03.yaml").write_text("a: [1", encoding="utf-8")
    alone = main(["check", ".", "--lang", "en"]), *capsys.readouterr()
    monkeypatch.setattr("flowmodel.cli.pool.FEWEST", 2)
    monkeypatch.setattr("flowmodel.cli.pool.CHUNK", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    started = []
    monkeypatch.setattr(
        "concurrent.futures.ProcessPoolExecutor", counted(started, ProcessPoolExecutor)
    )
    together = main(["check", ".", "--lang", "en"]), *capsys.readouterr()
    assert started == [2]
    assert together == alone
    assert together[0] == 2


def counted(started, cls):
    def make(workers, *args):
        started.append(workers)
        return cls(workers, *args)

    return make


def test_a_broken_rule_is_told_across_processes(monkeypatch):
    def fails(file, work, sheet):
        raise BrokenRuleError("E01") from ValueError("boom")

    monkeypatch.setattr(pool, "one", fails)
    monkeypatch.setattr(pool, "_work", Work(Config({}), date(2026, 4, 1)))
    broken = pool._task(Path("m.yaml"))
    assert broken.rule == "E01"
    assert "boom" in broken.cause
    assert pickle.loads(pickle.dumps(broken)).rule == "E01"
