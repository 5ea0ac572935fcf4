"""The document that a drawing was made from, while it is being brought up to what a hand drew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flowmodel.language import Bilingual, Lang
from flowmodel.vocabulary import parse_step, printed_step

_GONE = Bilingual("{part}を削除", "{part} removed")
_STEP = Bilingual("手順{step}", "step {step}")
_QUOTED = Bilingual("「{name}」", "'{name}'")
_BOX = Bilingual("対策欄「{name}」", "control box '{name}'")
_EXCLUSION = Bilingual("アクセスできない者の記載", "the statement on who is kept out")
_CHANNEL = Bilingual("経路を追加: {ends}", "channel added: {ends}")
_NOTE = Bilingual("draw.io の図から取り込み", "read from a draw.io drawing")
SECTIONS = ("actors", "channels", "zones", "data", "boxes", "transfers")
"""Sections whose parts cells may show, in the order in which they are looked through."""

Part = dict[str, Any]
"""One part, as plain data."""


class Document:
    """Plain data of a model, with what a hand changed in it and what could not be taken over."""

    def __init__(self, data: dict[str, Any], lang: Lang):
        self.data, self.lang = data, lang
        """The document, and the language that was drawn."""
        self.changes: list[Bilingual] = []
        self.lost: list[Bilingual] = []
        self.dropped: set[str] = set()
        """Ids of the parts that were taken out."""
        self._index: dict[str, dict[str, Part]] = {
            s: {str(p[_key(s)]): p for p in self.parts(s)} for s in SECTIONS
        }
        self._rank = {id: n for n, id in enumerate(self._index["actors"])}
        self._joins = self._channels()
        self._numbers: dict[str, int] = {}
        """The last number that was tried for an id, by its stem."""

    def _channels(self) -> dict[frozenset[str], str]:
        """The first channel that joins two actors, by the two."""
        found: dict[frozenset[str], str] = {}
        for channel in self.parts("channels"):
            found.setdefault(frozenset(channel["between"]), channel["id"])
        return found

    def parts(self, section: str) -> list[Part]:
        """All parts of a section."""
        found: list[Part] = self.data.get(section, [])
        return found

    def add(self, section: str, part: Part) -> None:
        """Add a part that a hand drew, as `inferred` from the drawing."""
        note = _NOTE.text("en" if self.data.get("lang") == "en" else "ja")
        remark = {"certainty": "inferred", "note": note}
        part = part | remark
        self.data.setdefault(section, []).append(part)
        self._index[section][str(part[_key(section)])] = part
        if section == "actors":
            self._rank[part["id"]] = len(self._rank)

    def find(self, section: str, id: str) -> Part | None:
        """A part by id (a transfer by its step)."""
        return self._index[section].get(id)

    def section(self, id: str) -> str:
        """The section that has a part of this id; empty for none."""
        return next((s for s in SECTIONS if id in self._index[s]), "")

    def new_id(self, stem: str) -> str:
        """An id that no part has."""
        number = self._numbers.get(stem, 0) + 1
        while self.section(f"{stem}-{number}"):
            number += 1
        self._numbers[stem] = number
        return f"{stem}-{number}"

    def shown(self, value: Any, fallback: str = "") -> str:
        """A text in the language that was drawn."""
        if isinstance(value, dict):
            other = "en" if self.lang == "ja" else "ja"
            return str(value.get(self.lang, value.get(other, fallback)))
        return fallback if value is None else str(value)

    def with_words(self, value: Any, new: str) -> Any:
        """A text of the document with `new` in the language that was drawn."""
        own = self.data.get("lang", "ja")
        if isinstance(value, dict):
            return {**value, self.lang: new}
        return new if value is None or own == self.lang else {own: value, self.lang: new}

    def name(self, section: str, id: str) -> str:
        """The name of a part; its id where it has none."""
        return self.shown((self.find(section, id) or {}).get("name"), id)

    def told(self, section: str, id: str) -> Bilingual:
        """A part, as messages name it."""
        if section == "transfers":
            step = parse_step(id)
            return _STEP.format(step=printed_step(*step) if step else id)
        if section == "boxes":
            at = str((self.find(section, id) or {}).get("at", id))
            owner = "actors" if self.find("actors", at) else "channels"
            return _BOX.format(name=self.name(owner, at))
        return _QUOTED.format(name=self.name(section, id))

    def ends(self, actors: list[str]) -> str:
        """Two actors, as messages name them."""
        return " → ".join(self.name("actors", a) for a in actors)

    def channel(self, ends: list[str]) -> dict[str, str]:
        """The channel of a step: the first that joins its ends; a new one where none does."""
        if ends[0] == ends[1]:
            return {}
        between = sorted(ends, key=self._rank.__getitem__)
        if id := self._joins.get(frozenset(ends)):
            return {"over": id}
        id = self._joins[frozenset(ends)] = self.new_id("channel")
        self.add("channels", {"id": id, "between": between})
        names = " – ".join(self.name("actors", a) for a in between)
        self.changes.append(_CHANNEL.format(ends=names))
        return {"over": id}

    def drop(self, section: str, id: str) -> None:
        """Take a part out of the document, and what cannot be without it; tells each."""
        self.changes.append(_GONE.format(part=self.told(section, id)))
        self.dropped.add(id)
        if section in ("actors", "channels"):
            self._drop_each("boxes", lambda b: b.get("at") == id)
        key = _key(section)
        self._index[section].pop(id)
        self.data[section] = [p for p in self.parts(section) if str(p[key]) != id]
        if section == "zones":
            for part in (*self.parts("actors"), *self.parts("zones")):
                for field in ("zone", "parent"):
                    if part.get(field) == id:
                        part.pop(field)
        if section == "channels":
            self._joins = self._channels()
            self._drop_each("transfers", lambda t: t.get("over") == id)
        if section == "actors":
            self._drop_each("channels", lambda c: id in c["between"])
            self._drop_each("transfers", lambda t: id in (t["from"], t["to"], t.get("by")))
            self._forget(id)

    def _drop_each(self, section: str, gone: Callable[[Part], bool]) -> None:
        for part in [p for p in self.parts(section) if gone(p)]:
            self.drop(section, str(part[_key(section)]))

    def _forget(self, actor: str) -> None:
        """Take an actor out of every list that names it, and lists out that name nobody then."""
        for checklist in self.parts("checklists"):
            _without(checklist, "actors", actor)
        for owner in self.parts("actors"):
            for grant in owner.get("grants", ()):
                _without(grant, "to", actor)
            if "grants" in owner:
                owner["grants"] = [g for g in owner["grants"] if g["to"]]
        for exclusion in self.parts("exclusions"):
            _without(exclusion, "parties", actor)
            _without(exclusion, "protects", actor)
        whole = [e for e in self.parts("exclusions") if e["parties"] and e["protects"]]
        for _ in range(len(self.parts("exclusions")) - len(whole)):
            self.changes.append(_GONE.format(part=_EXCLUSION))
        if "exclusions" in self.data:
            self.data["exclusions"] = whole


def _key(section: str) -> str:
    return "step" if section == "transfers" else "id"


def _without(part: Part, field: str, id: str) -> None:
    if field in part:
        part[field] = [p for p in part[field] if p != id]
