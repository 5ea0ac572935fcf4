"""The drawing in a file that draw.io saved: its own format, or an SVG or PNG that carries a copy."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from flowmodel.source.decode import MAX_BYTES, decode, failure, read_bytes, settle
from flowmodel.source.xml import parse_xml

_PNG = b"\x89PNG\r\n\x1a\n"
_KEYS = (b"mxfile", b"mxGraphModel")
_SVG_TYPE = re.compile(r'<!DOCTYPE svg(\s+PUBLIC\s+"[^"<>\[\]]*"\s+"[^"<>\[\]]*")?\s*>')
"""The document type that draw.io writes into every SVG; it declares nothing."""
_PICTURE = (
    "この画像には draw.io の図が入っていません。draw.io の「エクスポート」で「図のコピーを含む」を選ぶか、"
    ".drawio のファイルを使ってください",
    "no drawing of draw.io is in this picture; export it with 'Include a copy of my diagram', or "
    "use the .drawio file",
)


def opened(path: Path) -> str:
    """The XML of the drawing. Raises `InputError` where the file has none or cannot be read."""
    data, name = read_bytes(path), str(path)
    if data.startswith(_PNG):
        found = next(_in_png(data, name), None)
    else:
        text = decode(data, name)
        if path.suffix.lower() != ".svg":
            return text
        root = parse_xml(_SVG_TYPE.sub("", text, count=1), name)
        found = root.get("content") if root.tag.endswith("}svg") or root.tag == "svg" else text
    if not found:
        raise failure(name, *_PICTURE)
    return settle(found, name)


def _in_png(data: bytes, name: str) -> Iterator[str]:
    """Drawings in the text chunks of a PNG."""
    at = len(_PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        key, _, value = data[at + 8 : at + 8 + size].partition(b"\0")
        at += size + 12
        if key not in _KEYS or kind not in (b"tEXt", b"zTXt"):
            continue
        if kind == b"zTXt":
            unpacker = zlib.decompressobj()
            try:
                value = unpacker.decompress(value[1:], MAX_BYTES)
            except zlib.error:
                continue
            if unpacker.unconsumed_tail:
                raise failure(name, "図が大きすぎます", "the drawing is too large")
        yield unquote(value.decode("latin-1"), errors="replace")
