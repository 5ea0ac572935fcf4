"""``flowmodel config``: the settings in force, and where each comes from."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from flowmodel.cli import check
from flowmodel.cli.parser import Parser
from flowmodel.cli.rules import every_rule
from flowmodel.config import COMMAND_LINE, DEFAULT, OPTIONS, Config, RuleLevel, Setting
from flowmodel.language import Bilingual, Lang
from flowmodel.vocabulary import LEVELS

if TYPE_CHECKING:
    from flowmodel.lint.policy import Loaded

HELP = Bilingual(
    "flowmodel check が同じ引数で使う設定を、その出どころとともに示します。"
    "設定は flowmodel.toml か pyproject.toml の [tool.flowmodel] に書きます。",
    "Show the settings that flowmodel check would use with the same arguments, and where each "
    "comes from. Settings are written in flowmodel.toml, or under [tool.flowmodel] in "
    "pyproject.toml.",
)
_FILE = Bilingual("設定ファイル: {file}", "settings file: {file}")
_NO_FILE = Bilingual("設定ファイルはありません", "there is no settings file")
_PACK = Bilingual(
    "規則集 {pack} {version} {title}（規則 {n} 件、{where}）",
    "pack {pack} {version} {title} ({n} rules, {where})",
)
_SHIPPED = Bilingual("flowmodel に付属", "comes with flowmodel")
_INSTALLED = Bilingual("インストール済み {file}", "installed {file}")
_LEVEL = Bilingual(
    "規則 {rule} {title}: {before} → {after}", "rule {rule} {title}: {before} → {after}"
)
_OFF = Bilingual("点検しない", "off")
_SOURCES = {
    DEFAULT: Bilingual("既定値", "default"),
    COMMAND_LINE: Bilingual("コマンドの引数", "command line"),
}


def configure(parser: Parser) -> None:
    """Declare the arguments: those of ``check``."""
    check.configure(parser)


def run(args: argparse.Namespace) -> int:
    """Print each setting and what it means. Raises `InputError` for settings that cannot be used."""
    config = check.settings(args)
    lang: Lang = args.ui
    file = config.settings_file()
    print(_FILE.text(lang).format(file=file) if file else _NO_FILE.text(lang))
    for name, setting in config.settings.items():
        print(f"{name} = {_toml(setting.value)}  # {_source(setting, lang)}")
        print(f"    {OPTIONS[name].help.text(lang)}")
        for line in _DETAILS.get(name, _none)(config, lang):
            print(f"    - {line}")
    return 0


def _none(config: Config, lang: Lang) -> Iterator[str]:
    return iter(())


def _packs(config: Config, lang: Lang) -> Iterator[str]:
    """The packs behind the names: version, title, number of rules, where they were found."""
    for loaded in config.packs:
        pack = loaded.pack
        yield _PACK.text(lang).format(
            pack=pack.pack,
            version=pack.version,
            title=pack.title.bilingual.text(lang),
            n=len(pack.rules),
            where=where(loaded, lang),
        )


def where(loaded: Loaded, lang: Lang) -> str:
    """Where a pack was found."""
    if loaded.source == "shipped":
        return _SHIPPED.text(lang)
    if loaded.source == "installed":
        return _INSTALLED.text(lang).format(file=loaded.file)
    return loaded.file


def _levels(config: Config, lang: Lang) -> Iterator[str]:
    """What was made of each rule, where that is written, and why."""
    levels: dict[str, RuleLevel] = config["levels"]
    if not levels:
        return
    known = every_rule(config.packs)
    for id, chosen in levels.items():
        rule = known[id]
        after = _OFF if chosen.level == "off" else LEVELS[chosen.level]
        line = _LEVEL.text(lang).format(
            rule=id,
            title=rule.title.text(lang),
            before=LEVELS[rule.level].text(lang),
            after=after.text(lang),
        )
        reason = f": {chosen.reason}" if chosen.reason else ""
        yield f"{line}  # {config.places[id]}{reason}"


_DETAILS: dict[str, Callable[[Config, Lang], Iterator[str]]] = {
    "policies": _packs,
    "levels": _levels,
}


def _source(setting: Setting, lang: Lang) -> str:
    known = _SOURCES.get(setting.source)
    return known.text(lang) if known else setting.source


def _toml(value: Any) -> str:
    """A value as the file would hold it; a dash for none."""
    import json

    if value is None:
        return "–"
    if isinstance(value, RuleLevel):
        tail = f", reason = {_toml(value.reason)}" if value.reason else ""
        return f"{{level = {_toml(value.level)}{tail}}}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
