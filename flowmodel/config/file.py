"""Settings as a file holds them: the nearest one upwards, read with all that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowmodel.config.options import (
    OPTIONS,
    UNKNOWN,
    WrongValueError,
    from_here,
    read_level,
)
from flowmodel.config.settings import Config, Setting
from flowmodel.errors import InputError, Place, Problem, nearest, shorten
from flowmodel.files import note
from flowmodel.language import Bilingual

if TYPE_CHECKING:
    from flowmodel.lint.policy import Loaded

MAX_BYTES = 1_000_000
"""Largest settings file that is read."""
NAMES = ("flowmodel.toml", "pyproject.toml")

_TABLE = re.compile(rb"^\s*(\[\s*)?[\"']?tool[\"']?\s*(\.\s*[\"']?flowmodel|\])", re.MULTILINE)
"""A pyproject.toml without this says nothing to flowmodel and is not parsed."""

_UNREADABLE = Bilingual("設定ファイルを読めません: {why}", "cannot read the settings: {why}")
_TOO_LARGE = Bilingual(
    "設定ファイルが大きすぎます（上限 {n:,} バイト）",
    "the settings are too large (bound: {n:,} bytes)",
)
_NO_UTF8 = Bilingual("UTF-8 の文字ではありません", "it is not UTF-8")
_NO_TABLE = Bilingual("[tool.flowmodel] が表ではありません", "[tool.flowmodel] is not a table")
_NO_RULE = Bilingual("規則「{name}」はありません", "there is no rule '{name}'")
_OF_A_MODEL = Bilingual(
    "。モデルだけが使う規則集の規則は、その規則集を設定の policies にも書けば指定できます",
    "; a rule of a pack that only models name is known where 'policies' of the settings name the "
    "pack as well",
)


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
            note(path)
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
    return InputError(Problem(message, (), Place(from_here(path), line)))


def read(path: Path, data: bytes) -> Config:
    """The settings that a file holds. Raises `InputError` as `load` does."""
    import tomllib

    from flowmodel.config.toml_errors import no_toml, told

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _unusable(path, no_toml(_NO_UTF8), data.count(b"\n", 0, error.start) + 1) from None
    try:
        whole: Any = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        message, place = told(from_here(path), text, error)
        raise InputError(Problem(message, (), place)) from None
    table = whole
    if path.name == "pyproject.toml":
        tool = whole.get("tool")
        table = tool.get("flowmodel", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise _unusable(path, no_toml(_NO_TABLE))
    return _settings(table, path, _Lines(text, from_here(path)))


def _settings(table: dict[str, Any], path: Path, lines: _Lines) -> Config:
    """The settings of a table. Raises `InputError` with all that is wrong with them."""
    settings: dict[str, Setting] = {}
    problems: list[Problem] = []
    packs: tuple[Loaded, ...] = ()
    sound = True
    for name, value in table.items():
        place = lines.place(name)
        try:
            settings[name] = Setting(_one(name, value, path), str(place))
        except WrongValueError as wrong:
            if name != "levels" or not isinstance(value, dict):
                problems.append(Problem(wrong.message, (name,), place, wrong.near))
        if name == "policies" and name in settings and value:
            packs, wrong_packs = _packs(value, path, place)
            problems += wrong_packs
            sound = not wrong_packs
    places: dict[str, str] = {}
    levels = table.get("levels")
    if isinstance(levels, dict):
        places = {rule: str(_place_of(rule, lines)) for rule in levels}
        problems += _bad_levels(levels, packs, sound, lines)
    for name in ("select", "ignore"):
        if sound and name in settings:
            wrong_names = unknown_rules(settings[name].value, packs)
            problems += [
                Problem(p.message, (name,), lines.place(name), p.suggestions) for p in wrong_names
            ]
    if problems:
        raise InputError(sorted(problems, key=lambda p: _order(p, lines.file)))
    return Config(settings, path, places, packs)


def _order(problem: Problem, file: str) -> tuple[bool, int]:
    place = problem.place
    return (place is None or place.file != file, (place.line or 0) if place else 0)


def _packs(names: list[str], path: Path, place: Place) -> tuple[tuple[Loaded, ...], list[Problem]]:
    """The packs of a list of names, and what is wrong with them."""
    from flowmodel.lint.policy import chosen_packs
    from flowmodel.lint.policy.find import named_at

    packs, problems = chosen_packs(names, Path(from_here(path.parent)))
    return packs, [named_at(p, ("policies",), place) for p in problems]


def _bad_levels(
    table: dict[str, Any], packs: tuple[Loaded, ...], sound: bool, lines: _Lines
) -> list[Problem]:
    """What is wrong with each of the levels, not with the first only.

    Where a pack could not be read, nobody knows which rules there would be.
    """
    known = _known(table, packs) if sound else None
    found = []
    for rule, value in table.items():
        try:
            if known is not None and rule not in known:
                raise WrongValueError(_no_rule(rule, nearest(rule, known)), known, rule)
            read_level(rule, value)
        except WrongValueError as wrong:
            place = _place_of(rule, lines)
            found.append(Problem(wrong.message, ("levels", rule), place, wrong.near))
    return found


def _place_of(rule: str, lines: _Lines) -> Place:
    place = lines.place(rule)
    return place if place.line else lines.place("levels")


def unknown_rules(named: Iterable[str], packs: tuple[Loaded, ...]) -> list[Problem]:
    """What is neither a rule nor a family of rules, with the nearest names."""
    from flowmodel.lint.project import family

    wanted = tuple(named)
    known = _known((), packs)
    names = {*known, *map(family, known)}
    if not names.issuperset(wanted):
        known = _known(wanted, packs)
        names = {*known, *map(family, known)}
    unknown = {w: nearest(w, sorted(names)) for w in wanted if w not in names}
    return [Problem(_no_rule(w, near), (), None, near) for w, near in unknown.items()]


def _no_rule(name: str, near: tuple[str, ...]) -> Bilingual:
    """That there is no such rule; where no name is near, where else it may come from."""
    told = _NO_RULE.format(name=shorten(name))
    return told if near else Bilingual(told.ja + _OF_A_MODEL.ja, told.en + _OF_A_MODEL.en)


def _known(named: Iterable[str], packs: tuple[Loaded, ...]) -> tuple[str, ...]:
    """The ids of all rules there are; those of packs only where some name is none of the others."""
    from flowmodel.lint.rules import every_id

    known = every_id()
    if set(named) <= set(known):
        return known
    from flowmodel.lint.policy import every_pack

    found, _ = every_pack(packs)
    return (*known, *(r.id for p in found for r in p.rules))


def _one(name: str, value: Any, path: Path) -> Any:
    option = OPTIONS.get(name)
    if option is None:
        known = ", ".join(OPTIONS)
        raise WrongValueError(UNKNOWN.format(name=shorten(name), known=known), OPTIONS, name)
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
