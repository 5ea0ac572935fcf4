"""The control catalogue as data, and a model's controls as a numbered set.

`ControlSet` gives each control (each of its parts, where it has parts) a bit,
so that what a transfer carries is one integer and a requirement is a mask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from flowmodel.language import Lang
from flowmodel.model.base import localise
from flowmodel.model.control import Control, ControlPart
from flowmodel.yaml_values import yaml_reader


@cache
def catalogue() -> tuple[Control, ...]:
    """The controls that come with flowmodel, in the order of the checklist, then the others."""
    from pydantic import TypeAdapter

    # importlib.resources would import tempfile, random and hashlib at each start.
    text = Path(__file__).with_name("catalogue.yaml").read_text(encoding="utf-8")
    return TypeAdapter(tuple[Control, ...]).validate_python(yaml_reader().loads(text))


class ControlSet:
    """Controls by every name that a document may use, with a bit for each atom."""

    def __init__(self, controls: Iterable[Control]):
        self.controls: dict[str, Control] = {}
        self.atoms: list[str] = []
        self._canonical: dict[str, str] = {}
        self._masks: dict[str, int] = {}
        for control in controls:
            self._add(control)

    def _add(self, control: Control) -> None:
        self.controls[control.id] = control
        names = [control.id] + ([control.item] if control.item else [])
        whole = 0
        for part in control.parts or (None,):
            atom = control.id if part is None else f"{control.id}.{part.id}"
            bit = 1 << len(self.atoms)
            self.atoms.append(atom)
            whole |= bit
            self._masks[atom] = bit
            if part is not None:
                self._canonical.update((f"{n}.{part.id}", atom) for n in names)
        self._masks[control.id] = whole
        self._canonical.update((n, control.id) for n in names)

    def canonical(self, name: str) -> str | None:
        """The id for a name as written (``S5.patterns`` → ``anti-malware.patterns``), or None."""
        return self._canonical.get(name)

    def mask(self, *names: str) -> int:
        """The bits of all the named controls. Raises KeyError for an unknown name."""
        mask = 0
        for name in names:
            mask |= self._masks[self._canonical[name]]
        return mask

    def control(self, name: str) -> Control:
        """The control of a name, also of a part's name. Raises KeyError."""
        return self.controls[self._canonical[name].partition(".")[0]]

    def part(self, name: str) -> ControlPart | None:
        """The part that a name points to, or None where it names a whole control."""
        canonical = self._canonical[name]
        wanted = canonical.partition(".")[2]
        return next(
            (p for p in self.controls[canonical.partition(".")[0]].parts if p.id == wanted), None
        )

    def label(self, name: str, lang: Lang, short: bool = False) -> str:
        """The printed name of a control or part, with its checklist item left out."""
        part = self.part(name)
        if part is not None:
            return localise(part.name, lang)
        control = self.control(name)
        return localise(control.short if short and control.short else control.name, lang)

    def names(self) -> tuple[str, ...]:
        """Every name that a document may use."""
        return tuple(self._canonical)

    def split(self, mask: int) -> tuple[str, ...]:
        """The ids in a mask: a whole control where all its parts are in it, else the parts."""
        found: list[str] = []
        for control in self.controls.values():
            whole = self._masks[control.id]
            if whole & mask == whole:
                found.append(control.id)
            elif whole & mask:
                found.extend(
                    f"{control.id}.{p.id}"
                    for p in control.parts
                    if self._masks[f"{control.id}.{p.id}"] & mask
                )
        return tuple(found)

    def __iter__(self) -> Iterator[Control]:
        return iter(self.controls.values())


@cache
def catalogue_set() -> ControlSet:
    """The catalogue as a set, for models without controls of their own."""
    return ControlSet(catalogue())


def controls_of(own: Iterable[Control]) -> ControlSet:
    """The catalogue and a model's own controls; an own control may not reuse a name."""
    own = tuple(own)
    return ControlSet((*catalogue(), *own)) if own else catalogue_set()
