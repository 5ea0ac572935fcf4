"""Files of pages where a format holds one page a file: their names, and those of earlier drawings."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from flowmodel.render.png import SOFTWARE

_BEGINNING = 4096
"""Bytes of a file within which a drawing of flowmodel shows its mark."""
_MARKS = {".svg": (b"<svg ", b'font-family="fm-'), ".png": (b"\x89PNG", SOFTWARE)}
"""What drawings of flowmodel hold, by suffix."""


def numbered(path: Path, count: int) -> tuple[Path, ...]:
    """The files of `count` pages: ``name.svg``, or ``name-01.svg``, ``name-02.svg`` … of ten or more.

    The numbers are as long as the last, so that files sort as pages follow each other.
    """
    if count == 1:
        return (path,)
    digits = len(str(count))
    return tuple(path.with_stem(f"{path.stem}-{i:0{digits}}") for i in range(1, count + 1))


def leftovers(path: Path, written: Collection[Path]) -> tuple[Path, ...]:
    """Pages that flowmodel drew earlier under the name `path` and that are not among `written`.

    A file of such a name that holds anything else is somebody's own and is not named.
    """
    if path.suffix.lower() not in _MARKS:
        return ()
    name = re.compile(rf"{re.escape(path.stem)}(-[0-9]+)?{re.escape(path.suffix)}")
    known = set(written)
    try:
        there = sorted(path.parent.iterdir())
    except OSError:  # Nothing of it can be told.
        return ()
    return tuple(f for f in there if name.fullmatch(f.name) and f not in known and _ours(f))


def _ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(_BEGINNING)
    except OSError:
        return False
    return all(mark in start for mark in _MARKS[path.suffix.lower()])
