"""Scene → the pages as inline SVG, with parts under keys by which a script finds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from flowmodel.export.html.looks import Classes
from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.describe import channel_title
from flowmodel.layout.marks import exclusion_key, step_key
from flowmodel.layout.measures import boxes_of
from flowmodel.layout.scene import Box, Group, Item, Line, Page, Scene, Shape, Text
from flowmodel.layout.text import font
from flowmodel.render import Drawing, shapes
from flowmodel.render.fonts import web_face
from flowmodel.render.svg import svgs
from flowmodel.views import Subject

STEP_ROLES = frozenset({"step", "badge", "cell", "label", "number", "wording"})
"""The roles that only items of a step have, by which a step is told from a part of its name."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The drawing as it stands in a page."""

    pages: tuple[str, ...]
    """Each page as an SVG element."""
    style: str
    """The letters, once for all pages, and the colours on a dark ground."""


def sheets(drawing: Drawing, subject: Subject) -> Sheets:
    """`drawing` for a page. Raises `RenderError` for a character that the font does not have."""
    classes = Classes()
    scene = keyed(shapes(drawing), subject.graph, subject.lang)
    # No page is described: all that the figure shows is told beside it.
    drawn = svgs(scene, "name", classes.attributes, described=False)
    rules = [classes.sheet()]
    if scene.characters:
        rule, name = web_face(font(scene.font), scene.characters)
        rules += [rule, f'.sheet svg{{font-family:"{name}",sans-serif}}']
    return Sheets(tuple([page.decode() for page in drawn]), "\n".join(rules))


def keyed(scene: Scene, graph: FlowGraph, lang: Lang) -> Scene:
    """`scene` with the keys of marks for parts, control boxes as their owners, channels grouped.

    A control box that several actors share is read as their zone's. Steps and other parts may have one name; a key tells them apart.
    """
    keys = _Keys(graph, lang)
    return replace(scene, pages=tuple(keys.page(page) for page in scene.pages))


class _Keys:
    """Rewrites the parts of items."""

    def __init__(self, graph: FlowGraph, lang: Lang):
        self.graph, self.lang = graph, lang
        told = boxes_of(graph, graph.model.actors, graph.model.boxes, lang)
        self.owner = {box.id: box.at for box in graph.model.boxes}
        self.owner |= {m.box.id: m.box.at for m in told if len(m.owners) == 1}
        self.names = Counter(c.label(lang) for c in graph.model.channels)
        self.kept: dict[tuple[str, ...], str] = {}
        for i, exclusion in enumerate(graph.model.exclusions):
            self.kept.setdefault(exclusion.parties, exclusion_key(i))

    def page(self, page: Page) -> Page:
        return replace(page, items=tuple(self._channels(map(self.item, page.items))))

    def item(self, item: Item) -> Item:
        if not isinstance(item, Group):
            return replace(item, part=self.key(item.part, item.role in STEP_ROLES))
        roles = {i.role for i in item.items if not isinstance(i, Group)}
        if "kept" in roles:
            parties = tuple(i.part for i in item.items if isinstance(i, Box) and i.role == "party")
            key = self.kept.get(parties, "")
            inner = tuple(map(self.item, item.items))
            return replace(item, part=key, items=tuple(_under(key, inner)))
        key = self.key(item.part, bool(roles & STEP_ROLES))
        return replace(item, part=key, items=tuple(map(self.item, item.items)))

    def key(self, part: str, is_step: bool) -> str:
        part = self.owner.get(part, part)
        if part in self.graph.steps and (is_step or self.graph.part(part) is None):
            return step_key(part)
        return part

    def _channels(self, items: Iterable[Item]) -> Iterator[Item]:
        """What draws one channel, one item after the other, as a group."""
        for part, run in groupby(items, lambda i: "" if isinstance(i, Group) else i.part):
            channel = self.graph.channels.get(part)
            if channel is None:
                yield from run
            else:
                name = channel.label(self.lang)
                if self.names[name] > 1:
                    name = channel_title(self.graph, channel, self.lang)
                yield Group(tuple(run), part, name)


def _under(key: str, items: Iterable[Item]) -> Iterator[Item]:
    """`items` of a group; those that name no part of the model belong to the group's."""
    for item in items:
        if isinstance(item, Box | Line | Shape | Text) and item.role in ("kept", "cut", "stop"):
            yield replace(item, part=key)
        else:
            yield item
