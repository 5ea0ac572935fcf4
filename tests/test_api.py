"""The public names: load, check, draw, and what a notebook shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

import flowmodel as fm
from flowmodel.layout.scene import Text

ROOT = Path(__file__).parents[1]
MODEL = ROOT / "examples" / "shiryo-59-1" / "model.yaml"


def test_every_public_name_is_there() -> None:
    for name in fm.__all__:
        assert getattr(fm, name) is not None
    assert set(fm.__all__) <= set(dir(fm))
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        fm.nothing_of_the_kind  # noqa: B018


def test_draw_gives_svg_and_words() -> None:
    diagram = fm.draw(fm.load(MODEL))
    root = etree.fromstring(diagram.svg.encode())
    assert root.tag.endswith("svg")
    bundle = diagram._repr_mimebundle_()
    assert bundle["image/svg+xml"] == diagram.svg
    assert "④資料のダウンロード" in bundle["text/plain"] == str(diagram)


def test_several_pages_are_shown_below_one_another() -> None:
    diagram = fm.draw(fm.load(ROOT / "examples" / "payment-agent" / "model.yaml"))
    assert len(diagram.pages) > 1
    html = diagram._repr_mimebundle_()["text/html"]
    assert html.count("<img") == len(diagram.pages)
    assert "<script" not in html


def test_the_words_of_a_hostile_title_are_escaped_in_html() -> None:
    from flowmodel.notebook import mimebundle

    html = mimebundle(["<svg/>", "<svg/>"], '"><script>alert(1)</script>')["text/html"]
    assert "<script" not in html


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_save_chooses_by_suffix(tmp_path: Path, suffix: str) -> None:
    (written,) = fm.draw(fm.load(MODEL)).save(tmp_path / f"figure{suffix}")
    start = {".svg": b"<", ".pdf": b"%PDF", ".png": b"\x89PNG"}[suffix]
    assert written.read_bytes().startswith(start)


def test_unknown_paper_and_suffix_name_the_known(tmp_path: Path) -> None:
    model = fm.load(MODEL)
    with pytest.raises(fm.RenderError, match="a4, a3"):
        fm.draw(model, paper="a5")
    with pytest.raises(fm.RenderError, match=r"\.svg"):
        fm.draw(model).save(tmp_path / "figure.jpg")
    assert list(tmp_path.iterdir()) == []


def test_a_character_without_a_glyph_is_named() -> None:
    model = fm.loads(
        "flowmodel: 1\nid: x\ntitle: 絵文字 \U0001f600\n"
        "actors: [{id: a, kind: person}, {id: b, kind: person}]\n"
        "channels: [{id: c, between: [a, b]}]\ntransfers: [{step: 1, from: a, to: b}]\n"
    )
    with pytest.raises(fm.RenderError, match=r"U\+1F600"):
        fm.draw(model)


def test_the_verdict_says_what_was_found_and_may_be_left_out() -> None:
    clean = fm.load(MODEL)
    broken = fm.load(MODEL.with_name("broken.yaml"))
    report = fm.check(broken)

    def words(diagram: fm.Diagram) -> str:
        return "".join(diagram.svg.split())

    assert "エラーの指摘はありません" in words(fm.draw(clean))
    assert f"エラー{report.count('error')}件" in words(fm.draw(broken))
    assert "記載の点検" not in words(fm.draw(clean, verdict=False))
    assert "nothing at level error" in fm.draw(clean, lang="en").svg


def test_marks_are_printed_only_on_request() -> None:
    broken = fm.load(MODEL.with_name("broken.yaml"))
    assert ">E02<" not in fm.draw(broken).svg
    assert "E02" in fm.draw(broken, marks=True).svg


def test_a_mark_stands_at_the_part_of_the_figure_that_a_finding_points_to() -> None:
    broken = fm.load(MODEL.with_name("broken.yaml"))
    items = [i for p in fm.draw(broken, marks=True).scene.pages for i in p.flat()]
    flags = {i.inside: i.text for i in items if isinstance(i, Text) and i.role == "flag"}
    assert "F01" in flags["actor.box"]
    assert "A06" in flags["actor.box"]
    assert not any("D01" in text for text in flags.values())


def test_a_graph_knows_its_effective_controls() -> None:
    graph = fm.FlowGraph.of(fm.load(MODEL))
    provided = {p.control: p for p in graph.effective(graph.steps["4"])}
    assert provided["sanitisation"].kind == "channel"
    assert provided["sanitisation"].provider == "lgwan-line"


def test_the_description_tells_the_whole_flow_in_both_languages() -> None:
    model = fm.load(MODEL)
    for lang, words in (("ja", "他自治体"), ("en", "Kept out")):
        text = fm.draw(model, lang=lang).scene.description  # type: ignore[arg-type]
        assert words in text
        assert all(t.printed in text for t in model.transfers)
