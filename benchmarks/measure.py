"""Taking times: whole processes and warm calls, what is compared always in turns."""

from __future__ import annotations

import gc
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flowmodel.graph import FlowGraph

Command = Sequence[str]


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of measured processes: byte code is kept, in a folder of its own.

    An installed package has its byte code compiled; without this, a checkout
    on a machine that writes none would be compiled at each start. Nothing that
    earlier checks found is used: where it is to be, a group says so.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYDANTIC"))}
    return {
        **kept,
        "PYTHONPYCACHEPREFIX": str(folder),
        "LANG": "C.UTF-8",
        "FLOWMODEL_NO_CACHE": "1",
    }


def processes(
    commands: Mapping[str, Command],
    runs: int,
    env: Mapping[str, str],
    fine: tuple[int, ...] = (0, 1),
) -> dict[str, float]:
    """Median seconds of each command as a whole process, run in turns after one run for warmth.

    Raises RuntimeError where a command ends with a code that is not in `fine`:
    the time of a failure says nothing.
    """
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True, env=env, check=False)
            seconds = time.perf_counter() - start
            if done.returncode not in fine:
                told = done.stderr.decode(errors="replace")[-2000:]
                raise RuntimeError(f"{name} ended with {done.returncode}:\n{told}")
            if turn:
                taken[name].append(seconds)
    return {name: median(seconds) for name, seconds in taken.items()}


def warm(work: Mapping[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Median seconds of processor time of each call in this process, in turns after one for warmth.

    Processor time, since other work on the machine would be counted otherwise. Garbage is
    collected in between, without looking again at what was there before.
    """
    taken: dict[str, list[float]] = {name: [] for name in work}
    for call in work.values():
        call()
    gc.collect()
    gc.freeze()
    for _ in range(runs):
        for name, call in work.items():
            gc.collect()
            gc.disable()
            start = time.process_time()
            call()
            taken[name].append(time.process_time() - start)
            gc.enable()
    gc.unfreeze()
    return {name: median(seconds) for name, seconds in taken.items()}


def resolved(document: Any) -> FlowGraph:
    """The graph of a document, its flows followed; made without a pause for garbage."""
    from flowmodel.graph import FlowGraph
    from flowmodel.model import Model

    gc.disable()
    graph = FlowGraph.of(Model.model_validate(document))
    _ = graph.flows, graph.series
    gc.enable()
    return graph


def growth(taken: Mapping[int, float]) -> float:
    """The exponent of the size in the power that fits the seconds best: least squares of logs.

    Raises ValueError for less than two sizes.
    """
    if len(taken) < 2:
        raise ValueError("the growth of one size cannot be told")
    points = [(math.log(size), math.log(seconds)) for size, seconds in taken.items()]
    x0, y0 = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((x - x0) * (y - y0) for x, y in points) / sum((x - x0) ** 2 for x, _ in points)


def python(code: str) -> Command:
    """A command that runs `code` in a fresh interpreter."""
    return (sys.executable, "-c", code)


def flowmodel(*args: str | Path) -> Command:
    """The command line as a whole process: the installed script, or what it does."""
    script = Path(sys.executable).with_name("flowmodel")
    if script.exists():
        return (str(script), *map(str, args))
    start = "import sys; from flowmodel.cli import main; sys.exit(main())"
    return (*python(start), *map(str, args))
