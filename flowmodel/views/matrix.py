"""The view ``matrix``: which control is in place for which step, and which is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from flowmodel.analysis.coverage import Coverage
from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.grid import Cell, Grid, Look, Parts, Row
from flowmodel.layout.spans import LISTED, span
from flowmodel.layout.theme import Theme
from flowmodel.render.grid import GridPlot
from flowmodel.views.plots import columns, heading, number, plotted, run_names
from flowmodel.views.subject import Subject

if TYPE_CHECKING:
    from flowmodel.lint.rule import Rule

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
REQUIRED_CELL = Bilingual("規則が求める", "required by a rule")
CONTROL = Bilingual("対策", "Control")
LACKING = Bilingual(
    "{rule} {title}：{steps}に記載がありません", "{rule} {title}: not stated for {steps}"
)
"""Which steps lack what a rule asks for."""
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
    asked = _asked(graph, flows)
    named = [
        c.id
        for c in graph.controls
        if any(c.id in states[f.index] or c.id in asked.required[f.index] for f in flows)
    ]
    cells: dict[tuple[int, int], Cell] = {}
    for j, flow in enumerate(flows):
        for i, control in enumerate(named):
            lacking = asked.lacking[flow.index].get(control, ())
            state = "missing" if lacking else states[flow.index].get(control, "")
            if state:
                cells[i, j] = Cell(state, control in asked.required[flow.index], tuple(lacking))
    tell = partial(_words, subject, flows, named, cells)
    return Grid(
        id=graph.model.id,
        title=heading(subject, TITLE),
        description=tell([(range(len(named)), range(len(flows)))]),
        lang=lang,
        rows=tuple(Row(graph.controls.label(c, lang)) for c in named),
        columns=tuple(columns(flows, lang)),
        cells=cells,
        looks=looks(subject.theme, lang),
        heads=(CONTROL.text(lang),),
        runs=run_names(subject, flows),
        blank=BLANK.text(lang),
        framed=REQUIRED.text(lang),
        framed_cell=REQUIRED_CELL.text(lang),
        notes=tuple(_notes(subject, flows, asked)),
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What rules ask of each step, by its index."""

    required: dict[int, set[str]]
    """The controls that are asked for."""
    lacking: dict[int, dict[str, list[str]]]
    """Those of them that are not stated, with the ids of the rules that ask."""
    rules: dict[str, Rule]
    """The rules that ask for something that is not stated, in their order."""


def _asked(graph: FlowGraph, flows: Iterable[Flow]) -> _Asked:
    from flowmodel.lint.asking import asks_of

    found = _Asked({}, {}, {})
    for index, asked in asks_of(graph, flows)[0].items():
        found.required[index] = {
            graph.controls.control(c).id for _, asks in asked for c in asks.controls
        }
        lacking: dict[str, list[str]] = {}
        found.lacking[index] = lacking
        for rule, asks in asked:
            for control in dict.fromkeys(graph.controls.control(c).id for c in asks.lacking):
                lacking.setdefault(control, []).append(rule.id)
                found.rules[rule.id] = rule
    return found


def _notes(subject: Subject, flows: list[Flow], asked: _Asked) -> Iterator[str]:
    """A sentence for each rule that asks for what is not stated: which steps lack it."""
    lang = subject.lang
    for id in sorted(asked.rules):
        at = [
            i for i, f in enumerate(flows)
            if any(id in ids for ids in asked.lacking[f.index].values())
        ]  # fmt: skip
        steps = LISTED.text(lang).join(_spans(flows, at, lang))
        title = asked.rules[id].title.text(lang)
        yield LACKING.text(lang).format(steps=steps, rule=id, title=title)


def _spans(flows: list[Flow], at: list[int], lang: Lang) -> Iterator[str]:
    """Steps by their numbers, those that follow one another in a series as a span."""
    runs: list[list[int]] = []
    for i in at:
        near = runs and runs[-1][-1] == i - 1
        if near and flows[i].transfer.series == flows[i - 1].transfer.series:
            runs[-1].append(i)
        else:
            runs.append([i])
    for run in runs:
        if len(run) > 2:
            yield span(flows[run[0]].printed, flows[run[-1]].printed, lang)
        else:
            yield from (flows[i].printed for i in run)


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
