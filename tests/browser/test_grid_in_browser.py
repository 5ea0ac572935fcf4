"""The pages of plots as people use them: read aloud, filtered, searched, followed to a step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.test_accessibility import NARROW, judge

Open = Callable[..., Page]
Write = Callable[..., str]
VIEWS = ("matrix", "holdings")
SEED = "shiryo-59-1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [SEED, "lgwan-ai-ocr", "gallery/twelve-zones"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_violation(visit: Open, written: Write, view: str, name: str, scheme: str) -> None:
    assert judge(visit(written(name, view=view), color_scheme=scheme)) == []


@pytest.mark.parametrize("options", [
    {"viewport": NARROW}, {"viewport": NARROW, "color_scheme": "dark"}, {"forced_colors": "active"},
    {"java_script_enabled": False},
])  # fmt: skip
def test_no_violation_elsewhere(visit: Open, written: Write, options: dict[str, Any]) -> None:
    page = visit(written("before-box", view="matrix", lang="en") + "#step:4", **options)
    if options.get("java_script_enabled", True):
        assert judge(page) == []
    else:
        assert page.locator(".cells td").count() > 50


def test_a_cell_leads_to_its_step_and_its_column_is_marked(visit: Open, written: Write) -> None:
    page = visit(written(SEED, view="matrix"))
    page.click("td.missing[data-at='#4'] a")
    assert page.locator("#step\\:4").is_visible()
    assert "E07" in page.locator("#step\\:4").inner_text()
    assert page.locator(".cells td.chosen").count() == 10
    assert page.evaluate("location.hash") == "#step:4"
    assert judge(page) == []


def test_the_figure_is_walked_by_keys_cell_by_cell(visit: Open, written: Write) -> None:
    page = visit(written(SEED, view="matrix"))
    names = page.evaluate(
        "[...document.querySelectorAll('.sheet [role=button]')].map(n => n.ariaLabel)"
    )
    assert "①資料の送信 多要素認証：規則が求めるが、記載がありません（E05）" in names
    assert len(names) == 7 + 70
    page.focus(".sheet [role=button]")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("#step\\:2").is_visible()


def test_filter_hides_columns_and_rows_of_other_data(visit: Open, written: Write) -> None:
    page = visit(written("lgwan-ai-ocr", view="holdings"))
    before = page.locator(".cells thead tr:last-child th:visible").count()
    page.click("[data-filter=image]")
    after = page.locator(".cells thead tr:last-child th:visible").count()
    assert 2 < after < before
    rows = page.locator(".cells tr[data-of]:visible").all()
    assert rows
    assert {r.get_attribute("data-data") for r in rows} == {"image"}
    for row in rows:
        assert row.locator("td:visible").count() == after - 1
    assert judge(page) == []
    page.click("[data-filter='']")
    assert page.locator(".cells thead tr:last-child th:visible").count() == before


def test_names_of_series_span_what_is_left_of_their_columns(visit: Open, written: Write) -> None:
    page = visit(written("payment-agent", view="holdings"))
    page.click("[data-filter=bill]")
    spans = page.locator(".cells .run:visible").evaluate_all("e => e.map(n => n.colSpan)")
    shown = page.locator(".cells thead tr:last-child th[data-at]:visible").count()
    assert 0 < sum(spans) == shown


def test_search_leaves_the_rows_that_match(visit: Open, written: Write) -> None:
    page = visit(written(SEED, view="matrix"))
    page.fill("#ui\\:search", "多要素")
    assert [r.inner_text() for r in page.locator(".cells tbody tr:visible th").all()] == [
        "多要素認証"
    ]
    page.fill("#ui\\:search", "")
    assert page.locator(".cells tbody tr:visible").count() == 10


def test_playback_dims_what_is_to_come(visit: Open, written: Write) -> None:
    page = visit(written(SEED, view="holdings") + "#play:2")
    later = page.evaluate(
        "new Set([...document.querySelectorAll('.sheet .later')].map(n => n.dataset.part)).size"
    )
    assert later == 5
    assert page.locator("#ui\\:held").is_visible()


def test_on_paper_the_figure_and_the_whole_table_stand(visit: Open, written: Write) -> None:
    page = visit(written(SEED, view="matrix"))
    page.fill("#ui\\:search", "多要素")
    page.emulate_media(media="print")
    assert page.locator(".cells tbody tr:visible").count() == 10
    assert page.locator(".sheet svg").is_visible()
    assert not page.locator(".panel").is_visible()
