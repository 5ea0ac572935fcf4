"""What each actor keeps of personal data, and what of it some step deletes there."""

from __future__ import annotations

from flowmodel.graph import FlowGraph

ANY = "*"
"""Stands for data of any category. No id of a data category looks like it."""


def undeleted(graph: FlowGraph) -> dict[str, tuple[str, ...]]:
    """Actor → the personal categories that it keeps and no step deletes there, in their order.

    `ANY` stands last where a step does not say what it brings. Deleting a category deletes its
    kinds, and a deletion that names none deletes everything. Actors without any are left out.
    """
    gone, kept = _deleted(graph), _kept(graph)
    found = {}
    for id, categories in kept.items():
        left = categories - gone.get(id, frozenset())
        if ANY not in gone.get(id, ()) and left:
            named = [c.id for c in graph.model.data if c.id in left]
            found[id] = (*named, ANY) if ANY in left else tuple(named)
    return found


def _deleted(graph: FlowGraph) -> dict[str, set[str]]:
    """Actor → the categories, kinds of them included, that some step deletes there, or `ANY`."""
    below: dict[str, set[str]] = {}
    for category in graph.model.data:
        above: str | None = category.id
        while above is not None:
            below.setdefault(above, set()).add(category.id)
            above = graph.data[above].parent
    found: dict[str, set[str]] = {}
    for flow in graph.flows:
        if flow.transfer.operation == "delete":
            for end in (flow.source.id, flow.target.id):
                gone = found.setdefault(end, set())
                gone.update(*(below[c.id] for c in flow.data)) if flow.data else gone.add(ANY)
    return found


def _kept(graph: FlowGraph) -> dict[str, set[str]]:
    """Actor → the personal categories that it holds, gets or hands out, or `ANY`."""
    personal = {c.id for c in graph.model.data if c.personal}
    found = {a.id: personal.intersection(a.holds) for a in graph.model.actors}
    for flow in graph.flows:
        operation = flow.transfer.operation
        if operation == "delete":
            continue
        brought = personal.intersection(c.id for c in flow.data) if flow.data else {ANY}
        found[flow.source.id] |= brought
        if operation != "view":
            found[flow.target.id] |= brought
    return found
