"""Findings about transfers and actors, in the words that all rules of a kind share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from flowmodel.analysis import Provided
from flowmodel.graph import Flow
from flowmodel.language import Bilingual
from flowmodel.lint.facts import Profile
from flowmodel.lint.rule import Context, Finding, Missing, Requirement, Rule
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


def asked(
    rule: Rule,
    ctx: Context,
    flow: Flow,
    *controls: str,
    whole: bool = True,
    statements: Iterable[Provided] | None = None,
    also: str | None = None,
    only: tuple[str, ...] | None = None,
) -> Requirement:
    """What a rule asks of one transfer, against the statements that count for it.

    With `whole` each part of each control must be stated, without it one part of any of them is
    enough. `statements` are those that count, where they are not the effective ones of the
    transfer; `also` is a further actor whose statements count; `only` names the parts for which
    the controls can be stated, where they are not those of the catalogue.
    """
    catalogue = ctx.graph.controls
    wanted = catalogue.mask(*controls)
    held = list(ctx.coverage.effective(flow) if statements is None else statements)
    if also is not None:
        held += [p for p in ctx.coverage.stated("actor", also) if p not in held]
    counted = tuple(p for p in held if catalogue.mask(p.control) & wanted)
    settled = catalogue.mask(*(p.control for p in counted)) & wanted
    lacking = catalogue.split(wanted & ~settled) if whole or not settled else ()
    providers = tuple(only or _with(ctx.providers(flow, c), also, flow) for c in lacking)
    return Requirement(rule.id, controls, counted, lacking, providers, met=not lacking)


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
