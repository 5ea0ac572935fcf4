"""The table of formats, writing by suffix, and sameness of the bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scene_samples import full, scene, words

from flowmodel.errors import OutputError, RenderError
from flowmodel.render import RENDERERS, outputs, render, renderer, write
from flowmodel.render.pages import leftovers

MAGIC = {".svg": b"<svg ", ".pdf": b"%PDF-", ".png": b"\x89PNG", ".pptx": b"PK"}
HERE = Path(__file__).parent


@pytest.mark.parametrize("suffix", RENDERERS)
def test_each_suffix_writes_its_format(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / "new" / f"図{suffix.upper()}"
    assert write(full(), path) == (path,)
    assert path.read_bytes().startswith(MAGIC[suffix])
    assert (path.read_bytes(),) == render(full(), suffix)


def test_several_pages() -> None:
    drawing = scene((words("一"),), (words("二"),))
    made = outputs(drawing, "out/fig.v1.svg")
    assert list(made) == [Path("out/fig.v1-1.svg"), Path("out/fig.v1-2.svg")]
    assert "二".encode() in made[Path("out/fig.v1-2.svg")]
    assert list(outputs(drawing, "fig.pdf")) == [Path("fig.pdf")]


def test_numbers_of_pages_are_as_long_as_the_last() -> None:
    drawing = scene(*((words("一"),) for _ in range(10)))
    names = [p.name for p in outputs(drawing, "fig.svg")]
    assert names == [f"fig-{i:02}.svg" for i in range(1, 11)]
    assert names == sorted(names)


def test_a_png_says_who_drew_it() -> None:
    from io import BytesIO

    from PIL import Image

    (small,) = render(full(), "png", dpi=50)
    with Image.open(BytesIO(small)) as image:
        assert image.info["Software"] == "flowmodel"  # type: ignore[attr-defined]
        assert round(image.info["dpi"][0]) == 50


def test_a_folder_that_is_not_there_has_no_pages_left(tmp_path: Path) -> None:
    assert leftovers(tmp_path / "none" / "fig.svg", ()) == ()
    assert leftovers(tmp_path / "fig.pdf", ()) == ()


def test_options_reach_the_renderer(tmp_path: Path) -> None:
    (small,) = render(full(), "png", dpi=50)
    assert int.from_bytes(small[16:20], "big") == 585
    assert b"font-face" not in render(full(), ".svg", fonts="name")[0]


@pytest.mark.parametrize("suffix", [".pngg", "jpeg", ""])
def test_an_unknown_suffix(suffix: str) -> None:
    with pytest.raises(RenderError, match=r"\.svg, \.pdf, \.png") as caught:
        renderer(suffix)
    assert "使える拡張子" in caught.value.text("ja")
    if suffix == ".pngg":
        assert "did you mean '.png'?" in str(caught.value)


def test_a_failure_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(b"old")
    with pytest.raises(RenderError):
        write(full(), tmp_path / "a.gif")
    with pytest.raises(OutputError):
        write(full(), path / "b.svg")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_the_same_bytes_in_every_process() -> None:
    code = (
        "import hashlib, scene_samples as s; from flowmodel.render import render\n"
        "for x in ('.svg', '.pdf', '.png', '.pptx'):\n"
        "    print(x, hashlib.sha256(render(s.full(), x)[0]).hexdigest())"
    )

    def run(seed: str) -> str:
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE), "TZ": f"UTC{seed}"}
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
        )
        return done.stdout

    first, second = run("1"), run("2")
    assert first == second
    assert first.count("\n") == 4


def test_the_table_loads_no_engine() -> None:
    code = (
        "import sys, flowmodel.render, flowmodel.files\n"
        "heavy = {'typst', 'lxml', 'fontTools', 'uharfbuzz', 'brotli', 'json', 'tempfile'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
