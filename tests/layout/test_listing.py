"""A list beside a figure of numbers: it is taken only in a size that the room holds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from flowmodel.layout.canvas import Canvas
from flowmodel.layout.network_pages import _listing
from flowmodel.layout.theme import WARD


class High:
    """An entry that is 60 mm high."""

    height = 60.0
    opens = False

    def draw(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw nothing: its height is all that matters here."""


@pytest.mark.parametrize(
    ("size", "high", "held"),
    [(1.0, 60.0, True), (1.0, 59.0, False), (1.35, 60.0, False), (1.35, 81.0, True)],
)
def test_an_entry_higher_than_the_room_is_not_held(size: float, high: float, held: bool) -> None:
    paper: Any = SimpleNamespace(width=297.0, sheet=SimpleNamespace(theme=WARD))
    made = _listing(paper, lambda _: [High()], 297.0, size, high)  # type: ignore[list-item]
    assert (made is not None) == held
    assert made is None or made[1] == pytest.approx(60.0 * size)
