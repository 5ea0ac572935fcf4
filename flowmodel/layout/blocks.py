"""Blocks of text with a measured height: what stands inside actor boxes and below them."""

from __future__ import annotations

from dataclasses import dataclass, field

from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.canvas import Canvas, Para, Setter
from flowmodel.layout.icons import icon, sign, sign_room
from flowmodel.layout.scene import Box
from flowmodel.model import Actor, BoxItem, Channel, Statement, localise
from flowmodel.vocabulary import circled

PAD = 2.0
"""Padding inside a box, mm at scale 1."""
BESIDE_ICON = 1.6
"""Distance of a name from the icon at its side, mm at scale 1."""
ICON = 7.0
"""Size of an icon, mm at scale 1."""
MEASURES = Bilingual("情報保護対策", "Controls")
PLANNED = Bilingual("{name}（予定）", "{name} (planned)")
KEPT_OUT = Bilingual("アクセスできない者", "Kept out")


@dataclass(frozen=True, slots=True)
class Chip:
    """A short text in a frame of its own."""

    text: str
    part: str = ""
    icon: str = ""
    """The sign before the text."""
    colour: str = ""
    """Colour of the text; empty for the theme's ink."""


@dataclass(slots=True)
class Block:
    """Paragraphs and chips placed below one another, for one width."""

    width: float
    height: float = 0.0
    paras: list[tuple[float, float, Para, str, str]] = field(default_factory=list)
    """dx, dy, paragraph, role, colour; empty for the theme's ink."""
    chips: list[tuple[float, float, float, float, Para, Chip]] = field(default_factory=list)
    """dx, dy, width, height, paragraph, chip."""

    def para(
        self, para: Para, dx: float = 0.0, role: str = "body", colour: str = "", gap: float = 0.0
    ) -> None:
        """Put a paragraph below what there is."""
        self.height += gap
        self.paras.append((dx, self.height, para, role, colour))
        self.height += para.height

    def draw(
        self,
        canvas: Canvas,
        x: float,
        y: float,
        *,
        inside: str,
        part: str,
        fill: str = "",
        frame: str = "",
        role: str = "chip",
    ) -> None:
        """Draw the block with its top left corner at (x, y); chips look like data unless told."""
        fill, frame = fill or canvas.theme.data_fill, frame or canvas.theme.data_frame
        for dx, dy, para, text_role, colour in self.paras:
            canvas.para(para, x + dx, y + dy, role=text_role, inside=inside, part=part, fill=colour)
        for i, (dx, dy, w, h, para, chip) in enumerate(self.chips):
            id = f"{inside}.{role}{i}"
            canvas.add(
                Box(
                    x + dx, y + dy, w, h, role, id, inside, chip.part or part, fill, frame, 0.2, 0.9
                )
            )
            top = y + dy + (h - para.height) / 2
            middle = x + dx + w / 2
            if chip.icon:
                extra = sign_room(para.size)
                left = middle - (para.width + extra) / 2
                at = top + para.height / 2
                owner = chip.part or part
                canvas.add(sign(chip.icon, left, at, para.size, canvas.theme, frame, owner))
                middle += extra / 2
            canvas.para(
                para,
                middle,
                top,
                role=role,
                inside=id,
                part=chip.part or part,
                anchor="middle",
                fill=chip.colour,
            )


def chips(setter: Setter, texts: list[Chip], width: float, gap: float = 1.2) -> Block:
    """Chips in a grid of equal cells, as many columns as the widest allows."""
    style = setter.style
    block = Block(width)
    if not texts:
        return block
    size, pad = style.pt(style.chip), style.mm(1.1)
    room = [sign_room(size) if c.icon else 0.0 for c in texts]
    widest = max(setter.width(c.text, size) + r for c, r in zip(texts, room, strict=True)) + 2 * pad
    columns = max(1, min(len(texts), int((width + gap) / (widest + gap))))
    if columns > 1 and len(texts) % columns:
        rows = -(-len(texts) // columns)
        columns = -(-len(texts) // rows)
    cell = min((width - gap * (columns - 1)) / columns, max(widest * 1.35, width / 2 - gap))
    indent = (width - cell * columns - gap * (columns - 1)) / 2
    for start in range(0, len(texts), columns):
        row = texts[start : start + columns]
        paras = [
            setter.para(c.text, size, cell - 2 * pad - r)
            for c, r in zip(row, room[start:], strict=False)
        ]
        height = max(p.height for p in paras) + style.mm(0.9)
        for i, (chip, para) in enumerate(zip(row, paras, strict=True)):
            dx = indent + i * (cell + gap)
            block.chips.append((dx, block.height, cell, height, para, chip))
        block.height += height + gap
    block.height -= gap
    return block


@dataclass(slots=True)
class ActorBlock:
    """What stands in an actor's box: head, functions, and at its foot the data it holds."""

    actor: Actor
    icon_size: float
    head: Block
    body: Block
    data: Block
    need: float
    """The least height of the box, mm."""

    def draw(self, canvas: Canvas, setter: Setter, box: Box, icon_top: float | None = None) -> None:
        """Draw the content into `box`; the icon at its top, or where it is told to stand."""
        pad = setter.style.mm(PAD)
        canvas.add(
            icon(
                self.actor.kind,
                box.x + pad,
                box.y + pad if icon_top is None else icon_top,
                self.icon_size,
                setter.theme,
                self.actor.id,
            )
        )
        part = self.actor.id
        self.head.draw(canvas, box.x + pad, box.y + pad, inside=box.id, part=part)
        top = box.y + pad + max(self.head.height, self.icon_size) + setter.style.mm(1.2)
        self.body.draw(canvas, box.x + pad, top, inside=box.id, part=part)
        foot = box.y + box.h - pad - self.data.height
        self.data.draw(canvas, box.x + pad, foot, inside=box.id, part=part, role="data")


def actor_block(
    setter: Setter,
    graph: FlowGraph,
    actor: Actor,
    width: float,
    lang: Lang,
    full: bool = True,
    flags: tuple[str, ...] = (),
    beside: bool | None = None,
) -> ActorBlock:
    """The content of an actor's box that is `width` mm wide.

    Where not `full`, functions and data are left out; `flags` are rule ids to print; `beside`
    tells whether the name stands beside the icon or under it, else the width decides.
    """
    style = setter.style
    pad = style.mm(PAD)
    inner = width - 2 * pad
    size = style.mm(ICON)
    head = _head(setter, actor, inner, size, lang, full, beside)
    if flags:
        dx = size + style.mm(BESIDE_ICON) if beside else 0.0
        marked = setter.para("▲ " + " ".join(flags), style.pt(style.chip), inner - dx, bold=True)
        head.para(marked, dx, role="flag", colour=setter.theme.stop, gap=0.4)
    body = functions(setter, actor, inner, lang) if full else Block(inner)
    held = [Chip(c.label(lang), c.id) for c in graph.data_at.get(actor.id, ())] if full else []
    data = chips(setter, held, inner)
    need = 2 * pad + max(head.height, size)
    need += body.height + style.mm(1.2) if body.height else 0.0
    need += data.height + style.mm(1.8) if data.height else 0.0
    return ActorBlock(actor, size, head, body, data, need)


def _head(
    setter: Setter,
    actor: Actor,
    inner: float,
    size: float,
    lang: Lang,
    full: bool,
    at_side: bool | None,
) -> Block:
    """Name and what stands below it: beside the icon, or under it where the box is narrow."""
    style, head = setter.style, Block(inner)
    beside = size + style.mm(BESIDE_ICON)
    if at_side is None:
        at_side = inner - beside >= style.mm(20)
    if not at_side:
        beside = 0.0
        head.height = size + style.mm(0.8)
    name = setter.para(actor.label(lang), style.pt(style.name), inner - beside, bold=True)
    head.para(name, beside, "name")
    for text in under_name(actor, lang) if full else ():
        head.para(
            setter.para(text, style.pt(style.body), inner - beside),
            beside,
            "body",
            setter.theme.soft,
        )
    if head.height < size:
        lift = (size - head.height) / 2
        head.paras = [(dx, dy + lift, p, r, c) for dx, dy, p, r, c in head.paras]
        head.height = size
    return head


def under_name(actor: Actor, lang: Lang) -> list[str]:
    """What stands below the name of an actor: who runs it, and its certifications."""
    texts: list[str] = []
    operator = localise(actor.operator, lang)
    if operator and operator not in actor.label(lang):
        texts.append(operator)
    certificates = [localise(c.name, lang) for c in actor.certifications]
    if certificates:
        texts.append(("、" if lang == "ja" else ", ").join(certificates))
    return texts


def functions(setter: Setter, actor: Actor, width: float, lang: Lang) -> Block:
    """The functions of an actor with their heading and notes."""
    style, block = setter.style, Block(width)
    listed = actor.functions
    if listed is None:
        return block
    size = style.pt(style.body)
    if listed.title is not None:
        title = localise(listed.title, lang)
        heading = f"＜{title}＞" if lang == "ja" else title
        block.para(setter.para(heading, size, width, bold=True))
    for i, item in enumerate(listed.items, 1):
        bullet = f"{circled(i)} " if listed.style == "numbered" else "●"
        block.para(setter.para(localise(item, lang), size, width, bullet=bullet))
    for note in listed.notes:
        block.para(setter.para(localise(note, lang), size, width, bullet="※ "), gap=0.3)
    return block


def stated(graph: FlowGraph, statement: Statement, lang: Lang, short: bool = False) -> str:
    """How the figure words a statement; planned ones say so."""
    name = localise(statement.label, lang) or graph.controls.label(statement.control, lang, short)
    return PLANNED.format(name=name).text(lang) if statement.state == "planned" else name


def icon_of(graph: FlowGraph, statement: Statement) -> str:
    """The sign of the control that is stated; empty for none."""
    return graph.controls.control(statement.control).icon or ""


def item_text(graph: FlowGraph, item: BoxItem, lang: Lang) -> str:
    """The wording of a bullet in a control box."""
    if item.text is not None:
        return localise(item.text, lang)
    return ("、" if lang == "ja" else ", ").join(stated(graph, s, lang) for s in item.controls)


def callouts(graph: FlowGraph, channel: Channel, lang: Lang) -> list[Chip]:
    """The call-outs of a channel, each once: what is stated to protect it."""
    found = [
        Chip(stated(graph, s, lang, short=True), channel.id, icon_of(graph, s))
        for s in channel.controls
        if s.state != "not-needed"
    ]
    return list(dict.fromkeys(found))


__all__ = [
    "KEPT_OUT",
    "ActorBlock",
    "Block",
    "Chip",
    "actor_block",
    "callouts",
    "chips",
    "functions",
    "icon_of",
    "item_text",
    "stated",
]
