"""The reference of the Python interface: the public names with their docstrings."""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from typing import Any

from markdown_text import prose, table

import flowmodel as fm
from flowmodel.source.schema import field_docs

HEAD = """# Python

Generated from the public names of the package.

```python
import flowmodel as fm
```

The classes of the model (`fm.Model`, `fm.Actor` …) have the fields of the
[document format](format.md); they are pydantic classes, immutable, and closed to unknown fields.
Their fields `source` and `target` of a transfer are `from` and `to` in documents.

"""

GROUPS: dict[str, tuple[str, ...]] = {
    "Read, check, draw, write": ("load", "loads", "check", "explain", "draw", "dump"),
    "Results": ("Report", "Finding", "Diagram"),
    "Build": ("Builder",),
    "Graph": ("FlowGraph", "Flow"),
    "Errors": ("FlowModelError", "InputError", "ModelError", "RenderError", "OutputError"),
}


def page() -> str:
    """The page. A public name that is in no group stands below a heading of its own."""
    model = [n for n in fm.__all__ if getattr(fm, n, None) and _module(n) == "flowmodel.model"]
    known = {*model, "__version__", *(n for names in GROUPS.values() for n in names)}
    left = tuple(n for n in fm.__all__ if n not in known)
    parts = [HEAD]
    for title, names in {**GROUPS, "Further names": left}.items():
        if names:
            parts.append(f"## {title}\n\n")
            parts += [_entry(n) for n in names]
    rows = ((f"[`fm.{n}`](format.md#{n.lower()})", _first(getattr(fm, n))) for n in model)
    return "".join(parts) + "## Model classes\n\n" + table(("class", "is"), rows)


def _module(name: str) -> str:
    return ".".join(getattr(getattr(fm, name), "__module__", "").split(".")[:2])


def _first(thing: Any) -> str:
    return (inspect.getdoc(thing) or "").split("\n\n")[0]


def _entry(name: str) -> str:
    thing = getattr(fm, name)
    if not inspect.isclass(thing):
        return f"### fm.{name}\n\n{_code(f'fm.{name}', thing)}{prose(thing.__doc__)}\n\n"
    text = f"### fm.{name}\n\n"
    if not issubclass(thing, Exception) and name == "Builder":
        text += _code(f"fm.{name}", thing)
    text += f"{prose(thing.__doc__)}\n\n"
    return text + "".join(_members(name, thing))


def _members(owner: str, cls: type) -> list[str]:
    if issubclass(cls, Exception) and cls is not fm.FlowModelError:
        return []
    docs = field_docs(sys.modules[cls.__module__]).get(cls.__name__, {})
    fields = dataclasses.fields(cls) if dataclasses.is_dataclass(cls) else ()
    found = [
        f"- **`.{f.name}: {f.type}`**{_dash(docs.get(f.name))}\n\n"
        for f in fields
        if not f.name.startswith("_")
    ]
    for name, member in vars(cls).items():
        if name.startswith("_") or not inspect.getdoc(member):
            continue
        if isinstance(member, property) or hasattr(member, "attrname"):
            found.append(f"- **`.{name}`** — {_indented(inspect.getdoc(member))}\n\n")
        elif callable(inspect.unwrap(getattr(cls, name))):
            made = isinstance(member, classmethod | staticmethod)
            head = f"fm.{owner}.{name}" if made else f".{name}"
            signature = _signature(getattr(cls, name))
            found.append(f"- **`{head}{signature}`** — {_indented(inspect.getdoc(member))}\n\n")
    return found


def _dash(doc: str | None) -> str:
    return f" — {prose(doc)}" if doc else ""


def _indented(doc: str | None) -> str:
    return prose(doc).replace("\n\n", "\n\n    ")


def _signature(thing: Any) -> str:
    text = str(inspect.signature(thing))
    text = re.sub(r"^\(self(, )?", "(", text)
    # Annotations are held as strings; only the quotes of defaults are the reader's.
    text = re.sub(r"(?<=: )'([^']*)'|(?<=-> )'([^']*)'", r"\1\2", text)
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Z])", "", text)


def _code(name: str, thing: Any) -> str:
    return f"```text\n{name}{_signature(thing)}\n```\n\n"
