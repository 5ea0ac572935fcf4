"""Reading packs: from YAML to rules that are ready to run, or all that is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from flowmodel.errors import DocPath, InputError, ModelError, Place, Problem, nearest, shorten
from flowmodel.language import Bilingual
from flowmodel.lint.demand import Subject
from flowmodel.lint.policy.claims import ReadyClaim, compile_claim, judge_claim
from flowmodel.lint.policy.compile import compile_policy, text
from flowmodel.lint.policy.language import CLAIMS, Pack, PackRule
from flowmodel.lint.rule import Context, Example, Finding, Rule, RuleKind, by_policy, of_policy
from flowmodel.vocabulary import Level

if TYPE_CHECKING:
    from flowmodel.source.positions import DocumentOrigin

MAX_PACK = 1_000_000
"""Longest pack in characters."""

Told = tuple[Bilingual, DocPath, bool, tuple[str, ...]]
"""What is wrong, where, whether the key is meant, and the nearest names."""
Check = Callable[[Rule, Context], Iterable[Finding]]
Source = Literal["shipped", "installed", "file"]
"""How a pack was found: it ships with flowmodel, a distribution offers it, a path leads to it."""

_ID = re.compile(r"\w[\w-]{0,79}")
_KINDS: dict[Subject, RuleKind] = {
    "transfers": "edge",
    "actors": "actor",
    "channels": "path",
    "data": "flow",
    "checklists": "document",
    "model": "document",
}


@dataclass(frozen=True)
class Loaded:
    """A pack whose names all hold, and its rules ready to run."""

    pack: Pack
    rules: tuple[Rule, ...]
    file: str = ""
    """The file that it was read from, as it was named; empty for text."""
    source: Source = "file"

    @property
    def included(self) -> tuple[str, ...]:
        """The rules of the catalogue that the pack takes up."""
        return tuple(one.rule for one in self.pack.include)

    @property
    def levels(self) -> dict[str, Level]:
        """The levels that the pack gives to some of them."""
        return {one.rule: one.level for one in self.pack.include if one.level is not None}

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """The rules that the pack takes up, at their own levels, and those of its own."""
        from flowmodel.lint.rules import rule

        return (*(rule(id) for id in self.included), *self.rules)


def load_pack(path: str | Path) -> Loaded:
    """Read a pack from a YAML file.

    Raises `InputError` where the file cannot be read, and `ModelError` with all problems at
    once where it is no sound pack.
    """
    from flowmodel.source.decode import read

    return replace(loads_pack(read(path), str(path)), file=str(path))


def loads_pack(source: str, name: str = "<text>") -> Loaded:
    """Read a pack from YAML text. Raises as `load_pack` does."""
    from pydantic import ValidationError

    from flowmodel.source.fields import real_path
    from flowmodel.source.positions import DocumentOrigin
    from flowmodel.source.problems import problem
    from flowmodel.source.yaml import finder, parse, scan

    origin = DocumentOrigin(name, source, scan, finder)
    if len(source) > MAX_PACK:
        ja, en = (
            f"規則集が大きすぎます。{MAX_PACK:,} 文字までです",
            f"the pack is too large; the bound is {MAX_PACK:,} characters",
        )
        raise InputError(Problem(Bilingual(ja, en), (), Place(origin.file or "")))
    data, problems = parse(source, origin)
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
    rules = []
    for i, rule in enumerate(pack.rules):
        made, told = _compiled(rule, ("rules", i))
        rules.append(made)
        problems += [_placed(origin, *one) for one in told[:100]]
    if problems:
        raise _all(problems)
    return Loaded(pack, tuple(r for r in rules if r is not None))


def _compiled(rule: PackRule, path: DocPath) -> tuple[Rule | None, list[Told]]:
    """A rule ready to run, and what is wrong with it."""
    policy, claim, message = rule.policy, rule.claim, text(rule.message)
    if len(rule.said) != 1 or (policy is None) == (claim is None):
        known = ", ".join(CLAIMS)
        ja = f"for と require を書くか、{known} のどれか一つを書いてください"
        en = f"a rule has 'for' and 'require', or just one of {known}"
        return None, [(Bilingual(ja, en), path, False, ())]
    if policy is not None:
        ready, reader = compile_policy(policy, message, path)
        asks = of_policy if policy.subject == "transfers" else None
        made = _rule(rule, _KINDS[policy.subject], by_policy, policy=policy, requires=asks)
        # What the rule would find by itself, when it is first asked.
        made.__dict__["compiled"] = ready
        return made, reader.problems
    assert claim is not None
    asserted, readers = compile_claim(claim, message, path)
    told = [one for reader in readers for one in reader.problems]
    return _rule(rule, "flow", partial(_asserted, asserted), claim=claim), told


def _placed(
    origin: DocumentOrigin, told: Bilingual, path: DocPath, key: bool, near: tuple[str, ...]
) -> Problem:
    place = origin.key_place(path) if key else origin.place(path)
    return Problem(told, path, place, near)


def _all(problems: list[Problem]) -> ModelError:
    def where(p: Problem) -> tuple[int, int]:
        return (p.place.line or 0, p.place.column or 0) if p.place else (0, 0)

    return ModelError(sorted(problems, key=where)[:500])


def _included(pack: Pack) -> Iterator[tuple[Bilingual, DocPath, tuple[str, ...]]]:
    """What is wrong with the rules that a pack takes up."""
    from flowmodel.lint.rules import RULES

    taken: set[str] = set()
    for i, one in enumerate(pack.include):
        shown = shorten(one.rule)
        if one.rule not in RULES:
            ja, en = f"規則「{shown}」は目録にありません", f"the catalogue has no rule '{shown}'"
            yield Bilingual(ja, en), ("include", i), nearest(one.rule, RULES)
        elif one.rule in taken:
            ja, en = f"規則「{shown}」が重複しています", f"rule '{shown}' is included twice"
            yield Bilingual(ja, en), ("include", i), ()
        taken.add(one.rule)


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
    if not pack.rules and not pack.include:
        ja, en = "rules か include に規則を書いてください", "give rules under 'rules' or 'include'"
        found.append((Bilingual(ja, en), (), ()))
    found += _included(pack)
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


def _rule(rule: PackRule, kind: RuleKind, check: Check, **more: Any) -> Rule:
    return Rule(
        id=rule.id,
        level=rule.level,
        kind=kind,
        title=text(rule.title),
        message=text(rule.message),
        why=text(rule.why),
        applies=text(rule.applies),
        satisfied=text(rule.satisfied),
        basis=text(rule.basis),
        origin=rule.origin,
        passing=tuple(Example(text(e.title), e.model) for e in rule.passing),
        failing=tuple(Example(text(e.title), e.model) for e in rule.failing),
        check=check,
        catalogue=rule.catalogue,
        echo_of=rule.echo_of,
        **more,
    )


def _asserted(claim: ReadyClaim, rule: Rule, ctx: Context) -> Iterable[Finding]:
    return judge_claim(rule, ctx, claim)
