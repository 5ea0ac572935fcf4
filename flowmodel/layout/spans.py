"""Which steps a page shows, in the short form of a legend or a bookmark: ①～⑦."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.model import localise

SPAN = Bilingual("{first}～{last}", "{first}–{last}")
PLACE = Bilingual("{page}／{pages}　{what}", "{page}/{pages}  {what}")
LISTED = Bilingual("、", ", ")
CLOSING = Bilingual("手順のないページ", "no steps")
"""The name of a page on which no step stands."""


def span(first: str, last: str, lang: Lang) -> str:
    """Steps from one number to another; the number alone where they are one."""
    return first if first == last else SPAN.format(first=first, last=last).text(lang)


def runs(flows: Iterable[Flow]) -> list[list[Flow]]:
    """Steps in runs of one series each."""
    found: list[list[Flow]] = []
    for flow in flows:
        if found and found[-1][-1].transfer.series == flow.transfer.series:
            found[-1].append(flow)
        else:
            found.append([flow])
    return found


def series_entry(graph: FlowGraph, flows: Sequence[Flow], lang: Lang) -> str:
    """Steps of one series with what the series is called, as the legend prints it."""
    part = graph.series_parts.get(flows[0].transfer.series)
    name = localise(part.name, lang) if part else ""
    return f"{span(flows[0].printed, flows[-1].printed, lang)} {name}".strip()


def outline(
    graph: FlowGraph, flows: Iterable[Flow], lang: Lang, page: int, pages: int,
    others: Iterable[str] = (),
) -> tuple[str, ...]:  # fmt: skip
    """The bookmarks of a page: its name, then those of the series that begin or go on there.

    `others` are what stands on it besides steps. The only page of a drawing is named by the
    drawing's title, which is the heading of the document.
    """
    shown = runs(flows)
    others = tuple(others)
    many = len(graph.series) > 1
    entries = [series_entry(graph, run, lang) for run in shown] if many else []
    if pages == 1:
        return (graph_title(graph, lang), *entries, *others)
    spans = [span(run[0].printed, run[-1].printed, lang) for run in shown]
    what = LISTED.text(lang).join(spans or others) or CLOSING.text(lang)
    below = [*entries, *others] if spans else []
    return (PLACE.format(page=page, pages=pages, what=what).text(lang), *below)


def graph_title(graph: FlowGraph, lang: Lang) -> str:
    """The heading of a figure: its own, or the model's."""
    return localise(graph.model.figure.title, lang) or graph.model.label(lang)
