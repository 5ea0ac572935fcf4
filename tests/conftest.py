"""Puts this folder on the path, so that tests of all rooms share their helpers."""

import os

import pytest
from programs import pytest_configure, pytest_runtest_setup

# A test that changes a rule must not be told what was found before; tests of the store ask for it.
os.environ["FLOWMODEL_NO_CACHE"] = "1"

__all__ = ["pytest_configure", "pytest_runtest_setup"]


@pytest.fixture
def put(tmp_path, monkeypatch):
    """Writes files of a repository in which the test runs; gives their paths."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write
