"""Signs of channels at the top of a page: between the life lines that each joins.

Where a figure takes many pages, what each channel is and how it is protected is told once at the
top of every page, so that the steps below need no more than their number, wording and data.
"""

from __future__ import annotations

from collections.abc import Sequence

from flowmodel.layout.canvas import Canvas
from flowmodel.layout.plan import Plan
from flowmodel.layout.scene import Line
from flowmodel.layout.sequence_columns import LifeLine
from flowmodel.layout.sequence_heights import Shelf
from flowmodel.layout.sequence_rows import BAR, UNDER, Placed, Row, Writer, channel_pieces
from flowmodel.layout.sheet import Sheet
from flowmodel.layout.strip import strip

Pair = tuple[str, str]
LEAST = 2.0
"""Length of a rule beside the name of a channel below which it is left out, mm at scale 1."""


def shared(plan: Plan) -> frozenset[str]:
    """The channels that are not the only one between two actors: their steps must name them."""
    between: dict[Pair, dict[str, None]] = {}
    for step in plan.steps:
        if step.flow.channel is not None:
            a, b = sorted((step.flow.source.id, step.flow.target.id))
            between.setdefault((a, b), {})[step.flow.channel.id] = None
    return frozenset(id for ids in between.values() if len(ids) > 1 for id in ids)


def signs(writer: Writer, rows: Sequence[Row], lines: Sequence[LifeLine]) -> list[Placed]:
    """The signs of the channels of some rows, in the order in which they are first used."""
    at = {line.stand.actor.id: line for line in lines}
    found: dict[tuple[str, str, str], Placed] = {}
    for row in rows:
        channel = row.step.flow.channel if row.step else None
        if channel is None or len(row.actors) < 2:
            continue
        a, b = sorted((at[id] for id in row.actors), key=lambda line: line.x)
        key = (channel.id, a.stand.actor.id, b.stand.actor.id)
        if key not in found:
            sign = Row(row.run, row.actors, channel=channel)
            width = b.x - a.x - 2 * writer.clear
            name, *chips = channel_pieces(writer, channel, True)
            made = strip(writer.setter, [name, *chips], width, writer.small)
            parts = [made]
            if len(made.lines) > 1:
                parts = [
                    strip(writer.setter, some, width, writer.small) for some in ([name], chips)
                ]
                parts = [p for p in parts if p.lines]
            above = parts[0].height / 2
            below = (
                above
                + sum(p.height for p in parts[1:])
                + writer.setter.style.mm(UNDER) * len(parts[1:])
            )
            found[key] = Placed(sign, a, b, (a.x + b.x) / 2, width, None, above, parts, [], below)
    return list(found.values())


def hang(signs: Sequence[Placed], shelf: Shelf) -> None:
    """Give signs their places: side by side where they can, above all that follows."""
    for sign in signs:
        shelf.add(sign, alone=True)
    if signs:
        shelf.close(shelf.bottom)


def draw_sign(sheet: Sheet, placed: Placed, index: int, canvas: Canvas) -> None:
    """A channel's name between two rules that lead to its ends, and its controls below."""
    channel, start, end = placed.row.channel, placed.start, placed.end
    assert channel is not None
    assert start is not None
    assert end is not None
    mm, inner = sheet.setter.style.mm, Canvas(sheet.theme)
    left, right = placed.beside(placed.strips[0].lines[0][1])
    for a, b in ((start.x + mm(BAR), left - mm(1.0)), (right + mm(1.0), end.x - mm(BAR))):
        if b - a >= mm(LEAST):
            ends = ((a, placed.y), (b, placed.y))
            inner.add(Line(ends, "channel", channel.id, sheet.theme.band_frame, 0.35))
    y = placed.top
    for n, part in enumerate(placed.strips):
        part.draw(inner, placed.x, y, name=f"sign{index}.{n}", anchor="middle")
        y += part.height + mm(UNDER)
    canvas.group(inner.items, channel.id, channel.label(sheet.lang))
