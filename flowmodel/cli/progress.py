"""A bar on stderr while many files are worked through; nothing off a terminal."""

from __future__ import annotations

import sys

FEWEST = 20
"""Fewer files are done before a bar could be read."""
CELLS = 30


class Progress:
    """Shows how many of `total` are done."""

    def __init__(self, total: int):
        self.total = total
        self.done = 0
        self.shown = ""
        self.active = total >= FEWEST and sys.stderr.isatty()

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        if self.active:
            self._show()

    def clear(self) -> None:
        """Take the bar away, so that something else can be written."""
        if self.shown:
            sys.stderr.write("\r" + " " * len(self.shown) + "\r")
            sys.stderr.flush()
            self.shown = ""

    def _show(self) -> None:
        full = CELLS * self.done // self.total
        bar = f"[{'#' * full}{'.' * (CELLS - full)}] {self.done}/{self.total}"
        if bar != self.shown:
            sys.stderr.write("\r" + bar)
            sys.stderr.flush()
            self.shown = bar
