"""Plot → its pages as inline SVG, without the style attributes that the policy of the page forbids."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from flowmodel.export.html.looks import Classes
from flowmodel.graph import FlowGraph
from flowmodel.layout.marks import step_key
from flowmodel.render import Plot

_LOOKS = frozenset({
    "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "font-size", "text-anchor",
})  # fmt: skip
_LONG = re.compile(r"(\.\d\d)\d+")
"""Digits of a number beyond a hundredth of a point."""
_PLACED = frozenset({"d", "x", "y", "transform"})


def plotted(plot: Plot, graph: FlowGraph, classes: Classes) -> tuple[tuple[str, ...], str]:
    """Each page as an SVG element, its parts under their keys; and the characters in them."""
    pages = [ET.fromstring(page) for page in plot.render("svg", fonts="name")]
    found = {char for page in pages for node in page.iter() if _of(node) == "text"
             for char in node.text or ""}  # fmt: skip
    written = tuple([_written(_rebuilt(page, graph, classes)) for page in pages])
    return written, "".join(sorted(found))


def _of(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]


def _rebuilt(node: ET.Element, graph: FlowGraph, classes: Classes) -> ET.Element:
    looks: dict[str, str] = {}
    kept: dict[str, str] = {}
    for name, value in node.attrib.items():
        if name == "style":
            pairs = (pair.partition(":") for pair in value.split(";") if pair.strip())
            looks |= {key.strip(): told.strip() for key, _, told in pairs}
        elif name in _LOOKS:
            looks[name] = value
        elif name == "data-part":
            kept[name] = step_key(value) if value in graph.steps else value
        else:
            kept[name] = _LONG.sub(r"\1", value) if name in _PLACED else value
    made = ET.Element(_of(node), {**kept, **classes.pairs(looks)})
    made.text, made.tail = node.text, node.tail
    made.extend([_rebuilt(child, graph, classes) for child in node])
    return made


def _written(page: ET.Element) -> str:
    return ET.tostring(page, encoding="unicode") + "\n"
