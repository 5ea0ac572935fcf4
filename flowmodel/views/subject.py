"""What a view draws, and how: one value that every view and every export takes."""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.graph import FlowGraph
from flowmodel.language import Lang
from flowmodel.layout.marks import NO_MARKS, Marks
from flowmodel.layout.theme import WARD, Theme
from flowmodel.lint import Report


@dataclass(frozen=True)
class Subject:
    """A model with what is said of it, in a language, on a paper, in a look."""

    graph: FlowGraph
    lang: Lang
    report: Report | None = None
    """What the check found; None where none was made."""
    marks: Marks = NO_MARKS
    """What of the check is printed on the figure."""
    paper: str = "a4"
    font: str = ""
    """Path of a font file; empty for the default."""
    theme: Theme = WARD
    others: tuple[FlowGraph, ...] = ()
    """Further models, for a view that joins several."""
