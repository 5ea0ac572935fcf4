"""The whole model, as one immutable value."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from flowmodel.language import Lang
from flowmodel.model.agenda import Agenda, Checklist, Term, Waiver
from flowmodel.model.assertions import Assertion
from flowmodel.model.base import MAX_PARTS, Date, Id, Line, Prose, Strict, Text, localise
from flowmodel.model.control import Control
from flowmodel.model.origin import Origin
from flowmodel.model.parts import (
    Actor,
    Channel,
    ControlBox,
    DataCategory,
    Exclusion,
    Grade,
    Series,
    Transfer,
    Zone,
)
from flowmodel.vocabulary import Medium, Network, Separation

FORMAT: Literal[1] = 1
"""Version of the document format: the value of the key ``flowmodel``."""


class FigureNote(Strict):
    """A foot-note of the figure."""

    mark: Line = "※"
    """The sign before it."""
    text: Text
    """The note as printed."""


class Figure(Strict):
    """What the figure says besides its parts."""

    title: Text | None = None
    """The heading; without it the model's title."""
    number: Line | None = None
    """資料番号 of the figure: 資料５９－１."""
    notes: tuple[FigureNote, ...] = ()
    """Foot-notes, in order."""
    footer: Text | None = None
    """The line at the foot of the page: section and date."""


class Ceiling(Strict):
    """A line of the ward's table of what may travel how (情報資産の分類と取扱い)."""

    up_to: Grade
    """The highest 自治体機密性 that may travel so."""
    medium: Medium = "network"
    """The medium of the channels."""
    network: Network | None = None
    """The network of the channels; absent, every channel of the medium."""


def _plain(name: str | None) -> str:
    """A name without what does not tell names apart; Japanese is written without blanks."""
    words = unicodedata.normalize("NFKC", name or "").split()
    return (" " if all(map(str.isascii, words)) else "").join(words)


class Model(Strict):
    """How personal data flows between actors, and what is stated to protect it.

    Equal documents give equal models, whichever way they were written (YAML,
    JSON, `Builder`, plain construction). Where a model was written is kept
    beside it for messages and is no part of its value.
    """

    flowmodel: Literal[1] = FORMAT
    """Version of the document format."""
    id: Id
    """Short name of the model; names output files."""
    title: Text
    """What the model is about."""
    lang: Lang = "ja"
    """The language of its plain texts, and the default of its output."""
    description: Prose | None = None
    """A remark for readers."""
    date: Date | None = None
    """The day on which it is true; drawings carry no other date."""
    stage: Literal["as-is", "to-be"] = "to-be"
    """Whether it shows the present or the plan."""
    separation: Separation | None = None
    """Declared model of network separation (三層の対策)."""
    ceilings: tuple[Ceiling, ...] = ()
    """The ward's table of the highest 自治体機密性 for each way of travelling."""
    zones: Annotated[tuple[Zone, ...], Field(max_length=MAX_PARTS)] = ()
    """Trust boundaries, in the order of the lanes."""
    actors: Annotated[tuple[Actor, ...], Field(max_length=MAX_PARTS)] = ()
    """Who sends, keeps, receives, and who is kept out."""
    channels: Annotated[tuple[Channel, ...], Field(max_length=MAX_PARTS)] = ()
    """Ways between actors."""
    data: Annotated[tuple[DataCategory, ...], Field(max_length=MAX_PARTS)] = ()
    """Data categories."""
    series: tuple[Series, ...] = ()
    """What the series of step numbers stand for."""
    transfers: Annotated[tuple[Transfer, ...], Field(max_length=MAX_PARTS)] = ()
    """The numbered steps."""
    exclusions: tuple[Exclusion, ...] = ()
    """Who must never reach what."""
    assertions: tuple[Assertion, ...] = ()
    """What must hold of the flow as a whole."""
    boxes: tuple[ControlBox, ...] = ()
    """Control boxes of the figure."""
    checklists: tuple[Checklist, ...] = ()
    """The checklists of both sides."""
    figure: Figure = Field(default_factory=Figure)
    """Title, number, notes and footer of the figure."""
    agenda: Agenda | None = None
    """Fields of the paper set."""
    controls: tuple[Control, ...] = ()
    """Controls of this model's own, beside the catalogue's."""
    terms: tuple[Term, ...] = ()
    """Names to be used, and variants to be reported."""
    policies: tuple[Line, ...] = ()
    """Policy packs that apply."""
    waivers: tuple[Waiver, ...] = ()
    """Findings that were accepted."""

    _origin: Origin = PrivateAttr(default_factory=Origin)

    @property
    def origin(self) -> Origin:
        """Where the model was written; no part of its value."""
        return self._origin

    @property
    def organisation(self) -> str:
        """The department that answers for the paper, for counts; empty where none is stated.

        担当部課 of the cover, which names the department above a section and so tells one 総務課
        from another; without it 担当課 of the overview, then 保有課 of the annex. Sections that
        share a paper stay together, as they are printed. Width of characters and blanks do not
        count.
        """
        agenda = self.agenda
        if agenda is None:
            return ""
        named = (agenda.cover.department, agenda.overview.section, agenda.annex.holder)
        return next(filter(None, map(_plain, named)), "")

    def label(self, lang: Lang) -> str:
        """The title in `lang`."""
        return localise(self.title, lang, self.id)
