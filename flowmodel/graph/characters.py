"""Characters that no text of a model may hold: what is read must be what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flowmodel.errors import DocPath
from flowmodel.model import Model

_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ufffe\uffff\ud800-\udfff]"
)
"""Control characters and bidi overrides: what is read must be what is printed."""

_IN_JSON = re.compile(r"\\u00[01]|\\[tbfr]|" + _UNPRINTABLE.pattern)


def strings(value: object, path: DocPath = ()) -> Iterator[tuple[DocPath, str]]:
    """Every text within plain data, with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, (*path, key))
    elif isinstance(value, (list, tuple)):
        for i, inner in enumerate(value):
            yield from strings(inner, (*path, i))


def _suspicious(model: Model) -> bool:
    """Whether the model's JSON, written by pydantic's own code, shows any such character."""
    try:
        json = model.model_dump_json(exclude_unset=True)
    except ValueError:
        return True
    # Ideographic spaces are fine in print, though Python does not call them printable.
    if "\\" not in json and json.replace("\u3000", " ").isprintable():
        return False
    return _IN_JSON.search(json) is not None


def unprintable(model: Model) -> Iterator[tuple[DocPath, str, str]]:
    """Control characters and bidi overrides in any text, told in Japanese and English."""
    if not _suspicious(model):
        return
    for path, text in strings(model.model_dump(exclude_unset=True), ()):
        found = _UNPRINTABLE.search(text)
        if found:
            code = f"U+{ord(found[0]):04X}"
            yield (
                path,
                f"{found.start() + 1} 文字目に制御文字 {code} があります",
                f"control character {code} at position {found.start() + 1}",
            )
