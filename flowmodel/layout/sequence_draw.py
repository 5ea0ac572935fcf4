"""Drawing a measured page of a sequence figure: heads, life lines, messages."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flowmodel.layout.canvas import Canvas, Para, plates
from flowmodel.layout.describe import step_sentence
from flowmodel.layout.draw import badge
from flowmodel.layout.exclusions import stop_sign
from flowmodel.layout.findings import STRIKE, rails, strike
from flowmodel.layout.scene import Box, Item, Line
from flowmodel.layout.sequence_columns import LifeLine
from flowmodel.layout.sequence_heads import Heads
from flowmodel.layout.sequence_heights import bar_reach, between, gaps_of
from flowmodel.layout.sequence_rows import (
    BAR,
    BESIDE,
    KEPT_OUT,
    LOOP,
    OVER,
    RAIL_ABOVE,
    RAIL_BELOW,
    TAIL,
    UNDER,
    Placed,
    wording_height,
    wording_width,
)
from flowmodel.layout.sequence_signs import draw_sign
from flowmodel.layout.sheet import Sheet
from flowmodel.layout.surround import KEPT_OUT as KEPT_OUT_NAME
from flowmodel.layout.wants import lane_name
from flowmodel.model import Zone

STUB = 1.0
"""Length of a piece of a life line below which it is left out, mm at scale 1."""
NEAR = 1.8
"""Distance of a life line from writing of others, mm at scale 1: more than that of a wording from
its arrow, rails included."""
OUT = 1.6
"""How far a zone reaches beyond the heads of its actors, mm at scale 1."""


@dataclass(slots=True)
class Run:
    """The line above the rows of one series on a page."""

    series: int
    name: Para
    top: float
    height: float


@dataclass(slots=True)
class Tier:
    """The name of a zone above the heads of its actors."""

    zone: Zone | None
    name: Para
    lane: int
    depth: int
    left: float
    right: float
    top: float = 0.0
    height: float = 0.0


@dataclass(slots=True)
class Ladder:
    """One page, measured; all in mm."""

    sheet: Sheet
    """What the title and the foot are made with."""
    lines: list[LifeLine]
    heads: Heads
    tiers: list[Tier]
    left: float
    right: float
    top: float = 0.0
    """Top of the zones."""
    head_top: float = 0.0
    head_height: float = 0.0
    signs: list[Placed] = field(default_factory=list)
    """Channels at the top of the page."""
    rows: list[Placed] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    bottom: float = 0.0
    """Where the life lines end."""

    @property
    def head_bottom(self) -> float:
        """Where the life lines begin."""
        return self.head_top + self.head_height


def ladder(page: Ladder, canvas: Canvas) -> None:
    """Draw heads, life lines and rows."""
    _tints(page, canvas)
    for i in range(len(page.lines)):
        _head(page, i, canvas)
    _life_lines(page, canvas)
    for i, placed in enumerate(page.signs):
        draw_sign(page.sheet, placed, i, canvas)
    runs = list(page.runs)
    for i, placed in enumerate(page.rows):
        while runs and runs[0].top <= placed.top:
            _run(page, runs.pop(0), canvas)
        if placed.row.step is not None:
            _message(page, placed, i, canvas)
        else:
            _kept(page, placed, canvas)


def _tints(page: Ladder, canvas: Canvas) -> None:
    """The ground of each zone, and the names of zones and of zones within them."""
    theme = page.sheet.theme
    for tier in page.tiers:
        x, w, part = tier.left, tier.right - tier.left, tier.zone.id if tier.zone else ""
        if not tier.depth:
            high, hatch = page.bottom - tier.top, theme.hatch(tier.lane)
            ink = theme.hatch_ink if hatch else ""
            fill = theme.lane(tier.lane)
            # Where hatches tell zones apart, one of them has none: its edge tells how far it goes.
            edge = (theme.band_frame, 0.2) if any(theme.hatches) else ("none", 0.0)
            canvas.add(
                Box(x, tier.top, w, high, "ground", "", "", part, fill, *edge, 0.0, (), hatch, ink)
            )  # fmt: skip
    for i, tier in enumerate(page.tiers):
        x, w, part = tier.left, tier.right - tier.left, tier.zone.id if tier.zone else ""
        outer = not tier.depth
        fill, frame = (theme.head_fill, theme.frame) if outer else (theme.paper, theme.frame)
        dash = () if tier.zone else (1.6, 1.0)
        inner = Canvas(theme)
        inner.add(Box(x, tier.top, w, tier.height, "head", f"tier{i}", "", part, fill, frame, 0.3, 0.8, dash))  # fmt: skip
        inner.para(
            tier.name, x + w / 2, tier.top + (tier.height - tier.name.height) / 2, role="head",
            inside=f"tier{i}", part=part, anchor="middle",
            fill=theme.head_text if outer else theme.ink,
        )  # fmt: skip
        canvas.group(inner.items, part, tier.zone.label(page.sheet.lang) if tier.zone else "")


def tiers(sheet: Sheet, lines: Sequence[LifeLine]) -> list[Tier]:
    """The names of zones above these heads: a zone's before those of the zones within it."""
    style, out = sheet.setter.style, sheet.setter.style.mm(OUT)
    found: list[Tier] = []
    empty = Para((), (), 0.0, 0.0)
    open_: list[Tier] = []
    for line in lines:
        lane, chain = line.stand.lane, line.stand.zones
        zones: tuple[Zone | None, ...] = (lane.zone, *chain)
        same = 0
        while same < min(len(open_), len(zones)) and (
            open_[same].zone is zones[same] and open_[same].lane == lane.index
        ):
            same += 1
        del open_[same:]
        for depth in range(same, len(zones)):
            open_.append(Tier(zones[depth], empty, lane.index, depth, line.left, line.right))
            found.append(open_[-1])
        for tier in open_:
            tier.right = line.right
    for tier in found:
        reach = out if not tier.depth else 0.0
        tier.left, tier.right = tier.left - reach, tier.right + reach
        outer = tier.zone is None or not tier.depth
        lane = sheet.plan.lanes[tier.lane]
        name = tier.zone.label(sheet.lang) if tier.zone else lane_name(lane, sheet.lang)
        size = style.pt(style.head if outer else style.note)
        tier.name = sheet.setter.para(name, size, tier.right - tier.left - style.mm(2.4), bold=True)
        tier.height = tier.name.height + style.mm(1.8)
    return found


def _head(page: Ladder, index: int, canvas: Canvas) -> None:
    """An actor's head; of one who is kept out and does nothing, dashed and struck below."""
    line, theme = page.lines[index], page.sheet.theme
    actor = line.stand.actor
    cut = is_cut(page.sheet, actor.id)
    frame, dash = (theme.stop, (1.6, 1.0)) if cut else (theme.box_frame, ())
    box = Box(
        line.left, page.head_top, line.width, page.head_height, "actor", f"actor.{actor.id}", "",
        actor.id, theme.paper, frame, 0.4, 1.0, dash,
    )  # fmt: skip
    inner = Canvas(theme)
    inner.add(box)
    page.heads.draw(index, box, page.sheet, inner)
    if cut:
        mm = page.sheet.setter.style.mm
        end = page.head_bottom + mm(5.0)
        inner.add(
            Line(((line.x, page.head_bottom), (line.x, end)), "cut", box.id, theme.stop, 0.4, (1.6, 1.0)),
            *stop_sign(theme, line.x, end + 1.8, 1.8, actor.id),
        )  # fmt: skip
    canvas.group(inner.items, actor.id, actor.label(page.sheet.lang))


def is_cut(sheet: Sheet, actor: str) -> bool:
    """Whether an actor is kept out and takes part in no step: its life line is cut off."""
    graph = sheet.graph
    if all(a.id != actor for a in graph.excluded):
        return False
    return all(actor not in (f.source.id, f.target.id) for f in graph.flows)


def _life_lines(page: Ladder, canvas: Canvas) -> None:
    """The life lines, with gaps where bars, writing, heads of series and arrows of others are."""
    theme, mm = page.sheet.theme, page.sheet.setter.style.mm
    whole = [(r.top - mm(0.8), r.top + r.height + mm(0.8)) for r in page.runs]
    for line in page.lines:
        part = line.stand.actor.id
        if is_cut(page.sheet, part):
            continue
        gaps = [*whole, *gaps_of(line, (*page.signs, *page.rows), mm(NEAR))]
        for top, bottom in between(sorted(gaps), page.head_bottom, page.bottom, mm(STUB)):
            ends = ((line.x, top), (line.x, bottom))
            canvas.add(Line(ends, "life", part, theme.band_frame, 0.35))


def _bar(page: Ladder, placed: Placed) -> tuple[float, float]:
    """Top and bottom of the bars at the ends of a row."""
    above, below = bar_reach(placed, page.sheet.setter.style)
    return placed.y + above, placed.y + below


def _run(page: Ladder, run: Run, canvas: Canvas) -> None:
    """The head of a series: a sample of its arrow and what it is called."""
    theme, mm = page.sheet.theme, page.sheet.setter.style.mm
    kept = run.series == KEPT_OUT
    id = f"run{page.runs.index(run)}"
    frame = theme.stop if kept else theme.band_frame
    canvas.add(
        Box(page.left, run.top, page.right - page.left, run.height, "run", id, "", "",
            theme.verdict_fill, frame, 0.2, 0.8)
    )  # fmt: skip
    middle, x = run.top + run.height / 2, page.left + mm(2.0)
    if not kept:
        look = theme.series(run.series)
        ends = ((x, middle), (x + mm(11), middle))
        canvas.add(Line(ends, "legend", id, look.colour, look.weight, look.dash, look.head))
        x += mm(13)
    canvas.para(
        run.name, x, middle - run.name.height / 2, role="legend", inside=id,
        fill=theme.stop if kept else "",
    )  # fmt: skip


def _message(page: Ladder, placed: Placed, index: int, canvas: Canvas) -> None:
    """A step: bars at its ends, the arrow, its number, wording, data and channel."""
    sheet, step = page.sheet, placed.row.step
    start, end, label = placed.start, placed.end, placed.label
    assert step is not None
    assert start is not None
    assert end is not None
    assert label is not None
    theme, mm, part = sheet.theme, sheet.setter.style.mm, placed.row.part
    look = theme.series(step.series)
    inner = Canvas(theme)
    ids = [f"bar{index}.{n}" for n in range(2)]
    for id, line in zip(ids, dict.fromkeys((start, end)), strict=False):
        top, bottom = _bar(page, placed)
        inner.add(
            Box(line.x - mm(BAR) / 2, top, mm(BAR), bottom - top, "bar", id, "",
                line.stand.actor.id, theme.paper, theme.box_frame, 0.3)
        )  # fmt: skip
    points = _loop(placed, mm) if placed.loop else _straight(start, end, placed.y, mm(BAR) / 2)
    target = ids[0] if placed.loop else ids[1]
    if placed.row.railed(page.sheet.marks):
        inner.add(*rails(points, theme, part))
    inner.add(
        Line(points, "step", part, look.colour, look.weight, look.dash, look.head, ids[0], target)
    )
    if label.struck:
        (x, y), (beyond, _) = points[:2]
        away = (beyond - x) / 2 if placed.loop else math.copysign(TAIL + STRIKE, beyond - x)
        inner.add(*strike(x + away, y, theme, part))
    writing = _writing(page, placed, index)
    inner.add(*plates(writing, theme), *writing)
    canvas.group(inner.items, part, step_sentence(sheet.graph, step.flow, sheet.lang))


def _straight(
    start: LifeLine, end: LifeLine, y: float, half: float
) -> tuple[tuple[float, float], ...]:
    way = 1.0 if end.x > start.x else -1.0
    return (start.x + way * half, y), (end.x - way * half, y)


def _loop(placed: Placed, mm: Callable[[float], float]) -> tuple[tuple[float, float], ...]:
    """Out of the bar and back into it, at the side of the writing."""
    assert placed.start is not None
    way = 1.0 if placed.x > placed.start.x else -1.0
    near = placed.start.x + way * mm(BAR) / 2
    far, high, low = near + way * mm(LOOP), placed.y - mm(1.2), placed.y + mm(LOOP) - mm(2.4)
    return (near, high), (far, high), (far, low), (near, low)


def _writing(page: Ladder, placed: Placed, index: int) -> list[Item]:
    """The number and the wording above the arrow, the strips below it."""
    sheet, label, step = page.sheet, placed.label, placed.row.step
    assert label is not None
    assert step is not None
    mm, part = sheet.setter.style.mm, placed.row.part
    made = Canvas(sheet.theme)
    wide = wording_width(label, placed.tail)
    x = placed.beside(wide)[0]
    height = wording_height(label, placed.tail)
    over, under = (RAIL_ABOVE, RAIL_BELOW) if placed.row.railed(page.sheet.marks) else (0.0, 0.0)
    top = placed.top if placed.loop else placed.y - mm(OVER) - over - height
    middle = top + max(label.text.leading, label.badge_height) / 2
    if placed.tail is not None:
        middle = top + height / 2
        at = x + wide - placed.tail.width
        placed.tail.draw(
            made, at, middle - placed.tail.height / 2, name=f"t{index}", anchor="start"
        )
    look = sheet.theme.series(step.series)
    made.add(*badge(sheet.theme, label, x, middle, look, part))
    text_top = middle - label.text.leading / 2
    made.para(label.text, x + label.badge_width + BESIDE, text_top, role="label", part=part)
    y = top + height if placed.loop else placed.y + under
    for n, strip in enumerate(placed.strips):
        y += mm(UNDER)
        strip.draw(made, placed.x, y, name=f"s{index}.{n}", anchor=placed.anchor)
        y += strip.height
    return made.items


def _kept(page: Ladder, placed: Placed, canvas: Canvas) -> None:
    """An exclusion: the parties in a dashed frame, and the line that is cut before it arrives."""
    sheet, theme, mm = page.sheet, page.sheet.theme, page.sheet.setter.style.mm
    pad, id = mm(2.0), placed.row.part
    inner = Canvas(theme)
    height = placed.bottom - placed.top
    inner.add(
        Box(placed.x, placed.top, placed.width, height, "kept", id, "", "", theme.paper, theme.stop,
            0.4, 1.0, (1.6, 1.0))
    )  # fmt: skip
    y = placed.top + pad
    for strip in placed.strips:
        strip.draw(inner, placed.x + pad, y, name=id, anchor="start", inside=id)
        y += strip.height + mm(1.0)
    for text in placed.texts:
        y = inner.para(text, placed.x + pad, y, role="body", inside=id)
    if placed.start is not None:
        _cut_line(page, placed, placed.start, inner)
    canvas.group(inner.items, id, KEPT_OUT_NAME.text(sheet.lang))


def _cut_line(page: Ladder, placed: Placed, line: LifeLine, inner: Canvas) -> None:
    theme, mm, id = page.sheet.theme, page.sheet.setter.style.mm, placed.row.part
    top, bottom = _bar(page, placed)
    inner.add(
        Box(line.x - mm(BAR) / 2, top, mm(BAR), bottom - top, "bar", f"{id}.bar", "",
            line.stand.actor.id, theme.paper, theme.box_frame, 0.3)
    )  # fmt: skip
    after = placed.x > line.x
    near = placed.x if after else placed.x + placed.width
    meet = line.x + mm(BAR) / 2 if after else line.x - mm(BAR) / 2
    ends = ((near, placed.y), (meet, placed.y))
    reached = placed.row.railed(page.sheet.marks)
    if reached:
        inner.add(*rails(ends, theme, id))
    inner.add(Line(ends, "cut", id, theme.stop, 0.5, (1.6, 1.0)))
    inner.add(*stop_sign(theme, (near + meet) / 2, placed.y, 2.3, id, reached=reached))
