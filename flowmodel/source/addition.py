"""Text that would add a field, or entries to a list of one, to a part of a document.

The text follows the style of what it is added to: lines in the document's own
indentation, or a piece within brackets. Anchors, aliases and values written
short have no addition: what would have to change is more than one place.
"""

from __future__ import annotations

import json
import re

from flowmodel.model.origin import Addition, Form, Value
from flowmodel.source.positions import Node

_PLAIN = re.compile(r"[^\W_«]?[\w«»….-]*")
"""Texts that need no quotes in YAML."""


def added(text: str, part: Node, field: str, value: Value) -> Addition | None:
    """The addition to a mapping; None where it cannot be made at one place."""
    entries = part.entries
    if not entries:
        return None
    held = entries.get(field)
    lines = text.split("\n")
    if held is not None:
        forms = () if isinstance(value, str) else tuple(v for v in value if isinstance(v, dict))
        return _entries(lines, held, forms) if forms else None
    first_key, first = next(iter(entries.values()))
    if lines[part.line][part.column : part.column + 1] == "{":
        return _in_brackets(lines, part, first_key, field, value)
    if first.entries is not None or first.items is not None or first.line != first_key.line:
        return None
    if first.end_line != first.line:
        return None
    indent = " " * first_key.column
    told = "".join(f"{indent}{line}\n" for line in _lines(field, value))
    return Addition(first.line + 2, 1, told) if first.line + 1 < len(lines) else None


def _entries(lines: list[str], held: tuple[Node, Node], forms: tuple[Form, ...]) -> Addition | None:
    """Further entries at the head of a list."""
    key, node = held
    if node.items is None or node.anchored or node.alias is not None:
        return None
    start = lines[node.line][node.column : node.column + 1]
    if start == "[":
        quoted = lines[key.line][key.column : key.column + 1] == '"'
        told = ", ".join(_flow(form, quoted) for form in forms)
        return Addition(node.line + 1, node.column + 2, f"{told}, " if node.items else told)
    if start != "-":
        return None
    indent = " " * node.column
    told = "".join(f"{indent}{line}\n" for form in forms for line in _item(form))
    return Addition(node.line + 1, 1, told)


def _in_brackets(lines: list[str], part: Node, key: Node, field: str, value: Value) -> Addition:
    quoted = lines[key.line][key.column : key.column + 1] == '"'
    name = json.dumps(field) if quoted else field
    return Addition(key.line + 1, key.column + 1, f"{name}: {_flow(value, quoted)}, ")


def _lines(field: str, value: Value) -> list[str]:
    if isinstance(value, str):
        return [f"{field}: {_scalar(value)}"]
    return [f"{field}:", *(f"  {line}" for entry in value for line in _item(entry))]


def _item(entry: str | Form) -> list[str]:
    """An entry of a list, as lines behind a dash."""
    if isinstance(entry, str):
        return [f"- {_scalar(entry)}"]
    lines = [line for field, value in entry.items() for line in _lines(field, value)]
    return [f"{'  ' if i else '- '}{line}" for i, line in enumerate(lines)]


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text else json.dumps(text, ensure_ascii=False)


def _flow(value: Value | Form, quoted: bool) -> str:
    if quoted:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_flow(v, False)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(_flow(v, False) for v in value) + "]"
