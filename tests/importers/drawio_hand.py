"""A hand that edits a draw.io file, as the editor would leave it."""

from __future__ import annotations

import base64
import zlib
from pathlib import Path
from urllib.parse import quote

from lxml import etree


class Hand:
    """An open drawing."""

    def __init__(self, path: Path):
        self.path = path
        self.tree = etree.fromstring(path.read_bytes())

    def find(self, role: str, part: str = "") -> etree._Element:
        for cell in self.tree.iter("object"):
            if cell.get("flowmodel-role") == role and cell.get("flowmodel-part", "") == part:
                return cell
        raise LookupError(role, part)

    def all(self, role: str, part: str) -> list[etree._Element]:
        return [
            c
            for c in self.tree.iter("object")
            if c.get("flowmodel-role") == role and c.get("flowmodel-part") == part
        ]

    def root(self) -> etree._Element:
        return self.tree.find(".//root")

    def word(self, role: str, part: str, label: str) -> None:
        self.find(role, part).set("label", label)

    def delete(self, role: str, part: str) -> None:
        for cell in self.all(role, part):
            if cell.getparent() is None:  # Its text, which went with its box.
                continue
            gone = {cell.get("id")}
            cell.getparent().remove(cell)
            for other in list(self.tree.iter("object")):
                if other.find("mxCell").get("parent") in gone:
                    other.getparent().remove(other)

    def vertex(
        self, id: str, value: str, parent: str = "1", style: str = "rounded=0;html=1;"
    ) -> None:
        etree.SubElement(
            self.root(), "mxCell", id=id, value=value, style=style, parent=parent, vertex="1"
        )

    def edge(self, id: str, value: str, source: str, target: str) -> None:
        etree.SubElement(
            self.root(), "mxCell", id=id, value=value, style="html=1;", parent="1", edge="1",
            source=source, target=target,
        )  # fmt: skip

    def save(self, *, packed: bool = False) -> Path:
        if packed:
            for page in self.tree.iter("diagram"):
                graph = page[0]
                graph.tail = None
                page.remove(graph)
                text = quote(etree.tostring(graph, encoding="unicode"), safe="")
                squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
                page.text = base64.b64encode(
                    squeeze.compress(text.encode()) + squeeze.flush()
                ).decode()
        self.path.write_bytes(etree.tostring(self.tree, encoding="utf-8", xml_declaration=True))
        return self.path
