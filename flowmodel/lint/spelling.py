"""Finding one thing that is written in several ways, in all texts of a model at once.

The texts are searched as one string; only where a name has several spellings
is the place of the odd one looked up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

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
_RUN = re.compile(r"[ァ-ヴー々一-鿿・]+\Z")
_TOKEN = re.compile("[ァ-ヴー]+|・|[々一-鿿]+")

Finder = Callable[[str], Iterable[str]]
"""The spellings that stand in a text, each use once, in order."""


class Group:
    """The spellings of one name with the number of their uses, in the order of first use."""

    __slots__ = ("find", "uses")

    def __init__(self, uses: dict[str, int], find: Finder):
        self.uses = uses
        self.find = find

    def odd(self, preferred: str | None = None) -> str:
        """The spelling to point at: the rarest one, and among equals the one used last."""
        others = [s for s in self.uses if s != preferred]
        return min(reversed(others), key=lambda s: self.uses[s])

    def first(self, spelling: str, texts: Iterable[Found]) -> Found:
        """The first text in which the spelling is used, with its place."""
        return next(f for f in texts if spelling in f[1] and spelling in self.find(f[1]))


def listed(spellings: Iterable[str], text: str) -> Group:
    """The uses of some spellings. A longer spelling is not taken for a shorter one in it."""
    present = [s for s in dict.fromkeys(spellings) if s in text]
    if not present:
        return Group({}, list)
    longest = sorted(present, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(s) for s in longest))
    return Group(dict(Counter(pattern.findall(text))), pattern.findall)


def cases(text: str) -> Iterator[Group]:
    """Names of which only the case of letters differs: ``BOX`` and ``Box``."""
    uses = Counter(_LATIN.findall(text))
    groups: dict[str, dict[str, int]] = {}
    for word, n in uses.items():
        groups.setdefault(word.casefold(), {})[word] = n
    return (Group(g, _LATIN.findall) for g in groups.values() if len(g) > 1)


def compounds(text: str, distinct: frozenset[str]) -> Iterator[Group]:
    """Names of systems that differ in one short part: ``共有・管理システム``, ``共有・交換システム``.

    Compounds of which two are the names of different parts (`distinct`) are different things.
    Linear in the text: compounds are looked up by what remains when one part is left out.
    """
    uses = Counter(_compounds(text))
    by_rest: dict[tuple[str, ...], list[str]] = {}
    for compound in uses:
        for rest in _rests(compound):
            by_rest.setdefault(rest, []).append(compound)
    told: set[frozenset[str]] = set()
    for alike in by_rest.values():
        same = frozenset(alike)
        if len(same) > 1 and len(same & distinct) < 2 and same not in told:
            told.add(same)
            yield Group({c: uses[c] for c in alike}, _compounds)


def _compounds(text: str) -> list[str]:
    found: list[str] = []
    end = 0
    for head in _HEAD.finditer(text):
        before = text[max(end, head.start() - LONGEST) : head.start()]
        end = head.end()
        run = _RUN.search(before)
        if run and len(run[0]) + len(head[0]) >= SHORTEST:
            found.append(run[0].lstrip("・ー") + head[0])
    return found


def _rests(compound: str) -> Iterator[tuple[str, ...]]:
    """The compound with each short part but the last left out in turn."""
    tokens = _TOKEN.findall(compound)
    for i, token in enumerate(tokens[:-1]):
        if token != "・" and len(token) <= LONGEST_PART and len(tokens) > 2:
            yield (*tokens[:i], "", *tokens[i + 1 :])
