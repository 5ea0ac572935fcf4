"""Coverage-guided fuzzing of one reader: ``python tests/fuzz/run.py TARGET [option of libFuzzer …]``.

Needs atheris. For a few minutes: ``python tests/fuzz/run.py yaml -max_total_time=300``. An input
that breaks the reader is written to ``crash-…``; keep it in `test_fuzz.py`, as a test of its own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["flowmodel"]):
    from targets import TARGETS, seeds

    import flowmodel.cli.store
    import flowmodel.config.file
    import flowmodel.lint
    import flowmodel.lint.baseline
    import flowmodel.lint.policy.load
    import flowmodel.lint.report.sheet
    import flowmodel.source  # noqa: F401


def main(name: str, options: list[str]) -> None:
    """Fuzz until something breaks or the options say enough."""
    # The model of pydantic and the readers' tables are made before time and memory are counted.
    found = seeds(name)
    for seed in found:
        TARGETS[name](seed)
    with tempfile.TemporaryDirectory() as folder:
        for i, seed in enumerate(found):
            Path(folder, f"seed{i}").write_bytes(seed)
        limits = [
            f"-max_len={2 * max(map(len, found))}", "-timeout=10", "-rss_limit_mb=2048", "-seed=1",
        ]  # fmt: skip
        atheris.Setup([sys.argv[0], *limits, *options, folder], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    main(sys.argv[1], sys.argv[2:])
