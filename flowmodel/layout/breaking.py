"""Where lines may be broken: the Japanese rules (禁則, JIS X 4051), and seams of the wording."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

NO_START = frozenset(
    "、。，．,.・：；:;？！?!＞>゛゜ヽヾゝゞ々ー）)］]｝}〕〉》」』】〙〗〟’”»"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ‐゠–〜～％%‰℃"
)
"""行頭禁則: characters that must not begin a line (JIS X 4051)."""
ARROWS = frozenset("→←↔⇒⇔")
"""What points at the words that follow it stands on their line."""
NO_END = frozenset("※＜<（(［[｛{〔〈《「『【〘〖〝‘“«￥＄＃№") | ARROWS
"""行末禁則: characters that must not end a line (JIS X 4051), and arrows."""
JOINTS = "-‐–/_.,;:@&=?"
"""Where a run of half-width characters that no line can hold is torn rather than elsewhere."""

SHORTEST = 0.45
"""A line is not ended early where it would fill less than this share of its width."""


def selects(char: str) -> bool:
    """Whether a character only chooses the form of the one before it (異体字セレクタ)."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


SEAM = 2
"""Between two pieces: a seam of the wording."""
SCRIPT = 1
"""Between two pieces: a change of script within a word."""


class Pieces(NamedTuple):
    """A line of text in pieces that are not broken, with what breaking it needs to know."""

    tokens: tuple[str, ...]
    widths: tuple[float, ...]
    """Width of each, em."""
    bare: tuple[float, ...]
    """Width of each without blanks at its end, em."""
    seams: tuple[int, ...]
    """What lies before each: `SEAM`, `SCRIPT`, or 0 within a word."""

    def longest(self, katakana: bool) -> float:
        """The width of the widest piece, em; with `katakana`, of the widest run of it as well."""
        widest = run = 0.0
        before = ""
        for token, width, bare in zip(self.tokens, self.widths, self.bare, strict=True):
            joined = katakana and before and _script(before[-1]) == _script(token[0]) == 1
            run = run + width if joined else width
            widest = max(widest, run if joined else bare)
            before = token
        return widest

    def lines(self, most: float) -> list[str]:
        """The pieces in lines of at most `most` em; none is wider than that."""
        tokens, widths, bare = self.tokens, self.widths, self.bare
        lines: list[str] = []
        start, width = 0, 0.0
        for i, token in enumerate(tokens):
            while start < i and width + bare[i] > most:
                cut = self.best_cut(start, i, width, most)
                lines.append("".join(tokens[start:cut]).strip())
                start = cut
                width = sum(widths[start:i])
            if start == i and lines and not token.strip():
                start = i + 1
                continue
            width += widths[i]
        rest = "".join(tokens[start:]).strip()
        if rest or not lines:
            lines.append(rest)
        return lines

    def best_cut(self, start: int, end: int, width: float, most: float) -> int:
        """Where to end a line that holds the pieces from `start` to before `end`.

        At a seam of the wording, if the line is not left too short; a change of script
        within a word is taken only where there is no better seam.
        """
        seams, widths = self.seams, self.widths
        if seams[end] == SEAM:
            return end
        second = end if seams[end] == SCRIPT else 0
        for cut in range(end - 1, start, -1):
            width -= widths[cut]
            if width < most * SHORTEST:
                break
            if seams[cut] == SEAM:
                return cut
            if not second and seams[cut] == SCRIPT:
                second = cut
        return second or end


def tokens_of(text: str) -> tuple[str, ...]:
    """Split a line into pieces between which it may be broken."""
    pieces: list[str] = []
    for char in text:
        if pieces and (
            not _breakable(pieces[-1][-1], char)
            or (pieces[-1][-1] == " " and pieces[-1][-2:-1] in ARROWS)
        ):
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


def torn(lines: Sequence[str]) -> int:
    """How many line ends cut a word in two."""
    return sum(bool(a and b) and _joined(a[-1], b[0]) for a, b in pairwise(lines))


def seam(before: str, after: str) -> int:
    """What lies between two characters that a line break may part."""
    if not _joined(before, after):
        return SEAM
    return SCRIPT if _script(before) != _script(after) else 0


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
