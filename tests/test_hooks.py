"""The pre-commit hook and the GitHub Action, as far as they run without a network."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from flowmodel.cli import main
from flowmodel.lint.report import FORMATS

ROOT = Path(__file__).parent.parent
MODEL = ROOT / "examples/payment-agent/model.yaml"
BROKEN = ROOT / "examples/payment-agent/broken.yaml"
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = ACTION["runs"]["steps"]


def test_the_hook_has_what_pre_commit_asks_for():
    assert {"id", "name", "entry", "language"} <= set(HOOK)
    assert HOOK["language"] == "python"


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("model.yaml", True),
        ("a/b/model.yml", True),
        ("model.json", True),
        ("a/mymodel.yaml", False),
        ("model.yaml.bak", False),
        ("compose.yaml", False),
    ],
)
def test_the_hook_takes_models_only(path, taken):
    assert (re.search(HOOK["files"], path) is not None) is taken


@pytest.mark.parametrize(("file", "code"), [(MODEL, 0), (BROKEN, 1)])
def test_the_hook_runs(file, code, capsys):
    program, *argv = shlex.split(HOOK["entry"])
    assert program == "flowmodel"
    assert main([*argv, str(file)]) == code


def test_the_action_is_composite_and_complete():
    assert {"name", "description", "inputs", "runs"} <= set(ACTION)
    assert ACTION["runs"]["using"] == "composite"
    for step in STEPS:
        assert "uses" in step or {"run", "shell"} <= set(step)
    for name, given in ACTION["inputs"].items():
        assert given["description"], name
        assert "${{ inputs." + name + " }}" in str(STEPS), name
    assert ACTION["inputs"]["format"]["default"] in FORMATS
    assert all(f in ACTION["inputs"]["format"]["description"] for f in FORMATS)


def test_no_input_becomes_part_of_a_program():
    assert not [s for s in STEPS if "${{" in s.get("run", "")]


def run(tmp_path, **inputs):
    given = {n: i["default"] for n, i in ACTION["inputs"].items()} | inputs
    env = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: given[m[1]], value)
        for name, value in STEPS[-1]["env"].items()
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEPS[-1]["run"]],
        env={**os.environ, **env, "PATH": path},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_action_annotates(tmp_path):
    done = run(tmp_path, paths=f"{MODEL}\n{BROKEN}\n", lang="en")
    assert done.returncode == 1, done.stderr
    assert "::error file=" in done.stdout
    assert "checked 2 model(s)" in done.stderr


def test_the_action_writes_a_file(tmp_path):
    done = run(tmp_path, paths=str(MODEL), format="sarif", output="out.sarif")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_hostile_paths_are_paths(tmp_path):
    done = run(tmp_path, paths="--help\n$(touch here)\n`touch here`; touch here\n")
    assert done.returncode == 2
    assert not (tmp_path / "here").exists()
    assert "usage" not in done.stdout
