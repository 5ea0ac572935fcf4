"""Assertions of packs: their places chosen by conditions, their violations told with a witness."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flowmodel.errors import DocPath
from flowmodel.language import LANGS, Bilingual
from flowmodel.lint.assertions import finding
from flowmodel.lint.demand import Claim, ClaimKind
from flowmodel.lint.policy.conditions import Reader, Test
from flowmodel.lint.policy.view import View
from flowmodel.lint.policy.words import filled, pieces
from flowmodel.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from flowmodel.analysis.claims import Violation
    from flowmodel.analysis.propagate import Information

RULES: dict[ClaimKind, str] = {
    "never": "N01",
    "always": "N02",
    "every_path": "N03",
    "no_access": "N04",
    "must_delete": "N05",
}
"""The rule on assertions of models whose words tell a violation of each kind."""
NAMES = ("place", "witness")
"""What a message may name: the actor or channel concerned, and how it comes to that."""


@dataclass(frozen=True, slots=True)
class ReadyClaim:
    """An assertion of a pack, ready to be judged."""

    kind: ClaimKind
    places: tuple[tuple[str, Test], ...]
    controls: tuple[str, ...]


def compile_claim(
    claim: Claim, message: Bilingual, path: DocPath
) -> tuple[ReadyClaim, tuple[Reader, ...]]:
    """An assertion with its names looked up; the readers hold what is wrong with it."""
    at = (*path, claim.kind)
    places, readers = [], []
    for name, subject, raw in claim.where:
        reader = Reader(subject)
        places.append((name, reader.read(raw, (*at, *name.split(".")))))
        readers.append(reader)
    reader = Reader("model")
    readers.append(reader)
    _wanted(claim, reader, at)
    for lang in LANGS:
        named = pieces(message.text(lang))
        names = [n for _, n in named or () if n is not None]
        if named is None or "witness" not in names or not set(names) <= set(NAMES):
            reader.wrong(
                "message には {witness}（道筋）を書きます。ほかに使えるのは {place} だけです",
                "the message names {witness}, how it comes to that; else only {place} is known",
                (*path, "message", lang),
            )
    controls = claim.controls if not reader.problems else ()
    return ReadyClaim(claim.kind, tuple(places), controls), tuple(readers)


def _wanted(claim: Claim, reader: Reader, path: DocPath) -> None:
    """Tell what an assertion lacks, and of controls that do not exist."""
    key = ("passed",) if claim.kind == "always" else ("passes", "controls")
    for i, control in enumerate(claim.controls):
        reader.control(control, (*path, *key, i))
    has = {name.partition(".")[0] for name, _, _ in claim.where}
    if claim.controls:
        has.add("passes" if claim.kind == "every_path" else "carries")
    wanted = {"never": "reaches", "always": "carries", "every_path": "passes"}
    need = wanted.get(claim.kind, "protects" if claim.kind == "no_access" else "at")
    if need not in has:
        reader.wrong(
            f"「{claim.kind}」の {need} に条件を書いてください",
            f"'{claim.kind}' needs conditions under '{need}'"
            + (" or controls under 'passed'" if claim.kind == "always" else ""),
            path,
        )


def judge_claim(rule: Rule, ctx: Context, claim: ReadyClaim) -> Iterator[Finding]:
    """The findings of an assertion, one for each violation, each with its shortest witness."""
    # Packs without assertions need none of this.
    from flowmodel.analysis.propagate import information
    from flowmodel.lint.rules import rule as of_id

    view = View.of(ctx)
    chosen = {name: _chosen(view, name, test) for name, test in claim.places}
    if any(not found for name, found in chosen.items() if name not in _OPTIONAL):
        return
    teller = of_id(RULES[claim.kind])
    for violation in _violations(information(ctx.graph), claim, chosen):
        part = ctx.graph.part(violation.part)
        told = finding(teller, ctx, ctx.graph.path_of(part) if part else (), violation)
        values = {"place": ctx.name(part) if part else Bilingual("", ""), "witness": told.message}
        yield told._replace(
            rule=rule.id,
            level=rule.level,
            message=filled(rule.message, values),
            basis=rule.basis,
        )


_OPTIONAL = frozenset(
    {
        *("reaches.actors", "reaches.channels", "passes.actors", "passes.channels"),
        *("protects.actors", "protects.data", "carries"),
    }
)
"""Places of which there may be none in a model without making an assertion idle."""


def _chosen(view: View, name: str, test: Test) -> tuple[str, ...]:
    last = name.rpartition(".")[2]
    table = last if last in ("channels", "data") else "data" if last == "carries" else "actors"
    return tuple(p.id for p in getattr(view.model, table) if test(view, p))


def _violations(
    info: Information, claim: ReadyClaim, chosen: dict[str, tuple[str, ...]]
) -> Iterable[Violation]:
    from flowmodel.analysis import claims
    from flowmodel.model import MustDelete, Never, NoAccess

    def of(*names: str) -> tuple[str, ...]:
        return tuple(id for name in names for id in chosen.get(name, ()))

    data = of("data")
    if claim.kind == "every_path":
        passes = (*of("passes.actors", "passes.channels"), *claim.controls)
        return claims.unguarded(info, of("from"), of("to"), passes, data)
    if claim.kind == "always":
        # A mark that no category is arrives nowhere: a rule that asks for it does not pass.
        markless = chosen.get("carries") == ()
        return claims.unmarked(
            info, of("at"), data, of("carries"), claim.controls, markless=markless
        )
    # Not validated: where conditions choose nothing, the assertion is idle, not a slip.
    build: dict[str, Callable[[], Any]] = {
        "never": lambda: Never.model_construct(
            kind="never", data=data, reaches=of("reaches.actors", "reaches.channels")
        ),
        "no_access": lambda: NoAccess.model_construct(
            kind="no_access", parties=of("parties"), protects=of("protects.actors", "protects.data")
        ),
        "must_delete": lambda: MustDelete.model_construct(
            kind="must_delete", at=of("at"), data=data
        ),
    }
    evaluate: Callable[[Any, Any], Iterable[Violation]] = getattr(claims, claim.kind)
    return evaluate(info, build[claim.kind]())
