"""Telling that files were saved, whatever way an editor saves them.

Editors write in place, or write beside and rename, and some leave the name without a file for a
moment. So a change counts once two looks in a row see the same, and only where the content is
another one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

Signature = tuple[int, int, int] | None

PATIENCE = 10
"""Looks at a file that went away before it counts as gone."""


class Watcher:
    """Looks at files whenever it is asked to."""

    def __init__(self, files: Iterable[str | os.PathLike[str]]):
        self._seen: dict[Path, Signature] = {}
        """What each file looked like last."""
        self._content: dict[Path, bytes] = {}
        """A digest of what was in it at the last change; empty where there was none."""
        self._waiting = 0
        """Looks since something changed; 0 while nothing has."""
        self.follow(files)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files at which it looks."""
        return tuple(self._seen)

    def follow(self, files: Iterable[str | os.PathLike[str]]) -> None:
        """Look at these from now on. What was saved of those known already is not forgotten."""
        paths = dict.fromkeys(map(Path, files))
        self._seen = {p: self._seen[p] if p in self._seen else _signature(p) for p in paths}
        known = self._content
        self._content = {p: known[p] if p in known else _digest(p) for p in paths}

    def changed(self) -> bool:
        """Whether the content of a file is another than at the last change."""
        now = {p: _signature(p) for p in self._seen}
        if now != self._seen:
            self._seen, self._waiting = now, 1
            return False
        if not self._waiting:
            return False
        self._waiting += 1
        gone = any(self._content[p] and now[p] is None for p in now)
        if gone and self._waiting <= PATIENCE:
            return False
        self._waiting = 0
        content = {p: _digest(p) for p in now}
        if content == self._content:
            return False
        self._content = content
        return True


def _digest(file: Path) -> bytes:
    try:
        return hashlib.sha256(file.read_bytes()).digest()
    except OSError:
        return b""


def _signature(file: Path) -> Signature:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
