"""Drawing a measured page: lanes, corridors, steps."""

from __future__ import annotations

import math
from itertools import groupby

from flowmodel.language import Bilingual
from flowmodel.layout.canvas import Canvas, Para
from flowmodel.layout.describe import channel_title
from flowmodel.layout.icons import ICONS, disc, icon
from flowmodel.layout.nesting import draw_frames
from flowmodel.layout.plan import Lane
from flowmodel.layout.rows import RETURN_GAP, Band, Label
from flowmodel.layout.scene import MM_PER_PT, Box, Group, Item, Shape, Text
from flowmodel.layout.sheet import Sheet
from flowmodel.layout.spans import LISTED
from flowmodel.layout.style import EDGE, INSET
from flowmodel.layout.theme import Ink, Theme
from flowmodel.layout.wants import BREAK, lane_name

OTHERS = Bilingual("ほか {count} 主体", "{count} more")
"""In a lane of which this page does not show all actors."""
SHARE = 0.6
"""How far the place of a channel stays within a band that it shares, mm."""


def lane(sheet: Sheet, which: Lane, bottom: float) -> Canvas:
    """A lane with its head, its actors and its control boxes."""
    canvas = Canvas(sheet.theme)
    id = sheet.id(f"lane{which.index}")
    _frame(sheet, which, canvas, id, bottom)
    draw_frames(sheet, which.index, canvas, id)
    _actors(sheet, which, canvas, id)
    _boxes(sheet, which, canvas, id)
    absent = sheet.absent.get(which.index)
    if absent:
        para = _others(sheet, absent)
        x, w = sheet.columns.lane_x[which.index], sheet.columns.lane_w[which.index]
        canvas.para(
            para, x + w / 2, bottom - para.height - sheet.setter.style.mm(0.7), role="more",
            inside=id, anchor="middle", fill=sheet.theme.soft,
        )  # fmt: skip
    return canvas


def _others(sheet: Sheet, count: int) -> Para:
    """That so many actors of a lane stand on other pages, in one line."""
    style = sheet.setter.style
    text = OTHERS.text(sheet.lang).format(count=count)
    return sheet.setter.para(text, style.pt(style.chip), math.inf)


def others_height(sheet: Sheet) -> float:
    """Room at the foot of the lanes for what stands on other pages, mm."""
    return _others(sheet, 9).height + sheet.setter.style.mm(0.7)


def _frame(sheet: Sheet, which: Lane, canvas: Canvas, id: str, bottom: float) -> None:
    """The lane's own box, and its name above it."""
    style, theme = sheet.setter.style, sheet.theme
    x, w = sheet.columns.lane_x[which.index], sheet.columns.lane_w[which.index]
    zone = which.zone.id if which.zone else ""
    dash = () if which.zone else (1.6, 1.0)
    head, hatch = f"{id}.head", theme.hatch(which.look)
    canvas.add(
        Box(
            x, sheet.top, w, bottom - sheet.top, "lane", id, "", zone,
            theme.lane(which.look), theme.frame, 0.45, 1.2, dash,
            hatch, theme.hatch_ink if hatch else "",
        ),
        Box(
            x, sheet.top, w, sheet.head, "head", head, id, zone,
            theme.head_fill, theme.frame, 0.45, 1.2,
        ),
    )  # fmt: skip
    size = style.pt(style.head)
    para = sheet.setter.para(lane_name(which, sheet.lang), size, w - style.mm(4), bold=True)
    canvas.para(
        para,
        x + w / 2,
        sheet.top + (sheet.head - para.height) / 2,
        role="head",
        inside=head,
        part=zone,
        anchor="middle",
        fill=theme.head_text,
    )


def _actors(sheet: Sheet, which: Lane, canvas: Canvas, lane_id: str) -> None:
    x, w = sheet.columns.lane_x[which.index], sheet.columns.lane_w[which.index]
    for slot in sheet.stacks[which.index]:
        if slot.actor is None:
            continue
        actor = slot.actor
        around = sheet.id(f"zone.{slot.zones[-1].id}") if slot.zones else lane_id
        box = Box(
            x + INSET, slot.top, w - 2 * INSET, slot.bottom - slot.top, "actor",
            sheet.id(f"actor.{actor.id}"), around, actor.id, sheet.theme.paper, sheet.theme.box_frame, 0.4, 1.0,
        )  # fmt: skip
        inner = Canvas(sheet.theme)
        inner.add(box)
        sheet.actors[actor.id].draw(inner, sheet.setter, box)
        canvas.group(inner.items, actor.id, actor.label(sheet.lang))


def breaks(sheet: Sheet) -> list[Item]:
    """The marks between the heads of lanes that are no neighbours in the whole figure."""
    canvas, style, theme = Canvas(sheet.theme), sheet.setter.style, sheet.theme
    for corridor in sorted(sheet.plan.breaks):
        x, w = sheet.columns.corridor_x[corridor], sheet.columns.corridor_w[corridor]
        middle, wide, id = x + w / 2, style.mm(BREAK), sheet.id(f"break{corridor}")
        canvas.add(
            Box(
                middle - wide / 2, sheet.top, wide, sheet.head, "break", id, "", "", theme.paper,
                theme.frame, 0.45, 1.2, (1.6, 1.0),
            )
        )  # fmt: skip
        para = sheet.setter.para("…", style.pt(style.head), wide, bold=True)
        top = sheet.top + (sheet.head - para.height) / 2
        canvas.para(para, middle, top, role="head", inside=id, anchor="middle", fill=theme.frame)
    return canvas.items


def boxes_height(sheet: Sheet, which: Lane) -> float:
    """The height that a lane's control boxes take, mm."""
    style = sheet.setter.style
    blocks = [b for _, b in sheet.boxes.get(which.index, ())]
    return sum(b.height + 2 * style.mm(1.5) for b in blocks) + style.mm(2.0) * len(blocks)


def _boxes(sheet: Sheet, which: Lane, canvas: Canvas, lane_id: str) -> None:
    style = sheet.setter.style
    x = sheet.columns.lane_x[which.index] + INSET
    w = sheet.columns.lane_w[which.index] - 2 * INSET
    y = sheet.ends[which.index] + style.mm(2.0)
    for box, block in sheet.boxes.get(which.index, ()):
        height = block.height + 2 * style.mm(1.5)
        id = f"box.{box.id}"
        canvas.add(
            Box(
                x,
                y,
                w,
                height,
                "box",
                id,
                lane_id,
                box.id,
                sheet.theme.control_fill,
                sheet.theme.control_frame,
                0.3,
                0.8,
            )
        )
        block.draw(canvas, x + style.mm(2.0), y + style.mm(1.5), inside=id, part=box.id)
        y += height + style.mm(2.0)


def band(sheet: Sheet, which: Band, number: int) -> list[Item]:
    """The frame and head of a channel within its corridor, or of several that look alike."""
    canvas = Canvas(sheet.theme)
    if which.channel is None or which.name is None:
        return canvas.items
    style = sheet.setter.style
    x, w = sheet.columns.corridor_x[which.corridor], sheet.columns.corridor_w[which.corridor]
    left, width = x + EDGE / 2, w - EDGE
    id = sheet.id(f"band{number}")
    part = which.channel.id
    canvas.add(
        Box(
            left, which.top, width, which.bottom - which.top, "band", id, "", part,
            "none", sheet.theme.band_frame, 0.25, 0.8, (1.2, 0.9),
        )
    )  # fmt: skip
    top = which.top + style.mm(1.1)
    zone_left, zone_right = sheet.zone(which.corridor)
    middle = (zone_left + zone_right) / 2
    canvas.para(which.name, middle, top, role="channel", inside=id, part=part, anchor="middle")
    medium = which.channel.medium
    size = style.mm(4.0)
    if medium in ICONS and (zone_right - zone_left - which.name.width) / 2 > size + style.mm(0.8):
        at = middle - which.name.width / 2 - size - style.mm(0.6)
        canvas.add(icon(medium, at, top + (which.name.leading - size) / 2, size, sheet.theme, part))
    if which.chips is not None:
        which.chips.draw(
            canvas, middle - which.chips.width / 2, top + which.name.height + style.mm(0.8),
            inside=id, part=part, fill=sheet.theme.control_fill, frame=sheet.theme.control_frame, role="control",
        )  # fmt: skip
    channels = which.channels if which.shared else ()
    if len(channels) < 2:
        return canvas.items
    titles = [channel_title(sheet.graph, c, sheet.lang) for c in channels]
    also = tuple(c.id for c in channels if c is not which.channel)
    head = Group(tuple(canvas.items), part, LISTED.text(sheet.lang).join(titles), also)
    return [head, *_shares(sheet, which, (left, width))]


def _shares(sheet: Sheet, which: Band, across: tuple[float, float]) -> list[Item]:
    """Where each channel of a shared band runs: unseen, for whoever asks the drawing for one."""
    left, width = across[0] + SHARE, across[1] - 2 * SHARE
    found: list[Item] = []
    for channel, run in groupby(which.rows, lambda s: s.step.flow.channel):
        rows = list(run)
        labels = [sheet.rows.labels[s] for s in (rows[0], rows[-1])]
        top = sheet.rows.y[rows[0]] - labels[0].above
        back = RETURN_GAP if rows[-1].returns else 0.0
        bottom = sheet.rows.y[rows[-1]] + back + max(labels[1].below, SHARE)
        if channel is not None:
            found.append(Box(left, top, width, bottom - top, "share", part=channel.id))
    return found


def badge(
    theme: Theme,
    label: Label,
    x: float,
    middle: float,
    look: Ink,
    part: str,
    inside: str = "",
    role: str = "badge",
) -> list[Item]:
    """The number: a filled disc with a white sign, or the sign alone for the other series."""
    size = label.badge_size
    width = label.badge_width
    baseline = middle + size * MM_PER_PT * 0.38
    items: list[Item] = []
    colour, cx = look.colour, x + width / 2
    if look.filled and len(label.badge) == 1:
        r = min(width, label.badge_height) / 2
        d = disc(cx, middle, r)
        items.append(Shape(d, cx - r, middle - r, 2 * r, 2 * r, role, part, colour))
        colour = theme.paper
    items.append(
        Text(
            cx, baseline, label.badge, size, width - 0.4, role, inside, part, "middle", True, colour
        )
    )
    return items
