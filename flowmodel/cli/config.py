"""``flowmodel config``: the settings in force, and where each comes from."""

from __future__ import annotations

import argparse
from typing import Any

from flowmodel.cli import check
from flowmodel.cli.parser import Parser
from flowmodel.config import COMMAND_LINE, DEFAULT, OPTIONS, RuleLevel, Setting
from flowmodel.language import Bilingual, Lang

HELP = Bilingual(
    "flowmodel check が同じ引数で使う設定を、その出どころとともに示します。"
    "設定は flowmodel.toml か pyproject.toml の [tool.flowmodel] に書きます。",
    "Show the settings that flowmodel check would use with the same arguments, and where each "
    "comes from. Settings are written in flowmodel.toml, or under [tool.flowmodel] in "
    "pyproject.toml.",
)
_FILE = Bilingual("設定ファイル: {file}", "settings file: {file}")
_NO_FILE = Bilingual("設定ファイルはありません", "there is no settings file")
_SOURCES = {
    DEFAULT: Bilingual("既定値", "default"),
    COMMAND_LINE: Bilingual("コマンドの引数", "command line"),
}


def configure(parser: Parser) -> None:
    """Declare the arguments: those of ``check``."""
    check.configure(parser)


def run(args: argparse.Namespace) -> int:
    """Print one line a setting. Raises `InputError` for settings that cannot be used."""
    config = check.settings(args)
    lang: Lang = args.ui
    file = config.settings_file()
    print(_FILE.text(lang).format(file=file) if file else _NO_FILE.text(lang))
    for name, setting in config.settings.items():
        print(f"{name} = {_toml(setting.value)}  # {_source(setting, lang)}")
        print(f"    {OPTIONS[name].help.text(lang)}")
    return 0


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
