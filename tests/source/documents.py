"""A small sound document, and how tests ask what is wrong with another."""

from __future__ import annotations

import json

import pytest
import yaml

from flowmodel.errors import FlowModelError, ModelError, Problem
from flowmodel.source import loads

SOUND = """\
flowmodel: 1
id: m
title: t
actors:
  - {id: a, kind: terminal}
  - {id: b, kind: storage}
channels:
  - {id: c, between: [a, b]}
transfers:
  - {step: 1, from: a, to: b, over: c}
"""
AS_JSON = json.dumps(yaml.safe_load(SOUND), indent=1)


def problems(
    text: str | bytes, error: type[FlowModelError] = ModelError, name: str = "f.yaml"
) -> tuple[Problem, ...]:
    """What loading the text raises."""
    with pytest.raises(error) as caught:
        loads(text, name)
    assert type(caught.value) is error
    return caught.value.problems


def only(
    text: str | bytes, error: type[FlowModelError] = ModelError, name: str = "f.yaml"
) -> tuple[str, str]:
    """The one problem with a text, in English and Japanese, without file name."""
    (found,) = problems(text, error, name)
    assert found.place is not None
    assert found.place.file == name
    return found.text("en").removeprefix(f"{name}:"), found.text("ja").removeprefix(f"{name}:")


def told(text: str | bytes, error: type[FlowModelError] = ModelError) -> list[str]:
    """All problems in English, without file name."""
    return [p.text("en").removeprefix("f.yaml:") for p in problems(text, error)]
