"""Warm evaluation of rules, per rule and transfer."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import models
from benchmarks.measure import warm
from benchmarks.rows import Bench, Row, ns


def measure(bench: Bench) -> Iterator[Row]:
    """Warm evaluation of all rules, per rule and transfer."""
    import flowmodel as fm
    from flowmodel.graph import FlowGraph
    from flowmodel.lint import check
    from flowmodel.lint.rule import Context
    from flowmodel.lint.rules import rules as table

    peer = None
    if bench.peer:
        theirs = bench.write("peer.json", models.for_pytm(bench.sizes.warm[0]))
        seconds, elements, threats = bench.peer.warm(theirs, 3, bench.env)
        peer = seconds / elements / threats
    chosen = table()
    edge_rules = tuple(r for r in chosen if r.kind == "edge")
    for n in bench.sizes.warm:
        graph = FlowGraph.of(fm.loads(models.text(n)))
        _ = graph.flows, graph.series
        context = Context(graph)
        for rule in chosen:
            list(rule.check(rule, context))

        def evaluate(context: Context = context) -> None:
            for rule in edge_rules:
                list(rule.check(rule, context))

        def everything(graph: FlowGraph = graph) -> None:
            check(graph)

        took = warm({"all": everything, "edge": evaluate}, bench.sizes.warm_runs)
        each = took["all"] / n / len(chosen)
        theirs_each = "–" if peer is None else f"pytm {ns(peer)} per rule and element"
        ratio = "–" if peer is None else f"{each / peer:.4f} × pytm"
        work = f"check, warm, {n:,} transfers, {len(chosen)} rules, per rule and transfer"
        yield Row(work, ns(each), "–", theirs_each, ratio)
        yield Row(
            f"the {len(edge_rules)} edge rules together on known facts, warm, {n:,} transfers, "
            "per transfer",
            ns(took["edge"] / n),
            "≤ 50 ns",
            met=took["edge"] / n <= 50e-9,
        )
