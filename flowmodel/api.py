"""What a notebook or a program calls: load, check, draw."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowmodel.errors import InputError, Problem, RenderError, nearest
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.lint import Report
from flowmodel.lint import check as check_graph
from flowmodel.model import Model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flowmodel.analysis.holdings import Holdings
    from flowmodel.analysis.paths import Path as FlowPath
    from flowmodel.analysis.proofs import Proofs
    from flowmodel.layout.marks import Marks
    from flowmodel.layout.scene import Scene
    from flowmodel.layout.theme import Theme
    from flowmodel.lint.explain import Explanation
    from flowmodel.mend import Mended
    from flowmodel.render import Drawing
    from flowmodel.views import Subject

CLEAN = Bilingual(
    "記載の点検：{steps} の手順を {rules} の規則で点検し、エラーの指摘はありません（警告 {warnings} 件）",
    "Check of what is stated: {steps} steps against {rules} rules, nothing at level error ({warnings} warnings)",
)
_NO_MODEL = Bilingual("モデルがありません", "there is no model")
FAULTY = Bilingual(
    "記載の点検：{steps} の手順を {rules} の規則で点検し、エラー {errors} 件・警告 {warnings} 件の指摘があります",
    "Check of what is stated: {steps} steps against {rules} rules: {errors} errors, {warnings} warnings",
)


def check(
    model: Model | FlowGraph,
    *,
    today: date | None = None,
    settings: str | os.PathLike[str] | None = None,
) -> Report:
    """Run all rules over a model.

    `today` is the day on which evidence, certificates and waivers are judged; without it the
    model's own date. With `settings`, a file or folder, the packs, levels and switched-off rules
    of the nearest ``flowmodel.toml`` or ``pyproject.toml`` upwards count; without, none do.
    Raises `ModelError` where the model's references do not hold, and `InputError` for settings
    that cannot be used.
    """
    if settings is None:
        return check_graph(model, today=today)
    from flowmodel.config import load

    return check_graph(model, today=today, project=load(os.fspath(settings)).project())


def fix(
    source: str | os.PathLike[str],
    *,
    kinds: Iterable[str] | None = None,
    today: date | None = None,
    settings: str | os.PathLike[str] | None = None,
    write: bool = False,
) -> Mended:
    """Mend what is mechanical in a document: spellings, step numbers, the order of keys.

    `source` is a file, or the text of a document (which has more than one line, or begins with
    ``{``). `kinds` are ``D04``, ``P05`` and ``key-order``, all unless given; `today` and
    `settings` are as for `check`. With `write`, a file in which something was mended is written.
    Comments and layout stay; no control is claimed that nobody stated. Raises `InputError`,
    `ModelError` and `OutputError`.
    """
    from flowmodel.lint.fixes import FIXES
    from flowmodel.lint.project import NO_PROJECT
    from flowmodel.mend import mend, mend_file

    project = NO_PROJECT
    if settings is not None:
        from flowmodel.config import load

        project = load(os.fspath(settings)).project()
    chosen = tuple(FIXES) if kinds is None else tuple(kinds)
    if isinstance(source, str) and ("\n" in source or source.lstrip().startswith("{")):
        from flowmodel.source import loads

        loads(source)
        return mend(source.encode(), "<text>", today=today, project=project, kinds=chosen)
    path = Path(source)
    mended = mend_file(path, today=today, project=project, kinds=chosen)
    if write and mended.changed:
        from flowmodel.files import write_atomic

        write_atomic(path, mended.data)
    return mended


def explain(
    model: Model | FlowGraph,
    step: str | int,
    *,
    today: date | None = None,
    settings: str | os.PathLike[str] | None = None,
) -> Explanation:
    """What the rules ask of one step (``"④"``, ``"1'"``) and who provides it, where.

    `today` and `settings` are as for `check`. Raises `InputError` for a step that the model does
    not have and `ModelError` where the model's references do not hold.
    """
    from flowmodel.lint.explain import explain as explain_step

    if settings is None:
        return explain_step(model, step, today=today)
    from flowmodel.config import load as load_settings

    project = load_settings(os.fspath(settings)).project()
    return explain_step(model, step, today=today, project=project)


def holdings(model: Model | FlowGraph) -> Holdings:
    """Who holds what after each numbered step, since when, and by which channel it came.

    Series run one after the other as the model lists them. Raises `ModelError` where the
    model's references do not hold.
    """
    from flowmodel.analysis.holdings import holdings as replay

    return replay(model if isinstance(model, FlowGraph) else FlowGraph.of(model))


def proofs(model: Model | FlowGraph) -> Proofs:
    """What is answered of every party that is kept out, by exclusions and `no_access` assertions.

    A `Proof` tells what was searched and why nothing arrives; a `Refutation` a shortest way.
    Raises `ModelError` where the model's references do not hold.
    """
    from flowmodel.analysis.access import proofs as prove

    return prove(model if isinstance(model, FlowGraph) else FlowGraph.of(model))


def paths(
    model: Model | FlowGraph, source: str, target: str, data: str | Sequence[str] | None = None
) -> tuple[FlowPath, ...]:
    """The shortest paths from an actor or zone to another, for these data categories or any.

    Empty where there is none. Raises `InputError` for ids that the model does not have, with
    the nearest, and `ModelError` where the model's references do not hold.
    """
    from flowmodel.analysis.paths import paths as search

    graph = model if isinstance(model, FlowGraph) else FlowGraph.of(model)
    return search(graph, source, target, data)


@dataclass(frozen=True)
class Diagram:
    """A drawn figure: save it, or let a notebook show it."""

    drawing: Drawing
    subject: Subject
    view: str = "lanes"

    @property
    def scene(self) -> Scene:
        """The positioned shapes."""
        from flowmodel.render import shapes

        return shapes(self.drawing)

    @property
    def svg(self) -> str:
        """The first page as SVG, with its letters embedded."""
        return self.pages[0]

    @property
    def pages(self) -> tuple[str, ...]:
        """All pages as SVG."""
        from flowmodel.render import render

        return tuple(data.decode("utf-8") for data in render(self.drawing, ".svg"))

    def save(self, path: str | os.PathLike[str], **options: Any) -> tuple[Path, ...]:
        """Write the figure in the format of the suffix; the files written.

        `flowmodel.export.suffixes()` lists the formats; `options` go to the renderer (``dpi``
        for PNG). Several pages become ``name-1.svg``, ``name-2.svg`` … (of ten or more
        ``name-01.svg``) where a format holds one page a file. Raises `RenderError` and `OutputError`.
        """
        from flowmodel.export import outputs
        from flowmodel.files import write_all

        made = outputs(self.subject, self.drawing, Path(path), **options)
        write_all(made)
        return tuple(made)

    def audit(self) -> dict[str, Any]:
        """Violations, crossings, bends, ``edge_length_mm``, ``white_space``, ``min_text_pt``, pages.

        `violations` is a list, each with kind, parts, page and detail; empty for a figure that
        is fit to print.
        """
        from flowmodel.layout.metrics import audited

        return audited(self.scene)

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """The figure for notebooks: SVG where it is shown, words where it is not."""
        from flowmodel.notebook import mimebundle

        return mimebundle(self.pages, self.drawing.description)

    def __str__(self) -> str:
        return self.drawing.description


def draw(
    model: Model | FlowGraph,
    *,
    view: str = "lanes",
    lang: Lang | None = None,
    paper: str = "a4",
    font: str | os.PathLike[str] = "",
    theme: str | os.PathLike[str] | Theme = "ward",
    marks: bool = False,
    verdict: bool = True,
    controls: bool = False,
    report: Report | None = None,
) -> Diagram:
    """Draw a model; `view` is a key of `flowmodel.views.VIEWS`, as ``lanes`` or ``sequence``.

    `lang` defaults to the model's, `paper` is ``a4`` or ``a3`` (landscape),
    `font` a font file instead of the default, `theme` the name of a theme or a file of one's
    own; a font of the theme's own counts where `font` names none. With `marks`, parts with findings
    carry the ids of the rules, steps without a control that is asked of them are struck, and
    whoever is kept out has the proof or the way beside; with `verdict`, a line says what the check
    found; with `controls`, a list of those asked of each step follows the figure. `report` saves a
    second check where one was made.

    Raises `ModelError` where references do not hold and `RenderError` for an unknown view,
    paper or theme, an unreadable font or a character without a glyph.
    """
    from flowmodel.layout.theme import Theme
    from flowmodel.views import Subject, draw_view
    from flowmodel.views.themes import theme as named

    _known(paper)
    look = theme if isinstance(theme, Theme) else named(theme)
    graph = model if isinstance(model, FlowGraph) else FlowGraph.of(model)
    chosen: Lang = lang or graph.model.lang
    if report is None and (marks or verdict):
        report = check_graph(graph)
    said = _marks(graph, report, chosen, marks, verdict)
    subject = Subject(graph, chosen, report, said, paper, os.fspath(font) or look.font, look)
    return Diagram(_with_controls(draw_view(view, subject), subject, controls), subject, view)


def _known(paper: str) -> None:
    """Raise `RenderError` with the nearest for a paper that there is not."""
    from flowmodel.layout.style import PAPERS

    if paper not in PAPERS:
        known = ", ".join(PAPERS)
        message = Bilingual(
            f"用紙「{paper}」はありません。使えるのは {known} です",
            f"unknown paper '{paper}'; known: {known}",
        )
        raise RenderError(Problem(message, suggestions=nearest(paper, PAPERS)))


def landscape(
    models: Iterable[Model | FlowGraph],
    *,
    lang: Lang | None = None,
    paper: str = "a4",
    font: str | os.PathLike[str] = "",
    theme: str | os.PathLike[str] | Theme = "ward",
) -> Diagram:
    """Draw several models joined on the actors that they share: who exchanges what with whom.

    Actors are one where kind and printed name are equal, after NFKC and without spaces. `lang`
    defaults to the first model's; the other options are those of `draw`.

    Raises `InputError` for no model at all, and as `draw` does.
    """
    from flowmodel.layout.theme import Theme
    from flowmodel.views import Subject, draw_view
    from flowmodel.views.themes import theme as named

    _known(paper)
    graphs = tuple(m if isinstance(m, FlowGraph) else FlowGraph.of(m) for m in models)
    if not graphs:
        raise InputError(Problem(_NO_MODEL))
    look = theme if isinstance(theme, Theme) else named(theme)
    subject = Subject(
        graphs[0], lang or graphs[0].model.lang, paper=paper, font=os.fspath(font) or look.font,
        theme=look, others=graphs[1:],
    )  # fmt: skip
    return Diagram(draw_view("landscape", subject), subject, "landscape")


def _with_controls(drawing: Drawing, subject: Subject, wanted: bool) -> Drawing:
    """The drawing, and where it is wanted after it the list of controls."""
    if not wanted:
        return drawing
    from dataclasses import replace

    from flowmodel.layout.dress import dressed
    from flowmodel.layout.required import Around, required_pages
    from flowmodel.layout.spans import graph_title
    from flowmodel.layout.surround import bracketed
    from flowmodel.lint.required import required
    from flowmodel.model import localise
    from flowmodel.render import shapes, with_shapes
    from flowmodel.views.glyphs import placed

    s = subject
    figure, asked = s.graph.model.figure, required(s.graph, s.lang, s.report)
    around = Around(
        graph_title(s.graph, s.lang),
        bracketed(figure.number or "", s.lang),
        localise(figure.footer, s.lang),
    )
    with placed(subject):
        pages = required_pages(asked, s.lang, s.paper, s.font, s.theme, around)
        scene = shapes(drawing)
        more = dressed(replace(scene, pages=pages), s.theme, s.lang).pages
    return with_shapes(drawing, replace(scene, pages=(*scene.pages, *more)))


def _marks(
    graph: FlowGraph, report: Report | None, lang: Lang, marks: bool, verdict: bool
) -> Marks:
    from flowmodel.layout.marks import Marks

    said = verdict_line(graph, report).text(lang) if report is not None and verdict else ""
    if report is None or not marks:
        return Marks(verdict=said)
    from flowmodel.lint.marked import marked

    return marked(graph, report, lang, said)


def verdict_line(graph: FlowGraph, report: Report) -> Bilingual:
    """What a check found, in a line that says no more than that."""
    errors = report.count("error")
    return (FAULTY if errors else CLEAN).format(
        steps=len(graph.flows),
        rules=len(report.checked),
        errors=errors,
        warnings=report.count("warning"),
    )
