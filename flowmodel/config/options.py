"""The settings that a file may hold: their defaults, what they are for, how each is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from flowmodel.errors import nearest, shorten
from flowmodel.language import LANGS, Bilingual
from flowmodel.vocabulary import LEVELS, Level

OFF = "off"
MAX_NAME = 4_000
"""Longest name of a pack."""

UNKNOWN = Bilingual(
    "設定「{name}」はありません。書けるのは {known} です",
    "unknown setting '{name}'; known: {known}",
)
_EXPECTED = Bilingual(
    "設定「{name}」の値「{value}」は使えません。{wanted}を書いてください",
    "setting '{name}' cannot be '{value}'; write {wanted}",
)
_NO_REASON = Bilingual(
    '規則 {rule} を off にする理由がありません。{{level = "off", reason = "…"}} と書いてください',
    'rule {rule} is switched off without a reason; write {{level = "off", reason = "…"}}',
)
_NOT_IGNORED = Bilingual(
    '規則 {rule} を点検しない理由がありません。{rule} = "…" と書いてください',
    'rule {rule} is ignored without a reason; write {rule} = "…"',
)


class RuleLevel(NamedTuple):
    """What a project made of a rule: its level, or ``off``, and why."""

    level: Level | Literal["off"]
    reason: str = ""


class WrongValueError(Exception):
    """A value that a setting cannot have."""

    def __init__(self, message: Bilingual, known: Iterable[str] = (), value: str = ""):
        self.message = message
        self.near = nearest(value, known) if value else ()
        super().__init__(message.en)


def _one_of(*known: str) -> Callable[[str, Any, Path], Any]:
    def read(name: str, value: Any, folder: Path) -> str:
        if isinstance(value, str) and value in known:
            return value
        raise _wrong(name, value, Bilingual(*[", ".join(known)] * 2), known)

    return read


def _format(name: str, value: Any, folder: Path) -> Any:
    from flowmodel.lint.report import FORMATS

    return _one_of(*FORMATS)(name, value, folder)


def _paths(name: str, value: Any, folder: Path) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        raise _wrong(
            name, value, Bilingual("ファイルやフォルダの一覧", "a list of files and folders")
        )
    return [from_here(folder / v) for v in value]


def from_here(path: Path) -> str:
    """`path` as seen from where the command runs, where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _wrong(name: str, value: Any, wanted: Bilingual, known: Iterable[str] = ()) -> WrongValueError:
    told = value if isinstance(value, str) else repr(value)
    message = _EXPECTED.format(name=name, value=shorten(told), wanted=wanted)
    return WrongValueError(message, known, told)


def _policies(name: str, value: Any, folder: Path) -> list[str]:
    good = isinstance(value, list) and all(
        isinstance(v, str) and 0 < len(v) <= MAX_NAME for v in value
    )
    if not good:
        raise _wrong(name, value, Bilingual("規則集の一覧", "a list of policy packs"))
    return list(value)


def _select(name: str, value: Any, folder: Path) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
        wanted = Bilingual("規則や系列（E など）の一覧", "a list of rules and families such as E")
        raise _wrong(name, value, wanted)
    return [v.upper() for v in value]


def _ignore(name: str, value: Any, folder: Path) -> dict[str, str]:
    if not isinstance(value, dict):
        wanted = Bilingual(
            '規則や系列と理由の組（D04 = "理由"）',
            'a table of rules or families and reasons, as D04 = "reason"',
        )
        raise _wrong(name, value, wanted)
    for rule, why in value.items():
        if not isinstance(why, str) or not why.strip():
            raise WrongValueError(_NOT_IGNORED.format(rule=shorten(rule)))
    return {rule.upper(): why for rule, why in value.items()}


def _cache(name: str, value: Any, folder: Path) -> str | bool | None:
    if isinstance(value, bool):
        return None if value else False
    if not isinstance(value, str) or not value or "\0" in value:
        wanted = Bilingual("フォルダか false", "a folder or false")
        raise _wrong(name, value, wanted)
    return from_here(folder / value)


def _levels(name: str, value: Any, folder: Path) -> dict[str, RuleLevel]:
    if not isinstance(value, dict):
        raise _wrong(name, value, Bilingual("規則の番号と水準の組", "a table of rules and levels"))
    return {rule: read_level(rule, v) for rule, v in value.items()}


def read_level(rule: str, value: Any) -> RuleLevel:
    """The level of one rule as a settings file gives it. Raises `WrongValueError`."""
    known = (*LEVELS, OFF)
    table = value if isinstance(value, dict) else {"level": value}
    for key in table:
        if key not in ("level", "reason"):
            at = shorten(f"levels.{rule}.{key}")
            raise WrongValueError(
                UNKNOWN.format(name=at, known="level, reason"), ("level", "reason"), key
            )
    level, reason = table.get("level"), table.get("reason", "")
    if level not in known:
        at = shorten(f"levels.{rule}")
        raise _wrong(at, level, Bilingual(*[", ".join(known)] * 2), known)
    if not isinstance(reason, str) or (level == OFF and not reason.strip()):
        raise WrongValueError(_NO_REASON.format(rule=shorten(rule)))
    return RuleLevel(level, reason)


class Option(NamedTuple):
    """A setting that a file may hold."""

    default: Any
    read: Callable[[str, Any, Path], Any]
    help: Bilingual


OPTIONS: dict[str, Option] = {
    "paths": Option(
        [], _paths, Bilingual("PATH を書かないときに点検するもの", "what is checked without a PATH")
    ),
    "lang": Option(
        None,
        _one_of(*LANGS),
        Bilingual("報告の言語。なければモデルの言語", "language of reports; else the model's"),
    ),
    "format": Option("text", _format, Bilingual("報告の形式", "format of the report")),
    "cache": Option(
        None,
        _cache,
        Bilingual(
            "点検の結果を控えるフォルダ。省略時は設定ファイルの隣の .flowmodel_cache、false なら控えない",
            "folder that keeps what checks found; else .flowmodel_cache beside this file; "
            "false keeps nothing",
        ),
    ),
    "policies": Option(
        [],
        _policies,
        Bilingual(
            "すべてのモデルに使う規則集（名前、名前@版、この設定ファイルからの相対パス）",
            "packs for every model: id, id@version, or a path from this file",
        ),
    ),
    "select": Option(
        [],
        _select,
        Bilingual(
            "点検する規則や系列（E、KAN など）。省略時はすべて",
            "rules and families (E, KAN) that alone are run; else all",
        ),
    ),
    "ignore": Option(
        {},
        _ignore,
        Bilingual(
            "点検しない規則や系列と理由", "rules and families not to run, each with a reason"
        ),
    ),
    "levels": Option(
        {},
        _levels,
        Bilingual("規則ごとの水準。off には理由", "level of each rule; off needs a reason"),
    ),
}
