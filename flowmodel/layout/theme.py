"""The look of a figure: colours, lines and what a house prints around it."""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.language import Bilingual
from flowmodel.layout.scene import Hatch

HEAD = 2.4
"""Length of an arrowhead at the usual weight, mm."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How the lines and badges of one series look; told apart without colour by dash and badge."""

    colour: str
    dash: tuple[float, ...]
    filled: bool
    """Whether the badge is a filled disc or an outlined one."""
    weight: float = 0.55
    """Width of the line, mm."""

    @property
    def head(self) -> float:
        """Length of the arrowhead, mm: a heavier line needs a longer one to be seen."""
        return HEAD * max(1.0, self.weight / 0.55)


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a logo: a path within a field of one by one, as wide as `Logo.aspect` says."""

    steps: tuple[tuple[str, tuple[float, ...]], ...]
    """Commands M, L, C and Z with their coordinates."""
    fill: str
    stroke: str
    weight: float
    """Width of the stroke, as a share of the logo's height."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A house's sign, as paths."""

    aspect: float
    """Width by height."""
    marks: tuple[Mark, ...]


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
    """Heads of lanes."""
    head_text: str = "#ffffff"
    """Names of lanes."""
    box_frame: str = "#44525f"
    """Frames of actors."""
    data_fill: str = "#fdf3e7"
    """Boxes of data categories."""
    data_frame: str = "#8a5a2b"
    """Their frames."""
    control_fill: str = "#fffbe0"
    """Boxes of controls."""
    control_frame: str = "#6b6128"
    """Their frames."""
    stop: str = "#b00020"
    """Who is kept out, and marks of findings."""
    band_frame: str = "#8d99a5"
    """Frames of channels."""
    verdict_fill: str = "#f4f5f6"
    """The line that says what the check found."""
    lanes: tuple[str, ...] = ("#f3f3f1", "#e9f1fa", "#eef5ea", "#f7efe8", "#f1ecf6", "#edf4f4")
    """Fills of lanes, used in turn."""
    hatches: tuple[Hatch, ...] = ("",)
    """Hatches of lanes, used in turn; for looks that do without colour."""
    hatch_ink: str = "#c8c8c8"
    """The strokes of hatches."""
    inks: tuple[Ink, ...] = (
        Ink("#1b3a6b", (), True),
        Ink("#8a3b12", (2.0, 1.1), False),
        Ink("#1f5d3a", (4.0, 1.0, 0.8, 1.0), True),
        Ink("#5b2a6e", (0.8, 0.9), False),
    )
    """The looks of series, used in turn."""
    font: str = ""
    """Path of a font file; empty for the default."""
    header: Bilingual | None = None
    """What stands at the top left of every page."""
    footer: Bilingual | None = None
    """What stands at the bottom left of every page."""
    logo: Logo | None = None
    """What stands before the header."""

    def series(self, index: int) -> Ink:
        """The look of the series at a position."""
        return self.inks[index % len(self.inks)]

    def lane(self, index: int) -> str:
        """The fill of the lane at a position."""
        return self.lanes[index % len(self.lanes)]

    def hatch(self, index: int) -> Hatch:
        """The hatch of the lane at a position."""
        return self.hatches[index % len(self.hatches)]


WARD = Theme()
"""The default: quiet fills, two dark inks, told apart in black and white."""
