"""Why a mutant that nobody noticed is harmless, as far as that can be tried out."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from benchmarks.mutation.judge import Example, names
from benchmarks.mutation.mutants import Mutant
from flowmodel.errors import DocPath
from flowmodel.graph import FlowGraph
from flowmodel.model import Model


def spare(example: Example, mutant: Mutant) -> bool:
    """Whether a statement is asked for, and others state the same for whoever asks.

    All other statements of the control are put out of the way. What is then left is enough:
    without it there is a finding about this part that is not there with it.
    """
    document = deepcopy(example.source.document)
    control = _canonical(example, mutant.control)
    own = document.setdefault("controls", [])
    for number, (path, holder, index) in enumerate(_statements(document)):
        written = holder[index]
        name = written if isinstance(written, str) else written["control"]
        if _canonical(example, name) == control and path != mutant.at:
            # In the place of the statement, not instead of it: places stay what they were.
            holder[index] = f"stand-in-{number}"
            own.append({"id": f"stand-in-{number}", "name": f"stand-in {number}"})
    before = {(f.rule, f.parts, f.missing) for f in example.findings(document)}
    after = example.findings(mutant.of(document))
    return any(
        names(f, mutant) and _about(example, f.missing, control)
        for f in after
        if (f.rule, f.parts, f.missing) not in before
    )


def _about(example: Example, missing: tuple[Any, ...], control: str) -> bool:
    """Whether the control is what is missing; a finding of the checklist lists nothing missing."""
    named = {_canonical(example, m.control) for m in missing if m.control}
    return not named or control in named


def _canonical(example: Example, name: str) -> str:
    whole, _, _ = name.partition(".")
    return example.source.items.get(whole, whole)


def _statements(document: dict[str, Any]) -> Iterator[tuple[DocPath, list[Any], int]]:
    """Every statement of a control: its place, the list that it stands in, and where there."""
    for section in ("actors", "channels", "transfers"):
        for i, part in enumerate(document.get(section, ())):
            for k in range(len(part.get("controls", ()))):
                yield (section, i, "controls", k), part["controls"], k
    for i, box in enumerate(document.get("boxes", ())):
        for j, item in enumerate(box["items"]):
            if isinstance(item, str):
                yield ("boxes", i, "items", j), box["items"], j
                continue
            for k in range(len(item.get("controls", ()))):
                yield ("boxes", i, "items", j, "controls", k), item["controls"], k


def same_way(example: Example, mutant: Mutant) -> bool:
    """Whether each transfer still goes over the same line and is done by the same party."""
    return _ways(example.source.document) == _ways(mutant.of(example.source.document))


def _ways(document: dict[str, Any]) -> list[tuple[str, str | None]]:
    graph = FlowGraph.of(Model.model_validate(deepcopy(document)))
    return [(f.actor.id, f.channel.id if f.channel else None) for f in graph.flows]


def listed_again(example: Example, mutant: Mutant) -> bool:
    """Whether another category that some step moves lists the same item."""
    _, index, _, entry = mutant.at
    document = example.source.document
    item = document["data"][index]["items"][entry]
    moved = {id for t in document["transfers"] for id in t.get("data", ())}
    others = [d for i, d in enumerate(document["data"]) if i != index and d["id"] in moved]
    return any(item in d.get("items", ()) for d in others)


def moved_again(example: Example, mutant: Mutant) -> bool:
    """Whether another step moves the same category."""
    _, index, _, entry = mutant.at
    transfers = example.source.document["transfers"]
    category = transfers[index]["data"][entry]
    return any(category in t.get("data", ()) for i, t in enumerate(transfers) if i != index)
