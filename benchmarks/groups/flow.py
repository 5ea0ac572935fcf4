"""How the analyses of the flow of information, and the rules on it, grow with the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from benchmarks import models
from benchmarks.measure import growth, resolved, warm
from benchmarks.rows import Bench, Row, ms

ASSERTIONS: list[dict[str, Any]] = [
    {"kind": "never", "data": ["payment"], "reaches": ["desk1"]},
    {"kind": "always", "at": ["desk1"], "data": ["application"], "passed": ["encryption"]},
    {"kind": "every_path", "from": "out", "to": "ward", "passes": ["cloud"]},
    {"kind": "no_access", "parties": ["pc1"], "protects": ["desk1"]},
    {"kind": "must_delete", "at": ["store1"], "data": ["payment"]},
]
"""One of each kind; some hold and some do not."""


def measure(bench: Bench) -> Iterator[Row]:
    """Seconds at each size, and the exponent that fits them."""
    taken: dict[str, dict[int, float]] = {}
    for n in bench.sizes.warm:
        for name, seconds in warm(_work(n), bench.sizes.repeats(n)).items():
            taken.setdefault(name, {})[n] = seconds
    sizes = " / ".join(f"{n:,}" for n in bench.sizes.warm)
    for name, times in taken.items():
        power = growth(times)
        yield Row(
            f"{name}; {sizes} transfers",
            " / ".join(ms(s) for s in times.values()),
            "≤ N^1.1",
            ratio=f"N^{power:.2f}",
            met=power <= 1.1,
        )


def _work(transfers: int) -> dict[str, Callable[[], object]]:
    from flowmodel.analysis.propagate import Alternatives, Information, Reach, information
    from flowmodel.lint.rule import Context, Rule
    from flowmodel.lint.rules import asserted, rules

    graph = resolved(models.document(transfers) | {"assertions": ASSERTIONS})
    info = information(graph)
    starts = {a.id: info.taxonomy.bits(a.holds) for a in graph.actors.values()}
    for way in info.ways:
        starts[way.source] |= info.origin(way)
    every = (*rules(), *asserted())
    known = Context(graph, None, every)

    def judged(chosen: tuple[Rule, ...]) -> Callable[[], object]:
        def run() -> None:
            context = Context(graph, None, every, known=known.facts)
            for rule in chosen:
                list(rule.check(rule, context))

        run()
        return run

    def of(kind: str) -> tuple[Rule, ...]:
        return tuple(r for r in rules() if r.kind == kind)

    return {
        "ways and replay of the steps": lambda: Information(graph),
        "may reach, all categories from everywhere": lambda: Reach(info, dict(starts), emit=True),
        "must carry, alternatives kept apart": lambda: Alternatives(info),
        f"the {len(of('path'))} path rules": judged(of("path")),
        f"the {len(of('flow'))} rules on the flow of information": judged(of("flow")),
        f"{len(ASSERTIONS)} assertions, one of each kind": judged(asserted()),
    }
