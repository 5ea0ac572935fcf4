"""Settings of a project: ``flowmodel.toml``, or ``[tool.flowmodel]`` in ``pyproject.toml``.

A setting of the command line goes over the file's, the file's over the default. The nearest file
upwards from what is checked counts, not beyond the root of a repository (a folder with ``.git``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from flowmodel.errors import InputError, Place, Problem, nearest, shorten
from flowmodel.language import LANGS, Bilingual
from flowmodel.vocabulary import LEVELS, Level

if TYPE_CHECKING:
    from flowmodel.lint import Report, Rule

MAX_BYTES = 1_000_000
"""Largest settings file that is read."""
OFF = "off"
NAMES = ("flowmodel.toml", "pyproject.toml")
DEFAULT = "default"
COMMAND_LINE = "command line"

_TABLE = re.compile(rb"^\s*(\[\s*)?[\"']?tool[\"']?\s*(\.\s*[\"']?flowmodel|\])", re.MULTILINE)
"""A pyproject.toml without this says nothing to flowmodel and is not parsed."""
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")

_UNREADABLE = Bilingual("設定ファイルを読めません: {why}", "cannot read the settings: {why}")
_TOO_LARGE = Bilingual(
    "設定ファイルが大きすぎます（上限 {n:,} バイト）",
    "the settings are too large (bound: {n:,} bytes)",
)
_NO_TOML = Bilingual("TOML として読めません: {why}", "this is no TOML: {why}")
_UNKNOWN = Bilingual(
    "設定「{name}」はありません。書けるのは {known} です",
    "unknown setting '{name}'; known: {known}",
)
_EXPECTED = Bilingual(
    "設定「{name}」の値「{value}」は使えません。{wanted}を書いてください",
    "setting '{name}' cannot be '{value}'; write {wanted}",
)
_NO_RULE = Bilingual("規則「{name}」はありません", "there is no rule '{name}'")
_NO_REASON = Bilingual(
    '規則 {rule} を off にする理由がありません。{{level = "off", reason = "…"}} と書いてください',
    'rule {rule} is switched off without a reason; write {{level = "off", reason = "…"}}',
)


class RuleLevel(NamedTuple):
    """What a project made of a rule: its level, or ``off``, and why."""

    level: str
    reason: str = ""


class Setting(NamedTuple):
    """A value in force, and where it comes from: ``default``, ``command line`` or file and line."""

    value: Any
    source: str = DEFAULT


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
    return [_from_here(folder / v) for v in value]


def _from_here(path: Path) -> str:
    """`path` as seen from where the command runs, where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _wrong(name: str, value: Any, wanted: Bilingual, known: Iterable[str] = ()) -> WrongValueError:
    told = value if isinstance(value, str) else repr(value)
    message = _EXPECTED.format(name=name, value=shorten(told), wanted=wanted)
    return WrongValueError(message, known, told)


def _levels(name: str, value: Any, folder: Path) -> dict[str, RuleLevel]:
    if not isinstance(value, dict):
        raise _wrong(name, value, Bilingual("規則の番号と水準の組", "a table of rules and levels"))
    return {rule: read_level(rule, v) for rule, v in value.items()}


def read_level(rule: str, value: Any) -> RuleLevel:
    """The level of one rule as a settings file gives it. Raises `WrongValueError`."""
    from flowmodel.lint.rules import RULES

    if rule not in RULES:
        raise WrongValueError(_NO_RULE.format(name=shorten(rule)), RULES, rule)
    known = (*LEVELS, OFF)
    table = value if isinstance(value, dict) else {"level": value}
    for key in table:
        if key not in ("level", "reason"):
            message = _UNKNOWN.format(name=shorten(f"levels.{rule}.{key}"), known="level, reason")
            raise WrongValueError(message, ("level", "reason"), key)
    level, reason = table.get("level"), table.get("reason", "")
    if level not in known:
        raise _wrong(f"levels.{rule}", level, Bilingual(*[", ".join(known)] * 2), known)
    if not isinstance(reason, str) or (level == OFF and not reason.strip()):
        raise WrongValueError(_NO_REASON.format(rule=rule))
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
    "levels": Option(
        {},
        _levels,
        Bilingual("規則ごとの水準。off には理由", "level of each rule; off needs a reason"),
    ),
}


class Config:
    """The settings in force."""

    def __init__(self, settings: Mapping[str, Setting], file: Path | None = None):
        self.settings = {n: settings.get(n, Setting(o.default)) for n, o in OPTIONS.items()}
        self.file = file

    def __getitem__(self, name: str) -> Any:
        return self.settings[name].value

    def over(self, **given: Any) -> Config:
        """These settings with those of the command line over them; None is not given."""
        changed = {
            name.replace("_", "-"): Setting(value, COMMAND_LINE)
            for name, value in given.items()
            if value is not None
        }
        return Config({**self.settings, **changed}, self.file)

    def settings_file(self) -> str:
        """The file that they were read from, as seen from here; empty without one."""
        return _from_here(self.file) if self.file else ""

    def rules(self) -> tuple[Rule, ...] | None:
        """The rules to run; None for all of them."""
        levels: dict[str, RuleLevel] = self["levels"]
        off = {id for id, level in levels.items() if level.level == OFF}
        if not off:
            return None
        from flowmodel.lint.rules import rules, upkeep

        return tuple(r for r in (*rules(), *upkeep()) if r.id not in off)

    def apply(self, report: Report) -> Report:
        """`report` with the levels of this project."""
        levels: dict[str, Level] = {
            id: level.level for id, level in self["levels"].items() if level.level != OFF
        }
        if not any(f.rule in levels for f in report.findings):
            return report
        from dataclasses import replace

        found = (replace(f, level=levels.get(f.rule, f.level)) for f in report.findings)
        return replace(report, findings=tuple(found))


def load(start: str | Path = ".") -> Config:
    """The settings for what is at `start`, a file or a folder.

    Raises `InputError`, with all problems at once, where the file cannot be read or holds what
    is no setting.
    """
    found = _find(Path(start))
    return Config({}) if found is None else read(*found)


def _find(start: Path) -> tuple[Path, bytes] | None:
    """The nearest file that holds settings, and what is in it."""
    here = Path(start).resolve()
    for folder in (here, *here.parents):
        for name in NAMES:
            path = folder / name
            if path.is_file():
                data = _bytes(path)
                if name == NAMES[0] or _TABLE.search(data):
                    return path, data
        if (folder / ".git").exists():
            break
    return None


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unusable(path, _UNREADABLE.format(why=error.strerror)) from None
    if len(data) > MAX_BYTES:
        raise _unusable(path, _TOO_LARGE.format(n=MAX_BYTES))
    return data


def _unusable(path: Path, message: Bilingual, line: int | None = None) -> InputError:
    return InputError(Problem(message, (), Place(_from_here(path), line)))


def read(path: Path, data: bytes) -> Config:
    """The settings that a file holds. Raises `InputError` as `load` does."""
    import tomllib

    try:
        text = data.decode("utf-8")
        whole: Any = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        at = _AT.search(str(error))
        line = int(at[1]) if at else None
        raise _unusable(path, _NO_TOML.format(why=shorten(str(error), 200)), line) from None
    table = whole
    if path.name == "pyproject.toml":
        tool = whole.get("tool")
        table = tool.get("flowmodel", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise _unusable(path, _NO_TOML.format(why="[tool.flowmodel]"))
    lines = _Lines(text, _from_here(path))
    settings: dict[str, Setting] = {}
    problems: list[Problem] = []
    for name, value in table.items():
        place = lines.place(name)
        try:
            if name == "levels" and isinstance(value, dict):
                problems += _bad_levels(value, lines)
            settings[name] = Setting(_one(name, value, path), str(place))
        except WrongValueError as wrong:
            if name != "levels" or not isinstance(value, dict):
                problems.append(Problem(wrong.message, (name,), place, wrong.near))
    if problems:
        raise InputError(problems)
    return Config(settings, path)


def _bad_levels(table: dict[str, Any], lines: _Lines) -> list[Problem]:
    """What is wrong with each of the levels, not with the first only."""
    found = []
    for rule, value in table.items():
        try:
            read_level(rule, value)
        except WrongValueError as wrong:
            place = lines.place(rule)
            place = place if place.line else lines.place("levels")
            found.append(Problem(wrong.message, ("levels", rule), place, wrong.near))
    return found


def _one(name: str, value: Any, path: Path) -> Any:
    option = OPTIONS.get(name)
    if option is None:
        known = ", ".join(OPTIONS)
        raise WrongValueError(_UNKNOWN.format(name=shorten(name), known=known), OPTIONS, name)
    return option.read(name, value, path.parent)


class _Lines:
    """Where settings stand in a file, by looking for their names at the start of lines."""

    def __init__(self, text: str, file: str):
        self.file = file
        self.lines = text.split("\n")
        own = [i for i, t in enumerate(self.lines) if re.match(r"\s*\[.*flowmodel", t)]
        self.first = own[0] if own else 0

    def place(self, name: str) -> Place:
        """The place of a setting; without a line where it is not found."""
        key = re.compile(rf"\s*(?:\[(?:.*[.\s])?)?[\"']?({re.escape(name)})[\"']?\s*[=.\]]")
        for number, line in enumerate(self.lines[self.first :], self.first + 1):
            if m := key.match(line):
                column, end = m.start(1) + 1, m.end(1) + 1
                return Place(self.file, number, column, end, line.rstrip("\r"))
        return Place(self.file)
