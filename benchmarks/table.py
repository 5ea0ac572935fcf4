"""The table in Markdown, with the machine named, and its place in the documentation."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from pathlib import Path

from benchmarks.peer import Peer
from benchmarks.rows import Row

PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"

_HEAD = (
    "| work | median | target | beside it | ratio | reached |",
    "|---|---|---|---|---|---|",
)


def machine(peer: Peer | None) -> str:
    """CPU, cores, system and versions, in one line."""
    from importlib.metadata import version

    cores = os.cpu_count() or 1
    parts = [
        f"{_cpu()}, {cores} {'core' if cores == 1 else 'cores'}",
        f"{platform.system()} {platform.machine()}",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in ("pydantic", "pyyaml", "yaml-rs", "typst")),
        f"pytm {peer.version}" if peer else "without pytm",
    ]
    return " · ".join(parts)


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, "") or platform.processor() or platform.machine()


def markdown(rows: Iterable[Row], about: str) -> str:
    """The machine and the table."""
    said = {True: "yes", False: "**no**", None: "–"}
    lines = [
        f"| {r.work} | {r.measured} | {r.target} | {r.peer} | {r.ratio} | {said[r.met]} |"
        for r in rows
    ]
    return "\n".join([f"Measured on: {about}", "", *_HEAD, *lines]) + "\n"


def put(table: str, page: Path = PAGE) -> None:
    """Put the table between the marks of the page.

    Raises ValueError where the page has no marks.
    """
    text = page.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} lacks the lines {BEGIN} and {END}")
    page.write_text(f"{before}{BEGIN}\n{table}{END}{after}", encoding="utf-8")
