"""Documents around a figure: the summary of steps with their controls."""

from flowmodel.documents.summary import summary

__all__ = ["summary"]
