"""Measured text: widths from the font itself, and line breaks by Japanese rules.

Widths are the font's own horizontal advances. An estimate from East Asian
width is off by −21 % to +27 %, so nothing here guesses.
"""

from __future__ import annotations

import hashlib
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowmodel.errors import Problem, RenderError
from flowmodel.language import Bilingual
from flowmodel.layout.scene import MM_PER_PT

if TYPE_CHECKING:
    import uharfbuzz

NO_START = frozenset(
    "、。，．,.・：；:;？！?!＞>゛゜ヽヾゝゞ々ー）)］]｝}〕〉》」』】〙〗〟’”»"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ‐゠–〜～％%‰℃"
)
"""行頭禁則: characters that must not begin a line (JIS X 4051)."""
NO_END = frozenset("※＜<（(［[｛{〔〈《「『【〘〖〝‘“«￥＄＃№")
"""行末禁則: characters that must not end a line (JIS X 4051)."""


SHORTEST = 0.45
"""A line is not ended early where it would fill less than this share of its width."""


def selects(char: str) -> bool:
    """Whether a character only chooses the form of the one before it (異体字セレクタ)."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


MOST_WIDTHS = 20_000
"""Most pieces of text whose width a font remembers."""


class Font:
    """A font file: which characters it has, and how wide each is."""

    def __init__(self, path: Path):
        self.path = path
        self._advance: dict[str, float] = {}
        self._widths: dict[str, float] = {}

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
        # The same pieces are measured again and again while lines are broken.
        total = self._widths.get(text)
        if total is None:
            total = self._add_up(text)
        return total * size * MM_PER_PT

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
        """Raise `RenderError` that names every character without a glyph."""
        lacking = self.missing(text)
        if lacking:
            names = "、".join(f"「{c}」(U+{ord(c):04X})" for c in lacking)
            en = ", ".join(f"'{c}' (U+{ord(c):04X})" for c in lacking)
            raise RenderError(
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
        for share in (0.92, 0.84, 0.76, 0.68, 0.6, 0.54):
            tighter = self.wrap(text, size, limit * share)
            if len(tighter) > count or _torn(tighter) > _torn(lines):
                break
            lines = tighter
        return lines

    def _wrap(self, text: str, size: float, limit: float) -> list[str]:
        if self.width(text, size) <= limit:
            return [text]
        lines: list[str] = []
        current: list[str] = []
        width = 0.0
        for token in _tokens(text):
            advance = self.width(token, size)
            while current and width + self.width(token.rstrip(), size) > limit:
                cut = self._best_cut(current, token, size, limit)
                lines.append("".join(current[:cut]).strip())
                current = [t for t in current[cut:] if t]
                token = token.lstrip() if not current else token
                width = self.width("".join(current), size)
                advance = self.width(token, size)
            while advance > limit and len(token) > 1 and not current:
                forced = self._fit(token, size, limit)
                lines.append(token[:forced])
                token = token[forced:]
                advance = self.width(token, size)
            current.append(token)
            width += advance
        if "".join(current).strip() or not lines:
            lines.append("".join(current).strip())
        return lines

    def _best_cut(self, current: list[str], token: str, size: float, limit: float) -> int:
        """Where to end a full line: at a seam of the wording, if the line is not left too short.

        A change of script within a word is taken only where there is no better seam.
        """
        last = len(current)
        if not _joined(current[-1][-1], token[0]):
            return last
        width = self.width("".join(current), size)
        second = last if _script(current[-1][-1]) != _script(token[0]) else 0
        for cut in range(last - 1, 0, -1):
            width -= self.width(current[cut], size)
            if width < limit * SHORTEST:
                break
            before, after = current[cut - 1][-1], current[cut][0]
            if not _joined(before, after):
                return cut
            if not second and _script(before) != _script(after):
                second = cut
        return second or last

    def _fit(self, token: str, size: float, limit: float) -> int:
        cut = len(token)
        while cut > 1 and self.width(token[:cut], size) > limit:
            cut -= 1
        return cut


_FAMILY: Any = 1
"""Name id 1 of the OpenType name table."""


@lru_cache(maxsize=2_000)
def _tokens(text: str) -> tuple[str, ...]:
    """Split a line into pieces between which it may be broken."""
    pieces: list[str] = []
    for char in text:
        if pieces and not _breakable(pieces[-1][-1], char):
            pieces[-1] += char
        else:
            pieces.append(char)
    return tuple(pieces)


def _breakable(before: str, after: str) -> bool:
    if after == " " or selects(after):
        return False
    if before == " ":
        return True
    if after in NO_START or before in NO_END:
        return False
    return not (_narrow(before) and _narrow(after))


def _torn(lines: list[str]) -> int:
    """How many line ends cut a word in two."""
    return sum(bool(a and b) and _joined(a[-1], b[0]) for a, b in pairwise(lines))


def _joined(before: str, after: str) -> bool:
    """Whether two characters belong to one word as far as their script tells.

    Runs of katakana, of kanji and of full-width Latin are words, and so are
    Latin letters that stand before or after these (LGWAN端末); a break at
    kana, after a mark or before a bracket is a seam.
    """
    if bool(_script(before)) != bool(_script(after)) and (_narrow(before) or _narrow(after)):
        return before.isalnum() and after.isalnum()
    return _script(before) != 0 and _script(before) == _script(after)


def _script(char: str) -> int:
    if "ァ" <= char <= "ヺ" or char == "ー":
        return 1
    if "一" <= char <= "鿿" or char == "々":
        return 2
    if "Ａ" <= char <= "ｚ":
        return 3
    return 0


def _narrow(char: str) -> bool:
    return char < "\u2000" or char in "’‘‐–"


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
