"""What a hand drew anew: shapes that are zones and actors, arrows that are steps, and copies of any."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from flowmodel.importers.drawio_document import Document, Part
from flowmodel.importers.drawio_file import Drawn, Seen, joined, same
from flowmodel.importers.drawio_places import PLACES, Places
from flowmodel.importers.drawio_words import Words, numbers, without_mark
from flowmodel.language import Bilingual
from flowmodel.vocabulary import parse_step, printed_step, step_id

_ACTOR = Bilingual(
    "主体「{name}」を追加（種類は organisation と仮定）",
    "actor '{name}' added (taken for an organisation)",
)
_COPY = Bilingual(
    "主体「{name}」を追加（「{old}」の複製）", "actor '{name}' added (a copy of '{old}')"
)
_STEP = Bilingual("手順{step}を追加: {ends}「{label}」", "step {step} added: {ends} '{label}'")
_ZONE = Bilingual("区画「{name}」を追加", "zone '{name}' added")
_LOOSE = Bilingual(
    "矢印「{label}」の両端が主体につながっていないため取り込めません",
    "the arrow '{label}' does not join two actors and has no place in the model",
)
_WORDS = Bilingual(
    "図形「{label}」は取り込めません（主体でも手順でもありません）",
    "the shape '{label}' is neither actor nor step and has no place in the model",
)
_WORDLESS = Bilingual(
    "文言のない図形 {count} 個は取り込めません",
    "shapes without words ({count}) have no place in the model",
)
_AGAIN = Bilingual(
    "「{label}」の複製は取り込めません", "a copy of '{label}' has no place in the model"
)
_LEADING = re.compile(
    r"\s*([A-Za-z]?-?(?:[①-⑳㉑-㉟㊱-㊿⑴-⒇]|[(（]?\d{1,4}[)）]?)['’‘′]{0,3})[.．、:：)\s]*(.*)",
    re.DOTALL,
)
_ACTORS = frozenset(("actor", "party"))
_TEXT = "text;"
"""The style of words that stand in no shape begins so."""


class Additions:
    """Adds to a document what its drawing has beyond it; all that is added is `inferred`."""

    def __init__(self, document: Document, drawn: Drawn, places: Places, words: Words):
        self.document, self.drawn, self.places, self.words = document, drawn, places, words
        cells = drawn.cells.values()
        self.held: dict[str, list[Seen]] = {}
        for cell in cells:
            self.held.setdefault(cell.parent, []).append(cell)
        self.shapes = [c for c in cells if not c.edge and not c.role and not self._plain(c)]
        self.copies = [c for c in cells if c.copied and not self._in_copy(c)]
        self.edges = [c for c in cells if c.edge and not c.role]
        self.ends = {end for e in cells if e.edge for end in (e.source, e.target) if end}
        self._wordless = 0

    def _plain(self, cell: Seen) -> bool:
        """Whether a cell is no shape: the drawing itself, a layer, a group, a label of an arrow."""
        parent = self.drawn.cells.get(cell.parent)
        grouped = cell.style.startswith("group") and not cell.text
        return parent is None or not parent.parent or grouped or parent.edge

    def _in_copy(self, cell: Seen) -> bool:
        parent = self.drawn.cells.get(cell.parent)
        return parent is not None and parent.copied and parent.role not in PLACES

    def nodes(self) -> None:
        """Add zones, then actors."""
        for copy in self.copies:
            if copy.role in PLACES:
                self._copied_zone(copy)
        for shape in self.shapes:
            if self._holds(shape):
                self._zone(shape)
        for copy in self.copies:
            if copy.role in _ACTORS:
                self._copied_actor(copy)
        for shape in self.shapes:
            if shape.text and self._acts(shape):
                self._actor(shape)

    def _acts(self, shape: Seen) -> bool:
        """Whether a new shape is an actor: joined to something, or in a zone, but not in another."""
        if shape.id in self.places.names or shape.style.startswith(_TEXT):
            return False
        inside = self.places.actor(shape.parent)
        return not inside and (shape.id in self.ends or bool(self.places.zone(shape.parent)))

    def arrows(self) -> None:
        """Add steps, and tell of everything that is neither actor nor step."""
        for shape in self.shapes:
            if shape.id not in self.places.names:
                self._lost(shape, _WORDS)
        for label in (c for c in self.drawn.cells.values() if not c.role and not c.edge):
            edge = self.drawn.cells.get(label.parent)
            if edge is not None and edge.edge and edge.role:
                self._lost(label, _WORDS)
        for copy in self.copies:
            if copy.role == "step" and copy.edge:
                self._transfer(copy)
            elif copy.id not in self.places.names:
                self._lost(copy, _AGAIN)
        for edge in self.edges:
            self._transfer(edge)
        if self._wordless:
            self.document.lost.append(_WORDLESS.format(count=self._wordless))

    def _lost(self, cell: Seen, told: Bilingual) -> None:
        label = joined(cell.text or self._text_in(cell))
        if label:
            self.document.lost.append(told.format(label=label))
        else:
            self._wordless += 1

    def _text_in(self, cell: Seen) -> str:
        return next((c.text for c in self.held.get(cell.id, ()) if c.text), "")

    def _holds(self, shape: Seen) -> bool:
        """Whether a new shape is a zone: a lane, or what holds further shapes."""
        if not shape.text or self.places.actor(shape.parent):
            return False
        inner = (c for c in self.held.get(shape.id, ()) if not c.style.startswith(_TEXT))
        return shape.style.startswith("swimlane") or next(inner, None) is not None

    def _zone(self, shape: Seen) -> None:
        self._add_zone(shape, {"name": joined(shape.text)})

    def _copied_zone(self, copy: Seen) -> None:
        part = deepcopy(self.document.find("zones", copy.part) or {})
        part.pop("parent", None)
        self._add_zone(copy, part | {"name": self._copied_name(part, copy)})

    def _add_zone(self, cell: Seen, part: Part) -> None:
        around = self.places.zone(cell.parent)
        id = self.document.new_id("zone")
        self.document.add("zones", part | {"id": id} | ({"parent": around} if around else {}))
        self.places.names[cell.id] = id
        self.document.changes.append(_ZONE.format(name=self.document.name("zones", id)))

    def _copied_name(self, part: Part, named: Seen) -> Any:
        """The name of a copy: that of the original in every language, unless it was changed."""
        if same(named.text, named.was) or not named.text:
            return part.get("name", joined(named.text))
        return self.document.with_words(part.get("name"), joined(named.text))

    def _actor(self, shape: Seen) -> None:
        name = joined(shape.text)
        zone = self.places.zone(shape.parent)
        actor = {"id": self.document.new_id("actor"), "name": name, "kind": "organisation"}
        self._add_actor(shape, actor | ({"zone": zone} if zone else {}))
        self.document.changes.append(_ACTOR.format(name=name))

    def _add_actor(self, cell: Seen, actor: Part) -> None:
        self.document.add("actors", actor)
        self.places.names[cell.id] = actor["id"]

    def _copied_actor(self, copy: Seen) -> None:
        """A copy of an actor has everything that the original has, but stands where it was put."""
        old = self.document.find("actors", copy.part)
        if old is None:
            return
        inner = self.held.get(copy.id, ())
        named = next((c for c in inner if c.role in ("name", "party") and c.text), copy)
        part = deepcopy(old) | {"id": self.document.new_id("actor")}
        part["name"] = self._copied_name(old, named)
        written = self.places.written.get(copy.written)
        around = self.places.written.get(written.parent) if written else None
        zone = self.places.zone(copy.parent)
        if zone or (around and around.role in PLACES):
            part.pop("zone", None)
            part |= {"zone": zone} if zone else {}
        self._add_actor(copy, part)
        names = (self.document.name("actors", id) for id in (part["id"], copy.part))
        told = dict(zip(("name", "old"), names, strict=True))
        self.document.changes.append(_COPY.format(**told))
        if copy.role == "party":
            for exclusion in self.document.parts("exclusions"):
                if copy.part in exclusion["parties"]:
                    exclusion["parties"] = [*exclusion["parties"], part["id"]]
        for cell in inner:
            if cell is not named:
                self.words.unkept(cell)

    def _transfer(self, edge: Seen) -> None:
        inner = [c for c in self.held.get(edge.id, ()) if c.text and (c.copied or not c.role)]
        inner.sort(key=lambda c: not numbers(c.role, c.part))
        label = joined("\n".join(w for w in (edge.text, *(c.text for c in inner)) if w))
        ends = [self.places.actor(edge.source), self.places.actor(edge.target)]
        if not all(ends):
            self.document.lost.append(_LOOSE.format(label=label))
            return
        step, label = self._numbered(label, edge)
        transfer = self._copied_step(edge, label) if edge.copied else {}
        if label and "label" not in transfer:
            transfer["label"] = label
        self._join(transfer, ends)
        self.document.add("transfers", transfer | {"step": step_id(*step)})
        told = self.document.ends(ends)
        shown = _STEP.format(step=printed_step(*step), ends=told, label=label)
        self.document.changes.append(shown)

    def _copied_step(self, edge: Seen, label: str) -> Part:
        """What a copied arrow has of its step: everything but number, ends and changed words."""
        old = self.document.find("transfers", edge.part)
        part = deepcopy(old or {})
        if not same(without_mark(part, label), self.document.shown(part.get("label"))):
            part.pop("label", None)
        return part

    def _join(self, transfer: Part, ends: list[str]) -> None:
        if [transfer.get("from"), transfer.get("to")] != ends:
            if transfer.get("by") not in (None, *ends):
                transfer.pop("by")
            transfer.pop("over", None)
            transfer |= {"from": ends[0], "to": ends[1]} | self.document.channel(ends)
        if ends[0] == ends[1]:
            transfer.setdefault("operation", "process")

    def _numbered(self, label: str, edge: Seen) -> tuple[tuple[str, int], str]:
        """The number that a label begins with, where no step has it, and the rest; else the next.

        A copied arrow bears the number of the step that it was copied from.
        """
        taken = {parse_step(str(t["step"])) for t in self.document.parts("transfers")}
        found = _LEADING.match(label)
        step = parse_step(found[1]) if found else None
        rest = found[2].strip() if found else label
        if step and step not in taken:
            return step, rest
        copied = parse_step(edge.part) if edge.copied else None
        series = copied[0] if copied else ""
        numbers = [t[1] for t in taken if t and t[0] == series]
        return (series, max(numbers, default=0) + 1), rest if step and step == copied else label
