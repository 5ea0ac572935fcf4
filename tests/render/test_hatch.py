from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowmodel.layout.scene import Box, Page, Scene
from flowmodel.render.hatch import INSET, PRESETS, strokes
from flowmodel.render.pptx import pptx
from flowmodel.render.svg import svg

HATCHES = tuple(PRESETS)
length = st.floats(0, 200, allow_nan=False)


@given(x=length, y=length, w=length, h=length, hatch=st.sampled_from(HATCHES))
def test_strokes_stay_within_their_box(x, y, w, h, hatch):
    box = Box(x, y, w, h, "lane", hatch=hatch)
    for x1, y1, x2, y2 in strokes(box):
        for px, py in ((x1, y1), (x2, y2)):
            assert x + INSET - 1e-6 <= px <= x + w - INSET + 1e-6
            assert y + INSET - 1e-6 <= py <= y + h - INSET + 1e-6


@pytest.mark.parametrize("hatch", HATCHES)
def test_each_hatch_has_strokes_of_its_own_kind(hatch):
    found = list(strokes(Box(10, 20, 40, 30, "lane", hatch=hatch)))
    kinds = {
        "." if x1 != x2 and y1 == y2 and x2 - x1 < 1 else "-" if y1 == y2 else "|" if x1 == x2
        else "/" if (x2 - x1) * (y2 - y1) < 0 else "\\"
        for x1, y1, x2, y2 in found
    }  # fmt: skip
    assert kinds == ({"/", "\\"} if hatch == "x" else {hatch})
    assert len(found) > 10


def test_slanted_strokes_rise_at_45_degrees():
    for x1, y1, x2, y2 in strokes(Box(0, 0, 30, 20, "lane", hatch="/")):
        assert x2 - x1 == pytest.approx(y1 - y2)


def test_hatches_are_drawn_and_written_natively():
    box = Box(10, 10, 30, 30, "lane", "a", fill="#ffffff", hatch="/", hatch_ink="#c4c4c4")
    scene = Scene("s", "t", "d", "ja", (Page(100, 80, (box,)),))
    drawn = svg(scene, page=0).decode()
    assert drawn.count("<path") == 1
    assert 'stroke="#c4c4c4"' in drawn
    import io
    import zipfile

    slide = zipfile.ZipFile(io.BytesIO(pptx(scene))).read("ppt/slides/slide1.xml").decode()
    assert '<a:pattFill prst="ltUpDiag"><a:fgClr><a:srgbClr val="C4C4C4"/></a:fgClr>' in slide
