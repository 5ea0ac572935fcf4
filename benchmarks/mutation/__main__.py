"""``python -m benchmarks.mutation [--survivors]``: how much of what is missing the check finds."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from benchmarks.mutation.judge import Example, examples
from benchmarks.mutation.survivors import REASONS, explain

ROOT = Path(__file__).parents[2] / "examples"


def main(argv: list[str] | None = None) -> int:
    """Judge every mutant of every example and print the score.

    Exit code 1 for a survivor without a reason or a reason without a survivor.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutation", description=__doc__)
    parser.add_argument("--survivors", action="store_true", help="name each, below its reason")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT, help="where the examples are")
    args = parser.parse_args(argv)
    judged = list(examples(args.folder))
    for line in scores(judged):
        print(line)
    explained = explain((e, e.verdicts) for e in judged)
    print("\n| Not told of, as | changes | because |\n| --- | ---: | --- |")
    for reason in REASONS:
        names = explained.by_reason.get(reason.id, [])
        tried = " (tried out for each)" if reason.proof else ""
        print(f"| {reason.id} | {len(names)} | {reason.why}{tried} |")
        if args.survivors:
            print("\n".join(f"    {name}" for name in names))
    for name in explained.unexplained:
        print(f"no reason: {name}", file=sys.stderr)
    for id in explained.stale:
        print(f"reason without a survivor: {id}", file=sys.stderr)
    return 1 if explained.unexplained or explained.stale else 0


def scores(judged: list[Example]) -> list[str]:
    """A table: per example and kind of change, how many are told of."""
    lines = ["| Example | change | changes | told of |", "| --- | --- | ---: | ---: |"]
    everything = [0, 0]
    for example in judged:
        every = Counter(v.mutant.kind for v in example.verdicts)
        caught = Counter(v.mutant.kind for v in example.verdicts if v.caught)
        lines += [f"| {example.name} | {k} | {n} | {caught[k]} |" for k, n in every.items()]
        total, told = sum(every.values()), sum(caught.values())
        lines.append(f"| **{example.name}** | all | {total} | {told} ({told / total:.0%}) |")
        everything = [everything[0] + total, everything[1] + told]
    total, told = everything
    if total:
        lines.append(f"| **all** | all | {total} | {told} ({told / total:.0%}) |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
