"""How a scene is written as SVG, apart from how it came to be.

The scenes are kept as data beside their SVG, so a change of the layout does not reach them.
FLOWMODEL_GOLDEN=write writes the SVG anew. Where one differs, a page shows both and what changed.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from compare import compared

from flowmodel.layout.scene import Scene
from flowmodel.render.svg import svg

FOLDER = Path(__file__).parents[1] / "golden" / "svg"
SCENES = sorted(FOLDER.glob("*.json"))


def test_there_are_scenes() -> None:
    assert {p.stem for p in SCENES} >= {"seed", "house-en", "mono", "hard-texts"}


@pytest.mark.parametrize("file", SCENES, ids=lambda p: p.stem)
def test_a_scene_reads_back(file: Path) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    assert json.loads(json.dumps(Scene.from_dict(data).as_dict())) == data


@pytest.mark.parametrize("file", SCENES, ids=lambda p: p.stem)
def test_svg_golden(file: Path) -> None:
    scene = Scene.from_dict(json.loads(file.read_text(encoding="utf-8")))
    # The letters themselves depend on the versions of what cuts and packs them.
    made = svg(scene, 0, fonts="name").decode()
    golden = file.with_suffix(".svg")
    if os.environ.get("FLOWMODEL_GOLDEN") == "write":
        golden.write_text(made, encoding="utf-8")
    kept = golden.read_text(encoding="utf-8") if golden.exists() else ""
    assert made == kept, compared(f"svg-{file.stem}", [kept], [made])
