"""The list of required controls after the figure: complete, honest, and on the page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from drawable import drawable_models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flowmodel as fm
from flowmodel.graph import FlowGraph
from flowmodel.layout.audit import audit
from flowmodel.layout.required import TITLE
from flowmodel.layout.scene import Text
from flowmodel.lint.required import required
from flowmodel.model import Model

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SOUND, BROKEN = EXAMPLES / "shiryo-59-1/model.yaml", EXAMPLES / "shiryo-59-1/broken.yaml"


def asks(path, lang="ja"):
    graph = FlowGraph.of(fm.load(path))
    return {s.heading: {a.text: (a.sign, a.where) for a in s.asks} for s in required(graph, lang)}


def test_each_step_lists_what_is_asked_and_where_it_stands() -> None:
    told = asks(SOUND)
    assert [h.split(" ")[0] for h in told] == ["①", "②", "③", "④", "①’", "②’", "③’"]
    assert told["① 資料の送信"]["通信内容の暗号化（E02）"] == ("○", "経路「インターネット回線」")
    assert told["① 資料の送信"]["多要素認証（E05［注記］）"][0] == "×"
    english = asks(SOUND, "en")["① Sending of material"]
    assert english["Traffic encrypted (E02)"] == ("○", "channel 'Internet line'")


def test_what_nothing_states_is_told_with_who_could() -> None:
    sign, where = asks(BROKEN)["① 資料の送信"]["通信内容の暗号化（E02）"]
    assert sign == "×"
    assert where == "記載がありません（記載できる箇所: 経路「インターネット回線」、手順①）"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_planned_and_unneeded_controls_have_signs_of_their_own(lang: str) -> None:
    text = SOUND.read_text("utf-8")
    model = fm.loads(text, name="m.yaml")
    (net,) = [c for c in model.channels if any(s.control == "encryption" for s in c.controls)][:1]
    signs = {}
    for state, more in (("planned", {"date": date(2027, 1, 1)}), ("not-needed", {"reason": "x"})):
        changed = [
            s.model_copy(update={"state": state, **more}) if s.control == "encryption" else s
            for s in net.controls
        ]
        channels = tuple(
            c.model_copy(update={"controls": tuple(changed)}) if c is net else c
            for c in model.channels
        )
        graph = FlowGraph.of(model.model_copy(update={"channels": channels}))
        found = [a for s in required(graph, lang) for a in s.asks if "E02" in a.text]
        signs[state] = {a.sign for a in found if a.where != ""}
    assert "△" in signs["planned"]
    assert "－" in signs["not-needed"]


def test_findings_of_edge_rules_and_the_list_agree() -> None:
    model = fm.load(BROKEN)
    listed = {
        (s.part, rule)
        for s in required(FlowGraph.of(model), "ja")
        for a in s.asks
        if a.sign == "×"
        for rule in ("E02", "E06", "E07", "E08")
        if rule in a.text
    }
    found = {
        (model.transfers[f.path[1]].step, f.rule)
        for f in fm.check(model)
        if f.path[0] == "transfers" and f.rule in ("E02", "E06", "E07", "E08")
    }
    assert found
    assert found == listed


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawable_models(), st.sampled_from(("a4", "a3", "screen")), st.sampled_from(("ja", "en")))
def test_the_list_collides_with_nothing_and_names_every_step(
    model: Model, paper: str, lang: str
) -> None:
    plain = fm.draw(model, paper=paper, lang=lang, verdict=False).scene
    scene = fm.draw(model, paper=paper, lang=lang, verdict=False, controls=True).scene
    assert audit(scene) == ()
    assert scene.pages[: len(plain.pages)] == plain.pages
    added = scene.pages[len(plain.pages) :]
    parts = [i.part for p in added for i in p.flat() if isinstance(i, Text) and i.part]
    assert set(parts) == {t.step for t in model.transfers}
    for page in added:
        titles = [i.text for i in page.flat() if isinstance(i, Text) and i.role == "title"]
        assert titles == [TITLE.text(lang)]


def test_a_plot_is_left_as_it_is() -> None:
    model = fm.load(SOUND)
    assert fm.draw(model, view="matrix", controls=True).audit()["violations"] == []


def words(page, role):
    return [t.text for t in page.flat() if isinstance(t, Text) and t.role == role]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_pages_say_which_figure_they_belong_to(lang) -> None:
    model = fm.load(EXAMPLES / "payment-agent/model.yaml")
    look = EXAMPLES / "theme/house.yaml"
    scene = fm.draw(model, lang=lang, controls=True, theme=look).scene
    figure, *_ = (p for p in scene.pages if TITLE.text(lang) not in words(p, "title"))
    pages = [p for p in scene.pages if TITLE.text(lang) in words(p, "title")]
    assert len(pages) > 1
    for i, page in enumerate(pages, 1):
        mark = f"（{i}／{len(pages)}）" if lang == "ja" else f"({i}/{len(pages)})"
        (number,) = words(page, "number")
        assert number.endswith(mark)
        assert len(number) > len(mark)
        assert "".join(words(figure, "title")) in words(page, "note")
        for role in ("footer", "header", "house"):
            assert words(page, role) == words(figure, role) != []
        assert page.outline[0] == TITLE.text(lang) + mark
        assert len(page.outline) > 1
    listed = [h for p in pages for h in p.outline[1:]]
    assert len(listed) == len(model.transfers)


def test_smaller_type_saves_a_page_where_it_can() -> None:
    model = fm.load(EXAMPLES / "payment-agent/broken.yaml")
    scene = fm.draw(model, controls=True).scene
    pages = [p for p in scene.pages if TITLE.ja in words(p, "title")]
    sizes = {
        t.size for p in pages for t in p.flat() if isinstance(t, Text) and t.role == "required"
    }
    assert len(pages) == 2
    small = fm.draw(fm.load(SOUND), controls=True).scene.pages[-1]
    assert min(sizes) < min(
        t.size for t in small.flat() if isinstance(t, Text) and t.role == "required"
    )
