"""What a field of the language is, and the ways in which fields are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple

from flowmodel.language import Bilingual
from flowmodel.lint.policy.view import View
from flowmodel.model import localise

FieldKind = Literal["text", "flag", "choice", "list", "data", "controls", "statements"]
Read = Callable[[View, Any], Any]

KINDS: dict[FieldKind, Bilingual] = {
    "text": Bilingual("文字列の項目", "a text"),
    "flag": Bilingual("真偽の項目", "a true/false field"),
    "choice": Bilingual("決まった値の項目", "a field of fixed values"),
    "list": Bilingual("リストの項目", "a list"),
    "data": Bilingual("情報の種類のリスト", "a list of data categories"),
    "controls": Bilingual("対策", "controls"),
    "statements": Bilingual("対策のリスト", "a list of controls"),
}


class Field(NamedTuple):
    """One field of a kind of part."""

    kind: FieldKind
    label: Bilingual
    read: Read
    choices: tuple[str, ...] = ()
    single: bool = False
    """Whether transfers that are otherwise alike may differ in it."""
    own: bool = False
    """Whether transfers of one situation (`flowmodel.lint.situations`) may differ in it."""
    labels: Mapping[str, Bilingual] | None = None
    """What values are called in print."""

    def printed(self, view: View, part: Any) -> Bilingual:
        """The value as messages print it; empty where there is none."""
        value = self.read(view, part)
        if value is None:
            return Bilingual("", "")
        values: Iterable[Any] = (value,) if isinstance(value, str) else value
        if self.kind == "data":
            return view.ctx.names(view.graph.data[id] for id in values)
        if self.kind == "statements":
            return view.ctx.control(*view.graph.controls.split(value))
        named = [(self.labels or {}).get(v) or Bilingual(v, v) for v in values]
        return Bilingual("、".join(n.ja for n in named), ", ".join(n.en for n in named))


def text(ja: str, en: str, read: Read, single: bool = False) -> Field:
    """A text that `read` gives."""
    return Field("text", Bilingual(ja, en), read, (), single)


def own(ja: str, en: str, name: str, single: bool = False) -> Field:
    """A text field of the part itself; one of blanks counts as empty."""

    def read(view: View, part: Any) -> Any:
        value = getattr(part, name)
        return (localise(value, view.lang) or None) if value is not None else None

    return text(ja, en, read, single)


def choice(ja: str, en: str, choices: Any, read: Read, single: bool = False) -> Field:
    """One of fixed values; a mapping gives their names in print as well."""
    labels = choices if isinstance(choices, Mapping) else None
    return Field("choice", Bilingual(ja, en), read, tuple(choices), single, labels=labels)


def flag(ja: str, en: str, read: Read, single: bool = False) -> Field:
    """True or false."""
    return Field("flag", Bilingual(ja, en), read, (), single)


def listed(ja: str, en: str, read: Read, choices: Any = (), single: bool = False) -> Field:
    """Several texts."""
    labels = choices if isinstance(choices, Mapping) else None
    return Field("list", Bilingual(ja, en), read, tuple(choices), single, labels=labels)


def data(ja: str, en: str, read: Read, single: bool = False) -> Field:
    """Several data categories."""
    return Field("data", Bilingual(ja, en), read, (), single)


def statements(ja: str, en: str, read: Read, single: bool = False) -> Field:
    """Several controls, as bits."""
    return Field("statements", Bilingual(ja, en), read, (), single)
