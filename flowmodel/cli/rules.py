"""``flowmodel rules``: every rule with level, kind, origin and basis."""

from __future__ import annotations

import argparse
from typing import Any

from flowmodel.cli.parser import Parser
from flowmodel.language import Bilingual, Lang

HELP = Bilingual(
    "すべての規則を、水準、種類、由来、根拠とともに示します。",
    "List every rule with its level, kind, origin and basis.",
)
_FORMAT = Bilingual("一覧の形式", "format of the list")
_LANG = Bilingual("出力の言語", "language of the output")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_format(("text", "json"), _FORMAT)
    parser.add_lang(_LANG)
    parser.set_defaults(ui=parser.lang)


def run(args: argparse.Namespace) -> int:
    """Print the list."""
    if args.format == "json":
        import json

        print(json.dumps(document(), ensure_ascii=False, indent=2))
    else:
        print(table(args.ui))
    return 0


def document() -> dict[str, Any]:
    """The rules as data: ``version`` and ``rules``, texts in both languages."""
    from flowmodel import __version__
    from flowmodel.lint.rules import RULES, every_rule

    return {
        "version": __version__,
        "rules": [
            {
                "id": r.id,
                "level": r.level,
                "title": r.title._asdict(),
                "kind": r.kind,
                "origin": list(r.origin),
                "basis": r.basis._asdict(),
                "catalogue": r.catalogue or (r.id if r.id in RULES else None),
            }
            for r in every_rule()
        ],
    }


def table(lang: Lang) -> str:
    """The rules as lines: id, level, kind, title, origin, basis."""
    from flowmodel.lint.report.excerpt import width
    from flowmodel.lint.rule import KINDS, ORIGINS
    from flowmodel.lint.rules import every_rule
    from flowmodel.vocabulary import LEVELS

    rows = [
        (
            r.id,
            LEVELS[r.level].text(lang),
            KINDS[r.kind].text(lang),
            r.title.text(lang),
            "+".join(r.origin if lang == "en" else [ORIGINS[o].ja for o in r.origin]),
            r.basis.text(lang),
        )
        for r in every_rule()
    ]
    widest = [max(width(row[i]) for row in rows) for i in range(5)]
    return "\n".join(
        "  ".join([*(c + " " * (w - width(c)) for c, w in zip(row, widest, strict=False)), row[5]])
        for row in rows
    )
