"""A hand that edits a draw.io file, as the editor would leave it."""

from __future__ import annotations

import base64
import zlib
from copy import deepcopy
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

    def cells(self) -> list[etree._Element]:
        """Every cell that flowmodel wrote."""
        return [c for c in self.tree.iter("object") if c.get("flowmodel-role")]

    def under(self, cell: etree._Element) -> list[etree._Element]:
        """A cell and all that it holds, as the editor takes them along."""
        found, ids = [cell], {cell.get("id")}
        for other in cell.getparent():
            inner = other.find("mxCell") if other.tag == "object" else other
            if inner is not None and inner.get("parent") in ids and other not in found:
                found.append(other)
                ids.add(other.get("id"))
        return found

    def remove(self, cell: etree._Element) -> None:
        """Delete a cell; arrows at it stay, and are joined to nothing there."""
        gone = self.under(cell)
        ids = {c.get("id") for c in gone}
        for other in cell.getparent().iter("mxCell"):
            for end in ("source", "target"):
                if other.get(end) in ids:
                    del other.attrib[end]
        for each in gone:
            each.getparent().remove(each)

    def copy(self, cell: etree._Element, parent: str = "", *, cut: bool = False) -> str:
        """Paste a copy of a cell with all that it holds; its new id."""
        self.pasted = getattr(self, "pasted", 0) + 1
        group = self.under(cell)
        names = {c.get("id"): f"paste{self.pasted}-{i}" for i, c in enumerate(group)}
        root = cell.getparent()
        copies = [deepcopy(c) for c in group]
        for each in copies:
            each.set("id", names[each.get("id")])
            inner = each.find("mxCell") if each.tag == "object" else each
            for key in ("parent", "source", "target"):
                if inner.get(key):
                    inner.set(key, names.get(inner.get(key), inner.get(key)))
        if parent:
            copies[0].find("mxCell").set("parent", parent)
        if cut:
            for other in root.iter("mxCell"):
                for end in ("source", "target"):
                    if other.get(end) in names:
                        other.set(end, names[other.get(end)])
            for each in group:
                root.remove(each)
        root.extend(copies)
        return copies[0].get("id")

    def shift(self, cell: etree._Element) -> None:
        """Drag a cell a little; of an arrow, bend it."""
        geometry = cell.find("mxCell/mxGeometry")
        if cell.find("mxCell").get("edge"):
            points = geometry.find("Array")
            if points is None:
                points = etree.SubElement(geometry, "Array", {"as": "points"})
            etree.SubElement(points, "mxPoint", x="12", y="30.5")
        else:
            geometry.set("x", str(float(geometry.get("x", 0)) + 10))

    def colour(self, cell: etree._Element) -> None:
        """Paint a cell in another colour."""
        inner = cell.find("mxCell")
        inner.set("style", inner.get("style") + "strokeColor=#ff00ff;")

    def pages(self) -> list[etree._Element]:
        return list(self.tree.iter("diagram"))

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
