"""Scene → bytes: one module per format, and the table that names them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from flowmodel.errors import Problem, RenderError, nearest
from flowmodel.language import Bilingual

if TYPE_CHECKING:
    from flowmodel.layout.grid import Grid
    from flowmodel.layout.scene import Scene


class Renderer(NamedTuple):
    """How a suffix is drawn."""

    function: str
    """``module:function``, imported when it is first needed."""
    paged: bool
    """Whether one file holds one page only; the function then takes ``page``."""
    whole: str = ""
    """A function that gives the files of all pages, where that is faster than page by page."""


class Plot(Protocol):
    """A drawing that renders itself: what matplotlib draws. It has its shapes as a scene as well."""

    @property
    def grid(self) -> Grid:
        """What it shows, as rows and columns."""
        ...

    @property
    def scene(self) -> Scene:
        """The same as shapes, for writers that take these."""
        ...

    @property
    def title(self) -> str:
        """Its heading."""
        ...

    @property
    def description(self) -> str:
        """The drawing in words, for those who do not see it."""
        ...

    def with_scene(self, scene: Scene) -> Plot:
        """The same with other shapes around it, or with more pages after it."""
        ...

    def render(self, suffix: str, **options: Any) -> tuple[bytes, ...]:
        """The drawing in a format of `RENDERERS`, one element a file."""
        ...


Drawing: TypeAlias = "Scene | Plot"
"""What a view gives: positioned shapes, or a plot that renders itself."""


def shapes(drawing: Drawing) -> Scene:
    """The positioned shapes of a drawing, of whichever kind it is."""
    from flowmodel.layout.scene import Scene

    return drawing if isinstance(drawing, Scene) else drawing.scene


def with_shapes(drawing: Drawing, scene: Scene) -> Drawing:
    """The drawing with `scene` for its shapes: its own, with more around them or after them."""
    from flowmodel.layout.scene import Scene

    return scene if isinstance(drawing, Scene) else drawing.with_scene(scene)


RENDERERS: Mapping[str, Renderer] = {
    ".svg": Renderer("flowmodel.render.svg:svg", paged=True, whole="flowmodel.render.svg:svgs"),
    ".pdf": Renderer("flowmodel.render.pdf:pdf", paged=False),
    ".png": Renderer("flowmodel.render.png:png", paged=True),
    ".pptx": Renderer("flowmodel.render.pptx:pptx", paged=False),
}


def renderer(suffix: str) -> Renderer:
    """The row of `RENDERERS` for ``.svg``, ``svg`` or ``.SVG``.

    Raises `RenderError` with the known suffixes and the nearest.
    """
    wanted = suffix.lower() if suffix.startswith(".") else f".{suffix.lower()}"
    found = RENDERERS.get(wanted)
    if found is None:
        known = ", ".join(RENDERERS)
        shown = suffix or "''"
        message = Bilingual(
            f"形式「{shown}」では描けません。使える拡張子: {known}",
            f"cannot draw as '{shown}'; the suffixes known are {known}",
        )
        raise RenderError(Problem(message, suggestions=nearest(wanted, RENDERERS)))
    return found


def render(scene: Drawing, suffix: str, **options: Any) -> tuple[bytes, ...]:
    """`scene` in the format of `suffix`: one element per file that it takes.

    `options` go to the renderer (``dpi`` for PNG, ``fonts`` for SVG). Raises
    `RenderError` for an unknown suffix and as the renderer does.
    """
    from flowmodel.layout.scene import Scene

    row = renderer(suffix)
    if not isinstance(scene, Scene):
        return scene.render(suffix, **options)
    if row.whole:
        return tuple(_function(row.whole)(scene, **options))
    draw = _function(row.function)
    if not row.paged:
        return (draw(scene, **options),)
    return tuple(draw(scene, page=i, **options) for i in range(len(scene.pages)))


def outputs(scene: Drawing, path: str | Path, **options: Any) -> dict[Path, bytes]:
    """What `write` would write: each file with its content.

    Where a format holds one page a file and `scene` has several, ``name.svg``
    becomes ``name-1.svg``, ``name-2.svg`` …, of ten pages or more ``name-01.svg``.
    """
    from flowmodel.render.pages import numbered

    path = Path(path)
    parts = render(scene, path.suffix, **options)
    return dict(zip(numbered(path, len(parts)), parts, strict=True))


def write(scene: Drawing, path: str | Path, **options: Any) -> tuple[Path, ...]:
    """Draw `scene` into the file `path`, in the format of its suffix; the files written.

    Raises `RenderError` as `render` does, before anything is written, and
    `OutputError` where the files cannot be written.
    """
    from flowmodel.files import write_all

    made = outputs(scene, path, **options)
    write_all(made)
    return tuple(made)


def _function(path: str) -> Callable[..., Any]:
    from importlib import import_module

    module, name = path.split(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function
