"""Puts this folder on the path, so that tests of all rooms share their helpers."""

from programs import pytest_configure, pytest_runtest_setup

__all__ = ["pytest_configure", "pytest_runtest_setup"]
