from __future__ import annotations

from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.cli import main
from flowmodel.errors import InputError, ModelError, RenderError
from flowmodel.layout.audit import audit
from flowmodel.layout.contrast import contrasts
from flowmodel.layout.scene import Box, Line, Shape, Text
from flowmodel.layout.theme import WARD
from flowmodel.views.themes import THEMES, theme
from flowmodel.views.themes.file import COLOURS

SEED = Path("examples/shiryo-59-1/model.yaml")
MODELS = (
    SEED,
    *(Path(f"examples/gallery/{n}/model.yaml") for n in ("four-series", "nested-zones")),
)
VIEWS = ("lanes", "sequence", "graph", "landscape")
HOUSE = Path("examples/theme/house.yaml")


@pytest.fixture(scope="module")
def models():
    return {path: fm.load(path) for path in MODELS}


@pytest.mark.parametrize("name", [*THEMES, str(HOUSE)])
@pytest.mark.parametrize("path", MODELS, ids=lambda p: p.parent.name)
@pytest.mark.parametrize("marks", [False, True], ids=["plain", "marks"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_text_stands_out_from_its_ground(models, view, name, path, marks):
    scene = fm.draw(models[path], view=view, theme=name, marks=marks).scene
    found = list(contrasts(scene))
    assert len(found) > 20
    assert [(c.text.text, c.text.fill, c.ground, c.ratio) for c in found if not c.enough] == []
    if name == "contrast":
        assert min(c.ratio for c in found) >= 7


@pytest.mark.parametrize("name", [*THEMES, str(HOUSE)])
@pytest.mark.parametrize("path", MODELS, ids=lambda p: p.parent.name)
@pytest.mark.parametrize("view", VIEWS)
def test_no_theme_makes_anything_collide(models, view, name, path):
    assert audit(fm.draw(models[path], view=view, theme=name).scene) == ()


def test_contrast_is_that_of_wcag():
    from flowmodel.layout.contrast import ratio

    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert ratio("#ffffff", "#ffffff") == 1


def test_weak_text_is_found(models, tmp_path):
    path = tmp_path / "weak.yaml"
    path.write_text('theme: weak\ncolours: {soft: "#aaaaaa"}\n')
    weak = [c for c in contrasts(fm.draw(models[SEED], theme=path).scene) if not c.enough]
    assert weak
    assert {c.text.fill for c in weak} == {"#aaaaaa"}


def test_mono_needs_no_colour(models):
    scene = fm.draw(models[MODELS[1]], theme="mono").scene
    items = [i for p in scene.pages for i in p.flat()]
    colours = {
        c
        for i in items
        for c in (getattr(i, "fill", "none"), getattr(i, "stroke", "none"))
        if c != "none"
    }
    assert all(c[1:3] == c[3:5] == c[5:7] for c in colours)
    looks = {(i.dash, i.weight) for i in items if isinstance(i, Line) and i.role == "step"}
    assert len(looks) == 4
    lanes = [i.hatch for i in items if isinstance(i, Box) and i.role == "lane"]
    assert len(set(lanes)) == 4


@pytest.mark.parametrize(
    ("view", "role"), [("sequence", "ground"), ("graph", "zone"), ("landscape", "zone")]
)
def test_zones_of_mono_are_hatched_and_texts_on_them_have_paper_beneath(models, view, role):
    scene = fm.draw(models[MODELS[1]], view=view, theme="mono").scene
    items = list(scene.pages[0].flat())
    grounds = [i for i in items if isinstance(i, Box) and i.role == role]
    assert len({g.hatch for g in grounds}) == len(grounds) > 1
    assert all(c.ground == "#ffffff" for c in contrasts(scene) if c.text.fill != "#ffffff")
    assert all(
        i.hatch == ""
        for i in fm.draw(models[MODELS[1]], view=view).scene.pages[0].flat()
        if isinstance(i, Box)
    )


def test_series_of_every_theme_differ_without_colour():
    for name in THEMES:
        inks = theme(name).inks
        assert len({(i.dash, i.filled, i.weight) for i in inks}) == len(inks) >= 4


def test_heavier_lines_have_longer_heads():
    assert WARD.inks[0].head == 2.4
    assert theme("mono").inks[2].head > theme("mono").inks[0].head > 2.4


def test_a_house_prints_header_footer_and_logo_on_every_page(models):
    for lang, header in (
        ("ja", "総務部　情報公開課"),
        ("en", "General Affairs, Disclosure Section"),
    ):
        scene = fm.draw(models[MODELS[1]], theme=HOUSE, lang=lang).scene
        assert len(scene.pages) > 1
        for page in scene.pages:
            texts = {i.role: i for i in page.flat() if isinstance(i, Text)}
            assert texts["header"].text == header.replace("　", " ")
            assert texts["house"].y > page.height - 10
            logo = [i for i in page.flat() if isinstance(i, Shape) and i.role == "logo"]
            assert [s.fill for s in logo] == ["#14532d", "#ffffff", "none", "none"]
            assert all(s.x > 0 and s.x + s.w < texts["header"].x and s.y + s.h < 10 for s in logo)


def test_a_header_that_is_too_long_is_cut(models, tmp_path):
    path = tmp_path / "long.yaml"
    path.write_text(f"theme: long\nheader: {'長い' * 200}\n", encoding="utf-8")
    scene = fm.draw(models[SEED], theme=path).scene
    header = next(i for i in scene.pages[0].flat() if isinstance(i, Text) and i.role == "header")
    assert header.text.endswith("長…")
    assert header.x + header.width <= scene.pages[0].width - 10


def test_a_font_of_the_theme_counts_unless_another_is_named(models, tmp_path):
    from flowmodel.layout.text import font

    other = tmp_path / "own.otf"
    other.write_bytes(font("").path.read_bytes())
    path = tmp_path / "own.yaml"
    path.write_text("theme: own\nfont: own.otf\n")
    assert fm.draw(models[SEED], theme=path).scene.font == str(other)
    path.write_text("theme: own\nfont: none.otf\n")
    with pytest.raises(ModelError, match=r"own\.yaml:2:7: there is no font file 'none\.otf'"):
        theme(path)


def test_every_colour_of_a_theme_can_be_named(tmp_path):
    assert len(COLOURS) == 15
    for name in COLOURS:
        path = tmp_path / "one.yaml"
        path.write_text(f'theme: one\nbase: contrast\ncolours: {{{name}: "#123456"}}\n')
        assert getattr(theme(path), name) == "#123456"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a", "a theme is a mapping"),
        (
            "theme: a\ncolours: {inc: '#000000'}",
            r"2:11: there is no colour 'inc' \(did you mean 'ink'",
        ),
        ("theme: a\ncolours: {ink: red}", "2:16: .*a colour is written as '#1b3a6b'"),
        ("theme: a\nbase: warf", "2:7: .*did you mean 'ward'"),
        ("theme: a\nlane: ['#ffffff']", "2:1: unknown field 'lane'"),
        ("theme: a\nlanes: []", "lanes"),
        ("theme: a\nhatches: ['#']", "hatches"),
        ("theme: a\nseries: [{colour: '#000000', dash: [0]}]", "2:37: 0 cannot be used"),
        ("theme: a\nlogo: none.svg", "none.svg"),
        ("a: " + "x" * 100_001, "too large"),
    ],
)
def test_what_is_no_theme_is_told_with_its_place(text, says, tmp_path):
    path = tmp_path / "t.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises((InputError, ModelError), match=says):
        theme(path)


def test_an_unknown_name_is_told_with_the_nearest(capsys, tmp_path):
    with pytest.raises(RenderError, match="did you mean 'mono'"):
        theme("momo")
    target = str(tmp_path / "x.svg")
    assert main(["render", str(SEED), "-o", target, "--theme", "momo", "--lang", "en"]) == 2
    assert "unknown theme 'momo'" in capsys.readouterr().err
    assert main(["render", str(SEED), "-o", target, "--theme", "mono", "--lang", "en"]) == 0


@pytest.mark.parametrize(
    ("svg", "says"),
    [
        ("<svg/>", "no SVG file"),
        ("<svg", "1:"),
        ('<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', "document type"),
        ("{}", "no shape"),
        ('{}<script>alert(1)</script>', "<script>"),
        ('{}<text>a</text>', "<text>"),
        ('{}<image href="http://example.org/a.png"/>', "<image>"),
        ('{}<rect width="1" height="1" fill="url(#a)"/>', r"url\(#a\)"),
        ('{}<rect width="1" height="1" transform="skewX(3)"/>', "skewX"),
        ('{}<path d="M0 0 Lx"/>', "cannot be used as a logo"),
    ],
)  # fmt: skip
def test_what_is_no_logo_is_told(svg, says, tmp_path):
    head, tail = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">', "</svg>"
    whole = svg if svg.startswith("<") else head + svg.removeprefix("{}") + tail
    (tmp_path / "l.svg").write_text(whole)
    (tmp_path / "t.yaml").write_text("theme: a\nlogo: l.svg\n")
    with pytest.raises(InputError, match=says):
        theme(tmp_path / "t.yaml")


def test_transforms_of_a_logo_act_from_right_to_left(tmp_path):
    (tmp_path / "l.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
        '<g transform="translate(2,1) rotate(90)"><line x1="0" y1="0" x2="4" y2="0" '
        'style="stroke:navy;stroke-width:2px" transform="scale(.5)"/></g>'
        '<polygon points="0,0 5,0 5,5" fill="none" stroke="#abc" transform="rotate(180 5 5)"/></svg>'
    )
    (tmp_path / "t.yaml").write_text("theme: a\nlogo: l.svg\n")
    logo = theme(tmp_path / "t.yaml").logo
    assert logo is not None
    line, triangle = logo.marks
    assert [tuple(round(v, 6) for v in values) for _, values in line.steps[:2]] == [
        (0.2, 0.1), (0.2, 0.3),
    ]  # fmt: skip
    assert (line.stroke, round(line.weight, 6)) == ("#000080", 0.1)
    assert [tuple(round(v, 6) for v in values) for _, values in triangle.steps[:3]] == [
        (1.0, 1.0), (0.5, 1.0), (0.5, 0.5),
    ]  # fmt: skip
    assert triangle.stroke == "#aabbcc"


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png", ".pptx", ".drawio"])
def test_themes_reach_every_format(models, suffix, tmp_path):
    for name in ("mono", str(HOUSE)):
        (file,) = fm.draw(models[SEED], theme=name).save(tmp_path / f"x{suffix}")
        assert file.stat().st_size > 1_000
