"""Words that a hand changed in a drawing → the fields that they were drawn from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from flowmodel.importers.drawio_document import Document, Part
from flowmodel.importers.drawio_file import Seen, joined, same
from flowmodel.language import Bilingual
from flowmodel.vocabulary import parse_step, printed_step, step_id

_RENAMED = Bilingual("{part}の{field}: 「{old}」→「{new}」", "{field} of {part}: '{old}' → '{new}'")
_NOT_KEPT = Bilingual(
    "{part}の文言の変更は取り込めません: 「{old}」→「{new}」",
    "a change of the words of {part} has no place in the model: '{old}' → '{new}'",
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
_FIGURE = Bilingual("図", "the figure")
_IN_BRACKETS = re.compile(r"^\s*[【\[](.*?)[】\]]", re.DOTALL)
_IN_ROUND = re.compile(r"^\s*[（(](.*?)[)）]", re.DOTALL)
WORDINGS = frozenset(("label", "wording"))
"""Roles of the words of a step: on its line, on a card or in a list."""


def numbers(role: str, part: str) -> bool:
    """Whether a cell shows the number of a step: on its line, on a card or in a list."""
    return role == "badge" or (role == "number" and bool(part))


class Words:
    """Applies the changed words of cells to the document that they were drawn from."""

    def __init__(self, document: Document, cells: Sequence[Seen]):
        self.document, self.cells = document, cells
        self._done: dict[tuple[int, str], str] = {}
        """What was written, by the part (the document's own object) and the field."""
        self._by_role: dict[str, Callable[[Seen], None]] = {
            "head": lambda c: self._name(c, "zones"),
            "zone": lambda c: self._name(c, "zones"),
            "name": lambda c: self._name(c, "actors"),
            "party": lambda c: self._name(c, "actors"),
            "data": lambda c: self._name(c, "data"),
            "channel": lambda c: self._name(c, "channels", _IN_BRACKETS),
            "label": self._label,
            "wording": self._label,
            "step": self._on_arrow,
            "title": lambda c: self._figure(c, "title"),
            "number": lambda c: self._figure(c, "number", _IN_ROUND),
            "footer": lambda c: self._figure(c, "footer"),
        }

    def run(self) -> None:
        """Apply all words but the numbers of steps."""
        for cell in self.cells:
            if not same(cell.text, cell.was) and not numbers(cell.role, cell.part):
                self._by_role.get(cell.role, self.unkept)(cell)

    def renumber(self) -> None:
        """Number steps anew, all at once: until then the old number names them."""
        changed: dict[str, tuple[Part, Seen]] = {}
        for cell in self.cells:
            part = self.document.find("transfers", cell.part)
            if not numbers(cell.role, cell.part) or same(cell.text, cell.was) or part is None:
                continue
            told = self.document.told("transfers", cell.part)
            if parse_step(cell.text) is None:
                self.document.lost.append(_BAD_STEP.format(new=cell.text))
            elif cell.part not in changed:
                changed[cell.part] = part, cell
            elif not same(cell.text, first := changed[cell.part][1].text):
                self._twice(told, "step", first, cell.text)
        renamed = {}
        for id, (_, cell) in changed.items():
            if step := parse_step(cell.text):
                told = self.document.told("transfers", id)
                renamed[id] = step_id(*step)
                self._renamed(told, "step", cell.was, printed_step(*step))
        for id, (part, _) in changed.items():
            part["step"] = renamed[id]
        for waiver in self.document.parts("waivers"):
            waiver["part"] = renamed.get(str(waiver["part"]), waiver["part"])

    def unkept(self, cell: Seen) -> None:
        """Tell that the words of a cell have no place in the model."""
        if same(cell.text, cell.was):
            return
        section = self.document.section(cell.part)
        told = self.document.told(section, cell.part) if section else _FIGURE
        lost = _NOT_KEPT.format(part=told, old=joined(cell.was), new=joined(cell.text))
        self.document.lost.append(lost)

    def cleared(self, step: str) -> bool:
        """Take the words of a step away; whether the model has words of its own for it."""
        part = self.document.find("transfers", step)
        if part is None or not part.get("label"):
            return False
        if (id(part), "label") in self._done:  # Other words were written in their place.
            return True
        told = self.document.told("transfers", step)
        self._renamed(told, "label", self.document.shown(part.pop("label")), "")
        return True

    def _renamed(self, told: Bilingual, field: str, old: str, new: str) -> None:
        change = _RENAMED.format(part=told, field=_FIELDS[field], old=old, new=new)
        self.document.changes.append(change)

    def _twice(self, told: Bilingual, field: str, old: str, new: str) -> None:
        self.document.lost.append(_TWICE.format(part=told, field=_FIELDS[field], old=old, new=new))

    def _set(self, part: Part, field: str, new: str, told: Bilingual, key: str) -> None:
        """Write words into a field, in the language that was drawn."""
        old = self.document.shown(part.get(field), key)
        done = self._done.setdefault((id(part), field), new)
        if done != new:
            self._twice(told, field, done, new)
        elif old != new:
            part[field] = self.document.with_words(part.get(field), new)
            self._renamed(told, field, old, new)

    def _name(self, cell: Seen, section: str, pattern: re.Pattern[str] | None = None) -> None:
        part = self.document.find(section, cell.part)
        new = joined(cell.text)
        if pattern is not None:
            now, was = pattern.match(cell.text), pattern.match(cell.was)
            rest = cell.text[now.end() :] if now else ""
            if was and not same(rest, cell.was[was.end() :]):
                self.unkept(cell)
            new = joined(now[1]) if now else new
        if part is None or not new:
            self.unkept(cell)
            return
        for id in (cell.part, *cell.also):
            if (each := self.document.find(section, id)) is not None:
                self._set(each, "name", new, self.document.told(section, id), id)

    def _label(self, cell: Seen) -> None:
        part = self.document.find("transfers", cell.part)
        new = joined(cell.text)
        if part is None or (not new and not self.cleared(cell.part)):
            self.unkept(cell)
        elif new:
            self._set(part, "label", without_mark(part, new), self._told(cell), cell.part)

    def _told(self, cell: Seen) -> Bilingual:
        return self.document.told("transfers", cell.part)

    def _on_arrow(self, cell: Seen) -> None:
        """Words typed onto an arrow are those of its step, where the drawn ones were deleted."""
        beside = (c for c in self.cells if c.role in WORDINGS and c.part == cell.part)
        if next(beside, None) is None:
            self._label(cell)
        else:
            self.unkept(cell)

    def _figure(self, cell: Seen, field: str, pattern: re.Pattern[str] | None = None) -> None:
        figure = self.document.data.setdefault("figure", {})
        found = pattern.match(cell.text) if pattern else None
        if (pattern and not found) or not cell.text:
            self.unkept(cell)
            return
        if not figure.get(field):
            figure[field] = joined(cell.was)
        self._set(figure, field, joined(found[1] if found else cell.text), _FIGURE, "")


def without_mark(part: Part, label: str) -> str:
    """The words of a step without the mark of a note that is printed behind them."""
    for mark in (f"({part.get('mark')})", f"（{part.get('mark')}）"):
        label = label.removesuffix(mark).strip() if part.get("mark") else label
    return label
