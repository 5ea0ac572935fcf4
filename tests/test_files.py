"""A result is written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from flowmodel import files
from flowmodel.errors import OutputError


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_writes_and_replaces(tmp_path: Path) -> None:
    target = tmp_path / "new" / "deep" / "図.svg"
    files.write_atomic(target, b"one")
    files.write_atomic(str(target), b"two")
    assert target.read_bytes() == b"two"
    assert names(target.parent) == ["図.svg"]


def test_mode_is_that_of_a_plain_file_or_of_the_older_one(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    target = tmp_path / "out.svg"
    files.write_atomic(target, b"1")
    assert target.stat().st_mode == plain.stat().st_mode
    target.chmod(0o640)
    files.write_atomic(target, b"2")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_keeps_pointing(tmp_path: Path) -> None:
    real, link = tmp_path / "real.svg", tmp_path / "link.svg"
    real.write_bytes(b"old")
    link.symlink_to(real)
    files.write_atomic(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_device_is_written_to_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        files.write_atomic(pipe, b"through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_full_disk_on_the_third_leaves_all_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = [tmp_path / n for n in ("a.svg", "b.pdf", "c.png")]
    for target in targets:
        target.write_bytes(b"old")
    calls = []

    def full(fd: int) -> None:
        calls.append(fd)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        files.write_all(dict.fromkeys(targets, b"new"))
    assert [t.read_bytes() for t in targets] == [b"old"] * 3
    assert names(tmp_path) == ["a.svg", "b.pdf", "c.png"]
    assert "ディスクに空きがありません" in caught.value.text("ja")
    assert "c.png" in caught.value.text("ja")
    assert "the disk is full" in caught.value.text("en")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
def test_a_disk_that_is_really_full() -> None:
    with pytest.raises(OutputError, match="the disk is full"):
        files.write_atomic("/dev/full", b"x" * 100_000)


def test_a_failed_replacement_removes_what_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target).name == "b":
            raise PermissionError(errno.EACCES, "Permission denied")
        replace(source, target)

    monkeypatch.setattr(files.os, "replace", refuse)
    with pytest.raises(OutputError, match="no permission"):
        files.write_all({tmp_path / n: b"new" for n in "abc"})
    assert names(tmp_path) == ["a"]


def test_interrupted_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(fd: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        files.write_atomic(tmp_path / "a", b"")
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("file/out.svg", "part of the path is a file"),
        ("file/deeper/out.svg", "part of the path is a file"),
        ("folder", "a folder of that name is in the way"),
        ("x" * 300 + ".svg", "too long"),
        ("nul\0byte.svg", "null byte"),
    ],
)
def test_places_that_cannot_be_written(tmp_path: Path, path: str, reason: str) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match=reason) as caught:
        files.write_all({tmp_path / "good": b"good", tmp_path / path: b"new"})
    assert "書き込めません" in caught.value.text("ja")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert names(tmp_path) == ["file", "folder"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="no permission"):
        files.write_atomic(tmp_path / "a", b"")
    tmp_path.chmod(0o700)
