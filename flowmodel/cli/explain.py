"""``flowmodel explain RULE``: what a rule asks, why, and on what ground."""

from __future__ import annotations

import argparse

from flowmodel.cli.parser import Parser
from flowmodel.language import Bilingual, Lang

HELP = Bilingual(
    "規則の内容、理由、根拠、対象、満たし方、誤検知のおそれと例を示します。",
    "Show what a rule asks, why, its basis, when it applies, what satisfies it, when it may be "
    "wrong, and examples.",
)
_RULE = Bilingual("規則の番号（E01 など）", "id of a rule, as E01")
_LANG = Bilingual("出力の言語", "language of the output")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("rule", metavar="RULE", nargs="+", help=parser.say(_RULE))
    parser.add_lang(_LANG)
    parser.set_defaults(ui=parser.lang)


def run(args: argparse.Namespace) -> int:
    """Print the pages. Raises `InputError` with the nearest ids for an unknown rule."""
    from flowmodel.lint.rules import rule

    pages = [rule(id) for id in args.rule]
    from flowmodel.lint.report.page import page

    lang: Lang = args.ui
    print("\n\n".join(page(r, lang) for r in pages))
    return 0
