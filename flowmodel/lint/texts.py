"""Every text of a model that is printed somewhere, with its place in the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowmodel.errors import DocPath
from flowmodel.model import Localized, Model, Statement
from flowmodel.model.base import Strict, Text

Found = tuple[DocPath, str]


def texts(model: Model) -> Iterator[Found]:
    """All printed texts: figure, parts, boxes, checklists, paper set, in the document's order.

    Remarks for readers of the model (``note``, ``description``), ids and the list of terms are
    no printed texts.
    """
    yield from _text(("title",), model.title)
    for section in ("zones", "actors", "channels", "data"):
        for i, part in enumerate(getattr(model, section)):
            yield from _text((section, i, "name"), part.name)
            yield from _more(section, (section, i), part)
    yield from _flow(model)
    yield from _paper(model)
    for i, control in enumerate(model.controls):
        yield from _fields(("controls", i), control, "name", "short")


def value_at(model: Model, path: DocPath) -> object:
    """What a model holds at a path of its fields; None where there is nothing."""
    value: object = model
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
        else:
            value = getattr(value, step, None)
    return value


def _flow(model: Model) -> Iterator[Found]:
    for i, series in enumerate(model.series):
        yield from _text(("series", i, "name"), series.name)
    for i, transfer in enumerate(model.transfers):
        yield from _text(("transfers", i, "label"), transfer.label)
        if transfer.controls:
            yield from _statements(("transfers", i), transfer.controls)
    for i, exclusion in enumerate(model.exclusions):
        yield from _text(("exclusions", i, "text"), exclusion.text)
    for i, box in enumerate(model.boxes):
        yield from _text(("boxes", i, "title"), box.title)
        for j, item in enumerate(box.items):
            yield from _text(("boxes", i, "items", j, "text"), item.text)
            yield from _statements(("boxes", i, "items", j), item.controls)
    for i, checklist in enumerate(model.checklists):
        for j, answer in enumerate(checklist.answers):
            yield from _fields(
                ("checklists", i, "answers", j), answer, "text", "reason", "evidence"
            )


def _paper(model: Model) -> Iterator[Found]:
    yield from _fields(("figure",), model.figure, "title", "number", "footer")
    for i, note in enumerate(model.figure.notes):
        yield from _text(("figure", "notes", i, "text"), note.text)
    if model.agenda is not None:
        yield from _strings(("agenda",), model.agenda)


def _more(section: str, path: DocPath, part: Strict) -> Iterator[Found]:
    if section == "actors":
        yield from _fields(path, part, "operator", "location", "governing_law")
        functions = getattr(part, "functions", None)
        if functions is not None:
            at = (*path, "functions")
            yield from _fields(at, functions, "title")
            yield from _list((*at, "items"), functions.items)
            yield from _list((*at, "notes"), functions.notes)
        for i, certification in enumerate(getattr(part, "certifications", ())):
            yield from _fields((*path, "certifications", i), certification, "name", "standard")
    elif section == "channels":
        yield from _fields(path, part, "carrier")
    elif section == "data":
        for name in ("items", "subjects"):
            yield from _list((*path, name), getattr(part, name))
    if section in ("actors", "channels"):
        yield from _statements(path, getattr(part, "controls", ()))


def _statements(path: DocPath, statements: Iterable[Statement]) -> Iterator[Found]:
    for i, statement in enumerate(statements):
        yield from _fields((*path, "controls", i), statement, "label", "reason", "evidence")


def _fields(path: DocPath, part: Strict, *names: str) -> Iterator[Found]:
    for name in names:
        yield from _text((*path, name), getattr(part, name))


def _list(path: DocPath, values: Iterable[Text]) -> Iterator[Found]:
    for i, value in enumerate(values):
        yield from _text((*path, i), value)


def _text(path: DocPath, value: Text | None) -> Iterator[Found]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Localized):
        if value.ja is not None:
            yield (*path, "ja"), value.ja
        if value.en is not None:
            yield (*path, "en"), value.en


def _strings(path: DocPath, value: object) -> Iterator[Found]:
    """The texts of the paper set: every string in it is printed."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for i, inner in enumerate(value):
            yield from _strings((*path, i), inner)
    elif isinstance(value, Strict):
        for name in type(value).model_fields:
            yield from _strings((*path, name), getattr(value, name))
