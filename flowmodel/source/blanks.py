"""Forms that a report proposes and that nobody has filled in: they state nothing."""

from __future__ import annotations

from typing import Any

from flowmodel.errors import DocPath, Problem, shorten
from flowmodel.language import Bilingual
from flowmodel.lint.remedy import BLANK, FIELD_BLANK
from flowmodel.source.positions import DocumentOrigin

_BLANKS = frozenset((BLANK, FIELD_BLANK))
_UNFILLED = Bilingual(
    "「{text}」は書き込む箇所の印です。実際の記載に置き換えてください",
    "'{text}' marks what is to be filled in; put what is so in its place",
)


def blanks(data: Any, origin: DocumentOrigin) -> list[Problem]:
    """The values of a document that are such a mark and nothing else."""
    found: list[Problem] = []
    todo: list[tuple[Any, DocPath]] = [(data, ())]
    while todo:
        value, path = todo.pop()
        if isinstance(value, dict):
            todo.extend((v, (*path, k)) for k, v in value.items())
        elif isinstance(value, (list, tuple)):
            todo.extend((v, (*path, i)) for i, v in enumerate(value))
        elif isinstance(value, str) and value.strip() in _BLANKS:
            told = _UNFILLED.format(text=shorten(value.strip()))
            found.append(Problem(told, path, origin.place(path)))
    return found[::-1]
