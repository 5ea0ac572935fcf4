"""XML that nobody vouches for: no document types, no entities, nothing fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flowmodel.source.decode import failure

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_xml(text: str, name: str) -> _Element:
    """The root element of a text; `name` stands for its file in messages.

    Raises `InputError`, with line and column, for what is no XML or names a document type.
    """
    from lxml import etree

    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise failure(
            name,
            "文書型の宣言（DOCTYPE）がある XML は読みません",
            "XML with a document type (DOCTYPE) is not read",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(_DECLARATION.sub("", text), parser)
    except etree.XMLSyntaxError as e:
        line, column = e.position
        raise failure(
            name, f"XML として読めません（{e.msg}）", f"this is no XML: {e.msg}", line, column
        ) from None
