"""Rows of a page: where in its corridor each step runs, and the bands of the channels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.blocks import Block, channel_chips, stated
from flowmodel.layout.canvas import Para, Setter
from flowmodel.layout.marks import Marks, step_key
from flowmodel.layout.plan import Segment, Step
from flowmodel.model import Channel, localise

RETURN_GAP = 2.0
"""Distance of the two legs of a step that returns to its lane, mm."""
BADGE = 1.22
"""Size of the number in its badge, relative to the label."""


@dataclass(slots=True)
class Label:
    """What is written at a segment: number, wording, controls of its own, rule ids."""

    badge: str
    badge_size: float
    badge_width: float
    text: Para
    below: list[Para]
    """Lines under the arrow: own controls."""
    flags: str

    @property
    def above_height(self) -> float:
        """Room needed above the line, mm."""
        return max(self.text.height, self.badge_height) + 0.7

    @property
    def badge_height(self) -> float:
        """Height of the badge, mm."""
        return self.badge_size * 0.3528 * 1.12

    @property
    def below_height(self) -> float:
        """Room needed below the line, mm."""
        return sum((p.height for p in self.below), 0.0) + (0.3 if self.below else 0.0)


@dataclass(slots=True)
class Band:
    """A run of rows of one channel within a corridor, with its head."""

    corridor: int
    channel: Channel | None
    top: float
    name: Para | None
    chips: Block | None
    bottom: float = 0.0
    head_bottom: float = 0.0


@dataclass(slots=True)
class Rows:
    """The rows of a page."""

    y: dict[Segment, float] = field(default_factory=dict)
    labels: dict[Segment, Label] = field(default_factory=dict)
    bands: list[Band] = field(default_factory=list)
    bottom: float = 0.0
    """Where the lowest row ends."""
    slack_points: int = 0
    """How many rows there are to give spare height to."""


class RowMaker:
    """Places steps in rows from top to bottom, in the order of time."""

    def __init__(self, setter: Setter, graph: FlowGraph, lang: Lang, marks: Marks):
        self.setter = setter
        self.graph = graph
        self.lang = lang
        self.marks = marks

    def label(self, segment: Segment, width: float, first: bool) -> Label:
        """The writing at a segment in a zone `width` mm wide; only the number where not `first`."""
        return self.setter.remember((segment, width), lambda: self._label(segment, width, first))

    def _label(self, segment: Segment, width: float, first: bool) -> Label:
        style, flow = self.setter.style, segment.step.flow
        size = style.pt(style.label)
        badge = flow.printed
        badge_size = round(size * BADGE, 2)
        badge_width = self.setter.width(badge, badge_size, bold=True) + style.mm(0.5)
        room = max(width - badge_width - style.mm(1.2), size * 0.3528 * 2)
        text = ""
        below: list[Para] = []
        if first:
            text = flow.transfer.text(self.lang)
            if flow.transfer.mark:
                text += f"({flow.transfer.mark})"
            own = [
                stated(self.graph, s, self.lang, short=True)
                for s in flow.transfer.controls
                if s.state != "not-needed"
            ]
            if own:
                joined = ("・" if self.lang == "ja" else ", ").join(own)
                beyond = width - style.mm(0.4)
                below.append(self.setter.para(f"［{joined}］", style.pt(style.chip), beyond))
        flags = " ".join(self.marks.at(step_key(flow.transfer.step))) if first else ""
        if flags:
            below.append(self.setter.para(flags, style.pt(style.chip), width, bold=True))
        return Label(
            badge, badge_size, badge_width, self.setter.para(text, size, room), below, flags
        )

    def place(
        self, steps: Sequence[Step], tops: Sequence[float], zone: Sequence[float], floor: float, air: float = 0.0,
    ) -> Rows:  # fmt: skip
        """Give every segment its row.

        `tops` are the tops of the corridors, `zone` the widths of their label
        zones, which no vertical stretch enters, `floor` the least y of a row,
        and `air` extra height for each row; all in mm.
        """
        style = self.setter.style
        rows = Rows()
        cursor = list(tops)
        open_band: list[Band | None] = [None] * len(cursor)
        named: set[tuple[int, str]] = set()
        previous = floor - style.mm(2.0)
        for step in steps:
            y = previous + style.mm(3.4)
            for i, segment in enumerate(step.segments):
                c = segment.corridor
                self._band(rows, open_band, cursor, named, segment, zone[c])
                label = rows.labels[segment] = self.label(segment, zone[c], i == 0)
                y = max(y, cursor[c] + label.above_height + style.mm(0.8))
            y += air
            for segment in step.segments:
                label, c = rows.labels[segment], segment.corridor
                rows.y[segment] = y
                extra = RETURN_GAP if segment.returns else 0.0
                cursor[c] = y + label.below_height + extra + style.mm(1.0)
                band = open_band[c]
                if band is not None:
                    band.bottom = cursor[c] + style.mm(0.6)
            previous = y
        rows.bottom = max([previous, *cursor])
        rows.slack_points = len(steps) + 1
        return rows

    def _band(
        self, rows: Rows, open_band: list[Band | None], cursor: list[float],
        named: set[tuple[int, str]], segment: Segment, zone: float,
    ) -> None:  # fmt: skip
        """Open a new band where the channel of the corridor changes."""
        c, channel = segment.corridor, segment.step.flow.channel
        before = open_band[c]
        if before is not None and before.channel is channel:
            return
        style = self.setter.style
        if before is not None:
            cursor[c] = max(cursor[c], before.bottom) + style.mm(1.2)
        name = None
        chips = None
        top = cursor[c]
        if channel is not None:
            inner = max(zone - 0.6, style.mm(8.0))
            again = (c, channel.id) in named or segment is not segment.step.segments[0]
            name = self.setter.para(
                self._name(channel, again), style.pt(style.channel), inner, bold=True
            )
            cursor[c] = top + style.mm(1.3) + name.height
            if not again:
                chips = channel_chips(self.setter, self.graph, channel, inner, self.lang)
                if chips.height:
                    cursor[c] += style.mm(0.8) + chips.height
            cursor[c] += style.mm(0.8)
            named.add((c, channel.id))
        band = Band(c, channel, top, name, chips, cursor[c], cursor[c])
        open_band[c] = band
        rows.bands.append(band)

    def _name(self, channel: Channel, again: bool) -> str:
        name = channel.label(self.lang)
        if again:
            return f"【{name}】" if self.lang == "ja" else f"[{name}]"
        flags = self.marks.at(channel.id)
        carrier = localise(channel.carrier, self.lang)
        if self.lang == "ja":
            text = f"【{name}】" + (f"\n{carrier}" if carrier and carrier not in name else "")
        else:
            text = f"[{name}]" + (f"\n{carrier}" if carrier and carrier not in name else "")
        return text + (f"\n{' '.join(flags)}" if flags else "")
