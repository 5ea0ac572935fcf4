"""Findings about transfers and actors, in the words that all rules of a kind share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from flowmodel.analysis import Provided
from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.facts import Profile
from flowmodel.lint.rule import Context, Finding, Missing, Requirement, Rule
from flowmodel.model import Actor
from flowmodel.vocabulary import Level

Needs = Callable[[Context, Profile], int]


def of_profile(
    rule: Rule,
    ctx: Context,
    profile: Profile,
    missing: tuple[str, ...],
    *,
    level: Level | None = None,
    message: Bilingual | None = None,
    where: Bilingual | None = None,
    fields: tuple[Missing, ...] = (),
) -> Iterator[Finding]:
    """One finding for each transfer of a profile; `fields` are missing beside the controls.

    The message may use ``{step} {source} {target} {channel} {controls} {where}``.
    """
    source, target = ctx.name(profile.source), ctx.name(profile.target)
    channel, controls = ctx.name(profile.channel), ctx.control(*missing)
    for flow in profile.flows:
        yield rule.finding(
            flow.path,
            (flow.transfer.step, profile.channel.id),
            missing=(*ctx.missing(flow, *missing), *fields),
            level=level,
            message=message,
            step=ctx.step(flow),
            source=source,
            target=target,
            channel=channel,
            controls=controls,
            where=where,
        )


def on_personal(needs: Needs) -> Needs:
    """What a rule needs of transfers that may move personal data; it needs nothing of others."""

    def found(ctx: Context, profile: Profile) -> int:
        return needs(ctx, profile) if profile.personal else 0

    return found


def elsewhere(ctx: Context, flow: Flow, *controls: str) -> Bilingual | None:
    """The parts for which one of the controls is stated where it does not protect the line.

    An end of the transfer that states it, in its box or by itself, or a box whose bullet has the
    catalogue's words and names no control. None where there is no such part.
    """
    mask = ctx.facts.mask(*controls)
    ends = (flow.source, flow.target)
    found: dict[str, None] = {a.id: None for a in ends if ctx.coverage.actor(a.id).stated & mask}
    boxed = ctx.facts.boxed
    if boxed:
        wording = {w for c in controls for w in ctx.graph.controls.control(c).bullets}
        near = [part.id for part in (*ends, flow.channel) if part is not None]
        boxes = sorted(box for id in dict.fromkeys(near) for box in boxed.get(id, ()))
        found.update((at, None) for _, at, said in boxes if not said.isdisjoint(wording))
    parts = [part for id in found if (part := ctx.graph.part(id)) is not None]
    return ctx.names(parts) if parts else None


def asked(
    rule: Rule,
    ctx: Context,
    flow: Flow,
    *controls: str,
    whole: bool = True,
    statements: Iterable[Provided] | None = None,
    only: tuple[str, ...] | None = None,
) -> Requirement:
    """What a rule asks of one transfer, against the statements that count for it.

    With `whole` each part of each control must be stated, without it one part of any of them is
    enough. `statements` are those that count, where they are not the effective ones of the
    transfer; `only` names the parts for which the controls can be stated, where they are not
    those of the catalogue.
    """
    catalogue = ctx.graph.controls
    wanted = catalogue.mask(*controls)
    held = list(ctx.coverage.effective(flow) if statements is None else statements)
    counted = tuple(p for p in held if catalogue.mask(p.control) & wanted)
    settled = catalogue.mask(*(p.control for p in counted)) & wanted
    lacking = catalogue.split(wanted & ~settled) if whole or not settled else ()
    providers = tuple(only or ctx.providers(flow, c) for c in lacking)
    return Requirement(rule.id, controls, counted, lacking, providers, met=not lacking)


def of_actor(
    rule: Rule,
    ctx: Context,
    actor: Actor,
    missing: tuple[str, ...],
    *,
    level: Level | None = None,
    message: Bilingual | None = None,
    providers: tuple[str, ...] = (),
    **values: object,
) -> Finding:
    """A finding at an actor. The message may use ``{actor}`` and ``{controls}``."""
    return rule.finding(
        ctx.graph.path_of(actor),
        (actor.id,),
        missing=[Missing(c, (actor.id, *providers)) for c in missing],
        level=level,
        message=message,
        actor=ctx.name(actor),
        quote="",
        controls=ctx.control(*missing),
        **values,
    )
