"""Who is kept out, beside or below the lanes: the parties in a frame, cut off from what they may not reach.

A block stands under a corridor beside the lane that it protects where there is room, and else in a
strip below the lanes, with a line to each lane that it protects. Where the lines alone do not tell
what is protected, the block names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flowmodel.layout import findings
from flowmodel.layout.blocks import KEPT_OUT, PAD, Block, Chip, chips
from flowmodel.layout.canvas import Canvas
from flowmodel.layout.exclusions import party_look, protected_names, stop_sign
from flowmodel.layout.marks import exclusion_key, kept_id
from flowmodel.layout.plan import Lane, Plan
from flowmodel.layout.scene import Box, Line
from flowmodel.layout.sheet import MARGIN, Sheet
from flowmodel.model import Exclusion, localise

STOP_LINE = 12.0
"""Length of the cut line between the kept-out parties and the lane, mm."""
SIGN = 2.3
"""Radius of the sign on a cut line, mm."""
SEAL = 1.8
"""Radius of the sign on the frame of a block without a line, mm."""
WIDEST, NARROWEST = 120.0, 56.0
"""Width of a block below the lanes, mm at scale 1: of one, and the least of several in a row."""
APART = 4.0
"""Distance of two blocks in a row, mm."""
DROP = 7.0
"""Distance of a block from what stands above it, mm at scale 1."""


@dataclass(slots=True)
class KeptOut:
    """An exclusion as a block beside the lanes that it protects."""

    index: int
    """Position of the exclusion in the document."""
    lanes: list[Lane]
    """The lanes that it protects, from the left."""
    corridor: int
    """The corridor below whose rows the block stands; −1 for the strip below the lanes."""
    beside: Lane
    """The lane beside which it stands."""
    block: Block
    parties: Block
    width: float
    reached: bool = False
    """Whether the check found a way to one of the parties."""
    x: float = 0.0
    top: float = 0.0
    cuts: list[tuple[tuple[float, float], tuple[float, float]]] = field(default_factory=list)
    """The cut lines, each from the block to a lane."""

    @property
    def height(self) -> float:
        """Height of the framed block, mm."""
        return self.block.height + self.parties.height + 2 * PAD + 1.2


def kept_out(sheet: Sheet) -> list[KeptOut]:
    """The blocks of a page, each with the place that it has across the page."""
    found: list[tuple[int, Lane, int]] = []
    for index, exclusion in enumerate(sheet.plan.exclusions):
        lane = protected_lane(sheet.plan, exclusion)
        if lane is not None and index not in sheet.plan.told:
            found.append((index, lane, _corridor_beside(sheet, lane)))
    below = sum(corridor < 0 for _, _, corridor in found)
    blocks = [_block(sheet, *at, below) for at in found]
    _across(sheet, [k for k in blocks if k.corridor < 0])
    return blocks


def protected_lane(plan: Plan, exclusion: Exclusion) -> Lane | None:
    """The lane beside which the parties are drawn that are kept out of what it holds."""
    for protected in exclusion.protects:
        lane = plan.lane_of(protected)
        if lane is not None:
            return lane
    wanted = set(exclusion.protects)
    for lane in plan.lanes:
        for actor in lane.actors:
            if wanted & {c.id for c in plan.graph.data_at[actor.id]}:
                return lane
    return plan.lanes[0] if plan.lanes else None


def _protected_lanes(plan: Plan, exclusion: Exclusion, lane: Lane) -> list[Lane]:
    """The lanes of the actors that are protected; the one that stands for them where none is."""
    wanted = set(exclusion.protects)
    return [x for x in plan.lanes if any(a.id in wanted for a in x.actors)] or [lane]


def _is_plain(plan: Plan, exclusion: Exclusion, lane: Lane) -> bool:
    """Whether a line to the lane tells by itself which actor is protected."""
    actors = [p for p in exclusion.protects if p in plan.graph.actors]
    return len(lane.actors) + lane.others == 1 and actors == [a.id for a in lane.actors]


def _corridor_beside(sheet: Sheet, lane: Lane) -> int:
    if len(sheet.plan.lanes) < 2:
        return -1
    sides = [c for c in (lane.index - 1, lane.index) if 0 <= c < sheet.plan.corridors]
    best = max(sides, key=lambda c: sheet.columns.corridor_w[c] + (2 if c < lane.index else 0))
    return best if sheet.columns.corridor_w[best] >= sheet.setter.style.mm(30) else -1


def _block(sheet: Sheet, index: int, lane: Lane, corridor: int, below: int) -> KeptOut:
    """A block with its words; `below` is how many stand in the strip below the lanes."""
    style, lang = sheet.setter.style, sheet.lang
    exclusion, said = sheet.plan.exclusions[index], sheet.marks.kept.get(exclusion_key(index))
    lanes = _protected_lanes(sheet.plan, exclusion, lane)
    if corridor < 0:
        width = _strip_width(sheet, lanes, below)
    else:
        width = sheet.columns.corridor_w[corridor] - STOP_LINE - 1.5
    inner = width - 2 * PAD
    looks = [party_look(sheet.theme, said, p) for p in exclusion.parties]
    names = [
        Chip(sign + sheet.graph.actors[p].label(lang), p, icon, colour)
        for p, (sign, icon, colour) in zip(exclusion.parties, looks, strict=True)
    ]
    parties = chips(sheet.setter, names, inner)
    block = Block(inner)
    told = [localise(exclusion.text, lang)]
    if below > 1 or not _is_plain(sheet.plan, exclusion, lane):
        told.append(protected_names(sheet.graph, lang, exclusion))
    for text in filter(None, told):
        block.para(sheet.setter.para(text, style.pt(style.note), inner))
    keys = (exclusion_key(index), *exclusion.parties)
    flags = tuple(dict.fromkeys(f for k in keys for f in sheet.marks.at(k)))
    if flags:
        flagged = sheet.setter.para("▲ " + " ".join(flags), style.pt(style.chip), inner, bold=True)
        block.para(flagged, role="flag", colour=sheet.theme.stop)
    reached = said is not None and bool(said.reached)
    return KeptOut(index, lanes, corridor, lane, block, parties, width, reached)


def _middle(sheet: Sheet, lane: Lane) -> float:
    return sheet.columns.lane_x[lane.index] + sheet.columns.lane_w[lane.index] / 2


def _strip_width(sheet: Sheet, lanes: Sequence[Lane], below: int) -> float:
    """The width of a block in the strip: one alone spans the lanes that it protects."""
    style, room = sheet.setter.style, _right(sheet) - MARGIN
    widest = min(style.mm(WIDEST), sum(sheet.columns.lane_w))
    if below == 1:
        span = _middle(sheet, lanes[-1]) - _middle(sheet, lanes[0]) + 6 * SIGN
        return min(max(widest, span), room)
    in_row = (room - APART * (below - 1)) / below
    return min(widest, in_row) if in_row >= style.mm(NARROWEST) else widest


def _right(sheet: Sheet) -> float:
    """The right edge of the lanes, mm."""
    cols = sheet.columns
    return max(a + w for a, w in zip(cols.lane_x, cols.lane_w, strict=True))


def _across(sheet: Sheet, strip: Sequence[KeptOut]) -> None:
    """Give blocks in the strip their places across the page, each near the lanes that it protects.

    Where all find room in one row, none overlaps another; of those that would, the whole run is
    moved so that it lies about their middle.
    """
    left, right = MARGIN, _right(sheet)
    for k in strip:
        ends = k.lanes if len(strip) == 1 else [k.beside]
        middle = (_middle(sheet, ends[0]) + _middle(sheet, ends[-1])) / 2
        k.x = min(max(left, middle - k.width / 2), right - k.width)
    if sum(k.width for k in strip) + APART * (len(strip) - 1) > right - left + 1e-6:
        return
    runs: list[list[KeptOut]] = []
    for k in sorted(strip, key=lambda k: k.x + k.width / 2):
        runs.append([k])
        while len(runs) > 1 and runs[-1][0].x < runs[-2][-1].x + runs[-2][-1].width + APART:
            run = runs.pop(-2) + runs.pop()
            runs.append(run)
            wide = sum(k.width for k in run) + APART * (len(run) - 1)
            middle = sum(k.x + k.width / 2 for k in run) / len(run)
            at = min(max(left, middle - wide / 2), right - wide)
            for member in run:
                member.x, at = at, at + member.width + APART


def beside_bottom(sheet: Sheet, kept: Sequence[KeptOut]) -> float:
    """How far down the blocks under corridors ask the lanes to reach, mm."""
    style = sheet.setter.style
    ends: dict[int, float] = {}
    for k in kept:
        if k.corridor >= 0:
            at = ends.get(k.corridor, sheet.flow_bottom + style.mm(1.0))
            ends[k.corridor] = at + k.height + style.mm(2.0)
    return max(ends.values(), default=0.0)


def place(sheet: Sheet, kept: Sequence[KeptOut], lanes_bottom: float) -> float:
    """Give each block its top and its cut lines; the y below everything so far."""
    style = sheet.setter.style
    cursor: dict[int, float] = {}
    for k in kept:
        if k.corridor >= 0:
            top = cursor.get(k.corridor)
            if top is None:
                top = _first_top(sheet, kept, k.corridor, lanes_bottom)
            k.top = top
            cursor[k.corridor] = top + k.height + style.mm(2.0)
            _cut_aside(sheet, k)
    return _place_strip(sheet, [k for k in kept if k.corridor < 0], lanes_bottom)


def _first_top(sheet: Sheet, kept: Sequence[KeptOut], corridor: int, bottom: float) -> float:
    style = sheet.setter.style
    total = sum(k.height + style.mm(2.0) for k in kept if k.corridor == corridor)
    room = bottom - sheet.flow_bottom
    return sheet.flow_bottom + max(style.mm(1.5), min((room - total) / 2, style.mm(8.0)))


def _cut_aside(sheet: Sheet, kept: KeptOut) -> None:
    """The place of a block under a corridor, and its line to the lane beside it."""
    cols, lane = sheet.columns, kept.beside.index
    left_side = kept.corridor < lane
    cx, cw = cols.corridor_x[kept.corridor], cols.corridor_w[kept.corridor]
    kept.x = cx + 1.5 if left_side else cx + cw - kept.width - 1.5
    middle = kept.top + kept.height / 2
    start = (kept.x + kept.width if left_side else kept.x, middle)
    edge = cols.lane_x[lane] if left_side else cols.lane_x[lane] + cols.lane_w[lane]
    kept.cuts = [(start, (edge, middle))]


def _place_strip(sheet: Sheet, strip: Sequence[KeptOut], lanes_bottom: float) -> float:
    """Rows of blocks below the lanes; no line runs through a block of a row above."""
    drop, bottom = sheet.setter.style.mm(DROP), lanes_bottom
    above: list[KeptOut] = []
    row: list[KeptOut] = []
    taken: list[float] = []
    for k in strip:
        if any(k.x < o.x + o.width + APART and o.x < k.x + k.width + APART for o in row):
            above, row = [*above, *row], []
        k.top = row[0].top if row else bottom + drop
        row.append(k)
        bottom = max(bottom, k.top + k.height)
        for lane in k.lanes:
            x = _free(sheet, k, lane, above, taken)
            if x is not None:
                taken.append(x)
                k.cuts.append(((x, k.top), (x, lanes_bottom)))
    return bottom


def _free(
    sheet: Sheet, kept: KeptOut, lane: Lane, above: Sequence[KeptOut], taken: Sequence[float]
) -> float | None:
    """An x at which a line goes straight from a block to a lane; the nearest to the lane's middle."""
    x, w = sheet.columns.lane_x[lane.index], sheet.columns.lane_w[lane.index]
    low, high = max(x, kept.x) + 2 * SIGN, min(x + w, kept.x + kept.width) - 2 * SIGN
    middle = min(max(x + w / 2, low), high)
    for i in range(int(w / SIGN) if low <= high else 0):
        at = middle + SIGN * (i // 2 + i % 2) * (1 if i % 2 else -1)
        blocked = any(k.x - 2 * SIGN < at < k.x + k.width + 2 * SIGN for k in above)
        if low <= at <= high and not blocked and all(abs(at - t) > 3 * SIGN for t in taken):
            return at
    return None


def draw_kept_out(sheet: Sheet, canvas: Canvas, kept: KeptOut) -> None:
    """The kept-out parties in a dashed frame, and the cut lines to the lanes.

    A block that no line can leave has the sign on its frame; what is protected it names.
    """
    theme, id = sheet.theme, kept_id(kept.index)
    inner = Canvas(theme)
    inner.add(
        Box(
            kept.x, kept.top, kept.width, kept.height, "kept", id, "", "", theme.paper, theme.stop,
            0.4, 1.0, (1.6, 1.0),
        )
    )  # fmt: skip
    x, top = kept.x + PAD, kept.top + PAD
    kept.parties.draw(
        inner, x, top, inside=id, part="", fill=theme.paper, frame=theme.stop, role="party"
    )
    kept.block.draw(inner, x, top + kept.parties.height + 1.2, inside=id, part="")
    half = sheet.setter.style.mm(DROP) / 2
    for start, meet in kept.cuts:
        if kept.reached:
            inner.add(*findings.rails((start, meet), theme, id))
        inner.add(Line((start, meet), "cut", id, theme.stop, 0.5, (1.6, 1.0)))
        cx, cy = (start[0] + meet[0]) / 2, (start[1] + meet[1]) / 2
        if start[0] == meet[0]:
            cy = start[1] - half
        inner.add(*stop_sign(theme, cx, cy, SIGN, id, reached=kept.reached))
    if not kept.cuts:
        middle = kept.top + kept.height / 2
        inner.add(*stop_sign(theme, kept.x, middle, SEAL, id, reached=kept.reached))
    canvas.group(inner.items, id, KEPT_OUT.text(sheet.lang))
