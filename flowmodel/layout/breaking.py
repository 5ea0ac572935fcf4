"""Where lines are broken: by the Japanese rules (禁則, JIS X 4051), and so that they read well."""

from __future__ import annotations

import math
from itertools import accumulate

from flowmodel.layout.phrases import KANA, KATAKANA, PHRASE, SCRIPT, SEAM, TORN, WORD, script, seams

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
"""A run is torn at a joint only where the line before it fills this share of its width."""


def selects(char: str) -> bool:
    """Whether a character only chooses the form of the one before it (異体字セレクタ)."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


COSTS = {PHRASE: 0.0, SEAM: 0.03, SCRIPT: 0.2, WORD: 0.3, KANA: 0.45, TORN: 2.0}
"""What it costs to end a line, by what lies there; a line that is left empty costs 1."""
LINE = 0.8
"""What a line costs: less than a word that is torn."""
SHORT = 4.0
"""A last line shorter than this looks forgotten, em."""
SHORT_SHARE = 0.45
"""The same in a narrow column, as a share of its width."""
FORGOTTEN, ALONE = 0.6, 1.5
"""What such a line costs at most, and what a character that stands alone costs."""


class Pieces:
    """A line of text in pieces that are not broken, with what breaking it needs to know."""

    __slots__ = ("_costs", "bare", "tokens", "widths")

    def __init__(
        self, tokens: tuple[str, ...], widths: tuple[float, ...], bare: tuple[float, ...],
        costs: tuple[float, ...] | None = None,
    ):  # fmt: skip
        self.tokens = tokens
        self.widths, self.bare = widths, bare
        """Width of each, and without blanks at its end, em."""
        self._costs = costs

    @property
    def costs(self) -> tuple[float, ...]:
        """What it costs to end a line before each."""
        if self._costs is None:
            self._costs = tuple([COSTS[s] for s in seams(self.tokens)])
        return self._costs

    def longest(self, katakana: bool) -> float:
        """The width of the widest piece, em; with `katakana`, of the widest run of it as well."""
        widest = run = 0.0
        before = ""
        for token, width, bare in zip(self.tokens, self.widths, self.bare, strict=True):
            joined = katakana and before and script(before[-1]) == script(token[0]) == KATAKANA
            run = run + width if joined else width
            widest = max(widest, run if joined else bare)
            before = token
        return widest

    def lines(self, most: float, even: bool = False) -> tuple[str, ...]:
        """The pieces in lines of at most `most` em; none is wider than that.

        Of all ways to break them the one is taken that costs least: lines are filled and few,
        end at phrases rather than within words, and leave no scrap for the last; `even` lines
        are as long as one another.
        """
        tokens, bare, costs = self.tokens, self.bare, self.costs
        count = len(tokens)
        upto = [0.0, *accumulate(self.widths)]
        least, starts = [0.0] + [math.inf] * count, [0] * (count + 1)
        for end in range(1, count + 1):
            last = end == count
            cost = LINE if last else LINE + costs[end]
            reach = upto[end - 1] + bare[end - 1]
            for start in range(end - 1, -1, -1):
                width = reach - upto[start]
                if width > most and start < end - 1:
                    break
                total = least[start] + cost
                if not last or even:
                    total += (1 - width / most) ** 2
                if last and start:
                    total += _scrap(width, most, "".join(tokens[start:]))
                if total < least[end]:
                    least[end], starts[end] = total, start
        lines: list[str] = []
        end = count
        while end:
            lines.append("".join(tokens[starts[end] : end]).strip())
            end = starts[end]
        return tuple(reversed(lines)) or ("",)


def _scrap(width: float, most: float, text: str) -> float:
    """What a last line costs that is too short to stand alone."""
    enough = min(SHORT, most * SHORT_SHARE)
    cost = ALONE if len(text.strip()) == 1 else 0.0
    return cost + FORGOTTEN * (1 - width / enough) ** 2 if width < enough else cost


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


def _narrow(char: str) -> bool:
    return char < "\u2000" or char in "’‘‐–"
