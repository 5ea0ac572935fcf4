"""The items of a page as shapes of a slide, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flowmodel.layout.scene import MM_PER_PT, Box, Group, Item, Line, Page, Shape, Text
from flowmodel.render.pptx_line import Point, own_path, route, straight, stroke
from flowmodel.render.pptx_text import (
    ASCENT,
    LEADING,
    Texts,
    body,
    emu,
    follows,
    hatched,
    paint,
    same_look,
)
from flowmodel.render.svg import escape

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'val="1"/></a:ext></a:extLst>'
)
"""Tells screen readers to pass over a shape that only adorns."""
_KAPPA = 0.5523
"""Where the handles of a curve stand that draws a quarter of a circle, in radii."""
FIRST_ID = 10
"""Ids below belong to the slide itself and its title."""


class Slide:
    """Writes the shapes of one page."""

    def __init__(self, page: Page, face: str, lang: str):
        self.page, self.face, self.lang = page, escape(face), lang
        self.texts = Texts(page)
        self.title: list[Text] = [
            i for i in page.flat() if isinstance(i, Text) and i.role == "title"
        ]
        self.ids: dict[str, int] = {}
        """The shape of each box that lines may join."""
        self.sites: dict[str, list[Point]] = {}
        self._next = FIRST_ID
        for item in page.flat():
            if isinstance(item, Box) and item.id:
                self.ids[item.id] = self.number()
        for item in page.flat():
            if isinstance(item, Line) and len(item.points) > 1:
                self._join(item.source, item.points[0])
                self._join(item.target, item.points[-1])

    def number(self) -> int:
        """An id for a shape."""
        self._next += 1
        return self._next - 1

    def _join(self, box: str, at: Point) -> None:
        if box in self.ids:
            known = self.sites.setdefault(box, [])
            if at not in known:
                known.append(at)

    def shapes(self) -> str:
        """All shapes but the title."""
        return "".join(self.items(self.page.items, ""))

    def items(self, items: tuple[Item, ...], told: str) -> Iterator[str]:
        """Shapes of items; the first that is drawn says what `told` says."""
        waiting = list(items)
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, Group):
                yield self.group(item)
            elif isinstance(item, Text):
                yield self.block(item, waiting)
            elif not (isinstance(item, Box) and item.unseen):
                yield self.draw(item, told)
                told = ""

    def draw(self, item: Box | Line | Shape, told: str) -> str:
        """The shape of an item that is no text."""
        if isinstance(item, Box):
            return self.box(item, told)
        return self.line(item, told) if isinstance(item, Line) else self.shape(item, told)

    def group(self, group: Group) -> str:
        """A group, where its items move as one: it holds no other group and joins nothing."""
        inner = "".join(self.items(group.items, "" if _moves(group) else group.title))
        if not _moves(group):
            return inner
        x, y, w, h = _extent(group)
        place = f'x="{emu(x)}" y="{emu(y)}"/>', f'cx="{emu(w)}" cy="{emu(h)}"/>'
        return (
            f"<p:grpSp><p:nvGrpSpPr>{self.named(self.number(), group.title, group.title)}"
            f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>"
            f"<a:off {place[0]}<a:ext {place[1]}<a:chOff {place[0]}<a:chExt {place[1]}"
            f"</a:xfrm></p:grpSpPr>{inner}</p:grpSp>"
        )

    def named(self, number: int, name: str, told: str, *, speaks: bool = False) -> str:
        """The ``p:cNvPr`` of a shape: its name, and what is told to those who do not see it.

        One that tells nothing and holds no text (`speaks`) is decoration.
        """
        head = f'<p:cNvPr id="{number}" name="{escape(name[:80])}"'
        if told:
            return f'{head} descr="{escape(told)}"/>'
        return f"{head}/>" if speaks else f"{head}>{_DECORATIVE}</p:cNvPr>"

    def box(self, box: Box, told: str) -> str:
        """A rectangle with the text that it holds."""
        held = self.texts.held.get(box.id, []) if box.id else []
        number = self.ids[box.id] if box.id else self.number()
        return self.sp(
            self.named(number, box.id or box.role, told, speaks=bool(held)),
            xfrm(box.x, box.y, box.w, box.h),
            self.outline(box),
            (hatched(box.hatch, box.hatch_ink, box.fill) if box.hatch else paint(box.fill))
            + stroke(box.stroke, box.weight, box.dash),
            body(held, (box.x, box.y, box.w, box.h), self.face, self.lang),
        )

    def outline(self, box: Box) -> str:
        """Square or rounded corners, and a site wherever a line joins the box."""
        radius = min(box.radius, box.w / 2, box.h / 2)
        sites = self.sites.get(box.id) if box.id else None
        if sites:
            shares = [((x - box.x) / box.w, (y - box.y) / box.h) for x, y in sites]
            outline = _rounded(box.w, box.h, radius)
            return own_path(box.w, box.h, outline, _sites((*_MIDDLES, *shares)))
        if radius <= 0:
            return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        share = round(radius / min(box.w, box.h) * 100_000)
        return (
            '<a:prstGeom prst="roundRect"><a:avLst>'
            f'<a:gd name="adj" fmla="val {share}"/></a:avLst></a:prstGeom>'
        )

    def shape(self, shape: Shape, told: str) -> str:
        """An icon, a mark, or a badge with its sign."""
        sign = self.texts.badges.get(id(shape))
        return self.sp(
            self.named(self.number(), shape.role, told, speaks=sign is not None),
            xfrm(shape.x, shape.y, shape.w, shape.h),
            own_path(shape.w, shape.h, _steps(shape)),
            paint(shape.fill) + stroke(shape.stroke, shape.weight, ()),
            body(
                [sign] if sign else [],
                (shape.x, shape.y, shape.w, shape.h),
                self.face,
                self.lang,
                wrap=False,
            ),
        )

    def sp(self, named: str, xfrm: str, outline: str, looks: str, text: str) -> str:
        """A ``p:sp``."""
        return (
            f"<p:sp><p:nvSpPr>{named}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{xfrm}{outline}{looks}</p:spPr>{text}</p:sp>"
        )

    def line(self, line: Line, told: str) -> str:
        """Connectors joined to the boxes that the line names, and the path between them."""
        if len(line.points) < 2:
            return ""
        pieces = route(line)
        begin = self.end("stCxn", line.source, line.points[0])
        arrive = self.end("endCxn", line.target, line.points[-1])
        if pieces.last is None:
            return self.connector(line, pieces.first, begin + arrive, told, head=line.head > 0)
        number = self.number()
        return (
            self.connector(line, pieces.first, begin + _joint("endCxn", number, len(_MIDDLES)), "")
            + self.path(line, pieces.path, number, told)
            + self.connector(
                line,
                pieces.last,
                _joint("stCxn", number, len(_MIDDLES) + 1) + arrive,
                "",
                head=line.head > 0,
            )
        )

    def connector(
        self, line: Line, ends: tuple[Point, Point], joints: str, told: str, *, head: bool = False
    ) -> str:
        """A straight ``p:cxnSp``."""
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{self.named(self.number(), line.role, told)}"
            f"<p:cNvCxnSpPr>{joints}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
            f"<p:spPr>{straight(*ends)}{stroke(line.stroke, line.weight, line.dash, head=head)}"
            "</p:spPr></p:cxnSp>"
        )

    def path(self, line: Line, points: Sequence[Point], number: int, told: str) -> str:
        """The bent part of a line, with a site at each end."""
        left, top = min(p[0] for p in points), min(p[1] for p in points)
        w, h = max(p[0] for p in points) - left, max(p[1] for p in points) - top
        moved = [(x - left, y - top) for x, y in points]
        steps = _to("moveTo", moved[:1]) + "".join(_to("lnTo", (p,)) for p in moved[1:])
        ends = [(x / w if w else 0.0, y / h if h else 0.0) for x, y in (moved[0], moved[-1])]
        return self.sp(
            self.named(number, line.role, told),
            xfrm(left, top, w, h),
            own_path(w, h, steps, _sites((*_MIDDLES, *ends)), filled=False),
            paint("none") + stroke(line.stroke, line.weight, line.dash),
            body((), (left, top, w, h), self.face, self.lang),
        )

    def end(self, name: str, box: str, at: Point) -> str:
        """One end of a connector that a line joins to a box."""
        if box not in self.sites:
            return ""
        return _joint(name, self.ids[box], len(_MIDDLES) + self.sites[box].index(at))

    def block(self, text: Text, waiting: list[Item]) -> str:
        """A text in a box of its own, with the lines that go on with it."""
        if text.role == "title" or not self.texts.free(text):
            return ""
        lines = [text]
        while waiting and isinstance(waiting[0], Text) and _goes_on(waiting[0], lines[-1]):
            lines.append(waiting.pop(0))  # type: ignore[arg-type]
        bounds = text_bounds(lines)
        return (
            f'<p:sp><p:nvSpPr>{self.named(self.number(), text.role, "", speaks=True)}<p:cNvSpPr txBox="1"/>'
            f"<p:nvPr/></p:nvSpPr><p:spPr>{xfrm(*bounds)}"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f"{body(lines, bounds, self.face, self.lang, wrap=False)}</p:sp>"
        )


def _moves(group: Group) -> bool:
    """Whether its items are one thing to move: several, and no line that joins two boxes."""
    loose = not any(
        isinstance(i, Group) or (isinstance(i, Line) and (i.source or i.target))
        for i in group.items
    )
    return loose and len(group.items) > 1 and any(isinstance(i, Box) for i in group.items)


def _extent(group: Group) -> tuple[float, float, float, float]:
    """The bounds of a group's items: x, y, w, h in mm."""
    bounds = []
    for item in group.items:
        if isinstance(item, (Box, Shape)):
            bounds.append((item.x, item.y, item.x + item.w, item.y + item.h))
        elif isinstance(item, Line):
            xs, ys = [p[0] for p in item.points], [p[1] for p in item.points]
            bounds.append((min(xs), min(ys), max(xs), max(ys)))
    left, top = min(b[0] for b in bounds), min(b[1] for b in bounds)
    return left, top, max(b[2] for b in bounds) - left, max(b[3] for b in bounds) - top


def _goes_on(text: Text, last: Text) -> bool:
    hangs = text.anchor == "start" and 0 <= text.x - last.x < 3 * text.size * MM_PER_PT
    return same_look(text, last) and follows(text, last) and (text.x == last.x or hangs)


def text_bounds(lines: Sequence[Text]) -> tuple[float, float, float, float]:
    """The bounds of lines of text: x, y, w, h in mm."""
    left, right = min(t.left for t in lines), max(t.left + t.width for t in lines)
    em = lines[0].size * MM_PER_PT
    top = lines[0].y - em * ASCENT
    return left, top, right - left, em * LEADING * len(lines)


def xfrm(x: float, y: float, w: float, h: float) -> str:
    """Where a shape stands, all in mm."""
    return (
        f'<a:xfrm><a:off x="{emu(x)}" y="{emu(y)}"/><a:ext cx="{emu(w)}" cy="{emu(h)}"/></a:xfrm>'
    )


def _joint(name: str, number: int, site: int) -> str:
    return f'<a:{name} id="{number}" idx="{site}"/>'


_MIDDLES = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))
"""The sites that every box of Office has: the middle of each side."""


def _sites(shares: Sequence[Point]) -> str:
    """Where connectors may join a shape, in shares of it, so that they stay when it is stretched."""
    guides = "".join(
        f'<a:gd name="x{i}" fmla="*/ w {round(x * 1_000_000)} 1000000"/>'
        f'<a:gd name="y{i}" fmla="*/ h {round(y * 1_000_000)} 1000000"/>'
        for i, (x, y) in enumerate(shares)
    )
    joints = "".join(
        f'<a:cxn ang="0"><a:pos x="x{i}" y="y{i}"/></a:cxn>' for i in range(len(shares))
    )
    return f"<a:gdLst>{guides}</a:gdLst><a:ahLst/><a:cxnLst>{joints}</a:cxnLst>"


def _rounded(w: float, h: float, r: float) -> str:
    """The path of a rectangle with rounded corners."""
    if r <= 0:
        corners = ((0.0, 0.0), (w, 0.0), (w, h), (0.0, h))
        return (
            "".join(_to("lnTo" if i else "moveTo", (c,)) for i, c in enumerate(corners)) + _CLOSED
        )
    k = r * (1 - _KAPPA)
    return (
        _to("moveTo", ((r, 0),))
        + _to("lnTo", ((w - r, 0),)) + _to("cubicBezTo", ((w - k, 0), (w, k), (w, r)))
        + _to("lnTo", ((w, h - r),)) + _to("cubicBezTo", ((w, h - k), (w - k, h), (w - r, h)))
        + _to("lnTo", ((r, h),)) + _to("cubicBezTo", ((k, h), (0, h - k), (0, h - r)))
        + _to("lnTo", ((0, r),)) + _to("cubicBezTo", ((0, k), (k, 0), (r, 0)))
        + _CLOSED
    )  # fmt: skip


_CLOSED = "<a:close/>"
_STEPS = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}


def _steps(shape: Shape) -> str:
    """The path of a shape, from its corner."""
    out = []
    for command, points in shape.commands():
        if command == "Z":
            out.append(_CLOSED)
            continue
        out.append(_to(_STEPS[command], [(x - shape.x, y - shape.y) for x, y in points]))
    return "".join(out)


def _to(step: str, points: Sequence[Point]) -> str:
    inner = "".join(f'<a:pt x="{emu(x)}" y="{emu(y)}"/>' for x, y in points)
    return f"<a:{step}>{inner}</a:{step}>"
