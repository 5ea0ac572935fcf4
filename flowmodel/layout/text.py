"""Measured text: widths from the font itself, and line breaks by Japanese rules.

Widths are the font's own horizontal advances. An estimate from East Asian
width is off by −21 % to +27 %, so nothing here guesses.
"""

from __future__ import annotations

import hashlib
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowmodel.errors import GlyphError, Problem, RenderError
from flowmodel.language import Bilingual
from flowmodel.layout.breaking import (
    JOINTS,
    NO_START,
    SEAM,
    SHORTEST,
    Pieces,
    seam,
    selects,
    tokens_of,
    torn,
)
from flowmodel.layout.scene import MM_PER_PT

if TYPE_CHECKING:
    import uharfbuzz

SHARES = (0.97, 0.94, 0.91, 0.88, 0.84, 0.8, 0.75, 0.7, 0.65, 0.6)
"""How much of the width lines are given so that no single character is left for the last."""
MOST_WIDTHS = 20_000
"""Most pieces of text whose width a font remembers."""
MOST_LINES = 4_000
"""Most lines of text whose pieces a font remembers."""


class Font:
    """A font file: which characters it has, and how wide each is."""

    def __init__(self, path: Path):
        self.path = path
        self._advance: dict[str, float] = {}
        self._widths: dict[str, float] = {}
        self._cut: dict[str, Pieces] = {}

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
        a number with its prime. A run wider than a whole line is broken by force.
        """
        return [line for raw in text.split("\n") for line in self._wrap(raw, size, limit)]

    def balance(self, text: str, size: float, limit: float) -> list[str]:
        """Break like `wrap`, into as few lines, but of lengths as even as may be.

        For headings and names: no single character is left over on a last line.
        """
        lines = self.wrap(text, size, limit)
        count = len(lines)
        if count == 1:
            return lines
        longest = self.longest_word(text, size)
        for share in (0.92, 0.84, 0.76, 0.68, 0.6, 0.54):
            if limit * share < longest:
                break
            tighter = self.wrap(text, size, limit * share)
            if len(tighter) > count or torn(tighter) > torn(lines):
                break
            lines = tighter
        return lines

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
            (SEAM, *[seam(a[-1], b[0]) for a, b in pairwise(tokens)]),
        )

    def _wrap(self, text: str, size: float, limit: float) -> list[str]:
        em = size * MM_PER_PT
        if self._em(text) * em <= limit:
            return [text]
        # The least bit of tolerance: sums of widths differ in their last digits.
        most = limit / em + 1e-9
        pieces = self._pieces(text)
        if max(pieces.bare) > most:
            pieces = self._forced(pieces, most)
        lines = pieces.lines(most)
        if len(lines[-1]) > 1:
            return lines
        # One character is left over: shorter lines before it, where that takes no more of them
        # and tears no further word.
        longest = max(pieces.bare)
        for share in SHARES:
            tighter = pieces.lines(most * share) if most * share >= longest else []
            if not tighter or len(tighter) > len(lines):
                break
            if len(tighter[-1]) > 1 and torn(tighter) <= torn(lines):
                return tighter
        joined = _joined_by_one(text, lines)
        return joined if self._em(joined[-1]) <= most else lines

    def _forced(self, pieces: Pieces, most: float) -> Pieces:
        """Pieces of which none is wider than `most` em, however a word is torn."""
        tokens: list[str] = []
        seams: list[int] = []
        for token, bare, before in zip(pieces.tokens, pieces.bare, pieces.seams, strict=True):
            seams.append(before)
            while bare > most and len(token) > 1:
                cut = self._fit(token, most)
                tokens.append(token[:cut])
                seams.append(SEAM)
                token = token[cut:]
                bare = self._em(token.rstrip())
            tokens.append(token)
        widths = tuple([self._em(t) for t in tokens])
        ends = tuple([self._em(t.rstrip()) for t in tokens])
        return Pieces(tuple(tokens), widths, ends, tuple(seams))

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


def _joined_by_one(text: str, lines: list[str]) -> list[str]:
    """The character that is left for the last line with what stands before it, where no word is torn."""
    if len(lines) < 2 or not lines[-2] or not text.endswith(lines[-2] + lines[-1]):
        return lines
    *kept, moved = tokens_of(lines[-2])
    joined = [*lines[:-2], "".join(kept), moved + lines[-1]]
    return joined if kept and torn(joined) <= torn(lines) else lines


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
