"""What reports print of a rule itself: titles and the like, without loading the rule anew.

A check that finds everything unchanged loads no rule; it learns the cards from where they
were recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flowmodel.errors import InputError
from flowmodel.language import Bilingual


class Card(NamedTuple):
    """A rule as far as reports print it."""

    level: str
    kind: str
    origin: tuple[str, ...]
    title: Bilingual
    why: Bilingual
    satisfied: Bilingual
    basis: Bilingual


_learned: dict[str, Card] = {}


def card(id: str) -> Card | None:
    """The card of a rule of flowmodel's own; None for the rules of packs."""
    if id in _learned:
        return _learned[id]
    from flowmodel.lint.rules import rule

    try:
        r = rule(id)
    except InputError:
        return None
    return Card(r.level, r.kind, r.origin, r.title, r.why, r.satisfied, r.basis)


def titled(id: str) -> Bilingual:
    """The id of a rule with its title, where it has one."""
    found = card(id)
    if found is None:
        return Bilingual(id, id)
    return Bilingual(f"{id} {found.title.ja}", f"{id} {found.title.en}")


def record_cards() -> dict[str, Any]:
    """All cards as data for `learn`."""
    from flowmodel.lint.rules import every_id

    return {id: card(id) for id in every_id()}


def learn(data: Mapping[str, Any]) -> None:
    """Take in the cards of `record_cards`. Raises ValueError or TypeError where they are none."""
    from flowmodel.lint.rules import every_id

    if set(data) != set(every_id()):
        raise ValueError
    found = {}
    for id, (level, kind, origin, *texts) in data.items():
        pairs = [Bilingual(*map(_text, pair)) for pair in texts]
        found[id] = Card(_text(level), _text(kind), tuple(map(_text, origin)), *pairs)
    _learned.update(found)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
