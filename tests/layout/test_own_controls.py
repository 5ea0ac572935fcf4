"""What is stated for a step alone stands under its arrow, below its words."""

from __future__ import annotations

from pathlib import Path

import pytest

import flowmodel as fm
from flowmodel.layout.audit import audit
from flowmodel.layout.scene import Page, Text

MODEL = Path("examples/payment-agent/model.yaml")


def written(page: Page, part: str) -> list[Text]:
    return [i for i in page.flat() if isinstance(i, Text) and i.role == "label" and i.part == part]


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_own_controls_begin_below_the_words_of_the_label(lang: str, paper: str) -> None:
    scene = fm.draw(fm.load(MODEL), lang=lang, paper=paper).scene
    assert audit(scene) == ()
    texts = written(scene.pages[0], "2'")
    bracket = "［" if lang == "ja" else "["
    at = next(i for i, t in enumerate(texts) if t.text.startswith(bracket))
    label, own = texts[0], texts[at:]
    assert at > 0
    assert own[0].left < label.left
    later = own[1:]
    assert {round(t.left, 6) for t in later} <= {round(label.left, 6)}
    if paper == "a4":
        assert later
