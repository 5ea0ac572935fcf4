"""Finding one thing written in several ways: spellings of a group and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flowmodel.lint.texts import Found

LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9]+(?![A-Za-z0-9])")
"""A Latin word written as a name: with a capital first."""

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

_COMPOUND = re.compile(rf"[ァ-ヴー々一-鿿・]{{2,40}}?(?:{'|'.join(HEADS)})(?![ァ-ヴー])")
_TOKEN = re.compile(r"[ァ-ヴー]+|・|[々一-鿿]+")

SHORTEST = 8
"""Characters of the shortest compound that is compared: shorter ones are too often different."""
LONGEST_PART = 4
"""Characters of the longest part that may differ between two variants of one name."""


@dataclass(slots=True)
class Group:
    """The spellings of one name, with the number of uses and the first place of each."""

    uses: dict[str, int] = field(default_factory=dict)
    first: dict[str, Found] = field(default_factory=dict)

    def add(self, spelling: str, found: Found) -> None:
        """Count one use."""
        self.uses[spelling] = self.uses.get(spelling, 0) + 1
        self.first.setdefault(spelling, found)

    def odd(self, preferred: str | None = None) -> str:
        """The spelling to point at: the rarest one, and among equals the one used last."""
        others = [s for s in self.uses if s != preferred]
        return min(reversed(others), key=lambda s: self.uses[s])


def listed(spellings: Iterable[str], found: Iterable[Found]) -> Group:
    """The uses of some spellings. A longer spelling is not taken for a shorter one in it."""
    longest = sorted(dict.fromkeys(spellings), key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(s) for s in longest))
    group = Group()
    for path, text in found:
        for match in pattern.finditer(text):
            group.add(match[0], (path, text))
    return group


def cases(found: Iterable[Found]) -> Iterator[Group]:
    """Names of which only the case of letters differs: ``BOX`` and ``Box``."""
    groups: dict[str, Group] = {}
    for path, text in found:
        for match in LATIN.finditer(text):
            groups.setdefault(match[0].casefold(), Group()).add(match[0], (path, text))
    return (g for g in groups.values() if len(g.uses) > 1)


def compounds(found: Iterable[Found], distinct: frozenset[str]) -> Iterator[Group]:
    """Names of systems that differ in one short part: ``共有・管理システム``, ``共有・交換システム``.

    Compounds of which two are the names of different parts (`distinct`) are different things.
    Linear in the text: compounds are looked up by what remains when one part is left out.
    """
    whole = Group()
    for path, text in found:
        for match in _COMPOUND.finditer(text):
            if len(match[0]) >= SHORTEST:
                whole.add(match[0], (path, text))
    by_rest: dict[tuple[str, ...], list[str]] = {}
    for compound in whole.uses:
        for rest in _rests(compound):
            by_rest.setdefault(rest, []).append(compound)
    told: set[frozenset[str]] = set()
    for alike in by_rest.values():
        names = [c for c in alike if c in distinct]
        if len(alike) < 2 or len(names) > 1 or frozenset(alike) in told:
            continue
        told.add(frozenset(alike))
        yield Group({c: whole.uses[c] for c in alike}, {c: whole.first[c] for c in alike})


def _rests(compound: str) -> Iterator[tuple[str, ...]]:
    """The compound with each short part but the last left out in turn."""
    tokens = _TOKEN.findall(compound)
    for i, token in enumerate(tokens[:-1]):
        if token != "・" and len(token) <= LONGEST_PART and len(tokens) > 2:
            yield (*tokens[:i], "", *tokens[i + 1 :])
