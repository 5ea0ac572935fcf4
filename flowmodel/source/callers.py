"""Which line of whose Python file called: the places of models that were built in code."""

from __future__ import annotations

import os
import sys

from flowmodel.errors import UNPRINTABLE, DocPath, Place
from flowmodel.model import Origin

Call = tuple[str, int]
"""File name as Python knows it, and line."""

_HERE = os.path.dirname(__file__)


def caller() -> Call:
    """The nearest call that came from outside this room."""
    frame = sys._getframe(1)
    while os.path.dirname(frame.f_code.co_filename) == _HERE and frame.f_back is not None:
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno


def place_of(call: Call) -> Place:
    """A call as a place, its file named relative to the working directory or by its last part."""
    from linecache import getline

    path, line = call
    text = UNPRINTABLE.sub("\ufffd", getline(path, line).rstrip("\n"))
    if not text:
        return Place(_shown(path), line)
    start = len(text) - len(text.lstrip())
    return Place(_shown(path), line, start + 1, len(text) + 1, text)


def _shown(path: str) -> str:
    if f"{os.sep}ipykernel_" in path or path.startswith("<ipython"):
        return "<notebook>"
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        relative = os.pardir
    return os.path.basename(path) if relative.startswith(os.pardir) else relative


class BuilderOrigin(Origin):
    """The calls that wrote each part."""

    def __init__(self, start: Call, calls: dict[DocPath, Call]):
        self.file = _shown(start[0])
        self._start = start
        self._calls = calls

    def place(self, path: DocPath) -> Place | None:
        """The call that wrote the part at `path`, or the one that made the builder."""
        call = self._calls.get(path[:2]) or self._calls.get(path[:1]) or self._start
        return place_of(call)
