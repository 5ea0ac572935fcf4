"""The mark ``needs_program``: a test that calls a program of the system.

Without the program it is skipped; in continuous integration (``CI`` is set) it
fails, so that no run there passes by leaving tests out.
"""

from __future__ import annotations

import os
import shutil

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "needs_program(name): calls a program of the system; never skipped in CI"
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs_program"):
        absent = [name for name in mark.args if shutil.which(name) is None]
        if absent:
            told = f"not installed: {', '.join(absent)}"
            (pytest.fail if os.environ.get("CI") else pytest.skip)(told)
