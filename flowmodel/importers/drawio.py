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
from flowmodel.export.drawio_record import Record, recorded
from flowmodel.importers import Imported
from flowmodel.importers.drawio_additions import Additions
from flowmodel.importers.drawio_document import Document
from flowmodel.importers.drawio_file import Drawn, drawn
from flowmodel.importers.drawio_foreign import skeleton
from flowmodel.importers.drawio_gone import Gone
from flowmodel.importers.drawio_places import PLACES, Places
from flowmodel.importers.drawio_words import Words
from flowmodel.language import Bilingual
from flowmodel.model import Model
from flowmodel.source import dump, loads
from flowmodel.source.decode import failure

_NONE = Bilingual(
    "flowmodel のモデルが入っていないため、図形から推定しました",
    "no model of flowmodel is in the file; it was inferred from the shapes",
)
_SPOILT = Bilingual("図の中のモデルを読めません", "the model in the drawing cannot be read")
_NO_PAGE = Bilingual(
    "モデルを持つページ（最初と最後）が削除されています。元のファイルに戻すか、ページを残して取り込んでください",
    "the pages that hold the model, the first and the last, were deleted; leave one of them, or "
    "begin from the file as it was written",
)
_UNSOUND = Bilingual("この図はモデルとして成り立ちません", "what is drawn is no sound model")


def drawio(path: Path) -> Imported:
    """The model of a draw.io file, and what a hand changed in it.

    Raises `InputError` where the file cannot be read and `ModelError` where the drawing, as it
    was changed, is no sound model.
    """
    found = drawn(path)
    if DOCUMENT not in found.data:
        if found.originals:
            raise failure(str(path), *_NO_PAGE)
        plain = skeleton(found, path)
        document = Document(plain, plain["lang"])
        places = Places(document, found, {})
        additions = Additions(document, found, places, Words(document, ()))
        additions.nodes()
        additions.arrows()
        return _imported(document, path, _NONE)
    document = _document(found, path)
    _compare(document, found, _record(found, path))
    return _imported(document, path)


def _compare(document: Document, found: Drawn, record: Record) -> None:
    """Take over what differs from the record, in an order in which nothing is told twice.

    New actors come first, so that arrows may have been joined to them; what is gone goes when
    arrows have left it; steps are numbered anew last: until then the old number names them.
    """
    cells = [c for c in found.cells.values() if c.role and not c.copied]
    words = Words(document, cells)
    places = Places(document, found, record.by_id())
    gone = Gone(document, found, record, words)
    additions = Additions(document, found, places, words)
    gone.pages()
    words.run()
    gone.steps()
    additions.nodes()
    for cell in cells:
        if cell.role in PLACES or cell.role == "actor":
            places.moved(cell)
    places.rejoined(cells)
    gone.parts()
    gone.rest()
    additions.arrows()
    words.renumber()
    gone.look(places.settled)


def _imported(document: Document, path: Path, *guessed: Bilingual) -> Imported:
    model = _model(document.data, path)
    return Imported(model, (*guessed, *document.changes), tuple(dict.fromkeys(document.lost)))


def _record(found: Drawn, path: Path) -> Record:
    """What was drawn. Raises `InputError` where the file tells it in another form."""
    try:
        return recorded(found.data.get(DRAWN, ""))
    except ValueError:
        raise failure(str(path), *_SPOILT) from None


def _document(found: Drawn, path: Path) -> Document:
    """The model in the file, in the form in which flowmodel writes it."""
    try:
        model = loads(found.data[DOCUMENT], str(path))
    except (InputError, ModelError) as error:
        raise _placed(error, path, _SPOILT) from None
    plain: dict[str, Any] = json.loads(dump(model, "json"))
    lang = found.data.get(LANG, model.lang)
    return Document(plain, "en" if lang == "en" else "ja")


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
