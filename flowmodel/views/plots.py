"""What the plots have in common: the steps as columns, and what stands at the top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.grid import Column, Grid
from flowmodel.layout.grid_pages import grid_pages
from flowmodel.layout.scene import Scene
from flowmodel.layout.surround import bracketed
from flowmodel.model import localise
from flowmodel.render.grid import GridPlot
from flowmodel.views.subject import Subject


def columns(flows: Iterable[Flow], lang: Lang) -> Iterator[Column]:
    """One column for each step; those of a series stand together."""
    for flow in flows:
        t = flow.transfer
        space = "" if lang == "ja" else " "
        mark = f"{space}({t.mark})" if t.mark else ""
        yield Column(flow.printed, t.text(lang) + mark, t.step, t.series)


def heading(subject: Subject, title: Bilingual) -> str:
    """What the plot shows, and of which model."""
    figure, lang = subject.graph.model.figure, subject.lang
    name = localise(figure.title, lang) or subject.graph.model.label(lang)
    return f"{title.text(lang)}　{name}" if lang == "ja" else f"{title.text(lang)}: {name}"


def plotted(subject: Subject, grid: Grid) -> GridPlot:
    """`grid` on its pages. Raises `RenderError` for a character without a glyph."""
    sheets = grid_pages(grid, subject.paper, subject.font, subject.theme)
    scene = Scene(
        grid.id, grid.title, grid.description, grid.lang, tuple(s.page for s in sheets),
        subject.font, grid.date, subject.theme.paper,
    )  # fmt: skip
    return GridPlot(grid, scene, sheets)


def run_names(subject: Subject, flows: Iterable[Flow]) -> dict[str, str]:
    """What each series of the steps is called; nothing where there is only one."""
    graph = subject.graph
    found = dict.fromkeys(f.transfer.series for f in flows)
    named = {mark: graph.series_parts[mark] for mark in found if mark in graph.series_parts}
    names = {mark: localise(part.name, subject.lang) for mark, part in named.items()}
    return names if len(found) > 1 else {}


def number(subject: Subject) -> str:
    """The number of the document as figures print it."""
    return bracketed(subject.graph.model.figure.number or "", subject.lang)
