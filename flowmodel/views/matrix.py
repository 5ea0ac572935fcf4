"""The view ``matrix``: which control is in place for which step, and which is missing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from flowmodel.analysis.coverage import Coverage
from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.grid import Cell, Grid, Look, Parts, Row
from flowmodel.layout.theme import Theme
from flowmodel.render.grid import GridPlot
from flowmodel.views.plots import columns, heading, number, plotted
from flowmodel.views.subject import Subject

TITLE = Bilingual("手順ごとの情報保護対策", "Controls of each step")
STATES: dict[str, Bilingual] = {
    "in-place": Bilingual("対策あり", "in place"),
    "planned": Bilingual("予定", "planned"),
    "part": Bilingual("一部のみ記載", "stated in part"),
    "not-needed": Bilingual("対策不要", "not needed"),
    "missing": Bilingual("規則が求めるが、記載がありません", "required by a rule, and not stated"),
}
"""The states of a cell; a cell without one is not stated."""
DASH = Bilingual("ー", "–")
"""The sign of what is not needed, as the checklist writes it."""
BLANK = Bilingual("記載がありません", "not stated")
REQUIRED = Bilingual("太枠：規則が求める対策", "heavy frame: required by a rule")
EMPTY = Bilingual("手順または対策の記載がありません。", "No step or no control is stated.")


def view(subject: Subject) -> GridPlot:
    """Controls against steps. Raises `RenderError` for a character without a glyph."""
    return plotted(subject, matrix(subject))


def looks(theme: Theme, lang: Lang) -> dict[str, Look]:
    """How each state looks; the signs alone tell them apart."""

    def look(state: str, fill: str, sign: str, ink: str = theme.ink) -> Look:
        return Look(STATES[state].text(lang), fill, ink, sign)

    return {
        "in-place": look("in-place", theme.control_fill, "○"),
        "planned": look("planned", theme.data_fill, "△"),
        "part": look("part", theme.paper, "◐"),
        "not-needed": look("not-needed", theme.verdict_fill, DASH.text(lang), theme.soft),
        "missing": look("missing", theme.stop, "？", theme.paper),
    }


def matrix(subject: Subject) -> Grid:
    """The grid of the view: one row a control that is stated or required, one column a step."""
    graph, lang = subject.graph, subject.lang
    flows = [f for series in graph.series.values() for f in series]
    states = {f.index: _states(graph, graph.coverage, f) for f in flows}
    required, lacking = _required(graph, flows)
    named = [
        c.id
        for c in graph.controls
        if any(c.id in states[f.index] or c.id in required[f.index] for f in flows)
    ]
    cells: dict[tuple[int, int], Cell] = {}
    for j, flow in enumerate(flows):
        for i, control in enumerate(named):
            wanted = control in required[flow.index]
            state = states[flow.index].get(control, "")
            if control in lacking[flow.index]:
                state = "missing"
            if state:
                words = f"{graph.controls.label(control, lang)}: {STATES[state].text(lang)}"
                cells[i, j] = Cell(state, wanted, f"{flow.printed} {words}")
    tell = partial(_words, subject, flows, named, cells)
    rows = tuple(Row(graph.controls.label(c, lang), c) for c in named)
    return Grid(
        id=graph.model.id,
        title=heading(subject, TITLE),
        description=tell([(range(len(named)), range(len(flows)))]),
        lang=lang,
        rows=rows,
        columns=tuple(columns(flows, lang)),
        cells=cells,
        looks=looks(subject.theme, lang),
        blank=BLANK.text(lang),
        framed=REQUIRED.text(lang),
        empty=EMPTY.text(lang),
        number=number(subject),
        verdict=subject.marks.verdict,
        date=graph.model.date.isoformat() if graph.model.date else "",
        tell=tell,
    )


def _states(graph: FlowGraph, coverage: Coverage, flow: Flow) -> dict[str, str]:
    """The state of each control of which something is stated for a step, by its id."""
    controls = graph.controls
    rank = {"in-place": 2, "planned": 1, "not-needed": 0}
    atoms: dict[str, str] = {}
    for provided in coverage.effective(flow):
        state: str = provided.statement.state
        control = controls.control(provided.control)
        part = controls.part(provided.control)
        for atom in (part.id,) if part else tuple(p.id for p in control.parts) or ("",):
            key = f"{control.id}.{atom}"
            if key not in atoms or rank[state] > rank[atoms[key]]:
                atoms[key] = state
    found: dict[str, list[str]] = {}
    for key, state in atoms.items():
        found.setdefault(key.partition(".")[0], []).append(state)
    return {id: _whole(s, len(controls.control(id).parts)) for id, s in found.items()}


def _whole(states: list[str], parts: int) -> str:
    """The state of a control from those of its parts: the weakest of what must be done."""
    if len(states) < parts:
        return "part"
    done = [s for s in states if s != "not-needed"]
    if not done:
        return "not-needed"
    return "planned" if "planned" in done else "in-place"


def _required(
    graph: FlowGraph, flows: Iterable[Flow]
) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """The controls that rules ask of each step, and those of them that are not stated."""
    from flowmodel.lint.asking import asks_of

    required: dict[int, set[str]] = {}
    lacking: dict[int, set[str]] = {}
    for index, asked in asks_of(graph, flows)[0].items():
        for found, names in (
            (required, [c for _, asks in asked for c in asks.controls]),
            (lacking, [c for _, asks in asked for c in asks.lacking]),
        ):
            found[index] = {graph.controls.control(c).id for c in names}
    return required, lacking


def _words(
    subject: Subject, flows: list[Flow], named: list[str], cells: dict[tuple[int, int], Cell],
    parts: Parts,
) -> str:  # fmt: skip
    """Parts of the grid in sentences: for each step the controls by their state."""
    lang, controls = subject.lang, subject.graph.controls
    comma, colon, stop = ("、", "：", "。") if lang == "ja" else (", ", ": ", ".")
    lines = [heading(subject, TITLE) + stop]
    for at, over in parts:
        for j in over:
            said = []
            for state, name in STATES.items():
                held = [named[i] for i in at if (i, j) in cells and cells[i, j].look == state]
                if held:
                    words = comma.join(controls.label(c, lang) for c in held)
                    said.append(name.text(lang) + colon + words)
            words = ("；" if lang == "ja" else "; ").join(said) or BLANK.text(lang)
            lines.append(f"{flows[j].label(lang)}{colon}{words}{stop}")
    return "\n".join(lines)
