"""What follows from a model: effective controls, and who provides them."""

from flowmodel.graph.coverage import Coverage, Provided, ProviderKind

__all__ = ["Coverage", "Provided", "ProviderKind"]
