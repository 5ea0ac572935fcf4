"""The heads of life lines: all of a page alike, with the name beside the icon or under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flowmodel.language import Lang
from flowmodel.layout.blocks import ActorBlock, actor_block
from flowmodel.layout.canvas import Canvas, plain
from flowmodel.layout.phrases import torn_words
from flowmodel.layout.scene import Box
from flowmodel.layout.sequence_columns import LifeLine
from flowmodel.layout.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a page's life lines."""

    blocks: tuple[ActorBlock, ...]
    beside: bool
    """Whether the names stand beside the icons."""

    @property
    def height(self) -> float:
        """That of the highest, mm."""
        return max((b.need for b in self.blocks), default=0.0)

    def torn(self, lang: Lang) -> int:
        """How many words of the names are torn."""
        return sum(
            torn_words(plain(block.actor.label(lang)), para.lines)
            for block in self.blocks
            for _, _, para, role, _ in block.head.paras
            if role == "name"
        )

    def draw(self, index: int, box: Box, sheet: Sheet, canvas: Canvas) -> None:
        """Draw an icon and a name into a box as high as the highest head."""
        block = self.blocks[index]
        # Icons stand at one height: names beside them are centred, names under them begin alike.
        if not self.beside:
            block.draw(canvas, sheet.setter, box)
            return
        inner = replace(box, y=box.y + (box.h - block.need) / 2)
        block.draw(canvas, sheet.setter, inner, box.y + (box.h - block.icon_size) / 2)


def heads(sheet: Sheet, lines: Sequence[LifeLine]) -> Heads:
    """What stands in the heads of these life lines.

    All names stand beside their icons, or all under them: beside, unless that tears a word that
    would stay whole under the icon, or makes the heads higher.
    """
    under, aside = (Heads(_blocks(sheet, lines, beside), beside) for beside in (False, True))
    if under.torn(sheet.lang) < aside.torn(sheet.lang):
        return under
    return aside if aside.height <= under.height else under


def _blocks(sheet: Sheet, lines: Sequence[LifeLine], beside: bool) -> tuple[ActorBlock, ...]:
    setter, marks = sheet.setter, sheet.marks

    def make(line: LifeLine) -> ActorBlock:
        actor, flags = line.stand.actor, marks.at(line.stand.actor.id)
        return actor_block(setter, sheet.graph, actor, line.width, sheet.lang, False, flags, beside)

    return tuple(make(line) for line in lines)
