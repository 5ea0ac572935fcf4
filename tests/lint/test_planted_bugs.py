"""A rule that fails is told by its name with exit code 3, wherever it runs: never a pass."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MANY = 24
"""Files that worker processes share: more than one chunk."""
MODEL = """\
flowmodel: 1
id: m
title: m
actors:
  - {id: pc, kind: terminal, party: ward}
  - {id: store, kind: storage, party: ward}
data: [{id: file}]
channels: [{id: line, between: [pc, store]}]
transfers: [{step: 1, from: pc, to: store, data: [file]}]
policies: [completeness]
assertions: [{kind: never, data: [file], reaches: [store]}]
"""

# What runs at the start of every Python below, those of the worker processes among them.
START = """\
import os
os.cpu_count = lambda: 2
import flowmodel.cli.pool
flowmodel.cli.pool.FEWEST = {fewest}
def boom(*args):
    yield from ()
    raise KeyError("boom in {where}")
{plant}
"""
RULE = """\
from flowmodel.lint.rules import {module}
object.__setattr__({module}.RULE, "check", boom)
"""
PACK = """\
from flowmodel.lint.policy import judge
sound = judge.judge
def broken(rule, ctx, compiled):
    if rule.id == "KAN-09":
        raise KeyError("boom in a pack")
    return sound(rule, ctx, compiled)
judge.judge = broken
"""
PLANTS = {
    "A01": RULE.format(module="a01_malware_protection"),
    "N01": RULE.format(module="n01_never"),
    "KAN-09": PACK,
}


def run(tmp_path: Path, plant: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    start = tmp_path / "start"
    start.mkdir()
    (start / "sitecustomize.py").write_text(
        START.format(where="a rule", fewest=MANY, plant=plant), "utf-8"
    )
    env = {**os.environ, "PYTHONPATH": str(start), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "flowmodel", *arguments, "--lang", "en"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("rule", PLANTS)
@pytest.mark.parametrize("many", [1, MANY], ids=["one file", "worker processes"])
def test_a_rule_that_raises_ends_with_its_name_and_code_three(
    rule: str, many: int, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    models.mkdir()
    for number in range(many):
        (models / f"{number:04}.yaml").write_text(MODEL, encoding="utf-8")
    done = run(tmp_path, PLANTS[rule], "check", str(models))
    assert done.returncode == 3, done.stderr
    last = done.stderr.rstrip().splitlines()[-1]
    assert last.startswith(f"rule {rule} is broken: ")
    assert "boom in a" in done.stderr


def test_without_a_bug_the_same_files_are_checked(tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    for number in range(MANY):
        (models / f"{number:04}.yaml").write_text(MODEL, encoding="utf-8")
    done = run(tmp_path, "", "check", str(models))
    assert done.returncode == 1, done.stderr
    assert f"checked {MANY} model(s)" in done.stderr
    assert f"  N01 Never reached: {MANY} finding(s)" in done.stderr
    assert "  KAN-15" not in done.stderr


@pytest.mark.parametrize("command", ["build", "explain"])
def test_other_commands_that_check_tell_it_too(command: str, tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    model.write_text(MODEL, encoding="utf-8")
    more = ["--output", str(tmp_path / "out")] if command == "build" else ["1"]
    done = run(tmp_path, PLANTS["A01"], command, str(model), *more)
    assert done.returncode == 3, done.stderr
    assert done.stderr.rstrip().splitlines()[-1].startswith("rule A01 is broken: ")


PROOF = """\
from flowmodel.analysis import access
def broken(graph):
    raise KeyError("boom in a proof")
access.proofs = broken
"""


@pytest.mark.parametrize("command", [["check", "--format", "json"], ["render", "--marks"]])
def test_a_proof_that_raises_is_told_as_one(command: list[str], tmp_path: Path) -> None:
    model = tmp_path / "model.yaml"
    kept = "exclusions: [{parties: [pc], protects: [store]}]\n"
    model.write_text(MODEL + kept, "utf-8")
    more = ["-o", str(tmp_path / "out.svg")] if command[0] == "render" else []
    done = run(tmp_path, PROOF, *command, str(model), *more)
    assert done.returncode == 3, done.stderr
    assert "F01/N04 (proofs)" in done.stderr
    assert not (tmp_path / "out.svg").exists()
