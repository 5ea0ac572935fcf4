"""Models in which one thing is missing or weaker than in the example they were made from."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from benchmarks.mutation import edits
from flowmodel.controls import catalogue
from flowmodel.errors import DocPath
from flowmodel.model import Model

DAY_PASSED = "1999-12-31"
"""A day before the date of every example."""


@dataclass(frozen=True)
class Mutant:
    """One change of a document, and what a finding about it must name."""

    kind: str
    """The class of change, as ``control: drop``."""
    what: str
    """What is changed, as ``actors.box.controls.S3``; with `kind` unique within an example."""
    edit: edits.Edit
    path: DocPath
    """The part of the document that changed, as it stood before; findings below it name it."""
    parts: frozenset[str]
    """Ids and steps of which a finding must name one, where it does not stand below `path`."""
    control: str = ""
    """The control of which less is stated; empty for other changes."""
    at: DocPath = ()
    """The statement or entry itself, for those changes of which `proofs` asks for it."""

    @property
    def name(self) -> str:
        """The name by which the table of survivors knows it."""
        return f"{self.kind} {self.what}"

    def of(self, document: dict[str, Any]) -> dict[str, Any]:
        """The changed document; the one given is left as it is."""
        # Thousands of copies are made; this is several times as fast as copy.deepcopy.
        changed: dict[str, Any] = pickle.loads(pickle.dumps(document))
        self.edit(changed)
        return changed


@dataclass(frozen=True)
class Source:
    """An example as plain values and as a model, and the parts by their place."""

    document: dict[str, Any]
    model: Model
    halves: dict[str, tuple[str, ...]] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    """Control, by any of its names → the item of the checklist that asks for it."""

    @classmethod
    def of(cls, document: dict[str, Any]) -> Source:
        """Raises `ModelError` where the document is no model."""
        model = Model.model_validate(deepcopy(document))
        halves = {
            name: tuple(p.id for p in control.parts)
            for control in catalogue()
            for name in (control.id, control.item)
            if name
        }
        items = {
            name: control.item
            for control in catalogue()
            if control.item
            for name in (control.id, control.item)
        }
        return cls(document, model, halves, items)


def mutants(source: Source) -> Iterator[Mutant]:
    """Every change, in the order of the document and of the kinds of change."""
    for make in (_controls, _checklists, _exclusions, _fields, _certificates, _grants, _steps):
        yield from make(source)


# Controls ------------------------------------------------------------------------------------


def _controls(source: Source) -> Iterator[Mutant]:
    for section in ("actors", "channels", "transfers"):
        for i, part in enumerate(source.document.get(section, ())):
            id = _id(source, section, i)
            for k, statement in enumerate(part.get("controls", ())):
                at: DocPath = (section, i, "controls", k)
                yield from _statement(source, at, f"{section}.{id}", frozenset({id}), statement)
    for i, box in enumerate(source.document.get("boxes", ())):
        for j, item in enumerate(box["items"]):
            parts, what = frozenset({box["at"], box["id"]}), f"boxes.{box['id']}.{j}"
            if isinstance(item, str):
                yield from _statement(source, ("boxes", i, "items", j), what, parts, item)
                continue
            for k, statement in enumerate(item.get("controls", ())):
                at = ("boxes", i, "items", j, "controls", k)
                yield from _statement(source, at, what, parts, statement)


def _statement(
    source: Source, at: DocPath, what: str, parts: frozenset[str], written: Any
) -> Iterator[Mutant]:
    full = {"control": written} if isinstance(written, str) else dict(written)
    control = full["control"]
    item = source.items.get(control.partition(".")[0])
    # A finding may set the checklist against the figure; it names the checklist's item.
    parts |= {item} if item else set()
    # In a box the bullet itself names the control; elsewhere the part with its list does.
    part: DocPath = at[:4] if at[0] == "boxes" else at[:2]
    where = f"{what}.{control}"

    def made(kind: str, edit: edits.Edit) -> Mutant:
        return Mutant(f"control: {kind}", where, edit, part, parts, control, at)

    yield made("drop", edits.drop(at))
    for half in source.halves.get(control, ()):
        rest = [f"{control}.{p}" for p in source.halves[control] if p != half]
        new = [{**full, "control": name} for name in rest]
        lost = f"{where} without {half}"
        edit = edits.put(at, *new)
        yield Mutant("control: halve", lost, edit, part, parts, f"{control}.{half}", at)
    if full.get("state") == "not-needed":
        yield made("no reason", edits.put(at, {k: v for k, v in full.items() if k != "reason"}))
        return
    yield made("expired", edits.put(at, {**full, "expires": DAY_PASSED}))
    yield made("planned, no date", edits.put(at, {"control": control, "state": "planned"}))
    yield made("not needed, no reason", edits.put(at, {"control": control, "state": "not-needed"}))


# Checklists and exclusions -------------------------------------------------------------------


def _checklists(source: Source) -> Iterator[Mutant]:
    for i, checklist in enumerate(source.document.get("checklists", ())):
        side = checklist["side"]
        parts = frozenset({side})
        yield Mutant("checklist: drop", side, edits.drop(("checklists", i)), ("checklists",), parts)
        for k, actor in enumerate(checklist.get("actors", ())):
            edit = edits.drop(("checklists", i, "actors", k))
            named = parts | {actor}
            yield Mutant("checklist: drop actor", f"{side}.{actor}", edit, ("checklists", i), named)
        for j, answer in enumerate(checklist["answers"]):
            at: DocPath = ("checklists", i, "answers", j)
            what, item = f"{side}.{answer['item']}", frozenset({answer["item"]})
            yield Mutant("answer: drop", what, edits.drop(at), at, item)
            without = {"item": answer["item"], "answer": "ー"}
            kind = "answer: no reason" if answer["answer"] == "ー" else "answer: ○ to ー, no reason"
            yield Mutant(kind, what, edits.put(at, without), at, item)


def _exclusions(source: Source) -> Iterator[Mutant]:
    for i, exclusion in enumerate(source.document.get("exclusions", ())):
        at: DocPath = ("exclusions", i)
        every = frozenset({*exclusion["parties"], *exclusion["protects"]})
        yield Mutant("exclusion: drop", str(i), edits.drop(at), at, every)
        for key in ("parties", "protects"):
            for k, id in enumerate(exclusion[key]):
                edit = edits.drop((*at, key, k))
                yield Mutant(f"exclusion: drop of {key}", f"{i}.{id}", edit, at, frozenset({id}))


# Fields --------------------------------------------------------------------------------------

_FIELDS = {
    "zones": ("name", "network"),
    "actors": (
        "name", "kind", "zone", "party", "operator", "location", "governing_law", "country",
        "functions", "certifications", "holds", "grants",
    ),
    "data": ("name", "items", "subjects", "personal", "my_number", "classification", "parent"),
    "channels": ("name", "between", "medium", "network", "carrier", "max_size_mb"),
    "series": ("name",),
    "transfers": ("label", "from", "to", "by", "over", "data", "operation", "mark"),
    "exclusions": ("parties", "protects", "text"),
    "boxes": ("at", "title", "items"),
}  # fmt: skip
_TOP = ("id", "title", "date", "stage", "separation", "series", "agenda")
_FIGURE = ("title", "number", "notes", "footer")
_LISTED = {"holds": "actors", "data": "transfers", "items": "data", "subjects": "data"}


def _fields(source: Source) -> Iterator[Mutant]:
    document = source.document
    for key in _TOP:
        if key in document:
            named = frozenset({key, *(_first_steps(source) if key == "series" else ())})
            yield Mutant("field: drop", key, edits.drop((key,)), (key,), named)
    for section, keys in _FIELDS.items():
        for i, part in enumerate(document.get(section, ())):
            id = _id(source, section, i)
            at: DocPath = (section, i)
            named = _named(source, section, i, id)
            for key in keys:
                if key not in part:
                    continue
                edit = edits.drop((*at, key))
                yield Mutant("field: drop", f"{section}.{id}.{key}", edit, at, named)
                yield from _entries(section, id, at, key, part, named)
    yield from _paper(source)


def _named(source: Source, section: str, index: int, id: str) -> frozenset[str]:
    """What a finding about a part calls it.

    A zone by who is in it, a series by its first step, a transfer also by its ends and its mark.
    """
    if section == "series":
        mark = source.model.series[index].mark
        return frozenset(s for s in _first_steps(source) if s.endswith("'") == bool(mark))
    if section == "transfers":
        transfer = source.model.transfers[index]
        return frozenset({id, transfer.source, transfer.target, transfer.mark or id})
    if section == "zones":
        return frozenset({id, *(a.id for a in source.model.actors if a.zone == id)})
    return frozenset() if section == "exclusions" else frozenset({id})


def _first_steps(source: Source) -> tuple[str, ...]:
    first: dict[str, str] = {}
    for t in sorted(source.model.transfers, key=lambda t: t.number):
        first.setdefault(t.series, t.step)
    return tuple(first.values())


def _paper(source: Source) -> Iterator[Mutant]:
    """The fields of the figure and of the sheets of the paper."""
    document = source.document
    marked = frozenset(t.step for t in source.model.transfers if t.mark)
    for key in _FIGURE:
        if key in document.get("figure", {}):
            edit = edits.drop(("figure", key))
            named = marked if key == "notes" else frozenset()
            yield Mutant("field: drop", f"figure.{key}", edit, ("figure",), named)
    for sheet, fields in document.get("agenda", {}).items():
        for key in fields if isinstance(fields, dict) else ():
            where: DocPath = ("agenda", sheet)
            edit = edits.drop((*where, key))
            yield Mutant("field: drop", f"agenda.{sheet}.{key}", edit, where, frozenset())


def _entries(
    section: str, id: str, at: DocPath, key: str, part: dict[str, Any], named: frozenset[str]
) -> Iterator[Mutant]:
    """Single entries of the lists of which each counts by itself."""
    if _LISTED.get(key) != section or len(part[key]) < 2:
        return
    for k, entry in enumerate(part[key]):
        said = entry if isinstance(entry, str) else entry["ja"]
        edit = edits.drop((*at, key, k))
        # What is not held, moved or listed any more may be named instead of the part.
        what = f"{section}.{id}.{key}.{said}"
        yield Mutant("entry: drop", what, edit, at, named | {said}, at=(*at, key, k))


def _certificates(source: Source) -> Iterator[Mutant]:
    for i, actor in enumerate(source.document["actors"]):
        named = frozenset({actor["id"]})
        for k, certificate in enumerate(actor.get("certifications", ())):
            what = f"{actor['id']}.{k}"
            at: DocPath = ("actors", i, "certifications", k)
            yield Mutant("certificate: drop", what, edits.drop(at), at[:2], named)
            for key in certificate:
                edit = edits.drop((*at, key))
                yield Mutant(f"certificate: drop {key}", what, edit, at[:2], named)
            edit = edits.put((*at, "expires"), DAY_PASSED)
            yield Mutant("certificate: expired", what, edit, at[:2], named)


def _grants(source: Source) -> Iterator[Mutant]:
    for i, actor in enumerate(source.document["actors"]):
        for k, grant in enumerate(actor.get("grants", ())):
            at: DocPath = ("actors", i, "grants", k)
            named = frozenset({actor["id"], *grant["to"]})
            what = f"{actor['id']}.{k}"
            yield Mutant("grant: drop", what, edits.drop(at), at[:2], named)
            for key in ("to", "rights", "data"):
                for n, entry in enumerate(grant.get(key, ())):
                    edit = edits.drop((*at, key, n))
                    yield Mutant(f"grant: drop of {key}", f"{what}.{entry}", edit, at[:2], named)


# Steps ---------------------------------------------------------------------------------------


def _steps(source: Source) -> Iterator[Mutant]:
    transfers = source.model.transfers
    last: dict[str, int] = {}
    for t in transfers:
        last[t.series] = max(t.number, last.get(t.series, 0))
    for i, t in enumerate(transfers):
        at: DocPath = ("transfers", i)
        near = {t.source, t.target, *_neighbours(source, i)}
        gone = frozenset({t.step, t.mark or t.step, *near})
        yield Mutant("step: drop", t.step, edits.drop(at), at, gone)
        far = t.step.replace(str(t.number), str(last[t.series] + 50))
        named = frozenset({t.step, far, *_neighbours(source, i)})
        yield Mutant("step: renumber", t.step, edits.put((*at, "step"), far), at, named)
        if t.source != t.target:
            ends = named | {t.source, t.target}
            yield Mutant("step: reverse", t.step, edits.swap(at, "from", "to"), at, ends)
        if i and transfers[i - 1].series == t.series:
            edit = edits.put((*at, "step"), transfers[i - 1].step)
            yield Mutant("step: number twice", t.step, edit, at, named)


def _neighbours(source: Source, index: int) -> tuple[str, ...]:
    """The steps between which a gap would show."""
    mine = source.model.transfers[index]
    series = [t.step for t in source.model.transfers if t.series == mine.series]
    at = series.index(mine.step)
    return tuple(series[max(at - 1, 0) : at] + series[at + 1 : at + 2])


def _id(source: Source, section: str, index: int) -> str:
    part = getattr(source.model, section)[index]
    if section == "transfers":
        return str(part.step)
    return str(getattr(part, "id", None) or getattr(part, "mark", None) or index)
