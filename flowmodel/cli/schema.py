"""``flowmodel schema``: the JSON Schema of the document, for editors."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from flowmodel.cli.parser import Parser
from flowmodel.language import Bilingual

HELP = Bilingual(
    "モデルの文書形式の JSON Schema を示します。エディタが入力中に補完し、点検するためのものです。",
    "Print the JSON Schema of the document format, with which editors complete and check while "
    "one types.",
)
_OUT = Bilingual("書き出すファイル（省略時は標準出力）", "file to write (default: standard output)")
_LANG = Bilingual("この説明の言語", "language of this help")
_WROTE = Bilingual("書き出しました: {path}", "wrote {path}")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("-o", "--output", metavar="FILE", help=parser.say(_OUT))
    parser.add_lang(_LANG)
    parser.set_defaults(ui=parser.lang)


def run(args: argparse.Namespace) -> int:
    """Print or write the schema."""
    from flowmodel.source.schema import schema_text

    text = schema_text()
    if args.output is None:
        sys.stdout.write(text)
        return 0
    from flowmodel.files import write_atomic

    write_atomic(Path(args.output), text.encode())
    print(_WROTE.text(args.ui).format(path=args.output), file=sys.stderr)
    return 0
