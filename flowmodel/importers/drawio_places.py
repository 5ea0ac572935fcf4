"""Where a hand put things: arrows joined elsewhere, actors and zones moved to another zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flowmodel.export.drawio_record import Kept
from flowmodel.importers.drawio_document import Document
from flowmodel.importers.drawio_file import Drawn, Seen
from flowmodel.importers.drawio_words import numbers
from flowmodel.language import Bilingual
from flowmodel.vocabulary import parse_step, printed_step

PLACES = frozenset(("head", "zone"))
"""Roles of the cells that hold actors."""
ENDS = frozenset(("actor", "party", "bar"))
"""Roles of what arrows join: an actor, or its bar on a life line."""
_REJOINED = Bilingual("手順{step}: {old} → {new}", "step {step}: {old} → {new}")
_MOVED = Bilingual("「{part}」を「{new}」に移動", "'{part}' moved to '{new}'")
_OUTSIDE = Bilingual("区画の外", "outside every zone")
_LOOSE = Bilingual(
    "手順{step}の矢印が主体につながっていません。もとのままにしました",
    "the arrow of step {step} joins no actor; left as it was",
)
_LINE = Bilingual(
    "「{part}」につながる線のつなぎ替えは取り込めません",
    "a line that was joined anew at '{part}' has no place in the model",
)


class Places:
    """What stands where, and what joins what; `names` has the part of every cell that has one."""

    def __init__(self, document: Document, drawn: Drawn, written: Mapping[str, Kept]):
        self.document, self.drawn, self.written = document, drawn, written
        self.names: dict[str, str] = {}
        """The actor or zone that a cell stands for, by the id of the cell."""
        self.settled: set[str] = set()
        """Ids of the cells whose new place or ends are taken over or told."""
        roles = {**dict.fromkeys(ENDS, "actors"), **dict.fromkeys(PLACES, "zones")}
        for cell in drawn.cells.values():
            section = "" if cell.copied else roles.get(cell.role, "")
            if section and document.find(section, cell.part) is not None:
                self.names[cell.id] = cell.part

    def actor(self, id: str) -> str:
        """The actor to which a cell belongs; empty for none."""
        return self._belongs(id, "actors")

    def zone(self, id: str) -> str:
        """The zone in which a cell stands; empty for none."""
        return self._belongs(id, "zones")

    def _belongs(self, id: str, section: str) -> str:
        for cell in self.drawn.climb(id):
            name = self.names.get(cell.id, "")
            if name and self.document.find(section, name) is not None:
                return name
        return ""

    def card(self, id: str) -> str:
        """The id of the card, on the way of a line, to which a cell belongs; empty for none."""
        cards = (c.id for c in self.drawn.climb(id) if c.role == "card" and not c.copied)
        return next(cards, "")

    def moved(self, cell: Seen) -> None:
        """Take over that an actor or a zone stands in another zone than it was drawn in."""
        section, field = ("zones", "parent") if cell.role in PLACES else ("actors", "zone")
        part, written = self.document.find(section, cell.part), self.written.get(cell.written)
        if part is None or written is None or self.drawn.written(cell.parent) == written.parent:
            return
        was_in = self.written.get(written.parent)
        zone = self.zone(cell.parent)
        if zone == part.get(field, "") or not (zone or (was_in and was_in.role in PLACES)):
            return
        self.settled.add(cell.id)
        part.pop(field, None)
        if zone:
            part[field] = zone
        new = self.document.name("zones", zone) if zone else _OUTSIDE
        told = _MOVED.format(part=self.document.shown(part.get("name"), cell.part), new=new)
        self.document.changes.append(told)

    def rejoined(self, cells: Sequence[Seen]) -> None:
        """Read the ends of all steps. A line with a card on its way is drawn as two arrows."""
        lines: dict[str, list[Seen]] = {}
        on_card: dict[str, list[str]] = {}
        for cell in cells:
            if cell.role == "step" and cell.edge:
                cards = (self.card(end) for end in (cell.source, cell.target))
                lines.setdefault(next(filter(None, cards), cell.id), []).append(cell)
            elif numbers(cell.role, cell.part) and (card := self.card(cell.parent)):
                on_card.setdefault(card, []).append(cell.part)
            elif cell.edge:
                self._other(cell)
        for id, arrows in lines.items():
            ends = self._ends(arrows)
            for step in dict.fromkeys(on_card.get(id, [arrows[0].part])):
                self._rejoined(step, ends, arrows)

    def _ends(self, arrows: list[Seen]) -> list[str]:
        """The two actors that the arrows of one line join; empty where they join no two."""
        joined: tuple[dict[str, None], dict[str, None]] = ({}, {})
        for arrow in arrows:
            for found, end in zip(joined, (arrow.source, arrow.target), strict=True):
                actor = self.actor(end)
                if not actor and not self.card(end):
                    return []
                if actor:
                    found[actor] = None
        return [next(iter(f)) for f in joined if len(f) == 1]

    def _rejoined(self, id: str, ends: list[str], arrows: list[Seen]) -> None:
        part = self.document.find("transfers", id)
        if part is None:
            return
        step = parse_step(id)
        printed = printed_step(*step) if step else id
        old = [part["from"], part["to"]]
        if len(ends) != 2:
            drawn = {c.part for c in self.drawn.originals.values() if c.role in ENDS}
            if set(old) <= drawn:
                self.settled.update(a.id for a in arrows)
                self.document.lost.append(_LOOSE.format(step=printed))
            return
        if ends == old:
            return
        self.settled.update(a.id for a in arrows)
        part["from"], part["to"] = ends
        if part.get("by") in old and part["by"] not in ends:
            part.pop("by")
        if set(ends) != set(old):
            part.pop("over", None)
            part.update(self.document.channel(ends))
        told = _REJOINED.format(
            step=printed,
            old=f"({self.document.ends(old)})",
            new=f"({self.document.ends(ends)})",
        )
        self.document.changes.append(told)

    def _other(self, cell: Seen) -> None:
        """Tell that a line which is no step was joined to something else."""
        written = self.written.get(cell.written)
        if written is None:
            return
        now = (self.drawn.written(cell.source), self.drawn.written(cell.target))
        was = (written.source, written.target)
        if now != was and all(id in self.drawn.originals for id in was if id):
            self.settled.add(cell.id)
            ends = (self.actor(cell.source), self.actor(cell.target))
            named = next(filter(None, ends), "") or cell.part
            self.document.lost.append(_LINE.format(part=self.document.name("actors", named)))
