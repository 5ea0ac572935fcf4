"""Whatever is given: a model or a `FlowModelError`, in both languages, and nothing else."""

from __future__ import annotations

import json
import random

from documents import SOUND
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import TRICKY, documents

from flowmodel.errors import FlowModelError
from flowmodel.language import LANGS
from flowmodel.source import dump, loads
from flowmodel.source.echo import echo

FUZZ = settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
SPLINTERS = [
    *TRICKY, "\t", "\x00", "\ud800", "\u202e", "\x1b[31m", "&a", "*a", "<<: *a", "!!set", "? ", "- ",
    ": ", "[", "]", "{", "}", "'", '"', "\\", "\r", "\u2028", "---\n", "...\n", "%YAML 1.1\n", "|\n", ">",
    "9" * 40, "1e999", "-.inf", "{a: 1, a: 2}", "null: 1", "[x]: 1", "from", "source", "both", "text",
]  # fmt: skip


def survives(data: str | bytes) -> None:
    try:
        model = loads(data)
    except FlowModelError as e:
        told = e.problems
    else:
        assert loads(dump(model)) == model
        return
    assert told
    for problem in told:
        for lang in LANGS:
            assert problem.text(lang)
            assert "\n" not in problem.text(lang)


@FUZZ
@given(st.binary(max_size=200))
def test_random_bytes(data: bytes) -> None:
    survives(data)


@FUZZ
@given(st.lists(st.sampled_from(SPLINTERS) | st.sampled_from(["\n", "\n  "]), max_size=20))
def test_random_yaml(pieces: list[str]) -> None:
    survives("".join(pieces))
    survives("flowmodel: 1\nid: m\ntitle: t\n" + "".join(pieces))


@FUZZ
@given(st.integers(0, 2**32), st.lists(st.sampled_from(SPLINTERS), min_size=1, max_size=4))
def test_mutated_yaml(seed: int, pieces: list[str]) -> None:
    dice = random.Random(seed)
    text = SOUND
    for piece in pieces:
        start = dice.randrange(len(text))
        text = text[:start] + piece + text[start + dice.choice([0, 0, 1, 5, 20]) :]
    survives(text)
    survives(text.encode("utf-8", "surrogatepass"))


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.sampled_from(TRICKY),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "ja", "text", "both", "items", "control", "q"]), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


@FUZZ
@given(documents(), st.integers(0, 2**32), st.lists(junk, min_size=1, max_size=3))
def test_mutated_values(document: dict[str, object], seed: int, values: list[object]) -> None:
    dice = random.Random(seed)
    for value in values:
        holder: object = document
        while True:
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))  # type: ignore[arg-type]
            key = dice.choice(keys)
            inner = holder[key]  # type: ignore[index]
            if not isinstance(inner, (dict, list)) or not inner or dice.random() < 0.15:
                break
            holder = inner
        holder[key] = value  # type: ignore[index]
    survives(json.dumps(document, ensure_ascii=False, default=str))
    survives(json.dumps(document, default=str))


@given(st.text() | st.integers() | st.floats())
def test_echo_is_short_and_tame(value: object) -> None:
    shown = echo(value)
    assert len(shown) <= 360
    assert not any(ord(c) < 32 or "\u202a" <= c <= "\u202e" for c in shown)
