"""The look of a figure: colours, lines and what a house prints around it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """How the lines and badges of one series look; told apart without colour by dash and badge."""

    colour: str
    dash: tuple[float, ...]
    filled: bool
    """Whether the badge is a filled disc or an outlined one."""
    weight: float = 0.55
    """Width of the line, mm."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One consistent look. Colours are ``#rrggbb``."""

    name: str = "ward"
    ink: str = "#1a1a1a"
    """Text."""
    soft: str = "#4d4d4d"
    """Text of less weight."""
    paper: str = "#ffffff"
    """The ground of the page and of boxes."""
    frame: str = "#2b3a4a"
    """Frames of lanes, and icons."""
    head_fill: str = "#2b3a4a"
    head_text: str = "#ffffff"
    box_frame: str = "#44525f"
    """Frames of actors."""
    data_fill: str = "#fdf3e7"
    data_frame: str = "#8a5a2b"
    control_fill: str = "#fffbe0"
    control_frame: str = "#6b6128"
    stop: str = "#b00020"
    """Who is kept out, and marks of findings."""
    band_frame: str = "#8d99a5"
    """Frames of channels."""
    verdict_fill: str = "#f4f5f6"
    lanes: tuple[str, ...] = ("#f3f3f1", "#e9f1fa", "#eef5ea", "#f7efe8", "#f1ecf6", "#edf4f4")
    """Fills of lanes, used in turn."""
    inks: tuple[Ink, ...] = (
        Ink("#1b3a6b", (), True),
        Ink("#8a3b12", (2.0, 1.1), False),
        Ink("#1f5d3a", (4.0, 1.0, 0.8, 1.0), True),
        Ink("#5b2a6e", (0.8, 0.9), False),
    )
    """The looks of series, used in turn."""

    def series(self, index: int) -> Ink:
        """The look of the series at a position."""
        return self.inks[index % len(self.inks)]

    def lane(self, index: int) -> str:
        """The fill of the lane at a position."""
        return self.lanes[index % len(self.lanes)]


WARD = Theme()
"""The default: quiet fills, two dark inks, told apart in black and white."""
