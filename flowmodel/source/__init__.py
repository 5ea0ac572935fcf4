"""Ways to a model: YAML and JSON documents, and the builder for Python."""

from flowmodel.source.load import load, loads

__all__ = ["load", "loads"]
