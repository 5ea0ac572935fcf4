"""The fields of the paper set around a figure: cover, 事業の概要, 別紙, checklist.

The fields are those of 資料59 (個人情報保護管理運営会議 付議事項); each docstring
names the field of the form.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from flowmodel.model.base import Date, Id, Line, Part, Prose, Strict
from flowmodel.vocabulary import ANSWER_SPELLINGS, Answer, Side


class Cover(Strict):
    """The cover: 個人情報保護管理運営会議 付議事項."""

    document_number: Line | None = None
    """資料番号."""
    meeting: Line | None = None
    """会議名."""
    subject: Prose | None = None
    """件名."""
    contents: Prose | None = None
    """内容 (内容は別紙のとおり)."""
    basis: Prose | None = None
    """要綱の根拠."""
    department: Prose | None = None
    """担当部課."""


class Section(Strict):
    """One numbered section of 事業内容."""

    title: Line
    """The heading, with its number as printed."""
    text: Prose
    """The paragraphs, separated by line ends."""


class Overview(Strict):
    """事業の概要."""

    name: Line | None = None
    """事業名."""
    section: Line | None = None
    """担当課."""
    purpose: Prose | None = None
    """目的."""
    subjects: Prose | None = None
    """対象者."""
    content: tuple[Section, ...] = ()
    """事業内容."""
    reference: Prose | None = None
    """Reference to the figure (※個人情報の流れは、…のとおり)."""


class Annex(Strict):
    """別紙（電子計算機の外部結合関係）."""

    subject: Prose | None = None
    """件名."""
    holder: Prose | None = None
    """保有課（担当課）."""
    registered_operation: Prose | None = None
    """登録業務の名称."""
    items: tuple[Line, ...] = ()
    """結合される情報項目（だれの、どのような項目か）."""
    counterpart: Prose | None = None
    """結合の相手方."""
    reason: Prose | None = None
    """結合する理由."""
    form: Prose | None = None
    """結合の形態."""
    start: Date | None = None
    """結合の開始時期."""
    end: Date | None = None
    """結合の期間の終わり."""
    period: Prose | None = None
    """結合の開始時期と期間, as worded."""
    measures: Prose | None = None
    """情報保護対策."""


def _read_pattern(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return unicodedata.normalize("NFKC", value).strip("()")
    return value


Pattern = Annotated[
    Literal["1", "2", "3"], BeforeValidator(_read_pattern, json_schema_input_type=str | int)
]
"""付議パターン of 資料59: ⑴ new, ⑵ instead of media, ⑶ report once a year."""


class Agenda(Strict):
    """The fields of the paper set; held with the model, printed by the document writers."""

    cover: Cover = Field(default_factory=Cover)
    """The cover sheet."""
    overview: Overview = Field(default_factory=Overview)
    """事業の概要."""
    annex: Annex = Field(default_factory=Annex)
    """別紙."""
    pattern: Pattern | None = None
    """付議パターン under which the paper is submitted."""


def _read_answer(value: Any) -> Any:
    return ANSWER_SPELLINGS.get(value, value) if isinstance(value, str) else value


class ChecklistAnswer(Strict):
    """One line of the checklist: ○ with the measure, or ー with the reason."""

    item: Line
    """The item: ``O1``–``O5`` or ``S1``–``S11``, or the control's id."""
    answer: Annotated[Answer, BeforeValidator(_read_answer)]
    """``○`` where a measure is possible, ``ー`` where none is needed."""
    text: Prose | None = None
    """情報保護対策: the measure as worded."""
    reason: Prose | None = None
    """Why no measure is needed; wanted with ー."""
    evidence: Prose | None = None
    """Where the measure is shown."""


class Checklist(Part):
    """外部結合にかかる個人情報保護対策チェックリスト of one side."""

    side: Side
    """``ward`` 区が行う, or ``counterpart`` 結合先に行わせる."""
    actors: tuple[Id, ...] = ()
    """The actors that the side speaks for."""
    answers: tuple[ChecklistAnswer, ...] = ()
    """The answers, in the order of the form."""


class Waiver(Strict):
    """A finding that was accepted: by whom, why and until when."""

    rule: Line
    """The rule."""
    part: Line
    """The exact part, by id or step; no wildcards."""
    reason: Prose
    """Why the finding is accepted."""
    approver: Line
    """Who accepted it."""
    expires: Date
    """The last day on which the waiver holds."""


class Term(Strict):
    """One name for one thing, and the variants that should not be used."""

    preferred: Line
    """The name to use."""
    variants: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Other spellings."""

    @model_validator(mode="after")
    def _distinct(self) -> Term:
        if self.preferred in self.variants:
            raise PydanticCustomError("term", "the preferred name stands among its own variants")
        return self
