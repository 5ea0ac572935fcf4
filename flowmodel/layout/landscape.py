"""The landscape: several models joined on the actors that they share.

Between two actors stands one card for all that the models tell of them. Models that hang together
are drawn together; a list says what passes between whom, and an index names the models.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import partial

from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.blocks import actor_block
from flowmodel.layout.canvas import Canvas, Para, Setter
from flowmodel.layout.dot_parts import Frame, Node, Rect
from flowmodel.layout.dot_run import DotError, EngineError
from flowmodel.layout.graph_boxes import ACTOR, PORT
from flowmodel.layout.landscape_join import Joined, Meeting, Party, Use, folded, joined
from flowmodel.layout.listing import Entry
from flowmodel.layout.marks import NO_MARKS
from flowmodel.layout.network import Figure, Thing, Tie, Zoned
from flowmodel.layout.network_pages import (
    Paper,
    Part,
    divided,
    halves,
    listed_pages,
    numbered,
    parts_of,
)
from flowmodel.layout.plan import plan
from flowmodel.layout.scene import Box, Scene
from flowmodel.layout.sequence_rows import data_pieces
from flowmodel.layout.sheet import bare_sheet
from flowmodel.layout.strip import Piece, Strip, strip
from flowmodel.layout.style import PAPERS, Style
from flowmodel.layout.text import font as load_font
from flowmodel.layout.theme import WARD, Theme
from flowmodel.model import Actor, DataCategory, Model, Transfer

TITLE = Bilingual("個人情報の流れの全体図（{n} 件）", "Landscape of {n} flows of personal data")
INDEX = Bilingual("{steps} の手順、{actors} の主体", "{steps} steps, {actors} actors")
SHARED = Bilingual("他と共通の主体：{names}", "Shared with others: {names}")
ALONE = Bilingual("他と共通の主体はありません", "Shares no actor with another")
CARDS = (20.0, 30.0, 48.0)
"""Most width of a card by the detail of the figure, mm at scale 1."""


def number(model: int) -> str:
    """How the figure speaks of the model at a position."""
    return f"［{model + 1}］"


class Landscape:
    """Measures the figures and lists of joined models."""

    def __init__(
        self, graphs: Sequence[FlowGraph], lang: Lang, size: tuple[float, float], font: str,
        theme: Theme,
    ):  # fmt: skip
        self.all: Joined = joined(graphs)
        self.graphs, self.theme = graphs, theme
        self.lang: Lang = lang
        base = 1.0 if math.isinf(size[1]) else size[0] / PAPERS["a4"][0]
        self.setter = Setter(load_font(font), Style(base), theme)
        self.small = self.setter.style.pt(self.setter.style.chip)
        self.title = TITLE.format(n=len(graphs)).text(lang)
        # What stands around a figure is made with a model: this one has only the title.
        own = Model(
            id="landscape", title=self.title, lang=lang,
            actors=(Actor(id="a", kind="organisation"),),
            transfers=(Transfer(step="1", source="a", target="a", operation="process"),),
        )  # fmt: skip
        sheet = bare_sheet(self.setter, plan(FlowGraph.of(own)), lang, NO_MARKS)
        self.paper = Paper(sheet, *size)

    def parts(self) -> tuple[list[Part], list[DotError]]:
        """What the pages hold, and why groups are not drawn that Graphviz could not place."""
        found: list[Part] = []
        failed: list[DotError] = []
        groups = self.all.groups()
        drawn = [g for g in groups if len(g[2]) > 1] or groups
        for _, meetings, _ in drawn:
            try:
                found += divided(self.paper, meetings, self._group, self._halves)
            except EngineError:
                raise
            except DotError as error:
                failed.append(error)
                found += listed_pages(self.paper, partial(self.exchanges, meetings))
        found += listed_pages(self.paper, self.index)
        return found, failed

    def _group(self, meetings: Sequence[Meeting]) -> list[Part]:
        """What hangs together: in full, or with less on the cards and a list."""
        ends = {id(p) for m in meetings for p in (m.left, m.right)}
        parties = [p for p in self.all.parties if id(p) in ends]
        figures = [partial(self.figure, parties, meetings, detail) for detail in (2, 1, 0)]
        return parts_of(self.paper, figures, partial(self.exchanges, meetings))

    def _halves(self, meetings: Sequence[Meeting]) -> tuple[list[Meeting], list[Meeting]]:
        """Half of the models each; of one model, half of what passes from left to right."""
        models = sorted({u.model for m in meetings for u in m.uses})
        if len(models) < 2:
            return halves(meetings, lambda m: (m.left, m.right), self.all.parties.index)
        first, second = (
            [
                Meeting(m.left, m.right, uses)
                for m in meetings
                if (uses := [u for u in m.uses if u.model in some])
            ]
            for some in (models[: len(models) // 2], models[len(models) // 2 :])
        )
        return first, second

    def figure(self, parties: Sequence[Party], meetings: Sequence[Meeting], detail: int) -> Figure:
        """Parties in their zones, and a card for each two that meet."""
        lines: dict[int, int] = {}
        for m in meetings:
            for key in (id(m.left), -id(m.right)):
                lines[key] = lines.get(key, 0) + 1
        things = {
            id(p): self._party(p, i, max(lines.get(id(p), 0), lines.get(-id(p), 0)), detail)
            for i, p in enumerate(parties)
        }
        zones: dict[str, Zoned] = {}
        free = []
        for party in parties:
            if party.zone is None:
                free.append(things[id(party)])
                continue
            name = folded(party.zone)
            if name not in zones:
                zones[name] = self._zone(party, things[id(party)].node.width, len(zones))
            zones[name].frame.nodes.append(things[id(party)].node)
        ink = self.theme.series(0)
        ties = []
        for i, m in enumerate(meetings):
            ahead, back = any(u.ahead for u in m.uses), any(u.back for u in m.uses)
            left, right = things[id(m.left)], things[id(m.right)]
            part = f"{m.left.part}+{m.right.part}"
            card = self._card(m, i, part, detail)
            ties.append(Tie(left, right, card, ink, ahead, back, part))
        return Figure(
            self.theme, self.setter.style, list(things.values()), list(zones.values()),
            [z.frame for z in zones.values()], free, ties,
        )  # fmt: skip

    def _zone(self, party: Party, width: float, index: int) -> Zoned:
        style, zone = self.setter.style, party.zone
        assert zone is not None
        label = zone.label(self.lang)

        def name(room: float) -> Para:
            return self.setter.para(label, style.pt(style.head), room, bold=True)

        part = f"{party.part.partition('/')[0]}/{zone.id}"
        fill, hatch = self.theme.lane(index), self.theme.hatch(index)
        return Zoned(Frame(0.0), name, width, part, label, fill, hatch=hatch)

    def _party(self, party: Party, index: int, lines: int, detail: int) -> Thing:
        style, actor = self.setter.style, party.actor
        wide = self.setter.width(actor.label(self.lang), style.pt(style.name), bold=True)
        zone = party.zone.label(self.lang) if party.zone else ""
        head = self.setter.width(zone, style.pt(style.head), bold=True)
        least, most = style.mm(22), style.mm(ACTOR[detail])
        width = min(max(wide + style.mm(13.4), min(head, style.mm(34)), least), most)
        graph = self.graphs[party.models[0]]
        block = actor_block(self.setter, graph, actor, width, self.lang, False)
        node = Node(width, max(block.need, style.mm(PORT) * lines))
        id = f"actor.{index}"

        def draw(canvas: Canvas, rect: Rect, inside: str) -> None:
            # Shared parties have the heavier frame.
            weight = 0.7 if len(party.models) > 1 else 0.4
            paper, frame = self.theme.paper, self.theme.box_frame
            box = Box(*rect, "actor", id, inside, party.part, paper, frame, weight, 1.0)
            canvas.add(box)
            block.draw(canvas, self.setter, box)

        return Thing(node, draw, id, party.part, actor.label(self.lang))

    def _card(self, meeting: Meeting, index: int, part: str, detail: int) -> Thing:
        """All that the models tell of two parties; with less detail the models' numbers alone."""
        style, room = self.setter.style, self.setter.style.mm(CARDS[detail])
        rows: list[Para | Strip] = []
        if detail == 2:
            for use in meeting.uses:
                rows.append(self.setter.para(self._told(use, True), self.small, room))
        else:
            names = [
                Piece(number(u.model) if detail == 0 else self._told(u, False), "wording")
                for u in meeting.uses
            ]
            rows.append(strip(self.setter, names, room, self.small))
        if detail:
            data = data_pieces(list(_data(meeting.uses)), self.lang, self.theme)
            if data:
                rows.append(strip(self.setter, data, room, self.small))
        pad, gap, id = style.mm(1.2), style.mm(0.8), f"card{index}"
        wide = max(r.width for r in rows) + 2 * pad
        high = sum(r.height for r in rows) + gap * (len(rows) - 1) + 2 * pad

        def draw(canvas: Canvas, rect: Rect, inside: str) -> None:
            frame = self.theme.series(0).colour
            canvas.add(Box(*rect, "card", id, inside, part, self.theme.paper, frame, 0.3, 1.2))
            y = rect[1] + pad
            for n, row in enumerate(rows):
                if isinstance(row, Strip):
                    row.draw(canvas, rect[0] + pad, y, name=f"{id}.{n}", anchor="start", inside=id)
                else:
                    canvas.para(row, rect[0] + pad, y, role="wording", inside=id, part=part)
                y += row.height + gap

        title = "\n".join([_pair(meeting, self.lang), *(self._told(u, True) for u in meeting.uses)])
        return Thing(Node(wide, high), draw, id, part, title)

    def _told(self, use: Use, named: bool) -> str:
        """The model, and the steps with the way they go."""
        graph = self.graphs[use.model]
        ways = [("→", use.ahead), ("←", use.back)]
        steps = "　".join(a + "".join(f.printed for f in flows) for a, flows in ways if flows)
        name = graph.model.label(self.lang) + "　" if named else ""
        return f"{number(use.model)}{name}{steps}"

    def exchanges(self, meetings: Iterable[Meeting], width: float) -> list[Entry]:
        """For each two parties that meet: the models, the steps, the data."""
        return [self._entry(_pair(m, self.lang), m, width) for m in meetings]

    def _entry(self, head: str, meeting: Meeting, width: float) -> Entry:
        style = self.setter.style
        title = self.setter.para(head, style.pt(style.note), width, bold=True)
        rows: list[tuple[Para, Strip]] = []
        for use in meeting.uses:
            told = self.setter.para(self._told(use, True), self.small, width)
            data = data_pieces(list(_data([use])), self.lang, self.theme)
            rows.append((told, strip(self.setter, data, width - 4.0, self.small)))
        gap = style.mm(0.8)
        height = title.height + sum(
            p.height + (s.height + gap if s.lines else 0.0) + gap for p, s in rows
        )
        part = f"{meeting.left.part}+{meeting.right.part}"

        def draw(canvas: Canvas, x: float, y: float) -> None:
            inner = Canvas(self.theme)
            y = inner.para(title, x, y, role="entry", part=part)
            for n, (told, data) in enumerate(rows):
                y = inner.para(told, x, y + gap, role="entry", part=part)
                if data.lines:
                    data.draw(inner, x + 4.0, y + gap, name=f"{part}.{n}", anchor="start")
                    y += data.height + gap
            canvas.group(inner.items, part, head)

        return Entry(height + style.mm(2.4), draw)

    def index(self, width: float) -> list[Entry]:
        """The models by their numbers, with what they share with others."""
        return [self._model(i, width) for i in range(len(self.graphs))]

    def _model(self, at: int, width: float) -> Entry:
        style, model = self.setter.style, self.graphs[at].model
        name = number(at) + model.label(self.lang)
        if model.figure.number:
            name += (
                f"（{model.figure.number}）" if self.lang == "ja" else f" ({model.figure.number})"
            )
        size = INDEX.format(steps=len(model.transfers), actors=len(model.actors)).text(self.lang)
        joint = ("、" if self.lang == "ja" else ", ").join(
            p.actor.label(self.lang) for p in self.all.shared(at)
        )
        shared = SHARED.format(names=joint) if joint else ALONE
        paras = [
            self.setter.para(name, style.pt(style.note), width, bold=True),
            self.setter.para(size, self.small, width),
            self.setter.para(shared.text(self.lang), self.small, width),
        ]

        def draw(canvas: Canvas, x: float, y: float) -> None:
            inner = Canvas(self.theme)
            for para in paras:
                y = inner.para(para, x, y, role="entry", part=model.id)
            canvas.group(inner.items, model.id, name)

        return Entry(sum(p.height for p in paras) + style.mm(2.4), draw)

    def describe(self) -> str:
        """The landscape in words: the models, then who exchanges what with whom."""
        stop = "。" if self.lang == "ja" else "."
        lines = [self.title]
        lines += [f"{number(i)}{g.model.label(self.lang)}" for i, g in enumerate(self.graphs)]
        for meeting in self.all.meetings:
            told = ("；" if self.lang == "ja" else "; ").join(
                self._told(u, False) for u in meeting.uses
            )
            lines.append(f"{_pair(meeting, self.lang)}: {told}")
        return "\n".join(line + stop for line in lines)


def _pair(meeting: Meeting, lang: Lang) -> str:
    ahead, back = any(u.ahead for u in meeting.uses), any(u.back for u in meeting.uses)
    way = "↔" if ahead and back else ("→" if ahead else "←")
    return f"{meeting.left.actor.label(lang)} {way} {meeting.right.actor.label(lang)}"


def _data(uses: Iterable[Use]) -> Iterable[DataCategory]:
    """The categories that are moved, each name once."""
    seen: dict[str, DataCategory] = {}
    flows: list[Flow] = [f for u in uses for f in (*u.ahead, *u.back)]
    for flow in flows:
        for category in flow.data:
            seen.setdefault(folded(category), category)
    return seen.values()


def landscape(
    graphs: Sequence[FlowGraph], lang: Lang, paper: str = "a4", font: str = "", theme: Theme = WARD
) -> tuple[Scene, list[DotError]]:
    """Join models and lay them out; and why what of it is a list alone.

    `paper` is a key of `PAPERS`, `font` a font file (empty for the default). Raises `RenderError`
    for a character without a glyph, `EngineError` where no Graphviz gives a layout.
    """
    made = Landscape(graphs, lang, PAPERS[paper], font, theme)
    found, failed = made.parts()
    scene = Scene(
        id="landscape",
        title=made.title,
        description=made.describe(),
        lang=lang,
        pages=numbered(made.paper, found),
        font=font,
        date=max((g.model.date.isoformat() for g in graphs if g.model.date), default=""),
        ground=theme.paper,
    )
    return scene, failed
