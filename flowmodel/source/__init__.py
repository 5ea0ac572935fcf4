"""Ways to a model: YAML and JSON documents, and the builder for Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flowmodel.source.dump import dump
from flowmodel.source.load import load, loads

if TYPE_CHECKING:
    from flowmodel.source.builder import Builder
    from flowmodel.source.ledger import Handle

__all__ = ["Builder", "Handle", "dump", "load", "loads"]

_LAZY = {"Builder": "builder", "Handle": "ledger"}
"""Reading a file needs no builder. `dump` and `load` are also names of modules: never lazy."""


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'flowmodel.source' has no attribute '{name}'")
    from importlib import import_module

    value = getattr(import_module(f"flowmodel.source.{_LAZY[name]}"), name)
    globals()[name] = value
    return value
