"""The graph layout: actors as boxes in their zones, steps on cards through which the lines pass.

Steps that go the same way over the same channel in one series share a card and a line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout import surround
from flowmodel.layout.blocks import actor_block
from flowmodel.layout.canvas import Canvas, Para, Setter
from flowmodel.layout.describe import Teller, describe
from flowmodel.layout.dot_parts import Frame, Node, Rect
from flowmodel.layout.exclusions import (
    is_reached,
    party_pieces,
    protected_line,
    sentences,
    stop_sign,
)
from flowmodel.layout.graph_cards import Bundle, bundles, full_card, number_card, step_entries
from flowmodel.layout.marks import NO_MARKS, Marks, step_key
from flowmodel.layout.narrate import narrated
from flowmodel.layout.network import Figure, Thing, Tie, Zoned
from flowmodel.layout.network_pages import Paper, bodies, numbered
from flowmodel.layout.plan import Plan, plan
from flowmodel.layout.reading import in_order, step_groups
from flowmodel.layout.scene import Box, Hatch, Scene
from flowmodel.layout.sequence_columns import Stand, stands
from flowmodel.layout.sequence_rows import Writer
from flowmodel.layout.sheet import bare_sheet
from flowmodel.layout.spans import graph_title
from flowmodel.layout.strip import strip
from flowmodel.layout.style import PAPERS, Style
from flowmodel.layout.text import font as load_font
from flowmodel.layout.theme import WARD, Ink, Theme
from flowmodel.model import Zone

ROOM = 42.0
"""Most width of what is said of those who are kept out, mm at scale 1."""
ACTOR = (25.0, 30.0, 46.0)
"""Most width of an actor's box by the detail of the figure, mm at scale 1."""
RANKS = (6.5, 9.0, 12.0)
"""Most distance of two ranks by the detail of the figure, mm at scale 1."""
PORT = 4.4
"""Distance of two lines that meet one side of a box, mm at scale 1."""
SIGN = 2.3
"""Radius of the sign at which a line is cut, mm at scale 1."""


class GraphFigure:
    """Measures the boxes and cards of one model."""

    def __init__(
        self, graph: FlowGraph, lang: Lang, size: tuple[float, float], font: str, marks: Marks,
        theme: Theme,
    ):  # fmt: skip
        self.graph, self.marks, self.theme = graph, marks, theme
        self.lang: Lang = lang
        self.size = size
        base = 1.0 if math.isinf(size[1]) else size[0] / PAPERS["a4"][0]
        self.setter = Setter(load_font(font), Style(base), theme)
        self.plan: Plan = plan(graph)
        self.writer = Writer(self.setter, self.plan, lang, marks)
        self.order = {s.actor.id: i for i, s in enumerate(stands(self.plan))}

    def figure(self, detail: int) -> Figure:
        """The boxes, frames and links.

        On the cards stand, by `detail`, numbers (0), numbers and channels (1), all of it (2).
        """
        lines = bundles(self.plan.steps)
        meeting = self._meeting(lines)
        actors = {s.actor.id: self._actor(s, meeting, ACTOR[detail]) for s in stands(self.plan)}
        zones, outermost, free = self._zones(actors)
        ties = [self._tie(b, i, actors, detail) for i, b in enumerate(lines)]
        kept = []
        for i in range(len(self.plan.exclusions)):
            thing, tie = self._kept(i, actors)
            kept.append(thing)
            ties.extend(tie)
        things = [*actors.values(), *kept]
        return Figure(self.theme, self.setter.style, things, zones, outermost, [*free, *kept], ties)

    def _meeting(self, lines: Iterable[Bundle]) -> dict[str, int]:
        """How many lines meet one side of each actor at most."""
        sides: dict[tuple[str, bool], int] = {}
        for bundle in lines:
            a, b = bundle.steps[0].flow.source.id, bundle.steps[0].flow.target.id
            after = self.order[a] < self.order[b]
            for key in ((a, after or a == b), (b, not after)):
                sides[key] = sides.get(key, 0) + 1
        for exclusion in self.plan.exclusions:
            key = (protected_line(self.plan, exclusion), False)
            sides[key] = sides.get(key, 0) + 1
        most: dict[str, int] = {}
        for (actor, _), n in sides.items():
            most[actor] = max(most.get(actor, 0), n)
        return most

    def _actor(self, stand: Stand, meeting: dict[str, int], most: float) -> Thing:
        style, actor = self.setter.style, stand.actor
        size = style.pt(style.name)
        name = self.setter.width(actor.label(self.lang), size, bold=True)
        zone = self.graph.zone_of(actor)
        around = 0.0
        if zone is not None and sum(a.zone == zone.id for a in self.graph.model.actors) == 1:
            around = self.setter.width(zone.label(self.lang), style.pt(style.head), bold=True)
        wanted = max(name + style.mm(13.4), around + style.mm(1.0), style.mm(22))
        width = min(wanted, style.mm(most))
        flags = self.marks.at(actor.id)
        block = actor_block(self.setter, self.graph, actor, width, self.lang, False, flags)
        height = max(block.need, style.mm(PORT) * meeting.get(actor.id, 0))
        node = Node(width, height)

        def draw(canvas: Canvas, rect: Rect, inside: str) -> None:
            box = Box(
                *rect, "actor", f"actor.{actor.id}", inside, actor.id, self.theme.paper,
                self.theme.box_frame, 0.4, 1.0,
            )  # fmt: skip
            canvas.add(box)
            block.draw(canvas, self.setter, box)

        return Thing(node, draw, f"actor.{actor.id}", actor.id, actor.label(self.lang))

    def _zones(self, actors: dict[str, Thing]) -> tuple[list[Zoned], list[Frame], list[Thing]]:
        """The frames of all zones that hold an actor, and the actors in none."""
        graph, order = self.graph, self.order
        found: list[Zoned] = []
        lane = {lane.zone.id: lane.index for lane in self.plan.lanes if lane.zone}

        def frame(zone: Zone, look: tuple[str, Hatch], around: str = "") -> Frame | None:
            own = [a.id for a in graph.model.actors if a.zone == zone.id and a.id in actors]
            own.sort(key=order.__getitem__)
            at = len(found)
            inner = [
                f
                for z in graph.model.zones
                if z.parent == zone.id
                and (f := frame(z, (self.theme.paper, ""), zone.id)) is not None
            ]
            if not own and not inner:
                return None
            widest = max(
                [actors[a].node.width for a in own]
                + [z.frame.nodes[0].width for z in found[at:] if z.frame.nodes]
            )
            found.insert(at, self._zoned(zone, widest, look, around))
            made = found[at].frame
            made.nodes, made.frames = [actors[a].node for a in own], inner
            return made

        outermost = [
            f
            for z in graph.model.zones
            if not z.parent and (f := frame(z, self._look(lane.get(z.id, 0)))) is not None
        ]
        free = [t for a, t in actors.items() if not graph.actors[a].zone]
        return found, outermost, free

    def _look(self, index: int) -> tuple[str, Hatch]:
        """Fill and hatch of the outermost zone at a position."""
        return self.theme.lane(index), self.theme.hatch(index)

    def _zoned(self, zone: Zone, width: float, look: tuple[str, Hatch], around: str) -> Zoned:
        style, label = self.setter.style, zone.label(self.lang)

        def name(room: float) -> Para:
            return self.setter.para(label, style.pt(style.head), room, bold=True)

        return Zoned(Frame(0.0), name, width, zone.id, label, look[0], around, look[1])

    def _tie(self, bundle: Bundle, index: int, actors: dict[str, Thing], detail: int) -> Tie:
        step = bundle.steps[0]
        a, b = step.flow.source.id, step.flow.target.id
        ahead = self.order[a] <= self.order[b]
        left, right = (actors[a], actors[b]) if ahead else (actors[b], actors[a])
        if detail == 2:
            card = full_card(self.writer, bundle, index)
        else:
            card = number_card(self.writer, bundle, index, detail == 1)
        ink = self.theme.series(step.series)
        railed = any(step_key(s.flow.transfer.step) in self.marks.witness for s in bundle.steps)
        return Tie(left, right, card, ink, ahead, not ahead, bundle.part, railed=railed)

    def _kept(self, index: int, actors: dict[str, Thing]) -> tuple[Thing, list[Tie]]:
        """An exclusion: a box of its parties, and the line that is cut before the protected."""
        setter, style, theme = self.setter, self.setter.style, self.theme
        exclusion = self.plan.exclusions[index]
        pad, room, id = style.mm(2.0), style.mm(ROOM), f"kept{index}"
        pieces = party_pieces(self.graph, self.lang, theme, self.marks, index)
        parties = strip(setter, pieces, room, style.pt(style.chip))
        size = style.pt(style.note)
        texts = [setter.para(t, size, room) for t in sentences(self.graph, self.lang, exclusion)]
        title = setter.para(surround.KEPT_OUT.text(self.lang), size, room, bold=True)
        paras = [title, *texts]
        wide = max([parties.width, *(p.width for p in paras)]) + 2 * pad
        high = parties.height + sum(p.height for p in paras) + 2 * pad + 2 * style.mm(1.0)

        def draw(canvas: Canvas, rect: Rect, inside: str) -> None:
            x, y, w, h = rect
            canvas.add(Box(x, y, w, h, "kept", id, inside, "", theme.paper, theme.stop, 0.4, 1.0, (1.6, 1.0)))  # fmt: skip
            at = canvas.para(title, x + pad, y + pad, role="body", inside=id, fill=theme.stop)
            at += style.mm(1.0)
            parties.draw(canvas, x + pad, at, name=id, anchor="start", inside=id)
            at += parties.height + style.mm(1.0)
            for text in texts:
                at = canvas.para(text, x + pad, at, role="body", inside=id)

        thing = Thing(Node(wide, high), draw, id, id, surround.KEPT_OUT.text(self.lang))
        protected = protected_line(self.plan, exclusion)
        if not protected:
            return thing, []
        r, reached = style.mm(SIGN), is_reached(self.marks, index)

        def sign(canvas: Canvas, rect: Rect, inside: str) -> None:
            x, y, w, h = rect
            canvas.add(Box(x, y, w, h, "sign", f"{id}.sign", inside, id))
            canvas.add(*stop_sign(theme, x + w / 2, y + h / 2, r, id, reached=reached))

        card = Thing(Node(2 * r, 2 * r), sign, f"{id}.sign", id)
        ink = Ink(theme.stop, (1.6, 1.0), False, 0.5)
        cut = Tie(thing, actors[protected], card, ink, False, False, id, "cut", reached)
        return thing, [cut]


def graph_figure(
    graph: FlowGraph, lang: Lang | None = None, paper: str = "a4", font: str = "",
    marks: Marks = NO_MARKS, theme: Theme = WARD,
) -> Scene:  # fmt: skip
    """Lay out a model as a graph, by Graphviz.

    `paper` is a key of `PAPERS`, `font` a font file (empty for the default). Raises `DotError`
    where Graphviz gives no layout without a collision, and `RenderError` for a character without
    a glyph.
    """
    model = graph.model
    chosen: Lang = lang or model.lang
    made = GraphFigure(graph, chosen, PAPERS[paper], font, marks, theme)
    sheet = bare_sheet(made.setter, made.plan, chosen, marks)
    page = Paper(sheet, *PAPERS[paper])
    found = bodies(
        page,
        lambda: made.figure(2),
        (lambda: made.figure(1), lambda: made.figure(0)),
        lambda width: step_entries(made.writer, made.plan.steps, width),
    )
    drawn = numbered(page, found)
    teller = Teller(graph, chosen)
    told = {s.flow.transfer.step: teller.step(s.flow) for s in made.plan.steps}
    listed = any(True for page in drawn for _ in step_groups(page.items))
    read = [replace(p, items=in_order(p.items, told, apart=not listed)) for p in drawn]
    return Scene(
        id=model.id,
        title=graph_title(graph, chosen),
        description=describe(graph, chosen, told.values(), marks.verdict),
        lang=chosen,
        pages=narrated(graph, chosen, read, marks),
        font=font,
        date=model.date.isoformat() if model.date else "",
        ground=theme.paper,
    )
