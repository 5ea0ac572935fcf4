"""Where a model was written: file and line of each part, found only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flowmodel.errors import DocPath, Place

Form = dict[str, "Value"]
"""An entry of a list, as its fields."""
Value = str | tuple[str | Form, ...]
"""What a field could hold: a text, or a list of texts or entries."""


@dataclass(frozen=True, slots=True)
class Addition:
    """Text that could be added to a source; it says nothing until somebody adds it."""

    line: int
    """The line to add to, from 1; a whole line is added before it."""
    column: int
    """The column, in characters from 1."""
    text: str
    """What to add, with its own line ends."""

    def applied(self, source: str) -> str:
        """`source` with the text added."""
        lines = source.split("\n")
        at = sum(len(line) + 1 for line in lines[: self.line - 1]) + self.column - 1
        return source[:at] + self.text + source[at:]


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a source that is to be written otherwise; characters from 0."""

    start: int
    end: int
    text: str
    """What stands there afterwards."""


Span = tuple[int, int]
"""Where a piece of a text begins and ends, in characters from 0."""


class Origin:
    """The source of a model. All origins are equal: where is not what.

    Subclasses know one kind of source each; this one knows nothing.
    """

    file: str | None = None
    folder: str | None = None
    """Where files that the model names lie, if it is not the folder of `file`."""

    def place(self, path: DocPath) -> Place | None:
        """The place of the value at `path`, or of its nearest holder that has one."""
        return Place(self.file) if self.file else None

    def addition(self, path: DocPath, field: str, value: Value) -> Addition | None:
        """What could be added so that the part at `path` states `value` in `field`.

        A text is the field's value; entries are further ones of its list. None where the
        source is no text, or is written so that adding would take more than one place.
        """
        return None

    def words(self, path: DocPath, value: str, spans: Sequence[Span]) -> tuple[Span, ...] | None:
        """Where pieces of the text `value` at `path` stand in the source, however it is written.

        None where the source is no text, or does not show the value as it is.
        """
        return None

    def spot(self, start: int, end: int) -> Place | None:
        """The place of a piece of the source."""
        return None

    def region(self, start: int, end: int) -> tuple[int, int, int, int] | None:
        """Line and column, from 1, where a piece of the source begins and where it has ended."""
        return None

    def written(self, path: DocPath) -> tuple[str, Span] | None:
        """A short value as the source writes it, without quotes, and where; None if unsure."""
        return None

    def reordered(self, model: object) -> tuple[Edit, ...]:
        """Edits that put the keys of the source in the order of the fields of `model`.

        No two of them overlap; once they are made, there may be further ones within.
        """
        return ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Origin)

    def __hash__(self) -> int:
        return hash(Origin)
