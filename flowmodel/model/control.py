"""What a control is: its names, who can provide it, where the paper speaks of it."""

from __future__ import annotations

from typing import Literal

from flowmodel.model.base import Id, Line, Strict, Text

ControlIcon = Literal["lock", "sanitiser"]
ProviderKind = Literal["transfer", "channel", "actor"]
Endpoint = Literal["acting", "either", "none"]


class ControlPart(Strict):
    """One half of a control that the paper names apart, as 最新のパターンファイルの適用."""

    id: Id
    """The part's name after the dot."""
    name: Text
    """The bullet as printed."""


class Control(Strict):
    """A protective measure that can be stated for parts of a model."""

    id: Id
    """The control's name in documents."""
    name: Text
    """Its name in print."""
    short: Text | None = None
    """The wording of a call-out beside a line; the name where absent."""
    item: Id | None = None
    """The checklist item that asks for it: ``S3``. Accepted wherever the id is."""
    description: Text | None = None
    """What it does, in a sentence."""
    provided_by: tuple[ProviderKind, ...] = ("transfer", "channel", "actor")
    """The kinds of part for which it can be stated."""
    endpoint: Endpoint = "none"
    """Which end of a transfer protects the transfer by it: the acting one, either, none."""
    icon: ControlIcon | None = None
    """The sign before its wording on a chip."""
    parts: tuple[ControlPart, ...] = ()
    """The parts that make it up; stating the control states them all."""
    bullets: tuple[Line, ...] = ()
    """The bullets of 資料59-1 that speak of it."""
