"""Figures of boxes, frames and links that Graphviz places: measured, drawn, audited.

Where things collide, the distances are widened, a bounded number of times.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from flowmodel.language import Bilingual
from flowmodel.layout.audit import audit
from flowmodel.layout.canvas import Canvas, Para, plates
from flowmodel.layout.curves import Rect
from flowmodel.layout.dot_graph import PAD, place
from flowmodel.layout.dot_parts import Frame, Link, Network, Node, Placement, straightened
from flowmodel.layout.dot_run import DotError
from flowmodel.layout.findings import rails
from flowmodel.layout.scene import Box, Hatch, Item, Line, Page, Scene
from flowmodel.layout.style import Style
from flowmodel.layout.theme import Ink, Theme

MOST = 250
"""Most boxes, and most links, that are given to Graphviz."""
SPREADS: tuple[tuple[float, str], ...] = (
    (1.0, "true"), (1.4, "true"), (2.0, "true"), (1.4, "polyline"), (2.8, "true"),
    (2.8, "polyline"), (4.0, "true"), (4.0, "polyline"),
)  # fmt: skip
"""Distances and kinds of lines that are tried until nothing collides."""
TRIES = 4
"""So often lines that collide go back to the curves of Graphviz before distances are widened."""
TOO_MANY = Bilingual(
    "箱または線が {most} を超えるため、Graphviz では描きません",
    "more than {most} boxes or links are not given to Graphviz",
)
UNRESOLVED = Bilingual(
    "Graphviz の配置では重なりをなくせませんでした", "in the layout of Graphviz things collide"
)

Draw = Callable[[Canvas, Rect, str], None]
"""Draws a box into its rectangle, within the frame of an id."""


@dataclass(slots=True, eq=False)
class Thing:
    """A box that draws itself once it is known where it stands."""

    node: Node
    draw: Draw
    id: str
    """The id of the scene's box at which lines begin and end."""
    part: str = ""
    title: str = ""


@dataclass(slots=True, eq=False)
class Zoned:
    """A frame with its name."""

    frame: Frame
    name: Para
    part: str
    title: str
    fill: str
    inside: str = ""
    """The part of the frame that holds this one."""
    hatch: Hatch = ""

    @property
    def id(self) -> str:
        """The id of its box in the scene."""
        return f"zone.{self.part}"


@dataclass(slots=True, eq=False)
class Tie:
    """A link with the card that stands on it."""

    left: Thing
    right: Thing
    card: Thing
    ink: Ink
    to_right: bool
    """Whether what it tells goes from left to right."""
    to_left: bool
    part: str = ""
    role: str = "step"
    railed: bool = False
    """Whether it leads to a party that must be kept out."""
    link: Link = field(init=False)

    def __post_init__(self) -> None:
        self.link = Link(self.left.node, self.card.node, self.right.node)


@dataclass(slots=True)
class Figure:
    """Everything that stands between the title and the foot of a page, measured."""

    theme: Theme
    style: Style
    things: list[Thing]
    """All boxes, cards left out."""
    zones: list[Zoned]
    """Frames, each before those within it."""
    outermost: list[Frame]
    free: list[Thing]
    """Boxes in no frame."""
    ties: list[Tie]
    gap: float = 10.0
    """Most distance of two ranks, mm at scale 1; more where many lines meet."""


def settled(figure: Figure) -> tuple[Placement, list[Item]] | None:
    """The figure without a collision, at the origin; None where the tries were in vain.

    Raises `DotError` where there is too much for Graphviz, or it fails.
    """
    if len(figure.things) > MOST or len(figure.ties) > MOST:
        raise DotError(TOO_MANY.format(most=MOST))
    links = [tie.link for tie in figure.ties]
    network = Network([t.node for t in figure.free], figure.outermost, links)
    pad, gap = figure.style.mm(PAD), figure.style.mm(figure.gap)
    for spread, splines in SPREADS:
        swung = place(network, pad, spread, splines, gap)
        kept: set[Link] = set()
        for _ in range(TRIES):
            placed = straightened(swung, kept)
            items = _items(figure, placed)
            page = Page(placed.width + 1, placed.height + 1, tuple(items))
            blamed = {part for v in audit(Scene("", "", "", "", (page,))) for part in v.parts}
            if not blamed:
                return placed, items
            kept |= {t.link for t in figure.ties if t.part in blamed}
    return None


def _items(figure: Figure, placed: Placement) -> list[Item]:
    """Frames, then boxes, then links with their cards."""
    canvas = Canvas(figure.theme)
    within: dict[Node, str] = {}
    for zone in figure.zones:
        _zone(canvas, zone, placed.frames[zone.frame], figure.style)
        within |= dict.fromkeys(zone.frame.nodes, zone.id)
    for thing in figure.things:
        inner = Canvas(figure.theme)
        thing.draw(inner, placed.nodes[thing.node], within.get(thing.node, ""))
        canvas.group(inner.items, thing.part, thing.title)
    for tie in figure.ties:
        inner = Canvas(figure.theme)
        lines = list(_lines(tie, placed))
        for line in lines if tie.railed else ():
            inner.add(*rails(line.points, figure.theme, tie.part))
        inner.add(*lines)
        rect = placed.nodes[tie.card.node]
        tie.card.draw(inner, rect, _around(figure, placed, rect))
        canvas.group(inner.items, tie.part, tie.card.title)
    return canvas.items


def _around(figure: Figure, placed: Placement, rect: Rect) -> str:
    """The innermost frame that holds a card."""
    x, y, w, h = rect
    found = ""
    for zone in figure.zones:
        left, top, wide, high = placed.frames[zone.frame]
        if left <= x and top <= y and x + w <= left + wide and y + h <= top + high:
            found = zone.id
    return found


def _zone(canvas: Canvas, zone: Zoned, rect: Rect, style: Style) -> None:
    x, y, w, h = rect
    inner = Canvas(canvas.theme)
    inside = f"zone.{zone.inside}" if zone.inside else ""
    theme, hatch = canvas.theme, zone.hatch
    inner.add(
        Box(
            x, y, w, h, "zone", zone.id, inside, zone.part, zone.fill, theme.frame, 0.4, 1.2, (),
            hatch, theme.hatch_ink if hatch else "",
        )
    )  # fmt: skip
    name = Canvas(theme)
    name.para(
        zone.name, x + w / 2, y + style.mm(1.4), role="head", inside=zone.id, part=zone.part,
        anchor="middle",
    )  # fmt: skip
    inner.add(*(plates(name.items, theme, framed=True) if hatch else ()), *name.items)
    canvas.group(inner.items, zone.part, zone.title)


def _lines(tie: Tie, placed: Placement) -> Iterable[Line]:
    """The line from the left box to the card and on to the right, each in its direction."""
    first, second = placed.lines[tie.link]
    look = tie.ink
    ways = [
        (first, (tie.left.id, tie.card.id), tie.to_left and tie.to_right),
        (second, (tie.card.id, tie.right.id), False),
    ]
    if tie.to_left:
        ways[0] = (first[::-1], (tie.card.id, tie.left.id), True)
    if tie.to_left and not tie.to_right:
        ways[1] = (second[::-1], (tie.right.id, tie.card.id), False)
    elif tie.to_right:
        ways[1] = (second, (tie.card.id, tie.right.id), True)
    if tie.to_left and not tie.to_right:
        ways.reverse()
    for points, (source, target), headed in ways:
        head = look.head if headed else 0.0
        yield Line(
            tuple(_straightened(points, head)), tie.role, tie.part, look.colour, look.weight,
            look.dash, head, source, target,
        )  # fmt: skip


def _straightened(points: Sequence[tuple[float, float]], head: float) -> list[tuple[float, float]]:
    """A line whose last stretch is level and has room for an arrowhead."""
    if not head:
        return list(points)
    (x, y), before = points[-1], points[-2]
    way = 1.0 if x > before[0] else -1.0
    kept = [p for p in points[:-1] if math.dist(p, (x, y)) > head * 1.6]
    return [*(kept or [points[0]]), (x - way * head * 1.05, y), (x, y)]
