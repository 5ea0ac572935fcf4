"""What a hand drew anew: shapes that are actors, arrows that are steps."""

from __future__ import annotations

import re
from typing import Any

from flowmodel.importers.drawio_edits import PLACES
from flowmodel.importers.drawio_file import Drawn, Seen, joined
from flowmodel.language import Bilingual
from flowmodel.vocabulary import parse_step, printed_step, step_id

_ACTOR = Bilingual(
    "主体「{name}」を追加（種類は organisation と仮定）",
    "actor '{name}' added (taken for an organisation)",
)
_STEP = Bilingual("手順{step}を追加: {ends}「{label}」", "step {step} added: {ends} '{label}'")
_ZONE = Bilingual("区画「{name}」を追加", "zone '{name}' added")
_CHANNEL = Bilingual("経路を追加: {ends}", "channel added: {ends}")
_LOOSE = Bilingual(
    "矢印「{label}」の両端が主体につながっていないため取り込めません",
    "the arrow '{label}' does not join two actors and has no place in the model",
)
_WORDS = Bilingual(
    "図形「{label}」は取り込めません（主体でも手順でもありません）",
    "the shape '{label}' is neither actor nor step and has no place in the model",
)
_LEADING = re.compile(
    r"\s*([A-Za-z]?-?(?:[①-⑳㉑-㉟㊱-㊿⑴-⒇]|[(（]?\d{1,4}[)）]?)['’‘′]{0,3})[.．、:：)\s]*(.*)",
    re.DOTALL,
)
_NOTE = Bilingual("draw.io の図から取り込み", "read from a draw.io drawing")


class Additions:
    """Adds to a document what its drawing has beyond it; all that is added is `inferred`."""

    def __init__(self, document: dict[str, Any], drawn: Drawn, *, foreign: bool):
        self.document, self.drawn, self.foreign = document, drawn, foreign
        self.changes: list[Bilingual] = []
        self.lost: list[Bilingual] = []
        self.names: dict[str, str] = {}
        """The actor or zone that a cell stands for, by the id of the cell."""
        self.english = document.get("lang") == "en"
        cells = drawn.cells.values()
        known = {a["id"] for a in document.get("actors", ())}
        for cell in cells:
            if cell.role in ("actor", "party") and not cell.copied and cell.part in known:
                self.names[cell.id] = cell.part
        self.edges = [c for c in cells if c.edge and _new(c)]
        self.labels = [c for c in cells if not c.edge and _new(c) and self._on_edge(c)]
        self.shapes = [
            c for c in cells if not c.edge and _new(c) and c.text and not self._on_edge(c)
        ]
        self.ends = {end for e in self.edges for end in (e.source, e.target) if end}

    def run(self) -> None:
        """Add zones (of a foreign drawing), actors, then steps."""
        holding = {c.parent for c in self.shapes}
        for shape in self.shapes:
            if self.foreign and (shape.id in holding or shape.style.startswith("swimlane")):
                self._zone(shape)
        for shape in self.shapes:
            if shape.id in self.names or shape.style.startswith("text;"):
                continue
            if shape.id in self.ends or self._zone_of(shape.parent):
                self._actor(shape)
        for shape in self.shapes:
            if shape.id not in self.names and not self._within(shape.parent):
                self.lost.append(_WORDS.format(label=joined(shape.text)))
        for edge in self.edges:
            self._transfer(edge)

    def _on_edge(self, cell: Seen) -> bool:
        parent = self.drawn.cells.get(cell.parent)
        return parent is not None and parent.edge

    def _climb(self, id: str) -> list[Seen]:
        found: list[Seen] = []
        while id in self.drawn.cells and self.drawn.cells[id] not in found and len(found) < 100:
            found.append(self.drawn.cells[id])
            id = found[-1].parent
        return found

    def _within(self, id: str) -> str:
        """The actor that a cell belongs to; empty for none."""
        zones = {z["id"] for z in self.document.get("zones", ())}
        for cell in self._climb(id):
            name = self.names.get(cell.id, "")
            if name and name not in zones:
                return name
        return ""

    def _zone_of(self, id: str) -> str:
        zones = {z["id"] for z in self.document.get("zones", ())}
        for cell in self._climb(id):
            name = cell.part if cell.role in PLACES else self.names.get(cell.id, "")
            if name in zones:
                return name
        return ""

    def _id(self, stem: str) -> str:
        taken = {
            p["id"]
            for section in ("zones", "actors", "channels", "data")
            for p in self.document.get(section, ())
        }
        number = 1
        while f"{stem}-{number}" in taken:
            number += 1
        return f"{stem}-{number}"

    def _remark(self) -> dict[str, str]:
        return {"certainty": "inferred", "note": _NOTE.en if self.english else _NOTE.ja}

    def _zone(self, shape: Seen) -> None:
        name = joined(shape.text)
        around = self._zone_of(shape.parent)
        zone = {"id": self._id("zone"), "name": name} | ({"parent": around} if around else {})
        self.document.setdefault("zones", []).append(zone | self._remark())
        self.names[shape.id] = zone["id"]
        self.changes.append(_ZONE.format(name=name))

    def _actor(self, shape: Seen) -> None:
        name = joined(shape.text)
        actor = {"id": self._id("actor"), "name": name, "kind": "organisation"}
        zone = self._zone_of(shape.parent)
        actor |= {"zone": zone} if zone else {}
        self.document.setdefault("actors", []).append(actor | self._remark())
        self.names[shape.id] = actor["id"]
        self.changes.append(_ACTOR.format(name=name))

    def _transfer(self, edge: Seen) -> None:
        words = [edge.text, *(c.text for c in self.labels if c.parent == edge.id)]
        label = joined("\n".join(w for w in words if w))
        ends = [self._within(edge.source), self._within(edge.target)]
        if not all(ends):
            self.lost.append(_LOOSE.format(label=label))
            return
        step, label = self._numbered(label, edge)
        transfer: dict[str, Any] = {"step": step_id(*step), "from": ends[0], "to": ends[1]}
        if label:
            transfer["label"] = label
        transfer |= self._channel(ends)
        if ends[0] == ends[1]:
            transfer["operation"] = "process"
        self.document.setdefault("transfers", []).append(transfer | self._remark())
        names = {a["id"]: self._shown(a) for a in self.document.get("actors", ())}
        told = " → ".join(names[e] for e in ends)
        self.changes.append(_STEP.format(step=printed_step(*step), ends=told, label=label))

    def _shown(self, part: dict[str, Any]) -> str:
        name = part.get("name") or part["id"]
        return str(next(iter(name.values()))) if isinstance(name, dict) else str(name)

    def _numbered(self, label: str, edge: Seen) -> tuple[tuple[str, int], str]:
        """The number that a label begins with, where no step has it, and the rest; else the next."""
        taken = {parse_step(str(t["step"])) for t in self.document.get("transfers", ())}
        found = _LEADING.match(label)
        step = parse_step(found[1]) if found else None
        if found and step and step not in taken:
            return step, found[2].strip()
        copied = parse_step(edge.part) if edge.copied else None
        series = copied[0] if copied else ""
        numbers = [t[1] for t in taken if t and t[0] == series]
        return (series, max(numbers, default=0) + 1), label

    def _channel(self, ends: list[str]) -> dict[str, str]:
        """The channel of a new step: the first that joins its ends; a new one where none does."""
        if ends[0] == ends[1]:
            return {}
        for channel in self.document.get("channels", ()):
            if set(channel["between"]) == set(ends):
                return {"over": channel["id"]}
        channel = {"id": self._id("channel"), "between": sorted(ends, key=self._rank)}
        self.document.setdefault("channels", []).append(channel | self._remark())
        self.changes.append(_CHANNEL.format(ends=" – ".join(channel["between"])))
        return {"over": channel["id"]}

    def _rank(self, id: str) -> int:
        return [a["id"] for a in self.document["actors"]].index(id)


def _new(cell: Seen) -> bool:
    """Whether a hand drew it: a shape of its own, or the copy of an arrow or actor."""
    return not cell.role or (cell.copied and cell.role in ("step", "actor", "party"))
