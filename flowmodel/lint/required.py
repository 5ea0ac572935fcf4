"""What the rules ask of every step, and where it is stated, as the figure lists it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from flowmodel.analysis import Provided
from flowmodel.graph import Flow, FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.required import Ask, StepAsks
from flowmodel.lint.engine import Report, check
from flowmodel.lint.explain import Explanation, explain_steps
from flowmodel.lint.report.naming import ModelNames
from flowmodel.vocabulary import LEVELS, STATES

_NONE = Bilingual(
    "この手順に対策を求める規則はありません", "no rule asks for a control of this step"
)
_ANY = Bilingual("いずれかの対策", "any control")
_LACKING = Bilingual("記載がありません", "not stated")
_COULD = Bilingual("（記載できる箇所: {names}）", " (could be stated for: {names})")
_RULES = Bilingual("{name}（{rules}）", "{name} ({rules})")
_NOTE = Bilingual("［{level}］", " [{level}]")
_ROUTE = Bilingual("{source} → {target}（{channel}）", "{source} → {target} ({channel})")
_COMMA = Bilingual("、", ", ")


def required(graph: FlowGraph, lang: Lang, report: Report | None = None) -> tuple[StepAsks, ...]:
    """Every step with the controls asked of it, in the order of the series and numbers.

    `report` saves a second check where one was made: of a rule whose findings are all notes, so
    is what it asks.
    """
    levels: dict[str, set[str]] = {}
    report = check(graph) if report is None else report
    for finding in report:
        levels.setdefault(finding.rule, set()).add(finding.level)
    mild = [rule for rule, found in levels.items() if found == {"note"}]
    told = {e.flow.index: e for e in explain_steps(graph)}
    names = ModelNames(graph.model, lang)
    return tuple(
        StepAsks(
            flow.transfer.step,
            f"{flow.printed} {flow.transfer.text(lang)}".rstrip(),
            _route(flow, lang),
            tuple(_asks(told[flow.index], names, lang, mild, report.checked)),
            _NONE.text(lang),
        )
        for flows in graph.series.values()
        for flow in flows
    )


def _route(flow: Flow, lang: Lang) -> str:
    source, target = flow.source.label(lang), flow.target.label(lang)
    if flow.channel is None:
        return source
    return _ROUTE.text(lang).format(source=source, target=target, channel=flow.channel.label(lang))


def _asks(
    told: Explanation,
    names: ModelNames,
    lang: Lang,
    mild: Collection[str],
    checked: Collection[str],
) -> Iterator[Ask]:
    """Each control once, with all rules that ask for it; `mild` are those that only note it.

    What was not `checked` asks for nothing.
    """
    rules: dict[str, list[str]] = {}
    counted: dict[str, dict[Provided, None]] = {}
    lacking: dict[str, dict[str, tuple[str, ...]]] = {}
    strong: set[str] = set()
    for asked in told.asked:
        asks, id = asked.requirement, asked.rule.id
        if id not in checked:
            continue
        if id in mild:
            id += _NOTE.text(lang).format(level=LEVELS["note"].text(lang))
        for control in asks.controls or ("",):
            rules.setdefault(control, []).append(id)
            if asked.rule.id not in mild:
                strong.add(control)
            mine = [p for p in asks.counted if not control or _part_of(p.control, control)]
            counted.setdefault(control, {}).update(dict.fromkeys(mine))
            absent = {
                c: who
                for c, who in zip(asks.lacking, asks.providers, strict=False)
                if _part_of(c, control)
            }
            if not asks.met and not asks.controls:
                absent = {"": ()}
            lacking.setdefault(control, {}).update(absent)
    for control, ids in rules.items():
        name = names.controls.label(control, lang) if control else _ANY.text(lang)
        text = _RULES.text(lang).format(name=name, rules=_COMMA.text(lang).join(dict.fromkeys(ids)))
        absent = lacking[control]
        if absent:
            told_of = _absent(absent, control, names, lang)
            yield Ask("×", text, told_of, control in strong)
        else:
            found = tuple(counted[control])
            yield Ask(_sign(found), text, _stated(found, names, lang), False)


def _part_of(control: str, whole: str) -> bool:
    return control == whole or control.startswith(f"{whole}.") or whole.startswith(f"{control}.")


def _sign(found: tuple[Provided, ...]) -> str:
    states = {p.statement.state for p in found}
    if "in-place" in states:
        return "○"
    return "△" if "planned" in states else "－"


def _stated(found: tuple[Provided, ...], names: ModelNames, lang: Lang) -> str:
    told: dict[str, None] = {}
    for p in found:
        who = names.part(p.provider)
        if p.statement.state != "in-place":
            state = STATES[p.statement.state].text(lang)
            who += f"［{state}］" if lang == "ja" else f" [{state}]"
        told[who] = None
    return _COMMA.text(lang).join(told)


def _absent(absent: dict[str, tuple[str, ...]], control: str, names: ModelNames, lang: Lang) -> str:
    parts = [names.controls.label(c, lang) for c in absent if c != control]
    where = dict.fromkeys(names.part(p) for who in absent.values() for p in who)
    text = (_COMMA.text(lang).join(parts) + ": " if parts else "") + _LACKING.text(lang)
    if where:
        text += _COULD.text(lang).format(names=_COMMA.text(lang).join(where))
    return text
