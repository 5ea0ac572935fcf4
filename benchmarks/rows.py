"""What is measured: one function a group of rows of the table."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import models
from benchmarks.measure import flowmodel, processes, python, warm
from benchmarks.peer import Peer

SEED = Path(__file__).parent.parent / "examples" / "shiryo-59-1" / "model.yaml"


BARE = 0.009
"""Seconds of a bare start on the machine for which the targets were set."""


@dataclass(frozen=True)
class Sizes:
    """How large the models are, in transfers, and how often each measurement is repeated."""

    cold: int = 1_000
    warm: tuple[int, ...] = (1_000, 10_000)
    drawn: tuple[int, ...] = (7, 100, 500)
    large: int = 4_000
    runs: int = 11
    warm_runs: int = 9


@dataclass(frozen=True)
class Row:
    """One line of the table. Texts are ready for print."""

    work: str
    measured: str
    target: str = "–"
    peer: str = "–"
    """What the peer, or the bare interpreter, takes for it."""
    ratio: str = "–"
    met: bool | None = None
    """Whether the target was reached; None without one."""


@dataclass(frozen=True)
class Bench:
    """Where measured processes run, on what, and beside whom."""

    folder: Path
    env: Mapping[str, str]
    sizes: Sizes = field(default_factory=Sizes)
    peer: Peer | None = None

    def write(self, name: str, text: str) -> Path:
        """A model file in the folder of the run."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


def ms(seconds: float) -> str:
    """Seconds in milliseconds, to three figures."""
    value = seconds * 1e3
    return f"{value:.0f} ms" if value >= 100 else f"{value:.3g} ms"


def ns(seconds: float) -> str:
    """Seconds in nanoseconds."""
    return f"{seconds * 1e9:,.0f} ns"


def starts(bench: Bench) -> Iterator[Row]:
    """Whole processes on the seed, beside a bare interpreter, and what they import."""
    modules = "import sys; n = len(sys.modules); {}; print(len(sys.modules) - n)"
    took = processes(
        {
            "pass": python("pass"),
            "import": python("import flowmodel"),
            "model": python("import flowmodel.model"),
            "pydantic": python("from pydantic import BaseModel, Field, model_validator"),
            "check": flowmodel("check", SEED),
            "render": flowmodel(
                *("render", SEED),
                *(x for s in ("svg", "pdf", "png") for x in ("-o", bench.folder / f"a.{s}")),
            ),
        },
        bench.sizes.runs,
        bench.env,
    )
    bare = took["pass"]
    yield Row("`python -c pass`, process", ms(bare))
    for name, what in (
        ("import", "`import flowmodel`, over a bare start"),
        ("pydantic", "`import pydantic` (for comparison), over a bare start"),
        ("model", "`import flowmodel.model`, over a bare start"),
    ):
        yield Row(what, ms(took[name] - bare))
    yield _limit("`flowmodel check` of 資料59-1, process", took["check"], 0.150, bare)
    yield _limit(
        "`flowmodel render` of 資料59-1 to SVG, PDF and PNG, process", took["render"], 0.8, bare
    )
    code = f"from flowmodel.cli import main; main(['check', {str(SEED)!r}])"
    count = _last_number(modules.format(code), bench)
    yield Row("modules imported by `flowmodel check`", f"{count}")


def _last_number(code: str, bench: Bench) -> int:
    import subprocess

    done = subprocess.run(python(code), capture_output=True, check=True, env=dict(bench.env))
    return int(done.stdout.decode().split()[-1])


def _limit(work: str, seconds: float, most: float, bare: float) -> Row:
    return Row(
        work,
        ms(seconds),
        f"≤ {ms(most)}",
        f"bare start {ms(bare)}",
        f"{seconds / bare:.1f} × bare start (target {most / BARE:.1f} ×)",
        seconds <= most,
    )


def cold(bench: Bench) -> Iterator[Row]:
    """Whole processes on a large model, beside pytm reading the same flows from JSON."""
    n = bench.sizes.cold
    yaml = bench.write("cold.yaml", models.text(n))
    as_json = bench.write("cold.json", json.dumps(models.document(n), ensure_ascii=False))
    found = bench.write("found.yaml", models.text(n, bare=10))
    commands = {
        "JSON": flowmodel("check", as_json),
        "YAML": flowmodel("check", yaml),
        "YAML, findings at every tenth partner": flowmodel("check", found),
    }
    if bench.peer:
        theirs = bench.write("peer.json", models.for_pytm(n))
        commands["pytm"] = bench.peer.check(theirs)
    took = processes(commands, bench.sizes.runs, bench.env)
    peer = took.pop("pytm", None)
    for name, seconds in took.items():
        work = f"`flowmodel check`, {n:,} transfers, {name}, process"
        if peer is None:
            yield Row(work, ms(seconds), "≤ 0.35 × pytm")
            continue
        ratio = seconds / peer
        met = ratio <= 0.35
        yield Row(
            work, ms(seconds), "≤ 0.35 × pytm", f"pytm {ms(peer)}", f"{ratio:.2f} × pytm", met
        )


def rules(bench: Bench) -> Iterator[Row]:
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


def drawing(bench: Bench) -> Iterator[Row]:
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


GROUPS: tuple[Callable[[Bench], Iterator[Row]], ...] = (starts, cold, rules, drawing)
