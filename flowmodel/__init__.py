"""flowmodel: draw, check and publish how personal data flows.

>>> import flowmodel as fm
>>> model = fm.load("examples/shiryo-59-1/model.yaml")
>>> fm.check(model).ok
True

Names are imported when they are first used, so that ``import flowmodel``
costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from flowmodel.api import Diagram, check, draw, explain, fix, holdings, landscape, paths, proofs
    from flowmodel.errors import FlowModelError, InputError, ModelError, OutputError, RenderError
    from flowmodel.graph import Flow, FlowGraph
    from flowmodel.importers import import_file
    from flowmodel.lint import Finding, Report
    from flowmodel.model import (
        Actor,
        Agenda,
        Channel,
        Control,
        ControlBox,
        DataCategory,
        Exclusion,
        Model,
        Statement,
        Transfer,
        Zone,
    )
    from flowmodel.source import Builder, dump, load, loads

_NAMES: dict[str, str] = {
    "Actor": "flowmodel.model",
    "Agenda": "flowmodel.model",
    "Builder": "flowmodel.source",
    "Channel": "flowmodel.model",
    "Control": "flowmodel.model",
    "ControlBox": "flowmodel.model",
    "DataCategory": "flowmodel.model",
    "Diagram": "flowmodel.api",
    "Exclusion": "flowmodel.model",
    "Finding": "flowmodel.lint",
    "Flow": "flowmodel.graph",
    "FlowGraph": "flowmodel.graph",
    "FlowModelError": "flowmodel.errors",
    "InputError": "flowmodel.errors",
    "Model": "flowmodel.model",
    "ModelError": "flowmodel.errors",
    "OutputError": "flowmodel.errors",
    "RenderError": "flowmodel.errors",
    "Report": "flowmodel.lint",
    "Statement": "flowmodel.model",
    "Transfer": "flowmodel.model",
    "Zone": "flowmodel.model",
    "check": "flowmodel.api",
    "draw": "flowmodel.api",
    "dump": "flowmodel.source",
    "explain": "flowmodel.api",
    "fix": "flowmodel.api",
    "holdings": "flowmodel.api",
    "landscape": "flowmodel.api",
    "import_file": "flowmodel.importers",
    "load": "flowmodel.source",
    "loads": "flowmodel.source",
    "paths": "flowmodel.api",
    "proofs": "flowmodel.api",
}

__all__ = [
    "Actor", "Agenda", "Builder", "Channel", "Control", "ControlBox", "DataCategory", "Diagram",
    "Exclusion", "Finding", "Flow", "FlowGraph", "FlowModelError", "InputError", "Model",
    "ModelError", "OutputError", "RenderError", "Report", "Statement", "Transfer", "Zone",
    "__version__", "check", "draw", "dump",
    "explain", "fix", "holdings", "import_file", "landscape", "load", "loads", "paths", "proofs",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    module = _NAMES.get(name)
    if module is None:
        raise AttributeError(f"module 'flowmodel' has no attribute '{name}'")
    from importlib import import_module

    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
