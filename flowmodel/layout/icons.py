"""Icons as vector paths: what kind of thing a box stands for.

Each icon is drawn on a field of 24 × 24 units with absolute M, L, C and Z,
then scaled into place. All are flowmodel's own drawings.
"""

from __future__ import annotations

from flowmodel.layout.scene import MM_PER_PT, Shape
from flowmodel.layout.theme import Theme

FIELD = 24.0
SIGN = 1.15
"""Height of a sign beside a text, in em of the text."""

Command = tuple[str, tuple[float, ...]]

_K = 0.5523


def _rect(x: float, y: float, w: float, h: float) -> list[Command]:
    return [
        ("M", (x, y)),
        ("L", (x + w, y)),
        ("L", (x + w, y + h)),
        ("L", (x, y + h)),
        ("Z", ()),
    ]


def _circle(cx: float, cy: float, r: float) -> list[Command]:
    k = r * _K
    return [
        ("M", (cx + r, cy)),
        ("C", (cx + r, cy + k, cx + k, cy + r, cx, cy + r)),
        ("C", (cx - k, cy + r, cx - r, cy + k, cx - r, cy)),
        ("C", (cx - r, cy - k, cx - k, cy - r, cx, cy - r)),
        ("C", (cx + k, cy - r, cx + r, cy - k, cx + r, cy)),
        ("Z", ()),
    ]


def _path(*points: tuple[float, float], close: bool = False) -> list[Command]:
    commands: list[Command] = [("M", points[0])]
    commands += [("L", p) for p in points[1:]]
    return [*commands, ("Z", ())] if close else commands


_TERMINAL = [*_rect(2, 3, 20, 13), *_path((12, 16), (12, 20)), *_path((7, 20.5), (17, 20.5))]
_CLOUD: list[Command] = [
    ("M", (6.5, 19)),
    ("C", (3.2, 19, 1.5, 16.9, 1.5, 14.6)),
    ("C", (1.5, 12.2, 3.3, 10.5, 5.4, 10.3)),
    ("C", (5.8, 6.8, 8.6, 4.5, 11.8, 4.5)),
    ("C", (14.8, 4.5, 17.2, 6.4, 17.9, 9.2)),
    ("C", (20.6, 9.3, 22.5, 11.4, 22.5, 14)),
    ("C", (22.5, 16.8, 20.4, 19, 17.6, 19)),
    ("Z", ()),
]
_SERVER = [
    *_rect(4, 3, 16, 5),
    *_rect(4, 9.5, 16, 5),
    *_rect(4, 16, 16, 5),
    *_path((7, 5.5), (9, 5.5)),
    *_path((7, 12), (9, 12)),
    *_path((7, 18.5), (9, 18.5)),
]
_GATEWAY = [
    *_rect(9.5, 2.5, 5, 19),
    *_path((2, 8.5), (22, 8.5)),
    *_path((19, 5.8), (22, 8.5), (19, 11.2)),
    *_path((22, 15.5), (2, 15.5)),
    *_path((5, 12.8), (2, 15.5), (5, 18.2)),
]
_PERSON: list[Command] = [
    *_circle(12, 7.5, 4.2),
    ("M", (3.5, 21.5)),
    ("C", (3.5, 16.5, 7.2, 13.8, 12, 13.8)),
    ("C", (16.8, 13.8, 20.5, 16.5, 20.5, 21.5)),
    ("Z", ()),
]
_ORGANISATION = [
    *_rect(4, 3, 16, 18.5),
    *_rect(7.2, 6, 3, 3),
    *_rect(13.8, 6, 3, 3),
    *_rect(7.2, 11.2, 3, 3),
    *_rect(13.8, 11.2, 3, 3),
    *_rect(10.2, 16.8, 3.6, 4.7),
]
_CARRIER = [
    *_rect(1.5, 6, 12.5, 10),
    *_path((14, 9.5), (18.5, 9.5), (22.5, 13), (22.5, 16), (14, 16)),
    *_circle(6, 18, 2),
    *_circle(18, 18, 2),
]
_PAPER = [
    *_path((5, 2.5), (15, 2.5), (19.5, 7), (19.5, 21.5), (5, 21.5), close=True),
    *_path((15, 2.5), (15, 7), (19.5, 7)),
    *_path((8, 11.5), (16.5, 11.5)),
    *_path((8, 15.5), (16.5, 15.5)),
]
_MAIL = [*_rect(2, 5, 20, 14), *_path((2, 5.5), (12, 13), (22, 5.5))]
_REMOVABLE = [
    *_rect(7.5, 9, 9, 12.5),
    *_rect(9.2, 3, 5.6, 6),
    *_path((11, 5.2), (11, 6.8)),
    *_path((13, 5.2), (13, 6.8)),
]

_LOCK: list[Command] = [
    *_rect(4.5, 10.5, 15, 11),
    ("M", (7.5, 10.5)),
    ("L", (7.5, 7.2)),
    ("C", (7.5, 4.6, 9.4, 2.6, 12, 2.6)),
    ("C", (14.6, 2.6, 16.5, 4.6, 16.5, 7.2)),
    ("L", (16.5, 10.5)),
    *_path((12, 14.5), (12, 17.5)),
]
_SANITISER = [
    *_path((2.5, 3), (21.5, 3), (14.5, 12), (14.5, 18.5), (9.5, 21.5), (9.5, 12), close=True),
    *_path((6.5, 8), (17.5, 8)),
]
_EXCLUDED = [*_circle(12, 12, 9.5), *_path((5.3, 5.3), (18.7, 18.7))]

ICONS: dict[str, list[Command]] = {
    "terminal": _TERMINAL,
    "storage": _CLOUD,
    "service": _SERVER,
    "gateway": _GATEWAY,
    "person": _PERSON,
    "organisation": _ORGANISATION,
    "carrier": _CARRIER,
    "paper": _PAPER,
    "post": _MAIL,
    "email": _MAIL,
    "fax": _PAPER,
    "removable": _REMOVABLE,
    "lock": _LOCK,
    "sanitiser": _SANITISER,
    "excluded": _EXCLUDED,
}
"""Icon name → commands on the field."""


def icon(name: str, x: float, y: float, size: float, theme: Theme, part: str = "") -> Shape:
    """The icon `name` in a square of `size` mm whose top left corner is (x, y)."""
    d = path_data(ICONS[name], x, y, size / FIELD)
    return Shape(d, x, y, size, size, "icon", part, theme.paper, theme.frame, 0.32)


def sign_room(size: float) -> float:
    """How much wider a text of `size` points is with a sign before it, mm."""
    return size * MM_PER_PT * (SIGN + 0.3)


def sign(
    name: str, left: float, middle: float, size: float, theme: Theme, stroke: str, part: str = ""
) -> Shape:
    """The icon `name` beside a text of `size` points, its left edge and its middle given."""
    side = size * MM_PER_PT * SIGN
    y = middle - side / 2
    d = path_data(ICONS[name], left, y, side / FIELD)
    return Shape(d, left, y, side, side, "icon", part, theme.paper, stroke or theme.frame, 0.25)


def path_data(commands: list[Command], x: float, y: float, scale: float) -> str:
    """SVG path data of commands moved to (x, y) and scaled."""
    out = []
    for letter, numbers in commands:
        placed = [_number(n * scale + (y if i % 2 else x)) for i, n in enumerate(numbers)]
        out.append(letter + " ".join(placed))
    return "".join(out)


def disc(cx: float, cy: float, r: float) -> str:
    """Path data of a circle."""
    k = r * _K
    # Each number of the path is one of ten: writing them once saves two thirds of the time.
    x0, xk, x, xl, x1 = [_number(cx + n) for n in (-r, -k, 0.0, k, r)]
    y0, yk, y, yl, y1 = [_number(cy + n) for n in (-r, -k, 0.0, k, r)]
    return (
        f"M{x1} {y}C{x1} {yl} {xl} {y1} {x} {y1}C{xk} {y1} {x0} {yl} {x0} {y}"
        f"C{x0} {yk} {xk} {y0} {x} {y0}C{xl} {y0} {x1} {yk} {x1} {y}Z"
    )


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def cross(cx: float, cy: float, r: float) -> str:
    """Path data of a ✕ whose arms reach `r` from its centre."""
    a = r * 0.7071
    return path_data([*_path((-a, -a), (a, a)), *_path((-a, a), (a, -a))], cx, cy, 1.0)
