"""draw.io → Model: the model that flowmodel put into the file, with the changes of a hand.

A drawing that flowmodel did not write is read as far as shapes tell: what holds others is a zone,
what is joined is an actor, what joins them is a step.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from flowmodel.errors import FlowModelError, InputError, ModelError, Place, Problem, escape
from flowmodel.export.drawio import DOCUMENT, DRAWN, LANG
from flowmodel.importers import Imported
from flowmodel.importers.drawio_additions import Additions
from flowmodel.importers.drawio_edits import Edits
from flowmodel.importers.drawio_file import Drawn, drawn
from flowmodel.importers.drawio_foreign import skeleton
from flowmodel.language import Bilingual
from flowmodel.model import Model
from flowmodel.source import dump, loads

_NONE = Bilingual(
    "flowmodel のモデルが入っていないため、図形から推定しました",
    "no model of flowmodel is in the file; it was inferred from the shapes",
)
_SPOILT = Bilingual("図の中のモデルを読めません", "the model in the drawing cannot be read")
_UNSOUND = Bilingual("この図はモデルとして成り立ちません", "what is drawn is no sound model")


def drawio(path: Path) -> Imported:
    """The model of a draw.io file, and what a hand changed in it.

    Raises `InputError` where the file cannot be read and `ModelError` where the drawing, as it
    was changed, is no sound model.
    """
    found = drawn(path)
    if DOCUMENT not in found.data:
        document = skeleton(found, path)
        additions = Additions(document, found, foreign=True)
        additions.run()
        return Imported(_model(document, path), (_NONE, *additions.changes), tuple(additions.lost))
    document = _document(found, path)
    lang = found.data.get(LANG, document.get("lang", "ja"))
    edits = Edits(document, found, "en" if lang == "en" else "ja", _drawn_parts(found))
    edits.run()
    additions = Additions(document, found, foreign=False)
    additions.run()
    changes = (*edits.changes, *additions.changes)
    return Imported(_model(document, path), changes, (*edits.lost, *additions.lost))


def _document(found: Drawn, path: Path) -> dict[str, Any]:
    """The model in the file, in the form in which flowmodel writes it."""
    try:
        model = loads(found.data[DOCUMENT], str(path))
    except (InputError, ModelError) as error:
        raise _placed(error, path, _SPOILT) from None
    document: dict[str, Any] = json.loads(dump(model, "json"))
    return document


def _drawn_parts(found: Drawn) -> tuple[tuple[str, str], ...]:
    """Role and part of what was drawn."""
    pairs = (p.partition("=") for p in found.data.get(DRAWN, "").split())
    return tuple((role, part) for role, _, part in pairs)


def _model(document: dict[str, Any], path: Path) -> Model:
    """The model of a document. Raises `ModelError` where it is none."""
    try:
        return loads(json.dumps(document, ensure_ascii=False), str(path))
    except ModelError as error:
        raise _placed(error, path, _UNSOUND) from None


def _placed(error: FlowModelError, path: Path, head: Bilingual) -> ModelError:
    """The problems at the file: lines of the document in it would lead nobody anywhere."""
    place = Place(escape(str(path)))
    told = (Problem(p.message, p.path, None, p.suggestions) for p in error.problems)
    return ModelError((Problem(head, (), place), *told))
