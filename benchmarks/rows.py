"""Rows of the table, and what a group of measurements is given. The groups: `benchmarks.groups`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.peer import Peer

SEED = Path(__file__).parent.parent / "examples" / "shiryo-59-1" / "model.yaml"


BARE = 0.009
"""Seconds of a bare start on the machine for which the targets were set."""


@dataclass(frozen=True)
class Sizes:
    """How large the models are, in transfers, and how often each measurement is repeated."""

    cold: int = 1_000
    warm: tuple[int, ...] = (1_000, 10_000, 100_000)
    """Those at which checking is measured warm, and its growth."""
    unlike: int = 20_000
    """Transfers of which no two are alike."""
    drawn: tuple[int, ...] = (7, 10, 100, 500, 1_000, 5_000, 50_000)
    """Those at which figures are drawn, and their growth."""
    crowded: tuple[int, ...] = (500,)
    """Those at which figures of many actors are drawn."""
    library: int = 2_000
    """Models of a library that is checked at once."""
    runs: int = 11
    warm_runs: int = 9
    patience: float = 90.0
    """Seconds after which a peer is stopped."""

    def repeats(self, size: int) -> int:
        """How often a warm call on so many transfers is repeated: the larger, the fewer."""
        fewer = 1 if size < 10_000 else 3 if size < 100_000 else self.warm_runs
        return max(1, self.warm_runs // fewer)


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


def limit(work: str, seconds: float, most: float, bare: float) -> Row:
    """A row of a whole process with a target in seconds, told as a multiple of a bare start."""
    return Row(
        work,
        ms(seconds),
        f"≤ {ms(most)}",
        f"bare start {ms(bare)}",
        f"{seconds / bare:.1f} × bare start (target {most / BARE:.1f} ×)",
        seconds <= most,
    )
