"""The looks of drawn items as classes: shorter than attributes, and quicker for a browser to match."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flowmodel.export.html.dark import dark
from flowmodel.render.svg import attributes

_PLAIN = re.compile(r"[#\w., -]+")
"""Values that can stand in a style sheet as they are; others stay attributes."""


class Classes:
    """Gives a class to each looks that it is asked for, with its colours on a dark ground."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        """What a class declares → its name."""

    def attributes(self, looks: Mapping[str, str]) -> str:
        """The class; and `fill="none"` as it is, by which the script knows what is a line."""
        if not all(map(_PLAIN.fullmatch, looks.values())):
            return attributes(looks)
        told = ";".join(filter(None, (_declaration(*pair) for pair in looks.items())))
        name = self._names.setdefault(told, f"f{len(self._names)}") if told else ""
        line = attributes({"fill": "none"}) if looks.get("fill") == "none" else ""
        return (f' class="{name}"' if name else "") + line

    def sheet(self) -> str:
        """What all classes declare, a line each."""
        return "\n".join(f".{name}{{{told}}}" for told, name in self._names.items())


def _declaration(name: str, value: str) -> str:
    if (name, value) in (("fill", "none"), ("text-anchor", "start")):
        return ""
    unit = "px" if name == "font-size" else ""
    other = dark(value) if name in ("fill", "stroke") else ""
    # The first for browsers that do not know the second.
    return f"{name}:{value}{unit}" + (f";{name}:light-dark({value},{other})" if other else "")
