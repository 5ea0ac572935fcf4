"""The reference of the document format, from the pydantic classes of the model."""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from markdown_text import prose, table
from pydantic_core import PydanticUndefined

from flowmodel import vocabulary
from flowmodel.language import Bilingual
from flowmodel.model import Model, Strict
from flowmodel.model.base import MAX_LABEL, MAX_PARTS, MAX_PROSE
from flowmodel.source.schema import field_doc

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

HEAD = f"""# Document format

Generated from the classes of the model.

A model is one mapping in YAML or JSON; both hold the same fields. Unknown fields are errors,
and so are unknown ids; all are told at once, with line, column and the nearest names.

*text* is a string in the model's language, or `{{ja: …, en: …}}`; at most {MAX_LABEL:,} characters.
*prose* may have {MAX_PROSE:,}. A list of parts may have {MAX_PARTS:,}. An *id* is made of letters,
digits, `-` and `_`, at most 80. Dates are written `2025-04-01`.

Many parts have a short form: a control statement may be written as the control's id alone, a
certification as its name, a list of functions as the list.

"""

VOCABULARIES: Mapping[str, Mapping[Any, Bilingual]] = {
    "network": vocabulary.NETWORKS,
    "kind (of an actor)": vocabulary.ACTOR_KINDS,
    "medium": vocabulary.MEDIA,
    "operation": vocabulary.OPERATIONS,
    "state (of a control)": vocabulary.STATES,
    "certainty": vocabulary.CERTAINTIES,
    "side (of a checklist)": vocabulary.SIDES,
    "answer": vocabulary.ANSWERS,
    "separation": vocabulary.SEPARATIONS,
}


def page() -> str:
    """The page."""
    done: list[type[Strict]] = []
    _gather(Model, done)
    parts = [HEAD, *(_section(c) for c in done), "## Vocabularies\n\n"]
    for name, values in VOCABULARIES.items():
        rows = ((f"`{v}`", label.ja, label.en) for v, label in values.items())
        parts.append(f"### {name}\n\n" + table(("value", "ja", "en"), rows))
    return "".join(parts)


def _gather(cls: type[Strict], done: list[type[Strict]]) -> None:
    """`cls` and the classes that its fields lead to, each once, in the order of reading."""
    if cls in done:
        return
    done.append(cls)
    for info in cls.model_fields.values():
        for inner in _classes(info.annotation):
            _gather(inner, done)


def _classes(annotation: Any) -> list[type[Strict]]:
    if isinstance(annotation, type) and issubclass(annotation, Strict):
        return [] if annotation.__name__ == "Localized" else [annotation]
    return [c for a in get_args(annotation) for c in _classes(a)]


def _section(cls: type[Strict]) -> str:
    rows = [
        (f"`{_name(n, i)}`", _words(i), _default(i), field_doc(cls, n)) for n, i in _fields(cls)
    ]
    return f"## {cls.__name__}\n\n{prose(cls.__doc__)}\n\n" + table(
        ("field", "value", "default", "meaning"), rows
    )


def _fields(cls: type[Strict]) -> list[tuple[str, FieldInfo]]:
    """The fields, those of every part last."""
    common = ("certainty", "note")
    fields = list(cls.model_fields.items())
    return [f for f in fields if f[0] not in common] + [f for f in fields if f[0] in common]


def _name(name: str, info: FieldInfo) -> str:
    return info.alias or name


def _default(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    if info.default in (None, (), "") or info.default is PydanticUndefined:
        return ""
    values = info.default if isinstance(info.default, tuple) else (info.default,)
    return ", ".join(f"`{str(v).lower() if isinstance(v, bool) else v}`" for v in values)


def _words(info: FieldInfo) -> str:
    return _type(info.annotation, (info, *info.metadata))


def _type(a: Any, metadata: Any = ()) -> str:
    if get_origin(a) is Annotated:
        return _type(get_args(a)[0], get_args(a)[1:])
    if get_origin(a) in (Union, types.UnionType):
        inner = [x for x in get_args(a) if x is not type(None)]
        if any("Localized" in str(x) for x in inner):
            return "text"
        return " or ".join(dict.fromkeys(_type(x, metadata) for x in inner))
    if get_origin(a) is tuple:
        return f"list of {_type(get_args(a)[0])}"
    if get_origin(a) is Literal:
        return ", ".join(f"`{v}`" for v in get_args(a))
    if isinstance(a, type) and issubclass(a, Strict):
        return f"[{a.__name__}](#{a.__name__.lower()})"
    plain = {str: _string(metadata), bool: "true or false", int: "number", float: "number"}
    return "date" if a is date else plain[a]


def _string(metadata: Any) -> str:
    for m in metadata:
        extra = getattr(m, "json_schema_extra", None)
        if isinstance(extra, dict) and "pattern" in extra:
            return "id"
        bounds = (m, *getattr(m, "metadata", ()))
        if any(getattr(b, "max_length", None) == MAX_PROSE for b in bounds):
            return "prose"
    return "string"
