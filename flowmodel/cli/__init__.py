"""The command line: one command one file, one line in the table.

Exit codes: 0 fine, 1 findings at level error, 2 unusable input or a wrong
call, 3 a bug of flowmodel (of a rule: with its name), 130 interrupted, 141
the reader of the output went away.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from flowmodel.language import Bilingual, Lang


class Command(NamedTuple):
    """A command: its module with ``HELP``, ``configure(parser)`` and ``run(args) -> int``."""

    module: str
    summary: Bilingual
    """One line for ``--help``, which imports no command."""


COMMANDS: dict[str, Command] = {
    "check": Command(
        "flowmodel.cli.check",
        Bilingual("モデルを規則で点検する", "check models against the rules"),
    ),
    "build": Command(
        "flowmodel.cli.build",
        Bilingual("点検し、図と一覧をまとめて書き出す", "check, draw and summarise a model"),
    ),
    "render": Command(
        "flowmodel.cli.render",
        Bilingual("モデルの図を描く", "draw the figure of a model"),
    ),
    "preview": Command(
        "flowmodel.cli.preview",
        Bilingual(
            "図をブラウザーに表示し、保存のたびに描き直す",
            "show the figure in the browser and follow every save",
        ),
    ),
    "new": Command(
        "flowmodel.cli.new",
        Bilingual("ひな形のモデルを書き出す", "write a starter model"),
    ),
    "explain": Command(
        "flowmodel.cli.explain",
        Bilingual("規則の内容と根拠を示す", "explain a rule: what it asks and why"),
    ),
    "import": Command(
        "flowmodel.cli.import_",
        Bilingual(
            "他の道具のファイルをモデルとして取り込む", "read a file of another tool as a model"
        ),
    ),
    "config": Command(
        "flowmodel.cli.config",
        Bilingual(
            "使われる設定とその出どころを示す", "show the settings in force and their source"
        ),
    ),
    "schema": Command(
        "flowmodel.cli.schema",
        Bilingual(
            "文書形式の JSON Schema を示す", "print the JSON Schema of the document, for editors"
        ),
    ),
    "rules": Command(
        "flowmodel.cli.rules",
        Bilingual("規則の一覧を示す", "list the rules"),
    ),
}

_UNKNOWN_COMMAND = Bilingual("コマンド「{name}」はありません", "unknown command '{name}'")
_UNKNOWN_OPTION = Bilingual("オプション「{name}」はありません", "unknown option '{name}'")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_UNWRITTEN = Bilingual("出力を書けません: {reason}", "cannot write the output: {reason}")
_SEE_HELP = Bilingual("使い方: {call} --help", "see: {call} --help")
_BUG = Bilingual(
    "flowmodel の不具合です。上の内容を添えてお知らせください",
    "this is a bug of flowmodel; please report it with the lines above",
)
_RULE_BUG = Bilingual(
    "規則 {rule} の不具合です。点検は終わっていません。上の内容を添えてお知らせください",
    "rule {rule} is broken: a bug of flowmodel. The check did not finish; "
    "please report it with the lines above",
)


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code. Never raises for bad input."""
    without_plugins()
    # A run builds millions of long-lived objects and hardly a cycle: looking for garbage while
    # they are built costs up to a quarter of the time and frees nothing.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _guarded(sys.argv[1:] if argv is None else list(argv))
    finally:
        if collecting:
            gc.enable()


def without_plugins() -> None:
    """Keep pydantic from looking for plug-ins: one could change how a model is read.

    The setting that pydantic offers spares the search, but not the import of what searches
    (importlib.metadata with e-mail, sockets and archives): a tenth of a cold check.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    sys.modules.setdefault(_NoPlugins.stands_for, _NoPlugins(_NoPlugins.stands_for))


class _NoPlugins(ModuleType):
    """In place of pydantic's module that loads plug-ins; asked for more, it gives way to it."""

    stands_for = "pydantic.plugin._loader"

    @staticmethod
    def get_plugins() -> tuple[()]:
        return ()

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        sys.modules.pop(self.stands_for, None)
        return getattr(import_module(self.stands_for), name)


def _guarded(argv: list[str]) -> int:
    lang = ui_lang(argv)
    try:
        _unicode_streams()
        code = _dispatch(argv, lang)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _silence()
        return 141
    except OSError as error:
        if error.errno not in _NO_ROOM:
            return _failed(error, lang)
        _silence()
        print(_UNWRITTEN.text(lang).format(reason=error.strerror), file=sys.stderr)
        return 2
    except Exception as error:
        return _failed(error, lang)
    return code


def _silence() -> None:
    """Python flushes the stream once more at exit; it must not find what failed before."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _failed(error: Exception, lang: Lang) -> int:
    from flowmodel.errors import FlowModelError

    if isinstance(error, FlowModelError):
        from flowmodel.cli.output import problems

        problems(error, lang)
        return 2
    import traceback

    traceback.print_exception(error)
    from flowmodel.lint import BrokenRuleError

    if isinstance(error, BrokenRuleError):
        print(_RULE_BUG.text(lang).format(rule=error.rule), file=sys.stderr)
    else:
        print(_BUG.text(lang), file=sys.stderr)
    return 3


def _dispatch(argv: list[str], lang: Lang) -> int:
    if not argv or argv[0] in ("-h", "--help"):
        print(_help(), file=sys.stdout if argv else sys.stderr)
        return 0 if argv else 2
    if argv[0] in ("-V", "--version"):
        from flowmodel import __version__

        print(f"flowmodel {__version__}")
        return 0
    name, *rest = argv
    command = COMMANDS.get(name)
    if command is None:
        return _unknown(name, lang)
    from flowmodel.cli.parser import Leave, Parser

    module = import_module(command.module)
    parser = Parser(prog=f"flowmodel {name}", description=module.HELP.text(lang), lang=lang)
    module.configure(parser)
    try:
        code: int = module.run(parser.parse(rest))
    except Leave as usage:
        return usage.code
    return code


def _unknown(name: str, lang: Lang) -> int:
    from flowmodel.errors import did_you_mean, nearest

    option = name.startswith("-")
    known = ("--help", "--version") if option else tuple(COMMANDS)
    message = (_UNKNOWN_OPTION if option else _UNKNOWN_COMMAND).text(lang).format(name=name)
    near = did_you_mean(nearest(name, known)).text(lang)
    print(f"flowmodel: {message}{near}", file=sys.stderr)
    if not near:
        print(", ".join(known), file=sys.stderr)
    print(_SEE_HELP.text(lang).format(call="flowmodel"), file=sys.stderr)
    return 2


def _help() -> str:
    widest = max(map(len, COMMANDS))
    lines = [
        "flowmodel COMMAND …",
        "",
        "個人情報の流れを描き、点検し、公表する",
        "Draw, check and publish how personal data flows",
        "",
    ]
    lines += [
        f"  {name:<{widest}}  {c.summary.ja} / {c.summary.en}" for name, c in COMMANDS.items()
    ]
    lines += ["", "  flowmodel COMMAND --help [--lang ja|en]", "  flowmodel --version"]
    return "\n".join(lines)


def ui_lang(argv: list[str]) -> Lang:
    """The language of the command line's own words: ``--lang``, else the surroundings'."""
    for i, arg in enumerate(argv):
        value = arg.partition("=")[2] if arg.startswith("--lang=") else None
        if arg == "--lang":
            value = argv[i + 1] if i + 1 < len(argv) else None
        if value in ("ja", "en"):
            return "ja" if value == "ja" else "en"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "ja" if os.environ[variable].startswith("ja") else "en"
    return "en" if os.name == "posix" else _windows_lang()


def _windows_lang() -> Lang:
    import locale

    return "ja" if (locale.getlocale()[0] or "").startswith(("ja", "Japanese")) else "en"


def _unicode_streams() -> None:
    """Let reports be written whatever code page the stream was opened with."""
    # A stream that was closed before the start is None.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
