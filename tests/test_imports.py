"""What is imported when: a start loads nothing that the command does not use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MODEL = Path(__file__).parent.parent / "examples" / "shiryo-59-1" / "model.yaml"
HEAVY = frozenset({"matplotlib", "networkx", "lxml", "typst", "jinja2", "graphviz", "numpy"})
DRAWING = frozenset({"uharfbuzz", "fontTools", "pylopdf_fonts_jp", "brotli", "budoux"})

CLI = "from flowmodel.cli import main\nassert main({argv!r}) == 0"


def imported(code: str) -> set[str]:
    """Packages and plain modules that a fresh interpreter holds after `code`."""
    program = f"{code}\nimport sys\nprint('modules:', *(m for m in sys.modules if '.' not in m))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    line = next(t for t in run.stdout.decode().splitlines() if t.startswith("modules:"))
    return set(line.split()[1:])


@pytest.mark.parametrize("code", ["import flowmodel", CLI.format(argv=["--help"])])
def test_start_imports_no_library(code: str) -> None:
    found = imported(code)
    assert "flowmodel" in found
    assert found & (HEAVY | DRAWING | {"pydantic", "yaml", "yaml_rs"}) == set()


def test_check_imports_nothing_that_draws() -> None:
    found = imported(CLI.format(argv=["check", str(MODEL)]))
    assert {"pydantic", "yaml_rs"} <= found
    assert found & (HEAVY | DRAWING) == set()


def test_drawing_is_seen_by_this_test(tmp_path: Path) -> None:
    found = imported(CLI.format(argv=["render", str(MODEL), "-o", str(tmp_path / "a.svg")]))
    assert "uharfbuzz" in found
    assert found & {"matplotlib", "networkx", "typst", "jinja2"} == set()
