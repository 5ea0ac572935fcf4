"""PNG: size, density, colours."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from scene_samples import full, scene, words

from flowmodel.errors import RenderError
from flowmodel.layout.scene import Box, Line, Page, Scene
from flowmodel.render.png import LEAST, MAX_PIXELS, USUAL, density, png


def opened(drawing: Scene, **options: float) -> Image.Image:
    return Image.open(io.BytesIO(png(drawing, **options)))


def test_size_and_density_at_300_dpi() -> None:
    image = opened(full())
    assert image.size == (3508, 2480)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.01)


def test_another_density_prints_at_the_same_size() -> None:
    image = opened(full(), dpi=96)
    width, _ = image.size
    assert width / image.info["dpi"][0] * 25.4 == pytest.approx(297, abs=0.3)


def test_places_and_colours() -> None:
    items = (
        Box(10, 20, 30, 40, "a", fill="#ff0000"),
        Line(((50, 20), (90, 20)), "flow", stroke="#0000ff", weight=1, head=5),
    )
    image = opened(scene(items), dpi=254).convert("RGB")
    assert image.getpixel((5, 5)) == (255, 255, 255)
    assert image.getpixel((105, 205)) == image.getpixel((395, 595)) == (255, 0, 0)
    assert image.getpixel((405, 605)) == (255, 255, 255)
    # The tip is where the line ends, and nothing pokes out beyond it or beside it.
    assert image.getpixel((890, 200)) == (0, 0, 255)
    assert image.getpixel((905, 200)) == (255, 255, 255)
    assert image.getpixel((893, 204)) == (255, 255, 255)


def test_words_stay_within_their_measured_width() -> None:
    text = words("資料のダウンロード(※)AVAToy", x=20, y=50, size=20)
    image = opened(scene((text,)), dpi=254).convert("L")
    left, top, right, bottom = image.point(lambda v: 255 if v < 128 else 0).getbbox()
    assert 200 <= left <= 215
    assert right <= (20 + text.width) * 10 + 1
    # The last letter's own margin is small: shorter by more means a narrower font.
    assert right >= (20 + text.width) * 10 - 15
    assert top >= 500 - 80
    assert bottom <= 500 + 25


def test_one_page_of_several() -> None:
    pages = (Page(100, 50, ()), Page(60, 80, ()))
    drawing = Scene("a", "題", "説明", "ja", pages)
    assert opened(drawing, page=1, dpi=254).size == (600, 800)


@pytest.mark.parametrize("dpi", [0, -1, 1e6, float("nan"), float("inf")])
def test_a_density_beyond_reason(dpi: float) -> None:
    with pytest.raises(RenderError, match="dpi") as caught:
        png(full(), dpi=dpi)
    assert "PNG にできません" in caught.value.text("ja")


def test_a_density_that_would_do_is_named() -> None:
    drawing = Scene("a", "題", "説明", "ja", (Page(3200, 5000, ()),))
    with pytest.raises(RenderError, match=r"at most (\d+) dpi") as caught:
        png(drawing, dpi=300)
    said = int(re.search(r"at most (\d+) dpi", caught.value.text("en"))[1])  # type: ignore[index]
    assert 3200 * 5000 * (said / 25.4) ** 2 <= MAX_PIXELS < 3200 * 5000 * ((said + 1) / 25.4) ** 2


@pytest.mark.parametrize(
    ("width", "height", "dots"), [(297, 210, USUAL), (480, 2900, USUAL), (480, 9000, 172.0)]
)
def test_without_a_density_a_large_page_has_fewer_dots(
    width: float, height: float, dots: float
) -> None:
    assert density(width, height) == dots
    assert width * height * (dots / 25.4) ** 2 <= MAX_PIXELS


def test_a_page_is_drawn_as_finely_as_its_size_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flowmodel.render.png.MAX_PIXELS", 2_000_000)
    image = opened(full())
    width, height = image.size
    assert 1_900_000 < width * height <= 2_000_000
    assert width / image.info["dpi"][0] * 25.4 == pytest.approx(297, abs=0.3)


def test_a_page_too_large_for_readable_letters_is_refused() -> None:
    drawing = Scene("a", "題", "説明", "ja", (Page(9000, 9000, ()),))
    assert density(9000, 9000) == LEAST
    with pytest.raises(RenderError, match="SVG or PDF"):
        png(drawing)
