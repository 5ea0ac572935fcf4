"""What a hand changed in a drawing that flowmodel wrote: words, ends, places, and what is gone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flowmodel.importers.drawio_file import Drawn, Seen, joined, same
from flowmodel.language import Bilingual, Lang
from flowmodel.vocabulary import parse_step, printed_step, step_id

PLACES = frozenset(("head", "zone"))
"""Roles of the cells that hold actors."""
ENDS = frozenset(("actor", "party", "bar", "card"))
"""Roles of what arrows join: an actor, its bar on a life line, the card on the way of a line."""
CARDS = frozenset(("card",))
"""The role of a card."""
_RENAMED = Bilingual("{part}の{field}: 「{old}」→「{new}」", "{field} of {part}: '{old}' → '{new}'")
_REJOINED = Bilingual("手順{step}: {old} → {new}", "step {step}: {old} → {new}")
_MOVED = Bilingual("「{part}」を「{new}」に移動", "'{part}' moved to '{new}'")
_OUTSIDE = Bilingual("区画の外", "outside every zone")
_GONE = Bilingual("{part}を削除", "{part} removed")
_NOT_KEPT = Bilingual(
    "{part}の文言の変更は取り込めません: 「{old}」→「{new}」",
    "a change of the words of {part} has no place in the model: '{old}' → '{new}'",
)
_LOOSE = Bilingual(
    "手順{step}の矢印が主体につながっていません。もとのままにしました",
    "the arrow of step {step} joins no actor; left as it was",
)
_TWICE = Bilingual(
    "{part}の{field}が二通りに変えられています: 「{old}」を使い「{new}」を捨てました",
    "{field} of {part} was changed in two ways: '{old}' is taken, '{new}' is not",
)
_BAD_STEP = Bilingual("「{new}」は手順の番号として読めません", "'{new}' is no step number")
_FIELDS = {
    "name": Bilingual("名称", "the name"),
    "label": Bilingual("文言", "the words"),
    "title": Bilingual("標題", "the title"),
    "number": Bilingual("資料番号", "the number"),
    "footer": Bilingual("欄外", "the footer"),
    "step": Bilingual("番号", "the number"),
}
_STEP = Bilingual("手順{step}", "step {step}")
_QUOTED = Bilingual("「{name}」", "'{name}'")
_FIGURE = Bilingual("図", "the figure")
_IN_BRACKETS = re.compile(r"^\s*[【\[](.*?)[】\]]", re.DOTALL)
_IN_ROUND = re.compile(r"^\s*[（(](.*?)[)）]", re.DOTALL)


def _numbers(cell: Seen) -> bool:
    """Whether a cell shows the number of a step: on its line, on a card or in a list."""
    return cell.role == "badge" or (cell.role == "number" and bool(cell.part))


class Edits:
    """Applies the changes of cells that were drawn to the document that they were drawn from."""

    def __init__(
        self, document: dict[str, Any], drawn: Drawn, lang: Lang, parts: tuple[tuple[str, str], ...]
    ):
        self.document, self.drawn, self.lang, self.parts = document, drawn, lang, parts
        self.changes: list[Bilingual] = []
        self.lost: list[Bilingual] = []
        self._done: dict[tuple[int, str], str] = {}
        """What was written, by the part (the document's own object) and the field."""
        self.words: dict[str, Callable[[Seen], None]] = {
            "head": lambda c: self._name(c, "zones"),
            "zone": lambda c: self._name(c, "zones"),
            "name": lambda c: self._name(c, "actors"),
            "party": lambda c: self._name(c, "actors"),
            "data": lambda c: self._name(c, "data"),
            "channel": lambda c: self._name(c, "channels", _IN_BRACKETS),
            "label": self._label,
            "wording": self._label,
            "title": lambda c: self._figure(c, "title"),
            "number": lambda c: self._figure(c, "number", _IN_ROUND),
            "footer": lambda c: self._figure(c, "footer"),
        }

    def run(self) -> None:
        """Apply all changes. Steps are numbered anew last: until then the old number names them."""
        cells = [c for c in self.drawn.cells.values() if c.role and not c.copied]
        changed = [c for c in cells if not same(c.text, c.was)]
        for cell in changed:
            if not _numbers(cell):
                self.words.get(cell.role, self._unkept)(cell)
        for cell in cells:
            if cell.role == "actor":
                self._moved(cell)
        self._rejoined_all(cells)
        self._removed(cells)
        for cell in changed:
            if _numbers(cell):
                self._step(cell)

    def _find(self, section: str, id: str) -> dict[str, Any] | None:
        key = "step" if section == "transfers" else "id"
        for part in self.document.get(section, ()):
            written = str(part[key]) if section == "transfers" else part[key]
            if written == id:
                found: dict[str, Any] = part
                return found
        return None

    def _shown(self, value: Any, fallback: str = "") -> str:
        if isinstance(value, dict):
            other = "en" if self.lang == "ja" else "ja"
            return str(value.get(self.lang, value.get(other, fallback)))
        return fallback if value is None else str(value)

    def _part(self, section: str, id: str) -> Bilingual:
        part = self._find(section, id) or {}
        if section == "transfers":
            step = parse_step(id)
            return _STEP.format(step=printed_step(*step) if step else id)
        return _QUOTED.format(name=self._shown(part.get("name"), id))

    def _set(self, part: dict[str, Any], field: str, new: str, told: Bilingual, key: str) -> None:
        """Write words into a field, in the language that was drawn."""
        old = self._shown(part.get(field), key)
        done = self._done.setdefault((id(part), field), new)
        if done != new:
            self.lost.append(_TWICE.format(part=told, field=_FIELDS[field], old=done, new=new))
            return
        if old == new:
            return
        value, own = part.get(field), self.document.get("lang", "ja")
        if isinstance(value, dict):
            part[field] = {**value, self.lang: new}
        elif value is None or own == self.lang:
            part[field] = new
        else:
            part[field] = {own: value, self.lang: new}
        self.changes.append(_RENAMED.format(part=told, field=_FIELDS[field], old=old, new=new))

    def _name(self, cell: Seen, section: str, pattern: re.Pattern[str] | None = None) -> None:
        part = self._find(section, cell.part)
        new = joined(cell.text)
        if pattern is not None:
            now, was = pattern.match(cell.text), pattern.match(cell.was)
            rest = cell.text[now.end() :] if now else ""
            if was and not same(rest, cell.was[was.end() :]):
                self._unkept(cell)
            new = joined(now[1]) if now else new
        if part is None or not new:
            self._unkept(cell)
            return
        self._set(part, "name", new, self._part(section, cell.part), cell.part)
        for id in cell.also:
            other = self._find(section, id)
            if other is not None:
                self._set(other, "name", new, self._part(section, id), id)

    def _label(self, cell: Seen) -> None:
        part = self._find("transfers", cell.part)
        if part is None:
            self._unkept(cell)
            return
        new = joined(cell.text)
        for mark in (f"({part.get('mark')})", f"（{part.get('mark')}）"):
            new = new.removesuffix(mark).strip() if part.get("mark") else new
        self._set(part, "label", new, self._part("transfers", cell.part), cell.part)

    def _figure(self, cell: Seen, field: str, pattern: re.Pattern[str] | None = None) -> None:
        figure = self.document.setdefault("figure", {})
        found = pattern.match(cell.text) if pattern else None
        if pattern and not found:
            self._unkept(cell)
            return
        if not figure.get(field):
            figure[field] = joined(cell.was)
        self._set(figure, field, joined(found[1] if found else cell.text), _FIGURE, "")

    def _step(self, cell: Seen) -> None:
        part, step = self._find("transfers", cell.part), parse_step(cell.text)
        if part is None:
            return
        if step is None:
            self.lost.append(_BAD_STEP.format(new=cell.text))
            return
        new = step_id(*step)
        told = self._part("transfers", cell.part)
        part["step"] = new
        self.changes.append(
            _RENAMED.format(part=told, field=_FIELDS["step"], old=cell.was, new=printed_step(*step))
        )

    def _unkept(self, cell: Seen) -> None:
        if cell.role == "verdict" or same(cell.text, cell.was):
            return
        section = next(
            (s for s in ("actors", "channels", "zones", "data") if self._find(s, cell.part)), ""
        )
        told = self._part(section, cell.part) if section else _FIGURE
        self.lost.append(_NOT_KEPT.format(part=told, old=joined(cell.was), new=joined(cell.text)))

    def holder(self, id: str, roles: frozenset[str]) -> Seen | None:
        """The nearest cell of some role that holds a cell, itself included."""
        seen: set[str] = set()
        while id in self.drawn.cells and id not in seen:
            seen.add(id)
            cell = self.drawn.cells[id]
            if cell.role in roles and not cell.copied:
                return cell
            id = cell.parent
        return None

    def _moved(self, cell: Seen) -> None:
        part = self._find("actors", cell.part)
        if part is None or not cell.inside or cell.parent == cell.inside:
            return
        place = self.holder(cell.parent, PLACES)
        zone = place.part if place else ""
        if zone == part.get("zone", ""):
            return
        if zone and self._find("zones", zone):
            part["zone"] = zone
        else:
            part.pop("zone", None)
        new = self._shown((self._find("zones", zone) or {}).get("name"), zone) if zone else _OUTSIDE
        self.changes.append(_MOVED.format(part=self._shown(part.get("name"), cell.part), new=new))

    def _rejoined_all(self, cells: list[Seen]) -> None:
        """Read the ends of all steps. A line with a card on its way is drawn as two arrows."""
        lines: dict[str, list[Seen]] = {}
        for cell in cells:
            if cell.role == "step" and cell.edge:
                cards = (self.holder(end, CARDS) for end in (cell.source, cell.target))
                lines.setdefault(next((c.id for c in cards if c), cell.id), []).append(cell)
        on_card: dict[str, list[str]] = {}
        for cell in cells:
            card = self.holder(cell.parent, CARDS) if _numbers(cell) else None
            if card is not None:
                on_card.setdefault(card.id, []).append(cell.part)
        for id, arrows in lines.items():
            ends = self._ends(arrows)
            for step in dict.fromkeys(on_card.get(id, [arrows[0].part])):
                self._rejoined(step, ends)

    def _ends(self, arrows: list[Seen]) -> tuple[str, ...]:
        """The two actors that the arrows of one line join; empty where they join no two."""
        joined: tuple[dict[str, None], dict[str, None]] = ({}, {})
        for arrow in arrows:
            for found, end in zip(joined, (arrow.source, arrow.target), strict=True):
                cell = self.holder(end, ENDS)
                if cell is None:
                    return ()
                if cell.role != "card":
                    found[cell.part] = None
        return tuple(next(iter(f)) for f in joined if len(f) == 1)

    def _rejoined(self, id: str, ends: tuple[str, ...]) -> None:
        part = self._find("transfers", id)
        if part is None:
            return
        step = parse_step(id)
        printed = printed_step(*step) if step else id
        if len(ends) != 2:
            self.lost.append(_LOOSE.format(step=printed))
            return
        new = list(ends)
        old = [part["from"], part["to"]]
        if new == old:
            return
        part["from"], part["to"] = new
        if part.get("by") in old and part["by"] not in new:
            part.pop("by")
        channel = self._find("channels", part.get("over", ""))
        if channel and set(channel["between"]) != set(new):
            part.pop("over")
        names = [" → ".join(self._shown((self._find("actors", a) or {}).get("name"), a) for a in ids)
                 for ids in (old, new)]  # fmt: skip
        self.changes.append(
            _REJOINED.format(step=printed, old=f"({names[0]})", new=f"({names[1]})")
        )

    def _removed(self, cells: list[Seen]) -> None:
        there = {(c.role, c.part) for c in cells}
        sections = {"step": "transfers", "actor": "actors", "party": "actors", "head": "zones",
                    "zone": "zones"}  # fmt: skip
        for role, part in self.parts:
            section = sections.get(role)
            if section is None or (role, part) in there or self._find(section, part) is None:
                continue
            self.changes.append(_GONE.format(part=self._part(section, part)))
            self._drop(section, part)

    def _drop(self, section: str, id: str) -> None:
        """Take a part out of the document, and what cannot be without it."""
        key = "step" if section == "transfers" else "id"
        self.document[section] = [p for p in self.document[section] if str(p[key]) != id]
        if section == "zones":
            for part in (*self.document.get("actors", ()), *self.document["zones"]):
                for field in ("zone", "parent"):
                    if part.get(field) == id:
                        part.pop(field)
        if section == "channels":
            self._drop_each("transfers", lambda t: t.get("over") == id)
        if section == "actors":
            self._drop_each("channels", lambda c: id in c["between"])
            self._drop_each("transfers", lambda t: id in (t["from"], t["to"], t.get("by")))
            for exclusion in self.document.get("exclusions", ()):
                exclusion["parties"] = [p for p in exclusion.get("parties", ()) if p != id]
        if section in ("actors", "channels"):
            boxes = self.document.get("boxes", ())
            self.document["boxes"] = [b for b in boxes if b.get("at") != id]

    def _drop_each(self, section: str, gone: Callable[[dict[str, Any]], bool]) -> None:
        key = "step" if section == "transfers" else "id"
        for part in [p for p in self.document.get(section, ()) if gone(p)]:
            self.changes.append(_GONE.format(part=self._part(section, str(part[key]))))
            self._drop(section, str(part[key]))
