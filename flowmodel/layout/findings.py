"""How findings look on a figure: struck steps, the way to a party kept out, and their legend.

Told apart without colour: a struck step carries a cross, a way to a party runs between two rails.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flowmodel.language import Bilingual, Lang
from flowmodel.layout.canvas import Canvas, Para, Setter
from flowmodel.layout.icons import cross, path_data
from flowmodel.layout.marks import Marks
from flowmodel.layout.scene import Item, Line, Page, Shape, Text
from flowmodel.layout.theme import Theme

STRIKE = 1.4
"""Half the width of the cross on a struck step, mm."""
STRUCK_ABOVE, STRUCK_BELOW = 0.45, 0.75
"""Further room between the line of a struck step and what is written above and below it, mm."""
RAIL = 2.4
"""Width of the band of a way to a party, rails included, mm."""
RAIL_WEIGHT = 0.35
SIGN = 9.0
"""Width of a sign of the legend with the space after it, mm at scale 1."""
APART, RULES_APART = 5.0, 2.6
"""Distance of two signs of the legend, and of two rules, mm."""
SIGNS = {False: "○ ", True: "× "}
"""Before a party and what is answered of it: whether a way to it is stated."""
STRUCK = Bilingual(
    "規則の求める対策の記載がない手順",
    "step for which a control that a rule asks for is not stated",
)
WITNESS = Bilingual("アクセスできない者に届く道筋", "way to a party that is kept out")


def strike(x: float, y: float, theme: Theme, part: str) -> tuple[Item, Item]:
    """The cross on a step, with its centre on the line; light around it, so that it stands out."""
    d = cross(x, y, STRIKE)
    around = (d, x - STRIKE, y - STRIKE, 2 * STRIKE, 2 * STRIKE, "strike", part, "none")
    return Shape(*around, theme.paper, 1.5), Shape(*around, theme.stop, 0.62)


def rails(points: Sequence[tuple[float, float]], theme: Theme, part: str) -> tuple[Item, Item]:
    """The band below an arrow: two rails with light between them."""
    return (
        Line(tuple(points), "halo", part, theme.stop, RAIL),
        Line(tuple(points), "halo", part, theme.paper, RAIL - 2 * RAIL_WEIGHT),
    )


def alarm(cx: float, cy: float, r: float) -> str:
    """Path data of an exclamation mark that reaches `r` from its centre."""
    stroke = [("M", (0.0, -r)), ("L", (0.0, r * 0.3))]
    return path_data([*stroke, ("M", (0.0, r * 0.8)), ("L", (0.0, r))], cx, cy, 1.0)


Entry = tuple[str, Para]
"""A sign of the legend (empty for none) and its wording."""


@dataclass(slots=True)
class Legend:
    """What the marks of a figure mean, measured."""

    signs: list[list[Entry]]
    """Rows of signs."""
    answers: list[tuple[Para, bool]]
    """What is answered of parties, and whether it tells of a way to one."""
    rules: list[list[Entry]]
    """Rows of rules with their titles."""
    height: float


def _rows(setter: Setter, entries: Iterable[Entry], room: float) -> list[list[Entry]]:
    """Entries beside one another as they fit the width."""
    found: list[list[Entry]] = []
    left = 0.0
    for sign, para in entries:
        wide = _width(setter, sign, para)
        if not found or wide > left:
            found.append([])
            left = room
        found[-1].append((sign, para))
        left -= wide + (APART if sign else RULES_APART)
    return found


def _width(setter: Setter, sign: str, para: Para) -> float:
    return para.width + (setter.style.mm(SIGN) if sign else 0.0)


def _height(rows: list[list[Entry]]) -> float:
    return sum((max(p.height for _, p in row) for row in rows), 0.0)


@dataclass(frozen=True, slots=True)
class Said:
    """What a legend explains."""

    signs: tuple[str, ...]
    """Keys of `_MEANING`."""
    answers: tuple[tuple[bool, str], ...]
    rules: tuple[tuple[str, str], ...]
    """Ids of rules and their titles."""

    def drawn(self, items: Sequence[Item]) -> Said:
        """What of it the items of a page show; what is answered of parties is said anyway."""
        if not self.signs and not self.rules:
            return self
        page = tuple(Page(0.0, 0.0, tuple(items)).flat())
        roles = {i.role for i in page if isinstance(i, (Line, Shape))}
        words = {w for i in page if isinstance(i, Text) for w in i.text.split()}
        return Said(
            tuple(s for s in self.signs if _MEANING[s][0] in roles),
            self.answers,
            tuple((id, title) for id, title in self.rules if id in words),
        )


_MEANING = {"strike": ("strike", STRUCK), "rails": ("halo", WITNESS)}
"""The role of what is drawn where a sign stands, and what it means."""


def said(marks: Marks, *, signs: bool, closing: bool) -> Said:
    """All that the legend of a page may have to explain.

    `signs` tells whether the figure draws crosses and ways, or only rule ids. What is answered of
    parties stands on the `closing` page.
    """
    told = []
    if signs and marks.struck:
        told.append("strike")
    if signs and (marks.witness or any(k.reached for k in marks.kept.values())):
        told.append("rails")
    answers = (line for kept in (marks.kept.values() if closing else ()) for line in kept.lines)
    return Said(tuple(told), tuple(answers), marks.titles(marks.flagged))


def legend(setter: Setter, told: Said, lang: Lang, room: float) -> Legend:
    """Measure the legend for a width of `room` mm; of no height where nothing is marked."""
    style = setter.style
    size = style.pt(style.note)
    most = room - style.mm(SIGN)

    def para(text: str, width: float) -> Para:
        return setter.para(text, size, width)

    signs = ((s, para(_MEANING[s][1].text(lang), most)) for s in told.signs)
    first = _rows(setter, signs, room)
    answers = [
        (setter.para(text, size, room, bold=reached, bullet=SIGNS[reached]), reached)
        for reached, text in told.answers
    ]
    rules = _rows(setter, (("", para(text, room)) for _, text in told.rules), room)
    height = _height(first) + sum(p.height for p, _ in answers) + _height(rules)
    return Legend(first, answers, rules, height + style.mm(1.2) if height else 0.0)


def draw_legend(setter: Setter, canvas: Canvas, made: Legend, left: float, top: float) -> None:
    """Draw the legend with its top left corner at (left, top)."""
    y = _draw_rows(setter, canvas, made.signs, left, top + setter.style.mm(1.2))
    for para, alarms in made.answers:
        fill = setter.theme.stop if alarms else setter.theme.ink
        canvas.para(para, left, y, role="answer", fill=fill)
        y += para.height
    _draw_rows(setter, canvas, made.rules, left, y)


def _draw_rows(
    setter: Setter, canvas: Canvas, rows: list[list[Entry]], left: float, y: float
) -> float:
    for row in rows:
        x = left
        for sign, para in row:
            if sign:
                _draw_sign(setter, canvas, sign, x, y + para.leading / 2)
            wide = _width(setter, sign, para)
            canvas.para(para, x + wide - para.width, y, role="legend")
            x += wide + (APART if sign else RULES_APART)
        y += _height([row])
    return y


def _draw_sign(setter: Setter, canvas: Canvas, sign: str, x: float, middle: float) -> None:
    theme = setter.theme
    ends = ((x, middle), (x + setter.style.mm(SIGN) - 2.0, middle))
    if sign == "rails":
        canvas.add(*rails(ends, theme, ""))
    look = theme.series(0)
    canvas.add(Line(ends, "legend", "", look.colour, look.weight))
    if sign == "strike":
        canvas.add(*strike((ends[0][0] + ends[1][0]) / 2, middle, theme, ""))
