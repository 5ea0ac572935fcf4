"""Taking times: whole processes and warm calls, what is compared always in turns."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

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
    """Median seconds of each call in this process, in turns; garbage is collected in between."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for call in work.values():
        call()
    for _ in range(runs):
        for name, call in work.items():
            gc.collect()
            gc.disable()
            start = time.perf_counter()
            call()
            taken[name].append(time.perf_counter() - start)
            gc.enable()
    return {name: median(seconds) for name, seconds in taken.items()}


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
