"""``flowmodel render --audit``: the measures of a figure as JSON, for every view."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flowmodel.cli import main
from flowmodel.layout.audit import Violation
from flowmodel.views import VIEWS

MODEL = Path(__file__).parents[2] / "examples" / "shiryo-59-1" / "model.yaml"
KEYS = {"violations", "crossings", "bends", "edge_length_mm", "white_space", "min_text_pt", "pages"}


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_audited(view: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(MODEL), "--audit", "--view", view]) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert set(found) >= KEYS
    assert found["violations"] == []
    assert found["min_text_pt"] >= 7
    assert found["pages"] >= 1


def test_the_lanes_of_the_paper_have_no_crossing_and_no_bend(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["render", str(MODEL), "--audit"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["crossings"], found["bends"], found["pages"]) == (0, 0, 1)
    assert 0 < found["white_space"] < 1
    assert found["edge_length_mm"] > 100


def test_a_violation_is_printed_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = Violation("text-overlap", ("送信", "確認"), 2, "planted")
    monkeypatch.setattr("flowmodel.layout.metrics.audit", lambda scene: (planted,))
    out = tmp_path / "f.svg"
    assert main(["render", str(MODEL), "--audit", "-o", str(out)]) == 1
    (found,) = json.loads(capsys.readouterr().out)["violations"]
    assert found == {
        "kind": "text-overlap", "parts": ["送信", "確認"], "page": 2, "detail": "planted",
    }  # fmt: skip
    assert out.exists()
