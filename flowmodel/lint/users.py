"""Who works in a store or service at a step: whether the arrow and the store's grants fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flowmodel.graph import Flow
from flowmodel.lint.facts import USERS
from flowmodel.model import Grant
from flowmodel.vocabulary import Operation, Right

_INTO: dict[Operation, bool] = {"view": False, "download": False, "upload": True}
"""Whether an operation puts material into a store or, where not, takes it from there."""
_RIGHTS: dict[Operation, frozenset[Right]] = {
    "view": frozenset({"view", "edit", "download"}),
    "download": frozenset({"download"}),
    "upload": frozenset({"upload", "edit"}),
    "edit": frozenset({"edit"}),
    "delete": frozenset({"delete", "edit"}),
}
"""The rights of which one allows an operation; who may change or take a file may look at it."""


def against_the_way(flow: Flow) -> bool:
    """Whether a step reads towards a store or service, or puts from it to one who works there."""
    into = _INTO.get(flow.transfer.operation)
    if into is None:
        return False
    user, store = (flow.target, flow.source) if into else (flow.source, flow.target)
    return user.kind in USERS and store.kind in ("storage", "service")


def without_right(flow: Flow) -> bool:
    """Whether the store's grants leave out who acts at the step, or the right that it takes.

    A store that states no grants leaves out nobody.
    """
    grants = _grants(flow)
    return grants is not None and not grants


def not_granted(flow: Flow, above: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """What the step moves and no grant of its right covers; a grant without data covers all.

    `above` gives a category and those that it is a kind of.
    """
    grants = _grants(flow)
    if not grants or not all(g.data for g in grants):
        return ()
    covered = {id for g in grants for id in g.data}
    return tuple(c.id for c in flow.data if covered.isdisjoint(above(c.id)))


def _grants(flow: Flow) -> tuple[Grant, ...] | None:
    """The grants that let who acts do so; None where none is needed, or the store states none."""
    rights = _RIGHTS.get(flow.transfer.operation)
    store = flow.other
    if rights is None or store is flow.actor or not store.grants:
        return None
    return tuple(g for g in store.grants if flow.actor.id in g.to and rights.intersection(g.rights))
