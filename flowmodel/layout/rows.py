"""Rows of a page: where in its corridor each step runs, and the bands of the channels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.blocks import Block, callouts
from flowmodel.layout.blocks import chips as chip_grid
from flowmodel.layout.canvas import Para, Setter
from flowmodel.layout.findings import STRUCK_ABOVE, STRUCK_BELOW
from flowmodel.layout.marks import Marks
from flowmodel.layout.plan import Segment, Step
from flowmodel.layout.routing import PORT_INSET
from flowmodel.layout.scene import MM_PER_PT
from flowmodel.layout.wording import Wording, wording
from flowmodel.model import Channel, localise

Face = tuple[str, tuple[str, str], tuple[tuple[str, str], ...]]
"""What is printed of a channel: its name with what stands below it, its kind, its controls."""

GAP_BELOW = 0.3
"""Distance of a line and what is written under it, mm."""
RETURN_GAP = 2.0
"""Distance of the two legs of a step that returns to its lane, mm."""
PITCH = 3.4
"""Least distance of two rows, mm at scale 1."""
BADGE = 1.22
"""Size of the number in its badge, relative to the label."""
BADGE_HEIGHT = 1.12
"""Height of a badge, in em of its number."""


@dataclass(slots=True)
class Label:
    """What is written at a segment: number, wording, controls of its own, rule ids."""

    badge: str
    badge_size: float
    badge_width: float
    badge_height: float
    text: Para
    lines: list[Para]
    """Lines under the arrow: own controls."""
    flags: str
    above: float
    """Room needed above the line, mm."""
    below: float
    """Room needed below the line, mm."""
    struck: bool = False
    """Whether a cross stands on the line."""

    @property
    def gap(self) -> float:
        """Distance of the line and what is written under it, mm."""
        return GAP_BELOW + self.struck * STRUCK_BELOW


@dataclass(slots=True)
class Band:
    """A run of rows within a corridor whose channels look alike, with the head of them all."""

    corridor: int
    channel: Channel | None
    """The channel of its first row; its head stands for all."""
    top: float
    name: Para | None
    chips: Block | None
    told: bool = True
    """Whether all that is printed of its channels stands in this corridor of the page."""
    bottom: float = 0.0
    after: int = 0
    """How many rows of the page stand above it."""
    last: int = 0
    """Its last row, counted from 1."""
    rows: list[Segment] = field(default_factory=list)
    """What runs in it, from top to bottom."""
    shared: bool = False
    """Whether it may have rows of several channels."""

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Its channels, each once."""
        found = {s.step.flow.transfer.over: s.step.flow.channel for s in self.rows}
        return tuple(c for c in found.values() if c is not None)


@dataclass(slots=True)
class Rows:
    """The rows of a page."""

    count: int = 0
    """How many steps found room."""
    y: dict[Segment, float] = field(default_factory=dict)
    labels: dict[Segment, Label] = field(default_factory=dict)
    bands: list[Band] = field(default_factory=list)
    bottom: float = 0.0
    """Where the lowest row ends."""

    def spread(self, air: float) -> None:
        """Move the rows apart by `air` mm each; the first as far from what stands above it."""
        at, step = 0, None
        for segment, y in self.y.items():
            if segment.step is not step:
                at, step = at + 1, segment.step
            self.y[segment] = y + at * air
        for band in self.bands:
            band.top += band.after * air
            band.bottom += band.last * air
        self.bottom += at * air


@dataclass(slots=True)
class _Cursor:
    """How far a corridor is filled while rows are placed."""

    y: float
    band: Band | None = None
    last: int = 0


class RowMaker:
    """Places steps in rows from top to bottom, in the order of time."""

    def __init__(
        self,
        setter: Setter,
        graph: FlowGraph,
        lang: Lang,
        marks: Marks,
        words: Sequence[Wording] = (),
    ):
        self.setter = setter
        self.graph = graph
        self.lang = lang
        self.marks = marks
        self.words = words
        style = setter.style
        self.size = style.pt(style.label)
        self.badge_size = round(self.size * BADGE, 2)
        self.badge_height = self.badge_size * MM_PER_PT * BADGE_HEIGHT
        self.small = style.pt(style.chip)
        self._labels: dict[tuple[Segment, float], Label] = {}
        self._badges: dict[str, float] = {}
        self._faces: dict[str, Face] = {}

    def badge_width(self, badge: str) -> float:
        """Width of a badge, mm."""
        known = self._badges.get(badge)
        if known is None:
            known = self.setter.width(badge, self.badge_size, bold=True) + self.setter.style.mm(0.5)
            self._badges[badge] = known
        return known

    def label(self, segment: Segment, width: float, first: bool) -> Label:
        """The writing at a segment in a zone `width` mm wide; only the number where not `first`."""
        key = (segment, width)
        known = self._labels.get(key)
        if known is None:
            known = self._labels[key] = self._label(self._word(segment.step), width, first)
        return known

    def _word(self, step: Step) -> Wording:
        """What is said at a step; put together here where that was not done for all steps."""
        if self.words:
            return self.words[step.row]
        return self.setter.fact(
            ("word", step.row), lambda: wording(self.graph, step, self.lang, self.marks)
        )

    def _label(self, word: Wording, width: float, first: bool) -> Label:
        setter = self.setter
        badge_width = self.badge_width(word.badge)
        room = max(width - badge_width - setter.style.mm(1.2), self.size * MM_PER_PT * 2)
        text = setter.para(word.text if first else "", self.size, room)
        lines: list[Para] = []
        below = 0.0
        if first and word.own:
            # The bracket hangs before the words, which begin below those of the label.
            bracket, own = word.own[0], word.own[1:]
            hang = setter.width(bracket, self.small)
            lines.append(setter.para(own, self.small, hang + room, bullet=bracket))
        flags = word.flags if first else ""
        if flags:
            lines.append(setter.para(flags, self.small, width, bold=True))
        struck = first and word.struck
        if lines or struck:
            below = sum([p.height for p in lines]) + GAP_BELOW + struck * STRUCK_BELOW
        above = max(text.height, self.badge_height) + 0.7 + struck * STRUCK_ABOVE
        return Label(
            word.badge, self.badge_size, badge_width, self.badge_height, text, lines, flags, above, below,
            struck,
        )  # fmt: skip

    def place(
        self, steps: Sequence[Step], tops: Sequence[float], zone: Sequence[float], floor: float, limit: float = math.inf,
    ) -> Rows:  # fmt: skip
        """Give the segments of as many steps as end above `limit` their rows, one at least.

        `tops` are the tops of the corridors, `zone` the widths of their label
        zones, which no vertical stretch enters, `floor` the least y of a row;
        all in mm.
        """
        style = self.setter.style
        pitch, near, after, rim = style.mm(PITCH), style.mm(0.8), style.mm(1.0), style.mm(0.6)
        rows = Rows()
        y_of, labels = rows.y, rows.labels
        cursors = [_Cursor(y) for y in tops]
        named: dict[tuple[int, str], Face] = {}
        previous = floor - style.mm(2.0)
        bottom = max([previous, *tops])
        for at, step in enumerate(steps, 1):
            y, known = previous + pitch, len(rows.bands)
            for segment in step.segments:
                c = segment.corridor
                cursor = cursors[c]
                if not self._joins(cursor.band, segment):
                    self._open(rows, cursor, named, segment, zone[c])
                label = self.label(segment, zone[c], segment is step.segments[0])
                labels[segment] = label
                least = cursor.y + label.above + near
                if least > y:
                    y = least
            lowest = bottom
            for segment in step.segments:
                back = y + RETURN_GAP if segment.returns else y
                end = back + labels[segment].below + after
                lowest = max(lowest, end, back + PORT_INSET)
                cursors[segment.corridor].y = end
            if lowest > limit and at > 1:
                del rows.bands[known:]
                break
            for segment in step.segments:
                y_of[segment] = y
                cursor = cursors[segment.corridor]
                cursor.last = at
                if cursor.band is not None:
                    cursor.band.bottom, cursor.band.last = cursor.y + rim, at
                    cursor.band.rows.append(segment)
            previous, bottom, rows.count = y, lowest, at
        rows.bottom = bottom
        return rows

    def _joins(self, band: Band | None, segment: Segment) -> bool:
        """Whether a row needs no head of its own: that of its channel, or one that reads the same.

        A band that a row of another channel joins is shared.
        """
        channel = segment.step.flow.channel
        if band is None or band.channel is channel:
            return band is not None
        if channel is None or band.channel is None:
            return False
        known = band.told or segment is not segment.step.segments[0]
        joins = known and self._face(channel) == self._face(band.channel)
        band.shared = band.shared or joins
        return joins

    def _face(self, channel: Channel) -> Face:
        """What is printed of a channel: those of which it is the same share a band."""
        known = self._faces.get(channel.id)
        if known is None:
            found = ((id, "") for id in self.marks.at(channel.id))
            shown = ((c.text, c.icon) for c in callouts(self.graph, channel, self.lang))
            controls = (*found, *shown)
            kinds = (channel.medium, channel.network or "")
            known = self._faces[channel.id] = (self._name(channel, False), kinds, controls)
        return known

    def _open(
        self, rows: Rows, cursor: _Cursor, named: dict[tuple[int, str], Face], segment: Segment,
        zone: float,
    ) -> None:  # fmt: skip
        """Open a new band where the channel of the corridor changes."""
        c, channel, style = segment.corridor, segment.step.flow.channel, self.setter.style
        if cursor.band is not None:
            cursor.y = max(cursor.y, cursor.band.bottom) + style.mm(1.2)
        top, told = cursor.y, True
        name = chips = None
        if channel is not None:
            inner = max(zone - 0.6, style.mm(8.0))
            key, face = (c, self._name(channel, True)), self._face(channel)
            told = named.get(key) == face
            again = told or segment is not segment.step.segments[0]
            if not again or face == (key[1], face[1], ()):
                told, named[key] = True, face
            name, chips = self._head(channel, inner, again)
            cursor.y += style.mm(1.3) + name.height + style.mm(0.8)
            if chips is not None and chips.height:
                cursor.y += style.mm(0.8) + chips.height
        cursor.band = Band(c, channel, top, name, chips, told, cursor.y, cursor.last)
        rows.bands.append(cursor.band)

    def _head(self, channel: Channel, inner: float, again: bool) -> tuple[Para, Block | None]:
        """A channel's name and, where it comes first, its controls."""
        setter = self.setter

        def make() -> tuple[Para, Block | None]:
            size = setter.style.pt(setter.style.channel)
            name = setter.para(self._name(channel, again), size, inner, bold=True)
            if again:
                return name, None
            made = chip_grid(setter, callouts(self.graph, channel, self.lang), inner)
            return name, self._flagged(channel, made)

        return setter.fact(("channel", channel.id, inner, again), make)

    def _flagged(self, channel: Channel, made: Block) -> Block:
        """The controls of a channel below the rules that found something at it."""
        flags = self.marks.at(channel.id)
        if not flags:
            return made
        setter, both = self.setter, Block(made.width)
        size = setter.style.pt(setter.style.chip)
        para = setter.para("▲ " + " ".join(flags), size, made.width, bold=True)
        indent = max(0.0, (made.width - para.width) / 2)
        both.para(para, indent, role="flag", colour=setter.theme.stop)
        down = both.height + (setter.style.mm(0.8) if made.height else 0.0)
        both.chips = [(dx, dy + down, w, h, p, chip) for dx, dy, w, h, p, chip in made.chips]
        both.height = down + made.height
        return both

    def _name(self, channel: Channel, again: bool) -> str:
        name = channel_name(channel, self.lang)
        if again:
            return name
        carrier = localise(channel.carrier, self.lang)
        if carrier and carrier not in channel.label(self.lang):
            name += f"\n{carrier}"
        return name


def channel_name(channel: Channel, lang: Lang) -> str:
    """The name of a channel as its corridor bears it."""
    name = channel.label(lang)
    return f"【{name}】" if lang == "ja" else f"[{name}]"
