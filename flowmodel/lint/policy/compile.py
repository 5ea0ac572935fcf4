"""A rule's policy with every name looked up: ready to be judged, or told what is wrong."""

from __future__ import annotations

from typing import NamedTuple

from flowmodel.controls import catalogue_set
from flowmodel.errors import DocPath, nearest, shorten
from flowmodel.language import LANGS, Bilingual
from flowmodel.lint.demand import Clause, Named, Need, Policy, Side, Subject
from flowmodel.lint.policy.conditions import Reader, Test
from flowmodel.lint.policy.field import Field
from flowmodel.lint.policy.fields import fields
from flowmodel.lint.policy.words import pieces
from flowmodel.vocabulary import Level

PLACEHOLDERS: dict[Subject, tuple[str, ...]] = {
    "transfers": ("step", "source", "target", "acting", "channel", "controls", "fields"),
    "actors": ("actor", "controls", "fields"),
    "channels": ("channel", "first", "second", "steps", "controls", "fields"),
    "data": ("data", "fields"),
    "checklists": ("side", "fields"),
    "model": ("title", "fields"),
}
"""What a message may name of each kind of part, beside the part's fields."""

ELSEWHERE = "where"
"""What `elsewhere` may name beside that: the parts for which what is missing is stated."""

SIDES: dict[Subject, tuple[Side, ...]] = {
    "transfers": ("effective", "transfer", "channel", "source", "target", "acting", "either"),
    "actors": ("self", "channel"),
    "channels": ("self", "either", "effective"),
    "data": (),
    "checklists": (),
    "model": (),
}
"""Where controls can be asked for. For an actor ``channel`` is each internet channel that ends
at it; for a channel ``either`` is any of its ends, ``effective`` what protects every transfer
over it, or what it states itself where no transfer uses it."""

PARTS: dict[Subject, tuple[str, ...]] = {
    "transfers": ("channel", "source", "target", "acting"),
    "channels": ("first", "second", "steps"),
}
"""What a finding may name beside the part that it is about."""

_KIND_OF_SIDE = {"transfer": "transfer", "channel": "channel"}


class Ready(NamedTuple):
    """One clause, ready to be judged."""

    when: Test | None
    single: bool
    """Whether `when` looks at what differs between transfers that are alike."""
    each: bool
    """Whether what is asked does."""
    controls: tuple[int, ...]
    """The bits of each control that must be stated, in the order of the rule."""
    wanted: int
    """All those bits."""
    one_of: tuple[int, ...]
    """Bits of the controls of which one is enough."""
    first: str
    """The first of those, by its id: the one that a finding names."""
    part_of: tuple[tuple[str, int], ...]
    """Controls of each of which one part is enough, by id and bits."""
    sides: tuple[Side, ...]
    partly: Level | None
    fields: tuple[tuple[str, Field], ...]
    values: Test | None
    message: Bilingual | None
    elsewhere: Bilingual | None
    level: Level | None
    shown: tuple[tuple[str, Field], ...]
    """The fields that the message prints."""


class Compiled(NamedTuple):
    """One rule, ready to be judged."""

    subject: Subject
    single: bool
    """Whether a choice of parts looks at what differs between transfers that are alike."""
    own: bool
    """Whether anything looks at what differs between transfers of one situation."""
    clauses: tuple[Ready, ...]
    parts: tuple[Named, ...]


def compile_policy(policy: Policy, message: Bilingual, path: DocPath) -> tuple[Compiled, Reader]:
    """A policy with its names looked up; the reader holds what is wrong with it."""
    reader = Reader(policy.subject)
    clauses = []
    for i, clause in enumerate(policy.clauses):
        at = (*path, "also", i - 1) if i else path
        clauses.append(_clause(policy.subject, clause, message, reader, at))
    usual: tuple[Named, ...] = ("channel",) if policy.subject == "transfers" else ()
    named = usual if policy.parts is None else policy.parts
    known = tuple(fields("model")) if policy.subject == "model" else PARTS.get(policy.subject, ())
    for i, name in enumerate(named):
        if name not in known:
            # The model has too many fields to list.
            allowed = ", ".join(known) if known and policy.subject != "model" else "-"
            reader.wrong(
                f"「{policy.subject}」の parts に「{name}」は使えません。使える値: {allowed}",
                f"'{name}' is no further part of '{policy.subject}'; allowed: {allowed}",
                (*path, "parts", i),
                nearest(name, known),
            )
    single = any(c.single for c in clauses)
    own = reader.single or reader.own
    return Compiled(policy.subject, single, own, tuple(clauses), named), reader


def _clause(
    subject: Subject, clause: Clause, message: Bilingual, reader: Reader, path: DocPath
) -> Ready:
    reader.count, before, reader.single = 0, reader.single, False
    when = None if clause.when is None else reader.read(clause.when, (*path, "when"))
    single, reader.single = reader.single, False
    at = (*path, "require")
    need = clause.require
    sides = need.side or (("effective",) if subject == "transfers" else ("self",))
    _controls(subject, need, sides, reader, at)
    found = _fields(need, reader, at)
    reader.count = 0
    values = None if need.values is None else reader.read(need.values, (*at, "values"))
    controls = need.controls or need.any_control or need.part_of
    if not (controls or need.fields or need.values is not None):
        reader.wrong(
            "require に controls、any_control、part_of、fields、values のどれかを書いてください",
            "'require' needs controls, any_control, part_of, fields or values",
            at,
        )
    each, reader.single = reader.single, before or single or reader.single
    shown = _messages(subject, clause, message, reader, path)
    known = catalogue_set()
    if reader.problems:
        need = Need()
    return Ready(
        when,
        single,
        each,
        tuple(known.mask(c) for c in need.controls),
        known.mask(*need.controls),
        tuple(known.mask(c) for c in need.any_control),
        (known.canonical(need.any_control[0]) or "") if need.any_control else "",
        tuple((known.canonical(c) or c, known.mask(c)) for c in need.part_of),
        sides,
        need.partly,
        found,
        values,
        clause.message,
        clause.elsewhere,
        clause.level,
        tuple(shown.items()),
    )


def _fields(need: Need, reader: Reader, path: DocPath) -> tuple[tuple[str, Field], ...]:
    found = []
    for i, name in enumerate(need.fields):
        field = reader.field(name, (*path, "fields", i))
        if field is not None and field.kind in ("flag", "controls"):
            reader.wrong(
                f"「{name}」は記入欄ではありません。values に条件として書いてください",
                f"'{name}' cannot be filled in; write it as a condition under 'values'",
                (*path, "fields", i),
            )
        elif field is not None:
            found.append((name, field))
    return tuple(found)


def _controls(
    subject: Subject, need: Need, sides: tuple[Side, ...], reader: Reader, path: DocPath
) -> None:
    lists = (
        ("controls", need.controls),
        ("any_control", need.any_control),
        ("part_of", need.part_of),
    )
    named = [(key, i, c) for key, names in lists for i, c in enumerate(names)]
    allowed = SIDES[subject]
    if (named or need.side) and not allowed:
        reader.wrong(
            f"「{subject}」には対策を求められません",
            f"controls cannot be asked of '{subject}'",
            (*path, named[0][0] if named else "side"),
            key=True,
        )
        return
    for i, side in enumerate(need.side):
        if side not in allowed:
            reader.wrong(
                f"「{subject}」の side に「{side}」は使えません。使える値: {', '.join(allowed)}",
                f"'{side}' is no side of '{subject}'; allowed: {', '.join(allowed)}",
                (*path, "side", i),
            )
    for key, i, name in named:
        at = (*path, key, i)
        if reader.control(name, at) and not _possible(name, subject, sides):
            reader.wrong(
                f"対策「{name}」は、ここに挙げた側（{', '.join(sides)}）には書けません",
                f"control '{name}' can never be stated for {', '.join(sides)}",
                at,
            )
    if need.partly and len(catalogue_set().split(_mask(need.controls))) == 0:
        reader.wrong(
            "partly は controls と一緒に使います",
            "'partly' goes with 'controls'",
            (*path, "partly"),
        )


def _mask(names: tuple[str, ...]) -> int:
    known = catalogue_set()
    return known.mask(*(n for n in names if known.canonical(n) is not None))


def _possible(name: str, subject: Subject, sides: tuple[Side, ...]) -> bool:
    """Whether a control can be stated for one of the sides at all."""
    by = catalogue_set().control(name).provided_by
    for side in sides:
        if side == "effective" or (subject == "channels" and side == "self" and "channel" in by):
            return True
        kind = _KIND_OF_SIDE.get(side, "actor")
        if kind in by and not (subject == "channels" and side == "self"):
            return True
    return False


def _messages(
    subject: Subject, clause: Clause, message: Bilingual, reader: Reader, path: DocPath
) -> dict[str, Field]:
    """The fields that the messages of a clause print."""
    # The message of a rule that several clauses share is told of once.
    told = clause.message is not None or "also" not in path
    shown = _message(subject, clause.message or message, reader, (*path, "message"), told)
    if clause.elsewhere is not None:
        at = (*path, "elsewhere")
        if subject != "transfers" or not clause.require.controls:
            reader.wrong(
                "elsewhere は、transfers に controls を求めるときだけ使えます",
                "'elsewhere' is for transfers of which 'controls' are required",
                at,
                key=True,
            )
        shown |= _message(subject, clause.elsewhere, reader, at, True, (ELSEWHERE,))
    return shown


def _message(
    subject: Subject,
    text: Bilingual,
    reader: Reader,
    path: DocPath,
    told: bool,
    more: tuple[str, ...] = (),
) -> dict[str, Field]:
    """The fields that a message prints; `told` where it names what is not there."""
    known = (*PLACEHOLDERS[subject], *more)
    shown: dict[str, Field] = {}
    for lang in LANGS:
        at = (*path, lang)
        found = pieces(text.text(lang))
        if found is None:
            if told:
                reader.wrong("波かっこ { } が対になっていません", "the braces { } do not match", at)
            continue
        for _, name in found:
            if name is None or name in known:
                continue
            field = fields(subject).get(name)
            if field is not None and field.kind not in ("flag", "controls"):
                shown[name] = field
            elif told:
                listed = ", ".join(f"{{{k}}}" for k in known)
                reader.wrong(
                    f"「{{{shorten(name)}}}」は使えません。使えるもの: {listed} と項目の名前",
                    f"unknown placeholder '{{{shorten(name)}}}'; known: {listed} and fields",
                    at,
                    nearest(name, (*known, *fields(subject))),
                )
    return shown


def text(value: object) -> Bilingual:
    """A bilingual text, or none."""
    found = getattr(value, "bilingual", None)
    return found if isinstance(found, Bilingual) else Bilingual("", "")
