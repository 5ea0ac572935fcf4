"""The findings of a check as the page tells them, each with the parts that it concerns."""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.export.html.facts import Found, Word
from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.marks import exclusion_key, step_key
from flowmodel.lint import Finding
from flowmodel.lint.report.naming import ModelNames
from flowmodel.lint.report.text import details
from flowmodel.views import Subject
from flowmodel.vocabulary import LEVELS


def findings(subject: Subject) -> tuple[Found, ...]:
    """What the check found; nothing where none was made."""
    report = subject.report
    if report is None or not report.findings:
        return ()
    lang = subject.lang
    names = ModelNames(report.model, lang)
    rules = {id: report.rule(id) for id in dict.fromkeys(f.rule for f in report)}
    return tuple(
        Found(
            f"found:{i}",
            f.rule,
            f.level,
            LEVELS[f.level].text(lang),
            r.title.text(lang) if (r := rules[f.rule]) else "",
            r.why.text(lang) if r else "",
            f.message.text(lang),
            tuple(details(f, names, lang)),
            str(f.place.line) if f.place and f.place.line else "",
            tuple(Word(label(subject.graph, key, lang), key) for key in keys(subject.graph, f)),
        )
        for i, f in enumerate(report.findings)
    )


def keys(graph: FlowGraph, finding: Finding) -> tuple[str, ...]:
    """The keys of the parts that a finding concerns, the one to which it points first."""
    return tuple(dict.fromkeys(_keys(graph, finding)))


def _keys(graph: FlowGraph, finding: Finding) -> Iterator[str]:
    model, path = graph.model, finding.path
    section, at = (path[0], path[1]) if len(path) > 1 else ("", "")
    owner = {box.id: box.at for box in model.boxes}
    if isinstance(at, int):
        if section == "transfers":
            yield step_key(model.transfers[at].step)
        elif section == "exclusions":
            yield exclusion_key(at)
        elif section == "boxes":
            yield model.boxes[at].at
    for part in finding.parts:
        # A step and a part may have one name: a finding at steps speaks of steps.
        if part in graph.steps and (section == "transfers" or graph.part(part) is None):
            yield step_key(part)
        elif graph.part(part) is not None:
            yield part
        elif part in owner:
            yield owner[part]


def label(graph: FlowGraph, key: str, lang: Lang) -> str:
    """The printed name of the part of a key."""
    if key.startswith(step_key("")):
        return graph.steps[key[1:]].label(lang)
    if key.startswith("!"):
        parties = graph.model.exclusions[int(key[1:])].parties
        return ("、" if lang == "ja" else ", ").join(graph.actors[p].label(lang) for p in parties)
    part = graph.part(key)
    return part.label(lang) if part is not None else key
