"""What must hold of the flow as a whole."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from flowmodel.model.base import Id, Part, Text
from flowmodel.model.parts import ControlId

Some = Field(min_length=1)
"""An assertion about nothing would hold of any flow: a slip that nobody sees."""


class Never(Part):
    """A category, or anything under it, never reaches these places."""

    kind: Literal["never"]
    data: tuple[Id, ...] = ()
    """The categories; empty means all personal data."""
    reaches: Annotated[tuple[Id, ...], Some]
    """Actors, zones or channels that they must never reach."""
    text: Text | None = None
    """The assertion in words."""


class Always(Part):
    """Whatever arrives here carries these categories or has passed these controls."""

    kind: Literal["always"]
    at: Annotated[tuple[Id, ...], Some]
    """Actors or zones of arrival."""
    data: tuple[Id, ...] = ()
    """The categories of which it is asked; empty means all."""
    carries: tuple[Id, ...] = ()
    """Categories (marks) that must be carried along."""
    passed: tuple[ControlId, ...] = ()
    """Controls of which some step on the way must have had each."""
    text: Text | None = None
    """The assertion in words."""

    @model_validator(mode="after")
    def _asks_something(self) -> Always:
        if not self.carries and not self.passed:
            raise PydanticCustomError("always_nothing", "'always' needs 'carries' or 'passed'")
        return self


class EveryPath(Part):
    """Every path between two places passes one of these."""

    kind: Literal["every_path"]
    source: Annotated[Id, Field(alias="from")]
    """Actor or zone where paths begin."""
    target: Annotated[Id, Field(alias="to")]
    """Actor or zone where they end."""
    passes: Annotated[tuple[ControlId, ...], Some]
    """Actors, zones, channels or controls, one of which must lie on every path."""
    data: tuple[Id, ...] = ()
    """Only paths of these categories; empty means all."""
    text: Text | None = None
    """The assertion in words."""


class NoAccess(Part):
    """Parties that can reach neither these actors nor these data: an exclusion in general."""

    kind: Literal["no_access"]
    parties: Annotated[tuple[Id, ...], Some]
    """Actors or zones that are kept out."""
    protects: Annotated[tuple[Id, ...], Some]
    """Actors or data categories."""
    text: Text | None = None
    """The assertion in words."""


class MustDelete(Part):
    """Copies of these data at these actors are deleted before the steps end."""

    kind: Literal["must_delete"]
    at: Annotated[tuple[Id, ...], Some]
    """The actors that must not keep a copy."""
    data: tuple[Id, ...] = ()
    """The categories; empty means all personal data."""
    text: Text | None = None
    """The assertion in words."""


Assertion = Annotated[
    Never | Always | EveryPath | NoAccess | MustDelete, Field(discriminator="kind")
]
