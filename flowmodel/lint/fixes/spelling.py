"""D04: every use of a variant becomes the name that is declared, or the one used most.

What may be meant is left alone: names of systems that differ in a word (only declaring one in
``terms`` says that the other is the same thing), words between quotation marks, and, unless
the name is declared, the legal names of organisations and certificates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from flowmodel.errors import DocPath
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual
from flowmodel.lint.fixes import Fix
from flowmodel.lint.rule import Finding
from flowmodel.lint.rules.d04_term_consistency import Kind, variants
from flowmodel.lint.spelling import Group, Pool, pattern, sentences
from flowmodel.lint.texts import texts
from flowmodel.model.origin import Edit, Span

_WHAT = Bilingual("「{old}」を「{new}」に改める", "write '{new}' for '{old}'")
_QUOTED = re.compile("「[^「」]*」|『[^『』]*』|“[^“”]*”")
_LEGAL = frozenset(("operator", "carrier", "certifications", "standard"))
"""Fields with the legal names of others."""
_SAFE = re.compile(r"[^\W_](?:[\w・ー/.()（）-]| (?=\w))*")
"""What can stand in a text of YAML or JSON, however that is quoted."""


def find(graph: FlowGraph, found: tuple[Finding, ...]) -> Iterator[tuple[Finding | None, Fix]]:
    """One fix for each finding of which the right spelling is sure."""
    pool = Pool(texts(graph.model))
    declared = {t.preferred for t in graph.model.terms}
    disputed = declared.intersection(v for t in graph.model.terms for v in t.variants)
    waiting = list(found)
    for kind, group, preferred in variants(graph, pool.whole):
        finding = _of(waiting, group, preferred)
        if finding is None:
            continue
        waiting.remove(finding)
        new = _names(kind, group, preferred)
        new = {o: n for o, n in new.items() if _SAFE.fullmatch(n) and n not in disputed}
        if new:
            yield finding, _fix(graph, pool, kind, group, new)


def _of(findings: list[Finding], group: Group, preferred: str | None) -> Finding | None:
    """The finding about a group; a waived one stands in no report."""
    names = {*group.uses, *((preferred,) if preferred else ())}
    return next((f for f in findings if set(f.parts) == names), None)


def _names(kind: Kind, group: Group, preferred: str | None) -> dict[str, str]:
    """What to write for each variant; nothing where two are used equally often."""
    if preferred is not None:
        return {s: preferred for s in group.uses if s != preferred}
    if kind == "compound":
        return {}
    rivals: dict[str, list[str]] = {}
    for spelling in group.uses:
        name = normalize("NFKC", spelling) if kind == "width" else ""
        rivals.setdefault(name, []).append(spelling)
    found = {}
    for spellings in rivals.values():
        first, *others = sorted(spellings, key=lambda s: -group.uses[s])
        if others and group.uses[first] > group.uses[others[0]]:
            found.update(dict.fromkeys(others, first))
    return found


def _fix(graph: FlowGraph, pool: Pool, kind: Kind, group: Group, new: dict[str, str]) -> Fix:
    edits: list[Edit] = []
    values: dict[DocPath, str] = {}
    words = pattern((*group.uses, *new.values()), whole_words=kind in ("case", "width"))
    for path, text in pool.texts:
        if kind != "term" and not _LEGAL.isdisjoint(path):
            continue
        spans = _uses(words, text, new, prose=kind == "case")
        places = graph.model.origin.words(path, text, spans) if spans else None
        if not places:
            continue
        wanted = [new[text[start:end]] for start, end in spans]
        edits += [Edit(*p, w) for p, w in zip(places, wanted, strict=True)]
        values[path] = _written(text, spans, wanted)
    olds = Bilingual("」「".join(new), "', '".join(new))
    news = dict.fromkeys(new.values())
    what = _WHAT.format(old=olds, new=Bilingual("」「".join(news), "', '".join(news)))
    return Fix("D04", what, tuple(dict.fromkeys(edits)), values)


def _uses(
    words: re.Pattern[str], text: str, new: dict[str, str], *, prose: bool
) -> tuple[Span, ...]:
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    quoted += sentences(text) if prose else []
    return tuple(
        m.span()
        for m in words.finditer(text)
        if m[0] in new and not any(a <= m.start() < b for a, b in quoted)
    )


def _written(text: str, spans: tuple[Span, ...], wanted: list[str]) -> str:
    parts, at = [], 0
    for (start, end), word in zip(spans, wanted, strict=True):
        parts += [text[at:start], word]
        at = end
    return "".join((*parts, text[at:]))
