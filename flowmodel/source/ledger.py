"""The books of a builder: parts, names and calls, each held to what is known so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flowmodel.controls import ControlSet, controls_of
from flowmodel.errors import DocPath, ModelError, Problem, nearest, shorten
from flowmodel.graph.resolve import ACTOR, CHANNEL, CONTROL, DATA, ZONE, resolve
from flowmodel.language import Bilingual
from flowmodel.model import Checklist, ControlBox, Model, Strict
from flowmodel.source.callers import BuilderOrigin, Call, caller, place_of

_P = TypeVar("_P", bound=Strict)

NAMES = {
    "zones": ZONE,
    "actors": ACTOR,
    "channels": CHANNEL,
    "data": DATA,
    "controls": CONTROL,
}


@dataclass(frozen=True, slots=True)
class Handle:
    """A part that a builder has made; later calls take it in place of its id."""

    id: str
    """The part's id; a transfer's step, a series' mark."""
    section: str
    """The list of the document that holds it: ``actors``."""

    def __str__(self) -> str:
        return self.id


Ref = Handle | str


class Ledger:
    """What a builder has made so far. Its methods raise `ModelError` for the call that is wrong."""

    def __init__(self, fields: dict[str, Any]):
        self._start = caller()
        self._calls: dict[DocPath, Call] = {}
        self._lists: dict[str, list[Any]] = {}
        self._known: dict[str, dict[str, DocPath]] = {s: {} for s in NAMES}
        self._ids: dict[str, DocPath] = {}
        self._controls: ControlSet | None = None
        self._fields = _given(fields)
        self._make(Model, self._fields, (), self._start)

    def model(self) -> Model:
        """All parts as one model whose references hold."""
        model = self._make(Model, {**self._fields, **self._lists}, (), self._start)
        origin = BuilderOrigin(self._start, dict(self._calls))
        model._origin = origin
        index = resolve(model)
        if index.problems:
            raise ModelError(index.placed(origin))
        return model

    def single(self, field: str, cls: type[Strict], value: Any) -> None:
        """Set a part that the model has once."""
        call = caller()
        value = value if isinstance(value, cls) else _given(dict(value))
        self._fields[field] = self._make(cls, value, (field,), call)
        self._calls[(field,)] = call

    def part(self, section: str, cls: type[Strict], **fields: Any) -> Handle:
        """Add a part to a list of the model."""
        call = caller()
        if section == "controls":
            self._controls = None
        parts = self._lists.setdefault(section, [])
        path: DocPath = (section, len(parts))
        part: Any = self._make(cls, _given(fields), path, call)
        self._hold_controls(part, call)
        name = next((str(getattr(part, k)) for k in ("id", "step", "mark") if hasattr(part, k)), "")
        if hasattr(part, "id"):
            self._claim(name, section, path, call)
        parts.append(part)
        self._calls[path] = call
        return Handle(name, section)

    def _make(self, cls: type[_P], value: Any, path: DocPath, call: Call) -> _P:
        from pydantic import ValidationError

        value = _plain(value)
        try:
            return cls.model_validate(value)
        except ValidationError as e:
            from flowmodel.source.fields import real_path
            from flowmodel.source.problems import message

            problems = []
            for error in e.errors(include_url=False):
                at = (*path, *real_path(value, error["loc"]))
                told, near = message(error, at)
                problems.append(Problem(told, at, place_of(call), near))
        raise ModelError(problems)

    def _claim(self, id: str, section: str, path: DocPath, call: Call) -> None:
        # Controls have names of their own; all other parts share one set of ids.
        taken = self._known["controls"] if section == "controls" else self._ids
        if id in taken:
            first = place_of(self._calls[taken[id]])
            where = f"{first.file}:{first.line}"
            raise ModelError(
                Problem(
                    Bilingual(
                        f"id「{shorten(id)}」は {where} で既に使われています",
                        f"id '{shorten(id)}' is already used at {where}",
                    ),
                    path,
                    place_of(call),
                )
            )
        taken[id] = path
        if section in self._known:
            self._known[section][id] = path

    def ref(self, ref: Ref | None, *sections: str) -> str | None:
        """The id of a part of one of `sections`, known to exist."""
        if ref is None:
            return None
        if isinstance(ref, (Handle, str)):
            id = str(ref)
            if any(id in self._known[s] for s in sections):
                return id
        else:
            id = str(ref)
        what_ja = "・".join(NAMES[s].ja for s in sections)
        what_en = " or ".join(NAMES[s].en for s in sections)
        known = [k for s in sections for k in self._known[s]]
        other = next((NAMES[s] for s in self._known if id in self._known[s]), None)
        ja, en = (
            f"{what_ja}「{shorten(id)}」はまだ定義されていません",
            f"unknown {what_en} '{shorten(id)}'",
        )
        if other is not None:
            ja, en = (
                f"「{shorten(id)}」は{other.ja}です。{what_ja}を渡してください",
                f"'{shorten(id)}' is a {other.en}; give the {what_en}",
            )
        near = () if other is not None else nearest(id, known)
        raise ModelError(Problem(Bilingual(ja, en), (), place_of(caller()), near))

    def refs(self, refs: Ref | Iterable[Ref], *sections: str) -> list[str | None]:
        """The ids of one part or several."""
        each = [refs] if isinstance(refs, (Handle, str)) else refs
        return [self.ref(r, *sections) for r in each]

    def _hold_controls(self, part: Any, call: Call) -> None:
        """Raise for a control that neither the catalogue nor an earlier call has."""
        names = [s.control for s in getattr(part, "controls", ())]
        if isinstance(part, ControlBox):
            names += [s.control for item in part.items for s in item.controls]
        if isinstance(part, Checklist):
            names += [a.item for a in part.answers]
        if not names:
            return
        if self._controls is None:
            self._controls = controls_of(self._lists.get("controls", ()))
        known = self._controls
        problems = [
            Problem(
                Bilingual(
                    f"対策「{shorten(n)}」は定義されていません", f"unknown control '{shorten(n)}'"
                ),
                (),
                place_of(call),
                nearest(n, known.names()),
            )
            for n in dict.fromkeys(names)
            if known.canonical(n) is None
        ]
        if problems:
            raise ModelError(problems)


def _given(fields: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in fields.items() if v is not None}


def _plain(value: Any) -> Any:
    """`value` with ids for handles and lists for other iterables, as deep as it goes."""
    if isinstance(value, Handle):
        return value.id
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (str, bytes, Strict)) or not isinstance(value, Iterable):
        return value
    return [_plain(v) for v in value]
