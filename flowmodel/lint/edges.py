"""Findings about transfers and actors, in the words that all rules of a kind share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    also: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """One finding for each transfer of a profile.

    The message may use ``{step} {source} {target} {channel} {controls}``. `also` names, for a
    control, a further actor that could provide it.
    """
    source, target = ctx.name(profile.source), ctx.name(profile.target)
    channel, controls = ctx.name(profile.channel), ctx.control(*missing)
    for flow in profile.flows:
        yield rule.finding(
            flow.path,
            (flow.transfer.step, profile.channel.id),
            missing=[
                Missing(
                    c, _with(ctx.providers(flow, c), (also or {}).get(c.partition(".")[0]), flow)
                )
                for c in missing
            ],
            level=level,
            message=message,
            step=ctx.step(flow),
            source=source,
            target=target,
            channel=channel,
            controls=controls,
        )


def _with(providers: tuple[str, ...], also: str | None, flow: Flow) -> tuple[str, ...]:
    """`providers` with a further actor before the transfer itself, which stands last."""
    if also is None or also in providers:
        return providers
    own = tuple(p for p in providers if p == flow.transfer.step)
    return (*providers[: len(providers) - len(own)], also, *own)


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
