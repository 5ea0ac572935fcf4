"""Data categories as a taxonomy: each is a kind of its parent, and sets of them are bits."""

from __future__ import annotations

from collections.abc import Iterable

from flowmodel.graph import FlowGraph


class Taxonomy:
    """The categories of a model, each with a bit; the last bit is material that nobody named."""

    def __init__(self, graph: FlowGraph):
        self.ids: tuple[str, ...] = tuple(graph.data)
        self.unsaid: int = 1 << len(self.ids)
        """What a transfer without stated data brings from a sender of whom nothing is known."""
        self.all: int = (self.unsaid << 1) - 1
        self._bit = {id: 1 << i for i, id in enumerate(self.ids)}
        self._below = dict(self._bit)
        self._parent = {c.id: c.parent for c in graph.data.values()}
        for id in self.ids:
            above = self._parent[id]
            while above is not None:
                self._below[above] |= self._bit[id]
                above = self._parent[above]
        self.personal: int = self.unsaid | self.bits(
            c.id for c in graph.data.values() if c.personal
        )

    def bits(self, ids: Iterable[str]) -> int:
        """The bits of the categories themselves."""
        found = 0
        for id in ids:
            found |= self._bit[id]
        return found

    def below(self, ids: Iterable[str]) -> int:
        """The bits of the categories and of every kind of them. Raises KeyError."""
        found = 0
        for id in ids:
            found |= self._below[id]
        return found

    def under(self, category: str) -> tuple[str, ...]:
        """The category and every kind of it, in the document's order. Raises KeyError."""
        return self.names(self._below[category])

    def above(self, category: str) -> tuple[str, ...]:
        """The category and all that it is a kind of, the nearest first. Raises KeyError."""
        found = [category]
        while (parent := self._parent[found[-1]]) is not None:
            found.append(parent)
        return tuple(found)

    def names(self, bits: int) -> tuple[str, ...]:
        """The ids in a set, in the document's order; unnamed material has none."""
        return tuple(id for id in self.ids if self._bit[id] & bits)
