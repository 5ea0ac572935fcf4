"""All measurements in one run, printed as a table: ``python -m benchmarks [--write]``.

What is compared runs in turns in the same run; ratios count, as the speed of a
machine changes from hour to hour. A Python with flowmodel installed runs it;
pytm is installed into an environment of its own that is thrown away.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.measure import surroundings
from benchmarks.peer import Peer, install
from benchmarks.rows import GROUPS, Bench, Row, Sizes
from benchmarks.table import PAGE, machine, markdown, put


def main(argv: list[str] | None = None) -> int:
    """Measure and print. Exit code 1 where pytm cannot be installed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--no-peer", action="store_true", help="leave pytm out")
    parser.add_argument("--runs", type=int, default=Sizes.runs, help="runs of each process")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="flowmodel-bench-") as folder:
        root = Path(folder)
        try:
            peer = None if args.no_peer else install(root / "pytm")
        except subprocess.CalledProcessError as error:
            print(f"pytm cannot be installed ({error}); --no-peer leaves it out", file=sys.stderr)
            return 1
        sizes = Sizes(runs=args.runs)
        table = markdown(measured(root, sizes, peer), machine(peer))
    print(table)
    if args.write:
        put(table)
    return 0


def measured(folder: Path, sizes: Sizes, peer: Peer | None) -> list[Row]:
    """All rows; says on stderr what is being measured."""
    bench = Bench(folder, surroundings(folder / "bytecode"), sizes, peer)
    rows: list[Row] = []
    for group in GROUPS:
        print(f"measuring: {group.__name__}", file=sys.stderr)
        rows += group(bench)
    return rows


if __name__ == "__main__":
    sys.exit(main())
