from __future__ import annotations

from pathlib import Path

import compare


def test_the_page_shows_both_drawings_and_leaves_out_what_is_alike(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(compare, "OUT", tmp_path)
    told = compare.compared(
        "a<b", ["<svg>1</svg>", "<svg>2</svg>"], ["<svg>1</svg>", "<svg>3</svg>", "<svg/>"]
    )
    (page,) = tmp_path.iterdir()
    text = page.read_text(encoding="utf-8")
    assert str(page) in told
    assert "a&lt;b" in text
    assert "Page 1" not in text
    assert text.count("<img") == 2 + 2 + 1
    assert "no such page" in text
