"""The options ``--fix`` and ``--diff``: mend what is mechanical, or show what that would be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from flowmodel.cli.others import other_kind
from flowmodel.cli.output import problems
from flowmodel.config import Config
from flowmodel.errors import FlowModelError, InputError, Problem, nearest, shorten
from flowmodel.files import write_all
from flowmodel.language import Bilingual, Lang
from flowmodel.lint.fixes import FIXES
from flowmodel.lint.report.excerpt import printable
from flowmodel.mend import Mended, mend_file

_UNKNOWN = Bilingual(
    "「{name}」という直し方はありません。{known} があります",
    "there is no fix '{name}'; there are {known}",
)
_DONE = Bilingual("{file}: {counts} を直しました", "{file}: fixed {counts}")
_WOULD = Bilingual("{file}: {counts} を直せます", "{file}: would fix {counts}")
_COUNT = Bilingual("{kind} {n} か所", "{kind} in {n} place(s)")
_COMMA = Bilingual("、", ", ")
_NOTHING = Bilingual("機械的に直せるものはありません", "nothing can be fixed mechanically")


class Mending:
    """What one run mends: the kinds, on which day, by which settings."""

    def __init__(self, config: Config, today: date, kinds: tuple[str, ...], lang: Lang):
        self.config = config
        self.today = today
        self.kinds = kinds
        self.lang = lang
        self.named: frozenset[Path] = frozenset()
        """Files that were named by themselves; of the others some may be no models."""

    def fix(self, files: list[Path]) -> None:
        """Mend the files, all or none, and tell on stderr what was done in which.

        A file that needs nothing is not written. One that cannot be read is left to the check,
        which tells why. Raises `OutputError`.
        """
        changed = [m for file in files if isinstance(m := self._one(file), Mended) and m.changed]
        write_all({Path(m.file): m.data for m in changed})
        self._tell(changed, _DONE)

    def diff(self, files: list[Path]) -> int:
        """Print what `fix` would change; 1 if that is anything, 2 if a file cannot be read.

        Nothing is written.
        """
        changed: list[Mended] = []
        unusable = False
        for file in files:
            mended = self._one(file)
            if isinstance(mended, FlowModelError):
                if file not in self.named and other_kind(file):
                    continue
                unusable = True
                problems(mended, self.lang)
            elif mended.changed:
                changed.append(mended)
                sys.stdout.write(_shown(mended.diff()))
        sys.stdout.flush()
        self._tell(changed, _WOULD)
        return 2 if unusable else int(bool(changed))

    def _one(self, file: Path) -> Mended | FlowModelError:
        project = self.config.project()
        try:
            return mend_file(file, today=self.today, project=project, kinds=self.kinds)
        except FlowModelError as error:
            return error

    def _tell(self, changed: list[Mended], told: Bilingual) -> None:
        for line in _lines(changed, told, self.lang):
            print(line, file=sys.stderr)


def kinds(written: str | None) -> tuple[str, ...]:
    """The kinds of fixes in a list with commas; all where there is none.

    Raises `InputError` for one that does not exist.
    """
    if written is None:
        return tuple(FIXES)
    known = {kind.casefold(): kind for kind in FIXES}
    names = [name.strip().casefold() for name in written.split(",") if name.strip()]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        told = [_UNKNOWN.format(name=shorten(n), known=", ".join(FIXES)) for n in unknown or [""]]
        near = [nearest(n, FIXES) for n in unknown or [""]]
        raise InputError([Problem(t, suggestions=n) for t, n in zip(told, near, strict=True)])
    return tuple(known[name] for name in names)


def _lines(changed: list[Mended], told: Bilingual, lang: Lang) -> Iterator[str]:
    if not changed:
        yield _NOTHING.text(lang)
    for m in changed:
        counts = _COMMA.text(lang).join(
            _COUNT.text(lang).format(kind=kind, n=n) for kind, n in m.counts.items()
        )
        yield printable(told.text(lang).format(file=m.file, counts=counts))
        yield from (f"  {printable(line.text(lang))}" for line in m.told)


def _shown(diff: str) -> str:
    """A diff for a terminal: nothing in a document may move its cursor."""
    if not sys.stdout.isatty():
        return diff
    return "".join(f"{printable(line)}\n" for line in diff.split("\n")[:-1])
