"""Our lane figure beside Graphviz `dot` and elkjs on the same models: time and quality."""
