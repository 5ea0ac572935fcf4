"""Whatever a file holds: a value, or an error for people. Never a crash, a hang, or memory without end."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import TARGETS, seeds

SPLINTERS = [
    b"\x00", b"\xff", b"\xe2\x82", b"\xef\xbb\xbf", b"\n", b"\r", b"\t", b"  ", b": ", b"- ", b"[", b"]",
    b"{", b"}", b'"', b"'", b"\\", b"&a ", b"*a", b"!!python/object ", b"<<: *a", b"|\n", b"%YAML 1.1\n---\n",
    b"1e999", b"9" * 400, b"-0", b".inf", b".nan", b"null", b"~", b"true", b"2026-02-30", b"=\n", b"[[a]]\n",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>", b"&b;", b"<a>", b"</mxCell>",
    "①’".encode(), "\u202e".encode(), "\U0001f600".encode(), b"\\ud800", b"[" * 300, b"{" * 300,
]  # fmt: skip
STRETCH = 40
"""Most bytes that one change takes out or says again."""


@st.composite
def spoilt(draw, name):
    """A sound input with a few changes: bytes out, in, or twice."""
    data = draw(st.sampled_from(seeds(name)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.sampled_from([0, 0, 1, 3, STRETCH])))
        piece = draw(st.sampled_from([*SPLINTERS, data[at:end] * 2]) | st.binary(max_size=4))
        data = data[:at] + piece + data[end:]
    return data


@pytest.mark.parametrize("name", TARGETS)
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_spoilt_input_ends_in_words(name, data):
    TARGETS[name](data.draw(spoilt(name) | st.binary(max_size=60)))


@pytest.mark.parametrize("name", TARGETS)
def test_sound_input_is_read(name):
    assert seeds(name)
    for seed in seeds(name):
        TARGETS[name](seed)


@pytest.mark.parametrize("name", TARGETS)
def test_coverage_finds_nothing_in_a_short_run(name, tmp_path):
    if importlib.util.find_spec("atheris") is None:
        pytest.skip(
            "NOT FUZZED BY COVERAGE: atheris is not installed here (it has wheels for some systems only)"
        )
    found = subprocess.run(
        [sys.executable, Path(__file__).parent / "run.py", name, "-runs=300"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert found.returncode == 0, found.stderr[-4000:]
    assert not list(tmp_path.glob("crash-*"))
