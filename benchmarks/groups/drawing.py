"""Warm lane layout and SVG, and how they grow."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

from benchmarks import models
from benchmarks.measure import warm
from benchmarks.rows import SEED, Bench, Row, ms

GROWS_FROM = 500
"""Transfers from which on growth is fitted: below, what every figure takes counts for more."""


def exponent(seconds: Mapping[int, float]) -> float:
    """The exponent of N with which times grow, by least squares on logarithms."""
    points = [(math.log(n), math.log(s)) for n, s in seconds.items()]
    x, y = (sum(p[i] for p in points) / len(points) for i in (0, 1))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def measure(bench: Bench) -> Iterator[Row]:
    """Warm lane layout and SVG, and how they grow."""
    import flowmodel as fm
    from flowmodel.graph import FlowGraph
    from flowmodel.layout.lanes import lanes
    from flowmodel.render import render

    def lay(graph: FlowGraph) -> Callable[[], object]:
        return lambda: lanes(graph)

    def draw(graph: FlowGraph) -> Callable[[], object]:
        scene = lanes(graph)
        return lambda: render(scene, ".svg")

    totals: dict[int, float] = {}
    for n in bench.sizes.drawn:
        graph = FlowGraph.of(fm.loads(models.text(n, per_partner=n)))
        took = warm({"layout": lay(graph), "SVG": draw(graph)}, bench.sizes.repeats(n))
        totals[n] = took["layout"] + took["SVG"]
        at_most = 0.025 if n == 500 else None
        yield Row(
            f"lane layout + SVG, warm, {n:,} transfers between three actors",
            f"{ms(totals[n])} ({ms(took['layout'])} + {ms(took['SVG'])})",
            "–" if at_most is None else f"≤ {ms(at_most)}",
            met=None if at_most is None else totals[n] <= at_most,
        )
    grown = {n: seconds for n, seconds in totals.items() if n >= GROWS_FROM} or totals
    growth = exponent(grown)
    yield Row(
        f"growth of layout + SVG from {min(grown):,} to {max(grown):,} transfers, fitted",
        f"N^{growth:.2f}",
        "≤ N^1.1",
        met=growth <= 1.1,
    )
    for n in bench.sizes.crowded:
        graph = FlowGraph.of(fm.loads(models.text(n)))
        took = warm({"layout": lay(graph), "SVG": draw(graph)}, bench.sizes.repeats(n))
        work = f"lane layout + SVG, warm, {n:,} transfers between {len(graph.actors):,} actors"
        yield Row(work, f"{ms(sum(took.values()))} ({ms(took['layout'])} + {ms(took['SVG'])})")
    for path in sorted(SEED.parent.parent.glob("*/model.yaml")):
        seconds = warm({"layout": lay(FlowGraph.of(fm.load(path)))}, bench.sizes.warm_runs)
        yield Row(f"lane layout of `examples/{path.parent.name}`, warm", ms(seconds["layout"]))
