"""Measured text: widths from the font itself, and line breaks by Japanese rules.

Widths are the font's own horizontal advances. An estimate from East Asian
width is off by −21 % to +27 %, so nothing here guesses.
"""

from __future__ import annotations

import hashlib
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowmodel.errors import GlyphError, Problem, RenderError
from flowmodel.language import Bilingual
from flowmodel.layout.breaking import (
    JOINTS,
    NO_START,
    SHORTEST,
    Pieces,
    selects,
    tokens_of,
)
from flowmodel.layout.scene import MM_PER_PT

if TYPE_CHECKING:
    import uharfbuzz

MOST_WIDTHS = 20_000
"""Most pieces of text whose width a font remembers."""
MOST_LINES = 4_000
"""Most lines of text of which a font remembers the pieces, and how they were broken."""


class Font:
    """A font file: which characters it has, and how wide each is."""

    def __init__(self, path: Path):
        self.path = path
        self._advance: dict[str, float] = {}
        self._widths: dict[str, float] = {}
        self._cut: dict[str, Pieces] = {}
        self._broken: dict[tuple[str, float, bool], tuple[str, ...]] = {}

    @cached_property
    def _face(self) -> uharfbuzz.Face:
        import uharfbuzz as hb

        return hb.Face(hb.Blob.from_file_path(str(self.path)))

    @cached_property
    def _font(self) -> uharfbuzz.Font:
        import uharfbuzz as hb

        return hb.Font(self._face)

    @cached_property
    def face(self) -> Any:
        """The HarfBuzz face, for subsetting."""
        return self._face

    @cached_property
    def family(self) -> str:
        """The English family name, by which PDF and SVG ask for the font."""
        return str(self._face.get_name(_FAMILY) or self.path.stem)

    @cached_property
    def digest(self) -> str:
        """A short hash of the file's content; keys caches."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]

    def _measure(self, char: str) -> float:
        if selects(char):
            self._advance[char] = 0.0
            return 0.0
        glyph = self._font.get_nominal_glyph(ord(char))
        if glyph is None:
            self.require(char)
        advance = float(self._font.get_glyph_h_advance(glyph) / self._face.upem)
        self._advance[char] = advance
        return advance

    def width(self, text: str, size: float) -> float:
        """The width of one line in mm at `size` points.

        Raises `RenderError` for a character that the font does not have.
        """
        return self._em(text) * size * MM_PER_PT

    def _em(self, text: str) -> float:
        # The same texts are measured again and again, at other sizes and on other pages.
        total = self._widths.get(text)
        return self._add_up(text) if total is None else total

    def _add_up(self, text: str) -> float:
        known = self._advance
        total = 0.0
        for char in text:
            advance = known.get(char)
            total += self._measure(char) if advance is None else advance
        if len(self._widths) >= MOST_WIDTHS:
            self._widths.clear()
        self._widths[text] = total
        return total

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of `text` for which the font has no glyph, each once."""
        return tuple(
            c
            for c in dict.fromkeys(text)
            if c != "\n" and not selects(c) and not self._font.get_nominal_glyph(ord(c))
        )

    def require(self, text: str) -> None:
        """Raise `GlyphError` that names every character without a glyph."""
        lacking = self.missing(text)
        if lacking:
            names = "、".join(f"「{c}」(U+{ord(c):04X})" for c in lacking)
            en = ", ".join(f"'{c}' (U+{ord(c):04X})" for c in lacking)
            raise GlyphError(
                Problem(
                    Bilingual(
                        f"フォント「{self.family}」に字形がありません: {names}。--font で別のフォントを指定してください",
                        f"the font '{self.family}' has no glyph for {en}; name another font with --font",
                    )
                )
            )

    def wrap(self, text: str, size: float, limit: float) -> list[str]:
        """Break `text` into lines of at most `limit` mm at `size` points.

        Breaks at line ends of the text itself, then between characters by
        JIS X 4051 (禁則), never inside a run of half-width words, numbers or
        a number with its prime; at phrases where lines are not left short by it,
        and so that no scrap is left for the last. A run wider than a whole line
        is broken by force.
        """
        return self._wrap(text, size, limit, False)

    def balance(self, text: str, size: float, limit: float) -> list[str]:
        """Break like `wrap`, into lines of lengths as even as may be.

        For headings and names.
        """
        return self._wrap(text, size, limit, True)

    def longest_word(self, text: str, size: float, katakana: bool = False) -> float:
        """The width of the widest piece within which no line is broken, mm.

        With `katakana`, runs of it count as one piece: they may be broken, but read badly.
        """
        widest = max(self._pieces(line).longest(katakana) for line in text.split("\n"))
        return widest * size * MM_PER_PT

    def _pieces(self, line: str) -> Pieces:
        known = self._cut.get(line)
        if known is None:
            if len(self._cut) >= MOST_LINES:
                self._cut.clear()
            known = self._cut[line] = self._cut_up(line)
        return known

    def _cut_up(self, line: str) -> Pieces:
        tokens = tokens_of(line)
        return Pieces(
            tokens,
            tuple([self._em(t) for t in tokens]),
            tuple([self._em(t.rstrip()) for t in tokens]),
        )

    def _wrap(self, text: str, size: float, limit: float, even: bool) -> list[str]:
        em = size * MM_PER_PT
        if "\n" in text:
            return [line for raw in text.split("\n") for line in self._wrap(raw, size, limit, even)]
        if self._em(text) * em <= limit:
            return [text]
        key = (text, limit / em, even)
        known = self._broken.get(key)
        if known is None:
            if len(self._broken) >= MOST_LINES:
                self._broken.clear()
            # The least bit of tolerance: sums of widths differ in their last digits.
            known = self._broken[key] = self._break(text, limit / em + 1e-9, even)
        return list(known)

    def _break(self, text: str, most: float, even: bool) -> tuple[str, ...]:
        pieces = self._pieces(text)
        if max(pieces.bare) > most:
            pieces = self._forced(pieces, most)
        return pieces.lines(most, even)

    def _forced(self, pieces: Pieces, most: float) -> Pieces:
        """Pieces of which none is wider than `most` em, however a word is torn."""
        tokens: list[str] = []
        costs: list[float] = []
        for token, bare, cost in zip(pieces.tokens, pieces.bare, pieces.costs, strict=True):
            costs.append(cost)
            while bare > most and len(token) > 1:
                cut = self._fit(token, most)
                tokens.append(token[:cut])
                costs.append(0.0)
                token = token[cut:]
                bare = self._em(token.rstrip())
            tokens.append(token)
        widths = tuple([self._em(t) for t in tokens])
        ends = tuple([self._em(t.rstrip()) for t in tokens])
        return Pieces(tuple(tokens), widths, ends, tuple(costs))

    def _fit(self, token: str, most: float) -> int:
        """How many characters of `token` fit into `most` em; at least one, none torn in two.

        A long name or address ends a line at its last joint, as people would write it,
        unless that leaves the line too short.
        """
        width, cut = 0.0, 0
        for char in token:
            width += self._em(char)
            if cut and width > most:
                break
            cut += 1
        while 1 < cut < len(token) and selects(token[cut]):
            cut -= 1
        for joint in range(cut, 1, -1):
            after = token[joint : joint + 1]
            if token[joint - 1] in JOINTS and after not in JOINTS and after not in NO_START:
                return joint if self._em(token[:joint]) >= most * SHORTEST else cut
        return cut


_FAMILY: Any = 1
"""Name id 1 of the OpenType name table."""


@cache
def font(path: str = "") -> Font:
    """The font of a file, or the default font (Noto Sans JP, SIL OFL) that pip brings.

    Raises `RenderError` where the file is no font.
    """
    if path:
        return _checked(Path(path))
    import pylopdf_fonts_jp

    return Font(Path(str(pylopdf_fonts_jp.sans_path())))


def _checked(path: Path) -> Font:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        TTFont(path, lazy=True).close()
    except (OSError, TTLibError) as error:
        raise RenderError(
            Problem(
                Bilingual(
                    f"フォント「{path}」を読めません: {error}",
                    f"cannot read font '{path}': {error}",
                )
            )
        ) from error
    return Font(path)
