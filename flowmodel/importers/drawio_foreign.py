"""Where to begin with a drawing that no model was put into: an empty document with its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flowmodel.importers.drawio_file import Drawn

_NO_WORD = re.compile(r"[^\w-]+")
_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def skeleton(drawn: Drawn, path: Path) -> dict[str, Any]:
    """A document without parts, named after the file."""
    id = _NO_WORD.sub("-", path.stem).strip("-_")[:80] or "drawing"
    words = drawn.name + "".join(c.text for c in drawn.cells.values())
    lang = "ja" if _JAPANESE.search(words) else "en"
    return {"flowmodel": 1, "id": id, "title": drawn.name.strip() or path.stem, "lang": lang}
