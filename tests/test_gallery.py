"""``diagrams/`` shows what the code draws now.

Refresh with ``flowmodel build --all examples diagrams`` and look at the figures.
Bytes of PDF, PNG and embedded fonts depend on the versions of libraries, so
these are compared by what they show.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from flowmodel.cli import main

ROOT = Path(__file__).parents[1]
GALLERY = ROOT / "diagrams"
EXAMPLES = sorted(
    p.parent.relative_to(ROOT / "examples").as_posix() for p in ROOT.glob("examples/**/model.yaml")
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diagrams")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert main(["build", "--all", "examples", str(folder)]) == 0
    return folder


def same_svg(old: bytes, new: bytes) -> bool:
    def plain(data: bytes) -> bytes:
        return re.sub(rb"url\(data:[^)]*\)", b"url()", data)

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


def same_html(old: bytes, new: bytes) -> bool:
    def plain(data: bytes) -> bytes:
        data = re.sub(rb"url\(data:[^)]*\)", b"url()", data)
        # The name of the embedded font and the hash of the style follow its bytes.
        return re.sub(rb"fm-[0-9a-f]{12}|style-src [^;]*", b"", data)

    return plain(old) == plain(new)


def same_bytes(old: bytes, new: bytes) -> bool:
    return old == new


SAME = {".svg": same_svg, ".pdf": same_pdf, ".png": same_png, ".html": same_html}


@pytest.mark.parametrize("name", EXAMPLES)
def test_gallery_is_current(fresh: Path, name: str) -> None:
    shown = {p.name: p for p in (GALLERY / name).iterdir()}
    made = {p.name: p for p in (fresh / name).iterdir()}
    assert shown.keys() == made.keys()
    stale = [
        file
        for file, path in made.items()
        if not SAME.get(path.suffix, same_bytes)(shown[file].read_bytes(), path.read_bytes())
    ]
    assert stale == [], "run: flowmodel build --all examples diagrams"


def test_nothing_else_is_in_the_gallery() -> None:
    folders = {p.parent.relative_to(GALLERY).as_posix() for p in GALLERY.rglob("*") if p.is_file()}
    assert sorted(folders) == EXAMPLES
