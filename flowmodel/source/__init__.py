"""Ways to a model: YAML and JSON documents, and the builder for Python."""

from flowmodel.source.builder import Builder
from flowmodel.source.dump import dump
from flowmodel.source.ledger import Handle
from flowmodel.source.load import load, loads

__all__ = ["Builder", "Handle", "dump", "load", "loads"]
