"""The view ``holdings``: who holds which category of data after each step."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from flowmodel.analysis.holdings import Holding, Moment, holdings
from flowmodel.analysis.taxonomy import Taxonomy
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual
from flowmodel.layout.grid import Cell, Column, Grid, Look, Parts, Row
from flowmodel.render.grid import GridPlot
from flowmodel.views.plots import columns, heading, number, plotted, run_names
from flowmodel.views.subject import Subject

TITLE = Bilingual("手順ごとの情報の保有", "Who holds what after each step")
START = Bilingual("最初", "start")
BEFORE_ALL = " "
"""The run of the column before all steps: no series has such a mark."""
UNNAMED = Bilingual("（区分の記載なし）", "(unnamed)")
EMPTY = Bilingual(
    "情報の区分または手順の記載がありません。", "No category of data and no step is stated."
)
BLANK = Bilingual("保有していない", "not held")
ACTOR = Bilingual("主体", "Actor")
CATEGORY = Bilingual("情報", "Data")
KINDS = Bilingual(
    "字下げした情報は、上の情報の内訳です。区分を削除すると、その内訳もすべて削除されます。",
    "Data that stands in is a kind of the data above it. Whoever deletes a category deletes all "
    "of its kinds.",
)
STATES: dict[str, Bilingual] = {
    "new": Bilingual("この手順から保有", "held from this step on"),
    "held": Bilingual("保有している", "held"),
    "saw": Bilingual("この手順で閲覧（保有しない）", "seen in this step, not held"),
    "seen": Bilingual("閲覧済み（保有しない）", "seen before, not held"),
    "ended": Bilingual("この手順で削除", "deleted in this step"),
}

Key = tuple[str, str]
"""Actor id and category id; an empty category is material that nobody named."""


def view(subject: Subject) -> GridPlot:
    """Actors and categories against steps. Raises `RenderError` for a missing glyph."""
    return plotted(subject, held(subject))


def looks(subject: Subject) -> dict[str, Look]:
    """How each state looks; sign and hatch alone tell them apart."""
    theme, lang = subject.theme, subject.lang

    def name(state: str) -> str:
        return STATES[state].text(lang)

    return {
        "new": Look(name("new"), theme.data_fill, theme.ink, "●"),
        "held": Look(name("held"), theme.data_fill, theme.ink, "―"),
        "saw": Look(name("saw"), theme.paper, theme.ink, "◎", "."),
        "seen": Look(name("seen"), theme.paper, theme.ink, "", "."),
        "ended": Look(name("ended"), theme.paper, theme.stop, "×"),
    }


def held(subject: Subject) -> Grid:
    """The grid of the view: one row an actor and a category that it comes to hold."""
    graph, lang = subject.graph, subject.lang
    replay = holdings(graph)
    at = [_by_key(m) for m in replay.moments]
    keys = _keys(graph, at)
    cells: dict[tuple[int, int], Cell] = {}
    for i, key in enumerate(keys):
        for j, now in enumerate(at):
            state = _state(at[j - 1].get(key) if j else None, now.get(key), j == 0)
            if state:
                cells[i, j] = Cell(state)
    flows = [graph.steps[m.step] for m in replay.moments[1:]]
    start = Column(START.text(lang), run=BEFORE_ALL)
    tell = partial(_words, subject, replay.moments, keys)
    depths = _depths(graph, keys)
    rows = [
        Row(_category(subject, c), c, graph.actors[a].label(lang), a, depth)
        for (a, c), depth in zip(keys, depths, strict=True)
    ]
    return Grid(
        id=graph.model.id,
        title=heading(subject, TITLE),
        description=tell([(range(len(rows)), range(len(replay.moments)))]),
        lang=lang,
        rows=tuple(rows),
        columns=(start, *columns(flows, lang)),
        cells=cells,
        looks=looks(subject),
        heads=(ACTOR.text(lang), CATEGORY.text(lang)),
        runs=run_names(subject, flows),
        blank=BLANK.text(lang),
        notes=(KINDS.text(lang),) if any(depths) else (),
        empty=EMPTY.text(lang),
        number=number(subject),
        verdict=subject.marks.verdict,
        date=graph.model.date.isoformat() if graph.model.date else "",
        tell=tell,
    )


def _by_key(moment: Moment) -> dict[Key, Holding]:
    return {(actor, h.category): h for actor, found in moment.held for h in found}


def _keys(graph: FlowGraph, at: list[dict[Key, Holding]]) -> list[Key]:
    """Every actor and category that meet, in the document's order, kinds below what they are of."""
    order = {id: i for i, id in enumerate(_below(graph))}
    actors = {id: i for i, id in enumerate(graph.actors)}
    met = {key for moment in at for key in moment}
    return sorted(met, key=lambda k: (actors[k[0]], order.get(k[1], len(order))))


def _below(graph: FlowGraph) -> Iterator[str]:
    """The categories in the document's order, each followed by its kinds."""
    kinds: dict[str | None, list[str]] = {}
    for category in graph.data.values():
        kinds.setdefault(category.parent, []).append(category.id)
    waiting = kinds.get(None, [])[::-1]
    while waiting:
        id = waiting.pop()
        yield id
        waiting += kinds.get(id, [])[::-1]


def _depths(graph: FlowGraph, keys: list[Key]) -> list[int]:
    """How many of the categories that each row is a kind of stand above it at the same actor."""
    taxonomy, met = Taxonomy(graph), set(keys)
    return [
        sum((actor, above) in met for above in taxonomy.above(category)[1:]) if category else 0
        for actor, category in keys
    ]


def _state(before: Holding | None, now: Holding | None, start: bool) -> str:
    if now is None:
        return "ended" if before is not None and before.copy else ""
    if now.copy:
        return "held" if start or (before is not None and before.copy) else "new"
    return "seen" if before is not None else "saw"


def _category(subject: Subject, category: str) -> str:
    lang = subject.lang
    return subject.graph.data[category].label(lang) if category else UNNAMED.text(lang)


def _words(subject: Subject, moments: tuple[Moment, ...], keys: list[Key], parts: Parts) -> str:
    """Parts of the grid in sentences: after each step who holds what."""
    lang = subject.lang
    comma, colon, stop = ("、", "：", "。") if lang == "ja" else (", ", ": ", ".")
    lines = [heading(subject, TITLE) + stop]
    for at, over in parts:
        shown = {keys[i] for i in at}
        for moment in (moments[j] for j in over):
            said = []
            for actor, found in moment.held:
                copies = [
                    _category(subject, h.category)
                    for h in found
                    if h.copy and (actor, h.category) in shown
                ]
                if copies:
                    name = subject.graph.actors[actor].label(lang)
                    what = comma.join(copies)
                    said.append(f"{name}（{what}）" if lang == "ja" else f"{name} ({what})")
            words = comma.join(said) or BLANK.text(lang)
            lines.append(f"{moment.printed or START.text(lang)}{colon}{words}{stop}")
    return "\n".join(lines)
