"""Whole processes on the seed, beside a bare interpreter, and what they import."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from benchmarks.measure import flowmodel, processes, python
from benchmarks.rows import SEED, Bench, Row, limit, ms


def measure(bench: Bench) -> Iterator[Row]:
    """Whole processes on the seed, beside a bare interpreter, and what they import."""
    modules = "import sys; n = len(sys.modules); {}; print(len(sys.modules) - n)"
    took = processes(
        {
            "pass": python("pass"),
            "import": python("import flowmodel"),
            "model": python("import flowmodel.model"),
            "pydantic": python("from pydantic import BaseModel, Field, model_validator"),
            "check": flowmodel("check", "--no-cache", SEED),
            "render": flowmodel(
                *("render", SEED),
                *(x for s in ("svg", "pdf", "png") for x in ("-o", bench.folder / f"a.{s}")),
            ),
        },
        bench.sizes.runs,
        bench.env,
    )
    bare = took["pass"]
    yield Row("`python -c pass`, process", ms(bare))
    for name, what in (
        ("import", "`import flowmodel`, over a bare start"),
        ("pydantic", "`import pydantic` (for comparison), over a bare start"),
        ("model", "`import flowmodel.model`, over a bare start"),
    ):
        yield Row(what, ms(took[name] - bare))
    yield limit("`flowmodel check` of 資料59-1, process", took["check"], 0.150, bare)
    yield limit(
        "`flowmodel render` of 資料59-1 to SVG, PDF and PNG, process", took["render"], 0.8, bare
    )
    code = f"from flowmodel.cli import main; main(['check', {str(SEED)!r}])"
    count = _last_number(modules.format(code), bench)
    yield Row("modules imported by `flowmodel check`", f"{count}")


def _last_number(code: str, bench: Bench) -> int:
    done = subprocess.run(python(code), capture_output=True, check=True, env=dict(bench.env))
    return int(done.stdout.decode().split()[-1])
