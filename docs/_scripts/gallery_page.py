"""The gallery: one page a model, its views beside the text that they were drawn from."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from draw_gallery import BROKEN, DRAWN, EXAMPLES, LANDSCAPE, names, twin
from gallery_shapes import SHAPES
from markdown_text import table

import flowmodel as fm
from flowmodel.graph import FlowGraph
from flowmodel.language import Bilingual
from flowmodel.lint.rules import every_rule
from flowmodel.views import VIEWS

PAGE = "figure.html"

HEAD = """# Gallery

Each drawing is what `flowmodel` makes of the model beside it, as it stands: nothing was
moved by hand. 図はすべて、横に示すモデルから `flowmodel` がそのまま描いたものです。

"""
TABLE = """## What each shows / 各モデルの形

How many of each a model has; nothing where it has none. 各モデルにあるものの数です。

"""
JOINED = """## All as one landscape / 全体図

The models joined on the actors that they share: `flowmodel render … --view landscape`.
共通する主体でつないだ、すべてのモデルの全体図です。

"""
FINDINGS = Bilingual("記載を欠いた場合の指摘", "Findings where something is left out")
TWIN = """`{file}` is the same model with statements left out. What `flowmodel check` finds of it is
marked on the figure (`--marks`). 同じモデルから記載を落としたものの点検結果です。

"""
MODEL = Bilingual("モデル", "The model")
WALK = Bilingual("ブラウザで図をたどる", "Walk through this figure")
WIDE = "---\nhide:\n  - toc\n---\n\n"
"""The contents at the side take room that a figure and its model need."""


def pages() -> dict[str, str]:
    """Path below ``docs/gallery`` → text."""
    return {"index.md": _index(), **{f"{_slug(name)}.md": _page(name) for name in names()}}


def pictures() -> dict[str, Path]:
    """Path below ``docs/gallery`` → the file that is shown there."""
    found = {f"{_slug(n)}/{f.name}": f for n in names() for f in (DRAWN / n).glob("*.svg")}
    found.update({f"{_slug(n)}/{PAGE}": DRAWN / n / PAGE for n in names()})
    found.update({f"{LANDSCAPE}/{f.name}": f for f in drawn(LANDSCAPE, LANDSCAPE)})
    return dict(sorted(found.items()))


def nav() -> list[dict[str, str]]:
    """The pages as entries of the navigation."""
    rows = [{"All models": "gallery/index.md"}]
    return rows + [{_model(n).model.label("en"): f"gallery/{_slug(n)}.md"} for n in names()]


def drawn(folder: str, view: str) -> list[Path]:
    """The pages of a view, in their order."""
    found = {
        int(match[1] or 0): path
        for path in (DRAWN / folder).glob(f"{view}*.svg")
        if (match := re.fullmatch(rf"{view}(?:-([0-9]+))?", path.stem))
    }
    return [found[page] for page in sorted(found)]


def _slug(name: str) -> str:
    return name.replace("/", "-")


@cache
def _model(name: str) -> FlowGraph:
    return FlowGraph.of(fm.load(EXAMPLES / name / "model.yaml"))


def _index() -> str:
    cards = "".join(_card(name) for name in names())
    heads = ("model モデル", *(f"{s.en} {s.ja}" for s in SHAPES), "pages 頁")
    counted = table(heads, (_shapes(name) for name in names()))
    joined = _images(drawn(LANDSCAPE, LANDSCAPE), LANDSCAPE, "The landscape of all models")
    return (
        f"{WIDE}{HEAD}<div class='fm-cards' markdown>\n\n{cards}</div>\n\n"
        f"{TABLE}<div class='fm-counts' markdown>\n\n{counted}</div>\n\n{JOINED}{joined}"
    )


def _card(name: str) -> str:
    """The first page of the figure, small, and the names of the model."""
    model, first = _model(name).model, drawn(name, "figure")[0]
    target, en = f"{_slug(name)}.md", _alt(model.label("en"))
    picture = f"[![{en}]({_slug(name)}/{first.name}){{ loading=lazy }}]({target})"
    return f"<div markdown>\n{picture}\n\n[{en}]({target})<br>{model.label('ja')}\n\n</div>\n\n"


def _shapes(name: str) -> Iterable[object]:
    graph = _model(name)
    model = graph.model
    yield f"[{model.label('en')}]({_slug(name)}.md) {model.label('ja')}"
    for count in SHAPES.values():
        yield count(graph) or ""
    yield len(drawn(name, "figure"))


def _page(name: str) -> str:
    model = _model(name).model
    text = (EXAMPLES / name / "model.yaml").read_text(encoding="utf-8")
    walk = f"[{WALK.en} / {WALK.ja}]({_slug(name)}/{PAGE}){{ .md-button }}"
    return (
        f"{WIDE}# {model.label('en')}\n\n{model.label('ja')}\n\n{walk}\n\n"
        f"<div class='fm-pair' markdown>\n<div markdown>\n\n{_tabs(name)}</div>\n"
        f"<div class='fm-model' markdown>\n\n**{MODEL.en} / {MODEL.ja}**\n\n"
        f"```yaml\n{text}```\n\n</div>\n</div>\n\n{_twin(name)}"
    )


def _tabs(name: str) -> str:
    """One tab a view, with all of its pages."""
    shown = []
    for view, row in VIEWS.items():
        if view == LANDSCAPE:
            continue
        files = drawn(name, "figure" if view == "lanes" else view)
        what = f"{_model(name).model.label('en')}: {row.title.en}"
        images = _images(files, _slug(name), what).replace("\n", "\n    ").rstrip(" ")
        title = f"{row.title.en} / {row.title.ja}"
        shown.append(f'=== "{view}"\n\n    {title}\n\n    {images}')
    return "".join(shown)


def _twin(name: str) -> str:
    """The findings of the broken twin, as a list and on the figure."""
    file = twin(name)
    if not file:
        return ""
    titles = {rule.id: rule.title for rule in every_rule()}
    rows = (
        (
            f"[{f.rule}](../reference/rules/{f.rule.lower()}.md)",
            f.level,
            ", ".join(f.parts),
            titles[f.rule].en,
            f.message.ja,
        )
        for f in fm.check(fm.load(file)).findings
    )
    marked = _images(drawn(name, BROKEN), _slug(name), f"{_model(name).model.label('en')}, marked")
    found = table(("rule", "level", "parts", "rule in English", "指摘"), rows)
    return (
        f"## {FINDINGS.en} / {FINDINGS.ja}\n\n{TWIN.format(file=f'{name}/{file.name}')}"
        f"{marked}{found}"
    )


def _images(files: list[Path], folder: str, what: str) -> str:
    """Pages one below another, each a link to itself at full size."""
    shown = (
        f"[![{_alt(what)}, page {n}]({folder}/{f.name}){{ loading=lazy }}]({folder}/{f.name})\n\n"
        for n, f in enumerate(files, 1)
    )
    return "".join(shown)


def _alt(text: str) -> str:
    return html.escape(text, quote=False).replace("[", "\\[").replace("]", "\\]")
