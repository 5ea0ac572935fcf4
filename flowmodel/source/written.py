"""A document's bytes and the text that is read from them, and back.

Reading makes line ends one and drops the byte order mark. Whoever changes the text has to
write all of that as it was.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True)
class Written:
    """How a document is written around its text."""

    encoding: str
    mark: str
    """The byte order mark, or nothing."""
    ends: tuple[str, ...]
    """The end of each line but the last."""
    text: str
    """The text with LF line ends, as it is read."""

    @classmethod
    def of(cls, data: bytes) -> Written | None:
        """What `decode` reads from these bytes; None where they cannot be written back."""
        for encoding in ("utf-8", "cp932"):
            try:
                whole = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            # Shift_JIS has several codes for one sign: which one it was, the text does not tell.
            if whole.encode(encoding) != data:
                return None
            body = whole.removeprefix(codecs.BOM_UTF8.decode()).removeprefix("\ufeff")
            mark = whole[: len(whole) - len(body)]
            return cls(encoding, mark, tuple(_END.findall(body)), _END.sub("\n", body))
        return None

    def whole(self, text: str) -> str | None:
        """A changed text with its mark and line ends.

        None where lines came or went and it is not sure what end they should have.
        """
        kinds = set(self.ends)
        if len(kinds) < 2:
            return self.mark + text.replace("\n", next(iter(kinds), "\n"))
        lines = text.split("\n")
        if len(lines) != len(self.ends) + 1:
            return None
        return self.mark + "".join(a + b for a, b in zip(lines, (*self.ends, ""), strict=True))

    @property
    def mixed(self) -> bool:
        """Whether lines end in several ways: then a line that moved would take a wrong end."""
        return len(set(self.ends)) > 1

    def data(self, text: str) -> bytes | None:
        """The bytes of a changed text; None where it cannot be written so."""
        whole = self.whole(text)
        try:
            return None if whole is None else whole.encode(self.encoding)
        except UnicodeEncodeError:
            return None
