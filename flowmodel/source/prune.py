"""Taking out of a document what cannot be read, so that the rest can still be judged."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flowmodel.errors import DocPath


class Pruned:
    """A document without its faults, and where in the original each thing left stands."""

    def __init__(self, data: dict[str, Any]):
        self.data: dict[str, Any] = _copy(data)
        self.parts: list[tuple[str, Any]] = []
        """Elements that were taken out of the top-level lists: section and value."""
        self.sections: set[str] = set()
        """Top-level fields that were taken out whole."""
        self._kept: dict[DocPath, list[int]] = {}

    def original(self, path: DocPath) -> DocPath:
        """The path in the document as written, of a path in what is left of it."""
        found: list[str | int] = []
        for step in path:
            kept = self._kept.get(tuple(found))
            if kept is not None and isinstance(step, int) and step < len(kept):
                step = kept[step]
            found.append(step)
        return tuple(found)

    def remove(self, faults: Iterable[tuple[DocPath, bool]]) -> None:
        """Take out the values at these paths of what is left.

        Each fault is a path and whether the value is missing: then its
        holder goes, up to the nearest list.
        """
        targets = {self._target(path, missing) for path, missing in faults}
        # Last first, so that the indices of the others stay true.
        for path in sorted(targets, key=_order, reverse=True):
            self._delete(path)

    def _target(self, path: DocPath, missing: bool) -> DocPath:
        existing = self._existing(path)
        if not missing:
            return existing
        while existing and isinstance(existing[-1], str):
            existing = existing[:-1]
        # A field that is missing outside every list: its section goes.
        return existing or path[:1]

    def _existing(self, path: DocPath) -> DocPath:
        at: Any = self.data
        found: list[str | int] = []
        for step in path:
            if isinstance(at, list) and isinstance(step, str):
                continue
            if isinstance(at, list):
                if not isinstance(step, int) or step >= len(at):
                    break
            elif not isinstance(at, dict) or step not in at:
                break
            at = at[step]
            found.append(step)
        return tuple(found)

    def _delete(self, path: DocPath) -> None:
        if not path:
            return
        holder: Any = self.data
        for step in path[:-1]:
            holder = holder[step]
        last = path[-1]
        if isinstance(holder, list) and isinstance(last, int):
            where = self.original(path[:-1])
            if where not in self._kept:
                self._kept[where] = list(range(len(holder)))
            value = holder.pop(last)
            self._kept[where].pop(last)
            if len(path) == 2:
                self.parts.append((str(path[0]), value))
        elif isinstance(holder, dict) and last in holder:
            del holder[last]
            if len(path) == 1:
                self.sections.add(str(last))


def _order(path: DocPath) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, s, "") if isinstance(s, int) else (1, 0, s) for s in path)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _copy(v) for k, v in value.items() if isinstance(k, str)}
    if isinstance(value, (list, tuple)):
        return [_copy(v) for v in value]
    return value
