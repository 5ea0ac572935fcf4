"""W04: a waiver that names a rule or a part that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.errors import did_you_mean, nearest, shorten
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual
from flowmodel.lint.rule import SILENT, Context, Finding, Rule
from flowmodel.lint.samples import SEND, cloud
from flowmodel.lint.waivers import part_of

MOST_NEAR = 100
"""Unknown parts for which like names are sought: each is compared with all the names there are."""


def _check(rule: Rule, ctx: Context) -> Iterator[Finding]:
    from flowmodel.lint.rules import UPKEEP

    rules, near_parts = known_rules(ctx), 0
    for i, w in enumerate(ctx.graph.model.waivers):
        if w.rule.upper() in UPKEEP:
            message = rule.options["upkeep"]
            yield rule.finding(
                ("waivers", i, "rule"), (w.part,), message=message, name=w.rule.upper()
            )
        elif w.rule.upper() not in rules:
            near = did_you_mean(nearest(w.rule, rules))
            yield rule.finding(("waivers", i, "rule"), (w.part,), name=shorten(w.rule), near=near)
        elif not known_part(ctx.graph, w.part):
            near_parts += 1
            near = SILENT
            if near_parts <= MOST_NEAR:
                near = did_you_mean(nearest(w.part, ctx.graph.once(_parts)))
            yield rule.finding(
                ("waivers", i, "part"),
                (w.part,),
                message=rule.options["part"],
                name=shorten(w.part),
                near=near,
            )


def known_rules(ctx: Context) -> tuple[str, ...]:
    """The rules whose findings can be waived."""
    from flowmodel.lint.rules import RULES, UPKEEP

    named = (*RULES, *(r.id for r in ctx.rules), *ctx.skipped)
    return tuple(dict.fromkeys(id for id in named if id not in UPKEEP))


def known_part(graph: FlowGraph, part: str) -> bool:
    """Whether a part of the model, or a word of a finding, goes by this name."""
    return part_of(graph, part) in graph.once(_parts)


def _parts(graph: FlowGraph) -> dict[str, None]:
    """All that findings can name: ids, steps, sides and items of the checklist, terms."""
    model = graph.model
    names = [model.id, *graph.steps, *graph.zones, *graph.actors, *graph.channels, *graph.data]
    names += [b.id for b in model.boxes]
    names += ["ward", "counterpart", *graph.controls.names()]
    names += [n for t in model.terms for n in (t.preferred, *t.variants)]
    return dict.fromkeys(names)


def _waiver(rule: str, part: str) -> str:
    return (
        f"waivers:\n  - {{rule: {rule}, part: {part}, reason: 試行のため, approver: 情報政策課長, "
        "expires: 2030-03-31}"
    )


RULE = Rule(
    id="W04",
    level="error",
    kind="document",
    title=Bilingual("例外承認の宛先不明", "Waiver of an unknown rule or part"),
    message=Bilingual(
        "例外の承認が挙げる規則「{name}」はありません{near}",
        "a waiver names the rule '{name}', which does not exist{near}",
    ),
    options={
        "upkeep": Bilingual(
            "規則 {name} は例外承認と証跡の期限についての規則なので、例外として承認できません",
            "rule {name} is about waivers and expiry themselves and cannot be waived",
        ),
        "part": Bilingual(
            "例外の承認が挙げる部分「{name}」はありません{near}",
            "a waiver names the part '{name}', which does not exist{near}",
        ),
    },
    why=Bilingual(
        "書き間違えた承認は、効いていると思われたまま何も承認していません。",
        "A misspelt waiver is believed to hold and accepts nothing.",
    ),
    applies=Bilingual(
        "すべての例外承認。* などでまとめて指すことはできません。例外承認についての規則（W で始まる"
        "もの）は承認の対象になりません。",
        "All waivers. There are no wildcards. The rules on waivers themselves (W…) cannot be "
        "waived.",
    ),
    satisfied=Bilingual(
        "規則の番号と、部分の id または手順（④、1’ など）を、そのとおりに書く。",
        "Name the rule's id, and the part by its id or step (④, 1’), exactly.",
    ),
    basis=Bilingual("判断の記録の扱い（技術的判断）", "judgement, on how decisions are kept"),
    origin=("judgement",),
    check=_check,
    false_positives=Bilingual(
        "読み込んでいない規則集の規則を挙げた場合。",
        "Rules of a policy pack that is not in use.",
    ),
    passing=(
        cloud("手順を印刷どおりに書く", "a step as printed", SEND, more=_waiver("E01", "①")),
        cloud("手順を番号で書く", "a step by its number", SEND, more=_waiver("E01", '"1"')),
    ),
    failing=(
        cloud("規則がない", "no such rule", SEND, more=_waiver("E99", "①")),
        cloud("部分がない", "no such part", SEND, more=_waiver("E01", "stor")),
        cloud("まとめて指す", "a wildcard", SEND, more=_waiver("E01", '"*"')),
    ),
)
