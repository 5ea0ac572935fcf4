"""Bytes to text: what can be read is read, what cannot is named."""

from __future__ import annotations

import codecs
import errno
import re
from pathlib import Path

from flowmodel.errors import InputError, Place, Problem, escape, nearest, shorten
from flowmodel.files import note
from flowmodel.language import Bilingual

MAX_BYTES = 8 * 1024 * 1024
"""Largest document that is read, in bytes. 10,000 transfers need about 1.5 MB."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")
# Compiled where they are needed, which is seldom: it takes 4 ms.
_JAPANESE = "[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]"
_UNLIKELY = "[\uff61-\uff9f\ue000-\uf8ff\x80-\x9f]"
"""Half-width katakana, private use, C1: the marks of a wrong guess."""


def failure(
    file: str,
    ja: str,
    en: str,
    line: int | None = None,
    column: int | None = None,
    suggestions: tuple[str, ...] = (),
) -> InputError:
    """An `InputError` of one problem at a place of a file."""
    place = Place(escape(file), line, column)
    return InputError(Problem(Bilingual(ja, en), (), place, suggestions))


def read(path: str | Path) -> str:
    """The text of a file, its line ends made LF.

    Raises `InputError` where it is missing, a directory, unreadable, too
    large, empty, binary, or in an encoding other than UTF-8 and Shift_JIS.
    """
    return decode(read_bytes(path), str(path))


def read_bytes(path: str | Path) -> bytes:
    """What is in a file, up to a byte more than `decode` takes. Raises as `read` does."""
    name = str(path)
    note(path)
    try:
        with Path(path).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise failure(
            name,
            "フォルダです。モデルのファイル（.yaml または .json）を指定してください",
            "this is a directory; name a model file (.yaml or .json)",
        ) from None
    except FileNotFoundError:
        raise failure(
            name,
            "ファイルが見つかりません",
            "file not found",
            suggestions=_neighbours(Path(path)),
        ) from None
    except (OSError, ValueError) as e:
        raise _unreadable(name, e) from None


def _unreadable(name: str, error: OSError | ValueError) -> InputError:
    if isinstance(error, PermissionError):
        if Path(name).is_dir():
            return failure(name, "フォルダです", "this is a directory; name a model file")
        return failure(name, "ファイルを読む権限がありません", "no permission to read the file")
    if isinstance(error, ValueError) or error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return failure(shorten(name), "ファイル名として使えません", "this cannot be a file name")
    if error.errno == errno.ENOTDIR:
        return failure(name, "ファイルが見つかりません", "file not found")
    reason = error.strerror or type(error).__name__
    return failure(name, f"ファイルを読めません（{reason}）", f"cannot read the file ({reason})")


def _neighbours(path: Path) -> tuple[str, ...]:
    try:
        names = sorted(p.name for p in path.parent.iterdir())[:1000]
    except OSError:
        return ()
    near = nearest(path.name, names)
    return tuple(escape(str(path.with_name(n))) for n in near)


def decode(data: bytes, name: str) -> str:
    """The text of a document's bytes; see `read`."""
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    _refuse_named(data, name)
    if b"\x00" in data:
        raise _binary(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        text = _other(data, name, e)
    return settle(text, name)


def settle(text: str, name: str) -> str:
    """A document's text with its line ends made LF and no byte order mark. See `read`."""
    if len(text) > MAX_BYTES:
        raise _too_large(name)
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        raise failure(
            name,
            "NUL 文字（U+0000）があります。テキストのファイルではないようです",
            "found a NUL character (U+0000); this seems to be no text file",
            *position(text, text.index("\x00")),
        )
    if not text.strip():
        raise failure(name, "ファイルが空です", "the file is empty")
    return text


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _too_large(name: str) -> InputError:
    bound = MAX_BYTES // (1024 * 1024)
    return failure(
        name,
        f"ファイルが大きすぎます。{bound} MiB までです",
        f"the file is too large; the bound is {bound} MiB",
    )


def _refuse_named(data: bytes, name: str) -> None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            raise _wrong_encoding(name, encoding)
    if _ISO_2022_JP.search(data):
        raise _wrong_encoding(name, "ISO-2022-JP (JIS)")


def _wrong_encoding(name: str, encoding: str) -> InputError:
    return failure(
        name,
        f"文字コードが {encoding} のようです。UTF-8 で保存し直してください",
        f"the file seems to be {encoding}; save it as UTF-8",
    )


def _binary(data: bytes, name: str) -> InputError:
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 > len(sample) // 2 and min(even, odd) * 8 < max(even, odd) + 8:
        return _wrong_encoding(name, "UTF-16")
    line = data.count(b"\n", 0, data.index(0)) + 1
    return failure(
        name,
        "テキストではなくバイナリのファイルです（NUL バイトがあります）",
        "this is a binary file, not text (it holds NUL bytes)",
        line,
    )


def _score(text: str) -> float:
    return len(re.findall(_JAPANESE, text)) - 4 * len(re.findall(_UNLIKELY, text))


def _other(data: bytes, name: str, error: UnicodeDecodeError) -> str:
    """Text that is not UTF-8: Shift_JIS is read, anything else told."""
    rough = data.decode("utf-8", "replace")
    broken = rough.count("\ufffd")
    if broken * 10 < len(re.findall(_JAPANESE, rough)):
        raise _broken_utf8(data, name, error)
    found = {}
    for encoding in ("cp932", "euc_jp"):
        try:
            found[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
    scores = {e: _score(t) for e, t in found.items()}
    if "euc_jp" in scores and scores["euc_jp"] > scores.get("cp932", 0):
        raise _wrong_encoding(name, "EUC-JP")
    if scores.get("cp932", -1) >= 0:
        return found["cp932"]
    raise _broken_utf8(data, name, error)


def _broken_utf8(data: bytes, name: str, error: UnicodeDecodeError) -> InputError:
    before = data[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
    line, column = position(before, len(before))
    byte = f"0x{data[error.start]:02X}"
    return failure(
        name,
        f"UTF-8 として読めないバイト {byte} があります。UTF-8 で保存し直してください",
        f"byte {byte} is not valid UTF-8; save the file as UTF-8",
        line,
        column,
    )
