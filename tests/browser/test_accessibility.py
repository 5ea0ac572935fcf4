"""No violation that axe knows: light, dark, narrow, chosen, in the playback, without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Open = Callable[..., Page]
Write = Callable[..., str]

AXE = Axe()
NARROW = {"width": 400, "height": 860}


def judge(page: Page) -> list[tuple[str, list[Any]]]:
    found = AXE.run(page).response["violations"]
    return [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found]


def test_axe_sees_a_fault(visit: Open) -> None:
    page = visit("data:text/html,<html lang=ja><title>t</title><main><h1>t</h1><img src=''>")
    assert "image-alt" in dict(judge(page))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["shiryo-59-1", "before-box", "gallery/twelve-zones"])
def test_whole_page(visit: Open, written: Write, name: str, scheme: str) -> None:
    page = visit(written(name), color_scheme=scheme)
    assert judge(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["step:4", "play:4", "part:ocr", "part:core", "kept:0", "part:image"])  # fmt: skip
def test_parts_and_playback(visit: Open, written: Write, place: str, scheme: str) -> None:
    page = visit(written("lgwan-ai-ocr") + f"#{place}", color_scheme=scheme)
    assert judge(page) == []


@pytest.mark.parametrize("options", [
    {"viewport": NARROW}, {"viewport": NARROW, "color_scheme": "dark"}, {"forced_colors": "active"},
])  # fmt: skip
def test_other_surroundings(visit: Open, written: Write, options: dict[str, Any]) -> None:
    page = visit(written("lgwan-ai-ocr", lang="en") + "#step:4", **options)
    assert judge(page) == []


def test_filtered_and_searched(visit: Open, written: Write) -> None:
    page = visit(written("shiryo-59-1"))
    page.click("[data-filter=application]")
    page.fill("#ui\\:search", "暗号")
    assert judge(page) == []


def test_the_figure_is_read_in_the_order_of_the_steps(visit: Open, written: Write) -> None:
    page = visit(written("shiryo-59-1"))
    named = page.evaluate(
        "[...document.querySelectorAll('.sheet [role=button]')].map(n => n.ariaLabel)"
    )
    steps = [n[0] for n in named if n[0] in "①②③④"]
    assert steps == list("①②③④①②③")
    assert all(named)
