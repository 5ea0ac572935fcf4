"""``flowmodel new DIR``: a commented starter model."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from flowmodel.cli.parser import Parser
from flowmodel.errors import OutputError, Problem
from flowmodel.files import write_all
from flowmodel.language import Bilingual

HELP = Bilingual(
    "そのまま点検でき、図にもできる、注釈付きのひな形 model.yaml をフォルダに書き出します。"
    "エディタが補完に使う JSON Schema も添えます。既にある model.yaml は上書きしません。",
    "Write a commented starter, model.yaml, into a folder; it checks and renders as it is. "
    "The JSON Schema with which editors complete comes beside it. "
    "A model.yaml that exists is never overwritten.",
)
_FOLDER = Bilingual("書き出すフォルダ（なければ作る）", "folder to write to (made where missing)")
_LANG = Bilingual("ひな形の言語", "language of the starter")
_EXISTS = Bilingual(
    "「{path}」は既にあります。上書きしません。別のフォルダを指定してください",
    "'{path}' exists and is not overwritten; name another folder",
)
_WRITTEN = Bilingual(
    "{path} を書き出しました。点検: flowmodel check {path}",
    "wrote {path}; check it: flowmodel check {path}",
)

NAME = "model.yaml"


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", metavar="DIR", help=parser.say(_FOLDER))
    parser.add_lang(_LANG)
    parser.set_defaults(ui=parser.lang)


def run(args: argparse.Namespace) -> int:
    """Write the starter. Raises `OutputError` where it exists or cannot be written."""
    path = Path(args.folder, NAME)
    if path.exists() or path.is_symlink():
        raise OutputError(Problem(_EXISTS.format(path=path)))
    starter = files("flowmodel.cli").joinpath("starter", f"model.{args.ui}.yaml")
    from flowmodel.source.schema import FILE, schema_text

    write_all({path: starter.read_bytes(), path.with_name(FILE): schema_text().encode()})
    print(_WRITTEN.text(args.ui).format(path=path))
    return 0
