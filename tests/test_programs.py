"""A test that needs a program of the system is skipped without it, but fails in CI."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from programs import pytest_runtest_setup


def item(*programs: str) -> Any:
    marks = [SimpleNamespace(args=programs)]
    return SimpleNamespace(iter_markers=lambda name: marks if name == "needs_program" else [])


def test_skipped_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program"):
        pytest_runtest_setup(item("no-such-program"))


def test_failed_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program"):
        pytest_runtest_setup(item("no-such-program"))


def test_run_where_it_is_there() -> None:
    pytest_runtest_setup(item("sh"))
