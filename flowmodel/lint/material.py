"""What lies where while the steps run, and which step puts it there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.lint.rule import Context
from flowmodel.model import Actor

_READS = frozenset({"view", "download", "edit"})
_PUTS_NOTHING = frozenset({"view", "delete", "edit"})
UNSAID = ""
"""Stands for material of which nobody said what it is."""
ANY = "*"
"""Stands for any material. No id of a data category looks like it."""


def brought(flow: Flow) -> set[str]:
    """What a step leaves at its target: what it carries, and what is made of it there."""
    found = {c.id for c in flow.data} or {UNSAID}
    for transform in (*flow.transfer.transforms, *flow.target.transforms):
        if not transform.takes or UNSAID in found or found.intersection(transform.takes):
            found.update(transform.gives)
    return found


class Material:
    """What lies in each actor while a series runs."""

    def __init__(self, ctx: Context):
        self.parents = {d.id: d.parent for d in ctx.graph.model.data}
        self.held: dict[str, set[str]] = {
            a.id: set(a.holds) for a in ctx.graph.model.actors if a.holds
        }
        self.gone: dict[str, dict[str, Flow]] = {}
        """What was there and was deleted, with the step that deleted it last."""

    def above(self, category: str) -> Iterator[str]:
        """The category and those that it is a kind of."""
        at: str | None = category
        while at is not None:
            yield at
            at = self.parents.get(at)

    def has(self, actor: str, category: str) -> bool:
        """Whether the category, one above it or one below it lies there."""
        held = self.held.get(actor, set())
        if UNSAID in held or category in held:
            return True
        if any(c in held for c in self.above(category)):
            return True
        return any(category in self.above(h) for h in held)

    def deleted(self, actor: str, category: str) -> Flow | None:
        """The step that deleted the category, one above it or one below it; ANY for anything."""
        steps = [
            step
            for id, step in self.gone.get(actor, {}).items()
            if category == ANY
            or id == UNSAID
            or id in self.above(category)
            or category in self.above(id)
        ]
        return max(steps, key=lambda s: s.transfer.number, default=None)

    def lacks(self, flow: Flow, store: Actor) -> tuple[str, ...] | None:
        """The categories that `flow` wants and `store` has not; None where nothing is lacking."""
        held = self.held.get(store.id, set())
        if not flow.data or store.kind != "storage":
            return None if held else tuple(c.id for c in flow.data)
        absent = tuple(c.id for c in flow.data if not self.has(store.id, c.id))
        return absent or None

    def run(self, flow: Flow) -> None:
        """Move the material of one step."""
        target = self.held.setdefault(flow.target.id, set())
        if flow.transfer.operation == "delete":
            # Whose copy is deleted when somebody deletes at another: the other's.
            at = flow.other.id
            kept = self.held.setdefault(at, set())
            deleted = kept & {c.id for c in flow.data} if flow.data else set(kept)
            kept -= deleted
            self.gone.setdefault(at, {}).update(dict.fromkeys(deleted, flow))
        else:
            target.update(brought(flow))


def read_at(flow: Flow) -> Actor | None:
    """The store or service whose material a step reads, if it reads one's."""
    fetched = flow.transfer.operation == "send" and flow.actor is flow.target
    if flow.channel is None or not (fetched or flow.transfer.operation in _READS):
        return None
    store = flow.other
    return store if store.kind in ("storage", "service") else None


class Puts:
    """Which steps put what where: looked up, not searched, for each step that finds nothing."""

    def __init__(self, ctx: Context):
        self.first: dict[tuple[str, str], Flow] = {}
        self.numbered: dict[tuple[str, str, str], list[tuple[int, Flow]]] = {}
        for mark, flows in ctx.graph.series.items():
            for flow in flows:
                if flow.transfer.operation in _PUTS_NOTHING:
                    continue
                number = flow.transfer.number
                # What is unsaid may be anything; anything at all is filed under ANY.
                for what in (*brought(flow), ANY):
                    key = (flow.target.id, what)
                    if key not in self.first or flow.index < self.first[key].index:
                        self.first[key] = flow
                    self.numbered.setdefault((*key, mark), []).append((number, flow))

    def witness(self, flow: Flow, store: Actor, absent: tuple[str, ...]) -> Flow | None:
        """The step that does put the material there: later in the series, else in another one."""
        found = self.later(flow, store, absent)
        if found is not None:
            return found
        wanted = (*absent, UNSAID) if absent else (ANY,)
        others = [self.first[store.id, w] for w in wanted if (store.id, w) in self.first]
        return min((f for f in others if f is not flow), key=lambda f: f.index, default=None)

    def later(self, flow: Flow, store: Actor, absent: tuple[str, ...]) -> Flow | None:
        """The next step of the same series that puts the material there."""
        later = []
        for what in (*absent, UNSAID) if absent else (ANY,):
            steps = self.numbered.get((store.id, what, flow.transfer.series), [])
            at = bisect_right(steps, flow.transfer.number, key=lambda s: s[0])
            later += [s for _, s in steps[at : at + 1]]
        return min(later, key=lambda s: s.transfer.number, default=None)
