"""PPTX: native shapes joined by connectors, editable text, and the same look in LibreOffice."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from office import office_pdf
from PIL import Image, ImageChops
from pptx import Presentation
from scene_samples import full, scene, words

import flowmodel as fm
from flowmodel.errors import RenderError
from flowmodel.layout.scene import Box, Group, Line, Page, Scene, Shape, Text
from flowmodel.render import render
from flowmodel.render.pptx import pptx
from flowmodel.render.pptx_line import route

ROOT = Path(__file__).parents[2]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EXAMPLES = ("shiryo-59-1", "payment-agent", "lgwan-ai-ocr")
EMU = 36_000


def drawn(name: str, **options: Any) -> Scene:
    return fm.draw(fm.load(ROOT / "examples" / name / "model.yaml"), **options).scene


def opened(drawing: Scene) -> Any:
    return Presentation(io.BytesIO(pptx(drawing)))


def all_shapes(shapes: Any) -> list[Any]:
    return [s for o in shapes for s in ([o, *all_shapes(o.shapes)] if o.shape_type == 6 else [o])]


def joined(slide: Any) -> list[tuple[str, str]]:
    """The names of what each connector joins; a path between counts as what it leads to."""
    names = {s.shape_id: s.name for s in all_shapes(slide.shapes)}
    out = []
    for cxn in slide._element.iter("{*}cxnSp"):
        ends = [cxn.find(f".//{A}{e}") for e in ("stCxn", "endCxn")]
        if all(e is not None for e in ends):
            out.append(tuple(names[int(e.get("id"))] for e in ends))
    return out


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_word_size_and_page(name: str) -> None:
    drawing, deck = drawn(name), opened(drawn(name))
    assert len(deck.slides) == len(drawing.pages)
    page = drawing.pages[0]
    assert (deck.slide_width, deck.slide_height) == (page.width * EMU, page.height * EMU)
    for slide, page in zip(deck.slides, drawing.pages, strict=True):
        written = [s.text_frame.text for s in all_shapes(slide.shapes) if s.has_text_frame]
        found = [line for w in written for line in re.split("[\n\v]", w) if line]
        assert sorted(found) == sorted(i.text for i in page.flat() if isinstance(i, Text))


def test_arrows_are_joined_to_their_boxes_in_the_order_of_the_steps() -> None:
    (slide,) = opened(drawn("shiryo-59-1")).slides
    pc, box, ward = "actor.partner-pc", "actor.box", "actor.ward-pc"
    assert joined(slide) == [
        (pc, box), (box, ward), (pc, box), (box, ward), (ward, box), (box, pc), (box, pc),
    ]  # fmt: skip
    told = [c.get("descr") for c in slide._element.iter("{*}cNvPr") if c.get("descr")]
    steps = [t for t in told if t[0] in "①②③④"]
    assert [t[:2] for t in steps] == ["①資", "②資", "③資", "④資", "①’", "②’", "③’"]
    assert slide.notes_slide.notes_text_frame.text.split("\n") == steps


@pytest.mark.parametrize("name", EXAMPLES)
def test_joints_lie_where_the_connectors_end(name: str) -> None:
    drawing = drawn(name)
    for slide, page in zip(opened(drawing).slides, drawing.pages, strict=True):
        shapes = {s.shape_id: s for s in all_shapes(slide.shapes)}
        connectors = [s for s in shapes.values() if s._element.tag.endswith("cxnSp")]
        ends = 0
        for c in connectors:
            for tag, at in (("stCxn", (c.begin_x, c.begin_y)), ("endCxn", (c.end_x, c.end_y))):
                joint = c._element.find(f".//{A}{tag}")
                if joint is None:
                    continue
                held = shapes[int(joint.get("id"))]
                gd = {g.get("name"): g.get("fmla").split() for g in held._element.iter(f"{A}gd")}
                i = joint.get("idx")
                x = held.left + held.width * int(gd[f"x{i}"][2]) / 1e6
                y = held.top + held.height * int(gd[f"y{i}"][2]) / 1e6
                assert at == pytest.approx((x, y), abs=40)
                ends += 1
        lines = [i for i in page.flat() if isinstance(i, Line) and i.source]
        # A bent one is joined to its path as well.
        assert ends == sum(2 if len(i.points) == 2 else 4 for i in lines)


def test_a_bent_route_keeps_its_points_and_its_dashes() -> None:
    points = ((10.0, 10.0), (30.0, 10.0), (30.0, 50.0), (90.0, 50.0))
    pieces = route(Line(points, "step", dash=(2.0, 1.0), head=2.4))
    assert pieces.path[1:-1] == points[1:-1]
    assert pieces.first == ((10, 10), (28, 10))
    assert pieces.last == (pytest.approx((33, 50)), (90, 50))
    solid = route(Line(points[:3], "step"))
    assert solid.path == ((20, 10), (30, 10), (30, 30))
    short = route(Line(((0, 0), (1, 0), (1, 1)), "step", dash=(2.0, 1.0)))
    assert short.first == ((0, 0), (0.5, 0))
    assert route(Line(points[:2], "step")).last is None


def test_text_stands_in_its_shape_with_both_typefaces() -> None:
    (slide,) = opened(drawn("shiryo-59-1")).slides
    shapes = {s.name: s for s in all_shapes(slide.shapes)}
    held = shapes["actor.partner-pc"].text_frame.paragraphs
    assert [p.text for p in held][:3] == ["事業者パソコン等", "＜主な利用機能＞", "●データの共有"]
    assert slide.shapes.title.text_frame.text == "データ共有・管理システムに係る個人情報の流れ"
    for properties in slide._element.iter(f"{A}rPr"):
        faces = {properties.find(f"{A}{t}").get("typeface") for t in ("latin", "ea")}
        assert faces == {"Noto Sans JP"}
        assert properties.get("lang") == "ja-JP"
    assert "セキュリティパッチの適用等）" in shapes["box.ward-measures"].text_frame.text.split("\v")


def test_properties_and_moments_are_fixed() -> None:
    data = pptx(full())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = Presentation(io.BytesIO(data)).core_properties
    assert (properties.title, properties.language) == ("試験の図 & <b>", "ja-JP")
    assert properties.created.isoformat().startswith("2025-04-01")
    assert opened(scene(())).core_properties.created.year == 1980


def test_hostile_text_and_odd_shapes_are_harmless() -> None:
    items = (
        Box(10, 10, 40, 20, "actor", "a", fill="#ffffff", stroke="#000000", weight=0.3),
        Text(12, 18, "]]>&<a:t/>\x07", 9, 20, "body", "a"),
        words("途中", 12, 18.5, inside="a"),
        words("右", 49, 28, inside="a", anchor="end"),
        Box(60, 10, 40, 20, "actor", "b"),
        Box(5, 60, 20, 10, "x", radius=2, fill="#eeeeee"),
        Shape("M5 40L15 40L15 50C12 52 8 52 5 50Z", 5, 40, 10, 12, "mark", fill="#b00020"),
        Line(((50, 20), (60, 20)), "step", source="a", target="b"),
        Line(((60, 20), (50, 20)), "step", source="b", target="a"),
        Line(((80, 30), (80, 45), (120, 45)), "step", dash=(2, 1), source="b", target="nowhere"),
        Line(((1, 1),), "step"),
        Group((Line(((0, 90), (9, 90)), "cut"), Box(10, 85, 9, 9, "kept")), title='"<二>"'),
    )
    deck = opened(scene(items, lang="en", ground="#f0f0f0"))
    (slide,) = deck.slides
    texts = [s.text_frame.text for s in all_shapes(slide.shapes) if s.has_text_frame]
    assert {"]]>&<a:t/>\ufffd", "途中", "右"} <= set(texts)
    assert slide.shapes.title is None
    assert joined(slide)[:2] == [("a", "b"), ("b", "a")]
    assert slide.background.fill.fore_color.rgb == (0xF0, 0xF0, 0xF0)
    assert any(s.shape_type == 6 and s.name == '"<二>"' for s in slide.shapes)
    etree.fromstring(etree.tostring(slide._element))


def test_a_figure_larger_than_a_slide_is_told() -> None:
    drawing = Scene("x", "題", "", "ja", (Page(320, 2000, ()),))
    with pytest.raises(RenderError, match="320 × 2000"):
        pptx(drawing)


def near(image: Image.Image, x: float, y: float, colour: str) -> bool:
    """Whether the colour is seen at a place, give or take a pixel."""
    wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    found = (image.getpixel((int(x) + i, int(y) + j)) for i in (-1, 0, 1) for j in (-1, 0, 1))
    return any(max(abs(a - b) for a, b in zip(wanted, f, strict=True)) < 70 for f in found)


def along(line: Line) -> list[tuple[float, float]]:
    """Places on a line, a third of a millimetre apart, without its ends."""
    places = []
    for (x0, y0), (x1, y1) in zip(line.points, line.points[1:], strict=False):
        steps = max(1, int((abs(x1 - x0) + abs(y1 - y0)) * 3))
        places += [(x0 + (x1 - x0) * k / steps, y0 + (y1 - y0) * k / steps) for k in range(steps)]
    return places[3:-3]


def unlike(seen: Image.Image, wanted: Image.Image) -> float:
    """The share of a page, in squares of two millimetres, that looks different."""
    size = (wanted.width // 10, wanted.height // 10)
    pair = [i.convert("L").resize(size, Image.Resampling.BOX) for i in (seen, wanted)]
    values = ImageChops.difference(*pair).tobytes()
    return sum(v > 48 for v in values) / len(values)


LOOKS: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in EXAMPLES),
    ("shiryo-59-1", {"lang": "en"}),
    ("before-box", {"theme": "mono"}),
    ("before-box", {"view": "sequence"}),
]


@pytest.mark.needs_program("soffice", "pdftoppm", "pdftotext")
@pytest.mark.parametrize(("name", "options"), LOOKS)
def test_libreoffice_shows_the_figure_as_drawn(
    name: str, options: dict[str, Any], tmp_path: Path
) -> None:
    drawing = drawn(name, **options)
    file = office_pdf(pptx(drawing), tmp_path)
    subprocess.run(["pdftoppm", "-r", "127", "-png", file, tmp_path / "p"], check=True)
    seen = sorted(tmp_path.glob("p-*.png"))
    assert len(seen) == len(drawing.pages)
    own = render(drawing, ".png", dpi=127)
    blank = Image.new("RGB", Image.open(seen[0]).size, "white")
    for page, image_file, data in zip(drawing.pages, seen, own, strict=True):
        image = Image.open(image_file).convert("RGB")
        as_drawn = Image.open(io.BytesIO(data)).convert("RGB").resize(image.size)
        # What an empty page would be unlike in shows that the measure sees something.
        assert unlike(image, as_drawn) < 0.012 < unlike(blank, as_drawn) / 3
        for line in (i for i in page.flat() if isinstance(i, Line) and i.source):
            places = along(line)
            share = sum(near(image, x * 5, y * 5, line.stroke) for x, y in places) / len(places)
            assert share > (0.45 if line.dash else 0.95), line
    told = subprocess.run(["pdftotext", "-l", "1", file, "-"], capture_output=True, check=True)
    letters = re.sub(r"\s", "", told.stdout.decode())
    for text in (i for i in drawing.pages[0].flat() if isinstance(i, Text)):
        assert re.sub(r"\s", "", text.text) in letters
