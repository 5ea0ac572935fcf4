"""From a FlowGraph to a Scene."""
