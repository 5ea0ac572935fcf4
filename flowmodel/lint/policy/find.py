"""Finding packs by their names: shipped, installed, beside a model or a file of settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from flowmodel.errors import (
    DocPath,
    FlowModelError,
    InputError,
    ModelError,
    Place,
    Problem,
    nearest,
    shorten,
)
from flowmodel.language import Bilingual
from flowmodel.lint.policy.load import Loaded, load_pack, loads_pack
from flowmodel.lint.rule import Rule
from flowmodel.model import Model
from flowmodel.vocabulary import LEVELS, Level

MAX_POLICIES = 50
"""Most packs that a model or a file of settings may name."""
GROUP = "flowmodel.policies"
"""Entry points of installed packs: each names a path, or a function that returns one."""

SHIPPED = ("shinjuku-gaibu-ketsugo", "sanso-bunri", "kojin-joho", "completeness")
"""The packs that come with flowmodel, in the order in which they are listed."""

_SUFFIXES = (".yaml", ".yml")

Finder = Callable[[], Mapping[str, Callable[[], object]]]
"""The installed packs: name → what gives the path."""


@cache
def shipped(name: str) -> Loaded:
    """A pack that comes with flowmodel. Raises KeyError for another name."""
    if name not in SHIPPED:
        raise KeyError(name)
    path = Path(__file__).with_name("packs") / f"{name}.yaml"
    found = loads_pack(path.read_text(encoding="utf-8"), f"flowmodel:{name}")
    return replace(found, source="shipped")


def installed() -> Mapping[str, Callable[[], object]]:
    """The packs that installed distributions offer as entry points."""
    from importlib.metadata import entry_points

    return {e.name: e.load for e in entry_points(group=GROUP)}


def policies_of(
    model: Model, packs: Iterable[Loaded] = (), entry_points: Finder = installed
) -> tuple[Rule, ...]:
    """The rules of the packs that hold for a model, as `packs_of` finds them."""
    return tuple(r for p in packs_of(model, packs, entry_points) for r in p.rules)


def packs_of(
    model: Model, packs: Iterable[Loaded] = (), entry_points: Finder = installed
) -> tuple[Loaded, ...]:
    """The packs that a model names, then those of `packs`, which hold for every model.

    A name is the id of a pack, ``id@version``, or a path ending in ``.yaml`` or ``.yml``,
    relative to the model's file; also ``path@version``. Packs of `packs` can be named by their
    ids. Installed packs are looked for only where a name is neither of those nor shipped. Raises
    `ModelError` for names that lead nowhere and for packs that are not sound.
    """
    given = {p.pack.pack: p for p in packs}
    chosen: dict[str, Loaded] = {}
    problems: list[Problem] = []
    file, beside = model.origin.file, model.origin.folder
    folder = Path(beside) if beside else Path(file).parent if file else Path()
    for i, name in enumerate(model.policies[: MAX_POLICIES + 1]):
        try:
            if i == MAX_POLICIES:
                raise _unfit(f"規則集は {MAX_POLICIES} 個までです", f"at most {MAX_POLICIES} packs")
            _beside(name)
            problems += _add(chosen, find_pack(name, folder, given, entry_points))
        except (InputError, ModelError) as e:
            at = ("policies", i)
            problems += [named_at(p, at, model.origin.place(at)) for p in e.problems]
    for loaded in given.values():
        problems += _add(chosen, loaded)
    problems += clashes(chosen.values())
    if problems:
        raise ModelError(problems)
    return tuple(chosen.values())


def named_at(problem: Problem, path: DocPath, place: Place | None) -> Problem:
    """What is wrong with a pack, where it is named, unless a line of the pack itself is at fault."""
    own = problem.place
    if own is not None and own.line is not None:
        return problem
    message = problem.message
    if own is not None and place is not None:
        message = Bilingual(f"{own.file}: {message.ja}", f"{own.file}: {message.en}")
    return Problem(message, path, place or own, problem.suggestions)


def levels_of(packs: Iterable[Loaded]) -> dict[str, Level]:
    """The levels that packs give to rules of the catalogue; of several the strictest."""
    found: dict[str, Level] = {}
    ranks = tuple(LEVELS)
    for pack in packs:
        for rule, level in pack.levels.items():
            found[rule] = min(found.get(rule, level), level, key=ranks.index)
    return found


def chosen_packs(
    names: Iterable[str], folder: Path, entry_points: Finder = installed
) -> tuple[tuple[Loaded, ...], list[Problem]]:
    """The packs that a file of settings in `folder` names, and what is wrong with the names.

    Unlike a model, settings are one's own: they may name a file by an absolute path.
    """
    chosen: dict[str, Loaded] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            problems += _add(chosen, find_pack(name, folder, {}, entry_points))
        except FlowModelError as e:
            problems += e.problems
    problems += clashes(chosen.values())
    return tuple(chosen.values()), problems


def _add(chosen: dict[str, Loaded], loaded: Loaded) -> list[Problem]:
    """Put a pack among the others; what is wrong where another of its name is there already."""
    name = loaded.pack.pack
    first = chosen.setdefault(name, loaded)
    if first.pack == loaded.pack:
        return []
    one, two = (f"{p.pack.version}{f' ({p.file})' if p.file else ''}" for p in (first, loaded))
    ja = f"規則集「{name}」が二つあり、内容が違います: {one}、{two}"
    en = f"there are two packs '{name}' that differ: {one} and {two}"
    return [Problem(Bilingual(ja, en))]


def _unfit(ja: str, en: str, near: tuple[str, ...] = ()) -> ModelError:
    return ModelError(Problem(Bilingual(ja, en), (), None, near))


def find_pack(
    name: str, folder: Path, given: Mapping[str, Loaded], entry_points: Finder = installed
) -> Loaded:
    """The pack of a name; paths are relative to `folder`.

    Raises `InputError` or `ModelError` where the name leads nowhere, or to no sound pack, or to
    another version than it asks for.
    """
    id, version = _versioned(name)
    if name.endswith("@"):
        raise _unfit(
            f"「{shorten(name)}」には @ の後の版がありません",
            f"'{shorten(name)}' names no version after the @",
            (id,),
        )
    if id.endswith(_SUFFIXES):
        loaded = load_pack(folder / id)
    elif id in given:
        loaded = given[id]
    else:
        loaded = shipped(id) if id in SHIPPED else _installed(id, given, entry_points())
    has = loaded.pack.version
    if version and version != has:
        raise _unfit(
            f"規則集「{shorten(id)}」の版は {has} です（{shorten(version)} はありません）",
            f"pack '{shorten(id)}' is at version {has}; there is no version '{shorten(version)}'",
            (f"{id}@{has}",),
        )
    return loaded


def _versioned(name: str) -> tuple[str, str]:
    """The id or path of a pack, and the version after ``@``; a path may hold an ``@`` itself."""
    if name.endswith(_SUFFIXES):
        return name, ""
    id, _, version = name.partition("@")
    return id, version


def _beside(name: str) -> None:
    # A model may come from anywhere: it names what lies beside it, not any file of the machine.
    path, _ = _versioned(name)
    if path.endswith(_SUFFIXES) and (Path(path).is_absolute() or "\\" in path or ":" in path):
        raise _unfit(
            f"規則集の場所は、モデルのファイルからの相対パスで書きます（「{shorten(name)}」）",
            f"name a pack by a path relative to the model's file, not '{shorten(name)}'",
        )


def _installed(
    id: str, given: Mapping[str, Loaded], found: Mapping[str, Callable[[], object]]
) -> Loaded:
    if id not in found:
        known = tuple(dict.fromkeys((*SHIPPED, *given, *sorted(found))))
        raise _unfit(
            f"規則集「{shorten(id)}」はありません。使えるもの: {', '.join(known)}",
            f"there is no policy pack '{shorten(id)}'; known: {', '.join(known)}",
            nearest(id, known),
        )
    try:
        given_path = found[id]()
        path = given_path() if callable(given_path) else given_path
    except Exception as error:
        # Somebody else's code: whatever it raises is told, and is no fault of flowmodel.
        why = shorten(f"{type(error).__name__}: {error}", 200)
        raise _unfit(
            f"エントリーポイント「{shorten(id)}」（{GROUP}）を読み込めません: {why}",
            f"entry point '{shorten(id)}' of {GROUP} cannot be loaded: {why}",
        ) from error
    if not isinstance(path, (str, Path)):
        raise _unfit(
            f"エントリーポイント「{shorten(id)}」がファイルの場所を返しません",
            f"entry point '{shorten(id)}' of {GROUP} gives no path",
        )
    loaded = load_pack(path)
    if loaded.pack.pack != id:
        raise _unfit(
            f"エントリーポイント「{shorten(id)}」の規則集の名前は「{loaded.pack.pack}」です",
            f"entry point '{shorten(id)}' leads to the pack '{loaded.pack.pack}'",
        )
    return replace(loaded, source="installed")


def every_pack(
    chosen: Iterable[Loaded] = (), entry_points: Finder = installed
) -> tuple[tuple[Loaded, ...], list[Problem]]:
    """All packs there are: shipped, those of `chosen`, installed; and what is wrong with others."""
    found = {name: shipped(name) for name in SHIPPED}
    for loaded in chosen:
        found.setdefault(loaded.pack.pack, loaded)
    offered = entry_points()
    problems: list[Problem] = []
    for name in sorted(offered):
        if name not in found:
            try:
                found[name] = _installed(name, {}, offered)
            except FlowModelError as e:
                problems += e.problems
    return tuple(found.values()), problems


def clashes(packs: Iterable[Loaded]) -> list[Problem]:
    """Rules of one id in two packs, or of a rule of flowmodel's own."""
    from flowmodel.lint.rules import every_id

    owner = dict.fromkeys(every_id(), "flowmodel")
    found = []
    for loaded in packs:
        name = loaded.pack.pack
        for rule in loaded.rules:
            first = owner.setdefault(rule.id, name)
            if first != name:
                ja = f"規則「{rule.id}」が「{first}」と「{name}」の両方にあります"
                en = f"rule '{rule.id}' is in both '{first}' and '{name}'"
                found.append(Problem(Bilingual(ja, en)))
    return found
