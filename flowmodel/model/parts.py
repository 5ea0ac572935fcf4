"""The parts of a flow: zones, actors, channels, data, transfers, exclusions.

Field names are those of the document; the comments of `architecture` in the
documentation explain how they act together.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from flowmodel.language import Lang
from flowmodel.model.base import (
    Country,
    Date,
    Id,
    Line,
    NamedPart,
    Part,
    Prose,
    Strict,
    Text,
    localise,
)
from flowmodel.model.transform import Transform
from flowmodel.vocabulary import (
    ActorKind,
    Classification,
    Medium,
    Network,
    Operation,
    Right,
    State,
    parse_step,
    printed_step,
    step_id,
)

ControlId = Annotated[
    str, Field(json_schema_extra={"pattern": r"^\w[\w-]{0,79}(\.\w[\w-]{0,79})?$"})
]
"""A control, or one part of it: ``access-control.folder-rights``."""

Party = Literal[
    "ward",
    "contractor",
    "designated-manager",
    "committee-member",
    "applicant",
    "staff",
    "public",
    "provider",
    "other",
]
"""What an actor is to the ward; decides the submission pattern (付議パターン)."""


class Statement(Strict):
    """What the paper states of one control: in place, planned, or not needed.

    A control without a statement is *not stated*: unknown, never false.
    """

    control: ControlId
    """The control, by id or by checklist item (``encryption`` or ``S3``)."""
    state: State = "in-place"
    """``in-place``, ``planned`` (with `date`) or ``not-needed`` (with `reason`)."""
    label: Text | None = None
    """The wording to print, where it differs from the catalogue's."""
    reason: Prose | None = None
    """Why the control is not needed."""
    evidence: Prose | None = None
    """Where the control is shown: a contract clause, a certificate, a setting."""
    date: Date | None = None
    """When a planned control will be in place, or when the evidence is from."""
    expires: Date | None = None
    """When the evidence ends."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"control": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _complete(self) -> Statement:
        if self.state == "not-needed" and not (self.reason or "").strip():
            raise PydanticCustomError("reason_missing", "state 'not-needed' needs a 'reason'")
        if self.state == "planned" and self.date is None:
            raise PydanticCustomError("date_missing", "state 'planned' needs a 'date'")
        return self


Controls = tuple[Statement, ...]


class Zone(NamedPart):
    """A trust boundary; drawn as a lane, in the order of the list."""

    network: Network | None = None
    """The network layer that the zone belongs to."""
    parent: Id | None = None
    """The zone that holds this one."""


class FunctionList(Strict):
    """The functions of an actor as the figure lists them."""

    title: Text | None = None
    """The heading, as 主な利用機能."""
    style: Literal["bullet", "numbered"] = "bullet"
    """● before each, or ①②③."""
    items: tuple[Text, ...] = ()
    """The functions, in order."""
    notes: tuple[Text, ...] = ()
    """Lines below the list, printed after ※."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"items": value} if isinstance(value, (list, tuple)) else value


class Certification(Strict):
    """A certificate or registration that an actor holds."""

    name: Text
    """As printed: ISMAP登録済."""
    standard: Line | None = None
    """The standard or register: ``ISMAP``, ``ISO/IEC 27017``."""
    date: Date | None = None
    """Date of the certificate."""
    expires: Date | None = None
    """Date on which it ends."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value


class Grant(Part):
    """A right on material that a store gives to an actor: a shared folder, a link."""

    to: tuple[Id, ...]
    """The actors that receive the right."""
    rights: tuple[Right, ...] = ("view",)
    """What they may do."""
    folder: Line | None = None
    """The folder or file that is shared."""
    data: tuple[Id, ...] = ()
    """The data categories in it; empty means all that the store holds."""


class Actor(NamedPart):
    """Who sends, keeps or receives: a terminal, a store, a service, a person, an organisation."""

    kind: ActorKind
    """What it is; decides which rules apply and which icon is drawn."""
    zone: Id | None = None
    """The zone that it stands in; none for parties outside every zone."""
    party: Party | None = None
    """What it is to the ward."""
    operator: Text | None = None
    """Who runs it: 株式会社 Box Japan."""
    location: Line | None = None
    """Where it physically is: 日本国内."""
    governing_law: Line | None = None
    """The law that applies to it: 日本法."""
    country: Country | None = None
    """Where its operator is established: ``JP``."""
    parent_country: Country | None = None
    """Where the operator's parent company is established: ``US``."""
    support_countries: tuple[Country, ...] = ()
    """Countries from which its staff can reach the data."""
    foreign_law: Prose | None = None
    """What is known of the foreign law that could reach the data, and how that is met."""
    functions: FunctionList | None = None
    """What can be done with it, as the figure lists it."""
    certifications: tuple[Certification, ...] = ()
    """Certificates and registrations."""
    holds: tuple[Id, ...] = ()
    """Data categories that it has before the first step."""
    grants: tuple[Grant, ...] = ()
    """Rights that it gives to others."""
    transforms: tuple[Transform, ...] = ()
    """What it does to data that reach it; without any they are forwarded as they are."""
    controls: Controls = ()
    """Controls stated for this actor."""


class Channel(NamedPart):
    """A way between two actors: a line, a mail service, a parcel, a USB memory."""

    between: Annotated[tuple[Id, ...], Field(min_length=2, max_length=2)]
    """The two actors that it joins."""
    medium: Medium = "network"
    """How material travels."""
    network: Network | None = None
    """The network, where the medium is one."""
    carrier: Text | None = None
    """Who carries objects: 日本郵便（簡易書留）."""
    max_size_mb: Annotated[float, Field(gt=0)] | None = None
    """The largest file it takes, in megabytes."""
    controls: Controls = ()
    """Controls stated for this channel; all transfers over it inherit them."""


def _read_grade(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Grade = Annotated[Classification, BeforeValidator(_read_grade, json_schema_input_type=str | int)]
"""自治体機密性; ``2`` may be written without quotes."""


class DataCategory(NamedPart):
    """A category of data, as 申請情報. Data are personal until stated otherwise."""

    items: tuple[Text, ...] = ()
    """The items behind the category: 氏名, 住所."""
    subjects: tuple[Text, ...] = ()
    """Whose data: 申請者."""
    personal: bool = True
    """False only for data that identify nobody."""
    my_number: bool = False
    """Whether it holds 個人番号, which makes it 特定個人情報; kinds of it do as well."""
    assessment: Prose | None = None
    """The 特定個人情報保護評価書 that covers it: its number and date."""
    classification: Grade | None = None
    """自治体機密性."""
    parent: Id | None = None
    """The category that this one is a kind of."""


def _read_mark(value: Any) -> Any:
    if isinstance(value, str):
        step = parse_step(f"{value[:1]}1{value[1:]}") or parse_step(f"1{value}")
        if step is None:
            raise PydanticCustomError(
                "series_mark", "'{written}' is no mark of a series", {"written": value}
            )
        return step[0]
    return value


class Series(Part):
    """A numbered series of steps, known by the mark of its numbers."""

    mark: Annotated[str, BeforeValidator(_read_mark)] = ""
    """What distinguishes its numbers: nothing, ``'`` or a letter."""
    name: Text | None = None
    """What the legend says: 事業者等 → 区."""


def _read_step(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(min(abs(value), 10**9)) if value > 0 else "0"
    if isinstance(value, str):
        step = parse_step(value)
        if step is None:
            raise PydanticCustomError(
                "step_number", "'{written}' is no step number", {"written": value}
            )
        return step_id(*step)
    return value


_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))


class Transfer(Part):
    """One numbered step: who moves which data from where to where, over what."""

    step: Annotated[str, BeforeValidator(_read_step, json_schema_input_type=str | int)]
    """Number and series as printed: ``1``, ``④``, ``①’``, ``A-3``."""
    label: Text | None = None
    """What the arrow says: 資料の送信."""
    source: Annotated[Id, Field(alias="from")]
    """The actor that the material leaves."""
    target: Annotated[Id, Field(alias="to")]
    """The actor that the material reaches."""
    by: Id | None = None
    """The actor that acts: sender, or whoever views or downloads. Derived when absent."""
    over: Id | None = None
    """The channel. May be left out where just one joins the two actors."""
    data: tuple[Id, ...] = ()
    """The data categories that are moved; none stated counts as personal data."""
    operation: Operation = "send"
    """What is done."""
    mark: Line | None = None
    """A foot-note mark after the label: ※."""
    size_mb: Annotated[float, Field(ge=0)] | None = None
    """Size of the material in megabytes, where it matters."""
    basis: Prose | None = None
    """The legal ground of the provision: 番号法第19条第8号, 個人情報保護法第71条第1項."""
    consent: Prose | None = None
    """Where an onward transfer was agreed to: 再委託承諾書 令和7年4月1日."""
    transforms: tuple[Transform, ...] = ()
    """What is done to the data on the way."""
    controls: Controls = ()
    """Controls stated for this transfer alone."""

    @property
    def series(self) -> str:
        """The mark of the series: ``""``, ``"'"``."""
        return self.step.translate(_NO_DIGITS)

    @property
    def number(self) -> int:
        """The number within the series."""
        return int(self.step.strip(self.series))

    @property
    def printed(self) -> str:
        """The number as printed: ④, ①’."""
        return printed(self.step)

    def text(self, lang: Lang) -> str:
        """The label in `lang`, without its foot-note mark."""
        return localise(self.label, lang)


@lru_cache(maxsize=4096)
def printed(step: str) -> str:
    """A step as printed; models share their numbers, and figures ask for them often."""
    series = step.translate(_NO_DIGITS)
    return printed_step(series, int(step.strip(series)))


class Exclusion(Part):
    """Parties that must never reach certain actors or data."""

    parties: tuple[Id, ...]
    """The actors that are kept out."""
    protects: tuple[Id, ...]
    """The actors or data categories that they must never reach."""
    text: Text | None = None
    """The sentence as printed."""


class BoxItem(Strict):
    """One bullet of a control box, and the controls that it states."""

    text: Text | None = None
    """The bullet as printed; without it the catalogue's wording of the control."""
    controls: Controls = ()
    """The controls that the bullet states as in place for the box's owner."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"controls": [value]} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _something(self) -> BoxItem:
        if self.text is None and not self.controls:
            raise PydanticCustomError("box_item", "a box item needs 'text', 'controls' or both")
        return self


class ControlBox(Part):
    """A box of the figure that lists the controls of an actor or a channel."""

    id: Id
    """Unique among all parts."""
    at: Id
    """The actor or channel that provides the controls."""
    title: Text | None = None
    """The heading."""
    items: tuple[BoxItem, ...]
    """The bullets, in order."""
