"""Judging rules that are data: groups of like parts first, findings only where a part fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flowmodel.analysis import Provided
from flowmodel.analysis.coverage import NOTHING, Masks
from flowmodel.errors import DocPath
from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.demand import Side
from flowmodel.lint.edges import asked as requirement
from flowmodel.lint.facts import ALWAYS, Profile
from flowmodel.lint.policy.compile import ELSEWHERE, Compiled, Ready
from flowmodel.lint.policy.named import label, named, parts_of, where
from flowmodel.lint.policy.view import View, of_profile
from flowmodel.lint.policy.words import filled
from flowmodel.lint.rule import SILENT, Context, Finding, Missing, Requirement, Rule
from flowmodel.model import Actor
from flowmodel.vocabulary import LEVELS, Level

EFFECTIVE: tuple[Side, ...] = ("effective",)
"""The usual place of a transfer's controls: wherever they protect it."""


def judge(rule: Rule, ctx: Context, compiled: Compiled) -> Iterator[Finding]:
    """The findings of one rule."""
    view = View.of(ctx)
    if rule.needed is None:
        groups = view.groups(compiled.subject, compiled.single)
    else:
        groups = (*map(of_profile, ctx.suspects(rule)), *view.within)
    for part, members, settled in groups:
        for clause in compiled.clauses:
            if clause.when is not None and not clause.when(view, part):
                continue
            known = settled if clause.sides == EFFECTIVE else None
            for like in [(m,) for m in members] if clause.each else (members,):
                lacking, absent, untrue = _fails(view, clause, like[0], known)
                if lacking or absent or untrue:
                    for member in like:
                        yield _finding(rule, view, compiled, clause, member, lacking, absent)


def needs(compiled: Compiled, ctx: Context, profile: Profile) -> int:
    """What a rule for transfers needs in a situation, as `Rule.needs` says."""
    view, flow = View.of(ctx), profile.flows[0]
    found = 0
    for c in compiled.clauses:
        if c.when is not None and not c.when(view, flow):
            continue
        further = c.one_of or c.part_of or c.fields or c.values is not None
        if c.sides == EFFECTIVE and not further:
            found |= c.wanted
        elif any(_fails(view, c, flow)):
            return ALWAYS
    return found


def requires(rule: Rule, ctx: Context, flow: Flow) -> Iterator[Requirement]:
    """The controls that a rule asks of a transfer, with what is stated in the places that count."""
    view = View.of(ctx)
    for c in rule.compiled.clauses:
        if c.when is not None and not c.when(view, flow):
            continue
        said = None if c.sides == EFFECTIVE else tuple(_statements(view, c, flow))
        every = [name for mask in c.controls for name in view.graph.controls.split(mask)]
        asks = [requirement(rule, ctx, flow, *every, statements=said)] if every else []
        if c.one_of:
            asks.append(_any(rule, view, c, flow, said))
        for id, _ in c.part_of:
            asks.append(requirement(rule, ctx, flow, id, whole=False, statements=said))
        for one in asks:
            yield replace(one, providers=tuple(_providers(view, c, flow, n) for n in one.lacking))


def _any(
    rule: Rule, view: View, c: Ready, flow: Flow, said: tuple[Provided, ...] | None
) -> Requirement:
    """One of several controls, whole: met by any, and where it is not, told by the first."""
    names = [name for mask in c.one_of for name in view.graph.controls.split(mask)]
    found = requirement(rule, view.ctx, flow, *names, whole=False, statements=said)
    settled = view.graph.controls.mask(*(p.control for p in found.counted))
    met = any(settled & mask == mask for mask in c.one_of)
    return replace(found, met=met, lacking=() if met else (c.first,))


def _statements(view: View, c: Ready, flow: Flow) -> Iterator[Provided]:
    """What is stated of any control in the places that count for a clause, each once."""
    coverage = view.coverage
    found: dict[Provided, None] = {}
    for side in c.sides:
        if side == "effective":
            found.update(dict.fromkeys(coverage.effective(flow)))
        elif side == "transfer":
            found.update(dict.fromkeys(coverage.stated("transfer", flow.transfer.step)))
        elif side == "channel":
            told = coverage.stated("channel", flow.channel.id) if flow.channel else ()
            found.update(dict.fromkeys(told))
        else:
            for actor in _ends(flow, side):
                found.update(dict.fromkeys(coverage.stated("actor", actor.id)))
    yield from found


def _fails(
    view: View, c: Ready, part: Any, known: int | None = None
) -> tuple[tuple[str, ...], list[str], bool]:
    """The controls and fields that are missing, and whether a value is not as required.

    `known` is what is stated in the places that count, where that was found before.
    """
    lacking: tuple[str, ...] = ()
    if c.wanted or c.one_of or c.part_of:
        settled = _settled(view, c, part) if known is None else known
        if c.wanted & ~settled:
            lacking = view.lacking(c.controls, c.wanted & ~settled)
        if c.one_of and not any(settled & m == m for m in c.one_of):
            lacking = (*lacking, c.first)
        lacking = (*lacking, *(id for id, m in c.part_of if not settled & m))
    absent = [name for name, field in c.fields if not field.read(view, part)]
    return lacking, absent, c.values is not None and not c.values(view, part)


def _settled(view: View, c: Ready, part: Any) -> int:
    """What is stated, either way, in the places that count."""
    found = 0
    for side in c.sides:
        found |= _side(view, side, part).settled
    return found


def _side(view: View, side: Side, part: Any) -> Masks:
    coverage = view.coverage
    if side == "self" or (side == "effective" and isinstance(part, Flow)):
        return view.masks(part)
    if not isinstance(part, Flow):
        return _around(view, side, part)
    if side == "transfer":
        return coverage.of("transfer", part.transfer.step)
    if side == "channel":
        return coverage.of("channel", part.channel.id) if part.channel else NOTHING
    if side == "source":
        return coverage.actor(part.source.id)
    if side == "target":
        return coverage.actor(part.target.id)
    if side == "acting":
        return coverage.actor(part.actor.id)
    return coverage.actor(part.source.id) | coverage.actor(part.target.id)


def _around(view: View, side: Side, part: Any) -> Masks:
    """What lies around: all internet lines of an actor; the ends or transfers of a channel."""
    if side == "either":
        first, second = part.between
        return view.coverage.actor(first) | view.coverage.actor(second)
    if side == "effective":
        over = view.used.get(part.id, ())
        return _all([view.masks(f) for f in over]) if over else view.masks(part)
    return _all(list(view.lines(part)))


def _all(found: list[Masks]) -> Masks:
    """What is stated of each of several parts."""
    if not found:
        return NOTHING
    settled = found[0].settled
    for masks in found[1:]:
        settled &= masks.settled
    return Masks(settled)


def _providers(view: View, c: Ready, part: Any, control: str) -> tuple[str, ...]:
    """The parts for which a control could be stated so that the rule is content."""
    by = view.graph.controls.control(control).provided_by
    if c.sides == EFFECTIVE and isinstance(part, Flow):
        return view.facts.wording.providers(part, control)
    found: list[str] = []
    for side in c.sides:
        if side == "effective" and isinstance(part, Flow):
            found.extend(view.ctx.providers(part, control))
        elif side in ("self", "effective"):
            found.append(part.id)
        elif not isinstance(part, Flow):
            lines = view.facts.internet_channels.get(part.id, ())
            found.extend(part.between if side == "either" else lines)
        elif side == "transfer":
            found.extend([part.transfer.step] if "transfer" in by else [])
        elif side == "channel":
            found.extend([part.channel.id] if part.channel and "channel" in by else [])
        elif "actor" in by:
            found.extend(a.id for a in _ends(part, side))
    return tuple(dict.fromkeys(found))


def _ends(flow: Flow, side: Side) -> tuple[Actor, ...]:
    if side == "source":
        return (flow.source,)
    if side == "target":
        return (flow.target,)
    return (flow.actor,) if side == "acting" else (flow.source, flow.target)


def _finding(
    rule: Rule,
    view: View,
    compiled: Compiled,
    c: Ready,
    part: Any,
    lacking: tuple[str, ...],
    absent: list[str],
) -> Finding:
    labels = {name: label(name, field) for name, field in c.fields} if c.fields else {}
    where_else = view.elsewhere(part, lacking) if c.elsewhere is not None and lacking else None
    message = c.message or rule.message
    if c.elsewhere is not None and where_else is not None:
        message = c.elsewhere
    values = {
        "controls": view.facts.wording.control(lacking),
        "fields": _listed([labels[n] for n in absent]) if absent else SILENT,
        ELSEWHERE: where_else or SILENT,
    }
    for name, field in c.shown:
        values[name] = field.printed(view, part)
    path = where(view, compiled, part, absent)
    level: Level = c.level or rule.level
    if c.partly and lacking and not absent and _some(view, c, lacking):
        level = c.partly
    if c.sides == EFFECTIVE and isinstance(part, Flow):
        missing = view.facts.wording.missing(part, lacking)
    else:
        missing = tuple([Missing(k, _providers(view, c, part, k)) for k in lacking])
    if absent:
        missing += tuple([_field(view, part, path, n, labels[n]) for n in absent])
    return Finding(
        rule.id,
        level,
        filled(message, values, named(view, part)),
        parts_of(view, compiled, part, absent),
        path,
        missing,
        rule.basis,
    )


def _listed(names: list[Bilingual]) -> Bilingual:
    """The names of fields as a sentence holds them."""
    if not names:
        return SILENT
    head, last = ", ".join(n.en for n in names[:-1]), "".join(n.en for n in names[-1:])
    return Bilingual("・".join(n.ja for n in names), f"{head} and {last}" if head else last)


def _field(view: View, part: Any, path: DocPath, name: str, label: Bilingual) -> Missing:
    """A field that is missing, with the part that would state it."""
    if part is view.model:
        *sheet, last = name.split(".")
        return Missing(None, (), last if path == tuple(sheet) else name, label)
    at, _, rest = name.partition(".")
    if isinstance(part, Flow):
        ends = {"source": part.source, "target": part.target, "acting": part.actor}
        end = part.channel if at == "channel" else ends.get(at)
        if end is not None and rest:
            return Missing(None, (end.id,), rest, label)
        return Missing(None, (part.transfer.step,), name, label)
    if at == "model":
        return Missing(None, (), name, label)
    return Missing(None, (getattr(part, "id", None) or part.side,), name, label)


def _some(view: View, c: Ready, lacking: tuple[str, ...]) -> bool:
    """Whether some of the controls are stated, though not all."""
    return view.graph.controls.mask(*lacking) & c.wanted != c.wanted


def without_twins(found: list[Finding], packs: tuple[Rule, ...]) -> list[Finding]:
    """Drop a pack's finding where the rule that it restates has found the same.

    The same: for the same part, at this level or above, lacking the same controls or more.
    """
    twins = {r.id: r.catalogue for r in packs if r.catalogue}
    ranks = {level: i for i, level in enumerate(LEVELS)}
    told: dict[tuple[str, DocPath], list[Finding]] = {}
    for f in found:
        told.setdefault((f.rule, f.path), []).append(f)

    def twin(f: Finding) -> bool:
        lacking = {m.control for m in f.missing}
        return any(
            ranks[t.level] <= ranks[f.level] and lacking <= {m.control for m in t.missing}
            for t in told.get((twins.get(f.rule, ""), f.path), ())
        )

    return [f for f in found if not twin(f)]
