"""Wordings in figures of every shape: broken by the rules in every view, never below 7 pt on paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

import pytest
from drawable import drawable_models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapes import SHAPES, shaped

import flowmodel as fm
from flowmodel.graph import FlowGraph
from flowmodel.layout.audit import audit
from flowmodel.layout.breaking import NO_END, NO_START
from flowmodel.layout.scene import Page, Scene, Text
from flowmodel.layout.sequence import sequence
from flowmodel.layout.text import font
from flowmodel.model import Model

VIEWS = ("lanes", "sequence", "graph")
ROLES = {"lanes": "label", "sequence": "label", "graph": "wording"}
QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck))


def drawn(model: Model, view: str, paper: str) -> Scene:
    return fm.draw(FlowGraph.of(model), view=view, paper=paper, verdict=False).scene


def wordings(page: Page, role: str) -> Iterator[tuple[str, list[Text]]]:
    """The lines of each wording of a page, with the step to which it belongs."""
    found: dict[str, list[Text]] = {}
    for item in page.flat():
        if isinstance(item, Text) and item.role == role:
            found.setdefault(item.part, []).append(item)
    yield from found.items()


def whole(text: str) -> list[str]:
    """The pieces of a text that are not to be broken: words of half-width, what 禁則 joins."""
    pieces: list[str] = []
    for char in text:
        before = pieces[-1][-1] if pieces else " "
        half = all(c.isascii() or c in "’‘‐–" for c in (before, char))
        joined = char in NO_START or before in NO_END or half
        if pieces and (char == " " or (joined and before != " ")):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def torn_by_no_need(text: str, lines: list[Text]) -> list[str]:
    """Where lines end within a piece that is not to be broken, though a whole line would hold it."""
    tokens = whole(text)
    edges = {0, *accumulate(len(t) for t in tokens)}
    at, found = 0, []
    for line in lines[:-1]:
        at = text.index(line.text, at) + len(line.text)
        while text[at : at + 1].isspace():
            at += 1
        if at not in edges:
            starts = [0, *accumulate(len(t) for t in tokens)]
            piece = next(t for t, s in zip(tokens, starts, strict=False) if s < at < s + len(t))
            if font().width(piece.rstrip(), line.size) <= max(t.width for t in lines):
                found.append(piece)
    return found


def squeezed(*texts: str | Text) -> str:
    """Texts in one, without blanks."""
    return "".join("".join(t if isinstance(t, str) else t.text for t in texts).split())


def judge(model: Model, view: str, paper: str) -> None:
    scene = drawn(model, view, paper)
    said = {t.step: t.text("ja") + (f"({t.mark})" if t.mark else "") for t in model.transfers}
    told = 0
    for page in scene.pages:
        assert paper == "screen" or all(t.size >= 7 for t in page.flat() if isinstance(t, Text))
        for part, lines in wordings(page, ROLES[view]):
            wanted = squeezed(said.get(part, ""))
            if wanted:
                told += 1
                # What a step states of its own may follow, in a line of its own.
                own = next(n for n in range(len(lines) + 1) if squeezed(*lines[:n]) == wanted)
                assert torn_by_no_need(said[part], lines[:own]) == []
    assert told or not any(text.strip() for text in said.values()) or view == "graph"


@pytest.mark.parametrize("view", VIEWS)
@settings(QUICK, max_examples=6)
@given(model=drawable_models(), paper=st.sampled_from(("a4", "a3")))
def test_wordings_of_any_length_are_broken_by_the_rules(
    view: str, model: Model, paper: str
) -> None:
    judge(model, view, paper)


@pytest.mark.parametrize("view", VIEWS)
@settings(QUICK, max_examples=4)
@given(model=SHAPES)
def test_wordings_in_figures_of_every_shape(view: str, model: Model) -> None:
    judge(model, view, "a4")


@settings(QUICK, max_examples=10)
@given(SHAPES, st.sampled_from(("a4", "a3", "screen")), st.sampled_from(("ja", "en")))
def test_a_sequence_of_any_shape_collides_with_nothing(model: Model, paper: str, lang: str) -> None:
    assert audit(sequence(FlowGraph.of(model), lang=lang, paper=paper)) == ()  # type: ignore[arg-type]


def test_the_shapes_hold_all_that_figures_must() -> None:
    """Nested zones, several channels between two actors, parties outside, series, own steps."""
    models = [shaped(n, 4, 3, 40, 4, nested=True, label=200) for n in range(8)]
    assert all(len(m.series) == 4 for m in models)
    assert any(z.parent for m in models for z in m.zones)
    assert any(len({c.between for c in m.channels}) < len(m.channels) for m in models)
    assert any(a.zone is None for m in models for a in m.actors)
    assert any(t.source == t.target for m in models for t in m.transfers)
    assert any(m.exclusions for m in models)
    lengths = {len(t.text("ja")) for m in models for t in m.transfers}
    assert 0 in lengths
    assert max(lengths) > 150
