"""The preview in Chromium: the page follows the file and stays where the reader left it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

Open = Callable[..., Page]

EXAMPLE = Path(__file__).parents[2] / "examples/shiryo-59-1/model.yaml"
CALL = "import sys; from flowmodel.cli import main; sys.exit(main(sys.argv[1:]))"


class Live:
    """The command, running on a model of its own."""

    def __init__(self, file: Path):
        self.file = file
        argv = ["preview", str(file), "--port", "0", "--no-open", "--lang", "ja"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", CALL, *argv], stdout=subprocess.PIPE, text=True,
            encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().split()[1]

    def change(self, old: str, new: str) -> None:
        """Save as editors do: beside, then renamed."""
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        beside = self.file.with_suffix(".swp")
        beside.write_text(text.replace(old, new), encoding="utf-8")
        beside.replace(self.file)

    def end(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=60)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    file = tmp_path / "model.yaml"
    file.write_bytes(EXAMPLE.read_bytes())
    found = Live(file)
    yield found
    found.end()


def test_the_figure_follows_the_file(live: Live, visit: Open) -> None:
    page = visit(live.address)
    label = page.locator(".sheet [role=button][data-part='#4']")
    expect(label).to_contain_text("資料のダウンロード")
    live.change("資料のダウンロード", "資料の取得")
    expect(label).to_contain_text("資料の取得", timeout=30_000)


def test_the_reader_stays_where_he_was(live: Live, visit: Open) -> None:
    page = visit(live.address)
    page.click("[data-filter=review]")
    page.fill("#ui\\:search", "暗号")
    page.click("[role=button][data-part='#3']")
    page.click("#ui\\:in")
    page.click("#ui\\:in")
    page.locator("#ui\\:panel").evaluate("e => { e.scrollTop = 120; }")
    pose = "document.getElementById('ui:canvas').style.transform"
    before = page.evaluate(pose)
    live.change("資料の修正等", "資料の手直し")
    expect(page.locator("tr.chosen a")).to_have_text("③資料の手直し", timeout=30_000)
    assert page.evaluate(pose) == before
    assert page.locator("#ui\\:panel").evaluate("e => e.scrollTop") == 120
    assert page.input_value("#ui\\:search") == "暗号"
    expect(page.locator("[data-filter=review]")).to_have_attribute("aria-pressed", "true")


def test_a_broken_file_is_told_and_the_figure_stays(live: Live, visit: Open) -> None:
    page = visit(live.address)
    live.change("to: box", "to: boks")
    banner = page.locator(".banner")
    expect(banner).to_contain_text("図は最後に描けたものです", timeout=30_000)
    expect(banner).to_contain_text("boks")
    expect(banner.locator("pre").first).to_contain_text("^")
    assert banner.locator("li").count() > 1
    expect(page.locator(".sheet")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    # Whoever comes later is told the same.
    other = visit(live.address)
    expect(other.locator(".banner")).to_contain_text("boks")
    live.change("to: boks", "to: box")
    expect(banner).to_have_count(0, timeout=30_000)
    expect(other.locator(".banner")).to_have_count(0)


def hide(page: Page, hidden: bool) -> None:
    """Headless browsers show every page: have this one believe the other."""
    page.evaluate(f"""() => {{ Object.defineProperty(document, 'hidden', {{ value: {str(hidden).lower()}, configurable: true }});
        document.dispatchEvent(new Event('visibilitychange')); }}""")  # fmt: skip


def test_more_tabs_than_a_browser_keeps_connections(live: Live, visit: Open) -> None:
    pages = [visit(live.address)]
    hide(pages[0], True)
    for _ in range(7):
        page = pages[0].context.new_page()
        page.goto(live.address)
        expect(page.locator(".sheet")).to_be_visible()
        hide(page, True)
        pages.append(page)
    live.change("資料のダウンロード", "資料の取得")
    hide(pages[0], False)
    label = ".sheet [role=button][data-part='#4']"
    expect(pages[0].locator(label)).to_contain_text("資料の取得", timeout=30_000)
    expect(pages[1].locator(label)).to_contain_text("資料のダウンロード")
    hide(pages[1], False)
    expect(pages[1].locator(label)).to_contain_text("資料の取得", timeout=30_000)


def test_a_model_that_was_broken_from_the_start(visit: Open, tmp_path: Path) -> None:
    file = tmp_path / "model.yaml"
    text = EXAMPLE.read_text(encoding="utf-8")
    file.write_text(text.replace("kind: terminal", "kind: <b>terminl", 1), encoding="utf-8")
    live = Live(file)
    try:
        page = visit(live.address)
        expect(page.locator("h1")).to_have_text("まだ図を描けません")
        expect(page.locator("li").first).to_contain_text("<b>terminl")
        assert Axe().run(page).response["violations"] == []
        live.change("kind: <b>terminl", "kind: terminal")
        expect(page.locator(".sheet")).to_be_visible(timeout=30_000)
        page.close()  # it would tell of the end of the preview
    finally:
        live.end()


def test_a_preview_that_ended_is_told(live: Live, visit: Open) -> None:
    page = visit(live.address, quiet=False)  # the browser tells of lost connections
    expect(page.locator(".sheet")).to_be_visible()
    live.end()
    expect(page.locator(".banner")).to_contain_text("プレビューが止まっています", timeout=30_000)
    expect(page.locator(".sheet")).to_be_visible()
