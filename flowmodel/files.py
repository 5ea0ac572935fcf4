"""Writing results so that a failure leaves what was there before, and noting what is read.

A result is written beside its place under a temporary name, flushed to the
disk, and only then put in its place in one step.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from flowmodel.errors import OutputError, Problem
from flowmodel.language import Bilingual

_REASONS: dict[int, Bilingual] = {
    errno.ENOSPC: Bilingual("ディスクに空きがありません", "the disk is full"),
    errno.EDQUOT: Bilingual("ディスクの割当てを使い切っています", "the disk quota is used up"),
    errno.EACCES: Bilingual("書き込む権限がありません", "no permission to write"),
    errno.EPERM: Bilingual("書き込む権限がありません", "no permission to write"),
    errno.EROFS: Bilingual("読取り専用の場所です", "the place is read-only"),
    errno.EISDIR: Bilingual("同じ名前のフォルダがあります", "a folder of that name is in the way"),
    errno.ENOTDIR: Bilingual(
        "途中の名前がフォルダではなくファイルです", "part of the path is a file, not a folder"
    ),
    errno.EEXIST: Bilingual(
        "途中の名前がフォルダではなくファイルです", "part of the path is a file, not a folder"
    ),
    errno.ENOENT: Bilingual("フォルダがありません", "the folder does not exist"),
    errno.ENAMETOOLONG: Bilingual("名前が長すぎます", "the name is too long"),
}

_noted: ContextVar[dict[Path, None] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[dict[Path, None]]:
    """Notes every file that is asked for meanwhile, whether it is there or not, in that order.

    So it is known what a result depends on, also where it failed half way.
    """
    found: dict[Path, None] = {}
    before = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(before)


def note(path: str | Path) -> None:
    """Say that a file is asked for; whoever reads one for a result says so."""
    found = _noted.get()
    if found is not None:
        found[Path(path)] = None


def write_atomic(path: str | Path, data: bytes) -> None:
    """Write `data` to `path`, making missing folders; all of it or nothing.

    Raises `OutputError` where it cannot be written; then no temporary file
    stays and an older file is as it was.
    """
    write_all({Path(path): data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write several files. None is put in its place before all are on the disk.

    Raises `OutputError` as `write_atomic` does. A disk that fills up half way
    leaves every older file as it was.
    """
    waiting: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, data in files.items():
            place = Path(os.path.realpath(path))
            if _is_device(place):
                place.write_bytes(data)
                continue
            temporary = _temporary(place)
            waiting.append((temporary, place))
            _store(temporary, data, place)
        while waiting:
            temporary, path = waiting[0]
            os.replace(temporary, path)
            del waiting[0]
    except (OSError, ValueError) as error:
        raise blame(error, path) from error
    finally:
        for temporary, _ in waiting:
            _remove(temporary)


def blame(error: OSError | ValueError, path: Path) -> OutputError:
    """The `OutputError` that tells people why `path` could not be written."""
    code = error.errno if isinstance(error, OSError) else None
    told = str(error.strerror or error) if isinstance(error, OSError) else str(error)
    reason = _REASONS.get(code or 0, Bilingual(told, told))
    # A name may hold anything, even what no terminal can print.
    name = str(path).encode("utf-8", "replace").decode()
    return OutputError(
        Problem(
            Bilingual(
                f"「{name}」に書き込めません: {reason.ja}。以前のファイルは変更していません",
                f"cannot write '{name}': {reason.en}; the older file is untouched",
            )
        )
    )


def _temporary(path: Path) -> Path:
    """A name beside `path` that nothing else has: same folder, so that the move is one step."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    path.parent.mkdir(parents=True, exist_ok=True)
    # Short, so that a name near the limit of the file system still has room for it.
    return path.parent / f".fm-{os.getpid():x}-{os.urandom(4).hex()}"


def _store(path: Path, data: bytes, place: Path) -> None:
    # Mode 666 less the umask, as a plain open gives; tempfile would make it private.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if place.exists():
        path.chmod(stat.S_IMODE(place.stat().st_mode))


def _is_device(place: Path) -> bool:
    """Whether it is a terminal, a pipe or the like: written to, never replaced."""
    return place.exists() and not place.is_file() and not place.is_dir()


def _remove(path: Path) -> None:
    # Best effort: the error that brought us here is the one to tell.
    try:
        path.unlink()
    except OSError:
        return


def write_spare(path: Path, data: bytes) -> bool:
    """Write what can be made again, all of it or nothing; whether it was written.

    It is not flushed to the disk, and nobody is told when it cannot be written.
    """
    temporary = path.parent / f".fm-{os.getpid():x}-{os.urandom(4).hex()}"
    try:
        with temporary.open("xb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        _remove(temporary)
        return False
    return True
