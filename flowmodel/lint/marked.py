"""What a check has to say on the figure: rule ids, struck steps, who is kept out and why."""

from __future__ import annotations

from itertools import groupby

from flowmodel.analysis.answers import Answer, Proof, Refutation
from flowmodel.analysis.proofs import Proofs
from flowmodel.errors import DocPath
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual, Lang
from flowmodel.layout.marks import Kept, Marks, exclusion_key, step_key
from flowmodel.lint.engine import Report
from flowmodel.lint.finding import Finding
from flowmodel.lint.report.cards import titled

_PROVEN = Bilingual(
    "届く道筋の記載なし：{why}（{searched}を調査）", "no way stated: {why} ({searched} searched)"
)
_SEARCHED = Bilingual(
    "経路{channels}・共有{grants}・手順{steps}",
    "channels {channels}, grants {grants}, steps {steps}",
)
_PARTY = Bilingual("{names}：{text}", "{names}: {text}")
_COMMA = Bilingual("、", ", ")


def marked(graph: FlowGraph, report: Report, lang: Lang, verdict: str = "") -> Marks:
    """The marks of a figure in `lang`; `verdict` is its verification line."""
    flagged = _flagged(graph, report)
    ids = dict.fromkeys(id for found in flagged.values() for id in found)
    asked: dict[DocPath, list[Answer]] = {}
    proofs = report.proofs
    for answer in proofs:
        asked.setdefault(answer.claim, []).append(answer)
    return Marks(
        flagged=flagged,
        verdict=verdict,
        struck=frozenset(
            step_key(graph.model.transfers[_index(f)].step)
            for f in report.findings
            if f.path[:1] == ("transfers",) and any(m.control for m in f.missing)
        ),
        witness=frozenset(
            step_key(way.flow.transfer.step)
            for answer in proofs
            if isinstance(answer, Refutation)
            for way in answer.trail
            if way.flow is not None
        ),
        kept={
            exclusion_key(int(claim[1])): Kept(
                _lines(proofs, answers, lang),
                frozenset(a.party for a in answers if not a.proven),
            )
            for claim, answers in asked.items()
            if claim[0] == "exclusions"
        },
        rules={id: _titled(report, id).text(lang) for id in sorted(ids)},
    )


def _titled(report: Report, id: str) -> Bilingual:
    """The id of a rule with its title; rules of packs have theirs from the packs."""
    own = next((r.title for r in report.packs if r.id == id), None)
    return Bilingual(f"{id} {own.ja}", f"{id} {own.en}") if own else titled(id)


def _index(finding: Finding) -> int:
    return int(finding.path[1])


def _lines(proofs: Proofs, answers: list[Answer], lang: Lang) -> tuple[tuple[bool, str], ...]:
    """What is answered of the parties of one exclusion; parties of whom the same is said together."""
    told = [(a.party, not a.proven, _line(proofs, a).text(lang)) for a in answers]
    lines = []
    for (reached, text), group in groupby(told, key=lambda t: t[1:]):
        names = [proofs.graph.actors[party].label(lang) for party, *_ in group]
        if not reached:
            who = _COMMA.text(lang).join(names)
            text = _PARTY.text(lang).format(names=who, text=text)
        lines.append((reached, text))
    return tuple(lines)


def _line(proofs: Proofs, answer: Answer) -> Bilingual:
    """What is answered of one party, short enough for the figure."""
    if not isinstance(answer, Proof):
        return proofs.told(answer)
    s = answer.searched
    searched = _SEARCHED.format(channels=s.channels, grants=s.grants, steps=s.steps)
    return _PROVEN.format(why=proofs.short(answer), searched=searched)


def _flagged(graph: FlowGraph, report: Report) -> dict[str, tuple[str, ...]]:
    """Rule ids by the part of the figure to which each finding points."""
    found: dict[str, list[str]] = {}
    for finding in report.findings:
        key = _key(graph, finding)
        if key is None or finding.level == "note":
            continue
        ids = found.setdefault(key, [])
        if finding.rule not in ids:
            ids.append(finding.rule)
    return {part: tuple(ids) for part, ids in found.items()}


def _key(graph: FlowGraph, finding: Finding) -> str | None:
    """The key of the mark for what a finding points to in the document; None for no part."""
    if len(finding.path) < 2 or not isinstance(finding.path[1], int):
        return None
    section, at = finding.path[0], finding.path[1]
    model = graph.model
    if section == "transfers":
        return step_key(model.transfers[at].step)
    if section == "exclusions":
        return exclusion_key(at)
    if section in ("actors", "channels"):
        return (model.actors if section == "actors" else model.channels)[at].id
    return model.boxes[at].at if section == "boxes" else None
