"""Scene → bytes: one module per format."""
