"""Finding one thing that is written in several ways, in all texts of a model at once.

The texts are searched as one string; only where a name has several spellings
is the place of the odd one looked up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from unicodedata import normalize

from flowmodel.lint.texts import Found

HEADS = (
    "システム",
    "サービス",
    "ツール",
    "ストレージ",
    "クラウド",
    "サーバー",
    "サーバ",
    "サイト",
    "基盤",
)
"""What the name of a system ends with."""
SHORTEST = 8
"""Characters of the shortest compound that is compared: shorter ones are too often different."""
LONGEST = 40
"""Characters before the head of a compound that are looked at."""
LONGEST_PART = 4
"""Characters of the longest part that may differ between two variants of one name."""

_LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9]+")
_HEAD = re.compile(f"(?:{'|'.join(HEADS)})(?![ァ-ヴー])")
_END = dict.fromkeys(("サーバー", "サーバ"), "(?![ァ-ヴー])")
_ENGLISH = re.compile("^[ -~\u2010-\u201d]+$", re.MULTILINE)
"""A line without a Japanese character; with a space in it, a sentence."""
_FULL = re.compile("[Ａ-Ｚａ-ｚ][Ａ-Ｚａ-ｚ０-９]+")
_WORD = "[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]"
_RUN = re.compile(r"[ァ-ヴー々一-鿿・]+\Z")
_TOKEN = re.compile("[ァ-ヴー]+|・|[々一-鿿]+")


class Group:
    """The spellings of one name: how often each is used, and where first, in order of first use."""

    __slots__ = ("first", "uses")

    def __init__(self) -> None:
        self.uses: dict[str, int] = {}
        self.first: dict[str, int] = {}

    def add(self, spelling: str, at: int, times: int = 1) -> None:
        """Count uses of a spelling, the first of them at a position in the text."""
        self.uses[spelling] = self.uses.get(spelling, 0) + times
        self.first.setdefault(spelling, at)

    def odd(self, preferred: str | None = None) -> str:
        """The spelling to point at: the rarest one, and among equals the one used last."""
        others = [s for s in self.uses if s != preferred]
        return min(reversed(others), key=lambda s: self.uses[s])


class Pool:
    """All texts of a model as one string, and back from a position to the text and its place."""

    def __init__(self, texts: Iterable[Found]):
        self.texts = list(texts)
        self.whole = "\n".join([text for _, text in self.texts])
        ends = accumulate(len(text) + 1 for _, text in self.texts)
        self._starts = [0, *ends]

    def at(self, position: int) -> Found:
        """The text at a position of the whole, with its place in the document."""
        return self.texts[bisect_right(self._starts, position) - 1]

    def within(self, position: int) -> int:
        """The same position, counted from the beginning of its text."""
        return position - self._starts[bisect_right(self._starts, position) - 1]


def listed(spellings: Iterable[str], text: str) -> Group:
    """The uses of some spellings. A longer spelling is not taken for a shorter one in it."""
    group = Group()
    present = [s for s in dict.fromkeys(spellings) if s in text]
    if present:
        for match in pattern(present).finditer(text):
            group.add(match[0], match.start())
    return group


def pattern(spellings: Iterable[str], *, whole_words: bool = False) -> re.Pattern[str]:
    """Finds the spellings, the longest first; with `whole_words` not within a Latin word."""
    longest = sorted(dict.fromkeys(spellings), key=len, reverse=True)
    # サーバ is no サーバント: a long vowel may be left out at the end of a word only.
    words = "|".join(re.escape(s) + _END.get(s, "") for s in longest)
    return re.compile(f"(?<!{_WORD})(?:{words})(?!{_WORD})" if whole_words else words)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where there is English prose: the case of its letters is that of grammar."""
    return [m.span() for m in _ENGLISH.finditer(text) if " " in m[0]]


def cases(text: str) -> Iterator[Group]:
    """Names of which only the case of letters differs: ``BOX`` and ``Box``."""
    groups: dict[str, Group] = {}
    prose = sentences(text)
    starts = [start for start, _ in prose]
    for match in _LATIN.finditer(text):
        at = bisect_right(starts, match.start()) - 1
        # In a sentence the case of It and Us is that of grammar.
        if at >= 0 and match.start() < prose[at][1]:
            continue
        groups.setdefault(match[0].casefold(), Group()).add(match[0], match.start())
    return (g for g in groups.values() if len(g.uses) > 1)


def widths(text: str) -> Group:
    """Words of letters and digits written full-width in one place and half-width in another."""
    full: dict[str, Group] = {}
    for match in _FULL.finditer(text):
        plain = normalize("NFKC", match[0])
        full.setdefault(plain, Group()).add(match[0], match.start())
    found = Group()
    if not full:
        return found
    half = "|".join(re.escape(w) for w in sorted(full, key=len, reverse=True))
    for match in re.finditer(f"(?<![A-Za-z0-9])(?:{half})(?![A-Za-z0-9])", text):
        found.add(match[0], match.start())
    for plain in list(found.uses):
        for spelling, times in full[plain].uses.items():
            found.add(spelling, full[plain].first[spelling], times)
    return found


def compounds(text: str, distinct: frozenset[str]) -> Iterator[Group]:
    """Names of systems that differ in one short part: ``共有・管理システム``, ``共有・交換システム``.

    Compounds of which two are the names of different parts (`distinct`) are different things.
    Linear in the text: compounds are looked up by what remains when one part is left out.
    """
    every = Group()
    for compound, at in _compounds(text):
        every.add(compound, at)
    by_rest: dict[tuple[str, ...], list[str]] = {}
    for compound in every.uses:
        for rest in _rests(compound):
            by_rest.setdefault(rest, []).append(compound)
    told: set[frozenset[str]] = set()
    for alike in by_rest.values():
        same = frozenset(alike)
        seldom = min(every.uses[c] for c in same) == 1 < max(every.uses[c] for c in same)
        likely = seldom or same & distinct
        if len(same) > 1 and likely and len(same & distinct) < 2 and same not in told:
            told.add(same)
            group = Group()
            for compound in alike:
                group.add(compound, every.first[compound], every.uses[compound])
            yield group


def _compounds(text: str) -> Iterator[tuple[str, int]]:
    end = 0
    for head in _HEAD.finditer(text):
        before = text[max(end, head.start() - LONGEST) : head.start()]
        end = head.end()
        run = _RUN.search(before)
        if run and len(run[0]) + len(head[0]) >= SHORTEST:
            name = run[0].lstrip("・ー")
            yield name + head[0], head.start() - len(name)


def _rests(compound: str) -> Iterator[tuple[str, ...]]:
    """The compound with each short part but the last left out in turn."""
    tokens = _TOKEN.findall(compound)
    for i, token in enumerate(tokens[:-1]):
        if token != "・" and len(token) <= LONGEST_PART and len(tokens) > 2:
            yield (*tokens[:i], "", *tokens[i + 1 :])
