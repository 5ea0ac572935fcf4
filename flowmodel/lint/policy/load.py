"""Reading packs, and finding those that a model names: shipped, installed, or beside the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowmodel.errors import DocPath, InputError, ModelError, Place, Problem, nearest, shorten
from flowmodel.language import Bilingual
from flowmodel.lint.policy.compile import Compiled, compile_rule, text
from flowmodel.lint.policy.judge import judge
from flowmodel.lint.policy.language import Pack, PackRule, Subject
from flowmodel.lint.rule import Rule, RuleKind
from flowmodel.model import Model

if TYPE_CHECKING:
    from flowmodel.source.positions import DocumentOrigin

MAX_PACK = 1_000_000
"""Longest pack in characters."""
MAX_POLICIES = 50
"""Most packs that a model may name."""
GROUP = "flowmodel.policies"
"""Entry points of installed packs: each names a path, or a function that returns one."""

SHIPPED = ("shinjuku-gaibu-ketsugo", "sanso-bunri", "kojin-joho", "completeness")
"""The packs that come with flowmodel, in the order in which they are listed."""

_ID = re.compile(r"\w[\w-]{0,79}")
_KINDS: dict[Subject, RuleKind] = {
    "transfers": "edge",
    "actors": "actor",
    "channels": "path",
    "data": "flow",
    "checklists": "document",
    "model": "document",
}

Finder = Callable[[], Mapping[str, Callable[[], object]]]
"""The installed packs: name → what gives the path."""


@dataclass(frozen=True)
class Loaded:
    """A pack whose names all hold, and its rules ready to run."""

    pack: Pack
    rules: tuple[Rule, ...]


def load_pack(path: str | Path) -> Loaded:
    """Read a pack from a YAML file.

    Raises `InputError` where the file cannot be read, and `ModelError` with all problems at
    once where it is no sound pack.
    """
    from flowmodel.source.decode import read

    return loads_pack(read(path), str(path))


def loads_pack(text: str, name: str = "<text>") -> Loaded:
    """Read a pack from YAML text. Raises as `load_pack` does."""
    from pydantic import ValidationError

    from flowmodel.source.positions import DocumentOrigin
    from flowmodel.source.problems import problem, real_path
    from flowmodel.source.yaml import finder, parse, scan

    origin = DocumentOrigin(name, text, scan, finder)
    if len(text) > MAX_PACK:
        ja, en = (
            f"規則集が大きすぎます。{MAX_PACK:,} 文字までです",
            f"the pack is too large; the bound is {MAX_PACK:,} characters",
        )
        raise InputError(Problem(Bilingual(ja, en), (), Place(origin.file or "")))
    data, problems = parse(text, origin)
    if not isinstance(data, dict):
        ja, en = "規則集は項目の組（キー: 値）で書きます", "a pack is a mapping (key: value)"
        raise InputError(Problem(Bilingual(ja, en), (), origin.place(())))
    try:
        pack = Pack.model_validate(data)
    except ValidationError as e:
        for error in e.errors(include_url=False)[:100]:
            # A list whose only element is wrong counts as too short beside the error itself.
            if error["type"] != "too_short" or not error["input"]:
                problems.append(problem(error, real_path(data, error["loc"]), origin, Pack))
        raise _all(problems) from None
    problems += _names(pack, origin)
    compiled = []
    for i, rule in enumerate(pack.rules):
        ready, reader = compile_rule(rule, ("rules", i))
        compiled.append(ready)
        problems += [_placed(origin, *told) for told in reader.problems[:100]]
    if problems:
        raise _all(problems)
    rules = tuple(_rule(r, c) for r, c in zip(pack.rules, compiled, strict=True))
    return Loaded(pack, rules)


def _placed(
    origin: DocumentOrigin, told: Bilingual, path: DocPath, key: bool, near: tuple[str, ...]
) -> Problem:
    place = origin.key_place(path) if key else origin.place(path)
    return Problem(told, path, place, near)


def _all(problems: list[Problem]) -> ModelError:
    def where(p: Problem) -> tuple[int, int]:
        return (p.place.line or 0, p.place.column or 0) if p.place else (0, 0)

    return ModelError(sorted(problems, key=where)[:500])


def _names(pack: Pack, origin: DocumentOrigin) -> list[Problem]:
    """What is wrong with the ids of a pack and its rules."""
    from flowmodel.lint.rules import RULES

    found: list[tuple[Bilingual, DocPath, tuple[str, ...]]] = []
    for name in ("pack", "prefix"):
        value = getattr(pack, name)
        if not _ID.fullmatch(value):
            ja = f"「{shorten(value)}」は名前に使えません。文字・数字・_・- で書きます"
            en = f"'{shorten(value)}' is no name; letters, digits, _ and - make one"
            found.append((Bilingual(ja, en), (name,), ()))
    seen: dict[str, int] = {}
    for i, rule in enumerate(pack.rules):
        at: DocPath = ("rules", i, "id")
        rest = rule.id.removeprefix(f"{pack.prefix}-")
        if rest == rule.id or not _ID.fullmatch(rest):
            ja = f"規則の ID は「{shorten(pack.prefix)}-」で始めます（「{shorten(rule.id)}」）"
            en = f"the id of a rule begins with '{shorten(pack.prefix)}-', not '{shorten(rule.id)}'"
            found.append((Bilingual(ja, en), at, ()))
        if rule.id in seen:
            ja = f"規則「{shorten(rule.id)}」が重複しています（{seen[rule.id] + 1} 番目にもあります）"
            en = f"rule '{shorten(rule.id)}' is written twice (also rule {seen[rule.id] + 1})"
            found.append((Bilingual(ja, en), at, ()))
        seen.setdefault(rule.id, i)
    known = {*RULES, *seen}
    for i, rule in enumerate(pack.rules):
        for j, other in enumerate(rule.echo_of):
            if other not in known:
                ja = f"規則「{shorten(other)}」はありません"
                en = f"there is no rule '{shorten(other)}'"
                found.append(
                    (Bilingual(ja, en), ("rules", i, "echo_of", j), nearest(other, sorted(known)))
                )
    return [Problem(told, path, origin.place(path), near) for told, path, near in found]


def _rule(rule: PackRule, compiled: Compiled) -> Rule:
    return Rule(
        id=rule.id,
        level=rule.level,
        kind=_KINDS[rule.subject],
        title=text(rule.title),
        message=text(rule.message),
        why=text(rule.why),
        applies=text(rule.applies),
        satisfied=text(rule.satisfied),
        basis=text(rule.basis),
        origin=rule.origin,
        check=partial(_judge, compiled),
        passing=(),
        failing=(),
        catalogue=rule.catalogue,
        echo_of=rule.echo_of,
    )


def _judge(compiled: Compiled, rule: Rule, ctx: Any) -> Any:
    return judge(rule, ctx, compiled)


@cache
def shipped(name: str) -> Loaded:
    """A pack that comes with flowmodel. Raises KeyError for another name."""
    if name not in SHIPPED:
        raise KeyError(name)
    path = Path(__file__).with_name("packs") / f"{name}.yaml"
    return loads_pack(path.read_text(encoding="utf-8"), f"flowmodel:{name}")


def installed() -> Mapping[str, Callable[[], object]]:
    """The packs that installed distributions offer as entry points."""
    from importlib.metadata import entry_points

    return {e.name: e.load for e in entry_points(group=GROUP)}


def policies_of(
    model: Model,
    extra_paths: Iterable[str | Path] = (),
    entry_points: Finder = installed,
) -> tuple[Rule, ...]:
    """The rules of the packs that a model names, then those of `extra_paths`.

    A name is the id of a pack, ``id@version``, or a path ending in ``.yaml`` or ``.yml``,
    relative to the model's file. Installed packs are looked for only where a name is not
    shipped. Raises `ModelError` for names that lead nowhere and for packs that are not sound.
    """
    packs: dict[str, Loaded] = {}
    problems: list[Problem] = []
    for i, name in enumerate(model.policies[: MAX_POLICIES + 1]):
        at: DocPath = ("policies", i)
        try:
            if i == MAX_POLICIES:
                raise _unfit(f"規則集は {MAX_POLICIES} 個までです", f"at most {MAX_POLICIES} packs")
            loaded = _named(name, model, entry_points)
        except (InputError, ModelError) as e:
            problems += [
                p if p.place else Problem(p.message, at, model.origin.place(at), p.suggestions)
                for p in e.problems
            ]
            continue
        packs.setdefault(loaded.pack.pack, loaded)
    for path in extra_paths:
        loaded = load_pack(path)
        packs[loaded.pack.pack] = loaded
    problems += _clashes(packs)
    if problems:
        raise ModelError(problems)
    return tuple(r for p in packs.values() for r in p.rules)


def _unfit(ja: str, en: str, near: tuple[str, ...] = ()) -> ModelError:
    return ModelError(Problem(Bilingual(ja, en), (), None, near))


def _named(name: str, model: Model, entry_points: Finder) -> Loaded:
    """The pack of a name as a model writes it."""
    if name.endswith((".yaml", ".yml")):
        return load_pack(_beside(name, model))
    id, _, version = name.partition("@")
    loaded = shipped(id) if id in SHIPPED else _installed(id, entry_points())
    if version and version != loaded.pack.version:
        has = loaded.pack.version
        raise _unfit(
            f"規則集「{id}」の版は {has} です（{shorten(version)} はありません）",
            f"pack '{id}' is at version {has}; there is no version '{shorten(version)}'",
            (f"{id}@{has}",),
        )
    return loaded


def _beside(name: str, model: Model) -> Path:
    # A model may come from anywhere: it names what lies beside it, not any file of the machine.
    if Path(name).is_absolute() or "\\" in name or ":" in name:
        raise _unfit(
            f"規則集の場所は、モデルのファイルからの相対パスで書きます（「{shorten(name)}」）",
            f"name a pack by a path relative to the model's file, not '{shorten(name)}'",
        )
    file = model.origin.file
    return (Path(file).parent if file else Path()) / name


def _installed(id: str, found: Mapping[str, Callable[[], object]]) -> Loaded:
    if id not in found:
        known = (*SHIPPED, *sorted(found))
        raise _unfit(
            f"規則集「{shorten(id)}」はありません。使えるもの: {', '.join(known)}",
            f"there is no policy pack '{shorten(id)}'; known: {', '.join(known)}",
            nearest(id, known),
        )
    given = found[id]()
    path = given() if callable(given) else given
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
    return loaded


def _clashes(packs: Mapping[str, Loaded]) -> list[Problem]:
    """Rules of one id in two packs, or of a rule of flowmodel's own."""
    from flowmodel.lint.rules import RULES

    owner = dict.fromkeys(RULES, "flowmodel")
    found = []
    for name, loaded in packs.items():
        for rule in loaded.rules:
            first = owner.setdefault(rule.id, name)
            if first != name:
                ja = f"規則「{rule.id}」が「{first}」と「{name}」の両方にあります"
                en = f"rule '{rule.id}' is in both '{first}' and '{name}'"
                found.append(Problem(Bilingual(ja, en)))
    return found
