"""What earlier checks found: told again in the same words, and never when anything changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest

from flowmodel.cli import main, store
from flowmodel.lint.report import FORMATS
from flowmodel.lint.samples import SEND, cloud

EXAMPLES = Path(__file__).parents[2] / "examples"
BARE = cloud("例", "example", SEND).model
WAIVER = "waivers:\n  - {rule: E01, part: ①, reason: 試行, approver: 課長, expires: 2026-03-31}\n"
PACK = """\
pack: own
version: "1.2"
prefix: OWN
title: {ja: 当課の決まり, en: Rules of our section}
rules:
  - id: OWN-1
    level: LEVEL
    title: {ja: 備考, en: remark}
    message: {ja: "{actor}に、{controls}の記載がありません", en: "{actor}: not stated: {controls}"}
    basis: {ja: 当課の要領, en: our manual}
    origin: [judgement]
    for: actors
    require: {controls: [monitoring]}
"""


@pytest.fixture(autouse=True)
def _kept(monkeypatch):
    monkeypatch.delenv("FLOWMODEL_NO_CACHE")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def run(capsys):
    def check(*argv):
        code = main(["check", *argv])
        return code, *capsys.readouterr()

    return check


@pytest.fixture
def checks(monkeypatch):
    """The files that were checked, not found again."""
    load = import_module("flowmodel.source.load")
    seen = []
    real = load.load_data

    def watched(data, path):
        seen.append(str(path))
        return real(data, path)

    monkeypatch.setattr(load, "load_data", watched)
    return seen


def entries(folder):
    return sorted((folder / store.FOLDER / store.ENTRIES).iterdir())


@pytest.fixture
def library(put):
    """Sound models and others: many findings, waivers, rules switched off, a broken file."""
    for path in sorted((*EXAMPLES.glob("*/model.yaml"), *EXAMPLES.glob("*/broken.yaml"))):
        put(f"lib/{path.parent.name}/{path.name}", path.read_text(encoding="utf-8"))
    put("lib/waived.yaml", BARE + WAIVER)
    put("lib/broken.yaml", "a: [1")
    put("flowmodel.toml", 'levels = {E02 = {level = "off", reason = "試行中"}, A01 = "note"}')


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", [[], ["--lang", "ja"], ["--lang", "en"]])
def test_the_same_words_with_and_without(library, run, checks, format, lang):
    argv = ("lib", "--format", format, "--today", "2026-03-01", *lang)
    plain = run(*argv, "--no-cache")
    first = run(*argv)
    checks.clear()
    again = run(*argv)
    assert checks == ["lib/broken.yaml"]
    assert again == first == plain
    assert plain[0] == 2


def test_a_report_in_another_format_is_told_from_what_was_kept(library, run, checks):
    run("lib", "--format", "json")
    checks.clear()
    for format in FORMATS:
        kept = run("lib", "--format", format)
        assert checks == ["lib/broken.yaml"]
        checks.clear()
        assert kept == run("lib", "--format", format, "--no-cache")
        checks.clear()


def test_all_remedies_are_found_when_a_format_asks_for_them(put, run, checks):
    steps = "".join(f"  - {{step: {n}, from: pc, to: store}}\n" for n in range(2, 30))
    put("m.yaml", BARE.replace(f"  - {SEND}\n", f"  - {SEND}\n{steps}"))
    run("m.yaml")
    run("m.yaml")
    assert len(checks) == 1
    kept = run("m.yaml", "--format", "json")
    assert len(checks) == 2
    assert kept == run("m.yaml", "--format", "json") == run("m.yaml", "--format", "json")
    assert len(checks) == 2
    found = json.loads(kept[1])["findings"]
    assert len(found) > 20
    assert any("remedies" in f for f in found)


def test_a_baseline_is_applied_to_what_was_kept(put, run, checks):
    put("m.yaml", BARE)
    run("m.yaml", "--baseline", "known.json")
    put("m.yaml", BARE + "\n")
    plain = run("m.yaml", "--baseline", "known.json", "--no-cache")
    run("m.yaml", "--baseline", "known.json")
    checks.clear()
    assert run("m.yaml", "--baseline", "known.json") == plain
    assert checks == []
    assert plain[0] == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda put: put("m.yaml", BARE.replace("資料の送信", "資料の送付")),
        lambda put: put("flowmodel.toml", 'levels = {E01 = "note"}'),
        lambda put: put("flowmodel.toml", 'policies = ["completeness"]'),
        lambda put: put("own.yaml", PACK.replace("LEVEL", "note")),
    ],
)
def test_what_changes_the_findings_is_checked_again(put, run, checks, change):
    put("own.yaml", PACK.replace("LEVEL", "warning"))
    put("m.yaml", BARE + "policies: [own.yaml]\n")
    put("flowmodel.toml", "")
    before = run("m.yaml")
    run("m.yaml")
    assert len(checks) == 1
    change(put)
    after = run("m.yaml")
    assert len(checks) == 2
    assert after == run("m.yaml", "--no-cache")
    assert after[1] != before[1]


def test_a_pack_of_the_settings_that_changes(put, run, checks):
    put("flowmodel.toml", 'policies = ["own.yaml"]')
    put("own.yaml", PACK.replace("LEVEL", "warning"))
    put("m.yaml", BARE)
    run("m.yaml")
    put("own.yaml", PACK.replace("LEVEL", "note"))
    assert "note OWN-1" in run("m.yaml", "--lang", "en")[1]


def test_a_pack_that_is_installed_may_change_unseen_and_is_not_kept(put, run, checks, monkeypatch):
    path = put("own.yaml", PACK.replace("LEVEL", "warning"))
    monkeypatch.setattr("flowmodel.lint.policy.find.installed", lambda: {"own": lambda: path})
    monkeypatch.setattr(
        "flowmodel.lint.policy.find.packs_of.__defaults__", ((), lambda: {"own": lambda: path})
    )
    put("m.yaml", BARE + "policies: [own]\n")
    first = run("m.yaml")
    assert "OWN-1" in first[1]
    assert run("m.yaml") == first
    assert len(checks) == 2


def test_the_same_contents_elsewhere_are_another_file(put, run, checks, monkeypatch, tmp_path):
    put("own.yaml", PACK.replace("LEVEL", "warning"))
    put("m.yaml", BARE + "policies: [own.yaml]\n")
    put("b/m.yaml", BARE + "policies: [own.yaml]\n")
    run("m.yaml")
    monkeypatch.chdir(tmp_path / "b")
    assert run("m.yaml", "--cache", str(tmp_path / store.FOLDER))[0] == 2
    assert len(checks) == 2


def test_an_edited_program_is_another_program(put, run, checks, monkeypatch):
    put("m.yaml", BARE)
    run("m.yaml")
    told = store.program()
    monkeypatch.setattr(store, "program", lambda: told + " edited")
    run("m.yaml")
    assert len(checks) == 2


def test_the_program_is_told_by_every_file_of_it(tmp_path, monkeypatch):
    for name in ("cli/store.py", "lint/rules/e01.py", "controls/catalogue.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a", encoding="utf-8")
    monkeypatch.setattr(store, "__file__", str(tmp_path / "cli/store.py"))
    before = store.program()
    (tmp_path / "lint/__pycache__").mkdir()
    (tmp_path / "lint/__pycache__/x.pyc").write_text("a")
    assert store.program() == before
    for name in ("lint/rules/e01.py", "controls/catalogue.yaml"):
        now = store.program()
        os.utime(tmp_path / name, (1, 1))
        assert store.program() != now


@pytest.mark.parametrize("near", range(-2, 3))
def test_the_day_counts_as_far_as_the_document_states_days(put, run, checks, near):
    day = date(2026, 3, 31)
    put("m.yaml", BARE + WAIVER)
    run("m.yaml", "--today", str(day + timedelta(near)))
    for other in range(-3, 4):
        today = str(day + timedelta(other))
        checks.clear()
        kept = run("m.yaml", "--today", today)
        assert len(checks) <= 1
        assert kept == run("m.yaml", "--today", today, "--no-cache")


def test_another_day_finds_the_same_where_no_day_is_stated(put, run, checks):
    put("m.yaml", BARE)
    run("m.yaml", "--today", "2026-04-01")
    run("m.yaml", "--today", "2031-04-01")
    assert len(checks) == 1


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (b"", date.min, date.max),
        (b"2026-03-31 2026-04-20", date(2026, 4, 1), date(2026, 4, 19)),
        (b"2026-4-10", date(2026, 4, 10), date(2026, 4, 10)),
        (b"9999-99-99 2027-01-01", date.min, date(2026, 12, 31)),
        (rb'"2026\x2d04-12"', date(2026, 4, 10), date(2026, 4, 10)),
    ],
)
def test_days_for_which_a_check_holds(text, first, last):
    assert store.lasting(text, date(2026, 4, 10)) == (first, last)


def shape(entry):
    yield from ({}, [], None, {**entry, "from": 1}, {**entry, "packs": [1]})
    sheet = entry["sheet"]
    for name in sheet:
        for wrong in (None if name != "file" else 1, {"a": [1]}, [[1]], "x", 7):
            yield {**entry, "sheet": {**sheet, name: wrong}}
    for at in range(len(sheet["findings"][0])):
        finding = list(sheet["findings"][0])
        finding[at] = {"a": 1}
        yield {**entry, "sheet": {**sheet, "findings": [finding]}}


def test_damaged_and_foreign_entries_are_passed_over_and_written_anew(
    put, run, checks, tmp_path, monkeypatch
):
    put("m.yaml", BARE)
    plain = run("m.yaml")
    (path,) = entries(tmp_path)
    whole = path.read_bytes()
    body = whole.split(b"\n", 1)[1]
    wrong = [b"", whole[:-5], whole + b" ", b"\xff" * 70, whole[:65], store._seal("a", body) + body]
    for entry in shape(json.loads(body)):
        text = json.dumps(entry).encode()
        wrong.append(store._seal(path.name, text) + text)
    wrong.append(store._seal(path.name, b"[" * 100_000) + b"[" * 100_000)
    for data in wrong:
        path.write_bytes(data)
        told = run("m.yaml")
        # Another title, file or department is no damage that can be seen.
        if told != plain:
            assert (
                store._seal(path.name, data.split(b"\n", 1)[1]) == data.split(b"\n", 1)[0] + b"\n"
            )
        assert told[0] == 1, told
        path.unlink()
        assert run("m.yaml") == plain
        assert path.read_bytes() == whole


def test_too_large_an_entry_is_neither_written_nor_read(put, run, checks, tmp_path, monkeypatch):
    put("m.yaml", BARE)
    run("m.yaml")
    monkeypatch.setattr(store, "LARGEST", 10)
    monkeypatch.setattr("flowmodel.cli.store.LARGEST", 10)
    run("m.yaml")
    assert len(checks) == 2
    entries(tmp_path)[0].unlink()
    run("m.yaml")
    assert entries(tmp_path) == []


def test_the_folder_stays_out_of_repositories(put, run, tmp_path):
    put("m.yaml", BARE)
    run("m.yaml")
    folder = tmp_path / store.FOLDER
    assert (folder / ".gitignore").read_text() == "*\n"
    assert (
        (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806")
    )


def test_a_folder_that_was_there_gets_nothing_but_entries(put, run, tmp_path):
    put("docs/a.txt", "")
    put("m.yaml", BARE)
    run("m.yaml", "--cache", "docs")
    assert sorted(p.name for p in (tmp_path / "docs").iterdir()) == ["1", "a.txt"]


def test_where_the_folder_is(put, run, tmp_path, monkeypatch):
    put("a/flowmodel.toml", 'cache = "kept"')
    put("b/flowmodel.toml", "cache = true")
    put("c/flowmodel.toml", "cache = false")
    for name in "abc":
        put(f"{name}/m.yaml", BARE)
        run(f"{name}/m.yaml")
    assert (tmp_path / "a/kept/1").is_dir()
    assert (tmp_path / "b" / store.FOLDER / "1").is_dir()
    assert not (tmp_path / "c" / store.FOLDER).exists()
    assert not (tmp_path / store.FOLDER).exists()
    monkeypatch.setenv("FLOWMODEL_NO_CACHE", "1")
    put("m.yaml", BARE)
    run("m.yaml")
    assert not (tmp_path / store.FOLDER).exists()


def test_a_folder_that_cannot_be_is_no_failure(put, run, tmp_path):
    put("m.yaml", BARE)
    put("file", "")
    plain = run("m.yaml", "--no-cache")
    assert run("m.yaml", "--cache", "file") == plain
    assert run("m.yaml", "--cache", "file/deeper") == plain
    assert (tmp_path / "file").read_text() == ""


@pytest.mark.parametrize("value", ["7", '""', "[1]"])
def test_a_wrong_setting_is_told(put, run, value):
    put("flowmodel.toml", f"cache = {value}")
    put("m.yaml", BARE)
    code, _, told = run("m.yaml")
    assert code == 2
    assert "setting 'cache' cannot be" in told


def test_only_those_used_last_stay(put, run, tmp_path, monkeypatch):
    for n in range(8):
        put(f"m{n}.yaml", BARE)
        run(f"m{n}.yaml")
    old = entries(tmp_path)
    for n, path in enumerate(old):
        os.utime(path, (n, n))
    foreign = tmp_path / store.FOLDER / "1" / "foreign"
    foreign.write_text("")
    monkeypatch.setattr(store, "MOST_ENTRIES", 8)
    put("m9.yaml", BARE)
    run("m9.yaml")
    left = set(entries(tmp_path))
    assert left - set(old) > {foreign}
    assert left & set(old) == set(old[-5:])


def test_an_entry_that_is_used_counts_as_new(put, run, tmp_path):
    put("m.yaml", BARE)
    run("m.yaml")
    (path,) = entries(tmp_path)
    os.utime(path, (1, 1))
    run("m.yaml")
    assert path.stat().st_mtime > 1


def test_pruning_a_folder_that_is_gone(tmp_path):
    store.Store(tmp_path / "no", "").prune()


def test_nothing_heavy_is_imported_for_what_did_not_change(put, run):
    put("a.yaml", BARE)
    put("b.yaml", BARE)
    run("a.yaml", "b.yaml", "--format", "github")
    run("a.yaml", "b.yaml", "--format", "github")
    program = (
        "import sys; from flowmodel.cli import main; "
        "main(['check', 'a.yaml', 'b.yaml', '--format', sys.argv[1]]); "
        "print(*sys.modules, file=sys.stderr)"
    )
    for format in ("github", "text", "sarif"):
        done = subprocess.run(
            [sys.executable, "-c", program, format], capture_output=True, check=True
        )
        loaded = set(done.stderr.decode().split())
        heavy = {"pydantic", "yaml_rs", "flowmodel.lint.engine", "flowmodel.model"}
        heavy |= {"dataclasses", "inspect", "hashlib", "shutil"}
        assert loaded & heavy == set()
        assert "flowmodel.cli.store" in loaded


@pytest.mark.skipif(os.name != "posix", reason="needs a pipe with a name")
def test_a_pipe_is_read_once(put, run, tmp_path):
    from threading import Thread

    os.mkfifo(tmp_path / "pipe.yaml")
    writer = Thread(target=(tmp_path / "pipe.yaml").write_text, args=(BARE,))
    writer.start()
    code, out, _ = run("pipe.yaml")
    writer.join()
    assert code == 1
    assert "pipe.yaml:" in out


def test_processes_keep_what_they_found(put, run, checks, monkeypatch, tmp_path):
    for n in range(6):
        put(f"m{n}.yaml", BARE)
    put("m3.yaml", "a: [1")
    plain = run(".", "--no-cache")
    monkeypatch.setattr("flowmodel.cli.pool.FEWEST", 2)
    monkeypatch.setattr("flowmodel.cli.pool.CHUNK", 2)
    monkeypatch.setattr("flowmodel.cli.pool.WINDOW", 4)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    checks.clear()
    assert run(".") == plain
    assert checks == []
    assert len(entries(tmp_path)) == 6
    assert run(".") == plain
    assert checks == ["m3.yaml"]
