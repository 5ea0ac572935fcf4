"""The fields that a pack may name, one row each: what it is, its name in print, how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from flowmodel.language import Bilingual
from flowmodel.lint.facts import ASIDE, USERS
from flowmodel.lint.policy.language import Subject
from flowmodel.lint.policy.view import View
from flowmodel.model import Agenda, localise
from flowmodel.model.parts import Party
from flowmodel.vocabulary import (
    ACTOR_KINDS,
    CERTAINTIES,
    MEDIA,
    NETWORKS,
    OPERATIONS,
    PHYSICAL_MEDIA,
    SEPARATIONS,
    Classification,
)

FieldKind = Literal["text", "flag", "choice", "list", "data", "controls"]
Read = Callable[[View, Any], Any]

KINDS: dict[FieldKind, Bilingual] = {
    "text": Bilingual("文字列の項目", "a text"),
    "flag": Bilingual("真偽の項目", "a true/false field"),
    "choice": Bilingual("決まった値の項目", "a field of fixed values"),
    "list": Bilingual("リストの項目", "a list"),
    "data": Bilingual("情報の種類のリスト", "a list of data categories"),
    "controls": Bilingual("対策", "controls"),
}
PARTIES = get_args(Party)
ITEMS = (*(f"O{n}" for n in range(1, 6)), *(f"S{n}" for n in range(1, 12)))
"""The items of the checklist."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of part."""

    kind: FieldKind
    label: Bilingual
    read: Read
    choices: tuple[str, ...] = ()
    single: bool = False
    """Whether transfers that are otherwise alike may differ in it."""
    own: bool = False
    """Whether transfers of one situation (`flowmodel.lint.situations`) may differ in it."""


def _text(ja: str, en: str, name: str, single: bool = False) -> Field:
    def read(view: View, part: Any) -> Any:
        value = getattr(part, name)
        return (localise(value, view.lang) or None) if value is not None else None

    return Field("text", Bilingual(ja, en), read, (), single)


def _choice(ja: str, en: str, choices: Any, read: Read) -> Field:
    return Field("choice", Bilingual(ja, en), read, tuple(choices))


def _flag(ja: str, en: str, read: Read) -> Field:
    return Field("flag", Bilingual(ja, en), read)


def _list(ja: str, en: str, read: Read, choices: tuple[str, ...] = ()) -> Field:
    return Field("list", Bilingual(ja, en), read, choices)


CONTROLS = Field("controls", Bilingual("対策", "controls"), lambda v, p: v.masks(p))

ACTORS: dict[str, Field] = {
    "id": Field("text", Bilingual("ID", "id"), lambda v, a: a.id),
    "name": _text("名称", "name", "name"),
    "kind": _choice("種別", "kind", ACTOR_KINDS, lambda v, a: a.kind),
    "party": _choice("区との関係", "party", PARTIES, lambda v, a: a.party),
    "zone": Field("text", Bilingual("区画", "zone"), lambda v, a: a.zone),
    "network": _choice("ネットワーク", "network", NETWORKS, lambda v, a: v.facts.networks[a.id]),
    "operator": _text("運営者", "operator", "operator"),
    "location": _text("所在", "location", "location"),
    "governing_law": _text("適用される法", "governing law", "governing_law"),
    "certifications": _list(
        "認証", "certifications", lambda v, a: [localise(c.name, v.lang) for c in a.certifications]
    ),
    "data": Field(
        "data",
        Bilingual("扱う情報", "data"),
        lambda v, a: [c.id for c in v.graph.data_at[a.id]],
    ),
    "personal": _flag(
        "個人情報を扱う", "handles personal data", lambda v, a: a.id in v.facts.holders
    ),
    "keeper": _flag(
        "個人情報を保存する", "keeps personal data", lambda v, a: a.id in v.facts.keepers
    ),
    "exposed": _flag(
        "インターネットに面する",
        "faces the internet",
        lambda v, a: v.facts.networks[a.id] == "internet" or a.id in v.facts.internet_channels,
    ),
    "deletes": _flag("削除の手順がある", "a step deletes there", lambda v, a: a.id in v.deleted),
    "controls": CONTROLS,
}

CHANNELS: dict[str, Field] = {
    "id": Field("text", Bilingual("ID", "id"), lambda v, c: c.id),
    "name": _text("名称", "name", "name"),
    "medium": _choice("運び方", "medium", MEDIA, lambda v, c: c.medium),
    "network": _choice("回線の種類", "network", NETWORKS, lambda v, c: c.network),
    "carrier": _text("運ぶ者", "carrier", "carrier"),
    "internet": _flag("インターネット回線", "internet line", lambda v, c: v.facts.internet(c)),
    "used": _flag("手順で使われる", "used by a step", lambda v, c: c.id in v.used),
    "personal": _flag(
        "個人情報を運ぶ",
        "carries personal data",
        lambda v, c: any(f.personal for f in v.used.get(c.id, ())),
    ),
    "mediated": _flag("間に立つものがある", "has a mediator", lambda v, c: v.mediated(c)),
    "ends.kind": _list(
        "両端の種別",
        "kinds of its ends",
        lambda v, c: [v.graph.actors[e].kind for e in c.between],
        tuple(ACTOR_KINDS),
    ),
    "ends.party": _list(
        "両端の区との関係",
        "parties of its ends",
        lambda v, c: [v.graph.actors[e].party for e in c.between],
        PARTIES,
    ),
    "ends.network": _list(
        "両端のネットワーク", "networks of its ends", lambda v, c: v.networks_of(c), tuple(NETWORKS)
    ),
    "controls": CONTROLS,
}

_TRANSFERS: dict[str, Field] = {
    "step": Field("text", Bilingual("手順番号", "step"), lambda v, f: f.transfer.step, (), True),
    "label": Field(
        "text", Bilingual("手順の名称", "label"), lambda v, f: f.transfer.text(v.lang), (), True
    ),
    "operation": _choice("操作", "operation", OPERATIONS, lambda v, f: f.transfer.operation),
    "certainty": Field(
        "choice",
        Bilingual("確かさ", "certainty"),
        lambda v, f: f.transfer.certainty,
        tuple(CERTAINTIES),
        True,
    ),
    "data": Field("data", Bilingual("運ぶ情報", "data"), lambda v, f: [c.id for c in f.data]),
    "personal": _flag("個人情報を運ぶ", "carries personal data", lambda v, f: f.personal),
    "internal": _flag("主体の内部", "within one actor", lambda v, f: f.channel is None),
    "applicant": _flag(
        "申請者等との間",
        "with an applicant or the public",
        lambda v, f: f.source.party in ASIDE or f.target.party in ASIDE,
    ),
    "by_user": _flag("人が操作する", "a user acts", lambda v, f: f.actor.kind in USERS),
    "by_hand": _flag("物の受渡し", "handed over", lambda v, f: f.medium in PHYSICAL_MEDIA),
    "controls": CONTROLS,
}

DATA: dict[str, Field] = {
    "id": Field("text", Bilingual("ID", "id"), lambda v, d: d.id),
    "name": _text("名称", "name", "name"),
    "self": Field("data", Bilingual("情報の種類", "category"), lambda v, d: (d.id,)),
    "items": _list("情報項目", "items", lambda v, d: [localise(i, v.lang) for i in d.items]),
    "subjects": _list("対象者", "subjects", lambda v, d: [localise(i, v.lang) for i in d.subjects]),
    "personal": _flag("個人情報", "personal", lambda v, d: d.personal),
    "classification": _choice(
        "自治体機密性", "classification", get_args(Classification), lambda v, d: d.classification
    ),
    "parent": Field("text", Bilingual("上位の種類", "parent"), lambda v, d: d.parent),
    "used": _flag("手順で運ばれる", "moved by a step", lambda v, d: d.id in v.used),
}

CHECKLISTS: dict[str, Field] = {
    "side": _choice("側", "side", ("ward", "counterpart"), lambda v, c: c.side),
    "actors": _list("主体", "actors", lambda v, c: c.actors),
    "answered": _list("回答のある項目", "answered items", lambda v, c: v.answers(c), ITEMS),
    "in_place": _list("○の項目", "items answered ○", lambda v, c: v.answers(c, "○"), ITEMS),
    "not_needed": _list("ーの項目", "items answered ー", lambda v, c: v.answers(c, "ー"), ITEMS),
    "without_reason": _list(
        "理由のないーの項目",
        "items answered ー without reason",
        lambda v, c: v.unreasoned(c),
        ITEMS,
    ),
}

PAPER = {
    "cover.document_number": Bilingual("資料番号", "document number"),
    "cover.meeting": Bilingual("会議名", "meeting"),
    "cover.subject": Bilingual("件名", "subject"),
    "cover.contents": Bilingual("内容", "contents"),
    "cover.basis": Bilingual("要綱の根拠", "basis"),
    "cover.department": Bilingual("担当部課", "department"),
    "overview.name": Bilingual("事業名", "name of the undertaking"),
    "overview.section": Bilingual("担当課", "section in charge"),
    "overview.purpose": Bilingual("目的", "purpose"),
    "overview.subjects": Bilingual("対象者", "persons concerned"),
    "overview.content": Bilingual("事業内容", "content"),
    "overview.reference": Bilingual("図への参照", "reference to the figure"),
    "annex.subject": Bilingual("別紙の件名", "subject of the annex"),
    "annex.holder": Bilingual("保有課", "holding section"),
    "annex.registered_operation": Bilingual("登録業務の名称", "registered operation"),
    "annex.items": Bilingual("結合される情報項目", "items that are joined"),
    "annex.counterpart": Bilingual("結合の相手方", "counterpart"),
    "annex.reason": Bilingual("結合する理由", "reason"),
    "annex.form": Bilingual("結合の形態", "form"),
    "annex.start": Bilingual("結合の開始時期", "start"),
    "annex.end": Bilingual("結合の期間の終わり", "end"),
    "annex.period": Bilingual("結合の開始時期と期間", "period"),
    "annex.measures": Bilingual("情報保護対策", "measures"),
}
"""The fields of the paper set by their names in a document."""


def _paper(name: str) -> Read:
    sheet, _, field = name.partition(".")

    def read(view: View, model: Any) -> Any:
        agenda: Agenda | None = model.agenda
        value = getattr(getattr(agenda, sheet), field) if agenda is not None else None
        return str(value) if value else None

    return read


MODEL: dict[str, Field] = {
    "title": _text("題名", "title", "title"),
    "description": _text("説明", "description", "description"),
    "date": Field("text", Bilingual("日付", "date"), lambda v, m: str(m.date) if m.date else None),
    "stage": _choice("現状か計画か", "stage", ("as-is", "to-be"), lambda v, m: m.stage),
    "separation": _choice(
        "三層の対策のモデル", "separation", SEPARATIONS, lambda v, m: m.separation
    ),
    "networks": _list(
        "区画のネットワーク",
        "networks of its zones",
        lambda v, m: [z.network for z in m.zones if z.network],
        tuple(NETWORKS),
    ),
    "data": Field("data", Bilingual("情報", "data"), lambda v, m: [d.id for d in m.data]),
    "sides": _list(
        "チェックリストの側",
        "sides of the checklist",
        lambda v, m: [c.side for c in m.checklists],
        ("ward", "counterpart"),
    ),
    "joint": _flag("外部結合の資料", "a paper on 外部結合", lambda v, m: v.joint),
    "figure.title": Field(
        "text",
        Bilingual("図の題名", "title of the figure"),
        lambda v, m: localise(m.figure.title, v.lang),
    ),
    "figure.number": Field(
        "text", Bilingual("図の資料番号", "number of the figure"), lambda v, m: m.figure.number
    ),
    **{f"agenda.{n}": Field("text", label, _paper(n)) for n, label in PAPER.items()},
}


_OF_A_SITUATION = frozenset(
    {
        *("kind", "party", "zone", "network", "personal", "keeper", "medium", "internet"),
        *("ends.kind", "ends.party", "ends.network"),
    }
)
"""The fields of ends and channels that are the same for all transfers of a situation."""


def _through(name: str, field: Field, at: str, ja: str, en: str) -> Field:
    """A field of a transfer's end or channel as a field of the transfer."""
    inner = field.read

    def read(view: View, flow: Any) -> Any:
        part = getattr(flow, at)
        return None if part is None else inner(view, part)

    label = Bilingual(f"{ja}の{field.label.ja}", f"{field.label.en} of the {en}")
    return Field(field.kind, label, read, field.choices, own=name not in _OF_A_SITUATION)


def _of_model(field: Field) -> Field:
    """A field of the model as every other part sees it."""
    inner = field.read
    label = Bilingual(f"モデルの{field.label.ja}", f"{field.label.en} of the model")
    return Field(field.kind, label, lambda v, p: inner(v, v.model), field.choices)


def _transfers() -> dict[str, Field]:
    found = dict(_TRANSFERS)
    for name, at, ja, en in (
        ("source", "source", "送る側", "source"),
        ("target", "target", "受ける側", "target"),
        ("acting", "actor", "操作する側", "acting party"),
        ("channel", "channel", "経路", "channel"),
    ):
        for k, f in (CHANNELS if name == "channel" else ACTORS).items():
            if f.kind != "controls":
                found[f"{name}.{k}"] = _through(k, f, at, ja, en)
    return found


_OF_MODEL = ("separation", "stage", "joint", "date")
_BY_SUBJECT: dict[Subject, Callable[[], dict[str, Field]]] = {
    "transfers": _transfers,
    "actors": lambda: dict(ACTORS),
    "channels": lambda: dict(CHANNELS),
    "data": lambda: dict(DATA),
    "checklists": lambda: dict(CHECKLISTS),
    "model": lambda: dict(MODEL),
}


@cache
def fields(subject: Subject) -> dict[str, Field]:
    """The fields of a kind of part by their names."""
    found = _BY_SUBJECT[subject]()
    if subject != "model":
        found.update((f"model.{n}", _of_model(MODEL[n])) for n in _OF_MODEL)
    return found
