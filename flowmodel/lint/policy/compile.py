"""A pack's rules with every name looked up: ready to be judged, or told what is wrong."""

from __future__ import annotations

import string
from dataclasses import dataclass

from flowmodel.controls import catalogue_set
from flowmodel.errors import DocPath, nearest, shorten
from flowmodel.language import Bilingual
from flowmodel.lint.policy.conditions import Reader, Test
from flowmodel.lint.policy.fields import Field
from flowmodel.lint.policy.language import PackRule, Side, Subject
from flowmodel.vocabulary import Level

PLACEHOLDERS: dict[Subject, tuple[str, ...]] = {
    "transfers": ("step", "source", "target", "acting", "channel", "controls", "fields"),
    "actors": ("actor", "controls", "fields"),
    "channels": ("channel", "first", "second", "steps", "controls", "fields"),
    "data": ("data", "fields"),
    "checklists": ("side", "fields"),
    "model": ("title", "fields"),
}
"""What a message may name, for each kind of part."""

SIDES: dict[Subject, tuple[Side, ...]] = {
    "transfers": ("effective", "transfer", "channel", "source", "target", "acting", "either"),
    "actors": ("self", "channel"),
    "channels": ("self", "either"),
    "data": (),
    "checklists": (),
    "model": (),
}
"""Where controls can be asked for. For an actor ``channel`` is each internet channel that ends
at it; for a channel ``either`` is any of its ends."""

_KIND_OF_SIDE = {"transfer": "transfer", "channel": "channel"}


@dataclass(frozen=True, slots=True)
class Compiled:
    """One rule of a pack, ready to be judged."""

    subject: Subject
    single: bool
    when: Test | None
    wanted: int
    """Bits of the controls that must all be stated."""
    one_of: tuple[int, ...]
    """Bits of the controls of which one is enough."""
    first: str
    """The first of those, by its id: the one that a finding names."""
    sides: tuple[Side, ...]
    partly: Level | None
    fields: tuple[tuple[str, Field], ...]
    values: Test | None
    own: bool = False
    """Whether it looks at what differs between transfers of one situation."""


def compile_rule(rule: PackRule, path: DocPath) -> tuple[Compiled, Reader]:
    """A rule with its names looked up; the reader holds what is wrong with it."""
    reader = Reader(rule.subject)
    when = None if rule.when is None else reader.read(rule.when, (*path, "when"))
    at = (*path, "require")
    need = rule.require
    sides = need.side or (("effective",) if rule.subject == "transfers" else ("self",))
    _controls(rule, sides, reader, at)
    found = []
    for i, name in enumerate(need.fields):
        field = reader.field(name, (*at, "fields", i))
        if field is not None and field.kind in ("flag", "controls"):
            reader.wrong(
                f"「{name}」は記入欄ではありません。values に条件として書いてください",
                f"'{name}' cannot be filled in; write it as a condition under 'values'",
                (*at, "fields", i),
            )
        elif field is not None:
            found.append((name, field))
    reader.count = 0
    values = None if need.values is None else reader.read(need.values, (*at, "values"))
    if not (need.controls or need.any_control or need.fields or need.values is not None):
        reader.wrong(
            "require に controls、any_control、fields、values のどれかを書いてください",
            "'require' needs controls, any_control, fields or values",
            at,
        )
    _message(rule, reader, path)
    known = catalogue_set()
    sound = not reader.problems
    return (
        Compiled(
            rule.subject,
            reader.single,
            when,
            known.mask(*need.controls) if sound else 0,
            tuple(known.mask(c) for c in need.any_control) if sound else (),
            (known.canonical(need.any_control[0]) or "") if need.any_control else "",
            sides,
            need.partly,
            tuple(found),
            values,
            reader.single or reader.own,
        ),
        reader,
    )


def _controls(rule: PackRule, sides: tuple[Side, ...], reader: Reader, path: DocPath) -> None:
    need = rule.require
    named = [("controls", i, c) for i, c in enumerate(need.controls)]
    named += [("any_control", i, c) for i, c in enumerate(need.any_control)]
    allowed = SIDES[rule.subject]
    if (named or need.side) and not allowed:
        reader.wrong(
            f"「{rule.subject}」には対策を求められません",
            f"controls cannot be asked of '{rule.subject}'",
            (*path, named[0][0] if named else "side"),
            key=True,
        )
        return
    for i, side in enumerate(need.side):
        if side not in allowed:
            reader.wrong(
                f"「{rule.subject}」の side に「{side}」は使えません。使える値: {', '.join(allowed)}",
                f"'{side}' is no side of '{rule.subject}'; allowed: {', '.join(allowed)}",
                (*path, "side", i),
            )
    for key, i, name in named:
        at = (*path, key, i)
        if reader.control(name, at) and not _possible(name, rule.subject, sides):
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


def _message(rule: PackRule, reader: Reader, path: DocPath) -> None:
    known = PLACEHOLDERS[rule.subject]
    for lang, text in (("ja", rule.message.ja), ("en", rule.message.en)):
        at = (*path, "message", lang)
        try:
            parts = list(string.Formatter().parse(text))
        except ValueError:
            reader.wrong("波かっこ { } が対になっていません", "the braces { } do not match", at)
            continue
        for _, name, spec, conversion in parts:
            if name is None:
                continue
            if name not in known or spec or conversion:
                shown = shorten(name)
                reader.wrong(
                    f"「{{{shown}}}」は使えません。使えるもの: {', '.join(f'{{{k}}}' for k in known)}",
                    f"unknown placeholder '{{{shown}}}'; known: "
                    + ", ".join(f"{{{k}}}" for k in known),
                    at,
                    nearest(name, known),
                )


def text(value: object) -> Bilingual:
    """A bilingual text, or none."""
    found = getattr(value, "bilingual", None)
    return found if isinstance(found, Bilingual) else Bilingual("", "")
