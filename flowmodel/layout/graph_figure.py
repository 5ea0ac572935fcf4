"""The graph layout: actors as boxes in their zones, steps on cards through which the lines pass.

Steps that go the same way over the same channel in one series share a card and a line.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout import surround
from flowmodel.layout.canvas import Canvas, Setter
from flowmodel.layout.describe import Teller, describe
from flowmodel.layout.dot_parts import Node, Rect
from flowmodel.layout.exclusions import (
    is_reached,
    party_pieces,
    protected_line,
    sentences,
    stop_sign,
)
from flowmodel.layout.graph_boxes import Boxes
from flowmodel.layout.graph_cards import Bundle, bundles, card_of, look_of, step_entries
from flowmodel.layout.marks import NO_MARKS, Marks, kept_id
from flowmodel.layout.narrate import narrated
from flowmodel.layout.network import Figure, Thing, Tie
from flowmodel.layout.network_pages import Paper, Part, divided, halves, numbered, parts_of
from flowmodel.layout.plan import Plan, plan
from flowmodel.layout.reading import in_order, step_groups
from flowmodel.layout.scene import Box, Page, Scene, Text
from flowmodel.layout.sequence_columns import stands
from flowmodel.layout.sequence_rows import Writer
from flowmodel.layout.sheet import bare_sheet
from flowmodel.layout.spans import graph_title
from flowmodel.layout.strip import strip
from flowmodel.layout.style import PAPERS, Style
from flowmodel.layout.text import font as load_font
from flowmodel.layout.theme import WARD, Ink, Theme

ROOM = 42.0
"""Most width of what is said of those who are kept out, mm at scale 1."""
DETAILS = ((2, False), (1, False), (1, True), (0, False), (0, True))
"""How much stands on the cards, and whether boxes are wide: tried until the figure fits."""
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
        base = 1.0 if math.isinf(size[1]) else size[0] / PAPERS["a4"][0]
        self.setter = Setter(load_font(font), Style(base), theme)
        self.plan: Plan = plan(graph)
        self.writer = Writer(self.setter, self.plan, lang, marks)
        self.order = {s.actor.id: i for i, s in enumerate(stands(self.plan))}
        self.lines = bundles(self.plan.steps)

    def parts(self, paper: Paper, lines: Sequence[Bundle]) -> list[Part]:
        """What these lines need of pages: in full, or with channels, or numbers alone."""
        steps = sorted((s for b in lines for s in b.steps), key=self.plan.steps.index)
        return parts_of(
            paper,
            [partial(self.figure, detail, lines, wide) for detail, wide in DETAILS],
            lambda width: step_entries(self.writer, steps, width),
        )

    def halves(self, lines: Sequence[Bundle]) -> tuple[list[Bundle], list[Bundle]]:
        """Lines in two parts, in the order of their steps, that share as few actors as may be."""
        place = {step: i for i, step in enumerate(self.plan.steps)}
        return halves(
            lines, lambda b: b.ends, self.order.__getitem__,
            lambda b: [place[s] for s in b.steps],
        )  # fmt: skip

    def figure(self, detail: int, lines: Sequence[Bundle], wide: bool = False) -> Figure:
        """The boxes, frames and links of these lines.

        On the cards stand, by `detail`, numbers (0), numbers and channels (1), all of it (2). With
        `wide` boxes the figure is lower.
        """
        boxes = Boxes(self.writer, lines, self.lines, detail, wide)
        hung = {loop.card.id for loop in boxes.loops}
        cards = [(b, card_of(self.writer, b, detail)) for b in lines]
        ties = [self._tie(b, card, boxes.things) for b, card in cards if card.id not in hung]
        kept: list[Thing] = []
        for i in range(len(self.plan.exclusions)):
            if self._stands_here(i, lines):
                thing, tie = self._kept(i, boxes.things)
                kept.append(thing)
                ties.extend(tie)
        things = [*boxes.things.values(), *kept]
        return Figure(
            self.theme, self.setter.style, things, boxes.zones, boxes.outermost,
            [*boxes.free, *kept], ties, boxes.loops,
        )  # fmt: skip

    def _stands_here(self, index: int, lines: Sequence[Bundle]) -> bool:
        """Whether an exclusion stands beside these lines: the first that meet whom it protects."""
        protected = protected_line(self.plan, self.plan.exclusions[index])
        met = [b for b in self.lines if protected in b.ends] or self.lines[:1]
        return not met or any(b.index == met[0].index for b in lines)

    def _tie(self, bundle: Bundle, card: Thing, actors: dict[str, Thing]) -> Tie:
        a, b = bundle.ends
        ahead = self.order[a] <= self.order[b]
        left, right = (actors[a], actors[b]) if ahead else (actors[b], actors[a])
        ink, railed = look_of(self.writer, bundle)
        return Tie(left, right, card, ink, ahead, not ahead, bundle.part, railed=railed)

    def _kept(self, index: int, actors: dict[str, Thing]) -> tuple[Thing, list[Tie]]:
        """An exclusion: a box of its parties, and the line that is cut before the protected."""
        setter, style, theme = self.setter, self.setter.style, self.theme
        exclusion = self.plan.exclusions[index]
        pad, room, id = style.mm(2.0), style.mm(ROOM), kept_id(index)
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
    found = divided(page, made.lines, partial(made.parts, page), made.halves)
    drawn = numbered(page, found)
    teller = Teller(graph, chosen)
    told = {s.flow.transfer.step: teller.step(s.flow) for s in made.plan.steps}
    listed = {g.part for page in drawn for g in step_groups(page.items)}
    read = [
        replace(p, items=in_order(p.items, told, apart=not _on_cards(p) <= listed)) for p in drawn
    ]
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


def _on_cards(page: Page) -> set[str]:
    """The steps whose numbers stand on the cards of a page."""
    return {
        i.part
        for i in page.flat()
        if isinstance(i, Text) and i.role == "number" and i.inside.startswith("card")
    }
