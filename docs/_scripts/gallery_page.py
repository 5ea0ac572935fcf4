"""The gallery: one page a model, the figure beside the text that it was drawn from."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import flowmodel as fm

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
DRAWN = ROOT / "diagrams"
PAGE = "figure.html"

HEAD = """# Gallery

Each figure is what `flowmodel build` makes of the model beneath it, as it stands: nothing was
moved by hand. 図はすべて、下のモデルから `flowmodel build` がそのまま描いたものです。

"""


def names() -> tuple[str, ...]:
    """The models, as folders below ``examples``."""
    found = (p.parent.relative_to(EXAMPLES).as_posix() for p in EXAMPLES.glob("**/model.yaml"))
    return tuple(sorted(found))


def pages() -> dict[str, str]:
    """Path below ``docs/gallery`` → text."""
    return {"index.md": _index(), **{f"{_slug(name)}.md": _page(name) for name in names()}}


def pictures() -> dict[str, Path]:
    """Path below ``docs/gallery`` → the file that is shown there."""
    return {f"{_slug(n)}/{f.name}": f for n in names() for f in (*_figures(n), DRAWN / n / PAGE)}


def nav() -> list[dict[str, str]]:
    """The pages as entries of the navigation."""
    rows = [{"All models": "gallery/index.md"}]
    return rows + [{_title(n)[1]: f"gallery/{_slug(n)}.md"} for n in names()]


def _slug(name: str) -> str:
    return name.replace("/", "-")


def _figures(name: str) -> list[Path]:
    return sorted((DRAWN / name).glob("figure*.svg"))


@cache
def _title(name: str) -> tuple[str, str]:
    model = fm.load(EXAMPLES / name / "model.yaml")
    return model.label("ja"), model.label("en")


def _index() -> str:
    lines = []
    for name in names():
        ja, en = _title(name)
        lines.append(f"- [{en}]({_slug(name)}.md) {ja}\n")
    return HEAD + "".join(lines)


def _page(name: str) -> str:
    ja, en = _title(name)
    text = (EXAMPLES / name / "model.yaml").read_text(encoding="utf-8")
    shown = "\n\n".join(
        f"![{en}, page {n}]({_slug(name)}/{figure.name})"
        for n, figure in enumerate(_figures(name), 1)
    )
    walk = f"[Walk through this figure / 図をたどる]({_slug(name)}/{PAGE})"
    return f"# {en}\n\n{ja}\n\n{walk}\n\n{shown}\n\n```yaml\n{text}```\n"
