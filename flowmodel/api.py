"""What a notebook or a program calls: load, check, draw."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowmodel.errors import Problem, RenderError, nearest
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.lint import Report
from flowmodel.lint import check as check_graph
from flowmodel.model import Model

if TYPE_CHECKING:
    from flowmodel.layout.marks import Marks
    from flowmodel.layout.scene import Scene
    from flowmodel.lint.explain import Explanation

CLEAN = Bilingual(
    "点検結果：手順 {steps} 件を規則 {rules} 件で点検し、エラーの指摘はありません（警告 {warnings} 件）",
    "Check: {steps} steps against {rules} rules, nothing at level error ({warnings} warnings)",
)
FAULTY = Bilingual(
    "点検結果：手順 {steps} 件を規則 {rules} 件で点検し、エラー {errors} 件・警告 {warnings} 件の指摘があります",
    "Check: {steps} steps against {rules} rules: {errors} errors, {warnings} warnings",
)


def check(model: Model | FlowGraph) -> Report:
    """Run all rules over a model.

    Raises `ModelError` where the model's references do not hold.
    """
    return check_graph(model)


def explain(model: Model | FlowGraph, step: str | int) -> Explanation:
    """What the rules ask of one step (``"④"``, ``"1'"``) and who provides it, where.

    Raises `InputError` for a step that the model does not have and `ModelError` where the
    model's references do not hold.
    """
    from flowmodel.lint.explain import explain as explain_step

    return explain_step(model, step)


@dataclass(frozen=True)
class Diagram:
    """A drawn figure: save it, or let a notebook show it."""

    scene: Scene

    @property
    def svg(self) -> str:
        """The first page as SVG, with its letters embedded."""
        return self.pages[0]

    @property
    def pages(self) -> tuple[str, ...]:
        """All pages as SVG."""
        from flowmodel.render import render

        return tuple(data.decode("utf-8") for data in render(self.scene, ".svg"))

    def save(self, path: str | os.PathLike[str]) -> tuple[Path, ...]:
        """Write the figure in the format of the suffix (.svg, .pdf, .png); the files written.

        Several pages become ``name-1.svg``, ``name-2.svg`` … where a format
        holds one page a file. Raises `RenderError` and `OutputError`.
        """
        from flowmodel.render import write

        return write(self.scene, Path(path))

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """The figure for notebooks: SVG where it is shown, words where it is not."""
        from flowmodel.notebook import mimebundle

        return mimebundle(self.pages, self.scene.description)

    def __str__(self) -> str:
        return self.scene.description


def draw(
    model: Model | FlowGraph,
    *,
    lang: Lang | None = None,
    paper: str = "a4",
    font: str | os.PathLike[str] = "",
    marks: bool = False,
    verdict: bool = True,
    report: Report | None = None,
) -> Diagram:
    """Draw a model as a lane figure.

    `lang` defaults to the model's, `paper` is ``a4`` or ``a3`` (landscape),
    `font` a font file instead of the default. With `marks`, parts with
    findings carry the ids of the rules; with `verdict`, a line says what the
    check found. `report` saves a second check where one was made.

    Raises `ModelError` where references do not hold and `RenderError` for an
    unknown paper, an unreadable font or a character without a glyph.
    """
    from flowmodel.layout.lanes import lanes
    from flowmodel.layout.style import PAPERS

    if paper not in PAPERS:
        known = ", ".join(PAPERS)
        raise RenderError(
            Problem(
                Bilingual(
                    f"用紙「{paper}」はありません。使えるのは {known} です",
                    f"unknown paper '{paper}'; known: {known}",
                ),
                suggestions=nearest(paper, PAPERS),
            )
        )
    graph = model if isinstance(model, FlowGraph) else FlowGraph.of(model)
    chosen: Lang = lang or graph.model.lang
    if report is None and (marks or verdict):
        report = check_graph(graph)
    said = _marks(graph, report, chosen, marks, verdict)
    return Diagram(lanes(graph, chosen, paper, os.fspath(font), said))


def _marks(
    graph: FlowGraph, report: Report | None, lang: Lang, marks: bool, verdict: bool
) -> Marks:
    from flowmodel.layout.marks import Marks

    if report is None:
        return Marks()
    return Marks(
        flagged=_flagged(graph, report) if marks else {},
        verdict=verdict_line(graph, report).text(lang) if verdict else "",
    )


def verdict_line(graph: FlowGraph, report: Report) -> Bilingual:
    """What a check found, in a line that says no more than that."""
    errors = report.count("error")
    return (FAULTY if errors else CLEAN).format(
        steps=len(graph.flows),
        rules=len(report.checked),
        errors=errors,
        warnings=report.count("warning"),
    )


def _flagged(graph: FlowGraph, report: Report) -> dict[str, tuple[str, ...]]:
    """Rule ids by the part to blame: steps as ``#1'``, actors and channels by id."""
    from flowmodel.layout.marks import step_key

    found: dict[str, list[str]] = {}
    for finding in report.findings:
        if not finding.parts or finding.level == "note":
            continue
        first = finding.parts[0]
        is_step = finding.path[:1] == ("transfers",) and first in graph.steps
        key = step_key(first) if is_step else first
        ids = found.setdefault(key, [])
        if finding.rule not in ids:
            ids.append(finding.rule)
    return {part: tuple(ids) for part, ids in found.items()}
