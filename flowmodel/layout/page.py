"""One page of lanes: what stands on it, how high that is, and its drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flowmodel.layout import draw, surround
from flowmodel.layout.arrows import steps
from flowmodel.layout.canvas import Canvas
from flowmodel.layout.kept import KeptOut, beside_bottom, draw_kept_out, kept_out, place
from flowmodel.layout.plan import Lane, Step
from flowmodel.layout.rows import Band
from flowmodel.layout.scene import Group, Item, Page
from flowmodel.layout.sheet import MARGIN, Job, Sheet, bare_sheet, control_boxes


@dataclass(slots=True)
class Section:
    """A block of lanes of which every length is known, ready to be drawn."""

    sheet: Sheet
    closing: bool
    """Whether control boxes and kept-out parties stand in it."""
    kept: list[KeptOut]
    lanes_bottom: float
    bottom: float
    """The y below lanes and kept-out parties."""


@dataclass(slots=True)
class Paged(Section):
    """A page with one block of lanes, and what stands below it."""

    feet: surround.Foot
    end: float
    """Where the content ends, mm."""


def title_height(job: Job, width: float, pages: int) -> float:
    """Height of a page's title, mm, the same for all `pages`."""
    return job.setter.fact(
        ("title", width, pages),
        lambda: surround.title_height(_bare(job), width, pages, pages),
    )


def foot(job: Job, width: float, steps: bool, closing: bool, said: str) -> surround.Foot:
    """What stands below the lanes of a page `width` mm wide."""
    return job.setter.remember(
        ("foot", width, steps, closing, said),
        lambda: surround.foot(_bare(job), width, steps, closing, said, signs=True),
    )


def below(job: Job, width: float, feet: surround.Foot) -> float:
    """Room that everything below lanes and kept-out parties takes, mm."""
    gap = job.setter.style.mm(2.4) + feet.height if feet.height else 0.0
    return gap + job.setter.fact(
        ("footer", width), lambda: surround.footer_height(_bare(job), width)
    )


def _bare(job: Job) -> Sheet:
    return bare_sheet(job.setter, job.plan, job.lang, job.marks)


def section(sheet: Sheet, closing: bool, last: bool = True) -> Section:
    """Add what stands in the lanes below the steps.

    A block that is `closing` has the control boxes, and the `last` of these the kept-out parties.
    """
    if closing:
        control_boxes(sheet)
    kept = kept_out(sheet) if closing and last else []
    lanes_bottom = _lanes_bottom(sheet, kept)
    return Section(sheet, closing, kept, lanes_bottom, place(sheet, kept, lanes_bottom))


def complete(
    sheet: Sheet, width: float, closing: bool, feet: surround.Foot, job: Job, last: bool = True
) -> Paged:
    """Add what stands in the lanes below the steps, and below the lanes."""
    made = section(sheet, closing, last)
    end = made.bottom + below(job, width, feet)
    return Paged(made.sheet, closing, made.kept, made.lanes_bottom, made.bottom, feet, end)


@dataclass(frozen=True, slots=True)
class Body:
    """A drawn page but for its title, which says how many pages there are."""

    items: tuple[Item, ...]
    height: float
    steps: Sequence[Step]


def draw_body(page: Paged, width: float, least: float) -> Body:
    """Draw a page of `width` mm that is `least` mm high where its content is not higher."""
    sheet = page.sheet
    canvas = Canvas(sheet.theme)
    draw_section(page, canvas)
    return finished(sheet, canvas, page.feet, page.bottom, page.end, (width, least), sheet.steps)


def draw_section(made: Section, canvas: Canvas) -> None:
    """Draw a block of lanes."""
    sheet = made.sheet
    canvas.items.extend([_lane(made, lane) for lane in sheet.plan.lanes])
    canvas.add(*draw.breaks(sheet))
    for i, band in enumerate(sheet.rows.bands):
        canvas.items.extend(_band(sheet, band, i))
    steps(sheet, canvas)
    for kept in made.kept:
        draw_kept_out(sheet, canvas, kept)


def finished(
    sheet: Sheet, canvas: Canvas, feet: surround.Foot, bottom: float, end: float,
    size: tuple[float, float], shown: Sequence[Step],
) -> Body:  # fmt: skip
    """Add what stands below the lanes, which end at `bottom`; the content ends at `end`."""
    width, least = size
    if feet.height:
        surround.draw_foot(sheet, canvas, feet, bottom + sheet.setter.style.mm(2.4), width)
    height = max(0.0 if math.isinf(least) else least, end + MARGIN - 1.0)
    surround.footer(sheet, canvas, width, height)
    return Body(tuple(canvas.items), height, shown)


def _lane(made: Section, lane: Lane) -> Group:
    """A lane; drawn once for all pages on which it looks the same."""
    sheet, at = made.sheet, lane.index
    zone = lane.zone

    def make() -> Group:
        items = draw.lane(sheet, lane, made.lanes_bottom).items
        return Group(tuple(items), zone.id if zone else "", zone.label(sheet.lang) if zone else "")

    if made.closing or sheet.frames:
        return make()
    slots = [(s.actor.id, s.top, s.bottom) for s in sheet.stacks[at] if s.actor is not None]
    place = (sheet.columns.lane_x[at], sheet.columns.lane_w[at], sheet.top, sheet.head)
    key = (
        "lane",
        sheet.id(""),
        at,
        place,
        made.lanes_bottom,
        sheet.full,
        sheet.absent.get(at),
        *slots,
    )
    return sheet.setter.remember(key, make)


def _band(sheet: Sheet, band: Band, number: int) -> list[Item]:
    """The frame and the head of a channel; drawn once for all pages on which it looks the same."""
    if band.channel is None:
        return []
    if band.shared:
        return draw.band(sheet, band, number)
    at, named = sheet.id(str(number)), (band.channel.id, band.chips is None)
    across = (sheet.columns.corridor_x[band.corridor], sheet.columns.corridor_w[band.corridor])
    key = ("band", at, named, band.top, band.bottom, across, sheet.zone(band.corridor))
    return sheet.setter.remember(key, lambda: draw.band(sheet, band, number))


def titled(job: Job, body: Body, width: float, number: int, pages: int) -> Page:
    """The page with its title and its number among `pages`."""
    canvas = Canvas(job.setter.theme)
    surround.title(_bare(job), canvas, width, number, pages)
    return Page(width, body.height, (*canvas.items, *body.items))


def _lanes_bottom(sheet: Sheet, kept: Sequence[KeptOut]) -> float:
    style = sheet.setter.style
    most = sheet.flow_bottom + style.mm(2.0)
    for lane, end in zip(sheet.plan.lanes, sheet.ends, strict=True):
        most = max(most, end + style.mm(2.0) + draw.boxes_height(sheet, lane))
    others = draw.others_height(sheet) if sheet.absent else 0.0
    return max(most + others, beside_bottom(sheet, kept))
