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
"""Looks at a missing file before it counts as gone."""


class Watcher:
    """Looks at files whenever it is asked to."""

    def __init__(self, files: Iterable[str | os.PathLike[str]]):
        self.files = tuple(map(Path, files))
        self._seen = self._signatures()
        self._content = self._digest()
        self._waiting = 0
        """Looks since something changed; 0 while nothing has."""

    def changed(self) -> bool:
        """Whether the content of a file is another than at the last change."""
        now = self._signatures()
        if now != self._seen:
            self._seen, self._waiting = now, 1
            return False
        if not self._waiting:
            return False
        self._waiting += 1
        if None in now and self._waiting <= PATIENCE:
            return False
        self._waiting = 0
        content = self._digest()
        if content == self._content:
            return False
        self._content = content
        return True

    def _signatures(self) -> tuple[Signature, ...]:
        return tuple(map(_signature, self.files))

    def _digest(self) -> str:
        found = hashlib.sha256()
        for file in self.files:
            try:
                found.update(hashlib.sha256(file.read_bytes()).digest())
            except OSError:
                found.update(b"gone")
        return found.hexdigest()


def _signature(file: Path) -> Signature:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
