"""Effective controls: kept in `flowmodel.graph`, since a graph knows its own."""

from flowmodel.graph.coverage import NOTHING, Coverage, Masks, Provided, ProviderKind

__all__ = ["NOTHING", "Coverage", "Masks", "Provided", "ProviderKind"]
