"""Model and figure → draw.io: a native drawing that reads back as the model.

The file holds the drawing as cells that an editor moves, renames and joins, and the model itself
as data of the first page. `flowmodel.importers.drawio` reads both and tells what was changed by
hand.
"""

from __future__ import annotations

import json
from dataclasses import replace

from flowmodel.export.drawio_cells import LAYER, ROOT, Cell, Cells, kept, written
from flowmodel.export.drawio_geometry import units
from flowmodel.export.drawio_record import Record, Sheet
from flowmodel.layout.scene import Item, Page, Scene, Text
from flowmodel.layout.text import font
from flowmodel.render import Drawing, shapes
from flowmodel.render.svg import clean, escape
from flowmodel.source import dump
from flowmodel.views import Subject

DOCUMENT, LANG, DRAWN = "flowmodel-document", "flowmodel-lang", "flowmodel-drawn"
"""Attributes of the first page and of the last, so that either may be deleted: the model as JSON,
the language drawn, and the record of what was drawn."""


def drawio(subject: Subject, drawing: Drawing) -> bytes:
    """The drawing as draw.io XML in UTF-8, with the model in it."""
    scene = shapes(drawing)
    if scene is not drawing:
        scene = _headed(scene)
    family = font(scene.font).family
    pages = [Cells(p, f"p{i}", family).made for i, p in enumerate(scene.pages, 1)]
    count = len(pages)
    sheets = (
        Sheet(_page_id(scene, i), _page_name(scene, i), tuple(map(kept, cells)))
        for i, cells in enumerate(pages, 1)
    )
    document = json.dumps(json.loads(dump(subject.graph.model, "json")), separators=(",", ":"))
    data = {DOCUMENT: document, LANG: scene.lang, DRAWN: Record(tuple(sheets)).text()}
    parts = [
        _page(page, cells, i, scene, data if i in (1, count) else {})
        for i, (page, cells) in enumerate(zip(scene.pages, pages, strict=True), 1)
    ]
    body = "\n".join(parts)
    return f'<mxfile host="flowmodel" pages="{count}">\n{body}\n</mxfile>\n'.encode()


def _headed(scene: Scene) -> Scene:
    """A plot whose headings are its own: they are more than the title of the model's figure."""

    def own(item: Item) -> Item:
        if isinstance(item, Text) and item.role == "title":
            return replace(item, role="heading")
        return item

    pages = (replace(p, items=tuple(map(own, p.items))) for p in scene.pages)
    return replace(scene, pages=tuple(pages))


def _page_id(scene: Scene, number: int) -> str:
    return f"{scene.id}-{number}"


def _page_name(scene: Scene, number: int) -> str:
    return clean(scene.title)[:60] + (f" ({number})" if len(scene.pages) > 1 else "")


def _page(page: Page, cells: list[Cell], number: int, scene: Scene, data: dict[str, str]) -> str:
    told = "".join(f' {k}="{escape(v)}"' for k, v in data.items())
    root = (
        f'<object label=""{told} id="{ROOT}"><mxCell/></object>'
        if data
        else f'<mxCell id="{ROOT}"/>'
    )
    lines = "\n".join(map(written, cells))
    return (
        f'<diagram id="{escape(_page_id(scene, number))}" name="{escape(_page_name(scene, number))}">\n'
        f'<mxGraphModel grid="0" gridSize="10" guides="1" tooltips="1" connect="1" arrows="1" '
        f'fold="0" page="1" pageScale="1" pageWidth="{units(page.width)}" '
        f'pageHeight="{units(page.height)}" background="{escape(scene.ground)}" math="0" '
        f'shadow="0"><root>\n{root}\n<mxCell id="{LAYER}" parent="{ROOT}"/>\n{lines}\n'
        "</root></mxGraphModel></diagram>"
    )
