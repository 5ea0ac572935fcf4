"""Drawing the steps of a measured page: each an arrow with its number and its writing."""

from __future__ import annotations

from flowmodel.layout.canvas import Canvas
from flowmodel.layout.draw import badge
from flowmodel.layout.findings import STRIKE, rails, strike
from flowmodel.layout.hops import Point, Route, with_hops
from flowmodel.layout.marks import step_key
from flowmodel.layout.plan import Segment, Step
from flowmodel.layout.rows import RETURN_GAP, Label
from flowmodel.layout.scene import Group, Item, Line
from flowmodel.layout.sheet import Sheet
from flowmodel.layout.theme import Ink


def steps(sheet: Sheet, canvas: Canvas) -> None:
    """The arrows of a page; where two cross, one hops over the other."""
    pen = _Pen(sheet)
    routes = with_hops([pen.route(s) for s in sheet.steps])
    for which, route in zip(sheet.steps, routes, strict=True) if sheet.marks.witness else ():
        part = which.flow.transfer.step
        if step_key(part) in sheet.marks.witness:
            canvas.add(*rails(route, sheet.theme, part))
    canvas.items.extend([pen.step(s, r) for s, r in zip(sheet.steps, routes, strict=True)])


class _Pen:
    """Draws the steps of one page. What they share is looked up once."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        mm, theme = sheet.setter.style.mm, sheet.theme
        corridors, lanes = range(sheet.plan.corridors), len(sheet.plan.lanes)
        self.zones = [sheet.zone(c) for c in corridors]
        self.sides = {
            (c, side): sheet.side_x(c, side)
            for c in corridors
            for side in ("left", "right")
            if (c < lanes if side == "left" else c + 1 != lanes)
        }
        self.looks = [theme.series(i) for i in range(max(1, len(sheet.graph.series)))]
        self.theme = theme
        self.indent, self.gap, self.turn = mm(0.4), mm(0.9), (mm(1.3), mm(6.0), mm(3.0))

    def step(self, which: Step, points: Route) -> Group:
        """The arrow of a step, with its number and wording, as one thing to a reader."""
        flow, look = which.flow, self.looks[which.series]
        part = flow.transfer.step
        source = self.sheet.id(f"actor.{flow.source.id}")
        target = self.sheet.id(f"actor.{flow.target.id}")
        items: list[Item] = [
            Line(
                points, "step", part, look.colour, look.weight, look.dash, look.head, source, target
            )
        ]
        for segment in which.segments:
            self.label(segment, self.sheet.rows.labels[segment], look, part, items)
        return Group(tuple(items), part, self.sheet.words[which.row].sentence)

    def route(self, which: Step) -> Route:
        """The points of a step: from box to box, with no corner that is none."""
        if len(which.segments) == 1 and not which.segments[0].returns:
            segment = which.segments[0]
            start, end = self.sheet.wires[segment]
            if start.track < 0 and end.track < 0:
                c = segment.corridor
                return (
                    (self.sides[c, start.side], start.port),
                    (self.sides[c, end.side], end.port),
                )
        points: list[Point] = []
        for segment in which.segments:
            for point in self._corners(segment):
                _to(points, *point)
        return tuple(points)

    def _corners(self, segment: Segment) -> list[Point]:
        sheet, c = self.sheet, segment.corridor
        start, end = sheet.wires[segment]
        found = [(self.sides[c, start.side], start.port)]
        if start.track >= 0:
            x = sheet.track_x(c, start)
            found += [(x, start.port), (x, start.row)]
        if segment.returns:
            far = self._turn(segment)
            found += [(far, start.row), (far, end.row)]
        if end.track >= 0:
            x = sheet.track_x(c, end)
            found += [(x, end.row), (x, end.port)]
        return [*found, (self.sides[c, end.side], end.port)]

    def _turn(self, segment: Segment) -> float:
        """Where a returning step turns: just beyond its writing."""
        left, right = self.zones[segment.corridor]
        if segment.start_side == "right":
            return left + 0.4
        gap, least, beyond = self.turn
        label = self.sheet.rows.labels[segment]
        writing = label.badge_width + gap + max(label.text.width, least)
        return min(right - 0.4, left + writing + beyond)

    def label(
        self, segment: Segment, label: Label, look: Ink, part: str, items: list[Item]
    ) -> None:
        """The number of a segment, and the writing above and below its line."""
        left, right = self.zones[segment.corridor]
        left += self.indent
        y = self.sheet.rows.y[segment]
        text, badge_height = label.text, label.badge_height
        worded = text.lines != ("",)
        top = y - label.above
        middle = top + max(text.leading if worded else 0.0, badge_height) / 2
        items.extend(badge(self.theme, label, left, middle, look, part))
        if worded:
            text_top = middle - text.leading / 2
            if len(text.lines) > 1:
                text_top = top + max(0.0, (badge_height - text.leading) / 2)
            x = left + label.badge_width + self.gap
            text.draw(items, x, text_top, "label", "", part, "start", self.theme.ink)
        if label.struck:
            items.extend(strike(self._strike_x(segment, label), y, self.theme, part))
        at = y + label.gap + (RETURN_GAP if segment.returns else 0.0)
        for para in label.lines:
            if label.flags and para is label.lines[-1]:
                para.draw(items, right, at, "flag", "", part, "end", self.theme.stop)
            else:
                x = left + label.badge_width + self.gap - para.hang
                para.draw(items, x, at, "label", "", part, "start", self.theme.soft)
            at += para.height

    def _strike_x(self, segment: Segment, label: Label) -> float:
        """Where the cross stands: before the rule ids, on the line as far as it goes."""
        left, right = self.zones[segment.corridor]
        beside = label.lines[-1].width if label.flags else 0.0
        if segment.returns:
            far = self._turn(segment)
            left, right = (far, right) if segment.start_side == "right" else (left, far)
        return min(max(right - beside - 2 * STRIKE, left + STRIKE), right - STRIKE)


def _to(points: list[Point], x: float, y: float) -> None:
    """Append a point, and take out the one before where it is no corner then."""
    if points and abs(points[-1][0] - x) < 1e-6 and abs(points[-1][1] - y) < 1e-6:
        return
    while len(points) > 1 and (
        (abs(points[-2][1] - y) < 1e-6 and abs(points[-1][1] - y) < 1e-6)
        or (abs(points[-2][0] - x) < 1e-6 and abs(points[-1][0] - x) < 1e-6)
    ):
        points.pop()
    points.append((x, y))
