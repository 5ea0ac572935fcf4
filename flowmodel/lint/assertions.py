"""From the violations of assertions to findings with their witnesses in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from flowmodel.analysis.words import listed, told
from flowmodel.errors import DocPath
from flowmodel.language import Bilingual
from flowmodel.lint.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from flowmodel.analysis.claims import Violation

Check = Callable[[Rule, Context], Iterator[Finding]]


def judge(kind: str) -> Check:
    """The check of the rule on one kind of assertion."""

    def check(rule: Rule, ctx: Context) -> Iterator[Finding]:
        claims = [(i, a) for i, a in enumerate(ctx.graph.model.assertions) if a.kind == kind]
        if not claims:
            return
        # Models without assertions need none of this.
        from flowmodel.analysis import claims as judged
        from flowmodel.analysis.propagate import information

        info = information(ctx.graph)
        evaluate: Callable[[Any, Any], Iterable[Any]] = getattr(judged, kind)
        for i, claim in claims:
            for found in evaluate(info, claim):
                yield finding(rule, ctx, ("assertions", i), found)

    return check


_NO_MARK = Bilingual("条件に合う情報", "any data that the conditions ask for")
"""A mark that no category of the model is."""


def finding(rule: Rule, ctx: Context, path: DocPath, found: Violation) -> Finding:
    """A violation in the words of the rule on its kind, at a place of the document."""
    steps = dict.fromkeys(way.part for way in found.trail)
    return rule.finding(
        path,
        (found.part, *steps),
        message=rule.options.get(found.problem),
        place=named(ctx, (found.part,)),
        what=named(ctx, found.data) if found.data else Bilingual("情報", "material"),
        lacking=named(ctx, found.lacking) if found.lacking else _NO_MARK,
        other=named(ctx, (found.other,)) if found.other in _parts(ctx) else Bilingual("", ""),
        start=named(ctx, (found.trail[0].source,)) if found.trail else Bilingual("", ""),
        step=found.trail[0].printed if found.trail else Bilingual("初め", "the start"),
        way=told(ctx.graph, found.trail),
    )


def _parts(ctx: Context) -> dict[str, object]:
    return {**ctx.graph.actors, **ctx.graph.channels}


def named(ctx: Context, ids: Iterable[str]) -> Bilingual:
    """Parts, categories and controls by their printed names."""
    names = []
    for id in ids:
        part = ctx.graph.part(id)
        if part is None and ctx.graph.controls.canonical(id) is not None:
            names.append(ctx.control(id))
        elif part is not None:
            names.append(ctx.name(part))
    return listed(names)
