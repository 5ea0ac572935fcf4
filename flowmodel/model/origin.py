"""Where a model was written: file and line of each part, found only when asked."""

from __future__ import annotations

from dataclasses import dataclass

from flowmodel.errors import DocPath, Place


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


class Origin:
    """The source of a model. All origins are equal: where is not what.

    Subclasses know one kind of source each; this one knows nothing.
    """

    file: str | None = None

    def place(self, path: DocPath) -> Place | None:
        """The place of the value at `path`, or of its nearest holder that has one."""
        return Place(self.file) if self.file else None

    def addition(
        self, path: DocPath, field: str, value: str | tuple[dict[str, str], ...]
    ) -> Addition | None:
        """What could be added so that the part at `path` states `value` in `field`.

        A text is the field's value; mappings are further entries of its list. None where the
        source is no text, or is written so that adding would take more than one place.
        """
        return None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Origin)

    def __hash__(self) -> int:
        return hash(Origin)
