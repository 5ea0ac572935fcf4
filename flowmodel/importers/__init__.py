"""Files of other tools → models: one module per format, and the table that names them.

An importer returns the model, what a hand changed in it, and what of the file has no place in a
model. Nothing is taken over in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flowmodel.errors import InputError, Problem, nearest
from flowmodel.language import Bilingual
from flowmodel.model import Model

IMPORTERS: Mapping[str, str] = dict.fromkeys(
    (".drawio", ".svg", ".png", ".xml"), "flowmodel.importers.drawio:drawio"
)
"""Suffix → ``module:function`` (path → `Imported`), imported when it is first needed."""
_UNKNOWN = Bilingual(
    "「{path}」は取り込めません。取り込める拡張子: {known}",
    "cannot import '{path}'; the suffixes known are {known}",
)


@dataclass(frozen=True)
class Imported:
    """What came of a file."""

    model: Model
    changes: tuple[Bilingual, ...] = ()
    """What differs from the model that the file was made from, or was guessed without one."""
    lost: tuple[Bilingual, ...] = ()
    """What of the file is not in the model."""


def import_file(path: str | Path) -> Imported:
    """The model in a file of another tool, by its suffix.

    Raises `InputError` for a suffix without an importer, with the nearest, and for a file that
    cannot be read; `ModelError` where what was drawn is no sound model.
    """
    from importlib import import_module

    suffix = Path(path).suffix.lower()
    row = IMPORTERS.get(suffix)
    if row is None:
        told = _UNKNOWN.format(path=str(path), known=", ".join(IMPORTERS))
        raise InputError(Problem(told, suggestions=nearest(suffix, IMPORTERS)))
    module, function = row.split(":")
    read: Callable[[Path], Imported] = getattr(import_module(module), function)
    return read(Path(path))


__all__ = ["IMPORTERS", "Imported", "import_file"]
