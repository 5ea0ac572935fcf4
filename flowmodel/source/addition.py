"""Text that would add a field, or entries to a list of one, to a part of a document.

The text follows the style of what it is added to: lines in the document's own
indentation, or a piece within brackets. Anchors, aliases and values written
short have no addition: what would have to change is more than one place.
"""

from __future__ import annotations

import json

from flowmodel.model.origin import Addition
from flowmodel.source.positions import Node

Value = str | tuple[dict[str, str], ...]


def added(text: str, part: Node, field: str, value: Value) -> Addition | None:
    """The addition to a mapping; None where it cannot be made at one place."""
    entries = part.entries
    if not entries:
        return None
    held = entries.get(field)
    lines = text.split("\n")
    if held is not None:
        return None if isinstance(value, str) else _entries(lines, held[1], value)
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


def _entries(lines: list[str], held: Node, value: tuple[dict[str, str], ...]) -> Addition | None:
    """Further entries at the head of a list."""
    if not held.items:
        return None
    start = lines[held.line][held.column : held.column + 1]
    if start == "[":
        quoted = lines[held.items[0].line][held.items[0].column :].startswith(('"', '{"'))
        told = "".join(f"{_flow(entry, quoted)}, " for entry in value)
        return Addition(held.line + 1, held.column + 2, told)
    if start != "-":
        return None
    indent = " " * held.column
    told = "".join(f"{indent}{line}\n" for entry in value for line in _item(entry))
    return Addition(held.line + 1, 1, told)


def _in_brackets(lines: list[str], part: Node, key: Node, field: str, value: Value) -> Addition:
    quoted = lines[key.line][key.column : key.column + 1] == '"'
    name = json.dumps(field) if quoted else field
    if isinstance(value, str):
        told = json.dumps(value, ensure_ascii=False) if quoted else value
    else:
        told = f"[{', '.join(_flow(entry, quoted) for entry in value)}]"
    return Addition(key.line + 1, key.column + 1, f"{name}: {told}, ")


def _lines(field: str, value: Value) -> list[str]:
    if isinstance(value, str):
        return [f"{field}: {value}"]
    return [f"{field}:", *(f"  {line}" for entry in value for line in _item(entry))]


def _item(entry: dict[str, str]) -> list[str]:
    return [f"{'  ' if i else '- '}{k}: {v}" for i, (k, v) in enumerate(entry.items())]


def _flow(entry: dict[str, str], quoted: bool) -> str:
    if quoted:
        return json.dumps(entry, ensure_ascii=False)
    return "{" + ", ".join(f"{k}: {v}" for k, v in entry.items()) + "}"
