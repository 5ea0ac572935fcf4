"""Control boxes: what a lane tells of the measures of its actors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.blocks import MEASURES, Block, item_text
from flowmodel.layout.canvas import Setter
from flowmodel.layout.spans import LISTED
from flowmodel.model import Actor, BoxItem, ControlBox, localise

EVERYONE = Bilingual("この区画の全 {count} 主体", "all {count} in this zone")
NAMED = 3
"""Most actors that a heading names where all of their zone have the same measures."""


@dataclass(frozen=True, slots=True)
class Measures:
    """A control box with those whose measures it tells."""

    box: ControlBox
    owners: tuple[Actor, ...]
    """Whose it is; several where the same is stated of all of them."""
    everyone: bool = False
    """Whether these are all actors of their zone, and too many to be named."""

    def whose(self, lang: Lang) -> str:
        """The owners as a heading names them."""
        if self.everyone:
            return EVERYONE.format(count=len(self.owners)).text(lang)
        return LISTED.text(lang).join(a.label(lang) for a in self.owners)


def boxes_of(
    graph: FlowGraph, actors: Sequence[Actor], drawn: Iterable[ControlBox], lang: Lang
) -> list[Measures]:
    """The control boxes of some actors: the model's, and those made for actors that have none.

    A model that draws a box for an actor says itself what the figure shows of
    it; for others, what is stated of them is shown, once for all of a lane of whom it reads the same.
    They stand in the order of `actors`; how a box is called depends on the order of the model alone.
    """
    by_id = {a.id: a for a in actors}
    found = [Measures(b, (by_id[b.at],)) for b in drawn if b.at in by_id]
    owners = {m.box.at for m in found}
    alike: dict[tuple[str, tuple[str, ...]], list[Actor]] = {}
    items: dict[str, tuple[BoxItem, ...]] = {}
    for actor in actors:
        shown = [s for s in actor.controls if s.state != "not-needed"]
        if actor.id not in owners and shown:
            items[actor.id] = tuple(BoxItem(controls=(s,)) for s in shown)
            texts = tuple(item_text(graph, i, lang) for i in items[actor.id])
            alike.setdefault((_lane_id(graph, actor), texts), []).append(actor)
    for (lane, _), same in alike.items():
        first = same[0].id
        if len(same) > 1:
            mine = {a.id for a in same}
            first = next(id for id in graph.actors if id in mine)
        box = ControlBox(id=measures_id(first), at=first, items=items[first])
        found.append(Measures(box, tuple(same), _are_all(graph, lane, len(same))))
    order = {a.id: i for i, a in enumerate(actors)}
    return sorted(found, key=lambda m: order[m.owners[0].id])


def measures_id(actor: str) -> str:
    """The name of the box that is made for an actor of which the model draws none."""
    return f"{actor}-controls"


def _are_all(graph: FlowGraph, lane: str, count: int) -> bool:
    """Whether a lane has no more than so many actors; only asked where a heading may say so."""
    if not lane or count <= NAMED:
        return False
    return sum(_lane_id(graph, a) == lane for a in graph.model.actors) == count


def _lane_id(graph: FlowGraph, actor: Actor) -> str:
    zone = graph.lane_of(actor)
    return zone.id if zone is not None else ""


def control_block(
    setter: Setter, graph: FlowGraph, measures: Measures, width: float, lang: Lang, named: bool
) -> Block:
    """A control box: heading and bullets. `named` adds whose it is."""
    box = measures.box
    style = setter.style
    block = Block(width)
    title = localise(box.title, lang, MEASURES.text(lang))
    if named and box.title is None:
        title += ("：" if lang == "ja" else ": ") + measures.whose(lang)
    size = style.pt(style.body)
    block.para(setter.para(title, size, width, bold=True))
    bullet = "・" if lang == "ja" else "• "
    texts = [item_text(graph, i, lang) for i in box.items]
    half = (width - style.mm(2.0)) / 2
    fits = sum(setter.width(bullet + t, size) <= half for t in texts)
    if len(texts) >= 6 and width >= style.mm(84) and fits >= len(texts) - 1:
        _two_columns(setter, block, texts, bullet, size, half)
        return block
    for i, text in enumerate(texts):
        para = setter.para(text, size, width, bullet=bullet)
        block.para(para, gap=style.mm(0.4) if i == 0 else 0.0)
    return block


def _two_columns(
    setter: Setter, block: Block, texts: list[str], bullet: str, size: float, half: float
) -> None:
    top = block.height + setter.style.mm(0.4)
    wide = [t for t in texts if setter.width(bullet + t, size) > half]
    narrow = [t for t in texts if setter.width(bullet + t, size) <= half]
    block.height = top
    for i in range(0, len(narrow), 2):
        row = block.height
        for j, text in enumerate(narrow[i : i + 2]):
            block.height = row
            block.para(setter.para(text, size, half, bullet=bullet), j * (half + 2.0))
    for text in wide:
        block.para(setter.para(text, size, block.width, bullet=bullet))
