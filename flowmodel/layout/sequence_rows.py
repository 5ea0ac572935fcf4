"""Rows of a sequence figure: the messages with their writing, and who is kept out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.blocks import icon_of, stated
from flowmodel.layout.canvas import Para, Setter
from flowmodel.layout.exclusions import (
    flag_piece,
    is_reached,
    party_pieces,
    protected_line,
    sentences,
)
from flowmodel.layout.findings import STRIKE
from flowmodel.layout.marks import Marks, kept_id, step_key
from flowmodel.layout.plan import Plan, Step
from flowmodel.layout.rows import Label, RowMaker
from flowmodel.layout.scene import Anchor
from flowmodel.layout.sequence_columns import LifeLine
from flowmodel.layout.strip import Piece, Strip, strip
from flowmodel.layout.theme import Theme
from flowmodel.model import Channel, DataCategory, Exclusion, Statement, localise

CLEAR = 1.5
"""Distance of the writing at a loop from it and from the next life line, mm at scale 1."""
TAIL = 0.8
"""Distance of the cross on a struck step from the bar at which the step begins, mm."""
BESIDE_SIGN = 0.5
"""Distance of writing from the arrowhead, and from the cross on a struck step, mm."""
BAR = 1.8
"""Width of the bar at which an arrow begins or ends, mm at scale 1."""
LOOP = 5.0
"""How far a loop reaches out, and how high it is, mm at scale 1."""
STOP = 13.0
"""Length of the cut line of those who are kept out, mm at scale 1."""
OVER = 0.5
"""Distance of the wording from its arrow, mm at scale 1."""
BESIDE = 1.0
"""Distance of the wording from the number, mm."""
UNDER = 1.0
"""Distance of what stands below an arrow, mm at scale 1."""
RAIL_ABOVE, RAIL_BELOW = 0.9, 0.5
"""Further room above and below an arrow that runs between rails, mm."""
KEPT_OUT = -1
"""In place of a series: the rows of those who are kept out."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A message, or an exclusion, before any length is known."""

    run: int
    """Position of its series, or `KEPT_OUT`."""
    actors: tuple[str, ...]
    """The life lines that it needs."""
    step: Step | None = None
    exclusion: Exclusion | None = None
    index: int = 0
    """Position of the exclusion in the document."""
    channel: Channel | None = None
    """That of a sign at the top of the page."""

    def on_way(self, marks: Marks) -> bool:
        """Whether it leads to a party that must be kept out."""
        return self.step is not None and step_key(self.part) in marks.witness

    def railed(self, marks: Marks) -> bool:
        """Whether it is drawn between rails: on such a way, or where the party is reached."""
        if self.exclusion is not None:
            return is_reached(marks, self.index)
        return self.on_way(marks)

    @property
    def part(self) -> str:
        """The part of the model that it draws."""
        return self.step.flow.transfer.step if self.step else kept_id(self.index)


class Spot(NamedTuple):
    """A part of a row: its edges, up and down from the arrow where no page is meant, mm."""

    left: float
    right: float
    top: float
    bottom: float
    kind: Literal["bar", "arrow", "text"]


@dataclass(slots=True, eq=False)
class Placed:
    """A row with its writing, and its place on a page, mm."""

    row: Row
    start: LifeLine | None
    end: LifeLine | None
    x: float
    """Middle of the writing; at a loop its edge beside it, at an exclusion its left edge."""
    width: float
    label: Label | None
    above: float
    """Height above the arrow."""
    strips: list[Strip]
    """What stands below the arrow; within the frame of an exclusion."""
    texts: list[Para]
    """The sentence of an exclusion."""
    below: float
    top: float = 0.0
    spots: tuple[Spot, ...] = ()
    """What it covers, from its arrow."""
    tail: Strip | None = None
    """What stands beside the wording, above the arrow."""
    dense: bool = False
    """Whether rows stand close together."""

    @property
    def y(self) -> float:
        """The height of the arrow."""
        return self.top + self.above

    @property
    def bottom(self) -> float:
        """Where the row ends."""
        return self.y + self.below

    @property
    def loop(self) -> bool:
        """Whether an actor does something by itself."""
        return self.start is not None and self.start is self.end

    @property
    def anchor(self) -> Anchor:
        """Which point of the writing `x` is."""
        if not self.loop or self.start is None:
            return "middle"
        return "start" if self.x > self.start.x else "end"

    def beside(self, wide: float) -> tuple[float, float]:
        """Left and right edge of writing `wide` mm wide."""
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left, left + wide

    @property
    def far(self) -> float:
        """Where the arrow ends; at an exclusion the edge of the frame from which its line is cut."""
        if self.end is not None:
            return self.end.x
        before = self.start is not None and self.x < self.start.x
        return self.x + self.width if before else self.x


Known = dict[tuple[Row, bool], Placed]
"""Rows that were measured, with whether they are the first of their channel."""


def wording_width(label: Label, tail: Strip | None = None) -> float:
    """Width of the number and of what stands beside it, mm."""
    wide = label.badge_width + BESIDE * bool(label.text.width) + label.text.width
    return wide + BESIDE + tail.width if tail else wide


def wording_height(label: Label, tail: Strip | None = None) -> float:
    """Height of the number and of what stands beside it, mm."""
    text = label.text.height if label.text.lines[0] else 0.0
    return max(text, label.badge_height, tail.height if tail else 0.0)


def rows_of(plan: Plan) -> list[Row]:
    """Everything that the figure tells, from top to bottom."""
    found = [
        Row(s.series, tuple(dict.fromkeys((s.flow.source.id, s.flow.target.id))), s)
        for s in plan.steps
    ]
    for i, exclusion in enumerate(plan.exclusions):
        protected = protected_line(plan, exclusion)
        found.append(Row(KEPT_OUT, (protected,) if protected else (), None, exclusion, i))
    return found


class Writer:
    """Measures the writing of the rows of one page at a time.

    Where it is `dense`, channels are told by signs at the top of the page: steps name only those
    that are `shared`, and what belongs to a step stands beside its wording where there is room.
    """

    def __init__(
        self, setter: Setter, plan: Plan, lang: Lang, marks: Marks, dense: bool = False,
        shared: frozenset[str] = frozenset(),
    ):  # fmt: skip
        self.setter, self.plan, self.lang, self.marks = setter, plan, lang, marks
        self.dense, self.shared = dense, shared
        self.graph: FlowGraph = plan.graph
        self.maker = RowMaker(setter, plan.graph, lang, marks)
        self.small = setter.style.pt(setter.style.chip)

    def place(
        self, rows: Sequence[Row], lines: Sequence[LifeLine], left: float, right: float,
        known: Known,
    ) -> list[Placed]:  # fmt: skip
        """The rows with their writing between the life lines, from the edge `left` to `right`.

        `known` are those that were measured between the same life lines.
        """
        at = {line.stand.actor.id: line for line in lines}
        told: set[str] = set()
        placed = []
        for row in rows:
            channel = row.step.flow.channel if row.step else None
            first = channel is not None and channel.id not in told
            if channel is not None:
                told.add(channel.id)
            key = (row, first)
            if key not in known:
                known[key] = (
                    self._message(row, row.step, at, lines, (left, right), first)
                    if row.step is not None
                    else self._kept(row, at, (left, right))
                )
            placed.append(known[key])
        return placed

    def natural(self, step: Step) -> float:
        """The width that the writing at a step asks for, mm."""
        label = self.maker.label(step.segments[0], 400.0, True)
        wide = wording_width(label)
        if self.dense:
            pieces = [p for some in self._pieces(step, False) for p in some]
            tail = strip(self.setter, pieces, 400.0, self.small)
            return wide + bool(pieces) * (tail.width + BESIDE) + 2 * self.clear
        for pieces in self._pieces(step, True):
            wide = max(wide, strip(self.setter, pieces, 400.0, self.small).width)
        return wide + 2 * self.clear

    def _pieces(self, step: Step, first: bool) -> list[list[Piece]]:
        """What stands at a step beside its wording or below it, in parts that belong together."""
        data, how, flags = step_pieces(self, step, first and not self.dense)
        channel = step.flow.channel
        if self.dense and channel is not None and channel.id not in self.shared:
            how = own_pieces(self, step)
        return [data, how, flags]

    @property
    def clear(self) -> float:
        """Distance of writing from the middle of a life line, mm.

        Neither an arrowhead nor the cross on a struck step has writing above it or below it,
        however near to the line that is: both have their length at each end to themselves.
        """
        signs = max(TAIL + 2 * STRIKE, *(ink.head for ink in self.setter.theme.inks))
        return self.setter.style.mm(BAR / 2) + signs + BESIDE_SIGN

    def _message(
        self, row: Row, step: Step, at: dict[str, LifeLine], lines: Sequence[LifeLine],
        page: tuple[float, float], first: bool,
    ) -> Placed:  # fmt: skip
        start, end = at[step.flow.source.id], at[step.flow.target.id]
        mm = self.setter.style.mm
        if start is end:
            x, width = self._beside(start, lines, page)
        else:
            a, b = sorted((start.x, end.x))
            x, width = (a + b) / 2, b - a - 2 * self.clear
        label = self.maker.label(step.segments[0], width, True)
        pieces = self._pieces(step, first)
        # At the left of a loop it would stand between the wording and the loop.
        beside = self.dense and not (start is end and x < start.x)
        tail = self._tail(label, pieces, width) if beside else None
        strips = [] if tail else self._strips(pieces, width)
        writing = wording_height(label, tail)
        under = sum(s.height for s in strips) + mm(UNDER) * len(strips)
        if start is not end:
            railed = row.on_way(self.marks)
            above, below = writing + mm(OVER) + railed * RAIL_ABOVE, under + railed * RAIL_BELOW
        else:
            above = mm(LOOP) / 2
            below = max(writing + under, mm(LOOP) + mm(1.0)) - above
        return Placed(
            row, start, end, x, width, label, above, strips, [], below, tail=tail, dense=self.dense
        )

    def _beside(
        self, line: LifeLine, lines: Sequence[LifeLine], page: tuple[float, float]
    ) -> tuple[float, float]:
        """Left edge and width of the writing at a loop: at the side that has more room."""
        mm = self.setter.style.mm
        out = mm(BAR / 2 + LOOP) + mm(CLEAR)
        place = lines.index(line)
        near = mm(CLEAR + BAR / 2)
        after = lines[place + 1].x - near if place + 1 < len(lines) else page[1]
        before = lines[place - 1].x + near if place else page[0]
        right, left = after - line.x - out, line.x - before - out
        if right >= min(left, mm(34)):
            return line.x + out, right
        return line.x - out, left

    def _strips(self, parts: list[list[Piece]], width: float) -> list[Strip]:
        """What stands below the arrow: in one line where all of it fits, else each in its own."""
        together = strip(self.setter, [p for some in parts for p in some], width, self.small)
        if len(together.lines) == 1:
            return [together]
        made = (strip(self.setter, some, width, self.small) for some in parts)
        return [m for m in made if m.lines]

    def _tail(self, label: Label, parts: list[list[Piece]], width: float) -> Strip | None:
        """What belongs to a step, if all of it stands beside its wording in one line."""
        pieces = [p for some in parts for p in some]
        room = width - wording_width(label) - BESIDE
        if not pieces or len(label.text.lines) > 1 or room < self.setter.style.mm(4.0):
            return None
        made = strip(self.setter, pieces, room, self.small)
        whole = len(made.lines) == 1 and all(
            len(para.lines) == 1 for _, para, _ in made.lines[0][2]
        )
        return made if whole else None

    def _kept(self, row: Row, at: dict[str, LifeLine], page: tuple[float, float]) -> Placed:
        """The parties of an exclusion in a frame beside the life line that they do not reach."""
        mm, pad = self.setter.style.mm, self.setter.style.mm(2.0)
        line = at[row.actors[0]] if row.actors else None
        left, right = page
        x, room = left, right - left
        if line is not None:
            beyond, before = right - line.x - mm(STOP), line.x - mm(STOP) - left
            room = min(max(beyond, before), mm(110))
            x = line.x + mm(STOP) if beyond >= before else line.x - mm(STOP) - room
        assert row.exclusion is not None
        found = party_pieces(self.graph, self.lang, self.setter.theme, self.marks, row.index)
        parties = strip(self.setter, found, room - 2 * pad, self.small)
        texts = [
            self.setter.para(text, self.setter.style.pt(self.setter.style.note), room - 2 * pad)
            for text in sentences(self.graph, self.lang, row.exclusion)
        ]
        width = max([parties.width, *(t.width for t in texts), mm(20)]) + 2 * pad
        if line is not None and x < line.x:
            x = line.x - mm(STOP) - width
        height = parties.height + sum(t.height for t in texts) + 2 * pad + mm(1.0) * bool(texts)
        above = height / 2
        return Placed(row, line, None, x, width, None, above, [parties], texts, height - above)


def step_pieces(writer: Writer, step: Step, first: bool) -> Iterator[list[Piece]]:
    """What stands at a step below its wording: the data, how they go, what a check found."""
    theme, flow = writer.setter.theme, step.flow
    part = flow.transfer.step
    yield data_pieces(flow.data, writer.lang, theme)
    how = [*channel_pieces(writer, flow.channel, first)] if flow.channel else []
    yield how + own_pieces(writer, step)
    keys = (step_key(part), flow.channel.id if flow.channel else "")
    ids = tuple(dict.fromkeys(f for k in keys for f in writer.marks.at(k)))
    yield [flag_piece(ids, part, theme)] * bool(ids)


def data_pieces(data: Sequence[DataCategory], lang: Lang, theme: Theme) -> list[Piece]:
    """Categories of data as chips."""
    return [Piece(c.label(lang), "data", c.id, theme.data_fill, theme.data_frame) for c in data]


def own_pieces(writer: Writer, step: Step) -> list[Piece]:
    """The controls of a step alone, as chips."""
    transfer = step.flow.transfer
    return [_control(writer, s, transfer.step) for s in _shown(transfer.controls)]


def channel_pieces(writer: Writer, channel: Channel, first: bool) -> Iterator[Piece]:
    """The channel by its name, with carrier and controls where a page tells it first."""
    theme, lang = writer.setter.theme, writer.lang
    name = channel.label(lang)
    carrier = localise(channel.carrier, lang) if first else ""
    if carrier and carrier not in name:
        name += f"（{carrier}）" if lang == "ja" else f" ({carrier})"
    shown = f"【{name}】" if lang == "ja" else f"[{name}]"
    yield Piece(shown, "channel", channel.id, colour=theme.soft)
    if first:
        yield from dict.fromkeys(_control(writer, s, channel.id) for s in _shown(channel.controls))


def _control(writer: Writer, statement: Statement, part: str) -> Piece:
    theme, text = writer.setter.theme, stated(writer.graph, statement, writer.lang, short=True)
    fill, frame = theme.control_fill, theme.control_frame
    return Piece(text, "control", part, fill, frame, icon=icon_of(writer.graph, statement))


def _shown(statements: Sequence[Statement]) -> list[Statement]:
    return [s for s in statements if s.state != "not-needed"]
