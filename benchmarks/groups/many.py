"""Many models at once, cold and unchanged, on all cores and on one; and one model unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks import models
from benchmarks.measure import Command, flowmodel, processes, python
from benchmarks.rows import SEED, Bench, Row, limit, ms

PER_MODEL = 20
"""Transfers of a model of the library."""
_CALL = "from flowmodel.cli import main, pool; import sys, tempfile; {more}; "
_ANEW = "sys.exit(main(['check', {path!r}, '--cache', tempfile.mkdtemp(dir={folder!r})]))"


def measure(bench: Bench) -> Iterator[Row]:
    """A library of models, and one model, with and without what earlier checks found."""
    count = bench.sizes.library
    library = _library(bench, count)
    env = {k: v for k, v in bench.env.items() if k != "FLOWMODEL_NO_CACHE"}
    kept = str(bench.folder / "kept")
    took = processes(
        {
            "pass": python("pass"),
            "cold": _anew(bench, library),
            "one core": _anew(bench, library, "pool.FEWEST = 10**9"),
            "none kept": flowmodel("check", library, "--no-cache"),
            "unchanged": flowmodel("check", library, "--cache", kept),
        },
        -(-bench.sizes.runs // 4),
        env,
    )
    bare = took["pass"]
    work = f"`flowmodel check` of {count:,} models of {PER_MODEL} transfers"
    yield limit(f"{work}, process", took["cold"], 10, bare)
    yield _beside(f"{work}, on one core", took["one core"], took["cold"])
    yield _beside(f"{work}, keeping nothing", took["none kept"], took["cold"])
    yield limit(f"{work}, unchanged, process", took["unchanged"], 1.5, bare)
    one = processes(
        {
            "pass": python("pass"),
            "cold": _anew(bench, SEED),
            "none kept": flowmodel("check", SEED, "--no-cache"),
            "unchanged": flowmodel("check", SEED, "--cache", kept),
        },
        bench.sizes.runs,
        env,
    )
    bare = one["pass"]
    for name, what in (
        ("cold", "first time, kept"),
        ("none kept", "keeping nothing"),
        ("unchanged", "unchanged"),
    ):
        told = f"bare start {ms(bare)}"
        ratio = f"{one[name] / bare:.1f} × bare start"
        yield Row(
            f"`flowmodel check` of 資料59-1, {what}, process", ms(one[name]), "–", told, ratio
        )


def _library(bench: Bench, count: int) -> Path:
    """Models of which every tenth states nothing, so that there are findings to print."""
    folder = bench.folder / "library"
    folder.mkdir()
    for n in range(count):
        text = models.text(PER_MODEL, bare=1 if n % 10 == 0 else 0)
        bench.write(f"library/m{n:05}.yaml", text.replace("\nid: bench-", f"\nid: m{n}-"))
    return folder


def _anew(bench: Bench, path: Path, more: str = "pass") -> Command:
    """A check that finds nothing kept, and keeps what it finds."""
    return python(_CALL.format(more=more) + _ANEW.format(path=str(path), folder=str(bench.folder)))


def _beside(work: str, seconds: float, cold: float) -> Row:
    ratio = f"{seconds / cold:.2f} × all cores, kept"
    return Row(f"{work}, process", ms(seconds), "–", f"all cores, kept {ms(cold)}", ratio)
