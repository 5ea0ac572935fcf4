"""Judging the rules of packs: groups of like parts first, findings only where a part fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flowmodel.analysis.coverage import NOTHING, Masks
from flowmodel.errors import DocPath
from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.facts import ALWAYS, Profile
from flowmodel.lint.policy.compile import Compiled
from flowmodel.lint.policy.language import Side
from flowmodel.lint.policy.view import View, of_profile
from flowmodel.lint.rule import Context, Finding, Missing, Rule
from flowmodel.model import Actor, Checklist, localise
from flowmodel.vocabulary import LEVELS, SIDES, Level

NOWHERE = Bilingual("（経路なし）", "(no channel)")


def judge(rule: Rule, ctx: Context, compiled: Compiled) -> Iterator[Finding]:
    """The findings of one rule."""
    view = View.of(ctx)
    if rule.needs is None:
        groups = view.groups(compiled.subject, compiled.single)
    else:
        groups = (*map(of_profile, ctx.suspects(rule)), *view.within)
    for part, members in groups:
        if compiled.when is not None and not compiled.when(view, part):
            continue
        lacking, absent, untrue = _fails(view, compiled, part)
        if lacking or absent or untrue:
            for member in members:
                yield _finding(rule, view, compiled, member, lacking, absent)


def needs(compiled: Compiled, ctx: Context, profile: Profile) -> int:
    """What a rule for transfers needs in a situation, as `Rule.needs` says."""
    view, flow = View.of(ctx), profile.flows[0]
    if compiled.when is not None and not compiled.when(view, flow):
        return 0
    further = compiled.one_of or compiled.fields or compiled.values is not None
    if compiled.sides == ("effective",) and not further:
        return compiled.wanted
    return ALWAYS if any(_fails(view, compiled, flow)) else 0


def _fails(view: View, c: Compiled, part: Any) -> tuple[tuple[str, ...], list[str], bool]:
    """The controls and fields that are missing, and whether a value is not as required."""
    lacking: tuple[str, ...] = ()
    if c.wanted or c.one_of:
        settled = _settled(view, c, part)
        open_ = c.wanted & ~settled
        if open_:
            lacking = view.graph.controls.split(open_)
        if c.one_of and not any(settled & m == m for m in c.one_of):
            lacking = (*lacking, c.first)
    absent = [name for name, field in c.fields if not field.read(view, part)]
    return lacking, absent, c.values is not None and not c.values(view, part)


def _settled(view: View, c: Compiled, part: Any) -> int:
    """What is stated, either way, in the places that count."""
    found = 0
    for side in c.sides:
        found |= _side(view, side, part).settled
    return found


def _side(view: View, side: Side, part: Any) -> Masks:
    coverage = view.coverage
    if side in ("effective", "self"):
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
    """For an actor what all its internet channels state, for a channel what its ends do."""
    if side == "either":
        first, second = part.between
        return view.coverage.actor(first) | view.coverage.actor(second)
    lines = list(view.lines(part))
    if not lines:
        return NOTHING
    settled = lines[0].settled
    for masks in lines[1:]:
        settled &= masks.settled
    return Masks(settled)


def _providers(view: View, c: Compiled, part: Any, control: str) -> tuple[str, ...]:
    """The parts for which a control could be stated so that the rule is content."""
    by = view.graph.controls.control(control).provided_by
    found: list[str] = []
    for side in c.sides:
        if side == "effective":
            found.extend(view.ctx.providers(part, control))
        elif side == "self":
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
    c: Compiled,
    part: Any,
    lacking: tuple[str, ...],
    absent: list[str],
) -> Finding:
    labels = dict(c.fields)
    values: dict[str, object] = {
        "controls": view.ctx.control(*lacking),
        "fields": Bilingual(
            "、".join(labels[n].label.ja for n in absent),
            ", ".join(labels[n].label.en for n in absent),
        ),
        **_named(view, c, part),
    }
    path, parts = _where(view, c, part, absent)
    level: Level = rule.level
    if c.partly and lacking and not absent and _some(view, c, lacking):
        level = c.partly
    return Finding(
        rule.id,
        level,
        rule.message.format(**values),
        parts,
        path,
        tuple(Missing(k, _providers(view, c, part, k)) for k in lacking),
        rule.basis,
    )


def _some(view: View, c: Compiled, lacking: tuple[str, ...]) -> bool:
    """Whether some of the controls are stated, though not all."""
    return view.graph.controls.mask(*lacking) & c.wanted != c.wanted


def _where(
    view: View, c: Compiled, part: Any, absent: list[str]
) -> tuple[DocPath, tuple[str, ...]]:
    if isinstance(part, Flow):
        return part.path, (part.transfer.step, *([part.channel.id] if part.channel else []))
    if isinstance(part, Checklist):
        index = next(i for i, k in enumerate(view.model.checklists) if k is part)
        return ("checklists", index), (part.side,)
    if c.subject == "model":
        first = tuple(absent[0].split(".")) if absent else ()
        return first, tuple(absent) or (view.model.id,)
    return view.graph.path_of(part), (part.id,)


def _named(view: View, c: Compiled, part: Any) -> dict[str, object]:
    """The placeholders of a kind of part."""
    ctx = view.ctx
    if isinstance(part, Flow):
        return {
            "step": ctx.step(part),
            "source": ctx.name(part.source),
            "target": ctx.name(part.target),
            "acting": ctx.name(part.actor),
            "channel": ctx.name(part.channel) if part.channel else NOWHERE,
        }
    if isinstance(part, Checklist):
        return {"side": SIDES[part.side]}
    if c.subject == "model":
        return {
            "title": Bilingual(
                localise(view.model.title, "ja", view.model.id),
                localise(view.model.title, "en", view.model.id),
            )
        }
    if c.subject == "channels":
        first, second = (view.graph.actors[e] for e in part.between)
        steps = "".join(f.printed for f in view.used.get(part.id, ()))
        return {
            "channel": ctx.name(part),
            "first": ctx.name(first),
            "second": ctx.name(second),
            "steps": Bilingual(f"（手順{steps}）", f" (step {steps})")
            if steps
            else Bilingual("", ""),
        }
    return {"actor" if c.subject == "actors" else "data": ctx.name(part)}


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
