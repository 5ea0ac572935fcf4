"""Drawing a measured page: lanes, corridors, steps."""

from __future__ import annotations

from flowmodel.layout.canvas import Canvas
from flowmodel.layout.hops import Route, with_hops
from flowmodel.layout.icons import ICONS, disc, icon
from flowmodel.layout.nesting import draw_frames
from flowmodel.layout.plan import Lane, Segment, Step
from flowmodel.layout.rows import Band, Label
from flowmodel.layout.scene import MM_PER_PT, Box, Item, Line, Shape, Text
from flowmodel.layout.sheet import Sheet
from flowmodel.layout.style import EDGE, INSET
from flowmodel.layout.theme import Ink, Theme
from flowmodel.layout.wants import lane_name


def lane(sheet: Sheet, which: Lane, bottom: float) -> Canvas:
    """A lane with its head, its actors and its control boxes."""
    canvas = Canvas(sheet.theme)
    id = f"lane{which.index}"
    _frame(sheet, which, canvas, id, bottom)
    draw_frames(sheet, which.index, canvas, id)
    _actors(sheet, which, canvas, id)
    _boxes(sheet, which, canvas, id)
    return canvas


def _frame(sheet: Sheet, which: Lane, canvas: Canvas, id: str, bottom: float) -> None:
    """The lane's own box, and its name above it."""
    style, theme = sheet.setter.style, sheet.theme
    x, w = sheet.columns.lane_x[which.index], sheet.columns.lane_w[which.index]
    zone = which.zone.id if which.zone else ""
    dash = () if which.zone else (1.6, 1.0)
    head, hatch = f"{id}.head", theme.hatch(which.index)
    canvas.add(
        Box(
            x, sheet.top, w, bottom - sheet.top, "lane", id, "", zone,
            theme.lane(which.index), theme.frame, 0.45, 1.2, dash,
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
        around = f"zone.{slot.zones[-1].id}" if slot.zones else lane_id
        box = Box(
            x + INSET, slot.top, w - 2 * INSET, slot.bottom - slot.top, "actor",
            f"actor.{actor.id}", around, actor.id, sheet.theme.paper, sheet.theme.box_frame, 0.4, 1.0,
        )  # fmt: skip
        inner = Canvas(sheet.theme)
        inner.add(box)
        sheet.actors[actor.id].draw(inner, sheet.setter, box)
        canvas.group(inner.items, actor.id, actor.label(sheet.lang))


def boxes_height(sheet: Sheet, which: Lane) -> float:
    """The height that a lane's control boxes take, mm."""
    style = sheet.setter.style
    blocks = [b for _, b in sheet.boxes.get(which.index, ())]
    return sum(b.height + 2 * style.mm(1.5) for b in blocks) + style.mm(2.0) * len(blocks)


def _boxes(sheet: Sheet, which: Lane, canvas: Canvas, lane_id: str) -> None:
    style = sheet.setter.style
    x = sheet.columns.lane_x[which.index] + INSET
    w = sheet.columns.lane_w[which.index] - 2 * INSET
    y = sheet.flow_bottom + style.mm(2.0)
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


def band(sheet: Sheet, which: Band, canvas: Canvas, number: int) -> None:
    """The frame and head of a channel within its corridor."""
    if which.channel is None or which.name is None:
        return
    style = sheet.setter.style
    x, w = sheet.columns.corridor_x[which.corridor], sheet.columns.corridor_w[which.corridor]
    left, width = x + EDGE / 2, w - EDGE
    id = f"band{number}"
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


def steps(sheet: Sheet, canvas: Canvas) -> None:
    """The arrows of a page; where two cross, one hops over the other."""
    routes = with_hops([tuple(_points(sheet, s)) for s in sheet.steps])
    for which, route in zip(sheet.steps, routes, strict=True):
        _step(sheet, which, route, canvas)


def _step(sheet: Sheet, which: Step, points: Route, canvas: Canvas) -> None:
    """The arrow of a step, with its number and wording, as one thing to a reader."""
    items: list[Item] = []
    look = sheet.theme.series(which.series)
    part = which.flow.transfer.step
    flow = which.flow
    ends = (f"actor.{flow.source.id}", f"actor.{flow.target.id}")
    items.append(Line(points, "step", part, look.colour, look.weight, look.dash, look.head, *ends))
    for segment in which.segments:
        label = sheet.rows.labels.get(segment)
        if label is not None:
            items.extend(_label(sheet, segment, label, look))
    canvas.group(items, part, sheet.words[which.row].sentence)


def _points(sheet: Sheet, which: Step) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []

    def to(x: float, y: float) -> None:
        if points and abs(points[-1][0] - x) < 1e-6 and abs(points[-1][1] - y) < 1e-6:
            return
        while len(points) > 1 and (
            (abs(points[-2][1] - y) < 1e-6 and abs(points[-1][1] - y) < 1e-6)
            or (abs(points[-2][0] - x) < 1e-6 and abs(points[-1][0] - x) < 1e-6)
        ):
            points.pop()
        points.append((x, y))

    for segment in which.segments:
        start, end = sheet.wires[segment]
        c = segment.corridor
        to(sheet.side_x(c, start.side), start.port)
        if start.track >= 0:
            to(sheet.track_x(c, start), start.port)
            to(sheet.track_x(c, start), start.row)
        if segment.returns:
            far = _turn(sheet, segment)
            to(far, start.row)
            to(far, end.row)
        if end.track >= 0:
            to(sheet.track_x(c, end), end.row)
            to(sheet.track_x(c, end), end.port)
        to(sheet.side_x(c, end.side), end.port)
    return points


def _turn(sheet: Sheet, segment: Segment) -> float:
    """Where a returning step turns: just beyond its writing."""
    left, right = sheet.zone(segment.corridor)
    if segment.start_side == "right":
        return left + 0.4
    style, label = sheet.setter.style, sheet.rows.labels[segment]
    writing = label.badge_width + style.mm(1.3) + max(label.text.width, style.mm(6))
    return min(right - 0.4, left + writing + style.mm(3.0))


def _label(sheet: Sheet, segment: Segment, label: Label, look: Ink) -> list[Item]:
    style = sheet.setter.style
    left, right = sheet.zone(segment.corridor)
    y, part = sheet.rows.y[segment], segment.step.flow.transfer.step
    canvas = Canvas(sheet.theme)
    items: list[Item] = []
    top, badge_height = y - label.above, label.badge_height
    first = label.text.leading if label.text.lines[0] else badge_height
    middle = top + max(first, badge_height) / 2
    items.extend(badge(sheet.theme, label, left + style.mm(0.4), middle, look, part))
    x = left + style.mm(0.4) + label.badge_width + style.mm(0.9)
    text_top = top + max(0.0, (badge_height - label.text.leading) / 2)
    if len(label.text.lines) == 1:
        text_top = middle - label.text.leading / 2
    canvas.para(label.text, x, text_top, role="label", part=part)
    at = y + 0.3 + (2.0 if segment.returns else 0.0)
    for para in label.lines:
        flags = label.flags and para is label.lines[-1]
        colour = sheet.theme.stop if flags else sheet.theme.soft
        role = "flag" if flags else "label"
        anchor = "end" if flags else "start"
        x = right if flags else left + style.mm(0.4)
        at = canvas.para(para, x, at, role=role, part=part, anchor=anchor, fill=colour)  # type: ignore[arg-type]
    return [*items, *canvas.items]


def badge(theme: Theme, label: Label, x: float, middle: float, look: Ink, part: str) -> list[Item]:
    """The number: a filled disc with a white sign, or the sign alone for the other series."""
    size = label.badge_size
    width = label.badge_width
    baseline = middle + size * MM_PER_PT * 0.38
    items: list[Item] = []
    colour, cx = look.colour, x + width / 2
    if look.filled and len(label.badge) == 1:
        r = min(width, label.badge_height) / 2
        d = disc(cx, middle, r)
        items.append(Shape(d, cx - r, middle - r, 2 * r, 2 * r, "badge", part, colour))
        colour = theme.paper
    items.append(
        Text(
            cx, baseline, label.badge, size, width - 0.4, "badge", "", part, "middle", True, colour
        )
    )
    return items
