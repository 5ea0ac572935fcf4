"""``diagrams/`` shows what the code draws now.

Refresh with ``python docs/_scripts/draw_gallery.py`` and look at the figures.
Bytes of PDF, PNG and embedded fonts depend on the versions of libraries, so these are
compared by what they show. Where Graphviz or matplotlib is another version than the one that
the folder was drawn with, what they placed is compared by its parts and words, with a warning.
"""

from __future__ import annotations

import io
import re
import sys
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "docs" / "_scripts"))

import draw_gallery as gallery  # noqa: E402

GALLERY = gallery.DRAWN
REFRESH = "run: python docs/_scripts/draw_gallery.py"
PLACED_BY = {
    "graph": "graphviz",
    "landscape": "graphviz",
    "matrix": "matplotlib",
    "holdings": "matplotlib",
}
"""The views in which another program places, and that program."""


@pytest.fixture(scope="module")
def other() -> set[str]:
    """The programs that are of another version here than where the folder was drawn."""
    noted = gallery.noted((GALLERY / gallery.VERSIONS).read_text(encoding="utf-8"))
    here = gallery.versions()
    assert noted.keys() == here.keys()
    found = {name for name in here if here[name] != noted[name]}
    for name in sorted(found):
        told = f"{name} is {here[name]} here, {noted[name]} in diagrams/: places are not compared"
        warnings.warn(told, stacklevel=2)
    return found


def plain(data: bytes) -> bytes:
    """Without the bytes of fonts, and the names and hashes that follow from them."""
    data = re.sub(rb"url\(data:[^)]*\)", b"url()", data)
    return re.sub(rb"fm-[0-9a-f]{12}|style-src [^;]*", b"", data)


def same_markup(old: bytes, new: bytes) -> bool:
    return plain(old) == plain(new)


def same_pdf(old: bytes, new: bytes) -> bool:
    from pypdf import PdfReader

    def words(data: bytes) -> list[str]:
        return [p.extract_text() for p in PdfReader(io.BytesIO(data)).pages]

    return words(old) == words(new)


def same_png(old: bytes, new: bytes) -> bool:
    import numpy as np
    from matplotlib.image import imread

    a, b = imread(io.BytesIO(old)), imread(io.BytesIO(new))
    return a.shape == b.shape and float(np.mean(np.abs(a[..., :3] - b[..., :3]) > 0.2)) < 0.001


def same_bytes(old: bytes, new: bytes) -> bool:
    return old == new


SAME: dict[str, Callable[[bytes, bytes], bool]] = {
    ".svg": same_markup,
    ".html": same_markup,
    ".pdf": same_pdf,
    ".png": same_png,
}


def shown(data: bytes) -> set[str]:
    """The parts that an SVG draws, each with the letters of its texts, wherever they stand.

    Lines may break and pages divide elsewhere, so letters are told, not words.
    """
    found: set[str] = set()

    def collect(element: ET.Element, part: str) -> None:
        part = element.get("data-part", part)
        letters = element.text or "" if element.tag.endswith(("text", "tspan")) else ""
        found.update((part, *(f"{part} {c}" for c in letters if not c.isspace())))
        for child in element:
            collect(child, part)

    collect(ET.fromstring(data), "")
    return found


def stale(folder: str, fresh: Path, other: set[str]) -> list[str]:
    """The files of a folder that are not what is drawn now, or not there, or too many."""
    old = {p.name: p.read_bytes() for p in (GALLERY / folder).iterdir() if p.is_file()}
    new = {p.name: p.read_bytes() for p in (fresh / folder).iterdir()}
    placed = {n for n in old.keys() | new.keys() if PLACED_BY.get(view(n)) in other}
    differ = {
        n
        for n in (old.keys() | new.keys()) - placed
        if n not in old or n not in new or not SAME.get(Path(n).suffix, same_bytes)(old[n], new[n])
    }
    for name in sorted({view(n) for n in placed}):
        if drawn(old, name) != drawn(new, name):
            differ.add(name)
    return sorted(differ)


def view(file: str) -> str:
    return re.sub(r"(-[0-9]+)?\.\w+$", "", file)


def drawn(files: dict[str, bytes], name: str) -> set[str]:
    """What all pages of a view show."""
    return set().union(*(shown(data) for file, data in files.items() if view(file) == name))


@pytest.mark.needs_program("dot")
@pytest.mark.parametrize("name", gallery.names())
def test_gallery_is_current(
    name: str, other: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    gallery.draw_model(name, tmp_path)
    assert stale(name, tmp_path, other) == [], REFRESH


@pytest.mark.needs_program("dot")
def test_the_landscape_is_current(
    other: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    gallery.draw_landscape(tmp_path)
    assert stale(gallery.LANDSCAPE, tmp_path, other) == [], REFRESH


def test_every_model_is_there_in_every_view() -> None:
    from flowmodel.views import VIEWS

    views = {"figure", *VIEWS} - {"lanes", "landscape"}
    for name in gallery.names():
        found = {view(p.name) for p in (GALLERY / name).glob("*.svg")}
        assert found == views | ({gallery.BROKEN} if gallery.twin(name) else set())


def test_nothing_else_is_in_the_gallery() -> None:
    files = [p for p in GALLERY.rglob("*") if p.is_file()]
    folders = {p.parent.relative_to(GALLERY).as_posix() for p in files}
    assert folders == {".", gallery.LANDSCAPE, *gallery.names()}
    assert [p.name for p in files if p.parent == GALLERY] == [gallery.VERSIONS]


def test_the_gallery_stays_small() -> None:
    assert sum(p.stat().st_size for p in GALLERY.rglob("*") if p.is_file()) < 25_000_000


SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text data-part="a" x="{x}">{text}</text></svg>'


def test_what_another_version_places_is_compared_by_what_it_shows() -> None:
    here = {"graph-1.svg": SVG.format(x=1, text="電子 申請").encode()}
    moved = {"graph.svg": SVG.format(x=9, text="電子申請").encode()}
    other = {"graph-1.svg": SVG.format(x=1, text="電子申").encode()}
    assert drawn(here, "graph") == drawn(moved, "graph")
    assert drawn(here, "graph") != drawn(other, "graph")
    assert not same_markup(here["graph-1.svg"], moved["graph.svg"])
