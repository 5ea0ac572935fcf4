"""Models to documents that read back as equal models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from flowmodel.errors import UNPRINTABLE
from flowmodel.model import (
    FORMAT,
    BoxItem,
    Certification,
    FunctionList,
    Model,
    Statement,
    Strict,
    Transfer,
)

Format = Literal["yaml", "json"]

WIDTH = 100
"""Longest line that holds a whole mapping or list, in columns; wide letters count two."""
_PLAIN = re.compile(r"[^\W\d_](?:[^:#,\[\]{}'\"\\!\n]*[^\s:#,\[\]{}'\"\\!])?\Z")
"""Texts that need no quotes: they begin with a letter and hold no sign of YAML."""
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan"))
"""Words that some readers of YAML take for something else."""


class _Date(str):
    """A date as written; YAML wants no quotes around it."""

    __slots__ = ()


def dump(model: Model, format: Format = "yaml") -> str:
    """A document that reads back as an equal model.

    Fields stand in the order of the model, remarks last; those at their
    default are left out. Raises `ValueError` for another format.
    """
    data = {"flowmodel": FORMAT, **_fields(model)}
    if format == "json":
        import json

        return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if format == "yaml":
        return "\n".join(_mapping(data, "", WIDTH)) + "\n"
    raise ValueError(f"format {format!r} is neither 'yaml' nor 'json'")


def yaml_text(data: dict[str, Any]) -> str:
    """Plain values (mappings, lists, texts, true and false) as YAML, one list entry a line."""
    return "\n".join(_mapping(data, "", WIDTH)) + "\n"


def _fields(part: Strict) -> dict[str, Any]:
    found = {}
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if info.is_required() or value != info.get_default(call_default_factory=True):
            found[info.alias or name] = _value(value)
    if isinstance(part, Transfer) and part.step.isdigit():
        found["step"] = part.number
    for remark in ("certainty", "note"):
        if remark in found:
            found[remark] = found.pop(remark)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(v) for v in value]
    if isinstance(value, Strict):
        return _short(value, _fields(value))
    if isinstance(value, date):
        return _Date(value.isoformat())
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _short(part: Strict, fields: dict[str, Any]) -> Any:
    """The short form of a part that has one and needs no more."""
    if isinstance(part, Statement) and len(fields) == 1:
        return fields["control"]
    if isinstance(part, FunctionList) and fields.keys() <= {"items"}:
        return fields.get("items", [])
    if isinstance(part, Certification) and len(fields) == 1 and isinstance(part.name, str):
        return fields["name"]
    if isinstance(part, BoxItem) and fields.keys() == {"controls"}:
        controls = fields["controls"]
        if len(controls) == 1 and isinstance(controls[0], str):
            return controls[0]
    return fields


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _Date) or not isinstance(value, str):
        return str(value)
    if _PLAIN.match(value) and value.casefold() not in _WORDS and not UNPRINTABLE.search(value):
        return value
    import json

    quoted = json.dumps(value, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", quoted)


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(v) for v in value) + "]"
    return _scalar(value)


def _columns(text: str) -> int:
    return len(text) + sum(c > "\u2e7f" for c in text)


def _fits(value: Any, room: int) -> str | None:
    """The value on one line, where it fits and holds no list of mappings."""
    if isinstance(value, (dict, list)):
        text = _inline(value)
        return text if not value or _columns(text) <= room else None
    return _scalar(value)


def _mapping(data: dict[str, Any], indent: str, room: int) -> Iterator[str]:
    for key, value in data.items():
        lead = f"{indent}{key}:"
        if isinstance(value, str) and (lines := _literal(value)):
            yield f"{lead} {lines[0]}"
            yield from (f"{indent}  {line}" if line else "" for line in lines[1:])
            continue
        # The lists of a model stand one part a line, however short they are.
        parts = not indent and isinstance(value, list) and value
        line = None if parts else _fits(value, room - len(indent) - len(key) - 2)
        if line is not None:
            yield f"{lead} {line}"
            continue
        yield lead
        inner = indent + "  "
        yield from (_list if isinstance(value, list) else _mapping)(value, inner, room)


def _list(values: list[Any], indent: str, room: int) -> Iterator[str]:
    for value in values:
        line = _fits(value, room - len(indent) - 2)
        if line is not None:
            yield f"{indent}- {line}"
            continue
        lines = (_list if isinstance(value, list) else _mapping)(value, indent + "  ", room)
        first = next(iter(lines), "")
        yield f"{indent}- {first[len(indent) + 2 :]}"
        yield from lines


def _literal(text: str) -> list[str]:
    """A text of several lines as a block, its indicator first; empty where quotes are safer."""
    lines = text.split("\n")
    if len(lines) < 2 or UNPRINTABLE.search(text.replace("\n", "")):
        return []
    if any(line != line.strip() for line in lines) or not lines[0] or text.endswith("\n\n"):
        return []
    if text.endswith("\n"):
        return ["|", *lines[:-1]]
    return ["|-", *lines]
