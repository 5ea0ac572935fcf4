"""Policy packs: rules as data, judged beside the rules that are written in Python.

Names are imported when they are first used: rules of flowmodel's own are judged without the
classes that packs are read by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flowmodel.lint.policy.find import (
        SHIPPED,
        chosen_packs,
        every_pack,
        find_pack,
        levels_of,
        packs_of,
        policies_of,
        shipped,
    )
    from flowmodel.lint.policy.judge import without_twins
    from flowmodel.lint.policy.load import Loaded, load_pack, loads_pack

_NAMES = {
    "SHIPPED": "find",
    "Loaded": "load",
    "chosen_packs": "find",
    "every_pack": "find",
    "find_pack": "find",
    "levels_of": "find",
    "load_pack": "load",
    "loads_pack": "load",
    "packs_of": "find",
    "policies_of": "find",
    "shipped": "find",
    "without_twins": "judge",
}

__all__ = [
    "SHIPPED",
    "Loaded",
    "chosen_packs",
    "every_pack",
    "find_pack",
    "levels_of",
    "load_pack",
    "loads_pack",
    "packs_of",
    "policies_of",
    "shipped",
    "without_twins",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_NAMES[name]}"), name)
