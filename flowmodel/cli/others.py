"""What lies among models in a folder and is none: flowmodel's own packs, themes and reports.

Whoever names a folder means its models. A file that cannot be read stays an error, so that a
slip in the first lines never takes a model out of a check: only what says itself what else it
is, and is no model besides, is passed over, and told.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from flowmodel.language import Bilingual

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is looked at; a report of a whole library is large."""
PASSED_OVER = Bilingual(
    "{file}: {kind}なので、モデルとして点検していません", "{file}: {kind}, not checked as a model"
)
NO_MODEL = Bilingual("フォルダ「{path}」にモデルがありません", "folder '{path}' holds no model")
_PACK = Bilingual("規則集", "a policy pack")
_THEME = Bilingual("テーマ", "a theme")
_BASELINE = Bilingual("基準の記録", "a baseline")
_REPORT = Bilingual("点検の報告", "a report of a check")
_SCHEMA = Bilingual("JSON Schema", "a JSON Schema")

_KEY = re.compile(rb"""^["']?(flowmodel|pack|theme)["']?[ \t]*:(?=\s|$)""", re.MULTILINE)
_KINDS = {b"pack": _PACK, b"theme": _THEME}
_LISTS = ("findings", "runs")
"""The lists of a report: as JSON, and as SARIF."""


def other_kind(path: Path) -> Bilingual | None:
    """What a file that is no model is instead; None where it does not say so plainly."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        return None
    if len(data) > MAX_BYTES:
        return None
    if path.suffix.lower() == ".json":
        return _of_json(data)
    keys = {m[1] for m in _KEY.finditer(data.removeprefix(b"\xef\xbb\xbf"))}
    return _KINDS[keys.pop()] if len(keys) == 1 and b"flowmodel" not in keys else None


def _of_json(data: bytes) -> Bilingual | None:
    try:
        found: Any = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or "flowmodel" in found:
        return None
    if "baseline" in found and isinstance(found.get("findings"), list):
        return _BASELINE
    if "$schema" in found and isinstance(found.get("properties"), dict):
        return _SCHEMA
    if "version" in found and any(isinstance(found.get(name), list) for name in _LISTS):
        return _REPORT
    return None
