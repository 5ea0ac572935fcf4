"""A block of a grid as a table of a slide, that is edited like any other.

Heads are heads of the table, so that a screen reader tells them with each cell; heavy frames are
borders of cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from flowmodel.layout.grid import Slot, Table
from flowmodel.layout.scene import MM_PER_PT
from flowmodel.render.pptx_text import LEADING, face_of, hatched, language, paint
from flowmodel.render.pptx_text import emu as _emu
from flowmodel.render.svg import escape

THIN, HEAVY = 0.2, 0.7
"""Weights of lines between cells, mm."""
SIDE = 0.6
"""Least space at the sides of a cell, mm."""


def table(found: Table, number: int, name: str, face: str, lang: str) -> str:
    """The ``p:graphicFrame`` of a table, as the shape `number` with a name."""
    grid = "".join(f'<a:gridCol w="{_emu(w)}"/>' for w in found.widths)
    rows = "".join(
        f'<a:tr h="{_emu(h)}">{"".join(_row(found, i, face, lang))}</a:tr>'
        for i, h in enumerate(found.heights)
    )
    place = (
        f'<a:off x="{_emu(found.x)}" y="{_emu(found.y)}"/>'
        f'<a:ext cx="{_emu(sum(found.widths))}" cy="{_emu(sum(found.heights))}"/>'
    )
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{number}" name="{escape(name[:80])}" '
        f'descr="{escape(name)}"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
        f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr><p:xfrm>{place}</p:xfrm>"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f'<a:tbl><a:tblPr firstRow="1" firstCol="1"/><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def _row(found: Table, i: int, face: str, lang: str) -> Iterator[str]:
    """The cells of a row; a cell that another spans says which way."""
    slots = found.slots[i]
    for j, slot in enumerate(slots):
        spans = ""
        if slot.across > 1:
            spans += f' gridSpan="{slot.across}"'
        if slot.down > 1:
            spans += f' rowSpan="{slot.down}"'
        if slot.covered:
            spans += _covered(found, i, j)
        yield (
            f"<a:tc{spans}><a:txBody><a:bodyPr/><a:lstStyle/>{_words(slot, face, lang)}"
            f"</a:txBody>{_look(found, i, j)}</a:tc>"
        )


def _covered(found: Table, i: int, j: int) -> str:
    """Which way the cell reaches that spans one."""
    told = ""
    left = j
    while left > 0 and found.slots[i][left].covered:
        left -= 1
    if left < j and found.slots[i][left].across > j - left:
        told += ' hMerge="1"'
    top = i
    while top > 0 and found.slots[top][j].covered:
        top -= 1
    corner = any(
        found.slots[k][m].across > j - m and found.slots[k][m].down > i - k
        for k in range(i)
        for m in range(j + 1)
    )
    if (top < i and found.slots[top][j].down > i - top) or corner:
        told += ' vMerge="1"'
    return told


def _words(slot: Slot, face: str, lang: str) -> str:
    """The text of a cell: one paragraph."""
    named = face_of(face)
    if not slot.lines:
        return f'<a:p><a:endParaRPr {language(lang)} sz="700">{named}</a:endParaRPr></a:p>'
    bold = ' b="1"' if slot.bold else ""
    look = f'{language(lang)} sz="{round(slot.size * 100)}"{bold} dirty="0"'
    runs = "<a:br/>".join(
        f"<a:r><a:rPr {look}>{paint(slot.ink)}{named}</a:rPr><a:t>{escape(line)}</a:t></a:r>"
        for line in slot.lines
    )
    spacing = f'<a:lnSpc><a:spcPts val="{round(slot.size * LEADING * 100)}"/></a:lnSpc>'
    align = "ctr" if slot.middle else "l"
    return f'<a:p><a:pPr algn="{align}">{spacing}<a:buNone/></a:pPr>{runs}</a:p>'


def _look(found: Table, i: int, j: int) -> str:
    """Margins, borders and fill of a cell."""
    slot = found.slots[i][j]
    fill = hatched(slot.hatch, found.line, slot.fill) if slot.hatch else paint(slot.fill)
    sides = (("lnL", i, j - 1), ("lnR", i, j + 1), ("lnT", i - 1, j), ("lnB", i + 1, j))
    lines = "".join(_border(found, slot, name, row, column) for name, row, column in sides)
    left = max(SIDE, slot.indent)
    anchor = "t" if i < found.heads and len(slot.lines) > 1 else "ctr"
    return (
        f'<a:tcPr marL="{_emu(left)}" marR="{_emu(SIDE)}" marT="0" marB="0" anchor="{anchor}">'
        f"{lines}{fill}</a:tcPr>"
    )


def _border(found: Table, slot: Slot, name: str, row: int, column: int) -> str:
    """One side of a cell: heavy where the cell or its neighbour there is framed."""
    inside = 0 <= row < len(found.slots) and 0 <= column < len(found.slots[row])
    heavy = slot.heavy or (inside and found.slots[row][column].heavy)
    weight, colour = (HEAVY, found.frame) if heavy else (THIN, found.line)
    return f'<a:{name} w="{round(weight / MM_PER_PT * 12_700)}">{paint(colour)}</a:{name}>'
