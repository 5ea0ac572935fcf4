"""The part of the font that a drawing needs, for the formats that carry it.

The subset holds exactly the characters of a drawing, the same for all its pages,
and no layout features (kerning, ligatures, vertical forms), so that every engine
sets text as wide as it was measured: by plain advances.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import lru_cache

from flowmodel.layout.text import Font

_DROPPED = "GSUB GPOS GDEF BASE VORG vhea vmtx DSIG STAT kern JSTF MATH"
_NAMES = (1, 2, 4, 6)
"""Family, style, full and PostScript name."""


@lru_cache(maxsize=8)
def subset(font: Font, chars: str) -> bytes:
    """A font file with the glyphs of `chars` only, under the family name of `font`.

    Raises `RenderError` that names every character without a glyph.
    """
    import uharfbuzz as hb

    font.require(chars)
    wish = hb.SubsetInput()
    flags = hb.SubsetFlags
    # Identity charset and no subroutines make the smallest CFF table once compressed.
    wish.flags = flags.NO_HINTING | flags.DESUBROUTINIZE | flags.NO_LAYOUT_CLOSURE
    wish.flags |= flags.CFF_IDENTITY_CHARSET
    wish.unicode_set.update(map(ord, chars))
    wish.drop_table_tag_set.update(int.from_bytes(t.encode(), "big") for t in _DROPPED.split())
    wish.name_id_set.clear()
    wish.name_id_set.update(_NAMES)
    wish.pin_all_axes_to_default(font.face)
    return bytes(hb.subset(font.face, wish).blob.data)


@lru_cache(maxsize=8)
def web_face(font: Font, chars: str) -> tuple[str, str]:
    """A CSS `@font-face` rule that holds the subset, and the family name that it defines.

    The name is drawn from the content: two figures on one page never take
    each other's letters. Raises as `subset` does.
    """
    from flowmodel.render.woff2 import woff2

    data = woff2(subset(font, chars))
    name = "fm-" + hashlib.sha256(data).hexdigest()[:12]
    source = f"url(data:font/woff2;base64,{b64encode(data).decode()})"
    return f'@font-face{{font-family:"{name}";src:{source} format("woff2")}}', name
