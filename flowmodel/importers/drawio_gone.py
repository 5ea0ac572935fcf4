"""What a hand deleted, moved or recoloured: told by the record of what was drawn."""

from __future__ import annotations

from collections.abc import Iterable

from flowmodel.export.drawio_record import Kept, Record
from flowmodel.importers.drawio_document import Document
from flowmodel.importers.drawio_file import Drawn, Seen, joined
from flowmodel.importers.drawio_words import WORDINGS, Words, numbers
from flowmodel.language import Bilingual
from flowmodel.layout.spans import LISTED

_SECTIONS = {
    "actor": "actors", "party": "actors", "head": "zones", "zone": "zones", "box": "boxes",
}  # fmt: skip
"""Sections whose parts are gone with all of their cells."""
_NAMED = 4
"""Most things that a message names."""
_PAGE = Bilingual("ページ「{name}」を削除", "page '{name}' removed")
_PAGE_NAME = Bilingual(
    "ページの名前の変更は取り込めません: 「{old}」→「{new}」",
    "a new name of a page has no place in the model: '{old}' → '{new}'",
)
_ORDER = Bilingual(
    "ページの順序の変更は取り込めません（順序は flowmodel が決めます）",
    "a new order of pages has no place in the model: flowmodel decides the order",
)
_KEPT = Bilingual(
    "{what}が図から削除されていますが、モデルには残しました",
    "{what} is deleted in the drawing but stays in the model",
)
_PARTLY = Bilingual(
    "{what}が図の一部で削除されていますが、モデルには残しました",
    "{what} is deleted in a part of the drawing but stays in the model",
)
_WORDS = Bilingual("「{words}」", "'{words}'")
_OF = Bilingual("「{words}」（{part}）", "'{words}' ({part})")
_LOOK = Bilingual(
    "図形 {count} 個の位置・大きさ・色などの変更は取り込めません（配置と見た目は flowmodel が決めます）: {what}",
    "changes of place, size or look ({count}) have no place in the model, flowmodel decides these: "
    "{what}",
)
_MORE = Bilingual("など", " and others")
_SIGNS = Bilingual("印・線", "signs and lines")


class Gone:
    """Compares the record of what was drawn with what is there."""

    def __init__(self, document: Document, drawn: Drawn, record: Record, words: Words):
        self.document, self.drawn, self.record, self.words = document, drawn, record, words
        self.written = record.by_id()
        self.missing = [c for c in record.cells() if c.id not in drawn.originals]
        self._gone = {c.id for c in self.missing}
        self._first: dict[str, str] = {}
        """The first words in a cell, by its id."""
        self._alike: dict[tuple[str, str], list[str]] = {}
        """Ids of cells by role and part."""
        self._on_card: dict[str, list[str]] = {}
        """Steps by the card on which they are told."""
        for cell in record.cells():
            if cell.words:
                self._first.setdefault(cell.parent, cell.words)
            if numbers(cell.role, cell.part):
                self._on_card.setdefault(cell.parent, []).append(cell.part)
            self._alike.setdefault((cell.role, cell.part), []).append(cell.id)
        self._signs = 0
        """Signs and lines without words that are gone."""

    def pages(self) -> None:
        """Tell of pages that were deleted, renamed or put into another order."""
        there = dict(self.drawn.pages)
        for sheet in self.record.sheets:
            cells = any(c.id in self.drawn.originals for c in sheet.cells)
            if sheet.id not in there and not cells:
                self.document.changes.append(_PAGE.format(name=sheet.name))
                self._gone.add(f"page {sheet.id}")
            elif there.get(sheet.id, sheet.name) != sheet.name:
                new = there[sheet.id]
                self.document.lost.append(_PAGE_NAME.format(old=sheet.name, new=new))
        order = [s.id for s in self.record.sheets if s.id in there]
        if order != [id for id, _ in self.drawn.pages if id in order]:
            self.document.lost.append(_ORDER)

    def steps(self) -> None:
        """Take out the steps whose arrows, or whose places on the arrow they share, are gone."""
        arrows: dict[str, list[Kept]] = {}
        cards: dict[str, list[str]] = {}
        for cell in self.record.cells():
            if cell.role == "step":
                ends = (self.written.get(end) for end in (cell.source, cell.target))
                on = next((e.id for e in ends if e and e.role == "card"), "")
                arrows.setdefault(on or f"step {cell.part}", []).append(cell)
            elif numbers(cell.role, cell.part) or cell.role in WORDINGS:
                holder = self.written.get(cell.parent)
                if holder and holder.role == "card":
                    cards.setdefault(cell.part, []).append(cell.id)
        for step in [str(t["step"]) for t in self.document.parts("transfers")]:
            shown = cards.get(step)
            if shown is not None:
                card = self.written[self.written[shown[0]].parent].id
                gone = self._all_gone(shown) or self._none(arrows.get(card))
            else:
                gone = self._none(arrows.get(f"step {step}"))
            if gone:
                self.document.drop("transfers", step)

    def _all_gone(self, ids: Iterable[str]) -> bool:
        return all(id in self._gone for id in ids)

    def _none(self, cells: list[Kept] | None) -> bool:
        """Whether cells were drawn and none is left."""
        return bool(cells) and self._all_gone(c.id for c in cells or ())

    def parts(self) -> None:
        """Take out the zones, actors and control boxes that are nowhere in the drawing any more."""
        drawn: dict[tuple[str, str], list[Kept]] = {}
        for cell in self.record.cells():
            if section := _SECTIONS.get(cell.role):
                drawn.setdefault((section, cell.part), []).append(cell)
        for (section, part), cells in drawn.items():
            if self._none(cells) and self.document.find(section, part) is not None:
                self.document.drop(section, part)

    def rest(self) -> None:
        """Tell of everything else that is gone: it stays in the model."""
        told: dict[Bilingual, None] = {}
        for sheet in self.record.sheets:
            if f"page {sheet.id}" in self._gone:
                continue
            for cell in sheet.cells:
                gone = cell.id in self._gone and not self._follows(cell)
                if gone and (what := self._stays(cell)):
                    told[what] = None
        self.document.lost += told

    def _follows(self, cell: Kept) -> bool:
        """Whether a cell is gone because something else is."""
        return cell.parent in self._gone or cell.part in self.document.dropped

    def _stays(self, cell: Kept) -> Bilingual | None:
        alone = self._all_gone(self._alike[cell.role, cell.part])
        if cell.role in WORDINGS and alone and self.words.cleared(cell.part):
            return None
        section = self.document.section(cell.part)
        part = self.document.told(section, cell.part) if section else None
        if cell.role == "step":  # Half of an arrow: told where its ends are read.
            return None
        if cell.role in _SECTIONS and part:
            return _PARTLY.format(what=part)
        if cell.role == "card" and self._dropped(cell):
            return None
        words = cell.words or self._first.get(cell.id)
        if not words:
            self._signs += 1
            return None
        what = _OF.format(words=words, part=part) if part else _WORDS.format(words=words)
        return _KEPT.format(what=what)

    def _dropped(self, card: Kept) -> bool:
        return all(s in self.document.dropped for s in self._on_card.get(card.id, ()))

    def look(self, settled: set[str]) -> None:
        """Tell, in one sentence, what was moved or recoloured; `settled` cells are told already."""
        named: dict[Bilingual, None] = {}
        count = self._signs
        for cell in self.drawn.originals.values():
            if cell.altered and cell.id not in settled and cell.part not in self.document.dropped:
                count += 1
                named[self._named(cell)] = None
        if self._signs:
            named[_SIGNS] = None
        if not count:
            return
        some = list(named)[:_NAMED]
        more = _MORE if len(named) > len(some) else Bilingual("", "")
        what = Bilingual(
            LISTED.ja.join(n.ja for n in some) + more.ja,
            LISTED.en.join(n.en for n in some) + more.en,
        )
        self.document.lost.append(_LOOK.format(count=count, what=what))

    def _named(self, cell: Seen) -> Bilingual:
        section = self.document.section(cell.part)
        if section:
            return self.document.told(section, cell.part)
        return _WORDS.format(words=joined(cell.text)) if cell.text else _SIGNS
