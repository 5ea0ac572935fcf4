"""``flowmodel build MODEL -o DIR``: check, draw and summarise; everything a section needs.

``flowmodel build --all EXAMPLES DIR`` does so for every model below a folder,
each into a folder of its own. With ``--views``, the model is drawn in further views
as well, each as SVG in files of the view's name.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flowmodel.cli.parser import Parser
from flowmodel.cli.render import add_drawing, png_options, tell_size
from flowmodel.errors import AbsentError, FlowModelError, InputError, Problem
from flowmodel.language import Bilingual, Lang
from flowmodel.views import VIEWS

if TYPE_CHECKING:
    from flowmodel.graph import FlowGraph
    from flowmodel.lint import Report

HELP = Bilingual(
    "モデルを点検し、図（SVG・PDF・PNG・HTML）、点検結果、手順の一覧を書き出します。終了コードは check と同じです。",
    "Check a model and write its figure (SVG, PDF, PNG, HTML), the findings and a table of the steps. "
    "Exit codes as for check.",
)
_MODEL = Bilingual("モデルのファイル", "model file")
_OUT = Bilingual("書き出すフォルダ", "folder to write to")
_ALL = Bilingual(
    "フォルダ SRC の下の model.* をすべて、DIR の下の同じ名前のフォルダに書き出す",
    "build every model.* below folder SRC, each into a folder of its name below DIR",
)
_EITHER = Bilingual(
    "MODEL -o DIR か --all SRC DIR のどちらかを書いてください",
    "give MODEL -o DIR, or --all SRC DIR",
)
_NONE = Bilingual(
    "フォルダ「{path}」の下に model.yaml も model.json もありません",
    "there is no model.yaml or model.json below folder '{path}'",
)
_WROTE = Bilingual("書き出しました: {path}", "wrote {path}")
_MAKING = Bilingual("作成中: {name} …", "making {name} …")

_VIEWS = Bilingual(
    "図のほかに描く種類。コンマで区切るか、all。それぞれ「種類.svg」に書き出す",
    "further views to draw beside the figure, with commas between, or all; each as VIEW.svg",
)

FURTHER = tuple(name for name in VIEWS if name not in ("lanes", "landscape"))
"""The figure is always drawn; a landscape is of several models."""

FORMATS = (".svg", ".pdf", ".png", ".html")
"""Of the figure; a further view is drawn as SVG."""

PATIENCE = 1.0
"""After this many seconds each further part is announced."""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("model", nargs="?", metavar="MODEL", help=parser.say(_MODEL))
    parser.add_argument("-o", "--output", metavar="DIR", help=parser.say(_OUT))
    parser.add_argument("--all", nargs=2, metavar=("SRC", "DIR"), help=parser.say(_ALL))
    parser.add_argument(
        "--views",
        type=_further(parser),
        default=(),
        metavar=f"all|{','.join(FURTHER)}",
        help=parser.say(_VIEWS),
    )
    add_drawing(parser)
    parser.add_lang()
    parser.set_defaults(ui=parser.lang, wrong=lambda: parser.error(_EITHER.text(parser.lang)))


def _further(parser: Parser) -> Callable[[str], tuple[str, ...]]:
    """A type for ``--views``: the views named, in the order of the table."""
    one = parser.one_of((*FURTHER, "all"))

    def read(value: str) -> tuple[str, ...]:
        named = {one(name.strip()) for name in value.split(",")}
        return tuple(name for name in FURTHER if name in named or "all" in named)

    return read


@dataclass
class _Progress:
    """Announces parts once the work has taken over a second."""

    lang: Lang
    start: float

    def __call__(self, name: str) -> None:
        if time.monotonic() - self.start > PATIENCE:
            print(_MAKING.text(self.lang).format(name=name), file=sys.stderr)


def run(args: argparse.Namespace) -> int:
    """Build one model or all below a folder; the worst exit code of them."""
    if (args.all is None) == (args.model is None) or (args.model and not args.output):
        args.wrong()
    progress = _Progress(args.ui, time.monotonic())
    if args.all is None:
        return _build(args, Path(args.model), Path(args.output), progress)
    source, target = (Path(p) for p in args.all)
    worst = 0
    for file in _models(source):
        try:
            code = _build(args, file, target / file.parent.relative_to(source), progress)
        except FlowModelError as error:
            from flowmodel.cli.output import problems

            problems(error, args.ui)
            code = 2
        worst = max(worst, code)
    return worst


def _models(folder: Path) -> list[Path]:
    """The models below a folder: in each folder the file named ``model`` (YAML before JSON)."""
    from flowmodel.cli.check import files

    found: dict[Path, Path] = {}
    for file in files(folder) if folder.is_dir() else ():
        if file.stem == "model":
            best = found.get(file.parent)
            if best is None or best.suffix == ".json":
                found[file.parent] = file
    if not found:
        raise InputError(Problem(_NONE.format(path=folder)))
    return list(found.values())


def _build(args: argparse.Namespace, file: Path, folder: Path, progress: _Progress) -> int:
    from flowmodel.files import write_all

    report, files = _make(args, file, folder, progress)
    write_all(files)
    _clear(folder, files)
    for path in files:
        print(_WROTE.text(args.ui).format(path=path), file=sys.stderr)
    return 0 if report.ok else 1


def _clear(folder: Path, written: Mapping[Path, bytes]) -> None:
    """Remove the pages that an earlier, longer drawing of the same name left in the folder."""
    from flowmodel.render.pages import leftovers

    drawn = {p.with_stem(re.sub(r"-[0-9]+$", "", p.stem)): None for p in written}
    for path in drawn:
        for file in leftovers(folder / path.name, written):
            file.unlink()


def _make(
    args: argparse.Namespace, file: Path, folder: Path, progress: _Progress
) -> tuple[Report, dict[Path, bytes]]:
    """All outputs of a model, before any is written."""
    from flowmodel.api import check, verdict_line
    from flowmodel.documents import summary
    from flowmodel.graph import FlowGraph
    from flowmodel.lint.report import writer
    from flowmodel.source import load

    model = load(file)
    # What is published names the file, not where it lay on somebody's disk.
    model.origin.file, model.origin.folder = file.name, str(file.parent)
    graph = FlowGraph.of(model)
    lang: Lang = args.lang or model.lang
    report = check(graph, settings=file)
    files: dict[Path, bytes] = {}
    for made in _drawn(args, graph, report, folder, progress):
        files.update(made)
    progress(f"{folder}/summary.html")
    for name, form in (("findings.json", "json"), ("findings.txt", "text")):
        files[folder / name] = "".join(writer(form)([report], lang, False)).encode()
    verdict = verdict_line(graph, report).text(lang)
    files[folder / "summary.html"] = summary(graph, report, verdict, lang).encode()
    return report, files


def _drawn(
    args: argparse.Namespace, graph: FlowGraph, report: Report, folder: Path, progress: _Progress
) -> Iterator[dict[Path, bytes]]:
    """The figure in every format, then each further view that was asked for as SVG."""
    from flowmodel.api import draw
    from flowmodel.cli.output import problems, told
    from flowmodel.export import outputs

    for view in ("lanes", *args.views):
        figure = view == "lanes"
        stem = "figure" if figure else view
        try:
            with told(args.ui):
                diagram = draw(
                    graph,
                    view=view,
                    lang=args.lang,
                    paper=args.paper,
                    font=args.font,
                    theme=args.theme,
                    marks=args.marks,
                    controls=args.controls and figure,
                    verdict=not args.no_verdict,
                    report=report,
                )
        except AbsentError as error:
            # All views that can be drawn here; the others are told of.
            if args.views != FURTHER:
                raise
            problems(error, args.ui)
            continue
        tell_size(diagram, args)
        for suffix in FORMATS if figure else (".svg",):
            progress(f"{folder}/{stem}{suffix}")
            options = png_options(diagram, args) if suffix == ".png" else {}
            path = folder / f"{stem}{suffix}"
            yield outputs(diagram.subject, diagram.drawing, path, **options)
