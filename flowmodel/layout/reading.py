"""The order in which a page is read aloud, and which of its groups tell a step.

A drawing is read in the order in which its items stand. Where steps share a card, they are told
apart here, so that they are heard in the order of their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flowmodel.layout.scene import Box, Group, Item, Line, Shape, Text

NUMBERS = frozenset({"badge", "number"})
"""The roles of a step's number."""
WRITING = NUMBERS | {"wording"}
"""The roles of what a card tells of one step alone."""


def tells_step(group: Group) -> bool:
    """Whether a group is one step to a reader: it is titled and bears a number, and no card."""
    if not group.title:
        return False
    numbered = False
    for item in group.items:
        kind = type(item)
        if kind is Text:
            numbered = numbered or item.role in NUMBERS  # type: ignore[union-attr]
        elif (kind is Box or kind is Line) and item.role == "card":  # type: ignore[union-attr]
            return False
    return numbered


def step_groups(items: Iterable[Item]) -> Iterator[Group]:
    """The groups that tell steps, in the order of reading."""
    for item in items:
        if isinstance(item, Group):
            if tells_step(item):
                yield item
            else:
                yield from step_groups(item.items)


def in_order(items: Iterable[Item], told: Mapping[str, str], *, apart: bool) -> tuple[Item, ...]:
    """Items of a page with shared cards: boxes, links by their first step, steps, who is kept out.

    `told` are the sentences of all steps by their part, in their order. With `apart`, what a
    card writes of one step becomes a thing of its own; without, a list tells the steps.
    """
    before: list[Item] = []
    after: list[Item] = []
    boxes: list[Group] = []
    links: list[tuple[int, Group]] = []
    place = {part: i for i, part in enumerate(told)}
    steps: list[Group] = []
    kept: list[Group] = []
    for item in items:
        if not isinstance(item, Group):
            groups = boxes or links or steps or kept
            (after if groups else before).append(item)
        elif _has(item, "kept") or _has(item, "sign"):
            kept.append(item)
        elif _has(item, "card"):
            link, own = _apart(item, told) if apart else (item, [])
            first = min((place.get(n, len(place)) for n in _numbers(item)), default=0)
            links.append((first, link))
            steps.extend(own)
        elif tells_step(item):
            steps.append(item)
        else:
            boxes.append(item)
    links.sort(key=lambda link: link[0])
    steps.sort(key=lambda g: place.get(g.part, len(place)))
    return (*before, *boxes, *(link for _, link in links), *steps, *kept, *after)


def _numbers(card: Group) -> Iterator[str]:
    """The steps of which a card bears the number."""
    return (i.part for i in card.items if isinstance(i, Text) and i.role in NUMBERS)


def _apart(card: Group, told: Mapping[str, str]) -> tuple[Group, list[Group]]:
    """A link without the writing of its steps, and each step that is worded on its card."""
    numbered = set(_numbers(card))
    rest: list[Item] = []
    steps: dict[str, list[Item]] = {part: [] for part in told if part in numbered}
    for item in card.items:
        mine = isinstance(item, Text | Shape) and item.role in WRITING and item.part in steps
        (steps[item.part] if mine else rest).append(item)
    own = [Group(tuple(found), part, told[part]) for part, found in steps.items()]
    return Group(tuple(rest), card.part, card.title), own


def _has(group: Group, role: str) -> bool:
    return any(isinstance(i, Box | Line) and i.role == role for i in group.items)
