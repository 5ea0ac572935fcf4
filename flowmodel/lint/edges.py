"""Findings about transfers and actors, in the words that all rules of a kind share."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.facts import Profile
from flowmodel.lint.rule import Context, Finding, Missing, Rule
from flowmodel.model import Actor
from flowmodel.vocabulary import Level


def of_profile(
    rule: Rule,
    ctx: Context,
    profile: Profile,
    missing: tuple[str, ...],
    *,
    level: Level | None = None,
    message: Bilingual | None = None,
    also: tuple[str, ...] = (),
) -> Iterator[Finding]:
    """One finding for each transfer of a profile.

    The message may use ``{step} {source} {target} {channel} {controls}``. `also` names
    further actors that could provide what is missing.
    """
    source, target = ctx.name(profile.source), ctx.name(profile.target)
    channel, controls = ctx.name(profile.channel), ctx.control(*missing)
    for flow in profile.flows:
        yield rule.finding(
            flow.path,
            (flow.transfer.step, profile.channel.id),
            missing=[Missing(c, _with(ctx.providers(flow, c), also, flow)) for c in missing],
            level=level,
            message=message,
            step=ctx.step(flow),
            source=source,
            target=target,
            channel=channel,
            controls=controls,
        )


def _with(providers: tuple[str, ...], also: tuple[str, ...], flow: Flow) -> tuple[str, ...]:
    """`providers` with further actors before the transfer itself, which stands last."""
    more = tuple(a for a in also if a not in providers)
    step = flow.transfer.step
    if not more or not providers or providers[-1] != step:
        return providers + more
    return (*providers[:-1], *more, step)


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
        controls=ctx.control(*missing),
        **values,
    )
