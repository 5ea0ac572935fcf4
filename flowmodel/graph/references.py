"""Following the references of transforms and assertions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flowmodel.errors import DocPath
from flowmodel.language import Bilingual
from flowmodel.model import (
    Always,
    EveryPath,
    Model,
    MustDelete,
    Never,
    NoAccess,
    Transform,
)

if TYPE_CHECKING:
    from flowmodel.graph.resolve import Index

DATA = Bilingual("情報区分", "data category")
PLACE = Bilingual("主体・区画", "actor or zone")
REACHED = Bilingual("主体・区画・経路", "actor, zone or channel")
GUARDED = Bilingual("主体・情報区分", "actor or data category")
PASSED = Bilingual("主体・区画・経路・対策", "actor, zone, channel or control")
CONTROL = Bilingual("対策", "control")
ACTOR = Bilingual("主体", "actor")


def follow(model: Model, index: Index) -> None:
    """Note every name in a transform or an assertion that is not defined."""
    for section in ("actors", "transfers"):
        for i, part in enumerate(getattr(model, section)):
            _transforms(index, part.transforms, (section, i))
    for i, assertion in enumerate(model.assertions):
        look = _Look(index, ("assertions", i))
        if isinstance(assertion, NoAccess):
            look(_places(index), assertion.parties, "parties", PLACE)
            look({**index.actors, **index.data}, assertion.protects, "protects", GUARDED)
            continue
        look(index.data, assertion.data, "data", DATA)
        if isinstance(assertion, Never):
            places = {**index.actors, **index.zones, **index.channels}
            look(places, assertion.reaches, "reaches", REACHED)
        elif isinstance(assertion, Always):
            look(_places(index), assertion.at, "at", PLACE)
            look(index.data, assertion.carries, "carries", DATA)
            look(index.controls.names(), assertion.passed, "passed", CONTROL)
        elif isinstance(assertion, EveryPath):
            look(_places(index), (assertion.source,), "from", PLACE)
            look(_places(index), (assertion.target,), "to", PLACE)
            passed = [*index.actors, *index.zones, *index.channels, *index.controls.names()]
            look(passed, assertion.passes, "passes", PASSED)
        elif isinstance(assertion, MustDelete):
            look(index.actors, assertion.at, "at", ACTOR)


def _places(index: Index) -> dict[str, object]:
    """The parts that a path may begin or end at."""
    return {**index.actors, **index.zones}


class _Look:
    def __init__(self, index: Index, path: DocPath):
        self.index = index
        self.path = path

    def __call__(
        self, table: Iterable[str], names: Sequence[str], field: str, kind: Bilingual
    ) -> None:
        single = field in ("from", "to")
        for j, name in enumerate(names):
            path = (*self.path, field) if single else (*self.path, field, j)
            self.index.known(kind, table, name, path)


def _transforms(index: Index, transforms: Sequence[Transform], path: DocPath) -> None:
    for j, transform in enumerate(transforms):
        for field in ("takes", "gives"):
            for k, name in enumerate(getattr(transform, field)):
                index.known(DATA, index.data, name, (*path, "transforms", j, field, k))
