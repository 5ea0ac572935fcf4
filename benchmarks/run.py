"""All measurements in one run, printed as a table: ``python -m benchmarks [--write] [GROUP…]``.

What is compared runs in turns in the same run; ratios count, as the speed of a
machine changes from hour to hour. A Python with flowmodel installed runs it;
pytm is installed into an environment of its own that is thrown away.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.groups import GROUPS
from benchmarks.measure import surroundings
from benchmarks.peer import Peer, install
from benchmarks.rows import Bench, Row, Sizes
from benchmarks.table import PAGE, machine, markdown, put


def main(argv: list[str] | None = None) -> int:
    """Measure and print. Exit code 1 where pytm cannot be installed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--no-peer", action="store_true", help="leave pytm out")
    parser.add_argument("--runs", type=int, default=Sizes.runs, help="runs of each process")
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    parser.add_argument("groups", nargs="*", help=f"some of {', '.join(GROUPS)}; all if none")
    args = parser.parse_args(argv)
    unknown = [name for name in args.groups if name not in GROUPS]
    if unknown:
        parser.error(f"no such group: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    if args.write and args.groups:
        parser.error("--write needs all groups: the table is one run")
    with tempfile.TemporaryDirectory(prefix="flowmodel-bench-") as folder:
        root = Path(folder)
        try:
            peer = None if args.no_peer else install(root / "pytm")
        except subprocess.CalledProcessError as error:
            print(f"pytm cannot be installed ({error}); --no-peer leaves it out", file=sys.stderr)
            return 1
        sizes = Sizes(runs=args.runs)
        table = markdown(measured(root, sizes, peer, args.groups), machine(peer))
    print(table)
    if args.write:
        put(table)
    return 0


def measured(
    folder: Path, sizes: Sizes, peer: Peer | None, groups: Collection[str] = ()
) -> list[Row]:
    """All rows, or those of some groups; says on stderr what is being measured."""
    bench = Bench(folder, surroundings(folder / "bytecode"), sizes, peer)
    rows: list[Row] = []
    for name, measure in GROUPS.items():
        if not groups or name in groups:
            print(f"measuring: {name}", file=sys.stderr)
            rows += measure(bench)
    return rows


if __name__ == "__main__":
    sys.exit(main())
