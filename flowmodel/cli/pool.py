"""Checking many files on all cores; the reports come in the order of the files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from flowmodel.config import Config
from flowmodel.errors import FlowModelError
from flowmodel.lint import BrokenRuleError, Report

FEWEST = 200
"""Starting processes takes longer than checking fewer files."""
CHUNK = 16


class _Broken:
    """A fault of a rule, told across processes."""

    def __init__(self, rule: str, cause: str):
        self.rule = rule
        self.cause = cause


Outcome = Report | FlowModelError


def outcomes(files: list[Path], config: Config, today: date) -> Iterator[Outcome]:
    """The report of each file on the day `today`, or the error that tells why there is none.

    Raises `BrokenRuleError` where a rule fails.
    """
    workers = min(os.cpu_count() or 1, 8)
    if len(files) < FEWEST or workers < 2:
        for file in files:
            yield one(file, config, today)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A fresh interpreter is the same on every system; a forked one may hold others' locks.
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (config, today)) as pool:
        for outcome in pool.map(_work, files, chunksize=CHUNK):
            if isinstance(outcome, _Broken):
                pool.shutdown(cancel_futures=True)
                raise BrokenRuleError(outcome.rule) from RuntimeError(outcome.cause)
            yield outcome


def one(file: Path, config: Config, today: date) -> Outcome:
    """The report of one file, or its error."""
    from flowmodel.lint import check
    from flowmodel.source import load

    try:
        return check(load(file), today=today, project=config.project())
    except FlowModelError as error:
        return error


_settings: tuple[Config, date] | None = None
"""What a worker process was started with; the process that starts them leaves it empty."""


def _start(config: Config, today: date) -> None:
    global _settings
    _settings = config, today


def _work(file: Path) -> Outcome | _Broken:
    assert _settings is not None
    try:
        return one(file, *_settings)
    except BrokenRuleError as error:
        import traceback

        return _Broken(error.rule, "".join(traceback.format_exception(error.__cause__)))
