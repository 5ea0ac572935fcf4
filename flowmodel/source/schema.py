"""The JSON Schema of the document, from the classes of the model and the docstrings of their fields.

It is for editors, which complete and check while one types. What only following references can
tell (unknown ids, channels that do not join two actors) it cannot say: ``flowmodel check`` does.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from functools import cache
from types import ModuleType
from typing import Any, get_args

from flowmodel.model import Model, Strict
from flowmodel.model.base import ID_PATTERN
from flowmodel.vocabulary import ANSWER_SPELLINGS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = ".flowmodel.schema.json"
"""Where a starter looks for the schema: hidden, so that no folder takes it for a model."""

_TEXT = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Localized"}]}
_CONTROL = {"type": "string", "pattern": r"^\w[\w-]{0,79}(\.\w[\w-]{0,79})?$"}
SHORT: dict[str, dict[str, Any]] = {
    "Statement": {**_CONTROL, "description": "The control alone: it is in place."},
    "FunctionList": {"type": "array", "items": _TEXT, "description": "The functions alone."},
    "Certification": {"type": "string", "description": "The name alone."},
    "BoxItem": {**_CONTROL, "description": "The control alone."},
}
"""Class → its short form, which the class itself takes apart before it is validated."""

# JSON Schema leaves \w to ECMAScript, where it knows ASCII only; ids may be Japanese.
_FIRST = r"[^\s!-/:-@\[-^`{-~]"
_REST = r"[^\s!-,./:-@\[-^`{-~]{0,79}"
_PATTERNS = {
    ID_PATTERN: rf"^{_FIRST}{_REST}$",
    _CONTROL["pattern"]: rf"^{_FIRST}{_REST}(\.{_FIRST}{_REST})?$",
}


def schema() -> dict[str, Any]:
    """The schema, as a JSON object. Every valid document is valid by it."""
    whole = Model.model_json_schema(by_alias=True)
    defs: dict[str, Any] = whole.pop("$defs")
    classes = {c.__name__: c for c in _subclasses(Strict)}
    for name, definition in defs.items():
        _describe(definition, classes[name])
    _describe(whole, Model)
    if "ChecklistAnswer" in defs:
        defs["ChecklistAnswer"]["properties"]["answer"]["enum"] = list(ANSWER_SPELLINGS)
    for name, short in SHORT.items():
        defs[name] = {"anyOf": [short, defs[name]]}
    found: dict[str, Any] = _tidy({**whole, "$defs": defs})
    return {"$schema": DIALECT, **found}


def _subclasses(cls: type[Strict]) -> list[type[Strict]]:
    return [c for s in cls.__subclasses__() for c in (s, *_subclasses(s))]


def _describe(definition: dict[str, Any], cls: type[Strict]) -> None:
    """Put the docstrings of a class and of its fields into its schema."""
    definition["description"] = plain(cls.__doc__)
    for name, info in cls.model_fields.items():
        definition["properties"][info.alias or name]["description"] = plain(field_doc(cls, name))


def _tidy(value: Any) -> Any:
    """Without generated titles, and with patterns that mean the same everywhere."""
    if isinstance(value, list):
        return [_tidy(v) for v in value]
    if not isinstance(value, dict):
        return value
    found = {}
    for key, inner in value.items():
        if key == "title" and isinstance(inner, str):
            continue
        if key == "pattern" and isinstance(inner, str):
            inner = _PATTERNS.get(inner, inner)
        found[key] = _tidy(inner)
    return found


def plain(text: str | None) -> str:
    """A docstring as plain prose, on one line a paragraph."""
    paragraphs = inspect.cleandoc(text or "").split("\n\n")
    return "\n\n".join(re.sub(r"\s+", " ", p).replace("``", "`") for p in paragraphs)


def field_doc(cls: type[Strict], name: str) -> str:
    """The docstring below a field. Raises LookupError for a field without one."""
    for base in cls.__mro__:
        docs = field_docs(sys.modules[base.__module__]) if base.__module__ != "builtins" else {}
        if name in docs.get(base.__name__, {}):
            return docs[base.__name__][name]
    if len(only := get_args(cls.model_fields[name].annotation)) == 1:
        return f"Always `{only[0]}`."
    raise LookupError(f"{cls.__name__}.{name} has no docstring")


@cache
def field_docs(module: ModuleType) -> dict[str, dict[str, str]]:
    """Class → field → the docstring below the field, read from the source of a module."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        fields = found.setdefault(node.name, {})
        for item, after in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(item, ast.AnnAssign)
                and isinstance(item.target, ast.Name)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
            ):
                fields[item.target.id] = str(after.value.value)
    return found


def schema_text() -> str:
    """The schema as JSON text."""
    import json

    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
