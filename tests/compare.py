"""A page that shows two drawings side by side and over each other, for whoever reviews a golden."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from pathlib import Path

OUT = Path(__file__).parents[1] / "out" / "golden"
"""Where the pages go; not in the repository."""

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{name}</title><style>
body {{ margin: 1rem; font: 15px/1.5 sans-serif; background: #eee; color: #111 }}
figure {{ margin: 0 0 1.5rem; background: #fff; padding: .5rem }}
.pair {{ display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }}
img {{ width: 100%; display: block; border: 1px solid #999 }}
.over {{ position: relative; isolation: isolate; background: #fff }}
.over img + img {{ position: absolute; inset: 0; mix-blend-mode: difference }}
.none {{ color: #777; padding: 4rem; text-align: center }}
</style></head><body>
<h1>{name}</h1>
<p>Left: as kept. Right: as made now. Below: what differs is bright, what is alike is black.
If the new drawing is right, run the test once with FLOWMODEL_GOLDEN=write and commit the golden.</p>
{pages}
</body></html>
"""


def compared(name: str, kept: Sequence[str], made: Sequence[str]) -> str:
    """Write the page; where it lies, for the message of a test."""
    pages = []
    for number in range(max(len(kept), len(made))):
        old, new = (side[number] if number < len(side) else "" for side in (kept, made))
        if old == new:
            continue
        over = f'<div class="over">{_image(old)}{_image(new)}</div>' if old and new else ""
        pages.append(
            f'<h2>Page {number + 1}</h2><figure><div class="pair"><div>{_image(old)}</div>'
            f"<div>{_image(new)}</div></div></figure><figure>{over}</figure>"
        )
    OUT.mkdir(parents=True, exist_ok=True)
    file = OUT / f"{name}.html"
    file.write_text(_PAGE.format(name=html.escape(name), pages="\n".join(pages)), encoding="utf-8")
    return f"the drawing changed; look at it: {file}"


def _image(svg: str) -> str:
    if not svg:
        return '<p class="none">no such page</p>'
    data = base64.b64encode(svg.encode()).decode()
    return f'<img alt="" src="data:image/svg+xml;base64,{data}">'
