"""The peer: pytm in a throw-away environment of its own; never a dependency of flowmodel."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.measure import Command

SCRIPT = Path(__file__).with_name("peer_check.py")


@dataclass(frozen=True)
class Peer:
    """An interpreter that has pytm."""

    python: Path
    version: str

    def check(self, model: Path) -> Command:
        """Read a model from JSON and evaluate all threat rules, as a process."""
        return (str(self.python), str(SCRIPT), str(model))

    def warm(
        self, model: Path, runs: int, env: Mapping[str, str], patience: float
    ) -> tuple[float, int, int] | None:
        """Median seconds of an evaluation in a warm process, the elements and the rules.

        None where all of it, the reading of the model too, takes more than `patience` seconds.
        """
        command = (*self.check(model), "--warm", str(runs))
        try:
            done = subprocess.run(
                command, capture_output=True, check=True, env=env, timeout=patience
            )
        except subprocess.TimeoutExpired:
            return None
        told = json.loads(done.stdout)
        return median(told["seconds"]), told["elements"], told["rules"]


def install(folder: Path) -> Peer:
    """Make an environment in `folder` and install pytm into it.

    Raises subprocess.CalledProcessError where that fails, as without a network.
    """
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / "python"
    command = [str(python), "-m", "pip", "install", "--quiet", "pytm"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Peer(python, _version(python))


def _version(python: Path) -> str:
    code = "from importlib.metadata import version; print(version('pytm'))"
    done = subprocess.run([str(python), "-c", code], capture_output=True, check=True)
    return done.stdout.decode().strip()
