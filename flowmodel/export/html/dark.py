"""Colours for a dark ground: lightness turned around as the eye sees it, hue kept.

By way of OKLab (Björn Ottosson, 2020), in which equal steps look equal.
"""

from __future__ import annotations

import re
from functools import cache

_COLOUR = re.compile("#[0-9a-f]{6}", re.IGNORECASE)
DARKEST, LIGHTEST = 0.22, 0.97
"""The lightness that white and black become: no pure black, which glares beside light lines."""


@cache
def dark(colour: str) -> str:
    """The counterpart of ``#rrggbb`` on a dark ground; empty for what is no such colour."""
    if not _COLOUR.fullmatch(colour):
        return ""
    light, a, b = _lab(*(_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5)))
    turned = LIGHTEST - (LIGHTEST - DARKEST) * light
    return "#" + "".join(f"{_byte(v):02x}" for v in _rgb(turned, a, b))


def _linear(v: float) -> float:
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


def _byte(v: float) -> int:
    v = min(max(v, 0.0), 1.0)
    return round(255 * (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055))


def _lab(r: float, g: float, b: float) -> tuple[float, float, float]:
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * long - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * long + 0.7827717662 * m - 0.8086757660 * s,
    )


def _rgb(light: float, a: float, b: float) -> tuple[float, float, float]:
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * long + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * long - 0.7034186147 * m + 1.7076147010 * s,
    )
