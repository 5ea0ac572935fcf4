"""Scene → PNG, which knows how large it prints."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable

from flowmodel.errors import Problem, RenderError
from flowmodel.language import Bilingual
from flowmodel.layout.scene import Scene
from flowmodel.render.press import press

MAX_PIXELS = 200_000_000
"""A0 at 300 dpi is 140 million; beyond this the memory of a small machine is at risk."""
USUAL = 300.0
"""Dots an inch where none are asked for."""
LEAST = 72.0
"""With fewer dots an inch than this, letters of 7 pt cannot be read."""
FINE = 250.0
"""Below this many dots an inch typst cuts the feet off small letters, so a coarse image is
drawn finer and averaged down."""
SOFTWARE = b"Software\0flowmodel"
"""What each PNG says of who drew it (PNG, section 11.3.3.2)."""
_MM_PER_INCH = 25.4


def png(scene: Scene, page: int = 0, dpi: float | None = None) -> bytes:
    """One page of `scene` on white, `dpi` dots an inch; without it, as `density` gives.

    Raises `RenderError` for a character that the font does not have and for a
    `dpi` that is not positive or gives more than `MAX_PIXELS`.
    """
    sheet = scene.pages[page]
    return image(sheet.width, sheet.height, dpi, lambda ppi: press(scene, (page,), "png", ppi=ppi))


def density(width: float, height: float) -> float:
    """Dots an inch of a page of `width` × `height` mm where none are asked for.

    `USUAL`, or for a large page the most that `MAX_PIXELS` allow; never fewer than `LEAST`.
    """
    return max(min(USUAL, _most(width, height)), LEAST)


def image(width: float, height: float, dpi: float | None, make: Callable[[float], bytes]) -> bytes:
    """A PNG of `width` × `height` mm from what `make` gives for a number of dots an inch.

    Raises `RenderError` for a `dpi` that is not positive or gives more than `MAX_PIXELS`.
    """
    dpi = density(width, height) if dpi is None else dpi
    pixels = width * height * (dpi / _MM_PER_INCH) ** 2
    if not (dpi > 0 and pixels <= MAX_PIXELS):
        raise RenderError(Problem(_refused(width, height, dpi)))
    factor = max(1, math.ceil(FINE / dpi)) if pixels * (FINE / dpi) ** 2 <= MAX_PIXELS else 1
    drawn = make(float(dpi) * factor)
    return _with_density(_reduced(drawn, factor) if factor > 1 else drawn, dpi)


def _most(width: float, height: float) -> int:
    """The most whole dots an inch that do not give more than `MAX_PIXELS`."""
    return math.isqrt(int(MAX_PIXELS * _MM_PER_INCH**2 / (width * height)))


def _refused(width: float, height: float, dpi: float) -> Bilingual:
    """Why there is no such PNG, and what there could be."""
    ja = f"{dpi:g} dpi では {width:.0f} × {height:.0f} mm の図を PNG にできません"
    en = f"cannot draw {width:.0f} × {height:.0f} mm as PNG at {dpi:g} dpi"
    most = _most(width, height)
    if most < dpi:
        ja += f"。{most} dpi 以下にするか、SVG か PDF にしてください"
        en += f"; at most {most} dpi would do, or SVG or PDF"
    return Bilingual(ja, en)


def _reduced(image: bytes, factor: int) -> bytes:
    """`image` with each square of `factor` × `factor` dots averaged into one."""
    import io

    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(image)) as large:
        large.convert("RGB").reduce(factor).save(out, "PNG", optimize=False)
    return out.getvalue()


def _with_density(image: bytes, dpi: float) -> bytes:
    """`image` with its density (PNG, section 11.3.4.3) and who drew it right after its header."""
    header = 8 + 12 + 13
    metre = round(dpi * 1000 / _MM_PER_INCH)
    body = b"pHYs" + struct.pack(">IIB", metre, metre, 1)
    return image[:header] + _chunk(body) + _chunk(b"tEXt" + SOFTWARE) + image[header:]


def _chunk(body: bytes) -> bytes:
    """A chunk of a PNG; `body` begins with its type."""
    return struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
