"""``python -m benchmarks.figures [--write] [N…]``: our lane figure beside `dot` and elkjs.

All in one run on the same models: seconds, how they grow, crossings, bends, labels that overlap and
labels that a foreign line runs through. `dot` is timed as a whole process (its start is some 10 ms),
elkjs by its layout alone after a warm-up, ours as layout and SVG of all pages, warm. Quality is
counted by the same code for all three, up to `COUNTED` transfers.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.figures import dot, elk, ours, subjects
from benchmarks.figures.drawn import Quality, quality
from benchmarks.table import machine

SIZES = (10, 100, 500, 1_000, 5_000)
LIMIT = 120.0
"""Seconds after which a tool is stopped."""
COUNTED = 1_000
"""Beyond, collisions are not counted: it is quadratic, and the other tools give nothing."""
PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "figures.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.figures", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"put the table into {PAGE.name}")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for each drawing")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of transfers")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="flowmodel-figures-") as folder:
        table = "\n".join(rows(tuple(args.sizes), args.limit, Path(folder)))
    print(table)
    if args.write:
        text = PAGE.read_text(encoding="utf-8")
        head, rest = text.split(BEGIN, 1)
        tail = rest.split(END, 1)[1]
        PAGE.write_text(f"{head}{BEGIN}\n{table}\n{END}{tail}", encoding="utf-8")
    return 0


def rows(sizes: Sequence[int], limit: float, folder: Path) -> Iterator[str]:
    """The table, line by line."""
    dots, elks = dot.version(), elk.install(folder / "elk")
    told = [f"{dots or 'dot is not installed'}", f"elkjs {elks}" if elks else "elkjs is not there"]
    yield f"Measured on: {machine(None)} · {' · '.join(told)}"
    for per_zone in subjects.PER_ZONE:
        yield ""
        yield f"### {len(subjects.ZONES)} zones, {len(subjects.ZONES) * per_zone} actors"
        yield ""
        yield "| transfers | tool | seconds | × ours | crossings | bends | labels overlap | labels on lines |"
        yield "|---:|---|---:|---:|---:|---:|---:|---:|"
        yield from _family(per_zone, sizes, limit, folder / "elk" if elks else None, bool(dots))


def _family(
    per_zone: int, sizes: Sequence[int], limit: float, elks: Path | None, dots: bool
) -> Iterator[str]:
    """The rows of one kind of models, and how the times grow."""
    taken: dict[str, list[tuple[int, float]]] = {"flowmodel": [], "dot": [], "elkjs": []}
    small = subjects.document(10, per_zone)
    warm = elk.graph(small, ours.sizes(ours.draw(ours.graph(small), 1)[1]))
    for n in sizes:
        print(f"measuring: {n} transfers, {per_zone} actors a zone", file=sys.stderr)
        document = subjects.document(n, per_zone)
        seconds, scene = ours.draw(ours.graph(document), 5 if n <= 1_000 else 1)
        taken["flowmodel"].append((n, seconds))
        found = ours.counted(scene) if n <= COUNTED else None
        yield _row(n, f"flowmodel ({len(scene.pages)} pages)", seconds, seconds, found)
        boxes = ours.sizes(scene)
        labels = [boxes[t["step"]] for t in document["transfers"]]
        if dots and not _hopeless(taken["dot"]):
            took, drawn = dot.draw(dot.source(document, boxes), labels, limit)
            yield _told(n, "dot", took, seconds, drawn, limit, taken)
        if elks and not _hopeless(taken["elkjs"]):
            took, drawn = elk.draw(elks, elk.graph(document, boxes), warm, limit)
            yield _told(n, "elkjs", took, seconds, drawn, limit, taken)
    yield ""
    for tool, points in taken.items():
        if (growth := exponent(points)) is not None:
            low, high = points[0][0], points[-1][0]
            yield f"- {tool}: time grows like N^{growth:.2f} from {low:,} to {high:,} transfers."


def _told(n, tool, took, seconds, drawn, limit, taken):  # type: ignore[no-untyped-def]
    if drawn is None:
        taken[tool].append((n, math.inf))
        why = f"nothing after {limit:.0f} s" if took >= limit else "failed"
        return f"| {n:,} | {tool} | {why} | – | – | – | – | – |"
    taken[tool].append((n, took))
    return _row(n, tool, took, seconds, quality(drawn) if n <= COUNTED else None)


def _hopeless(points: list[tuple[int, float]]) -> bool:
    """Whether a smaller model already took too long."""
    return bool(points) and math.isinf(points[-1][1])


def _row(n: int, tool: str, took: float, seconds: float, found: Quality | None) -> str:
    times = f"{took / seconds:,.1f} ×"
    if found is None:
        counts = ["–"] * 4
    else:
        bends = "curves" if found.bends is None else f"{found.bends:,}"
        counts = [f"{found.crossings:,}", bends, f"{found.label_overlaps:,}", f"{found.labels_on_lines:,}"]  # fmt: skip
    return f"| {n:,} | {tool} | {took:.3f} | {times} | {' | '.join(counts)} |"


def exponent(points: Sequence[tuple[int, float]]) -> float | None:
    """The exponent of growth: the slope of a line through the logarithms, by least squares."""
    known = [(n, s) for n, s in points if math.isfinite(s) and s > 0]
    if len(known) < 2:
        return None
    x, y = (np.log(np.array(v)) for v in zip(*known, strict=True))
    return float(np.polyfit(x, y, 1)[0])


if __name__ == "__main__":
    sys.exit(main())
