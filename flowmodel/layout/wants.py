"""How wide lanes and corridors want to be, by what is written in them."""

from __future__ import annotations

from collections.abc import Sequence

from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.blocks import actor_block
from flowmodel.layout.canvas import Setter
from flowmodel.layout.columns import Want
from flowmodel.layout.measures import Measures, boxes_of, control_block
from flowmodel.layout.plan import Lane, Plan, Step
from flowmodel.layout.routing import TRACK
from flowmodel.layout.rows import RowMaker, channel_name
from flowmodel.layout.style import EDGE, INSET
from flowmodel.model import Actor, Channel

WORD = 34.0
"""A word as wide as this makes its column wider, so that it is not torn, mm at scale 1."""
BREAK = 9.0
"""Width of the mark that takes the place of lanes left out, mm at scale 1."""
CORRIDOR = 19.0
"""The least width of what is written in a corridor, mm at scale 1."""
CHIP = 48.0
"""A name in a chip as wide as this makes its lane wider, mm at scale 1."""


def lane_name(lane: Lane, lang: Lang) -> str:
    """The heading of a lane."""
    if lane.zone is not None:
        return lane.zone.label(lang)
    return "区画の外" if lang == "ja" else "Outside the zones"


def lane_wants(setter: Setter, plan: Plan, lang: Lang) -> list[Want]:
    """What lanes ask for."""
    style = setter.style
    lanes = []
    for lane in plan.lanes:
        pad = _pad(setter)
        head = _word(setter, lane_name(lane, lang), style.head) + style.mm(4.2)
        wants = [_actor_want(setter, plan.graph, a, lang) for a in lane.actors]
        least = max([style.mm(24), head, *[w.least for w in wants]])
        good = max([style.mm(34), *[w.good for w in wants]])
        for measures in lane_boxes(setter, plan, lane, lang):
            block2 = control_block(setter, plan.graph, measures, 400, lang, False)
            widest = sorted(p.width for _, _, p, _, _ in block2.paras)
            good = max(good, widest[int(len(widest) * 0.85)] + pad)
        lanes.append(Want(least, max(least, min(good, style.mm(74)))))
    return lanes


def _pad(setter: Setter) -> float:
    """What stands at the sides of a text in an actor's box, from edge to edge of the lane, mm."""
    return 2 * setter.style.mm(2.0) + 2 * INSET


def _actor_want(setter: Setter, graph: FlowGraph, actor: Actor, lang: Lang) -> Want:
    """What one actor asks of its lane."""

    def make() -> Want:
        style, pad = setter.style, _pad(setter)
        word = _word(setter, actor.label(lang), style.name) + pad
        block = actor_block(setter, graph, actor, 400, lang)
        paras = [(dx + p.width) for dx, _, p, _, _ in (*block.head.paras, *block.body.paras)]
        chips = max([p.width for *_, p, _ in block.data.chips], default=0.0)
        chip = min(chips, style.mm(CHIP)) + style.mm(8) + 2 * INSET
        return Want(max(word, chip), max(paras, default=0.0) + pad)

    return setter.fact(("want", actor.id), make)


def lane_boxes(
    setter: Setter, plan: Plan, lane: Lane, lang: Lang, only: frozenset[str] | None = None
) -> list[Measures]:
    """The control boxes of a lane, or of `only` some of its actors, in the order of its stack."""
    standing = [s.actor for s in lane.slots if s.actor is not None]
    actors = [a for a in standing if only is None or a.id in only]
    return setter.remember(
        ("boxes", lane.index, only), lambda: boxes_of(plan.graph, actors, lane.boxes, lang)
    )


def corridor_wants(setter: Setter, plan: Plan, maker: RowMaker, lang: Lang) -> list[Want]:
    """What the writing in corridors asks for; tracks come on top.

    All steps count, so that lanes stand at one place on all pages.
    """
    style = setter.style
    if not plan.steps:
        return []
    least = [style.mm(CORRIDOR)] * plan.corridors
    for at, channels in enumerate(_channels(plan)):
        least[at] = max([least[at], *[channel_want(setter, c, lang) for c in channels]])
    good = [style.mm(30.0)] * plan.corridors
    ample = style.mm(6)
    for step in plan.steps:
        short, width, number = step_wants(setter, maker, step)
        for segment in step.segments:
            c = segment.corridor
            least[c] = max(least[c], short)
            good[c] = max(good[c], width + ample)
            short = width = number
    wants = [Want(a, max(a, min(b, style.mm(62)))) for a, b in zip(least, good, strict=True)]
    if plan.partial:
        used = {s.corridor for step in plan.steps for s in step.segments}
        rooms = [style.mm(BREAK) * (c in plan.breaks) for c in range(plan.corridors)]
        wants = [
            w if c in used else Want(room, room, False)
            for c, (w, room) in enumerate(zip(wants, rooms, strict=True))
        ]
    return wants


def channel_want(setter: Setter, channel: Channel, lang: Lang) -> float:
    """The least width of a corridor in which a channel is named, mm."""

    def make() -> float:
        return _word(setter, channel_name(channel, lang), setter.style.channel) + 0.8

    return setter.fact(("name", channel.id), make)


def step_wants(setter: Setter, maker: RowMaker, step: Step) -> tuple[float, float, float]:
    """Widths of what is written at a step, mm: the least that will do, unbroken, its number alone."""

    def make() -> tuple[float, float, float]:
        word = maker.words[step.row]
        number = maker.badge_width(word.badge) + setter.style.mm(2.4)
        width = setter.width(word.text, maker.size) if word.text else 0.0
        return number + min(width, setter.style.mm(17)), number + width, number

    return setter.fact(("wants", step.row), make)


def with_tracks(
    setter: Setter, writing: Sequence[Want], tracks: Sequence[tuple[int, int]]
) -> list[Want]:
    """The wishes of corridors with their tracks added; narrow ones for a page without steps."""
    if not writing:
        return [Want(setter.style.mm(3.0), setter.style.mm(4.0))] * len(tracks)
    rests = [2 * EDGE + (left + right) * TRACK for left, right in tracks]
    return [
        Want(w.least + rest, w.good + rest, w.grows) for w, rest in zip(writing, rests, strict=True)
    ]


def _channels(plan: Plan) -> list[list[Channel]]:
    """The channels that are named in each corridor, each once."""
    found: list[dict[str, Channel]] = [{} for _ in range(plan.corridors)]
    for step in plan.steps:
        channel = step.flow.channel
        if channel is not None:
            for segment in step.segments:
                found[segment.corridor][channel.id] = channel
    return [list(channels.values()) for channels in found]


def _word(setter: Setter, text: str, base: float) -> float:
    """The width of the longest word of a bold text of the size `base`, at most `WORD`, mm."""
    width = setter.longest_word(text, setter.style.pt(base))
    return min(width, setter.style.mm(WORD))
