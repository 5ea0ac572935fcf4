"""FlowGraph: proof that a model holds together, and the same parts, indexed."""

from flowmodel.graph.flowgraph import Crossing, Flow, FlowGraph

__all__ = ["Crossing", "Flow", "FlowGraph"]
