"""Model → file: every format that a model or its drawing can be written in.

Drawings (.svg .pdf .png …) come from the table of `flowmodel.render`; formats that are made from
the model itself have one module each here, and a row in the table below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from flowmodel.errors import Problem, RenderError, nearest
from flowmodel.language import Bilingual
from flowmodel.views import Subject

if TYPE_CHECKING:
    from flowmodel.render import Drawing


class Export(NamedTuple):
    """How a suffix is written."""

    function: str
    """``module:function``, imported when it is first needed: `Subject` → bytes."""
    drawn: bool = False
    """Whether the function takes the drawing as well: (`Subject`, `Drawing`) → bytes."""


EXPORTS: Mapping[str, Export] = {
    ".html": Export("flowmodel.export.html:html", drawn=True),
    ".mmd": Export("flowmodel.export.mermaid:mermaid"),
    ".puml": Export("flowmodel.export.plantuml:plantuml"),
    ".d2": Export("flowmodel.export.d2:d2"),
    ".dot": Export("flowmodel.export.dot:dot"),
    ".md": Export("flowmodel.export.tables:markdown", drawn=True),
    ".csv": Export("flowmodel.export.tables:table", drawn=True),
    ".txt": Export("flowmodel.export.telling:text", drawn=True),
    ".drawio": Export("flowmodel.export.drawio:drawio", drawn=True),
}


_ONE_MODEL = Bilingual(
    "{suffix} には一つのモデルだけを書き出せます", "{suffix} holds one model, not several"
)


def suffixes() -> tuple[str, ...]:
    """All suffixes that can be written."""
    from flowmodel.render import RENDERERS

    return (*RENDERERS, *EXPORTS)


def known(suffix: str) -> str:
    """`suffix` in lower case with its dot. Raises `RenderError` with the nearest for others."""
    wanted = suffix.lower() if suffix.startswith(".") else f".{suffix.lower()}"
    everything = suffixes()
    if wanted not in everything:
        listed = ", ".join(everything)
        shown = suffix or "''"
        message = Bilingual(
            f"形式「{shown}」では書き出せません。使える拡張子: {listed}",
            f"cannot write '{shown}'; the suffixes known are {listed}",
        )
        raise RenderError(Problem(message, suggestions=nearest(wanted, everything)))
    return wanted


def outputs(
    subject: Subject, drawing: Drawing, path: str | Path, **options: Any
) -> dict[Path, bytes]:
    """The files that `path` stands for, each with its content; nothing is written.

    `options` go to the renderer of a drawing (``dpi`` for PNG). Raises `RenderError` for an
    unknown suffix and as the writer of the format does.
    """
    from importlib import import_module

    from flowmodel.render import outputs as drawn

    path = Path(path)
    row = EXPORTS.get(known(path.suffix))
    if row is None:
        return drawn(drawing, path, **options)
    if subject.others:
        raise RenderError(Problem(_ONE_MODEL.format(suffix=path.suffix)))
    module, function = row.function.split(":")
    write: Callable[..., bytes] = getattr(import_module(module), function)
    return {path: write(subject, drawing) if row.drawn else write(subject)}


__all__ = ["EXPORTS", "Export", "known", "outputs", "suffixes"]
