"""What stands on the links of a graph figure: steps in full, or their numbers alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flowmodel.layout.canvas import Canvas
from flowmodel.layout.describe import step_sentence
from flowmodel.layout.dot_parts import Node, Rect
from flowmodel.layout.draw import badge
from flowmodel.layout.findings import STRIKE, strike
from flowmodel.layout.listing import Entry
from flowmodel.layout.marks import step_key
from flowmodel.layout.network import Thing
from flowmodel.layout.plan import Step
from flowmodel.layout.rows import Label
from flowmodel.layout.scene import Box
from flowmodel.layout.sequence_rows import (
    BESIDE,
    Writer,
    channel_pieces,
    data_pieces,
    step_pieces,
    wording_width,
)
from flowmodel.layout.spans import LISTED
from flowmodel.layout.strip import Piece, Strip, strip
from flowmodel.layout.theme import Ink

CARD = 42.0
"""Most width of what stands on a card, mm at scale 1."""
NAMED = 24.0
"""The same where the channel stands below numbers."""
NUMBERS = 22.0
"""Most width of a row of numbers on such a card."""
NARROW = 11.0
"""The same where the channel is left to the list."""
MANY, TABLE = 8, 40.0
"""More numbers than this stand in columns, in rows of at most this width."""
PAD = 1.4
"""Distance of the writing from the edge of its card, mm at scale 1."""
CROSS = 1.2 + 2 * STRIKE
"""Width of the cross on a struck step with the space before it, mm."""
GAP = 0.8
"""Distance of two rows of a card, mm at scale 1."""


@dataclass(slots=True, eq=False)
class Bundle:
    """Steps that share a line: same ends, same channel, same series."""

    index: int
    """Its place among the lines of the figure."""
    steps: list[Step] = field(default_factory=list)

    @property
    def ends(self) -> tuple[str, str]:
        """The actors from which and to which it leads."""
        flow = self.steps[0].flow
        return flow.source.id, flow.target.id

    @property
    def part(self) -> str:
        """The step, or of several the channel by which they go, or the first."""
        flow = self.steps[0].flow
        if len(self.steps) > 1 and flow.channel is not None:
            return flow.channel.id
        return flow.transfer.step


def bundles(steps: Iterable[Step]) -> list[Bundle]:
    """The steps by the lines that they share, in their order."""
    found: dict[tuple[str, str, str, int], Bundle] = {}
    for step in steps:
        flow = step.flow
        over = flow.channel.id if flow.channel else ""
        key = (flow.source.id, flow.target.id, over, step.series)
        found.setdefault(key, Bundle(len(found))).steps.append(step)
    return list(found.values())


def full_card(writer: Writer, bundle: Bundle) -> Thing:
    """A card that tells each step with its wording, the data, the channel and its controls."""
    style = writer.setter.style
    room, flows = style.mm(CARD), [s.flow for s in bundle.steps]
    alike = all(f.data == flows[0].data for f in flows)
    rows: list[Label | Strip] = []
    for step in bundle.steps:
        rows.append(writer.maker.label(step.segments[0], room - _spared(writer, step), True))
        data, _, flags = step_pieces(writer, step, False)
        own = [] if alike else data
        rows += strips(writer, [own, flags] if len(flows) > 1 else [own], room)
    _, how, flags = step_pieces(writer, bundle.steps[-1], True)
    shared = data_pieces(flows[0].data, writer.lang, writer.setter.theme) if alike else []
    rows += strips(writer, [shared, how, flags if len(flows) == 1 else []], room)
    heights = [r.height if isinstance(r, Strip) else wording_height(r) for r in rows]
    wide = max(r.width if isinstance(r, Strip) else wording_width(r) + crossed(r) for r in rows)
    pad, gap, id = style.mm(PAD), style.mm(GAP), f"card{bundle.index}"
    node = Node(wide + 2 * pad, sum(heights) + gap * (len(rows) - 1) + 2 * pad)
    ink = writer.setter.theme.series(bundle.steps[0].series)

    def draw(canvas: Canvas, rect: Rect, inside: str) -> None:
        _ground(canvas, rect, id, inside, bundle.part, ink)
        x, top, steps = rect[0] + pad, rect[1] + pad, iter(bundle.steps)
        for n, (row, height) in enumerate(zip(rows, heights, strict=True)):
            if isinstance(row, Strip):
                row.draw(canvas, x, top, name=f"{id}.{n}", anchor="start", inside=id)
            else:
                _wording(canvas, row, next(steps), ink, (x, top), id)
            top += height + gap

    return Thing(node, draw, id, bundle.part, link_name(writer, bundle.steps))


def card_of(writer: Writer, bundle: Bundle, detail: int) -> Thing:
    """The card of a line with numbers (0), numbers and channel (1), or all of it (2)."""
    if detail == 2:
        return full_card(writer, bundle)
    return number_card(writer, bundle, detail == 1)


def look_of(writer: Writer, bundle: Bundle) -> tuple[Ink, bool]:
    """The look of a line, and whether it leads to a party that must be kept out."""
    ink = writer.setter.theme.series(bundle.steps[0].series)
    witness = writer.marks.witness
    return ink, any(step_key(s.flow.transfer.step) in witness for s in bundle.steps)


def link_name(writer: Writer, steps: Sequence[Step]) -> str:
    """From where to where a line goes and which steps run on it; the steps are told elsewhere."""
    flow, lang = steps[0].flow, writer.lang
    ends = flow.source.label(lang)
    if flow.target is not flow.source:
        ends += " → " + flow.target.label(lang)
    return f"{LISTED.text(lang).join(s.flow.printed for s in steps)}: {ends}"


def _ground(canvas: Canvas, rect: Rect, id: str, inside: str, part: str, ink: Ink) -> None:
    paper = canvas.theme.paper
    canvas.add(Box(*rect, "card", id, inside, part, paper, ink.colour, 0.3, 1.2))


def strips(writer: Writer, pieces: Iterable[list[Piece]], room: float) -> list[Strip]:
    """Strips of these pieces; none for what is empty."""
    made = (strip(writer.setter, p, room, writer.small) for p in pieces)
    return [m for m in made if m.lines]


def crossed(label: Label) -> float:
    """Width that the cross of a struck step takes beside its number or wording, mm."""
    return CROSS * label.struck


def _spared(writer: Writer, step: Step) -> float:
    """What the cross of a step leaves to others of the width of a card, mm."""
    return CROSS * (step_key(step.flow.transfer.step) in writer.marks.struck)


def _cross(canvas: Canvas, label: Label, left: float, middle: float, part: str) -> None:
    """The cross of a struck step after what ends at `left`."""
    if label.struck:
        canvas.add(*strike(left + CROSS - STRIKE, middle, canvas.theme, part))


def wording_height(label: Label) -> float:
    """Height of a number and the wording beside it, mm."""
    first = max(label.text.leading, label.badge_height)
    return first + label.text.leading * (len(label.text.lines) - 1)


def _wording(
    canvas: Canvas, label: Label, step: Step, ink: Ink, at: tuple[float, float], id: str
) -> None:
    x, top = at
    part = step.flow.transfer.step
    middle = top + max(label.text.leading, label.badge_height) / 2
    canvas.add(*badge(canvas.theme, label, x, middle, ink, part, id, "number"))
    canvas.para(
        label.text, x + label.badge_width + BESIDE, middle - label.text.leading / 2,
        role="wording", inside=id, part=part,
    )  # fmt: skip
    _cross(canvas, label, x + wording_width(label), middle, part)


def number_card(writer: Writer, bundle: Bundle, named: bool) -> Thing:
    """A card with the numbers of its steps, and the rules that found something.

    With `named`, the channel stands below the numbers.
    """
    style, first = writer.setter.style, bundle.steps[0]
    gap, pad = style.mm(GAP), style.mm(PAD if named else GAP)
    labels = [writer.maker.label(s.segments[0], 400.0, True) for s in bundle.steps]
    widths = [label.badge_width + crossed(label) for label in labels]
    many = len(labels) > MANY
    room = style.mm(TABLE if many else (NUMBERS if named else NARROW))
    if many:
        widths = [max(widths)] * len(widths)
    lines: list[list[int]] = [[]]
    for i in range(len(labels)):
        taken = sum(widths[k] + gap for k in lines[-1])
        if lines[-1] and taken + widths[i] > room:
            lines.append([])
        lines[-1].append(i)
    whole = max(sum(widths[i] + gap for i in line) - gap for line in lines)
    channel = first.flow.channel
    names = [*channel_pieces(writer, channel, False)] if channel and named else []
    flags = [p for s in bundle.steps for p in [*step_pieces(writer, s, False)][2]]
    below = strips(writer, [names, list(dict.fromkeys(flags))], max(room, style.mm(NAMED)))
    pitch = labels[0].badge_height + gap
    wide = max([whole] + [s.width for s in below])
    high = pitch * len(lines) + sum(s.height + gap for s in below) - gap
    ink, id = writer.setter.theme.series(first.series), f"card{bundle.index}"

    def draw(canvas: Canvas, rect: Rect, inside: str) -> None:
        _ground(canvas, rect, id, inside, bundle.part, ink)
        top, middle = rect[1] + pad, rect[0] + rect[2] / 2
        for line in lines:
            x = middle - (whole if many else sum(widths[i] + gap for i in line) - gap) / 2
            for i in line:
                part = bundle.steps[i].flow.transfer.step
                spare = (widths[i] - labels[i].badge_width - crossed(labels[i])) / 2
                y = top + labels[i].badge_height / 2
                at = x + spare
                canvas.add(*badge(canvas.theme, labels[i], at, y, ink, part, id, "number"))
                _cross(canvas, labels[i], at + labels[i].badge_width, y, part)
                x += widths[i] + gap
            top += pitch
        for n, row in enumerate(below):
            row.draw(canvas, middle, top, name=f"{id}.{n}", anchor="middle", inside=id)
            top += row.height + gap

    node = Node(wide + 2 * pad, high + 2 * pad)
    return Thing(node, draw, id, bundle.part, link_name(writer, bundle.steps))


def step_entries(writer: Writer, steps: Sequence[Step], width: float) -> list[Entry]:
    """The steps as entries of a list: number, wording, ends, data, channel and controls."""
    told: set[str] = set()
    found = []
    for step in steps:
        channel = step.flow.channel
        first = channel is not None and channel.id not in told
        if channel is not None:
            told.add(channel.id)
        found.append(_entry(writer, step, width, first))
    return found


def _entry(writer: Writer, step: Step, width: float, first: bool) -> Entry:
    setter, lang, flow = writer.setter, writer.lang, step.flow
    style = setter.style
    label = writer.maker.label(step.segments[0], width - _spared(writer, step), True)
    ends = flow.source.label(lang)
    if flow.target is not flow.source:
        ends += " → " + flow.target.label(lang)
    indent = label.badge_width + BESIDE
    whole = setter.para(ends, writer.small, width - indent)
    rows = strips(writer, step_pieces(writer, step, first), width - indent)
    gap = style.mm(GAP)
    height = wording_height(label) + whole.height + sum(r.height + gap for r in rows)
    ink, part = setter.theme.series(step.series), flow.transfer.step

    def draw(canvas: Canvas, x: float, y: float) -> None:
        inner = Canvas(canvas.theme)
        middle = y + max(label.text.leading, label.badge_height) / 2
        inner.add(*badge(canvas.theme, label, x, middle, ink, part, "", "number"))
        top = middle - label.text.leading / 2
        inner.para(label.text, x + indent, top, role="wording", part=part)
        _cross(inner, label, x + wording_width(label), middle, part)
        top = y + wording_height(label)
        top = inner.para(
            whole, x + indent, top, role="ends", part=part, fill=canvas.theme.soft
        )  # fmt: skip
        for n, row in enumerate(rows):
            top += gap
            row.draw(inner, x + indent, top, name=f"entry.{part}.{n}", anchor="start")
            top += row.height
        canvas.group(inner.items, part, step_sentence(writer.graph, flow, lang))

    return Entry(height + style.mm(2.2), draw)
