"""The ways by which material gets from one actor to another, and what is done to it there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flowmodel.analysis.taxonomy import Taxonomy
from flowmodel.errors import DocPath
from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual
from flowmodel.model import Transform

_READING = frozenset({"view", "edit", "download"})


@dataclass(frozen=True, slots=True)
class Change:
    """A transform with its categories as bits."""

    kind: str
    takes: int
    """All that it concerns."""
    each: tuple[int, ...]
    """What must come together, one set for each."""
    gives: int

    def apply(self, bits: int) -> int:
        """What becomes of a set of categories. Monotone: more in, no less out."""
        hit = bits & self.takes
        if not hit or self.kind == "forward":
            return bits
        if self.kind == "strip":
            return bits & ~self.takes | self.gives
        if self.kind == "combine" and not all(bits & one for one in self.each):
            return bits
        return bits | self.gives


Changes = tuple[Change, ...]


def changes_of(taxonomy: Taxonomy, transforms: Iterable[Transform]) -> Changes:
    """Transforms as bits, in the order of the document."""
    return tuple(
        Change(
            t.kind,
            taxonomy.below(t.takes) if t.takes else taxonomy.all,
            tuple(taxonomy.below((one,)) for one in t.takes),
            taxonomy.bits(t.gives),
        )
        for t in transforms
    )


def changed(bits: int, changes: Changes) -> int:
    """A set of categories after all changes, one after the other."""
    for change in changes:
        bits = change.apply(bits)
    return bits


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One way from an actor to another: a step, what an editor sees, or a right to material."""

    index: int
    source: str
    target: str
    flow: Flow | None
    """The step; None for a grant."""
    allowed: int
    """The categories that may pass: those stated and all kinds of them; everything if none."""
    changes: Changes
    part: str
    """The step as written, or the id of the actor that grants."""
    path: DocPath
    printed: Bilingual
    personal: bool
    back: bool = False
    """Whether it is what an editor sees, against the direction of the step."""

    @property
    def channel(self) -> str | None:
        """The id of the channel of a step between two actors."""
        return self.flow.channel.id if self.flow and self.flow.channel else None


def ways_of(graph: FlowGraph, taxonomy: Taxonomy) -> tuple[Way, ...]:
    """All ways: steps other than deletions, what editors see, and rights to look at material."""
    found: list[Way] = []
    for flow in graph.flows:
        t = flow.transfer
        if t.operation == "delete":
            continue
        allowed = taxonomy.below(t.data) if t.data else taxonomy.all
        printed = Bilingual(f"手順{flow.printed}", f"step {flow.printed}")
        ends = (flow.source.id, flow.target.id)
        changes = changes_of(taxonomy, t.transforms)
        for back in (False, True):
            # Whoever edits at another's place has seen what lies there.
            if back and (t.operation != "edit" or flow.actor is not flow.source):
                continue
            source, target = ends[::-1] if back else ends
            found.append(
                Way(len(found), source, target, flow, allowed, () if back else changes,
                    t.step, flow.path, printed, flow.personal, back)
            )  # fmt: skip
    for i, actor in enumerate(graph.model.actors):
        for j, grant in enumerate(actor.grants):
            if _READING.isdisjoint(grant.rights):
                continue
            allowed = taxonomy.below(grant.data) if grant.data else taxonomy.all
            folder = grant.folder or ""
            printed = Bilingual(
                f"共有の設定「{folder}」" if folder else "共有の設定", f"share {folder}".rstrip()
            )
            path: DocPath = ("actors", i, "grants", j)
            personal = bool(allowed & taxonomy.personal)
            found.extend(
                Way(len(found) + k, actor.id, to, None, allowed, (), actor.id, path, printed,
                    personal)
                for k, to in enumerate(grant.to)
            )  # fmt: skip
    return tuple(found)
