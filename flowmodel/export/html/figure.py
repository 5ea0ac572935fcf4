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
from flowmodel.layout.marks import exclusion_key, kept_id, step_key
from flowmodel.layout.measures import boxes_of, measures_id
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

    A control box that several actors share is lit with each of them. Steps and other parts may have
    one name; a key tells them apart.
    """
    keys = _Keys(graph, lang)
    return replace(scene, pages=tuple(keys.page(page) for page in scene.pages))


class _Keys:
    """Rewrites the parts of items."""

    def __init__(self, graph: FlowGraph, lang: Lang):
        self.graph, self.lang = graph, lang
        self.owners = dict(_owners(graph, lang))
        self.names = Counter(c.label(lang) for c in graph.model.channels)

    def page(self, page: Page) -> Page:
        return replace(page, items=tuple(self._channels(self.item(i) for i in page.items)))

    def item(self, item: Item, within: str = "") -> Item:
        """The item under its key; `within` is the name of the part in whose group it stands."""
        owners = self.owners.get(item.part, ())
        if not isinstance(item, Group):
            drawn = replace(item, part=self.key(item.part, item.role in STEP_ROLES))
            if len(owners) < 2 or item.part == within:
                return drawn
            return Group((drawn,), owners[0], also=owners[1:])
        roles = {i.role for i in item.items if not isinstance(i, Group)}
        key = self.key(item.part, bool(roles & STEP_ROLES))
        inner = tuple([self.item(i, item.part) for i in item.items])
        if "kept" in roles:
            inner = tuple(_under(key, inner))
        return replace(item, part=key, items=inner, also=owners[1:] or item.also)

    def key(self, part: str, is_step: bool) -> str:
        part = self.owners.get(part, (part,))[0]
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


def _owners(graph: FlowGraph, lang: Lang) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the names that layouts make stand for: boxes for their owners, and who is kept out."""
    made: dict[str, tuple[str, ...]] = {box.id: (box.at,) for box in graph.model.boxes}
    for measures in boxes_of(graph, graph.model.actors, graph.model.boxes, lang):
        owners = tuple(a.id for a in measures.owners)
        # On another page another of them may be the first, after whom the box is named.
        for id in (measures.box.id, *map(measures_id, owners)):
            made.setdefault(id, owners)
    for i in range(len(graph.model.exclusions)):
        made[kept_id(i)] = (exclusion_key(i),)
    # A landscape puts the model before its parts, and draws all steps between two actors as one.
    of = graph.model.id
    for part in (*graph.model.actors, *graph.model.zones):
        made[f"{of}/{part.id}"] = (part.id,)
    for flow in graph.flows:
        ends = (flow.source.id, flow.target.id)
        for one, other in {ends: None, ends[::-1]: None}:
            id = f"{of}/{one}+{of}/{other}"
            made[id] = (*made.get(id, ()), step_key(flow.transfer.step))
    yield from ((id, keys) for id, keys in made.items() if graph.part(id) is None)


def _under(key: str, items: Iterable[Item]) -> Iterator[Item]:
    """`items` of a group; those that name no part of the model belong to the group's."""
    for item in items:
        if isinstance(item, Box | Line | Shape | Text) and item.role in ("kept", "cut", "stop"):
            yield replace(item, part=key)
        else:
            yield item
