"""flowmodel: draw, check and publish how personal data flows."""

__version__ = "0.1.0"
