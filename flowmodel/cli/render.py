"""``flowmodel render MODEL -o FILE``: the figure of a model, in the format of the suffix."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING

from flowmodel.cli.parser import Parser
from flowmodel.language import Bilingual
from flowmodel.views import VIEWS

if TYPE_CHECKING:
    from flowmodel.api import Diagram

HELP = Bilingual(
    "モデルの図を描きます。形式は拡張子で決まります。",
    "Draw the figure of a model. The suffix chooses the format.",
)
_MODEL = Bilingual(
    "モデルのファイル。複数は --view landscape だけ",
    "model file; several for --view landscape only",
)
_ONE = Bilingual(
    "複数のモデルを描けるのは --view landscape だけです",
    "only --view landscape draws several models",
)
_OUT = Bilingual("書き出すファイル。繰り返せます", "file to write; may be repeated")
_PAPER = Bilingual("用紙（横置き）", "paper, landscape")
_FONT = Bilingual(
    "フォントのファイル（省略時は Noto Sans JP）", "font file (default: Noto Sans JP)"
)
_AUDIT = Bilingual(
    "図の検査（重なり、はみ出し、交差の数など）を JSON で出力し、違反があれば終了コード 1",
    "print the audit of the figure (collisions, overflow, crossings …) as JSON; exit code 1 "
    "where anything collides",
)
_NOTHING = Bilingual("-o FILE か --audit を書いてください", "give -o FILE or --audit")
_VIEW = Bilingual("図の種類", "view")
_THEME = Bilingual("テーマの名前またはファイル", "theme, or a file of one's own")
_MARKS = Bilingual("指摘のある箇所に規則の番号を記す", "print the rule ids at parts with findings")
_CONTROLS = Bilingual(
    "手順ごとに求められる対策の一覧を図の後に付ける",
    "add a list of the controls that are asked of each step after the figure",
)
_PLAIN = Bilingual("点検結果の行を入れない", "leave out the line that says what the check found")
_DPI = Bilingual(
    "PNG の解像度（初期値 300。大きい図では下げます）",
    "resolution of PNG (default 300, fewer for a large figure)",
)
_COARSE = Bilingual(
    "図が大きいため、PNG を {dpi:.0f} dpi にしました",
    "the figure is large: its PNG has {dpi:.0f} dots an inch",
)
_WROTE = Bilingual("書き出しました: {path}", "wrote {path}")
_LEFT = Bilingual(
    "前に描いたページが残っています（今回の図には含まれません。flowmodel は消しません）: {paths}",
    "pages of an earlier drawing are still there; they are no part of this one, and are not "
    "removed: {paths}",
)
_LARGE = Bilingual(
    "図が {paper} に収まらないため、{width} × {height} mm のページになりました。"
    "{paper} に縮めて印刷すると、文字が 7 pt より小さくなります",
    "the figure does not fit {paper}: its pages are {width} × {height} mm; "
    "printed down to {paper}, text is smaller than 7 pt",
)
_LARGE_SCREEN = Bilingual(
    "図が画面の幅に収まらないため、{width} × {height} mm の一枚になりました。拡大して読むか、--paper a3 で分けてください",
    "the figure is wider than a screen: one page of {width} × {height} mm; zoom in to read it, "
    "or divide it with --paper a3",
)
_NUMBER = Bilingual(
    "「{value}」は {low}～{high} の整数ではありません",
    "'{value}' is not a whole number from {low} to {high}",
)


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("model", nargs="+", metavar="MODEL", help=parser.say(_MODEL))
    parser.add_argument(
        "-o", "--output", action="append", default=[], metavar="FILE", help=parser.say(_OUT)
    )
    parser.add_argument("--audit", action="store_true", help=parser.say(_AUDIT))
    add_view(parser)
    add_drawing(parser)
    parser.add_lang()
    parser.set_defaults(
        ui=parser.lang, wrong=lambda message: parser.error(message.text(parser.lang))
    )


def add_view(parser: Parser) -> None:
    """Which view is drawn."""
    parser.add_argument(
        "--view",
        type=parser.one_of(tuple(VIEWS)),
        default="lanes",
        metavar="|".join(VIEWS),
        help=parser.say(_VIEW),
    )


def add_drawing(parser: Parser) -> None:
    """Options of every command that writes figures."""
    add_look(parser)
    parser.add_argument("--dpi", type=_dpi(parser), metavar="N", help=parser.say(_DPI))


def add_look(parser: Parser) -> None:
    """Options of every command that draws: what a figure looks like and says."""
    papers = ("a4", "a3", "screen")
    parser.add_argument(
        "--paper",
        type=parser.one_of(papers),
        default="a4",
        metavar="a4|a3|screen",
        help=parser.say(_PAPER),
    )
    parser.add_argument("--font", default="", metavar="FILE", help=parser.say(_FONT))
    parser.add_argument("--theme", default="ward", metavar="NAME|FILE", help=parser.say(_THEME))
    parser.add_argument("--controls", action="store_true", help=parser.say(_CONTROLS))
    parser.add_argument("--marks", action="store_true", help=parser.say(_MARKS))
    parser.add_argument("--no-verdict", action="store_true", help=parser.say(_PLAIN))


def _dpi(parser: Parser) -> Callable[[str], int]:
    return whole_number(parser, 36, 1200)


def whole_number(parser: Parser, low: int, high: int) -> Callable[[str], int]:
    """A type for an option that takes a whole number in a range."""

    def read(value: str) -> int:
        if value.isascii() and value.isdigit() and low <= int(value) <= high:
            return int(value)
        message = _NUMBER.text(parser.lang).format(value=value, low=low, high=high)
        raise argparse.ArgumentTypeError(message)

    return read


def tell_size(diagram: Diagram, args: argparse.Namespace) -> None:
    """Say on stderr when a page is larger than the paper: printed on it, the type shrinks."""
    from flowmodel.layout.scene import Scene
    from flowmodel.layout.style import PAPERS, WIDE

    if not isinstance(diagram.drawing, Scene):
        return
    width, height = (WIDE, math.inf) if args.paper == "screen" else PAPERS[args.paper]
    pages = diagram.drawing.pages
    wide, high = max(p.width for p in pages), max(p.height for p in pages)
    if wide > width + 0.1 or high > height + 0.1:
        size = {"width": f"{wide:.0f}", "height": f"{high:.0f}", "paper": args.paper.upper()}
        told = _LARGE_SCREEN if args.paper == "screen" else _LARGE
        print(told.text(args.ui).format(**size), file=sys.stderr)


def png_options(diagram: Diagram, args: argparse.Namespace) -> dict[str, float]:
    """What the renderer of PNG is told. Says on stderr where a figure is too large for 300 dpi."""
    from flowmodel.render.png import USUAL, density

    if args.dpi is not None:
        return {"dpi": args.dpi}
    pages = getattr(diagram.drawing, "pages", ())
    least = min([density(p.width, p.height) for p in pages], default=USUAL)
    if least < USUAL:
        print(_COARSE.text(args.ui).format(dpi=least), file=sys.stderr)
    return {}


def run(args: argparse.Namespace) -> int:
    """Draw and write. Says on stderr what was written."""
    from flowmodel.cli.output import told
    from flowmodel.export import known, outputs
    from flowmodel.files import write_all

    if not args.output and not args.audit:
        args.wrong(_NOTHING)
    if len(args.model) > 1 and args.view != "landscape":
        args.wrong(_ONE)
    for path in args.output:
        known(Path(path).suffix)
    with told(args.ui):
        diagram = _joined(args) if args.view == "landscape" else _drawn(args)
    tell_size(diagram, args)
    files: dict[Path, bytes] = {}
    for path in args.output:
        options = png_options(diagram, args) if Path(path).suffix.lower() == ".png" else {}
        files.update(outputs(diagram.subject, diagram.drawing, path, **options))
    write_all(files)
    for file in files:
        print(_WROTE.text(args.ui).format(path=file), file=sys.stderr)
    _tell_left(args, files)
    return _audit(diagram) if args.audit else 0


def _tell_left(args: argparse.Namespace, written: Collection[Path]) -> None:
    """Say on stderr which pages an earlier, longer drawing of the same name left."""
    from flowmodel.render.pages import leftovers

    left = [f for path in dict.fromkeys(args.output) for f in leftovers(Path(path), written)]
    if left:
        paths = ", ".join(map(str, left))
        print(_LEFT.text(args.ui).format(paths=paths), file=sys.stderr)


def _drawn(args: argparse.Namespace) -> Diagram:
    """One model, with what the check found of it."""
    from flowmodel.api import check, draw
    from flowmodel.source import load

    (file,) = args.model
    model = load(file)
    said = args.marks or not args.no_verdict
    return draw(
        model,
        view=args.view,
        lang=args.lang,
        paper=args.paper,
        font=args.font,
        theme=args.theme,
        marks=args.marks,
        controls=args.controls,
        verdict=not args.no_verdict,
        report=check(model, settings=file) if said else None,
    )


def _joined(args: argparse.Namespace) -> Diagram:
    """Several models as one."""
    from flowmodel.api import landscape
    from flowmodel.source import load

    models = [load(file) for file in args.model]
    return landscape(models, lang=args.lang, paper=args.paper, font=args.font, theme=args.theme)


def _audit(diagram: Diagram) -> int:
    """Print the audit of a drawing; 1 where it has a violation."""
    import json

    found = diagram.audit()
    print(json.dumps(found, ensure_ascii=False, indent=2))
    return 1 if found["violations"] else 0
