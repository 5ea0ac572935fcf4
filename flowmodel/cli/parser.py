"""The argument parser of one command: wrong calls are told with the nearest names."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from flowmodel.errors import did_you_mean, nearest
from flowmodel.language import LANGS, Bilingual, Lang

_UNKNOWN_OPTION = Bilingual("オプション「{name}」はありません", "unknown option '{name}'")
_TOO_MUCH = Bilingual("余分な引数「{name}」があります", "unexpected argument '{name}'")
_CHOICE = Bilingual(
    "「{value}」は選べません。{choices} のどれかを書いてください",
    "'{value}' is not among {choices}",
)
_SEE_HELP = Bilingual("使い方: {call} --help", "see: {call} --help")
_LANG = Bilingual(
    "出力の言語（省略時はモデルの言語）", "language of the output (default: the model's)"
)

_ANY_WIDTH = 80


class Leave(SystemExit):
    """The command ends here: help was printed (code 0), or the call was wrong (code 2)."""

    code: int


class Parser(argparse.ArgumentParser):
    """An argparse parser that raises `Leave` instead of leaving the process."""

    def __init__(self, *, lang: Lang = "en", **options: Any):
        self._printing = False
        super().__init__(allow_abbrev=False, **options)
        self.lang: Lang = lang

    def _get_formatter(self) -> argparse.HelpFormatter:
        # argparse asks a formatter about each option that is added. The width of the terminal,
        # which takes shutil and its libraries of archives to find out, is for printing alone.
        if self._printing:
            return super()._get_formatter()
        return argparse.HelpFormatter(self.prog, width=_ANY_WIDTH)

    def format_help(self) -> str:
        """The help, as wide as the terminal."""
        self._printing = True
        return super().format_help()

    def parse(self, argv: list[str]) -> argparse.Namespace:
        """Parse `argv`. Raises `Leave` after having told why."""
        args, extra = self.parse_known_args(argv)
        if extra:
            option = extra[0].startswith("-")
            name = extra[0].partition("=")[0] if option else extra[0]
            message = (_UNKNOWN_OPTION if option else _TOO_MUCH).text(self.lang)
            known = [o for a in self._actions for o in a.option_strings]
            near = did_you_mean(nearest(name, known)) if option else Bilingual("", "")
            self.error(message.format(name=name) + near.text(self.lang))
        return args

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the call and where help is found."""
        print(f"{self.prog}: {message}", file=sys.stderr)
        print(_SEE_HELP.text(self.lang).format(call=self.prog), file=sys.stderr)
        raise Leave(2)

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End the command, as argparse asks for after ``--help``."""
        raise Leave(status)

    def say(self, text: Bilingual) -> str:
        """A help text in the language of the call, safe from argparse's ``%``."""
        return text.text(self.lang).replace("%", "%%")

    def one_of(self, choices: Iterable[str]) -> Callable[[str], str]:
        """A type for an option that takes one of `choices`."""
        known = tuple(choices)

        def read(value: str) -> str:
            if value in known:
                return value
            message = _CHOICE.text(self.lang).format(value=value, choices=", ".join(known))
            near = did_you_mean(nearest(value, known)).text(self.lang)
            raise argparse.ArgumentTypeError(message + near)

        return read

    def add_lang(self, help: Bilingual = _LANG) -> None:
        """Add ``--lang ja|en``."""
        self.add_argument("--lang", type=self.one_of(LANGS), metavar="ja|en", help=self.say(help))

    def add_format(self, formats: Iterable[str], help: Bilingual) -> None:
        """Add ``--format`` with the names of a table of formats; the first is the default."""
        names = tuple(formats)
        self.add_argument(
            "--format",
            type=self.one_of(names),
            default=names[0],
            metavar="|".join(names),
            help=self.say(help),
        )
