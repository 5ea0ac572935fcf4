"""One headless Chromium for all tests of a worker, and pages that tell what goes wrong in them.

Needs the program ``chromium`` of the system: skipped without it, failed in CI.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import flowmodel as fm

EXAMPLES = Path(__file__).parents[2] / "examples"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.needs_program("chromium"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    import shutil

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens an address; whatever is written to the console or fails ends the test."""
    told: list[str] = []
    contexts = []

    def go(address: str, *, quiet: bool = True, **options: Any) -> Page:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        options.setdefault("reduced_motion", "reduce")
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if quiet:
            page.on("console", lambda m: told.append(f"{m.type}: {m.text}"))
            page.on("pageerror", lambda e: told.append(f"error: {e}"))
        page.goto(address)
        return page

    yield go
    for context in contexts:
        context.close()
    assert told == []


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Writes the page of a model or an example; gives its address on the disk."""
    folder = tmp_path_factory.mktemp("pages")
    known: dict[str, str] = {}

    def write(model: str | fm.Model, **options: Any) -> str:
        key = f"{model if isinstance(model, str) else id(model)} {sorted(options.items())}"
        if key not in known:
            read = fm.load(EXAMPLES / model / "model.yaml") if isinstance(model, str) else model
            (path,) = fm.draw(read, **options).save(folder / f"{len(known)}.html")
            known[key] = path.as_uri()
        return known[key]

    return write
