"""Whole processes on a large model, beside pytm reading the same flows from JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks import models
from benchmarks.measure import flowmodel, processes
from benchmarks.rows import Bench, Row, ms


def measure(bench: Bench) -> Iterator[Row]:
    """Whole processes on a large model, beside pytm reading the same flows from JSON."""
    n = bench.sizes.cold
    yaml = bench.write("cold.yaml", models.text(n))
    as_json = bench.write("cold.json", json.dumps(models.document(n), ensure_ascii=False))
    found = bench.write("found.yaml", models.text(n, bare=10))
    commands = {
        "JSON": flowmodel("check", as_json),
        "YAML": flowmodel("check", yaml),
        "YAML, findings at every tenth partner": flowmodel("check", found),
    }
    if bench.peer:
        theirs = bench.write("peer.json", models.for_pytm(n))
        commands["pytm"] = bench.peer.check(theirs)
    took = processes(commands, bench.sizes.runs, bench.env)
    peer = took.pop("pytm", None)
    for name, seconds in took.items():
        work = f"`flowmodel check`, {n:,} transfers, {name}, process"
        if peer is None:
            yield Row(work, ms(seconds), "≤ 0.35 × pytm")
            continue
        ratio = seconds / peer
        met = ratio <= 0.35
        yield Row(
            work, ms(seconds), "≤ 0.35 × pytm", f"pytm {ms(peer)}", f"{ratio:.2f} × pytm", met
        )
