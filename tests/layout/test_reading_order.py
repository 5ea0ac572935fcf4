"""What a screen reader hears of a drawing, and in which order; and that pages tell only themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from drawable import drawable_models
from hypothesis import HealthCheck, Phase, given, settings

import flowmodel as fm
from flowmodel.graph import FlowGraph
from flowmodel.layout.describe import Teller
from flowmodel.layout.reading import in_order, step_groups, tells_step
from flowmodel.layout.scene import Box, Group, Item, Line, Page, Scene, Shape, Text
from flowmodel.model import Model
from flowmodel.views import VIEWS

pytestmark = pytest.mark.filterwarnings("ignore::flowmodel.errors.DrawingWarning")

RANKS = {
    "header": 0, "title": 0, "number": 0, "lane": 1, "head": 1, "actor": 1, "zone": 1, "box": 1,
    "legend": 4, "kept": 3, "cut": 3, "note": 4, "verdict": 5, "footer": 6, "house": 6,
}  # fmt: skip
"""In which order the parts of a page are heard; the steps have rank 2."""
SCENES = [v for v in VIEWS if v not in ("matrix", "holdings", "landscape")]
"""The views that draw each step: plots have columns, a landscape has pairs of parties."""


def scene_of(model: Model, view: str) -> Scene:
    return fm.draw(model, view=view).scene


def ranks(items: Iterable[Item], *, legend: bool) -> Iterator[int]:
    """The rank of each thing that is heard, where it has one."""
    for item in items:
        if isinstance(item, Group):
            if tells_step(item):
                yield 2
            elif any(isinstance(i, Box) and i.role == "card" for i in item.items):
                continue
            elif any(isinstance(i, Box | Line) and i.role in ("kept", "cut", "sign")
                     for i in item.items) and not any(
                         isinstance(i, Box) and i.role == "actor" for i in item.items):  # fmt: skip
                yield 3
            else:
                yield from ranks(item.items, legend=legend)
        elif isinstance(item, Text) and (legend or item.role != "legend"):
            rank = RANKS.get(item.role)
            if rank is not None and item.text.strip():
                yield rank


def series_order(model: Model) -> list[str]:
    graph = FlowGraph.of(model)
    return [f.transfer.step for flows in graph.series.values() for f in flows]


def shares_lines(model: Model) -> bool:
    """Whether several steps go one way over one channel: a graph draws one line for them."""
    ways = [(t.source, t.target, t.over) for t in model.transfers]
    return len(set(ways)) < len(ways)


@pytest.mark.parametrize("view", SCENES)
@settings(
    max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(model=drawable_models(most_zones=4, most_steps=8))
def test_steps_are_heard_in_the_order_of_their_numbers(view: str, model: Model) -> None:
    scene = scene_of(model, view)
    teller = Teller(FlowGraph.of(model), "ja")
    told = {f.transfer.step: teller.step(f) for f in FlowGraph.of(model).flows}
    pages = [[(g.part, g.title) for g in step_groups(page.items)] for page in scene.pages]
    heard = [step for page in pages for step in page]
    due = [(step, told[step]) for step in series_order(model)]
    if view == "graph" and shares_lines(model):
        # A line of a divided graph keeps its steps on one page: in order are those of each page.
        assert pages == [[step for step in due if step in page] for page in pages]
        assert sorted(heard) == sorted(due)
    else:
        assert heard == due
    for page in scene.pages:
        # The heads of series stand before their steps in a sequence, below the lanes elsewhere.
        order = list(ranks(page.items, legend=view == "lanes"))
        assert order == sorted(order)
        assert page.items[0] == next(i for i in page.flat() if getattr(i, "role", "") == "title")


@pytest.mark.parametrize("view", SCENES)
@settings(
    max_examples=6, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(model=drawable_models(most_zones=3, most_steps=12))
def test_each_page_tells_its_own_steps_and_all_pages_tell_all(view: str, model: Model) -> None:
    scene = scene_of(model, view)
    teller = Teller(FlowGraph.of(model), "ja")
    told = {f.transfer.step: spaced(teller.step(f)) for f in FlowGraph.of(model).flows}
    for page in scene.pages:
        mine = [g.part for g in step_groups(page.items)]
        words = (page.description or scene.description).split("\n")
        said = [w.rstrip("。") for w in words]
        for step, sentence in told.items():
            assert (sentence.rstrip("。") in said) == (step in mine)
    parties = {a.label("ja") for a in FlowGraph.of(model).excluded}
    kept = [p for p in scene.pages if any(getattr(i, "role", "") == "kept" for i in p.flat())]
    for page in scene.pages:
        assert ("アクセスできない者" in (page.description or scene.description)) == (page in kept)
    assert all(p in scene.description for p in map(spaced, parties) if p)


def spaced(text: str) -> str:
    return " ".join(text.split())


def test_steps_on_one_card_are_told_apart_in_the_order_of_all() -> None:
    def words(text: str, role: str, part: str) -> Text:
        return Text(1, 1, text, 8, 4, role, "", part)

    def card(id: str, *parts: str) -> Group:
        box = Box(0, 0, 9, 9, "card", id)
        line = Line(((0, 0), (5, 0)), "step", parts[0])
        signs = [Shape("M0 0Z", 0, 0, 1, 1, "number", p) for p in parts]
        texts = [words(f"{p}!", role, p) for p in parts for role in ("number", "wording")]
        return Group((box, line, *signs, *texts, words("情報", "chip", "d")), "c", "A → B")

    kept = Group((Box(0, 0, 1, 1, "kept", "kept0"),), "kept0", "アクセスできない者")
    actor = Group((Box(0, 0, 1, 1, "actor", "actor.a"),), "a", "甲")
    title, foot = words("題", "title", ""), words("注", "note", "")
    told = {"1": "一", "2": "二", "3": "三"}
    items = (title, kept, actor, card("x", "1", "3"), card("y", "2"), foot)
    read = in_order(items, told, apart=True)
    assert [i.title if isinstance(i, Group) else i.text for i in read] == [
        "題", "甲", "A → B", "A → B", "一", "二", "三", "アクセスできない者", "注",
    ]  # fmt: skip
    before = Page(9, 9, items).flat()
    assert sorted(map(repr, Page(9, 9, read).flat())) == sorted(map(repr, before))
    assert [g.part for g in step_groups(read)] == ["1", "2", "3"]


def test_links_are_heard_by_their_first_step_wherever_they_were_drawn() -> None:
    def link(*parts: str) -> Group:
        signs = tuple(Text(1, 1, p, 8, 4, "number", "", p) for p in parts)
        return Group((Box(0, 0, 9, 9, "card", "c"), *signs), "c", " ".join(parts))

    told = {"1": "一", "2": "二", "3": "三", "4": "四"}
    read = in_order((link("4"), link("2", "3"), link("1")), told, apart=False)
    assert [g.title for g in read if isinstance(g, Group)] == ["1", "2 3", "4"]


def test_what_a_page_of_numbers_tells() -> None:
    """Where the graph has numbers and a list, the numbers name the lines and the list the steps."""
    from pathlib import Path

    examples = Path(__file__).parents[2] / "examples"
    scene = fm.draw(fm.load(examples / "gallery/yearly/model.yaml"), view="graph").scene
    first, *rest = scene.pages
    assert rest
    assert list(step_groups(first.items)) == []
    assert re.search(r"^①.*: .+ → .+。$", first.description, re.M)
    assert "全体の図" in first.outline[0]
    assert all("～" in page.outline[0] for page in rest)
