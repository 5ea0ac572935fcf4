"""``flowmodel new PATH``: a commented starter model."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from flowmodel.cli.parser import Parser
from flowmodel.errors import OutputError, Problem
from flowmodel.files import write_all
from flowmodel.language import Bilingual

HELP = Bilingual(
    "そのまま点検でき、図にもできる、注釈付きのひな形を書き出します。"
    "フォルダを指定するとその中に model.yaml を、.yaml か .yml で終わる名前ならそのファイルを作ります。"
    "エディタが補完に使う JSON Schema も添えます。既にあるファイルは上書きしません。",
    "Write a commented starter that checks and renders as it is: model.yaml in the folder that is "
    "named, or the file itself where the name ends in .yaml or .yml. "
    "The JSON Schema with which editors complete comes beside it. "
    "A file that exists is never overwritten.",
)
_PATH = Bilingual(
    "書き出すフォルダまたはファイル（フォルダがなければ作る）",
    "folder or file to write to (folders are made where missing)",
)
_LANG = Bilingual("ひな形の言語", "language of the starter")
_EXISTS = Bilingual(
    "「{path}」は既にあります。上書きしません。別の場所を指定してください",
    "'{path}' exists and is not overwritten; name another place",
)
_WRITTEN = Bilingual(
    "{path} を書き出しました。点検: flowmodel check {path}",
    "wrote {path}; check it: flowmodel check {path}",
)

NAME = "model.yaml"
SUFFIXES = (".yaml", ".yml")
"""What makes of a name that of the file itself, where no folder has it."""


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("path", metavar="PATH", help=parser.say(_PATH))
    parser.add_lang(_LANG)
    parser.set_defaults(ui=parser.lang)


def run(args: argparse.Namespace) -> int:
    """Write the starter. Raises `OutputError` where it exists or cannot be written."""
    path = Path(args.path)
    if path.is_dir() or path.suffix.lower() not in SUFFIXES:
        path /= NAME
    if path.exists() or path.is_symlink():
        raise OutputError(Problem(_EXISTS.format(path=path)))
    starter = files("flowmodel.cli").joinpath("starter", f"model.{args.ui}.yaml")
    from flowmodel.source.schema import FILE, schema_text

    write_all({path: starter.read_bytes(), path.with_name(FILE): schema_text().encode()})
    print(_WRITTEN.text(args.ui).format(path=path))
    return 0
