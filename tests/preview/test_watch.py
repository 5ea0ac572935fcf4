"""A save is told once, however it is made, and nothing else is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flowmodel.preview.watch import PATIENCE, Watcher


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "model.yaml"
    path.write_text("a", encoding="utf-8")
    return path


def looks(watcher: Watcher, count: int = 4) -> list[bool]:
    return [watcher.changed() for _ in range(count)]


def test_nothing_changes_by_itself(file: Path) -> None:
    assert looks(Watcher([file])) == [False] * 4


def test_a_save_in_place_is_told_once_it_is_settled(file: Path) -> None:
    watcher = Watcher([file])
    file.write_text("bb", encoding="utf-8")
    assert looks(watcher) == [False, True, False, False]


def test_a_file_that_is_still_being_written_is_not_read(file: Path) -> None:
    watcher = Watcher([file])
    told = []
    for i in range(5):
        file.write_text("x" * (i + 2), encoding="utf-8")
        told.append(watcher.changed())
    assert told == [False] * 5
    assert looks(watcher, 2) == [True, False]


def test_a_save_beside_and_renamed_is_told(file: Path) -> None:
    watcher = Watcher([file])
    beside = file.with_suffix(".tmp")
    beside.write_text("b", encoding="utf-8")
    os.replace(beside, file)
    assert looks(watcher) == [False, True, False, False]


def test_the_same_content_is_no_change(file: Path) -> None:
    watcher = Watcher([file])
    os.utime(file, ns=(1, 1))
    assert looks(watcher) == [False] * 4
    file.write_text("b", encoding="utf-8")
    watcher.changed()
    file.write_text("a", encoding="utf-8")
    os.utime(file, ns=(2, 2))
    assert looks(watcher) == [False] * 4


def test_a_file_that_is_gone_for_a_moment_is_waited_for(file: Path) -> None:
    watcher = Watcher([file])
    file.unlink()
    assert looks(watcher, 3) == [False] * 3
    file.write_text("b", encoding="utf-8")
    assert looks(watcher, 3) == [False, True, False]


def test_a_file_that_is_gone_for_good_is_told(file: Path) -> None:
    watcher = Watcher([file])
    file.unlink()
    told = looks(watcher, PATIENCE + 3)
    assert told.count(True) == 1
    assert told.index(True) == PATIENCE
    assert looks(watcher) == [False] * 4


def test_each_of_several_files_counts(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "theme.toml"
    other.write_text("a", encoding="utf-8")
    watcher = Watcher([file, other])
    other.write_text("b", encoding="utf-8")
    assert True in looks(watcher)
