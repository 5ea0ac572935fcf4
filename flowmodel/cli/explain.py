"""``flowmodel explain RULE`` and ``flowmodel explain MODEL ④``."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from flowmodel.cli.day import TODAY, day
from flowmodel.cli.parser import Parser
from flowmodel.errors import InputError, Problem, nearest
from flowmodel.language import Bilingual, Lang

if TYPE_CHECKING:
    from flowmodel.lint.policy import Loaded
    from flowmodel.model import Model

HELP = Bilingual(
    "規則の内容、理由、根拠、対象、満たす条件、誤検知のおそれと例を示します。"
    "モデルと手順を書くと、その手順にどの規則が何を求め、それがどこに書かれているかを示します。"
    "アクセスできない者（主体の ID）を書くと、何を調べ、なぜ届かないと言えるのかを示します。",
    "Show what a rule asks, why, its basis, when it applies, what satisfies it, when it may be "
    "wrong, and examples. With a model and a step: what each rule asks of that step, and where "
    "it is stated. With a party that is kept out (id of an actor): what was searched, and why "
    "nothing reaches it.",
)
_WHAT = Bilingual(
    "規則の番号（E01 など）。またはモデルのファイルと手順（④、4、1' など）・アクセスできない者。"
    "省略時はすべて",
    "ids of rules, as E01; or a model file and its steps (④, 4, 1') and parties that are kept out; "
    "default: all of them",
)
_LANG = Bilingual("出力の言語", "language of the output")
_NO_RULE = Bilingual("規則「{id}」はありません", "there is no rule '{id}'")
_OF_A_PACK = Bilingual(
    "規則「{id}」はありません。モデルだけが選ぶ規則集の規則は、モデルを先に書きます: "
    "flowmodel explain モデル {id}",
    "there is no rule '{id}'; for a rule of a pack that a model names, name the model first: "
    "flowmodel explain MODEL {id}",
)
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
    first, *names = args.what
    if first.casefold().endswith(_SUFFIXES) or "/" in first:
        return _model(first, names, args.lang, args.today)
    print("\n\n".join(_pages(args.what, args.ui, ())))
    return 0


def _pages(ids: list[str], lang: Lang, packs: tuple[Loaded, ...]) -> list[str]:
    """The pages of rules: of flowmodel's own, else of `packs`, of the settings', of any other.

    Packs are looked for only where an id is none of flowmodel's own.
    """
    from flowmodel.lint.report.page import page
    from flowmodel.lint.rules import every_id, rule

    own = every_id()
    if all(id.upper() in own for id in ids):
        return [page(rule(id), lang) for id in ids]
    from flowmodel.cli.rules import every_rule
    from flowmodel.config import load

    known = every_rule((*packs, *load(".").packs))
    spelt = {id.casefold(): id for id in known}
    missing = [id for id in ids if id.casefold() not in spelt]
    if missing:
        raise InputError(
            [
                Problem(
                    (_NO_RULE if near or "-" not in id else _OF_A_PACK).format(id=id[:60]),
                    suggestions=near,
                )
                for id in missing
                for near in [nearest(id, tuple(known))]
            ]
        )
    return [page(known[spelt[id.casefold()]], lang) for id in ids]


def _packs(model: Model) -> tuple[Loaded, ...]:
    """The packs that a model names."""
    if not model.policies:
        return ()
    from flowmodel.config import load
    from flowmodel.lint.policy import packs_of

    return packs_of(model, load(model.origin.file or ".").packs)


def _model(path: str, names: list[str], lang: Lang | None, today: date | None) -> int:
    from flowmodel.api import proofs
    from flowmodel.config import load as settings
    from flowmodel.graph import FlowGraph
    from flowmodel.lint.explain import explain_steps
    from flowmodel.lint.report.excerpt import printable
    from flowmodel.source import load

    graph = FlowGraph.of(load(path))
    if names and (packs := _packs(graph.model)):
        rules = {r.id.casefold(): r.id for p in packs for r in p.rules}
        if all(name.casefold() in rules for name in names):
            print("\n\n".join(_pages(names, lang or graph.model.lang, packs)))
            return 0
    kept = proofs(graph)
    parties = {a.party for a in kept}
    named = [name for name in names if name in parties]
    steps = [name for name in names if name not in parties]
    told = []
    if steps or not names:
        project, day = settings(path).project(), today or date.today()
        told += [t.text(lang) for t in explain_steps(graph, steps, today=day, project=project)]
    asked = [a for a in kept if not names or a.party in named]
    if asked:
        told.append("\n".join(map(printable, kept.of(asked).text(lang).splitlines())))
    print("\n\n".join(told))
    return 0
