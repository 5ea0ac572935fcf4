"""Mending what is mechanical in a document, and nothing else of it.

A document is read, the fixes of one kind are made in it, and it is read again: only where the
new model is the old one but for what the fixes say does the new text count. Everything around
an edit stays byte for byte: comments, blank lines, quotes, line ends, byte order mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flowmodel.errors import DocPath, FlowModelError
from flowmodel.graph.characters import strings
from flowmodel.language import Bilingual
from flowmodel.lint import check
from flowmodel.lint.fixes import FIXES, KEY_ORDER, Fix, fixes
from flowmodel.lint.project import NO_PROJECT, Project
from flowmodel.lint.rules import rule
from flowmodel.model import Model
from flowmodel.source.decode import decode, read_bytes
from flowmodel.source.editing import applied
from flowmodel.source.load import load_text
from flowmodel.source.written import Written

MOST_ROUNDS = 100
"""Rounds of one kind of fix: each goes one level deeper, or ends what the last one made."""

_PRINTED = Bilingual(
    "{place}: 手順{old}は{new}になりましたが、文に「{text}」とあります。確かめてください",
    "{place}: step {old} became {new}, and a text has '{text}': please check",
)


@dataclass(frozen=True)
class Mended:
    """A document before and after, and what was done."""

    file: str
    before: str
    """The text with LF line ends."""
    after: str
    data: bytes
    """The document as it is to be written: encoding, line ends and all as they were."""
    made: tuple[Fix, ...] = ()
    """What was done, in order."""
    told: tuple[Bilingual, ...] = ()
    """What a person should look at because of it."""

    @property
    def changed(self) -> bool:
        """Whether anything was done."""
        return bool(self.made)

    @property
    def counts(self) -> dict[str, int]:
        """How many places were changed, by rule; ``key-order`` for mappings put in order."""
        found: dict[str, int] = {}
        for fix in self.made:
            found[fix.kind] = found.get(fix.kind, 0) + len(fix.edits)
        return found

    def diff(self) -> str:
        """The change as a unified diff; empty where there is none."""
        from difflib import unified_diff

        old, new = self.before.splitlines(True), self.after.splitlines(True)
        return "".join(
            line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            for line in unified_diff(old, new, self.file, self.file)
        )

    def __str__(self) -> str:
        return self.after


def mend(
    data: bytes,
    name: str,
    suffix: str = "",
    *,
    today: date | None = None,
    project: Project = NO_PROJECT,
    kinds: Iterable[str] = tuple(FIXES),
) -> Mended:
    """A document with what is mechanical mended; one that needs nothing is as it was.

    `suffix` decides the format as in `load`; `kinds` are keys of `flowmodel.lint.fixes.FIXES`.
    Raises `InputError` and `ModelError` as loading does.
    """
    text = decode(data, name)
    model = load_text(text, name, suffix)
    written = Written.of(data)
    if written is None or written.text != text:
        return Mended(name, text, text, data)
    whole = text
    made: list[Fix] = []
    chosen = frozenset(kinds)
    for kind in FIXES:
        if kind not in chosen or (kind == KEY_ORDER and written.mixed):
            continue
        mending = _Mending(kind, name, suffix, today, project)
        after, new, done = mending.run(whole, model)
        if done and written.data(after) is not None:
            whole, model = after, new
            made += done
    return Mended(
        name, text, whole, written.data(whole) or data, tuple(made), tuple(_told(model, made))
    )


def mend_file(
    path: Path,
    *,
    today: date | None = None,
    project: Project = NO_PROJECT,
    kinds: Iterable[str] = tuple(FIXES),
) -> Mended:
    """`mend` for a file, of which nothing is written. Raises also where it cannot be read."""
    suffix = path.suffix.casefold()
    data = read_bytes(path)
    return mend(data, str(path), suffix, today=today, project=project, kinds=kinds)


@dataclass(frozen=True)
class _Mending:
    """One kind of fix in one document."""

    kind: str
    name: str
    suffix: str
    today: date | None
    project: Project

    def run(self, text: str, model: Model) -> tuple[str, Model, list[Fix]]:
        """The text, model and fixes once nothing more can be mended."""
        before = text, model
        made: list[Fix] = []
        for _ in range(MOST_ROUNDS):
            step = self._step(text, model)
            if step is None:
                return text, model, made
            text, model, done = step
            made += done
        # One fix undoes the other: neither is mechanical.
        return *before, []

    def _step(self, text: str, model: Model) -> tuple[str, Model, list[Fix]] | None:
        rules = () if self.kind == KEY_ORDER else (rule(self.kind),)
        report = check(model, only=rules, today=self.today, project=self.project)
        todo = _disjoint(fix for _, fix in fixes(report, self.kind))
        for attempt in (todo, *([fix] for fix in todo if len(todo) > 1)):
            if not attempt:
                return None
            new = applied(text, (edit for fix in attempt for edit in fix.edits))
            changed = self._verified(new, model, attempt)
            if changed is not None:
                return new, changed, attempt
        return None

    def _verified(self, text: str, model: Model, made: list[Fix]) -> Model | None:
        """The new model, if it is the old one but for what the fixes say."""
        try:
            new = load_text(text, self.name, self.suffix)
        except FlowModelError:
            return None
        wanted = _plain(model.model_dump())
        for fix in made:
            for path, value in fix.values.items():
                _put(wanted, path, value)
        return new if _plain(new.model_dump()) == wanted else None


def _disjoint(found: Iterable[Fix]) -> list[Fix]:
    """Fixes no two of which touch the same text; the others' turn comes in the next round."""
    taken: list[Fix] = []
    spans: list[tuple[int, int]] = []
    for fix in found:
        if any(fix is other for other in taken):
            continue
        wanted = [(e.start, e.end) for e in fix.edits]
        if not any(a < d and c < b for a, b in wanted for c, d in spans):
            spans += wanted
            taken.append(fix)
    return taken


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def _put(whole: Any, path: DocPath, value: str) -> None:
    for step in path[:-1]:
        whole = whole[step]
    whole[path[-1]] = value


def _told(model: Model, made: list[Fix]) -> Iterator[Bilingual]:
    """Where texts print a number that a step no longer has."""
    renumbered = {old: new for fix in made for old, new in fix.printed}
    if not renumbered:
        return
    words = re.compile(f"(?:{'|'.join(map(re.escape, renumbered))})(?![’'])")
    for path, text in strings(model.model_dump()):
        if path[-1] == "step" or (path[0] == "waivers" and path[-1] == "part"):
            continue
        for old in dict.fromkeys(words.findall(text)):
            yield _PRINTED.format(
                place=str(model.origin.place(path) or ""), old=old, new=renumbered[old], text=old
            )
