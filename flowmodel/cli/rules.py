"""``flowmodel rules``: every rule and pack with level, kind, origin and basis."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flowmodel.cli.parser import Parser
from flowmodel.config import Config, RuleLevel, load
from flowmodel.errors import InputError
from flowmodel.language import Bilingual, Lang

if TYPE_CHECKING:
    from flowmodel.lint import Rule
    from flowmodel.lint.policy import Loaded

HELP = Bilingual(
    "すべての規則を、水準、種類、由来、根拠とともに示します。規則集（付属、設定で選んだもの、"
    "インストール済み）とその規則も含みます。",
    "List every rule with its level, kind, origin and basis; policy packs (those that ship, that "
    "the settings choose, that are installed) and their rules included.",
)
_FORMAT = Bilingual("一覧の形式", "format of the list")
_LANG = Bilingual("出力の言語", "language of the output")
_PACK = Bilingual("規則集 {pack} {version}  {title}", "pack {pack} {version}  {title}")
_INCLUDES = Bilingual("  目録の規則: {rules}", "  rules of the catalogue: {rules}")


def configure(parser: Parser) -> None:
    """Declare the arguments."""
    parser.add_format(("text", "json"), _FORMAT)
    parser.add_lang(_LANG)
    parser.set_defaults(ui=parser.lang)


def run(args: argparse.Namespace) -> int:
    """Print the list. Raises `InputError` for settings or packs that cannot be used."""
    config = load(".")
    if args.format == "json":
        import json

        print(json.dumps(document(config), ensure_ascii=False, indent=2))
    else:
        print(table(args.ui, config))
    return 0


def packs_of(chosen: Iterable[Loaded]) -> tuple[Loaded, ...]:
    """All packs there are. Raises `InputError` where an installed one is not sound."""
    from flowmodel.lint.policy import every_pack

    packs, problems = every_pack(chosen)
    if problems:
        raise InputError(problems)
    return packs


def every_rule(chosen: Iterable[Loaded]) -> dict[str, Rule]:
    """All rules there are by their ids, those of packs after flowmodel's own."""
    from flowmodel.lint.rules import every_rule as own

    return {r.id: r for r in (*own(), *(r for p in packs_of(chosen) for r in p.rules))}


def document(config: Config) -> dict[str, Any]:
    """The rules as data: ``version``, ``packs`` and ``rules``, texts in both languages.

    ``level`` is the rule's own; what the settings make of it stands under ``set``.
    """
    from flowmodel import __version__
    from flowmodel.lint.rules import every_rule as own

    packs = packs_of(config.packs)
    levels: dict[str, RuleLevel] = config["levels"]
    rules = [_row(r, None, levels) for r in own()]
    rules += [_row(r, p.pack.pack, levels) for p in packs for r in p.rules]
    return {
        "version": __version__,
        "packs": [
            {
                "id": p.pack.pack,
                "version": p.pack.version,
                "title": p.pack.title.bilingual._asdict(),
                "source": p.source,
                "file": p.file or None,
                "chosen": p in config.packs,
                "includes": [{"rule": id, "level": p.levels.get(id)} for id in p.included],
                "rules": len(p.rules),
            }
            for p in packs
        ],
        "rules": rules,
    }


def _row(rule: Rule, pack: str | None, levels: dict[str, RuleLevel]) -> dict[str, Any]:
    from flowmodel.lint.rules import RULES

    chosen = levels.get(rule.id)
    return {
        "id": rule.id,
        "level": rule.level,
        "title": rule.title._asdict(),
        "kind": rule.kind,
        "origin": list(rule.origin),
        "basis": rule.basis._asdict(),
        "pack": pack,
        "catalogue": rule.catalogue or (rule.id if rule.id in RULES else None),
        **({"set": chosen._asdict()} if chosen else {}),
    }


def table(lang: Lang, config: Config) -> str:
    """The rules as lines: id, level, kind, title, origin, basis; pack by pack under its title."""
    from flowmodel.lint.report.excerpt import width
    from flowmodel.lint.rules import every_rule as own

    packs = packs_of(config.packs)
    groups = [("", [_cells(r, lang) for r in own()])]
    for p in packs:
        title = p.pack.title.bilingual.text(lang)
        head = _PACK.text(lang).format(pack=p.pack.pack, version=p.pack.version, title=title)
        if p.included:
            head += "\n" + _INCLUDES.text(lang).format(rules=" ".join(_taken(p, lang)))
        groups.append((head, [_cells(r, lang) for r in p.rules]))
    widest = [max(width(row[i]) for _, rows in groups for row in rows) for i in range(5)]
    lines: list[str] = []
    for head, rows in groups:
        lines += ["", head] if head else []
        for row in rows:
            cells = [c + " " * (w - width(c)) for c, w in zip(row, widest, strict=False)]
            lines.append("  ".join([*cells, row[5]]))
    return "\n".join(lines)


def _taken(pack: Loaded, lang: Lang) -> Iterator[str]:
    """The rules that a pack takes up, each with the level that the pack gives to it."""
    from flowmodel.vocabulary import LEVELS

    for id in pack.included:
        level = pack.levels.get(id)
        yield id if level is None else f"{id}={LEVELS[level].text(lang)}"


def _cells(rule: Rule, lang: Lang) -> tuple[str, ...]:
    from flowmodel.lint.rule import KINDS, ORIGINS
    from flowmodel.vocabulary import LEVELS

    return (
        rule.id,
        LEVELS[rule.level].text(lang),
        KINDS[rule.kind].text(lang),
        rule.title.text(lang),
        "+".join(rule.origin if lang == "en" else [ORIGINS[o].ja for o in rule.origin]),
        rule.basis.text(lang),
    )
