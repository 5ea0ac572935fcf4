"""Checking many files on all cores; the reports come in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from flowmodel.cli.store import LARGEST, Store
from flowmodel.config import Config
from flowmodel.errors import FlowModelError
from flowmodel.lint.report.told import Told

if TYPE_CHECKING:
    from flowmodel.lint import Report

FEWEST = 200
"""Starting processes takes longer than checking fewer files."""
CHUNK = 16
WINDOW = 1_000
"""Files that are looked up at once: their reports are held until they are written."""


class _Broken:
    """A fault of a rule, told across processes."""

    def __init__(self, rule: str, cause: str):
        self.rule = rule
        self.cause = cause


Outcome = Told | FlowModelError


class Work(NamedTuple):
    """What is the same for all files of a run."""

    config: Config
    today: date
    store: Store | None = None
    remedies: bool = False
    """Whether what could be written is wanted for all findings, however many there are."""


def outcomes(files: list[Path], work: Work) -> Iterator[Outcome]:
    """The report of each file, or the error that tells why there is none.

    A file that did not change since an earlier check is not checked again. Raises
    `BrokenRuleError` where a rule fails.
    """
    with ExitStack() as stack:
        pool = _Pool(work, stack)
        for start in range(0, len(files), WINDOW):
            window = files[start : start + WINDOW]
            known = [_known(file, work) for file in window]
            unknown = [f for f, found in zip(window, known, strict=True) if found is None]
            fresh = pool.fresh(unknown)
            for found in known:
                yield next(fresh) if found is None else found
        if work.store is not None and pool.used:
            work.store.prune()


def _known(file: Path, work: Work) -> Told | None:
    # What is no plain file, a pipe say, can be read but once.
    if work.store is None or not file.is_file():
        return None
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST)
    except (OSError, ValueError):
        return None
    return work.store.find(file, data, work.today, remedies=work.remedies)


class _Pool:
    """Checks files here, or in processes that are started when there are enough of them."""

    def __init__(self, work: Work, stack: ExitStack):
        self.work = work
        self.stack = stack
        self.executor: Any = None
        self.used = False

    def fresh(self, files: list[Path]) -> Iterator[Outcome]:
        self.used = self.used or bool(files)
        workers = min(os.cpu_count() or 1, 8)
        if self.executor is None and (len(files) < FEWEST or workers < 2):
            for file in files:
                yield one(file, self.work)[0]
            return
        for told in self._started(workers).map(_task, files, chunksize=CHUNK):
            yield self._taken(told)

    def _started(self, workers: int) -> Any:
        if self.executor is None:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            # A fresh interpreter is the same on every system; a forked one may hold others' locks.
            context = get_context("spawn")
            self.executor = self.stack.enter_context(
                ProcessPoolExecutor(workers, context, _start, (self.work,))
            )
        return self.executor

    def _taken(self, told: bytes | FlowModelError | _Broken) -> Outcome:
        if isinstance(told, bytes):
            import json

            from flowmodel.lint.report.sheet import read

            return read(json.loads(told))
        if isinstance(told, _Broken):
            from flowmodel.lint import BrokenRuleError

            self.executor.shutdown(cancel_futures=True)
            raise BrokenRuleError(told.rule) from RuntimeError(told.cause)
        return told


def one(file: Path, work: Work, *, sheet: bool = False) -> tuple[Report | FlowModelError, Any]:
    """The report of one file, or its error; and the report as data, where asked for or kept."""
    from flowmodel.lint import check
    from flowmodel.source.decode import read_bytes
    from flowmodel.source.load import load_data

    try:
        data = read_bytes(file)
        model = load_data(data, file)
        packs = None if work.store is None else work.store.packs(model)
        report = check(model, today=work.today, project=work.config.project())
    except FlowModelError as error:
        return error, None
    told = None
    if sheet or packs is not None:
        from flowmodel.lint.report.sheet import record

        told = record(report, remedies=work.remedies)
    if work.store is not None and packs is not None:
        work.store.keep(file, data, packs, work.today, told)
    return report, told


_work: Work | None = None
"""What a worker process was started with; the process that starts them leaves it empty."""


def _start(work: Work) -> None:
    import gc

    from flowmodel.cli import without_plugins

    global _work
    _work = work
    # As in the process that started this one.
    gc.disable()
    without_plugins()


def _task(file: Path) -> bytes | FlowModelError | _Broken:
    import json

    from flowmodel.lint import BrokenRuleError

    assert _work is not None
    try:
        outcome, told = one(file, _work, sheet=True)
    except BrokenRuleError as error:
        import traceback

        return _Broken(error.rule, "".join(traceback.format_exception(error.__cause__)))
    return outcome if isinstance(outcome, FlowModelError) else json.dumps(told).encode()
