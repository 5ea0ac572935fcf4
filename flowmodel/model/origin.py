"""Where a model was written: file and line of each part, found only when asked."""

from __future__ import annotations

from flowmodel.errors import DocPath, Place


class Origin:
    """The source of a model. All origins are equal: where is not what.

    Subclasses know one kind of source each; this one knows nothing.
    """

    file: str | None = None

    def place(self, path: DocPath) -> Place | None:
        """The place of the value at `path`, or of its nearest holder that has one."""
        return Place(self.file) if self.file else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Origin)

    def __hash__(self) -> int:
        return hash(Origin)
