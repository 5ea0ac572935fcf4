"""What all parts of a model share: frozen, closed, ordered, and in two languages."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError

from flowmodel.language import Lang
from flowmodel.vocabulary import Certainty

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _read_date(value: Any) -> Any:
    # pydantic would take numbers, and digits in quotes, as seconds since 1970.
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
        return value
    raise PydanticCustomError("date_type", "a date is written as 2025-04-01")


Date = Annotated[date, BeforeValidator(_read_date)]
"""A day, written as ``2025-04-01``."""


def _read_country(value: Any) -> Any:
    if isinstance(value, str):
        if len(value) == 2 and value.isascii() and value.isalpha():
            return value.upper()
        raise PydanticCustomError("country", "'{written}' is no country code", {"written": value})
    return value


Country = Annotated[
    str, BeforeValidator(_read_country), Field(json_schema_extra={"pattern": "^[A-Za-z]{2}$"})
]
"""A country by its two letters (ISO 3166-1): ``JP``, ``US``."""

MAX_LABEL = 1_000
"""Longest label in characters. A label stands in a figure; prose has its own bound."""
MAX_PROSE = 20_000
"""Longest prose in characters (事業内容 of 資料59 has about 1,000)."""
MAX_PARTS = 100_000
"""Most parts of one kind in one model."""

ID_PATTERN = r"^\w[\w-]{0,79}$"
"""What an id looks like. Checked where ids are resolved, not by pydantic: compiling
Unicode classes for every field cost 80 ms at each start."""

Id = Annotated[str, Field(json_schema_extra={"pattern": ID_PATTERN})]
Line = Annotated[str, Field(max_length=MAX_LABEL)]
Prose = Annotated[str, Field(max_length=MAX_PROSE)]


class Strict(BaseModel):
    """Base of everything in a document: immutable, and closed to unknown fields."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        allow_inf_nan=False,
        defer_build=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )


class Localized(Strict):
    """A text given in Japanese, in English or in both."""

    ja: Line | None = None
    """The Japanese text."""
    en: Line | None = None
    """The English text."""

    @model_validator(mode="after")
    def _one_at_least(self) -> Localized:
        if self.ja is None and self.en is None:
            raise ValueError("give 'ja', 'en' or both")
        return self


def _text_kind(value: Any) -> str:
    return "both" if isinstance(value, (dict, Localized)) else "text"


Text = Annotated[
    Annotated[Line, Tag("text")] | Annotated[Localized, Tag("both")], Discriminator(_text_kind)
]
"""A label: a plain string in the model's language, or ``{ja: …, en: …}``."""


def localise(text: Text | None, lang: Lang, fallback: str = "") -> str:
    """`text` in `lang`; in the other language where only that one is given.

    Where nothing of it would be seen, `fallback`.
    """
    if text is None:
        return fallback
    if isinstance(text, str):
        return text if text.strip() else fallback
    first, second = (text.ja, text.en) if lang == "ja" else (text.en, text.ja)
    chosen = first if first is not None else second
    return chosen if chosen and chosen.strip() else fallback


class Part(Strict):
    """A part of a model that a finding, a note or a drawing can point to."""

    certainty: Certainty = "certain"
    """Whether the source states this part, or whoever wrote the model inferred it."""
    note: Prose | None = None
    """A remark for readers of the model; for an inferred part, the other readings."""


class NamedPart(Part):
    """A part with an id of its own and a name to print."""

    id: Id
    """The name by which other parts refer to this one; unique in the model."""
    name: Text | None = None
    """The name as printed; without it the id is printed."""

    def label(self, lang: Lang) -> str:
        """The printed name in `lang`, or the id."""
        return localise(self.name, lang, self.id)
