"""What each page of a drawing tells, read from what is drawn on it.

Every view that is a scene gets its words here, so that a page never tells of a step that it does
not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.blocks import KEPT_OUT, MEASURES
from flowmodel.layout.describe import (
    channel_lines,
    exclusion_lines,
    measure_lines,
    note_lines,
    sentences,
    zone_lines,
)
from flowmodel.layout.marks import Marks
from flowmodel.layout.reading import tells_step
from flowmodel.layout.scene import Box, Group, Item, Page, Text
from flowmodel.layout.spans import outline

OVERVIEW = Bilingual("全体の図", "overview")
"""What bookmarks call a page that shows the lines of steps, which other pages tell."""


@dataclass(slots=True)
class _Shown:
    """What stands on a page."""

    steps: list[tuple[str, str]] = field(default_factory=list)
    """Part and sentence of each step, in the order of reading."""
    links: list[str] = field(default_factory=list)
    """Names of lines that stand for steps told elsewhere."""
    actors: set[str] = field(default_factory=set)
    boxes: set[str] = field(default_factory=set)
    """Control boxes."""
    kept: set[int] = field(default_factory=set)
    """Positions of exclusions."""
    notes: bool = False
    verdict: bool = False


def narrated(graph: FlowGraph, lang: Lang, pages: Sequence[Page], marks: Marks) -> tuple[Page, ...]:
    """`pages` with their bookmarks and, where there are several, each with its own words.

    The only page of a drawing has the words of the drawing.
    """
    told = []
    protected: dict[str, str] = {}
    for number, page in enumerate(pages, 1):
        shown = _Shown()
        _look(page.items, shown)
        flows = [graph.steps[part] for part, _ in shown.steps]
        if shown.steps:
            shown.links.clear()
        others = [OVERVIEW.text(lang)] if shown.links else []
        others += [MEASURES.text(lang)] if shown.boxes else []
        others += [KEPT_OUT.text(lang)] if shown.kept else []
        entries = outline(graph, flows, lang, number, len(pages), others)
        words = _words(graph, lang, shown, flows, marks, protected) if len(pages) > 1 else ""
        told.append(replace(page, description=words, outline=entries))
    return tuple(told)


def _words(
    graph: FlowGraph, lang: Lang, shown: _Shown, flows: Iterable[Flow], marks: Marks,
    protected: dict[str, str],
) -> str:  # fmt: skip
    """What one page tells; `protected` keeps what protects each channel for the next page."""
    channels = dict.fromkeys(f.channel.id for f in flows if f.channel is not None)
    shown_actors = [a for a in graph.model.actors if a.id in shown.actors]
    lines = [
        graph.model.label(lang),
        *zone_lines(graph, lang, shown.actors),
        *channel_lines(graph, lang, channels, protected),
        *(sentence for _, sentence in shown.steps),
        *shown.links,
        *measure_lines(graph, lang, shown_actors, shown.boxes),
        *exclusion_lines(graph, lang, shown.kept),
        *(note_lines(graph, lang) if shown.notes else ()),
        marks.verdict if shown.verdict else "",
    ]
    return sentences(lines, lang)


def _look(items: Iterable[Item], shown: _Shown) -> None:
    for item in items:
        if isinstance(item, Group):
            if tells_step(item):
                shown.steps.append((item.part, item.title))
            else:
                if any(isinstance(i, Box) and i.role == "card" for i in item.items):
                    shown.links.append(item.title)
                _look(item.items, shown)
        elif isinstance(item, Box):
            _take(item, shown)
        elif isinstance(item, Text) and item.role == "note":
            shown.notes = True


def _take(box: Box, shown: _Shown) -> None:
    if box.role == "actor":
        shown.actors.add(box.part)
    elif box.role == "box":
        shown.boxes.add(box.part)
    elif box.role == "kept":
        shown.kept.add(int(box.id.removeprefix("kept")))
    elif box.role == "verdict":
        shown.verdict = True
