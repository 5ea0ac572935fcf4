"""What many sections and rows tell alike, so that the file holds it once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flowmodel.export.html.facts import Asked, Line, Part, Stated

OFTEN = 8
"""Places that tell the same before it is taken out of them: a small page reads better whole."""

Told = tuple[Stated, ...] | tuple[Asked, ...] | tuple[str, ...]
"""The controls of a provider, what rules ask of a step, or controls as the table names them."""


@dataclass(frozen=True, slots=True)
class Block:
    """What several places tell, under an id of its own; one of the three is there."""

    id: str
    controls: tuple[Stated, ...]
    asked: tuple[Asked, ...]
    named: tuple[str, ...]


class Shared:
    """Knows what stands in a block."""

    def __init__(self, parts: Iterable[Part], lines: Iterable[Line]):
        told = Counter(_told(parts, lines))
        self._ids = {t: f"same:{i}" for i, t in enumerate(t for t in told if told[t] >= OFTEN)}
        self.blocks = tuple([_block(t, id) for t, id in self._ids.items()])
        """In the order in which they come first."""

    def at(self, told: Told) -> str:
        """The id of the block that tells this; empty where it is told in its place."""
        return self._ids.get(told, "")


def _block(told: Told, id: str) -> Block:
    return Block(
        id,
        tuple([t for t in told if isinstance(t, Stated)]),
        tuple([t for t in told if isinstance(t, Asked)]),
        tuple([t for t in told if isinstance(t, str)]),
    )


def _told(parts: Iterable[Part], lines: Iterable[Line]) -> Iterator[Told]:
    for part in parts:
        yield from (p.controls for p in part.providers if p.controls)
        if part.asked:
            yield part.asked
    for line in lines:
        yield from (controls for _, controls in line.providers if controls)
