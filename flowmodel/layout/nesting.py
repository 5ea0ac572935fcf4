"""Zones within a lane: a frame around their actors, with the zone's name at its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flowmodel.layout.canvas import Canvas, Para
from flowmodel.layout.plan import Slot
from flowmodel.layout.scene import Box
from flowmodel.layout.style import INSET
from flowmodel.model import Zone

if TYPE_CHECKING:
    from flowmodel.layout.sheet import Sheet

FOOT = 1.1
"""Room between the last box of a zone and its frame, mm at scale 1."""
HEAD = 0.7
"""Room above and below the name of a zone, mm at scale 1."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The extent of a zone within its lane."""

    zone: Zone
    lane: int
    depth: int
    top: float
    bottom: float
    name: Para


def zone_rooms(sheet: Sheet, slots: Sequence[Slot]) -> None:
    """Reserve, above and below each slot, the room that the zones that begin and end there need."""
    style = sheet.setter.style
    before: tuple[Zone, ...] = ()
    for i, slot in enumerate(slots):
        after = slots[i + 1].zones if i + 1 < len(slots) else ()
        opened = slot.zones[_shared(before, slot.zones) :]
        slot.lead = sum((head_height(sheet, slot.lane, z) for z in opened), 0.0)
        slot.trail = style.mm(FOOT) * (len(slot.zones) - _shared(slot.zones, after))
        before = slot.zones


def _shared(a: tuple[Zone, ...], b: tuple[Zone, ...]) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x is not y:
            break
        count += 1
    return count


def head_height(sheet: Sheet, lane: int, zone: Zone) -> float:
    """Height of a zone's head, mm."""
    return zone_name(sheet, lane, zone).height + 2 * sheet.setter.style.mm(HEAD)


def zone_name(sheet: Sheet, lane: int, zone: Zone) -> Para:
    """A zone's name, broken to the width of its lane."""
    style = sheet.setter.style
    width = sheet.columns.lane_w[lane] - 2 * INSET - style.mm(2.0)
    return sheet.setter.para(zone.label(sheet.lang), style.pt(style.body), width, bold=True)


def frames_of(sheet: Sheet) -> list[Frame]:
    """The frames of a page whose slots have their extents, each after those that hold it."""
    found = []
    for slots in sheet.stacks:
        depth = 0
        while groups := list(_groups(slots, depth)):
            for zone, mine in groups:
                top = mine[0].top - mine[0].lead + _outer_heads(sheet, slots, mine[0], depth)
                end = mine[-1]
                bottom = end.bottom + sheet.setter.style.mm(FOOT) * (len(end.zones) - depth)
                name = zone_name(sheet, end.lane, zone)
                found.append(Frame(zone, end.lane, depth, top, bottom, name))
            depth += 1
    return found


def _groups(slots: Sequence[Slot], depth: int) -> list[tuple[Zone, list[Slot]]]:
    """The runs of slots of one zone at a depth."""
    found: list[tuple[Zone, list[Slot]]] = []
    open_zone: Zone | None = None
    for slot in slots:
        zone = slot.zones[depth] if len(slot.zones) > depth else None
        if zone is None:
            open_zone = None
        elif zone is open_zone:
            found[-1][1].append(slot)
        else:
            found.append((zone, [slot]))
            open_zone = zone
    return found


def _outer_heads(sheet: Sheet, slots: Sequence[Slot], first: Slot, depth: int) -> float:
    """The heads of zones around this one that begin at the same slot."""
    at = slots.index(first)
    before = slots[at - 1].zones if at else ()
    begun = first.zones[_shared(before, first.zones) : depth]
    return sum((head_height(sheet, first.lane, z) for z in begun), 0.0)


def draw_frames(sheet: Sheet, lane: int, canvas: Canvas, lane_id: str) -> None:
    """The frames of a lane with their names."""
    mine = [f for f in sheet.frames if f.lane == lane]
    if not mine:
        return
    style, theme = sheet.setter.style, sheet.theme
    deepest = max(f.depth for f in mine) + 1
    x, w = sheet.columns.lane_x[lane], sheet.columns.lane_w[lane]
    for frame in mine:
        inset = INSET * (frame.depth + 1) / (deepest + 1)
        id = sheet.id(f"zone.{frame.zone.id}")
        around = lane_id if not frame.depth else sheet.id(f"zone.{frame.zone.parent}")
        canvas.add(
            Box(
                x + inset, frame.top, w - 2 * inset, frame.bottom - frame.top, "zone", id, around,
                frame.zone.id, "none", theme.frame, 0.3, 0.8, (2.4, 0.9),
            )
        )  # fmt: skip
        canvas.para(
            frame.name, x + INSET + style.mm(1.0), frame.top + style.mm(HEAD),
            role="zone", inside=id, part=frame.zone.id, fill=theme.frame,
        )  # fmt: skip
