"""The models of many shapes: sound, without a finding, and drawn without a collision."""

from __future__ import annotations

from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.language import LANGS

FILES = sorted(Path(__file__).parents[2].glob("examples/gallery/*/model.yaml"))
SHAPES = {
    "abroad": lambda m: any(a.support_countries for a in m.actors) and m.ceilings,
    "far-lanes": lambda m: len(m.zones) > 4,
    "four-series": lambda m: len({t.series for t in m.transfers}) == 4,
    "nested-zones": lambda m: sum(z.parent is not None for z in m.zones) > 2,
    "no-zones": lambda m: not m.zones and m.exclusions,
    "one-zone": lambda m: len(m.zones) == 1 and any(a.zone is None for a in m.actors),
    "own-steps": lambda m: sum(t.source == t.target for t in m.transfers) > 3,
    "shelters": lambda m: sum(a.zone == "shelters" for a in m.actors) == 8,
    "twelve-zones": lambda m: len(m.zones) == 12 and any(t.basis for t in m.transfers),
    "yearly": lambda m: len(m.transfers) == 120,
}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.parent.name)
def test_each_shows_its_shape_and_has_no_finding(file: Path) -> None:
    model = fm.load(file)
    assert model.id == file.parent.name
    assert SHAPES[model.id](model)
    assert fm.check(model).findings == ()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.parent.name)
def test_each_is_drawn_without_a_collision(file: Path, lang: str) -> None:
    for paper in ("a4", "screen"):
        assert fm.draw(fm.load(file), lang=lang, paper=paper).audit()["violations"] == []


def test_all_shapes_are_there() -> None:
    assert [f.parent.name for f in FILES] == sorted(SHAPES)
