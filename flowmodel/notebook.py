"""Rich display in notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def mimebundle(pages: Sequence[str], words: str) -> dict[str, Any]:
    """SVG pages and their text alternative for a notebook's front end.

    One page is shown as SVG. Several are shown below one another as images in
    HTML, since a front end draws one SVG only.
    """
    if len(pages) == 1:
        return {"image/svg+xml": pages[0], "text/plain": words}
    from base64 import b64encode
    from html import escape

    images = "".join(
        f'<img style="max-width:100%" alt="{escape(words, quote=True)}" '
        f'src="data:image/svg+xml;base64,{b64encode(p.encode()).decode()}">'
        for p in pages
    )
    return {"text/html": images, "text/plain": words}
