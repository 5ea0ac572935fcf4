"""The boxes of a graph figure: actors with what they do by themselves, in the frames of zones."""

from __future__ import annotations

from collections.abc import Sequence

from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual
from flowmodel.layout.blocks import PAD, actor_block
from flowmodel.layout.canvas import Canvas, Para
from flowmodel.layout.dot_graph import PAD as AROUND
from flowmodel.layout.dot_parts import Frame, Node, Rect
from flowmodel.layout.exclusions import protected_line
from flowmodel.layout.graph_cards import Bundle, card_of, look_of
from flowmodel.layout.network import LOOP, Loop, Thing, Zoned
from flowmodel.layout.plan import Step
from flowmodel.layout.scene import Box, Hatch
from flowmodel.layout.sequence_columns import Stand, stands
from flowmodel.layout.sequence_rows import Writer
from flowmodel.layout.spans import LISTED
from flowmodel.model import Zone

ACTOR = (25.0, 30.0, 46.0)
"""Most width of an actor's box by the detail of the figure, mm at scale 1."""
LEAST = 22.0
"""Least width of an actor's box, mm at scale 1."""
BESIDE_ICON = 13.4
"""Width that a box takes beside the name in it, mm at scale 1."""
NAME = 9.0
"""A box may be wider by this, so that the name of its zone stands in one line, mm at scale 1."""
PORT = 4.4
"""Height of a box for each line that meets one side of it, mm at scale 1."""
APART = 2.0
"""Distance of two cards below one box, mm at scale 1."""
TOLD = 4
"""So many steps elsewhere are named in a box."""
ELSEWHERE = Bilingual("（続き：{steps}）", "(more: {steps})")
MORE = Bilingual("ほか", "and others")


class Boxes:
    """The actors that lines join, measured, with the frames around them."""

    def __init__(
        self, writer: Writer, lines: Sequence[Bundle], whole: Sequence[Bundle], detail: int,
        wide: bool = False,
    ):  # fmt: skip
        """`lines` are drawn of the `whole`; boxes may be `wide` whatever the detail."""
        self.writer, self.lines, self.whole, self.detail = writer, lines, whole, detail
        self.graph: FlowGraph = writer.graph
        self.order = {s.actor.id: i for i, s in enumerate(stands(writer.plan))}
        self.most = writer.setter.style.mm(ACTOR[2 if wide else detail])
        self.meeting = self._meeting()
        self.loops: list[Loop] = []
        self.widths = self._widths()
        self.things = {s.actor.id: self._actor(s) for s in self._shown()}
        self.zones: list[Zoned] = []
        self.outermost: list[Frame] = []
        self._frames()
        self.free = [t for a, t in self.things.items() if not self.graph.actors[a].zone]

    def _shown(self) -> list[Stand]:
        """The actors that the lines join; those that no line joins stand with the first."""
        everywhere = {end for b in self.whole for end in b.ends}
        here = {end for b in self.lines for end in b.ends}
        first = not self.whole or self.lines[0] is self.whole[0]
        return [
            s
            for s in stands(self.writer.plan)
            if s.actor.id in here or (first and s.actor.id not in everywhere)
        ]

    def _meeting(self) -> dict[str, int]:
        """How many lines meet one side of each actor at most."""
        sides: dict[tuple[str, bool], int] = {}
        for bundle in self.lines:
            a, b = bundle.ends
            after = self.order[a] < self.order[b]
            for key in ((a, after or a == b), (b, not after)):
                sides[key] = sides.get(key, 0) + 1
        for exclusion in self.writer.plan.exclusions:
            key = (protected_line(self.writer.plan, exclusion), False)
            sides[key] = sides.get(key, 0) + 1
        most: dict[str, int] = {}
        for (actor, _), n in sides.items():
            most[actor] = max(most.get(actor, 0), n)
        return most

    def _widths(self) -> dict[str, float]:
        """The widths of the actors' boxes, alike in each zone."""
        setter, lang = self.writer.setter, self.writer.lang
        style = setter.style
        size = style.pt(style.name)
        found: dict[str, float] = {}
        zones: dict[str, float] = {}
        for stand in self._shown():
            actor = stand.actor
            wanted = setter.width(actor.label(lang), size, bold=True) + style.mm(BESIDE_ICON)
            found[actor.id] = min(max(wanted, style.mm(LEAST)), self.most)
            zone = self.graph.zone_of(actor)
            if zone is not None:
                around = self._name_room(zone)
                zones[zone.id] = max(zones.get(zone.id, around), found[actor.id])
        return {id: zones.get(self.graph.actors[id].zone or "", w) for id, w in found.items()}

    def _name_room(self, zone: Zone) -> float:
        """The width of a box in the frame of a zone at which the name of that stands well."""
        setter, label = self.writer.setter, zone.label(self.writer.lang)
        style = setter.style
        size, frame = style.pt(style.head), 2 * style.mm(AROUND) - style.mm(3.0)
        whole = setter.width(label, size, bold=True) - frame
        if whole <= self.most + style.mm(NAME):
            return whole
        return min(setter.longest_word(label, size) - frame, self.most + 2 * style.mm(NAME))

    def _actor(self, stand: Stand) -> Thing:
        """An actor's box, and below it what it does by itself, as far as there is room."""
        setter, actor = self.writer.setter, stand.actor
        style, theme = setter.style, setter.theme
        below = self._below(actor.id)
        gap, pad = style.mm(APART), style.mm(PAD)
        taken = sum(c.node.width for _, c in below) + gap * max(len(below) - 1, 0)
        width = max(self.widths[actor.id], taken)
        flags = self.writer.marks.at(actor.id)
        block = actor_block(setter, self.graph, actor, width, self.writer.lang, False, flags)
        more = self._elsewhere(actor.id, width - 2 * pad)
        need = block.need + (more.height if more else 0.0)
        reach = max(need, style.mm(PORT) * self.meeting.get(actor.id, 0))
        hung = max((c.node.height for _, c in below), default=-LOOP) + LOOP
        node = Node(width, reach + hung, hung)

        def draw(canvas: Canvas, rect: Rect, inside: str) -> None:
            box = Box(
                *rect, "actor", f"actor.{actor.id}", inside, actor.id, theme.paper,
                theme.box_frame, 0.4, 1.0,
            )  # fmt: skip
            canvas.add(box)
            block.draw(canvas, setter, box)
            if more:
                foot = box.y + block.need - pad
                canvas.para(
                    more, box.x + pad, foot, role="more", inside=box.id, part=actor.id,
                    fill=theme.soft,
                )  # fmt: skip

        thing = Thing(node, draw, f"actor.{actor.id}", actor.id, actor.label(self.writer.lang))
        indent = (width - taken) / 2
        for bundle, card in below:
            ink, railed = look_of(self.writer, bundle)
            self.loops.append(Loop(thing, card, indent, ink, bundle.part, railed))
            indent += card.node.width + gap
        return thing

    def _below(self, actor: str) -> list[tuple[Bundle, Thing]]:
        """The cards that hang below an actor: the first, and more where they are as narrow."""
        own = [
            (b, card_of(self.writer, b, self.detail))
            for b in self.lines
            if b.ends == (actor, actor)
        ]
        found: list[tuple[Bundle, Thing]] = []
        gap, taken = self.writer.setter.style.mm(APART), 0.0
        for bundle, card in own:
            taken += card.node.width + gap * bool(found)
            if found and taken > max(self.widths[actor], found[0][1].node.width):
                break
            found.append((bundle, card))
        return found

    def _elsewhere(self, actor: str, room: float) -> Para | None:
        """The steps of an actor that stand on other pages."""
        here = {b.index for b in self.lines}
        steps: list[Step] = [
            s for b in self.whole if b.index not in here and actor in b.ends for s in b.steps
        ]
        if not steps:
            return None
        lang, setter = self.writer.lang, self.writer.setter
        steps.sort(key=self.writer.plan.steps.index)
        told = [s.flow.printed for s in steps[:TOLD]]
        told += [MORE.text(lang)] * (len(steps) > TOLD)
        text = ELSEWHERE.format(steps=LISTED.text(lang).join(told)).text(lang)
        return setter.para(text, self.writer.small, room)

    def _frames(self) -> None:
        """The frames of all zones that hold an actor."""
        lane = {lane.zone.id: lane.index for lane in self.writer.plan.lanes if lane.zone}
        theme = self.writer.setter.theme
        for zone in self.graph.model.zones:
            if not zone.parent:
                at = lane.get(zone.id, 0)
                made = self._frame(zone, (theme.lane(at), theme.hatch(at)))
                self.outermost += [made] if made else []

    def _frame(self, zone: Zone, look: tuple[str, Hatch], around: str = "") -> Frame | None:
        own = [a.id for a in self.graph.model.actors if a.zone == zone.id and a.id in self.things]
        own.sort(key=self.order.__getitem__)
        at = len(self.zones)
        paper: tuple[str, Hatch] = (self.writer.setter.theme.paper, "")
        inner = [
            f
            for z in self.graph.model.zones
            if z.parent == zone.id and (f := self._frame(z, paper, zone.id)) is not None
        ]  # fmt: skip
        if not own and not inner:
            return None
        nodes = [self.things[a].node for a in own]
        within = [z.frame.nodes[0].width for z in self.zones[at:] if z.frame.nodes]
        widest = max([n.width for n in nodes] + within)
        self.zones.insert(at, self._zoned(zone, widest, look, around))
        made = self.zones[at].frame
        made.nodes, made.frames = nodes, inner
        return made

    def _zoned(self, zone: Zone, width: float, look: tuple[str, Hatch], around: str) -> Zoned:
        setter, label = self.writer.setter, zone.label(self.writer.lang)
        style = setter.style

        def name(room: float) -> Para:
            return setter.para(label, style.pt(style.head), room, bold=True)

        least = width + 2 * style.mm(AROUND) - style.mm(1.7)
        return Zoned(Frame(0.0), name, least, zone.id, label, look[0], around, look[1])
