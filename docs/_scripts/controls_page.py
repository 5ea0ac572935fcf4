"""The catalogue of controls, from the data that the package ships."""

from __future__ import annotations

from markdown_text import table

from flowmodel.controls import catalogue
from flowmodel.model import Control, localise

HEAD = """# Controls

Generated from the catalogue that comes with flowmodel.

A control is named by its id (`encryption`) or, where it has one, by its item on the checklist of
資料59 (`S3`). A control with parts may be stated as a whole or part by part
(`access-control.folder-rights`). *Stated for* says for which kinds of part the control may be
written. *Protects a transfer from* says which end of a transfer protects that transfer when the
control is stated for an actor: the acting one, either end, or none (then it protects only the
actor itself, and for a transfer it must be stated for the channel or the transfer).

A model may add [controls of its own](../how-to/own-control.md).

"""

ENDS = {"acting": "the acting end", "either": "either end", "none": "–"}


def page() -> str:
    """The page."""
    items = [c for c in catalogue() if c.item]
    others = [c for c in catalogue() if not c.item]
    return (
        HEAD
        + "## On the checklist\n\nO: 運用上の対策. S: システム上の対策.\n\n"
        + _table(items)
        + "## Without an item on the checklist\n\n"
        + _table(others)
        + "## Bullets of the figure\n\nThe wording of figure 資料59-1 and the control it stands for."
        + "\n\n"
        + table(("bullet", "control"), ((b, f"`{c.id}`") for c in catalogue() for b in c.bullets))
    )


def _table(controls: list[Control]) -> str:
    head = ("item", "id", "ja", "en", "parts", "stated for", "protects a transfer from")
    return table(head, (_row(c) for c in controls))


def _row(c: Control) -> tuple[str, ...]:
    parts = "; ".join(f"`{c.id}.{p.id}` {localise(p.name, 'ja')}" for p in c.parts)
    stated = ", ".join(c.provided_by)
    names = (localise(c.name, "ja"), localise(c.name, "en"))
    return c.item or "", f"`{c.id}`", *names, parts, stated, ENDS[c.endpoint]
