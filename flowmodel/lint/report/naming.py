"""The printed names of what a finding points to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from flowmodel.language import Bilingual, Lang
from flowmodel.lint.finding import Missing

if TYPE_CHECKING:
    from flowmodel.controls import ControlSet
    from flowmodel.model import Model

_KINDS = {
    "transfer": Bilingual("手順{name}", "step {name}"),
    "actors": Bilingual("主体「{name}」", "actor '{name}'"),
    "channels": Bilingual("経路「{name}」", "channel '{name}'"),
}


class Names(Protocol):
    """Printed names, by id, in one language."""

    def control(self, missing: Missing) -> str:
        """The printed name of what is missing."""
        ...

    def part(self, id: str) -> str:
        """``経路「インターネット回線」`` or ``手順④`` for an id or a step as written."""
        ...


class RecordedNames:
    """Names that were written down with the findings."""

    def __init__(
        self, parts: Mapping[str, Bilingual], controls: Mapping[str, Bilingual], lang: Lang
    ):
        self._parts = parts
        self._controls = controls
        self.lang = lang

    def control(self, missing: Missing) -> str:
        """The printed name of what is missing."""
        if missing.control is None:
            return missing.label.text(self.lang) or missing.field or ""
        name = self._controls.get(missing.control)
        return missing.control if name is None else name.text(self.lang)

    def part(self, id: str) -> str:
        """The printed name of a part."""
        name = self._parts.get(id)
        return id if name is None else name.text(self.lang)


class ModelNames:
    """Names of the parts and controls of one model, looked up when a finding needs them."""

    def __init__(self, model: Model, lang: Lang):
        self.model = model
        self.lang = lang

    @cached_property
    def controls(self) -> ControlSet:
        """The catalogue and the model's own controls."""
        from flowmodel.controls import controls_of

        return controls_of(self.model.controls)

    @cached_property
    def _parts(self) -> dict[str, str]:
        named = {}
        for section in ("channels", "actors"):
            for part in getattr(self.model, section):
                named[part.id] = _KINDS[section].text(self.lang).format(name=part.label(self.lang))
        for t in self.model.transfers:
            named.setdefault(t.step, _KINDS["transfer"].text(self.lang).format(name=t.printed))
        return named

    def control(self, missing: Missing) -> str:
        """The printed name of what is missing."""
        if missing.control is None:
            return missing.label.text(self.lang) or missing.field or ""
        if self.controls.canonical(missing.control) is None:
            return missing.control
        return self.controls.label(missing.control, self.lang)

    def part(self, id: str) -> str:
        """``経路「インターネット回線」`` or ``手順④`` for an id or a step as written."""
        return self._parts.get(id, id)
