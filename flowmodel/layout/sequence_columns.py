"""Life lines of a sequence figure: their order, and where on the page each stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flowmodel.language import Lang
from flowmodel.layout.blocks import BESIDE_ICON, ICON, PAD
from flowmodel.layout.canvas import Setter
from flowmodel.layout.columns import Want, columns
from flowmodel.layout.plan import Lane, Plan
from flowmodel.model import Actor, Zone

HEAD = 25.0
"""Least width of a head, mm at scale 1."""
WIDE = 52.0
"""Most width that a head asks for, mm at scale 1."""
TORN = 42.0
"""Most width for which a word of a head is kept whole, mm at scale 1."""
PLATE = 84.0
"""Most width that the writing at a message asks for, mm at scale 1."""
NEAR = 2.4
"""Distance of two heads in one zone, mm at scale 1."""
APART = 7.0
"""Distance of two heads in different zones, mm at scale 1."""
ROUNDS = 20
"""Most passes in which neighbours change places."""


@dataclass(frozen=True, slots=True)
class Stand:
    """An actor with the zones around it."""

    actor: Actor
    lane: Lane
    zones: tuple[Zone, ...]
    """Those within its lane, from the outermost."""


@dataclass(frozen=True, slots=True)
class LifeLine:
    """A stand with its place on a page, mm."""

    stand: Stand
    left: float
    """Left edge of the head."""
    width: float
    """Width of the head."""

    @property
    def x(self) -> float:
        """Where the line runs."""
        return self.left + self.width / 2

    @property
    def right(self) -> float:
        """Right edge of the head."""
        return self.left + self.width


def stands(plan: Plan) -> list[Stand]:
    """The actors from left to right: zones in their order, neighbours so that arrows are short."""
    found: list[Stand] = []
    for lane in plan.lanes:
        zones = {s.actor.id: s.zones for s in lane.slots if s.actor is not None}
        found.extend(_grouped([Stand(a, lane, zones[a.id]) for a in lane.actors], 0))
    return _shortened(found, plan)


def _grouped(some: Sequence[Stand], depth: int) -> list[Stand]:
    """Those of one zone together, in the order in which they first appear."""
    groups: dict[str, list[Stand]] = {}
    for stand in some:
        inner = len(stand.zones) > depth
        groups.setdefault(stand.zones[depth].id if inner else "", []).append(stand)
    return [
        stand
        for id, group in groups.items()
        for stand in (_grouped(group, depth + 1) if id else group)
    ]


def _shortened(order: list[Stand], plan: Plan) -> list[Stand]:
    """Let neighbours of one zone change places while that makes the arrows shorter."""
    weights: Counter[tuple[str, str]] = Counter()
    for step in plan.steps:
        a, b = step.flow.source.id, step.flow.target.id
        if a != b:
            weights[a, b] += 1
            weights[b, a] += 1
    near: dict[str, list[tuple[str, int]]] = {}
    for (a, b), n in weights.items():
        near.setdefault(a, []).append((b, n))
    at = {s.actor.id: i for i, s in enumerate(order)}
    for _ in range(ROUNDS):
        changed = False
        for i in range(len(order) - 1):
            one, two = order[i], order[i + 1]
            if one.lane is two.lane and one.zones == two.zones and _gain(one, two, at, near) > 0:
                order[i], order[i + 1] = two, one
                at[one.actor.id], at[two.actor.id] = i + 1, i
                changed = True
        if not changed:
            break
    return order


def _gain(
    one: Stand, two: Stand, at: Mapping[str, int], near: Mapping[str, list[tuple[str, int]]]
) -> int:
    """By how much the arrows become shorter where two neighbours change places."""
    a, b = one.actor.id, two.actor.id
    right = sum(n * (1 if at[c] > at[b] else -1) for c, n in near.get(a, ()) if c != b)
    left = sum(n * (1 if at[c] < at[a] else -1) for c, n in near.get(b, ()) if c != a)
    return right + left


def head_wants(setter: Setter, some: Sequence[Stand], lang: Lang) -> list[Want]:
    """The widths that the heads of these ask for: no word is torn, if it is not very long."""
    beside = Counter(s.lane.index for s in some)

    def want(stand: Stand) -> Want:
        alone = beside[stand.lane.index] == 1 and stand.lane.zone is not None
        key = ("head", stand.actor.id, alone)
        return setter.remember(key, lambda: _head_want(setter, stand, alone, lang))

    return [want(stand) for stand in some]


def _head_want(setter: Setter, stand: Stand, alone: bool, lang: Lang) -> Want:
    """What a head asks for; with its zone's name, where it stands `alone` in the zone."""
    style, name = setter.style, stand.actor.label(lang)
    texts = [(name, style.pt(style.name), style.mm(2 * PAD), style.mm(ICON + BESIDE_ICON))]
    if alone and stand.lane.zone is not None:
        texts.append((stand.lane.zone.label(lang), style.pt(style.head), style.mm(3.0), 0.0))
    whole = max(setter.width(t, size, bold=True) + pad + icon for t, size, pad, icon in texts)
    word = max(setter.longest_word(t, size) + pad for t, size, pad, _ in texts)
    least = max(style.mm(HEAD), min(word, style.mm(TORN)))
    return Want(least, max(least, min(whole, style.mm(WIDE))))


def least_width(setter: Setter, some: Sequence[Stand], lang: Lang) -> float:
    """The width without which the heads of these do not stand side by side, mm."""
    gaps = sum(_gap(setter, a, b) for a, b in pairwise(some))
    return sum(want.least for want in head_wants(setter, some, lang)) + gaps


def _gap(setter: Setter, a: Stand, b: Stand) -> float:
    return setter.style.mm(NEAR if a.lane is b.lane else APART)


def life_lines(
    setter: Setter, some: Sequence[Stand], plates: Mapping[int, float], lang: Lang,
    left: float, width: float,
) -> list[LifeLine]:  # fmt: skip
    """Places for the life lines in a page's `width` from `left`.

    `plates` are the widths that the writing between a life line and the next asks for, by the
    position of the first; all in mm.
    """
    mm, heads = setter.style.mm, head_wants(setter, some, lang)
    gaps = []
    for i, (a, b) in enumerate(pairwise(some)):
        least = _gap(setter, a, b)
        halves = (heads[i].good + heads[i + 1].good) / 2
        gaps.append(Want(least, max(least, min(plates.get(i, 0.0), mm(PLATE)) - halves)))
    cols = columns(heads, gaps, left, width)
    return [
        LifeLine(stand, x, w) for stand, x, w in zip(some, cols.lane_x, cols.lane_w, strict=True)
    ]
