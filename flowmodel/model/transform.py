"""What actors and transfers do to data besides passing them on."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from flowmodel.model.base import Id, Prose, Strict

TransformKind = Literal["forward", "derive", "strip", "combine"]


class Transform(Strict):
    """What an actor does to data, or what a transfer does to what it carries.

    Without any transform data are forwarded as they are.
    """

    kind: TransformKind
    """``forward`` passes on, ``derive`` adds `gives` and keeps `takes`, ``strip`` puts
    `gives` in the place of `takes` (anonymising, extracting), ``combine`` adds `gives`
    where all of `takes` have come together."""
    takes: tuple[Id, ...] = ()
    """The data categories concerned; empty means all."""
    gives: tuple[Id, ...] = ()
    """The data categories that result."""
    note: Prose | None = None
    """How it is done."""

    @model_validator(mode="after")
    def _complete(self) -> Transform:
        if self.kind == "combine" and not self.takes:
            raise PydanticCustomError("combine_takes", "'combine' needs 'takes'")
        if self.kind in ("derive", "combine") and not self.gives:
            raise PydanticCustomError("transform_gives", "'derive' and 'combine' need 'gives'")
        return self
