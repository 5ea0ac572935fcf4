"""Changes of plain values at a place of a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flowmodel.errors import DocPath

Edit = Callable[[dict[str, Any]], None]


def _holder(document: dict[str, Any], path: DocPath) -> Any:
    for key in path[:-1]:
        document = document[key]  # type: ignore[index]
    return document


def drop(path: DocPath) -> Edit:
    """Take a value away: a field, or an entry of a list."""

    def edit(document: dict[str, Any]) -> None:
        del _holder(document, path)[path[-1]]

    return edit


def put(path: DocPath, *values: Any) -> Edit:
    """Put a value in the place of another; several in the place of an entry of a list.

    A short bullet of a box becomes one bullet for each value.
    """

    def edit(document: dict[str, Any]) -> None:
        holder = _holder(document, path)
        if isinstance(holder, dict):
            (holder[path[-1]],) = values
            return
        index = int(path[-1])
        bullet = path[-2] == "items" and isinstance(holder[index], str)
        new = [{"controls": [v]} if bullet else v for v in values]
        holder[index : index + 1] = new

    return edit


def swap(path: DocPath, one: str, other: str) -> Edit:
    """Exchange the values of two fields."""

    def edit(document: dict[str, Any]) -> None:
        part = _holder(document, (*path, one))
        part[one], part[other] = part[other], part[one]

    return edit
