"""Where the texts of a page go on a slide: into the shape that holds them, or into a box of their own.

A text that stands in a box becomes text of that shape, so that it moves with it and is edited
in it. Spacing is exact, so each baseline lies where it was drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flowmodel.layout.scene import MM_PER_PT, Box, Hatch, Page, Shape, Text
from flowmodel.render.hatch import PRESETS
from flowmodel.render.svg import escape

EMU = 36_000
"""English metric units in a millimetre, the unit of lengths in Office files."""
LEADING = 1.34
"""Height of a line, em; the layout's own."""
ASCENT = 1.05
"""The baseline below the top of a line of `LEADING`, em. Office sets lines of an exact height so
that about a fifth of it is left below the baseline, and so does the layout."""
_CLOSE = 0.35
"""What the eye does not see, mm."""
_ALIGN = {"start": "l", "middle": "ctr", "end": "r"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are one paragraph: broken by hand, the later ones hanging."""

    lines: tuple[Text, ...]

    @property
    def top(self) -> float:
        """Top of the first line, mm."""
        return self.lines[0].y - _em(self.lines[0]) * ASCENT

    @property
    def bottom(self) -> float:
        """Bottom of the last line, mm."""
        return self.top + _em(self.lines[0]) * LEADING * len(self.lines)


class Texts:
    """The texts of one page by what holds them."""

    def __init__(self, page: Page):
        boxes = {b.id: b for b in page.flat() if isinstance(b, Box) and b.id}
        self.held: dict[str, list[Text]] = {}
        """Texts that become text of a box, by the id of the box."""
        self.badges: dict[int, Text] = {}
        """The sign of a badge, by the badge's `id()`: signs stand on it, but in no box."""
        self._taken: set[int] = set()
        last: Shape | None = None
        for item in page.flat():
            if isinstance(item, Shape):
                last = item
            if not isinstance(item, Text):
                continue
            if item.inside in boxes:
                self._hold(item, boxes[item.inside])
            elif last is not None and _signs(item, last) and id(last) not in self.badges:
                self.badges[id(last)] = item
                self._taken.add(id(item))

    def _hold(self, text: Text, box: Box) -> None:
        before = self.held.setdefault(box.id, [])
        below = not before or text.y - before[-1].y >= _em(text) * (LEADING - 0.05)
        if below and _fits(text, box):
            before.append(text)
            self._taken.add(id(text))

    def free(self, text: Text) -> bool:
        """Whether it stands in a box of its own."""
        return id(text) not in self._taken


def _signs(text: Text, shape: Shape) -> bool:
    middle = text.left + text.width / 2
    return (
        (text.role, text.part) == (shape.role, shape.part)
        and text.anchor == "middle"
        and abs(middle - shape.x - shape.w / 2) < _CLOSE
        and shape.y < text.y < shape.y + shape.h
    )


def _fits(text: Text, box: Box) -> bool:
    if text.anchor == "middle":
        return abs(text.x - box.x - box.w / 2) < _CLOSE
    return text.anchor == "start" and box.x <= text.x and box.y < text.y


def paragraphs(texts: Iterable[Text], *, one: bool = False) -> list[Paragraph]:
    """Lines joined to paragraphs where a later line plainly goes on with the one before.

    It does where it hangs below it, as in a bulleted list, and in headings; with `one`, wherever
    it is set alike.
    """
    found: list[list[Text]] = []
    for text in texts:
        if found and _continues(text, found[-1], one):
            found[-1].append(text)
        else:
            found.append([text])
    return [Paragraph(tuple(lines)) for lines in found]


def _continues(text: Text, lines: Sequence[Text], one: bool) -> bool:
    first, last = lines[0], lines[-1]
    if not (same_look(text, first) and follows(text, last)):
        return False
    hang = text.x - first.x
    if last is not first and abs(text.x - last.x) > 1e-6:
        return False
    straight = one or text.bold or text.anchor == "middle"
    hangs = text.anchor == "start" and _CLOSE < hang < 3 * _em(text)
    return hangs or (straight and abs(hang) < 1e-6)


def same_look(text: Text, other: Text) -> bool:
    """Whether both are set alike for the same part."""
    return all(
        getattr(text, f) == getattr(other, f)
        for f in ("role", "part", "inside", "size", "bold", "fill", "anchor")
    )


def follows(text: Text, other: Text) -> bool:
    """Whether it is the next line below the other."""
    return abs(text.y - other.y - _em(text) * LEADING) < 0.05


def _em(text: Text) -> float:
    return text.size * MM_PER_PT


def body(texts: Sequence[Text], box: tuple[float, float, float, float], face: str, lang: str, *, wrap: bool = True) -> str:  # fmt: skip
    """The ``p:txBody`` of a shape with the bounds `box` (x, y, w, h in mm)."""
    x, y, _, h = box
    found = paragraphs(texts, one=not wrap)
    if not found:
        return f'<p:txBody><a:bodyPr rtlCol="0" anchor="ctr"/><a:lstStyle/><a:p>{_end(face, lang)}</a:p></p:txBody>'
    slack = (found[0].top - y) - (y + h - found[-1].bottom)
    middle = abs(slack) < 2 * _CLOSE
    inset = 0.0 if middle else max(0.0, found[0].top - y)
    out = []
    for i, paragraph in enumerate(found):
        gap = paragraph.top - found[i - 1].bottom if i else 0.0
        out.append(_paragraph(paragraph, x, max(0.0, gap), face, lang))
    return (
        f'<p:txBody><a:bodyPr wrap="{"square" if wrap else "none"}" lIns="0" tIns="{emu(inset)}" rIns="0" '
        f'bIns="0" rtlCol="0" anchor="{"ctr" if middle else "t"}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle/>{''.join(out)}</p:txBody>"
    )


def _paragraph(paragraph: Paragraph, left: float, gap: float, face: str, lang: str) -> str:
    first, last = paragraph.lines[0], paragraph.lines[-1]
    indent = ""
    if first.anchor == "start":
        indent = f' marL="{emu(last.x - left)}" indent="{emu(first.x - last.x)}"'
    spacing = (
        f'<a:lnSpc><a:spcPts val="{round(first.size * LEADING * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(gap / MM_PER_PT * 100)}"/></a:spcBef>'
        '<a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/>'
    )
    runs = "<a:br/>".join(run(t, face, lang) for t in paragraph.lines)
    return f'<a:p><a:pPr{indent} algn="{_ALIGN[first.anchor]}">{spacing}</a:pPr>{runs}</a:p>'


def run(text: Text, face: str, lang: str) -> str:
    """A line as a run of text that names its font for Japanese and for Latin letters."""
    bold = ' b="1"' if text.bold else ""
    return (
        f'<a:r><a:rPr {language(lang)} sz="{round(text.size * 100)}"{bold} dirty="0">'
        f"{paint(text.fill)}{face_of(face)}</a:rPr><a:t>{escape(text.text)}</a:t></a:r>"
    )


def _end(face: str, lang: str) -> str:
    return f"<a:endParaRPr {language(lang)}>{face_of(face)}</a:endParaRPr>"


def language(lang: str) -> str:
    """The attributes of a text in a language."""
    return 'lang="ja-JP" altLang="en-US"' if lang == "ja" else 'lang="en-GB" altLang="ja-JP"'


def face_of(face: str) -> str:
    """The font of a text, for Japanese and for Latin letters."""
    return f'<a:latin typeface="{face}"/><a:ea typeface="{face}"/><a:cs typeface="{face}"/>'


def paint(colour: str) -> str:
    """A fill: ``#rrggbb``, or none."""
    if not colour.startswith("#"):
        return "<a:noFill/>"
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}"/></a:solidFill>'


def hatched(hatch: Hatch, ink: str, ground: str) -> str:
    """A fill of strokes over a colour."""
    inner = [
        paint(c).removeprefix("<a:solidFill>").removesuffix("</a:solidFill>") for c in (ink, ground)
    ]
    return (
        f'<a:pattFill prst="{PRESETS[hatch]}"><a:fgClr>{inner[0]}</a:fgClr>'
        f"<a:bgClr>{inner[1]}</a:bgClr></a:pattFill>"
    )


def emu(length: float) -> int:
    """Millimetres as Office counts them."""
    return round(length * EMU)
