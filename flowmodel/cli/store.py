"""What earlier checks found, kept on disk for files that did not change since.

An entry is known by everything that its findings follow from: the bytes of the file, its name,
the program (`program`), the settings in force; and it tells for which days and for which
contents of the packs beside the file it holds. Entries are JSON behind a digest of their own:
one that is damaged, foreign or of another shape is passed over and written anew. Nothing here
ever makes a check fail.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flowmodel.files import write_spare

try:
    # hashlib would load OpenSSL for it: a twentieth of a check that is answered from here.
    from _blake2 import blake2b
except ImportError:  # pragma: no cover - another interpreter
    from hashlib import blake2b

if TYPE_CHECKING:
    from flowmodel.config import Config
    from flowmodel.lint.report.sheet import Sheet
    from flowmodel.model import Model

FOLDER = ".flowmodel_cache"
"""The folder beside the settings file, or where the command runs."""
ENTRIES = "1"
"""The folder of the entries within it; another shape of entries gets another name."""
MOST_ENTRIES = 20_000
MOST_BYTES = 256 * 1024 * 1024
LARGEST = 16 * 1024 * 1024
"""Largest entry that is written or read, in bytes."""
DAY = 86_400
"""An entry that is used is marked so once a day, in seconds: those used last stay longest."""

_NAME = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(rb"\d{4}-\d{1,2}-\d{1,2}")
_DAMAGED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading data of another shape than was written can raise."""
_PACK = (".yaml", ".yml")
_LIBRARIES = ("pydantic", "pydantic_core", "yaml_rs")
"""Libraries whose version may change what a document means."""


_SIZE = 32
"""Bytes of a digest."""


def _hashed(data: bytes) -> str:
    return blake2b(data, digest_size=_SIZE).hexdigest()


class Store:
    """The entries of one program under one set of settings."""

    def __init__(self, folder: Path, base: str):
        """`base` is what all entries have in common: program and settings, as a digest."""
        self.folder = folder
        self.base = base
        self._packs: dict[str, str] = {}
        """Digests of packs by path, each read once a run."""

    def find(self, file: Path, data: bytes, today: date, *, remedies: bool) -> Sheet | None:
        """What was found in this file with these contents; None where it has to be checked.

        `remedies` asks for an entry that has those of all findings.
        """
        from flowmodel.lint.report.sheet import MOST_REMEDIES, read

        body = self._body(self._name(file, data))
        if body is None:
            return None
        try:
            entry = json.loads(body)
            if not entry["from"] <= today.isoformat() <= entry["until"]:
                return None
            if any(self._pack(path) != digest for path, digest in entry["packs"]):
                return None
            sheet = read(entry["sheet"])
        except _DAMAGED:
            return None
        enough = sheet.whole or (not remedies and len(sheet.findings) > MOST_REMEDIES)
        return sheet if enough else None

    def packs(self, model: Model) -> list[tuple[str, str]] | None:
        """The packs that a model names by path, with digests; None where it names others.

        To be asked before they are read for the check: one that changes in between is then held
        to have changed.
        """
        from flowmodel.lint.policy.find import SHIPPED

        folder = Path(model.origin.file or "").parent
        found = []
        for name in model.policies:
            id = name if name.endswith(_PACK) else name.partition("@")[0]
            if id.endswith(_PACK):
                path = str(folder / id)
                found.append((path, self._pack(path)))
            elif id not in SHIPPED:
                return None
        return found

    def keep(
        self, file: Path, data: bytes, packs: list[tuple[str, str]], today: date, sheet: Any
    ) -> None:
        """Keep what was found in a file with these contents."""
        first, last = lasting(data, today)
        entry = {
            "packs": packs,
            "from": first.isoformat(),
            "until": last.isoformat(),
            "sheet": sheet,
        }
        self._write(self._name(file, data), entry)

    def learn_cards(self) -> None:
        """Take what reports print of rules from here, or put it here."""
        from flowmodel.lint.report.cards import learn, record_cards

        name = _hashed(f"{self.base}\0cards".encode())
        body = self._body(name)
        if body is not None:
            try:
                learn(json.loads(body))
                return
            except _DAMAGED:
                pass
        self._write(name, record_cards())

    def prune(self) -> None:
        """Remove the entries that were not used for longest, where there are too many."""
        try:
            with os.scandir(self.folder / ENTRIES) as found:
                stats = [(e.stat(), e.path) for e in found if _NAME.fullmatch(e.name)]
            total = sum(s.st_size for s, _ in stats)
            if len(stats) <= MOST_ENTRIES and total <= MOST_BYTES:
                return
            left = len(stats)
            for stat, path in sorted(stats, key=lambda s: (s[0].st_mtime, s[1])):
                if left <= MOST_ENTRIES * 3 // 4 and total <= MOST_BYTES * 3 // 4:
                    break
                os.unlink(path)
                left, total = left - 1, total - stat.st_size
        except OSError:
            return

    def _name(self, file: Path, data: bytes) -> str:
        whole = blake2b(self.base.encode(), digest_size=_SIZE)
        for part in (str(file), os.path.abspath(file)):
            whole.update(f"{len(part)}:{part}".encode("utf-8", "surrogatepass"))
        whole.update(data)
        return whole.hexdigest()

    def _body(self, name: str) -> bytes | None:
        """What stands behind the digest of an entry; None where it is not whole."""
        path = self.folder / ENTRIES / name
        try:
            with path.open("rb") as file:
                head, body = file.readline(66), file.read(LARGEST + 1)
                age = time.time() - os.fstat(file.fileno()).st_mtime
            if len(body) > LARGEST or head != _seal(name, body):
                return None
            if age > DAY:
                os.utime(path)
        except OSError:
            return None
        return body

    def _write(self, name: str, entry: Any) -> None:
        body = json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode()
        path = self.folder / ENTRIES / name
        if len(body) > LARGEST or not self._made():
            return
        write_spare(path, _seal(name, body) + body)

    def _made(self) -> bool:
        """Whether the folder is there, made where it was not, and kept out of repositories."""
        try:
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True)
                write_spare(self.folder / ".gitignore", b"*\n")
                write_spare(
                    self.folder / "CACHEDIR.TAG",
                    b"Signature: 8a477f597d28d172789f06886806bc55\n# Made by flowmodel.\n",
                )
            (self.folder / ENTRIES).mkdir(exist_ok=True)
        except OSError:
            return False
        return True

    def _pack(self, path: str) -> str:
        if path not in self._packs:
            self._packs[path] = _digest(path)
        return self._packs[path]


def _seal(name: str, body: bytes) -> bytes:
    return _hashed(name.encode() + body).encode() + b"\n"


def _digest(path: str | Path) -> str:
    """The digest of a file; a word for one that cannot be read."""
    try:
        return _hashed(Path(path).read_bytes())
    except (OSError, ValueError):
        return "unreadable"


def lasting(data: bytes, today: date) -> tuple[date, date]:
    """The first and the last day on which a check of `data` finds what it finds `today`.

    The day is held against days that the document states and nothing else, so nothing changes
    between two of them. Where a day might be written in escapes, only today is sure.
    """
    if b"\\" in data:
        return today, today
    first, last = date.min, date.max
    for written in set(_DATE.findall(data)):
        try:
            stated = date(*map(int, written.split(b"-")))
        except ValueError:
            continue
        if stated == today:
            return today, today
        if stated < today:
            first = max(first, stated + timedelta(1))
        else:
            last = min(last, stated - timedelta(1))
    return first, last


def program() -> str:
    """What the findings of the same file may differ by, besides settings: as a text.

    Version, Python, the libraries that read documents, and size and time of change of every
    file of the package: an editable install that was edited is another program.
    """
    from importlib.util import find_spec

    from flowmodel import __version__

    root = Path(__file__).parent.parent
    told = [__version__, sys.version]
    for name in _LIBRARIES:
        spec = find_spec(name)
        told.append(_state(spec.origin if spec and spec.origin else ""))
    folders = [str(root)]
    while folders:
        with os.scandir(folders.pop()) as found:
            for entry in sorted(found, key=lambda e: e.name):
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                else:
                    told.append(f"{entry.path[len(str(root)) :]} {_state(entry.path)}")
    return "\n".join(told)


def _state(path: str) -> str:
    try:
        found = os.stat(path)
    except OSError:
        return "none"
    return f"{found.st_size} {found.st_mtime_ns}"


def store(config: Config) -> Store | None:
    """The store for these settings; None where they, or the surroundings, ask for none."""
    chosen = config["cache"]
    if chosen is False or os.environ.get("FLOWMODEL_NO_CACHE"):
        return None
    folder = Path(chosen) if chosen else _beside(config)
    try:
        told = [program(), config.meaning(), *(_digest(p.file) for p in config.packs if p.file)]
    except OSError:
        return None
    return Store(folder, _hashed("\0".join(told).encode("utf-8", "surrogatepass")))


def _beside(config: Config) -> Path:
    return (config.file.parent if config.file else Path.cwd()) / FOLDER
