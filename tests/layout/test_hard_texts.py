"""Texts that no one plans for: line ends, marks, blanks and endless words in every place."""

from __future__ import annotations

import pytest

import flowmodel as fm
from flowmodel.layout.audit import audit
from flowmodel.layout.scene import Text

MODEL = """
flowmodel: 1
id: hard
title: {t}
figure: {{title: {t}, number: {t}, notes: [{{text: {t}}}], footer: {t}}}
zones: [{{id: z1, name: {t}}}, {{id: z2, name: {t}}}]
actors:
  - {{id: a, name: {t}, kind: terminal, zone: z1, operator: {t}, functions: [{t}], certifications: [{t}]}}
  - {{id: b, name: {t}, kind: storage, zone: z2}}
  - {{id: x, name: {t}, kind: organisation}}
data: [{{id: d, name: {t}}}]
channels: [{{id: c, name: {t}, between: [a, b], carrier: {t}, controls: [{{control: S3, label: {t}}}]}}]
series: [{{mark: "", name: {t}}}]
transfers: [{{step: 1, label: {t}, from: a, to: b, data: [d], controls: [{{control: S1, label: {t}}}]}}]
exclusions: [{{parties: [x], protects: [b], text: {t}}}]
boxes: [{{id: k, at: a, title: {t}, items: [{{text: {t}}}]}}]
"""

TEXTS = {
    "line end": r'"申請\\n情報"',
    "blank": '" 　 "',
    "empty": '""',
    "decomposed": '"cafe\u0301 re\u0301sume\u0301"',
    "half-width kana": "ﾊﾞｯｸｱｯﾌﾟ",
    "long": "長い名前" * 60,
    "word without end": "x" * 240,
    "markup": "'<script>alert(1)</script> & <b>'",
}


@pytest.mark.parametrize("paper", ["a4", "a3"])
@pytest.mark.parametrize("name", TEXTS)
def test_hard_texts_are_drawn_without_a_violation(name: str, paper: str) -> None:
    model = fm.loads(MODEL.format(t=TEXTS[name]))
    diagram = fm.draw(model, paper=paper)
    assert audit(diagram.scene) == ()
    assert diagram.svg


def test_a_name_of_blanks_gives_way_to_the_id() -> None:
    scene = fm.draw(fm.loads(MODEL.format(t=TEXTS["blank"]))).scene
    said = [i.text for p in scene.pages for i in p.flat() if isinstance(i, Text)]
    assert "z1" in said
    assert "【c】" in said


def test_decomposed_letters_are_composed() -> None:
    scene = fm.draw(fm.loads(MODEL.format(t=TEXTS["decomposed"]))).scene
    said = "".join(i.text for p in scene.pages for i in p.flat() if isinstance(i, Text))
    assert "café" in said
    assert "\u0301" not in said
