"""Warm lane layout and SVG, and how they grow."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from benchmarks import models
from benchmarks.measure import warm
from benchmarks.rows import SEED, Bench, Row, ms


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
    for n in (*bench.sizes.drawn, bench.sizes.large):
        graph = FlowGraph.of(fm.loads(models.text(n, per_partner=n)))
        took = warm({"layout": lay(graph), "SVG": draw(graph)}, bench.sizes.warm_runs)
        totals[n] = took["layout"] + took["SVG"]
        at_most = 0.025 if n == 500 else None
        yield Row(
            f"lane layout + SVG, warm, {n:,} transfers between three actors",
            f"{ms(totals[n])} ({ms(took['layout'])} + {ms(took['SVG'])})",
            "–" if at_most is None else f"≤ {ms(at_most)}",
            met=None if at_most is None else totals[n] <= at_most,
        )
    small, large = bench.sizes.drawn[-1], bench.sizes.large
    growth = math.log(totals[large] / totals[small]) / math.log(large / small)
    yield Row(
        f"growth of layout + SVG from {small:,} to {large:,} transfers",
        f"N^{growth:.2f}",
        "≤ N^1.1",
        met=growth <= 1.1,
    )
    for path in sorted(SEED.parent.parent.glob("*/model.yaml")):
        seconds = warm({"layout": lay(FlowGraph.of(fm.load(path)))}, bench.sizes.warm_runs)
        yield Row(f"lane layout of `examples/{path.parent.name}`, warm", ms(seconds["layout"]))
