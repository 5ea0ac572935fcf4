"""Names of parts and ways from actor to actor in words, as messages speak of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flowmodel.language import Bilingual

if TYPE_CHECKING:
    from flowmodel.analysis.ways import Way
    from flowmodel.graph import FlowGraph
    from flowmodel.model import NamedPart

MOST_STEPS = 40
"""Steps of a witness that a message shows: the first half and the last half of them."""


def named(part: NamedPart) -> Bilingual:
    """A part's printed name in both languages, in corner brackets or quotes."""
    return Bilingual(f"「{part.label('ja')}」", f"'{part.label('en')}'")


def listed(names: Iterable[Bilingual]) -> Bilingual:
    """Names that stand in corner brackets or quotes, one after the other."""
    found = tuple(names)
    return Bilingual("".join(n.ja for n in found), ", ".join(n.en for n in found))


def ends_of(trail: tuple[Way, ...]) -> tuple[Way, ...]:
    """A witness, or its first and last steps where it is too long to tell."""
    if len(trail) <= MOST_STEPS:
        return trail
    return (*trail[: MOST_STEPS // 2], *trail[-MOST_STEPS // 2 :])


def told(graph: FlowGraph, trail: tuple[Way, ...]) -> Bilingual:
    """A witness in words; an ellipsis stands for what is left out of a long one."""
    if not trail:
        return Bilingual("", "")
    start = named(graph.actors[trail[0].source])
    ja, en, at = [start.ja], [start.en], trail[0].source
    for way in ends_of(trail):
        if way.source != at:
            ja.append("…")
            en.append("…")
        name = named(graph.actors[way.target])
        ja += [way.printed.ja, name.ja]
        en += [way.printed.en, name.en]
        at = way.target
    return Bilingual(" → ".join(ja), " → ".join(en))
