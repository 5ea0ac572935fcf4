"""``flowmodel import FILE``: a file of another tool as a model."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from flowmodel.cli.parser import Parser
from flowmodel.language import Bilingual, Lang

HELP = Bilingual(
    "他の道具のファイル（.drawio、図のコピーを含む .svg・.png）をモデルとして取り込みます。flowmodel が"
    "書き出した図なら、手で変えたところを示します。モデルは標準出力（または -o のファイル）に、"
    "変更と取り込めなかったものは標準エラー出力に書きます。",
    "Read a file of another tool (.drawio, or .svg and .png with a copy of it) as a model. Of a "
    "drawing that flowmodel wrote, tell what a hand changed. The model goes to standard output (or "
    "the file of -o), the changes and what has no place in a model to standard error.",
)
_FILE = Bilingual("取り込むファイル", "file to read")
_OUT = Bilingual(
    "書き出すモデル（.yaml または .json。省略時は標準出力）",
    "model to write (.yaml or .json; default: standard output)",
)
_LANG = Bilingual(
    "表示の言語（省略時はモデルの言語）", "language of what is told (default: the model's)"
)
_SAME = Bilingual("手による変更はありません", "nothing was changed by hand")
_CHANGED = Bilingual("変更: {what}", "changed: {what}")
_LOST = Bilingual("取り込めません: {what}", "not taken over: {what}")
_WROTE = Bilingual("書き出しました: {path}", "wrote {path}")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", help=parser.say(_FILE))
    parser.add_argument("-o", "--output", metavar="FILE", help=parser.say(_OUT))
    parser.add_lang(_LANG)


def run(args: argparse.Namespace) -> int:
    """Print or write the model. Raises `InputError` and `ModelError` as the importer does."""
    from flowmodel.importers import import_file
    from flowmodel.source import dump

    found = import_file(args.file)
    lang: Lang = args.lang or found.model.lang
    for lead, told in ((_CHANGED, found.changes), (_LOST, found.lost)):
        for what in told:
            print(lead.text(lang).format(what=what.text(lang)), file=sys.stderr)
    if not found.changes and not found.lost:
        print(_SAME.text(lang), file=sys.stderr)
    as_json = (args.output or "").lower().endswith(".json")
    text = dump(found.model, "json" if as_json else "yaml")
    if args.output is None:
        sys.stdout.write(text)
        return 0
    from flowmodel.files import write_atomic

    write_atomic(Path(args.output), text.encode())
    print(_WROTE.text(lang).format(path=args.output), file=sys.stderr)
    return 0
