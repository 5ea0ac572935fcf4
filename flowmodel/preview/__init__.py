"""A page on this machine alone that follows a model while it is written."""

from flowmodel.preview.serve import preview

__all__ = ["preview"]
