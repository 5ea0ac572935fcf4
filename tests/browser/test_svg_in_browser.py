"""What Chromium hands to screen readers of a figure's SVG: name, description, parts in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

import flowmodel as fm

EXAMPLES = Path(__file__).parents[2] / "examples"
Open = Callable[..., Page]


def heard(page: Page) -> Iterator[dict[str, str]]:
    """Role, name and description of what is in the tree, in its order."""
    session = page.context.new_cdp_session(page)
    session.send("Accessibility.enable")
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    known = {n["nodeId"]: n for n in nodes}

    def walk(node: dict[str, Any]) -> Iterator[dict[str, str]]:
        if not node.get("ignored"):
            yield {k: node.get(k, {}).get("value", "") for k in ("role", "name", "description")}
        for child in node.get("childIds", ()):
            if child in known:
                yield from walk(known[child])

    return walk(nodes[0])


@pytest.mark.parametrize("view", ["lanes", "sequence"])
def test_name_description_and_parts_in_order(visit: Open, tmp_path: Path, view: str) -> None:
    diagram = fm.draw(fm.load(EXAMPLES / "shiryo-59-1" / "model.yaml"), view=view)
    paths = diagram.save(tmp_path / "figure.svg")
    titles: list[str] = []
    for path, sheet in zip(paths, diagram.scene.pages, strict=True):
        found = list(heard(visit(path.as_uri())))
        (image,) = [n for n in found if n["role"] == "image"]
        assert image["name"] == diagram.scene.title
        told = sheet.description or diagram.scene.description
        assert image["description"].split() == told.split()
        groups = [n["name"] for n in found if n["role"] == "group"]
        titles += groups
        assert {"事業者等", "事業者パソコン等", "Box", "新宿区"} <= set(groups)
        words = [n["name"] for n in found if n["role"] == "StaticText"]
        assert words[0] == diagram.scene.title
    steps = [t.split(":")[0] for t in titles if t[0] in "①②③④"]
    assert [s[:2].rstrip("資") for s in steps] == ["①", "②", "③", "④", "①’", "②’", "③’"]
    assert titles[-1] == "アクセスできない者"
    actors = [titles.index(n) for n in ("事業者パソコン等", "Box")]
    assert max(actors) < titles.index(next(t for t in titles if t[0] == "①"))
