"""Each example gives the same model in all four ways."""

from __future__ import annotations

import datetime
import runpy
from pathlib import Path

import pytest

import flowmodel.model
from flowmodel.model import Model
from flowmodel.source import dump, load, loads

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/model.yaml"))


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.parent.name)
def test_four_ways(path: Path) -> None:
    from_yaml = load(path)
    from_json = loads(dump(from_yaml, "json"), "model.json")
    built = runpy.run_path(str(path.with_suffix(".py")))["model"]
    names = {n: getattr(flowmodel.model, n) for n in flowmodel.model.__all__}
    plain = eval(repr(from_yaml), {**names, "datetime": datetime})
    assert isinstance(plain, Model)
    assert from_yaml == from_json == built == plain
    assert loads(dump(from_yaml)) == from_yaml
    assert dump(built) == dump(plain) == dump(from_yaml)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.parent.name)
def test_every_part_of_an_example_has_its_place(path: Path) -> None:
    model = load(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    for section in ("zones", "actors", "channels", "data", "transfers", "boxes"):
        for i, part in enumerate(getattr(model, section)):
            key = "step" if section == "transfers" else "id"
            place = model.origin.place((section, i, key))
            assert place is not None
            assert place.line is not None
            assert place.column is not None
            said = lines[place.line - 1][place.column - 1 : (place.end_column or 0) - 1]
            if section != "transfers":
                assert said.strip("'\"") == part.id
            else:
                assert said
