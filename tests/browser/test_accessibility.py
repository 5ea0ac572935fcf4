"""No violation that axe knows: light, dark, narrow, chosen, in the playback, without a script."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import flowmodel as fm
from benchmarks import models

Open = Callable[..., Page]
Write = Callable[..., str]

AXE = Axe()
NARROW = {"width": 400, "height": 860}


@cache
def large(steps: int) -> fm.Model:
    """More who hold something than are listed at once."""
    return fm.loads(models.text(steps, per_partner=4), name="large.yaml")


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["sequence", "graph", "landscape", "matrix", "holdings"])
def test_other_views(visit: Open, written: Write, view: str, scheme: str) -> None:
    page = visit(written("lgwan-ai-ocr", view=view) + "#play:4", color_scheme=scheme)
    assert judge(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_found_searched_and_folded(visit: Open, written: Write, scheme: str) -> None:
    page = visit(written(large(40)), color_scheme=scheme)
    page.fill("#ui\\:search", "事業者")
    assert page.locator("#ui\\:matches a").count() > 1
    assert judge(page) == []
    page.fill("#ui\\:search", "ない言葉")
    assert judge(page) == []
    page.fill("#ui\\:search", "")
    page.locator("#ui\\:slider").fill("30")
    page.click("#ui\\:held summary")
    expect(page.locator("#ui\\:held details dd").nth(1)).to_be_visible()
    assert judge(page) == []
    page.click("#ui\\:after")
    expect(page.locator("#ui\\:held details dd").nth(1)).to_be_visible()  # it stays unfolded
    assert judge(page) == []


@pytest.mark.parametrize("options", [{}, {"viewport": NARROW}, {"viewport": {"width": 720, "height": 450}}])  # fmt: skip
def test_on_paper_zoomed_in_and_narrow(
    visit: Open, written: Write, options: dict[str, Any]
) -> None:
    page = visit(written("before-box") + "#play:2", **options)
    assert judge(page) == []
    page.emulate_media(media="print")
    assert judge(page) == []


def test_the_table_is_a_table_to_those_who_do_not_see_it(visit: Open, written: Write) -> None:
    for width in (1440, 400):
        page = visit(written("shiryo-59-1"), viewport={"width": width, "height": 860})
        table = page.get_by_role("table")
        assert table.get_by_role("row").count() >= 7
        assert table.get_by_role("rowheader").count() == 7
        assert table.get_by_role("cell").count() == 35


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
