"""Facts and figure → the page, with a policy that lets nothing run but its own script."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from flowmodel.export.html.figure import sheets
from flowmodel.export.html.gather import gather
from flowmodel.export.html.shared import Shared
from flowmodel.export.html.table import grid_table
from flowmodel.export.html.words import LIVE as LIVE_WORDS
from flowmodel.export.html.words import SCRIPTED, words
from flowmodel.layout.scene import Scene
from flowmodel.render import Drawing
from flowmodel.templating import environment
from flowmodel.views import Subject

EARLY = "early"
"""The script that runs before anything is laid out."""
SCRIPTS = ("state", "sheet", "parts", "play", "find", "start")
"""The parts of the script, which share one scope, in their order."""
GRID = "grid"
"""The part, and the sheet, that a table of a grid needs."""
LIVE = "live"
"""The part that follows the preview."""


def page(subject: Subject, drawing: Drawing, version: str) -> bytes:
    """The whole file. Raises `RenderError` for a character that the font does not have."""
    from markupsafe import Markup

    grid = None if isinstance(drawing, Scene) else grid_table(drawing.grid)
    facts, figure = gather(subject), sheets(drawing, subject)
    said = words(subject.lang)
    sheet = _static("app.css") + (_static(f"{GRID}.css") if grid else "")
    style = f"{sheet}{_heads(said)}{figure.style}\n"
    spoken = (*SCRIPTED, *LIVE_WORDS) if version else SCRIPTED
    names = _scripts(bool(grid), bool(version))
    early, script = _static(f"{EARLY}.js"), "".join(_static(f"{name}.js") for name in names)
    return (
        environment("flowmodel.export.html")
        .get_template("page.html.j2")
        .render(
            lang=subject.lang,
            version=version,
            policy=policy((early, script), style, bool(version)),
            title=grid.title if grid else facts.title,
            facts=facts,
            grid=grid,
            shared=Shared(facts.parts, facts.lines),
            word=said,
            checked=subject.report is not None,
            style=Markup(style),
            early=Markup(early),
            script=Markup(script),
            data=Markup(data({**facts.replay, "words": {k: said[k] for k in spoken}})),
            pages=[Markup(p) for p in figure.pages],
        )
        .encode()
    )


def _scripts(grid: bool, live: bool) -> Iterator[str]:
    """The parts of the script of a page; the last one starts it, or follows the preview."""
    *parts, start = SCRIPTS
    yield from parts
    if grid:
        yield GRID
    yield start
    if live:
        yield LIVE


def policy(scripts: Sequence[str], style: str, live: bool = False) -> str:
    """The content security policy: these by their hashes, letters from the file itself."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {_hash(style)}",
            "font-src data:",
            *(["connect-src 'self'"] if live else []),
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _heads(said: Mapping[str, str]) -> str:
    """The heads of the table for where each cell stands on a line of its own."""
    names = ("route", "data", "channel", "controls", "found")
    texts = (said[name].replace("\\", "\\\\").replace('"', '\\"') for name in names)
    return "".join(f'td:nth-of-type({i}){{--head:"{text} "}}\n' for i, text in enumerate(texts, 1))


def data(value: object) -> str:
    """`value` as JSON in which nothing can end a script element or a line of one."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _static(name: str) -> str:
    return (Path(__file__).parent / "static" / name).read_text(encoding="utf-8")
