"""``flowmodel explain RULE`` and ``flowmodel explain MODEL ④``."""

from __future__ import annotations

import argparse
from datetime import date

from flowmodel.cli.day import TODAY, day
from flowmodel.cli.parser import Parser
from flowmodel.language import Bilingual, Lang

HELP = Bilingual(
    "規則の内容、理由、根拠、対象、満たす条件、誤検知のおそれと例を示します。"
    "モデルと手順を書くと、その手順にどの規則が何を求め、それがどこに書かれているかを示します。",
    "Show what a rule asks, why, its basis, when it applies, what satisfies it, when it may be "
    "wrong, and examples. With a model and a step: what each rule asks of that step, and where "
    "it is stated.",
)
_WHAT = Bilingual(
    "規則の番号（E01 など）。またはモデルのファイルと手順（④、4、1' など。省略時はすべての手順）",
    "ids of rules, as E01; or a model file and its steps (④, 4, 1'; default: all steps)",
)
_LANG = Bilingual("出力の言語", "language of the output")
_SUFFIXES = (".yaml", ".yml", ".json")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_argument("what", metavar="RULE|MODEL", nargs="+", help=parser.say(_WHAT))
    parser.add_lang(_LANG)
    parser.add_argument(
        "--today", metavar="YYYY-MM-DD", type=day(parser.lang), help=parser.say(TODAY)
    )
    parser.set_defaults(ui=parser.lang)


def run(args: argparse.Namespace) -> int:
    """Print the pages. Raises `InputError` with the nearest ids for an unknown rule or step."""
    first, *steps = args.what
    if first.casefold().endswith(_SUFFIXES) or "/" in first:
        return _steps(first, steps, args.lang, args.today)
    from flowmodel.lint.rules import rule

    pages = [rule(id) for id in args.what]
    from flowmodel.lint.report.page import page

    lang: Lang = args.ui
    print("\n\n".join(page(r, lang) for r in pages))
    return 0


def _steps(path: str, steps: list[str], lang: Lang | None, today: date | None) -> int:
    from flowmodel.lint.explain import explain_steps
    from flowmodel.source import load

    told = explain_steps(load(path), steps, today=today or date.today())
    print("\n\n".join(t.text(lang) for t in told))
    return 0
