"""``flowmodel preview MODEL``: the figure in the browser, drawn anew at every save."""

from __future__ import annotations

import argparse
import gc
import sys

from flowmodel.cli.parser import Parser
from flowmodel.cli.render import add_look, add_view, whole_number
from flowmodel.errors import FlowModelError
from flowmodel.language import Bilingual

HELP = Bilingual(
    "モデルの図をブラウザーに表示し、保存のたびに描き直します。このコンピューターからだけ見られます。"
    "終えるには Ctrl-C を押します。",
    "Show the figure of a model in the browser and draw it anew at every save. It can be seen from "
    "this computer alone. Ctrl-C ends it.",
)
PORT = 8059
_MODEL = Bilingual("モデルのファイル", "model file")
_PORT = Bilingual(
    f"ポート番号（初期値 {PORT}。0 は空いている番号）", f"port (default {PORT}; 0 for any free one)"
)
_NO_OPEN = Bilingual("ブラウザーを開かない", "do not open the browser")
_READY = Bilingual(
    "プレビュー: {address}　（終えるには Ctrl-C）", "preview: {address}  (Ctrl-C ends it)"
)
_DRAWN = Bilingual("描き直しました", "drawn anew")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("model", metavar="MODEL", help=parser.say(_MODEL))
    parser.add_argument(
        "--port",
        type=whole_number(parser, 0, 65535),
        default=PORT,
        metavar="N",
        help=parser.say(_PORT),
    )
    parser.add_argument("--no-open", action="store_true", help=parser.say(_NO_OPEN))
    add_view(parser)
    add_look(parser)
    parser.add_lang()
    parser.set_defaults(ui=parser.lang)


def run(args: argparse.Namespace) -> int:
    """Serve until the process is told to end. Raises `InputError` and `OutputError`."""
    from flowmodel.preview import preview

    # Other commands end before garbage matters; this one may run all day.
    gc.enable()
    preview(
        args.model,
        lang=args.ui,
        port=args.port,
        ready=lambda address: _ready(address, args),
        told=lambda error: _told(error, args),
        look={
            "view": args.view,
            "lang": args.lang,
            "paper": args.paper,
            "font": args.font,
            "theme": args.theme,
            "marks": args.marks,
            "verdict": not args.no_verdict,
        },
    )
    return 0


def _ready(address: str, args: argparse.Namespace) -> None:
    print(_READY.text(args.ui).format(address=address), flush=True)
    if not args.no_open:
        import webbrowser

        webbrowser.open(address)


def _told(error: FlowModelError | None, args: argparse.Namespace) -> None:
    """What became of a save."""
    if error is None:
        print(_DRAWN.text(args.ui), file=sys.stderr)
        return
    from flowmodel.cli.output import problems

    problems(error, args.ui)
