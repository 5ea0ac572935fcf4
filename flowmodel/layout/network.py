"""Figures of boxes, frames and links that Graphviz places: measured, drawn, audited.

Where things collide, the distances are widened, a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from flowmodel.language import Bilingual
from flowmodel.layout.audit import audit
from flowmodel.layout.canvas import Canvas, Para, plates
from flowmodel.layout.dot_graph import PAD, place
from flowmodel.layout.dot_parts import Frame, Link, Network, Node, Placement, Point, Rect
from flowmodel.layout.dot_run import DotError
from flowmodel.layout.findings import rails
from flowmodel.layout.hops import with_hops
from flowmodel.layout.network_routes import at_origin, framed, routed
from flowmodel.layout.scene import Box, Hatch, Item, Line, Page, Scene
from flowmodel.layout.style import Style
from flowmodel.layout.theme import Ink, Theme

ABOVE, ASIDE = 1.4, 0.8
"""Distance of a name from the upper edge of its frame, mm at scale 1, and from lines and edges
beside it, mm."""
NARROWEST = 12.0
"""Least width in which the name of a frame is set beside lines, mm at scale 1."""
LOOP = 5.0
"""Distance of a box and the card below it, mm."""
LEGS = 4.0
"""Distance of the two lines between them, mm."""
MOST = 250
"""Most boxes, and most links, that are given to Graphviz."""
SPREADS: tuple[tuple[float, str], ...] = (
    (1.0, "true"), (1.4, "true"), (1.4, "polyline"), (2.0, "true"), (2.8, "polyline"),
    (4.0, "true"),
)  # fmt: skip
"""Distances in the columns, and kinds of lines, that are tried until nothing collides."""
CLOSE = 0.5
"""What is tried as well where the figure is too high for its page."""
GAPS = (1.0, 0.6, 0.45, 0.0)
"""Distances of the columns that are tried, of that of the figure, until it is narrow enough."""
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
    set: Callable[[float], Para]
    """Sets the name in a width, mm."""
    least: float
    """Width of the name where the width of the frame is not known, mm."""
    part: str
    title: str
    fill: str
    inside: str = ""
    """The part of the frame that holds this one."""
    hatch: Hatch = ""
    name: Para = field(init=False)

    def fitted(self, style: Style, width: float = 0.0) -> None:
        """Set the name for a frame of this width; the head of the frame is as high as it needs."""
        self.name = self.set(width - 2 * ASIDE if width else self.least)
        self.frame.head = self.name.height + style.mm(1.0)

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


@dataclass(slots=True, eq=False)
class Loop:
    """A card below a box: what that box does by itself."""

    thing: Thing
    card: Thing
    indent: float
    """Distance of the card from the left edge of the box, mm."""
    ink: Ink
    part: str = ""
    railed: bool = False
    """Whether it leads to a party that must be kept out."""


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
    loops: list[Loop] = field(default_factory=list)
    gap: float = 10.0
    """Most distance of two ranks, mm at scale 1; more where many lines meet."""


Settled = tuple[Placement, list[Item]]
"""Where everything stands, and what is drawn of it."""
Room = tuple[float, float]
"""Width and height that are to be had, mm."""


def fits(found: Settled, room: Room) -> bool:
    """Whether a figure is no larger than the room for it."""
    return found[0].width <= room[0] + 1e-6 and found[0].height <= room[1] + 1e-6


def settled(figure: Figure, room: Room) -> Settled | None:
    """The figure without a collision, at the origin; None where the tries were in vain.

    It may be larger than `room`. Raises `DotError` where there is too much for Graphviz, or it
    fails.
    """
    if len(figure.things) > MOST or len(figure.ties) + len(figure.loops) > MOST:
        raise DotError(TOO_MANY.format(most=MOST))
    for spread, splines in SPREADS:
        found = _tried(figure, spread, splines, room)
        if found is None:
            continue
        if found[0].height > room[1]:
            closer = _tried(figure, spread * CLOSE, splines, room)
            if closer is not None and closer[0].height < found[0].height:
                return closer
        return found
    return None


def _tried(figure: Figure, spread: float, splines: str, room: Room) -> Settled | None:
    """The figure at one spread, its columns as far apart as the room allows."""
    links = [tie.link for tie in figure.ties]
    network = Network([t.node for t in figure.free], figure.outermost, links)
    pad, gap = figure.style.mm(PAD), figure.style.mm(figure.gap)
    for zone in figure.zones:
        zone.fitted(figure.style)
    swung = place(network, pad, spread, splines)
    found = None
    for share in GAPS:
        placed = routed(network, swung, pad, gap * share)
        if placed.width > room[0] and share != GAPS[-1]:
            continue
        placed = _renamed(figure, network, placed, pad)
        items = _items(figure, placed)
        page = Page(placed.width + 1, placed.height + 1, tuple(items))
        if not audit(Scene("", "", "", "", (page,))):
            found = placed, items
            if fits(found, room):
                break
    return found


def _renamed(figure: Figure, network: Network, placed: Placement, pad: float) -> Placement:
    """The same with each name set in the width that its frame has come to."""
    routes = [line for tie in figure.ties for line in placed.lines[tie.link]]
    for zone in figure.zones:
        rect = placed.frames[zone.frame]
        zone.fitted(figure.style, rect[2])
        at, room = _beside_lines(zone.name, rect, figure.style, routes)
        if at is None:
            zone.fitted(figure.style, max(room, figure.style.mm(NARROWEST)))
    for frame in figure.outermost:
        framed(network, frame, placed, pad)
    return at_origin(placed)


def _items(figure: Figure, placed: Placement) -> list[Item]:
    """Frames, then boxes, then links with their cards."""
    canvas = Canvas(figure.theme)
    routes = [line for tie in figure.ties for line in placed.lines[tie.link]]
    within: dict[Node, str] = {}
    for zone in figure.zones:
        _zone(canvas, zone, placed.frames[zone.frame], figure.style, routes)
        within |= dict.fromkeys(zone.frame.nodes, zone.id)
    for thing in figure.things:
        inner = Canvas(figure.theme)
        x, y, w, _ = placed.nodes[thing.node]
        thing.draw(inner, (x, y, w, thing.node.reach), within.get(thing.node, ""))
        canvas.group(inner.items, thing.part, thing.title)
    for loop in figure.loops:
        inside = within.get(loop.thing.node, "")
        _loop(canvas, loop, placed.nodes[loop.thing.node], inside)
    drawn = [list(_lines(tie, placed)) for tie in figure.ties]
    hopping = iter(with_hops([line.points for lines in drawn for line in lines]))
    for tie, plain in zip(figure.ties, drawn, strict=True):
        lines = [replace(line, points=next(hopping)) for line in plain]
        inner = Canvas(figure.theme)
        for line in lines if tie.railed else ():
            inner.add(*rails(line.points, figure.theme, tie.part))
        inner.add(*lines)
        rect = placed.nodes[tie.card.node]
        tie.card.draw(inner, rect, _around(figure, placed, rect))
        canvas.group(inner.items, tie.part, tie.card.title)
    return canvas.items


def _loop(canvas: Canvas, loop: Loop, rect: Rect, inside: str) -> None:
    """A card below its box, with the line that leads there and back."""
    card = loop.card
    left, foot = rect[0] + loop.indent, rect[1] + loop.thing.node.reach
    top, middle = foot + LOOP, left + card.node.width / 2
    inner, look = Canvas(canvas.theme), loop.ink
    for x, there in ((middle - LEGS / 2, True), (middle + LEGS / 2, False)):
        points, ends = ((x, foot), (x, top)), (loop.thing.id, card.id)
        line = Line(
            points if there else points[::-1], "step", loop.part, look.colour, look.weight,
            look.dash, 0.0 if there else look.head, *(ends if there else ends[::-1]),
        )  # fmt: skip
        inner.add(*(rails(line.points, canvas.theme, loop.part) if loop.railed else ()), line)
    card.draw(inner, (left, top, card.node.width, card.node.height), inside)
    canvas.group(inner.items, loop.part, card.title)


def _around(figure: Figure, placed: Placement, rect: Rect) -> str:
    """The innermost frame that holds a card."""
    x, y, w, h = rect
    found = ""
    for zone in figure.zones:
        left, top, wide, high = placed.frames[zone.frame]
        if left <= x and top <= y and x + w <= left + wide and y + h <= top + high:
            found = zone.id
    return found


def _zone(
    canvas: Canvas, zone: Zoned, rect: Rect, style: Style, routes: Sequence[Sequence[Point]]
) -> None:
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
    middle, _ = _beside_lines(zone.name, rect, style, routes)
    name.para(
        zone.name, x + w / 2 if middle is None else middle, y + style.mm(ABOVE), role="head", inside=zone.id, part=zone.part,
        anchor="middle",
    )  # fmt: skip
    inner.add(*(plates(name.items, theme, framed=True) if hatch else ()), *name.items)
    canvas.group(inner.items, zone.part, zone.title)


def _beside_lines(
    name: Para, rect: Rect, style: Style, routes: Sequence[Sequence[Point]]
) -> tuple[float | None, float]:
    """Where the middle of a name can stand in its frame beside lines that pass its head.

    None where there is no room for it; and how much there is at most, mm.
    """
    x, y, w, _ = rect
    top, half = y + style.mm(ABOVE), name.width / 2
    passing = sorted(
        (min(a, c), max(a, c))
        for route in routes
        for (a, b), (c, d) in pairwise(route)
        if min(b, d) < top + name.height + 0.6 and max(b, d) > y
    )
    free: list[tuple[float, float]] = []
    at = x
    for left, right in passing:
        free.append((at, min(left, x + w)))
        at = max(at, right)
    free = [(a + ASIDE, b - ASIDE) for a, b in [*free, (at, x + w)]]
    middle = x + w / 2
    places = [min(max(middle, a + half), b - half) for a, b in free if b - a >= 2 * half - 1e-6]
    room = max(b - a for a, b in free)
    return (min(places, key=lambda p: (abs(p - middle), p)) if places else None), room


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
            tuple(points), tie.role, tie.part, look.colour, look.weight,
            look.dash, head, source, target,
        )  # fmt: skip
