"""The reference of the command line, from the tables and parsers of the commands."""

from __future__ import annotations

import argparse
from importlib import import_module

from markdown_text import cell, table

from flowmodel.cli import COMMANDS
from flowmodel.cli.parser import Parser

HEAD = """# Command line

Generated from the commands' own tables.

`flowmodel COMMAND --help` prints the same, in Japanese or English (`--lang ja|en`; without it,
in the language of the environment). Reports go to standard output; the summary, progress and
errors go to standard error.

| exit code | meaning |
|---|---|
| 0 | nothing found at level error |
| 1 | findings at level error |
| 2 | unusable input, or a wrong call |
| 3 | a bug of flowmodel; where a rule failed, with its name. Never taken for a pass |
| 130 | interrupted |
| 141 | the reader of the output went away |

"""


def page() -> str:
    """The page."""
    parts = [HEAD, table(("command", "does", ""), (_row(n) for n in COMMANDS))]
    return "".join(parts) + "\n".join(_command(n) for n in COMMANDS)


def _row(name: str) -> tuple[str, str, str]:
    summary = COMMANDS[name].summary
    return f"[`{name}`](#{name})", summary.en, summary.ja


def _parser(name: str) -> tuple[Parser, str]:
    module = import_module(COMMANDS[name].module)
    parser = Parser(prog=f"flowmodel {name}", lang="en")
    module.configure(parser)
    return parser, module.HELP.en


def _command(name: str) -> str:
    parser, text = _parser(name)
    parser.formatter_class = _wide
    usage = parser.format_usage().removeprefix("usage: ").strip()
    rows = [(_names(a), _help(parser, a)) for a in parser._actions if a.dest != "help"]
    return f"## {name}\n\n{cell(text)}\n\n```text\n{usage}\n```\n\n" + table(
        ("argument", "meaning"), rows
    )


def _wide(prog: str) -> argparse.HelpFormatter:
    return argparse.HelpFormatter(prog, width=96)


def _names(action: argparse.Action) -> str:
    metavar = action.metavar or action.dest.upper()
    value = " ".join(metavar) if isinstance(metavar, tuple) else metavar
    if not action.option_strings:
        return f"`{value}`"
    names = ", ".join(action.option_strings)
    return f"`{names}`" if action.nargs == 0 else f"`{names} {value}`"


def _help(parser: Parser, action: argparse.Action) -> str:
    return (action.help or "") % {"default": action.default, "prog": parser.prog}
