"""Draw ``diagrams/``: every example in every view, the broken twins with marks, all as one landscape.

``python docs/_scripts/draw_gallery.py`` draws the folder anew. What Graphviz and matplotlib
place may differ between their versions, so these are written beside the drawings.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from flowmodel.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
DRAWN = ROOT / "diagrams"
DPI = "96"
"""Of the PNG: enough to read on a screen; SVG and PDF are there for print."""
LANDSCAPE = "landscape"
BROKEN = "broken"
VERSIONS = "drawn-with.txt"


def names() -> tuple[str, ...]:
    """The models, as folders below ``examples``."""
    found = (p.parent.relative_to(EXAMPLES).as_posix() for p in EXAMPLES.glob("**/model.yaml"))
    return tuple(sorted(found))


def twin(name: str) -> Path | None:
    """The document of a model in which something is left out, where there is one."""
    file = EXAMPLES / name / "broken.yaml"
    return file if file.is_file() else None


def draw_model(name: str, target: Path) -> None:
    """All views of one model into ``target/name``, and its broken twin with marks."""
    folder = target / name
    call = ["build", _from_root(EXAMPLES / name / "model.yaml"), "-o", str(folder)]
    _run([*call, "--views", "all", "--dpi", DPI])
    broken = twin(name)
    if broken:
        drawn = str(folder / f"{BROKEN}.svg")
        _run(["render", _from_root(broken), "--marks", "-o", drawn])


def draw_landscape(target: Path) -> None:
    """All models joined on the actors that they share."""
    models = [_from_root(EXAMPLES / name / "model.yaml") for name in names()]
    drawn = target / LANDSCAPE / f"{LANDSCAPE}.svg"
    _run(["render", *models, "--view", "landscape", "-o", str(drawn)])


def versions() -> dict[str, str]:
    """The versions on which the places in some drawings depend."""
    import matplotlib as mpl

    run = subprocess.run(["dot", "-V"], capture_output=True, text=True, check=True)
    return {"graphviz": run.stderr.split("version ")[-1].strip(), "matplotlib": mpl.__version__}


def noted(text: str) -> dict[str, str]:
    """What `versions` was when the drawings were made, from their note."""
    return dict(line.split(" ", 1) for line in text.splitlines())


def _from_root(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _run(call: list[str]) -> None:
    code = main(call)
    if code:
        raise SystemExit(f"flowmodel {' '.join(call)} ended with {code}")


def _anew() -> None:
    """Everything beside the present folder, then in its place."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory(dir=ROOT, prefix=".diagrams-") as scratch:
        made = Path(scratch) / "new"
        for name in names():
            draw_model(name, made)
        draw_landscape(made)
        note = "".join(f"{name} {version}\n" for name, version in versions().items())
        (made / VERSIONS).write_text(note, encoding="utf-8")
        DRAWN.rename(Path(scratch) / "old")
        made.rename(DRAWN)


if __name__ == "__main__":
    sys.exit(_anew())
