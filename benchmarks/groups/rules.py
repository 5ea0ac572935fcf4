"""Warm evaluation of rules: all of them beside pytm, and those on transfers in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain

from benchmarks import models
from benchmarks.measure import resolved, warm
from benchmarks.rows import Bench, Row, ns
from flowmodel.graph import FlowGraph
from flowmodel.lint.rule import Context, Rule


def measure(bench: Bench) -> Iterator[Row]:
    """The rules one by one as pytm's are told, then the rules on transfers."""
    yield from _beside_pytm(bench)
    yield from _on_transfers(bench)


def _beside_pytm(bench: Bench) -> Iterator[Row]:
    from flowmodel.lint import check
    from flowmodel.lint.rules import rules

    count = len(rules())
    for n in bench.sizes.warm:
        graph = resolved(models.document(n))
        took = warm({"check": partial(check, graph)}, bench.sizes.repeats(n))
        each = took["check"] / n / count
        work = f"check, warm, {n:,} transfers, {count} rules, per rule and transfer"
        if bench.peer is None:
            yield Row(work, ns(each))
            continue
        theirs = bench.write(f"peer-{n}.json", models.for_pytm(n))
        told = bench.peer.warm(theirs, 1 if n > 1_000 else 3, bench.env, bench.sizes.patience)
        if told is None:
            yield Row(work, ns(each), "–", f"pytm stopped after {bench.sizes.patience:.0f} s")
            continue
        seconds, elements, threats = told
        peer = seconds / elements / threats
        yield Row(
            work,
            ns(each),
            "–",
            f"pytm {ns(peer)} per rule and element",
            f"{each / peer:.3f} × pytm",
        )


def _on_transfers(bench: Bench) -> Iterator[Row]:
    from flowmodel.lint.facts import Facts

    chosen = on_transfers()
    n, most = bench.sizes.warm[-1], bench.sizes.unlike
    graphs = {
        f"{n:,} transfers, nothing lacking": resolved(models.document(n)),
        f"{n:,} transfers, 1 in 1,000 lacking": resolved(models.document(n, gap=1_000)),
        f"{most:,} transfers of which no two are alike": resolved(
            models.document(most, unlike=True)
        ),
    }
    for what, graph in graphs.items():
        known = Context(graph, None, chosen)
        found = _findings(known)
        size = len(graph.flows)

        def ask(graph: FlowGraph = graph, known: Context = known) -> None:
            fresh = Context(graph, None, chosen, known=Facts(graph, known.coverage))
            list(fresh.suspects(chosen[0]))

        def evaluate(graph: FlowGraph = graph, facts: Facts = known.facts) -> None:
            _findings(Context(graph, None, chosen, known=facts))

        took = warm({"facts": ask, "rules": evaluate}, bench.sizes.repeats(size))
        told = f" ({found:,} findings)" if found else ""
        yield Row(
            f"{len(chosen)} rules on transfers together, warm, {what}{told}, per transfer",
            f"{took['rules'] / size * 1e9:,.1f} ns",
            "≤ 50 ns",
            met=took["rules"] / size <= 50e-9,
        )
        yield Row(
            "the same, with the situations found and the rules asked anew, per transfer",
            ns(took["facts"] / size),
        )


def on_transfers() -> tuple[Rule, ...]:
    """The edge rules, and those of packs, seven of an own one, that look at no names."""
    from flowmodel.lint.policy.find import SHIPPED, shipped
    from flowmodel.lint.policy.load import loads_pack
    from flowmodel.lint.rules import rules

    packed = chain.from_iterable(shipped(name).rules for name in SHIPPED)
    own = loads_pack(_own_pack()).rules
    return tuple(r for r in (*rules(), *packed, *own) if r.needed is not None)


def _own_pack() -> str:
    """A pack as an organisation has: encryption and peers, asked for by seven kinds of ends."""
    rules = "".join(
        f"  - id: OWN-{i}\n    level: note\n    title: {{ja: 規則, en: rule}}\n"
        "    message: {ja: '{step}', en: '{step}'}\n    basis: {ja: なし, en: none}\n"
        f"    origin: [judgement]\n    for: transfers\n    when: [{{field: {field}, is: {value}}}]\n"
        "    require: {controls: [S1, S2, S3]}\n"
        for i, (field, value) in enumerate(_ENDS)
    )
    head = "pack: own\nversion: '1'\nprefix: OWN\ntitle: {ja: 規則集, en: pack}\nrules:\n"
    return head + rules


_ENDS = (
    *(("source.kind", "terminal"), ("target.kind", "storage"), ("source.network", "internet")),
    *(("target.network", "lgwan"), ("acting.party", "ward"), ("operation", "upload")),
    ("channel.network", "internet"),
)


def _findings(context: Context) -> int:
    return sum(1 for rule in context.rules for _ in rule.check(rule, context))
